"""The store of sessions on both databases: whose chat it is, what is kept, for how long, and what stops it."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from chats import TODAY, status
from keeping import DOOR, add, days_later, quotes, say, settings_for, sqlite_file, stored, told
from sqlalchemy import Connection, func, select, text, update

from bot.database import Database
from bot.errors import KeyFileError, StoreError
from bot.session import Permission, Session
from bot.session_keys import name
from bot.session_rows import chats, metadata, sealed
from bot.sessions import Store, open_store
from bot.settings import Settings

ROOT = Path(__file__).parents[2]


async def count(store: Store) -> int:
    async with store.database.transaction() as connection:
        return (await connection.execute(select(func.count()).select_from(chats))).scalar_one()


def test_a_chat_goes_on_where_it_was(kept: Settings) -> None:
    async def before() -> Session | None:
        async with open_store(kept, TODAY) as store:
            await say(store, "my son is 13, jdm", "moderate")
            return await stored(store)

    async def after() -> None:
        async with open_store(kept, TODAY) as store:
            assert await stored(store) == session
            assert status(await say(store, "platelets 20k"), "I1") == "pass"

    session = asyncio.run(before())
    assert session is not None
    asyncio.run(after())


def test_a_chat_is_one_persons_at_one_door(kept: Settings) -> None:
    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            await say(store, "my son is 13, jdm", person="1")
            assert await stored(store, "2") is None
            assert await stored(store, "1", door="telegram") is None
            await say(store, "platelets 20k", person="2")
            assert "platelets 20k" not in quotes(await stored(store, "1"))
            assert await count(store) == 2

    asyncio.run(run())


ASKED = Session(kept_days=30, permission="asked")
ALLOWED = told(Session(kept_days=30, permission="yes"), "kept")
# what is stored, what the process remembers, what the chat goes on with
GOING_ON = {
    "nothing is stored yet": (None, ASKED, ASKED),
    "it was refused": (None, Session(kept_days=30, permission="no"), Session(kept_days=30, permission="no")),
    "what is stored counts": (ALLOWED, ASKED, ALLOWED),
    "another window wrote to it": (ALLOWED, told(ALLOWED, "before"), ALLOWED),
    "erased elsewhere": (None, ALLOWED, Session(kept_days=30)),
    "the setting has changed": (ALLOWED, Session(kept_days=7), ALLOWED.model_copy(update={"kept_days": 7})),
}


@pytest.mark.parametrize(("before", "remembered", "after"), GOING_ON.values(), ids=GOING_ON.keys())
def test_what_a_chat_goes_on_with(
    before: Session | None, remembered: Session, after: Session, sqlite: Settings
) -> None:
    async def run() -> Session:
        async with open_store(sqlite, TODAY) as store:
            if before is not None:
                async with store.chat(DOOR, "1", TODAY) as chat:
                    await chat.save(before)
            async with store.chat(DOOR, "1", TODAY) as chat:
                return chat.going_on(remembered)

    assert asyncio.run(run()) == after


@pytest.mark.parametrize("permission", ["unasked", "asked", "again", "no", "yes"])
def test_only_a_yes_is_kept_and_all_else_erases(permission: Permission, kept: Settings) -> None:
    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            for one in (ALLOWED, ALLOWED.model_copy(update={"permission": permission})):
                async with store.chat(DOOR, "1", TODAY) as chat:
                    await chat.keep(one)
            assert await count(store) == (permission == "yes")
            await say(store, "my son is 13, jdm", person="2")
            assert await count(store) == (permission == "yes") + 1

    asyncio.run(run())


class MishapError(Exception):
    """Something that a door raises in the middle of a chat."""


def test_what_is_written_with_a_session_is_kept_or_undone_with_it(kept: Settings) -> None:
    async def send(store: Store, fails: bool) -> None:
        async with store.chat(DOOR, "1", TODAY) as chat:
            await chat.save(Session(insisted=fails))
            await chat.connection.execute(text("INSERT INTO outbox VALUES (1)"))
            if fails:
                raise MishapError

    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            async with store.database.transaction() as connection:
                await connection.execute(text("CREATE TABLE outbox (reply INTEGER)"))
            await send(store, fails=False)
            with pytest.raises(MishapError):
                await send(store, fails=True)
            assert await stored(store) == Session()
            async with store.database.transaction() as connection:
                assert (await connection.execute(text("SELECT count(*) FROM outbox"))).scalar_one() == 1

    asyncio.run(run())


@pytest.mark.parametrize(("days", "there"), [(29, True), (30, False), (400, False)])
def test_a_chat_untouched_for_30_days_is_gone(days: int, there: bool, kept: Settings) -> None:
    later = days_later(days)

    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            await add(store, "old")
            assert (await stored(store, today=later) is not None) == there  # also before it is erased
            assert await store.erase_old(later) == (not there)
            assert await count(store) == there
        async with open_store(kept, TODAY) as store:
            await add(store, "again")
        async with open_store(kept, later) as store:  # every start erases
            assert await count(store) == there

    asyncio.run(run())


def test_a_message_makes_the_days_begin_anew(kept: Settings) -> None:
    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            await say(store, "my son is 13, jdm", today=TODAY)
            await say(store, "moderate", today=days_later(29))
            assert await store.erase_old(days_later(58)) == 0
            assert await store.erase_old(days_later(59)) == 1

    asyncio.run(run())


@pytest.mark.parametrize("payload", ['{"zebra": 1}', '{"stage": "zebra"}', '{"trial": "zebra"}', "zebra", ""])
def test_a_session_of_another_form_or_trial_begins_anew_and_is_counted(
    payload: str, kept: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            await add(store, "old")
            await put(store, payload)
            assert await stored(store) is None
            assert store.unreadable == 1
            await add(store, "new")
            assert quotes(await stored(store)) == ["new"]
            assert await count(store) == 1

    async def put(store: Store, payload: str) -> None:
        (key,) = store.keys
        async with store.database.transaction() as connection:
            await connection.execute(update(chats).values(**sealed(key, name(DOOR, "1"), payload)))

    with caplog.at_level(logging.WARNING):
        asyncio.run(run())
    assert "1 so far" in caplog.text
    assert "zebra" not in caplog.text


def test_a_row_put_in_the_place_of_another_opens_to_nobody(kept: Settings) -> None:
    async def run() -> None:
        async with open_store(kept, TODAY) as store:
            await add(store, "mine", "1")
            await add(store, "yours", "2")
            async with store.database.transaction() as connection:
                rows = (await connection.execute(select(chats))).all()
                for row, other in zip(rows, reversed(rows), strict=True):
                    this = chats.c.person_hash == row.person_hash
                    await connection.execute(update(chats).where(this).values(session=other.session))
            assert [await stored(store, "1"), await stored(store, "2")] == [None, None]
            assert store.unreadable == 2

    asyncio.run(run())


def test_another_key_is_said_at_the_start_and_changes_nothing(kept: Settings, tmp_path: Path) -> None:
    wrong = kept.model_copy(update={"key_file": tmp_path / "other" / "sessions.key"})

    async def run(ours: Settings) -> list[str]:
        async with open_store(ours, TODAY) as store:
            await add(store, "one")
            return quotes(await stored(store))

    assert asyncio.run(run(kept)) == ["one"]
    with pytest.raises(KeyFileError, match="TRIALFIT_KEY"):
        asyncio.run(run(wrong))
    assert asyncio.run(run(kept)) == ["one", "one"]


def test_migrations_make_the_tables_that_the_code_uses(kept: Settings) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async def run() -> None:
        async with open_store(kept, TODAY) as store, store.database.transaction() as connection:
            assert await connection.run_sync(differences) == []

    asyncio.run(run())


def test_a_database_of_a_newer_version_is_left_alone(kept: Settings) -> None:
    async def run() -> None:
        async with open_store(kept, TODAY) as store, store.database.transaction() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        async with open_store(kept, TODAY):
            pass

    with pytest.raises(StoreError, match="newer trialfit"):
        asyncio.run(run())


def test_the_files_are_for_the_owner_alone(sqlite: Settings) -> None:
    folder = sqlite_file(sqlite).parent

    async def run() -> dict[str, int]:
        async with open_store(sqlite, TODAY) as store:
            await add(store, "one")
            return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}

    assert asyncio.run(run()) == dict.fromkeys(("sessions.db", "sessions.db-wal", "sessions.db-shm"), 0o600)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_no_database(sqlite: Settings) -> None:
    sqlite_file(sqlite).parent.mkdir()
    sqlite_file(sqlite).write_bytes(b"zebra" * 1000)

    async def run() -> None:
        async with open_store(sqlite, TODAY):
            pass

    with pytest.raises(StoreError, match="not a database") as error:
        asyncio.run(run())
    assert "zebra" not in "".join(traceback.format_exception(error.value))


@pytest.mark.parametrize("place", ["folder", "folder/file/sessions.db"])
def test_a_place_where_no_file_can_be(place: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").touch()
    with pytest.raises(StoreError, match=place):
        Database(settings_for(f"sqlite:///{tmp_path / place}", tmp_path).database_url)


NOWHERE = "postgres://me:hunter2@127.0.0.1:1/name"


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    async def run() -> None:
        async with open_store(settings_for(NOWHERE, tmp_path), TODAY):
            pass

    with pytest.raises(StoreError, match="cannot be used") as error:
        asyncio.run(run())
    assert "hunter2" not in "".join(traceback.format_exception(error.value))


def test_a_driver_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'trialfit\[postgres\]'"):
        Database(settings_for(NOWHERE, tmp_path).database_url)


def test_nothing_of_it_is_imported_where_no_chat_is_kept() -> None:
    program = (
        "import io, sys\nfrom bot.cli import main\n"
        'sys.stdin = io.TextIOWrapper(io.BytesIO(b\'{"chat": 1, "text": "13, jdm"}\\n\'))\n'
        "for arguments in (['--help'], ['sessions', '--help'], ['chat', '--json'], ['chat']):\n"
        "    try:\n        main(arguments)\n    except SystemExit:\n        pass\n"
        "print(sorted({'sqlalchemy', 'alembic', 'cryptography', 'pydantic_settings'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=ROOT, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
