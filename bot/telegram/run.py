"""`trialfit telegram`: opens what the door needs, and ends it by SIGTERM or Ctrl-C."""

from __future__ import annotations

import asyncio
import logging
import signal
from datetime import date

from bot.sessions import open_store
from bot.settings import Settings, settings
from bot.telegram.api import Api
from bot.telegram.door import Door
from nlp.errors import TrialfitError


def run(webhook: bool) -> None:
    """Runs the door by the settings. Raises SettingsError, KeyFileError or StoreError."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    ours = settings()
    ours.required("telegram_token", *(("webhook_url", "webhook_secret") if webhook else ()))
    try:
        asyncio.run(_run(ours, webhook))
    except* TrialfitError as errors:
        raise first(errors) from None


def first(errors: BaseExceptionGroup[TrialfitError]) -> TrialfitError:
    """The first of the errors in a group."""
    error = errors.exceptions[0]
    return first(error) if isinstance(error, BaseExceptionGroup) else error


async def _run(ours: Settings, webhook: bool) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    assert ours.telegram_token is not None
    async with open_store(ours, date.today()) as store, Api(ours.telegram_token, ours.telegram_api) as api:
        door = Door(ours, store, api, stop)
        await (door.serve() if webhook else door.poll())
