"""Long polling: the next updates are asked for, which confirms those before, only when those are in the inbox."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any, TypeVar

from telegram.error import RetryAfter, TelegramError

from bot.errors import StoreError
from bot.telegram.api import Api, retry_after
from bot.telegram.intake import KINDS, Intake
from bot.telegram.lease import Lease
from bot.telegram.metrics import Metrics

_log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0  # seconds between two tries
Result = TypeVar("Result")


async def poll(api: Api, intake: Intake, lease: Lease, metrics: Metrics, stop: asyncio.Event) -> None:
    """Fetches updates until `stop`, through outages of Telegram and of the database. Raises KeyFileError."""
    offset: int | None = None
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            if not lease.valid:
                raise StoreError("the lease could not be renewed")
            updates = await _unless(stop, api.updates(offset, KINDS))
            if updates:
                await intake.take(updates)
                offset = _last(updates, offset)
            wait = FIRST_WAIT
            continue
        except RetryAfter as error:
            pause = retry_after(error)
        except (TelegramError, StoreError) as error:
            if isinstance(error, StoreError):
                metrics.faults.inc()
            _log.warning("updates could not be fetched (%s); tried again in %.1f s", type(error).__name__, wait)
            pause, wait = wait, min(2 * wait, LONGEST_WAIT)
        await _unless(stop, asyncio.sleep(pause))


def _last(updates: list[Any], offset: int | None) -> int | None:
    """The number after the highest."""
    numbers = [one["update_id"] for one in updates if isinstance(one, dict) and isinstance(one.get("update_id"), int)]
    return max(numbers) + 1 if numbers else offset


async def _unless(stop: asyncio.Event, work: Awaitable[Result]) -> Result | None:
    """What the work brings; None where it had to stop before that."""
    task, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        for one in (task, stopped):
            one.cancel()
        await asyncio.gather(task, stopped, return_exceptions=True)
