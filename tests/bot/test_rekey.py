"""A new key for the sessions: every chat stays readable, whatever interrupts it, and the old key opens nothing more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chats import TODAY
from keeping import add, quotes, stored
from pydantic import SecretStr
from sqlalchemy import select, update

import bot.rekey
from bot import key_file
from bot.cli import main
from bot.errors import KeyFileError, SettingsError, StoreError
from bot.key_file import keys_of
from bot.rekey import Rekeyed, rekey
from bot.session_keys import Key
from bot.session_rows import chats
from bot.sessions import open_store
from bot.settings import Settings

PERSONS = ("1", "2", "3", "4", "5")


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.rekey, "_BATCH", 2)


async def fill(ours: Settings) -> None:
    async with open_store(ours, TODAY) as store:
        for person in PERSONS:
            await add(store, f"of {person}", person)


async def change(ours: Settings) -> Rekeyed:
    async with open_store(ours, TODAY) as store:
        return await rekey(store.database, ours)


async def everything(ours: Settings) -> list[list[str]]:
    async with open_store(ours, TODAY) as store:
        return [quotes(await stored(store, person)) for person in PERSONS]


def with_file(ours: Settings, path: Path, *keys: Key) -> Settings:
    """The same database with these keys."""
    key_file.write(path, list(keys), replace=True)
    return ours.model_copy(update={"key_file": path})


def test_every_chat_has_the_new_key_and_the_old_one_is_gone(kept: Settings, tmp_path: Path) -> None:
    async def run() -> None:
        await fill(kept)
        (old,) = keys_of(kept)
        assert await change(kept) == Rekeyed(5, 0)
        (new,) = keys_of(kept)
        assert new.id != old.id
        assert await everything(kept) == [[f"of {person}"] for person in PERSONS]
        async with open_store(kept, TODAY) as store, store.database.transaction() as connection:
            assert set((await connection.execute(select(chats.c.key_id))).scalars()) == {new.id}
        with pytest.raises(KeyFileError):
            await everything(with_file(kept, tmp_path / "old.key", old))

    asyncio.run(run())


class InterruptionError(Exception):
    """A crash."""


def crash(at: int, before: bool, real: Callable[..., Any]) -> Callable[..., Any]:
    """The real function, which crashes at one of its calls, before it is done or after."""
    calls = 0

    def called(*given: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at and before:
            raise InterruptionError
        done = real(*given, **more)
        if calls == at:
            raise InterruptionError
        return done

    return called


CRASHES = [("write", 1), ("update", 1), ("sealed", 1), ("sealed", 2), ("sealed", 5), ("write", 2)]


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize(("where", "at"), CRASHES)
def test_a_crash_anywhere_loses_nothing_and_the_next_run_goes_on(
    where: str, at: int, before: bool, kept: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def run() -> None:
        await fill(kept)
        (old,) = keys_of(kept)
        with monkeypatch.context() as broken:
            broken.setattr(bot.rekey, where, crash(at, before, getattr(bot.rekey, where)))
            with pytest.raises(InterruptionError):
                await change(kept)
        async with open_store(kept, TODAY) as store:  # a door that is used before the next run
            await add(store, "meanwhile", "1")
            await add(store, "meanwhile", "5")
        expected = [["of 1", "meanwhile"], ["of 2"], ["of 3"], ["of 4"], ["of 5", "meanwhile"]]
        assert await everything(kept) == expected
        await change(kept)
        assert await everything(kept) == expected
        assert len(keys_of(kept)) == 1
        with pytest.raises(KeyFileError):
            await everything(with_file(kept, tmp_path / "old.key", old))

    asyncio.run(run())


def test_a_door_started_before_stops_and_writes_nothing(kept: Settings) -> None:
    async def run() -> None:
        await fill(kept)
        async with open_store(kept, TODAY) as store:
            await change(kept)
            with pytest.raises(KeyFileError, match="start again"):
                await add(store, "too late")
        assert await everything(kept) == [[f"of {person}"] for person in PERSONS]

    asyncio.run(run())


def test_two_at_once(kept: Settings) -> None:
    async def run() -> None:
        done = await asyncio.gather(change(kept), change(kept), return_exceptions=True)
        assert all(isinstance(one, (Rekeyed, StoreError, KeyFileError)) for one in done)
        assert any(isinstance(one, Rekeyed) for one in done)
        assert await everything(kept) == [[f"of {person}"] for person in PERSONS]
        assert len(keys_of(kept)) == 1

    asyncio.run(fill(kept))
    for _ in range(5):
        asyncio.run(run())


def test_with_the_key_in_the_settings(kept: Settings) -> None:
    old, new = Key.new().digits, Key.new().digits

    def having(*keys: str) -> Settings:
        return Settings(database_url=kept.database_url, key=SecretStr(", ".join(keys)))

    async def run() -> None:
        await fill(having(old))
        with pytest.raises(SettingsError, match=r"^TRIALFIT_KEY: put a new key before the old one"):
            await change(having(old))
        assert await everything(having(new, old)) == [[f"of {person}"] for person in PERSONS]
        assert await change(having(new, old)) == Rekeyed(5, 0)
        assert await everything(having(new)) == [[f"of {person}"] for person in PERSONS]
        with pytest.raises(KeyFileError):
            await everything(having(old))

    asyncio.run(run())


def test_what_no_key_opens_is_erased_and_counted(kept: Settings) -> None:
    async def run() -> None:
        await fill(kept)
        async with open_store(kept, TODAY) as store, store.database.transaction() as connection:
            row = (await connection.execute(select(chats).limit(1))).one()
            this = chats.c.person_hash == row.person_hash
            await connection.execute(update(chats).where(this).values(session=row.session[:-1]))
        assert await change(kept) == Rekeyed(4, 1)
        assert sorted(map(len, await everything(kept))) == [0, 1, 1, 1, 1]

    asyncio.run(run())


def test_the_command(kept: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert kept.database_url is not None
    monkeypatch.setenv("TRIALFIT_DATABASE_URL", kept.database_url.get_secret_value())
    monkeypatch.setenv("TRIALFIT_KEY_FILE", str(kept.key_file))
    asyncio.run(fill(kept))
    assert main(["sessions", "rekey"]) == 0
    assert (
        capsys.readouterr().out == "5 stored chats encrypted with the new key. The old key is gone from the key file.\n"
    )
    assert main(["sessions", "erase-old"]) == 0
    assert capsys.readouterr().out == "No chat is stored that was untouched for 30 days.\n"
    kept.key_file.chmod(0o644)
    assert main(["sessions", "rekey"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "chmod 600" in said.err


def test_a_key_file_that_is_a_link_keeps_no_old_key(sqlite: Settings, tmp_path: Path) -> None:
    real, link = tmp_path / "vault" / "own.key", sqlite.key_file
    key_file.read(real)
    old = real.read_text()
    link.parent.mkdir()
    link.symlink_to(real)
    asyncio.run(fill(sqlite))

    async def run() -> None:
        async with open_store(sqlite, TODAY) as store:
            await rekey(store.database, sqlite)
        async with open_store(sqlite, TODAY) as store:
            assert quotes(await stored(store, "1")) == ["of 1"]

    asyncio.run(run())
    assert link.is_symlink()
    assert old not in real.read_text()
