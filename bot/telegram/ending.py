"""SIGTERM and Ctrl-C: what is at hand is finished, but not for longer than whoever sent the signal waits."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading

LIMIT = 10.0  # seconds; a database that does not answer could hold the end up for much longer

_log = logging.getLogger(__name__)


def end_on_signals(stop: asyncio.Event, limit: float = LIMIT) -> None:
    """Sets `stop` at a signal; the process ends at the latest so many seconds after it.

    As after a `kill -9`, all that is not finished then waits in the database.
    """

    def end() -> None:
        stop.set()
        at_last = threading.Timer(limit, _leave)
        at_last.daemon = True
        at_last.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, end)


def _leave() -> None:
    _log.warning("not all was finished in time; it waits in the database for the next start")
    os._exit(0)
