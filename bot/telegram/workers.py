"""More processes that answer, beside the one that takes updates in: started, started again when they end, ended."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.errors import SettingsError
from bot.settings import Settings

_log = logging.getLogger(__name__)
_AGAIN = 2.0  # seconds until one that has ended is started again
_PARENT = "TRIALFIT_WORKER_OF"
_METRICS = "PROMETHEUS_MULTIPROC_DIR"  # where prometheus_client, once it is imported, adds up what all of them count


@asynccontextmanager
async def more_workers(count: int, ours: Settings, stop: asyncio.Event) -> AsyncIterator[None]:
    """So many processes `trialfit telegram work` until the block ends. Raises SettingsError on SQLite."""
    if not count:
        yield
        return
    if ours.database_url is None or not ours.database_url.get_secret_value().startswith("postgres"):
        raise SettingsError("TRIALFIT_DATABASE_URL: more than one worker needs PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="trialfit-") as folder:
        os.environ[_METRICS] = folder
        keepers = [asyncio.create_task(_keep(stop)) for _ in range(count)]
        try:
            yield
        finally:
            stop.set()
            await asyncio.gather(*keepers)


async def end_with_parent(stop: asyncio.Event) -> None:
    """Sets `stop` once the process that has started this one as a worker is gone, however it ended."""
    while str(os.getppid()) == os.environ.get(_PARENT, str(os.getppid())):
        await asyncio.sleep(_AGAIN)
    stop.set()


async def _keep(stop: asyncio.Event) -> None:
    """One process, until `stop`."""
    while not stop.is_set():
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "telegram", "work", env={**os.environ, _PARENT: str(os.getpid())}
        )
        ended, stopped = asyncio.ensure_future(child.wait()), asyncio.ensure_future(stop.wait())
        await asyncio.wait([ended, stopped], return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            with suppress(ProcessLookupError):
                child.terminate()
            await ended
        elif not stop.is_set():
            _log.warning("a worker ended (%s) and is started again", child.returncode)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _AGAIN)
        stopped.cancel()
