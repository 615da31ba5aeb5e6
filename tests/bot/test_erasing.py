"""After /forget no byte of a chat is left in the files of the database; nor is a plain one there at any time."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from chats import TODAY
from keeping import DOOR, days_later, say, sqlite_file, stored
from leaks import MARKERS, PERSON, files_below, found, marked
from sqlalchemy import select

from bot.errors import StoreError
from bot.session import Session
from bot.session_rows import chats
from bot.sessions import Store, open_store
from bot.settings import Settings

OTHERS = [f"other {number}" for number in range(20)]


async def fill(store: Store) -> None:
    """One marked chat among others, before and after it."""
    for person in OTHERS[:10]:
        await say(store, "my son is 13, jdm", person=person)
    await say(store, *marked(1), person=PERSON)
    for person in OTHERS[10:]:
        await say(store, "my son is 13, jdm", person=person)


async def forget(store: Store, person: str) -> None:
    async with store.chat(DOOR, person, TODAY) as chat:
        await chat.erase()


async def sealed_bytes(store: Store) -> set[bytes]:
    """Hashes and encrypted contents of all rows, in pieces so short that nearly all stand within one page of a file."""
    async with store.database.transaction() as connection:
        rows = (await connection.execute(select(chats))).all()
    contents = [content for row in rows for content in (row.person_hash, row.person, row.session)]
    return {content[start : start + 16] for content in contents for start in range(0, len(content) - 16, 16)}


def test_nothing_is_left_of_a_forgotten_chat_not_even_encrypted(sqlite: Settings) -> None:
    folder = sqlite_file(sqlite).parent

    async def run() -> set[bytes]:
        async with open_store(sqlite, TODAY) as store:
            await fill(store)
            before = await sealed_bytes(store)
            await forget(store, PERSON)
            after = await sealed_bytes(store)
            there = files_below(folder)
            assert len(found(after, there)) > 0.9 * len(after)  # the search finds what is there
            assert found(before - after, there) == set()
            return before - after

    gone = asyncio.run(run())
    assert len(gone) > 50
    assert found([*gone, *MARKERS], files_below(folder)) == set()


@pytest.mark.parametrize("how", ["forgotten", "too old"])
def test_nothing_plain_is_in_the_files_at_any_time(how: str, kept: Settings, disk: Callable[[], list[bytes]]) -> None:
    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            await fill(store)
            assert found([*MARKERS, store.keys.first.id], disk()) == {store.keys.first.id}  # that alone is kept plain
            if how == "forgotten":
                await forget(store, PERSON)
            else:
                assert await store.erase_old(days_later(30)) == 1 + len(OTHERS)
            assert await stored(store, PERSON) is None
            assert found(MARKERS, disk()) == set()

    asyncio.run(run())


def test_who_keeps_the_file_from_being_cleaned_is_told_of(sqlite: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("bot.engines", "bot.database"):
        monkeypatch.setattr(f"{module}.PATIENCE", 0.05)

    async def run() -> None:
        async with open_store(sqlite, TODAY) as store:
            await fill(store)
            before = await sealed_bytes(store)
            with closing(sqlite3.connect(sqlite_file(sqlite), isolation_level=None)) as reader:
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM chats").fetchone()
                with pytest.raises(StoreError, match="erased, but"):
                    await forget(store, PERSON)
            assert await stored(store, PERSON) is None
            async with store.chat(DOOR, PERSON, TODAY) as chat:
                await chat.keep(Session())  # what a door does after another /forget
            assert found(before - await sealed_bytes(store), files_below(sqlite_file(sqlite).parent)) == set()

    asyncio.run(run())
