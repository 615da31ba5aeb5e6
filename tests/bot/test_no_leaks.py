"""200 conversations full of marker words, and all that can go wrong with their store: no marker gets out.

Looked through: logs at the finest level, errors with all their causes, what is printed, temporary and database files.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from chats import TODAY
from keeping import DOOR, days_later, say, sqlite_file, stored
from leaks import MARKERS, PERSON, files_below, found, logged, marked
from sqlalchemy import insert, select, text, update

from bot.errors import KeyFileError, StoreError
from bot.rekey import rekey
from bot.session_keys import name
from bot.session_rows import chats, sealed
from bot.sessions import Store, open_store
from bot.settings import Settings

CHATS = 200
WHO = [f"{PERSON}{number:04}" for number in range(CHATS)]


async def another_form(store: Store, other: Store) -> None:
    """What is stored is no session of today's form."""
    key, who = store.keys.first, name(DOOR, WHO[0])
    async with other.database.transaction() as connection:
        row = sealed(key, who, f'{{"stage": "{marked(0)[0]}"}}')
        await connection.execute(update(chats).where(chats.c.person_hash == key.hash(who)).values(**row))
    assert await stored(store, WHO[0]) is None


async def damaged(store: Store, other: Store) -> None:
    """A row that no key opens."""
    async with other.database.transaction() as connection:
        row = chats.c.person_hash == store.keys.first.hash(name(DOOR, WHO[1]))
        await connection.execute(update(chats).where(row).values(session=b"damaged"))
    assert await stored(store, WHO[1]) is None


async def busy(store: Store, other: Store) -> None:
    """Somebody else does not let go of the chat."""
    async with other.chat(DOOR, WHO[2], TODAY):
        await say(store, *marked(2), person=WHO[2])


async def twice(store: Store, other: Store) -> None:
    """A row is refused after the session was written."""
    async with store.chat(DOOR, WHO[3], TODAY) as chat:
        rows = (await chat.connection.execute(select(chats))).mappings().all()
        await chat.connection.execute(insert(chats).values(rows[0]))


async def no_table(store: Store, other: Store) -> None:
    """The tables are gone."""
    async with other.database.transaction() as connection:
        await connection.execute(text("ALTER TABLE chats RENAME TO elsewhere"))
    try:
        await say(store, *marked(4), person=WHO[4])
    finally:
        async with other.database.transaction() as connection:
            await connection.execute(text("ALTER TABLE elsewhere RENAME TO chats"))


MISHAPS: list[tuple[Callable[[Store, Store], Awaitable[None]], type[Exception] | None]] = [
    (another_form, None),
    (damaged, None),
    (busy, StoreError),
    (twice, StoreError),
    (no_table, StoreError),
]


def test_no_marker_gets_out(
    kept: Settings,
    disk: Callable[[], list[bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for logger in ("", "sqlalchemy"):  # which sets a level of its own
        caplog.set_level(logging.DEBUG, logger=logger)
    for variable in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    for module in ("bot.engines", "bot.database"):
        monkeypatch.setattr(f"{module}.PATIENCE", 1)
    told: list[bytes] = []

    def tell(error: Exception) -> None:
        told.append("".join(traceback.format_exception(error)).encode())

    async def converse() -> None:
        async with open_store(kept, TODAY) as store, open_store(kept, TODAY) as other:
            for number, person in enumerate(WHO):
                assert (await say(store, *marked(number), person=person)).replies
            for mishap, kind in MISHAPS:
                if kind is None:
                    await mishap(store, other)
                else:
                    with pytest.raises(kind) as error:
                        await mishap(store, other)
                    tell(error.value)
            assert found(MARKERS, disk()) == set()

    async def keep_up() -> None:
        async with open_store(kept, TODAY) as store:
            assert await rekey(store.database, kept) == (CHATS - 1, 1)
        wrong = kept.model_copy(update={"key_file": tmp_path / "wrong.key"})
        with pytest.raises(KeyFileError) as error:
            await open_store(wrong, TODAY).__aenter__()
        tell(error.value)
        async with open_store(kept, days_later(30)) as store:
            assert await stored(store, WHO[9]) is None

    asyncio.run(converse())
    asyncio.run(keep_up())
    printed = capfd.readouterr()
    assert "INSERT INTO chats" in caplog.text
    assert len(told) == 4
    everything = [logged(caplog.text), *told, printed.out.encode(), printed.err.encode(), *files_below(tmp_path)]
    assert found(MARKERS, [*everything, *disk()]) == set()


def test_a_broken_file_tells_nothing_of_what_was_in_it(sqlite: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def run() -> None:
        async with open_store(sqlite, TODAY) as store:
            await say(store, *marked(0), person=PERSON)
        content = sqlite_file(sqlite).read_bytes()
        sqlite_file(sqlite).write_bytes(content[:4096] + content[4096:][::-1])
        async with open_store(sqlite, TODAY) as store:
            await say(store, *marked(0), person=PERSON)

    with pytest.raises(StoreError) as error:
        asyncio.run(run())
    assert found(MARKERS, ["".join(traceback.format_exception(error.value)).encode(), logged(caplog.text)]) == set()
