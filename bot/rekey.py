"""A new key for the sessions: all is encrypted and hashed anew, then the old key is dropped.

It goes in batches, between which doors that have both keys can write; a door started before that stops with a
KeyFileError at its next message and has to be started again. After an interruption, whatever it was, running it once
more goes on from there: the key file holds the old key until no row needs it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database
from bot.errors import SettingsError, StoreError
from bot.key_file import keys_of, write
from bot.session_keys import Key, Keys
from bot.session_rows import (
    chats,
    current_key,
    holds,
    inbox,
    key_in_use,
    opened,
    opened_item,
    outbox,
    sealed,
    sealed_item,
)
from bot.settings import Settings

_BATCH = 100


class Rekeyed(NamedTuple):
    """How many chats were encrypted anew, and how many were erased because they were damaged: no key opens them."""

    chats: int
    damaged: int


async def rekey(database: Database, settings: Settings) -> Rekeyed:
    """Puts a new key in the place of the old one, for all chats of a database whose tables are up to date.

    In a key file the new key is made here; in TRIALFIT_KEY it has to stand already, before the old one. Raises
    SettingsError where it does not, KeyFileError where the key of a row is missing, StoreError as the database does.
    """
    async with database.transaction(alone=True) as connection:
        keys = await _announce(connection, settings)
    done = damaged = 0
    while True:
        async with database.transaction(alone=True) as connection:
            if await key_in_use(connection, keys) is not keys.first:
                raise StoreError(
                    "the key was changed once more meanwhile, by another rekey; nothing is left to do here"
                )
            rows = (await connection.execute(select(chats).where(chats.c.key_id != keys.first.id).limit(_BATCH))).all()
            if not rows:
                if settings.key is None:
                    write(settings.key_file, [keys.first], replace=True)
                break
            kept = [await _renew(connection, row, keys) for row in rows]
        done, damaged = done + kept.count(True), damaged + kept.count(False)
    await database.scrub()
    return Rekeyed(done, damaged)


async def _announce(connection: AsyncConnection, settings: Settings) -> Keys:
    """The keys, the new one first, which from now on is the one to write with."""
    keys = keys_of(settings)
    await key_in_use(connection, keys)  # a key that does not fit is said before anything is changed
    if len(keys) == 1:
        if settings.key is not None:
            raise SettingsError(
                "TRIALFIT_KEY: put a new key before the old one, with a comma between, and run this again"
            )
        keys = Keys([Key.new(), *keys])
        write(settings.key_file, list(keys), replace=True)  # before any row is written with it
    await connection.execute(update(current_key).values(key_id=keys.first.id))
    for table, row_id in ((inbox, inbox.c.update_id), (outbox, outbox.c.id)):  # all at once: what waits is little
        for row in (await connection.execute(select(table))).all():
            this = row_id == row[0]
            try:
                person, content = opened_item(keys.of(row.key_id), table, row)
            except InvalidTag:
                await connection.execute(delete(table).where(this))
                continue
            await connection.execute(
                update(table).where(this).values(**sealed_item(keys.first, table, person, content))
            )
    await connection.execute(delete(holds))  # every process starts again
    return keys


async def _renew(connection: AsyncConnection, row: Row[Any], keys: Keys) -> bool:
    """Writes one row with the first key; False where it is damaged and had to be erased."""
    old, this = keys.of(row.key_id), chats.c.person_hash == row.person_hash
    try:
        person = opened(old, "person", row.person_hash, row.person)
        session = opened(old, "session", row.person_hash, row.session)
    except InvalidTag:
        await connection.execute(delete(chats).where(this))
        return False
    await connection.execute(update(chats).where(this).values(**sealed(keys.first, person, session)))
    return True
