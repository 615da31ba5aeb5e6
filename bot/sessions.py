"""The store of sessions: one encrypted row a chat, and one writer at a time.

    async with open_store(settings(), today) as store:
        async with store.chat("telegram", "12345", today) as chat:
            session, said = turn(chat.going_on(session), text, today)
            await chat.keep(session)

`session` is what the process remembers of the chat, at first a new one with its `kept_days`: until the person allows
it, that alone is the chat. `today` is the clock's day, also where a chat plays on another. Import this module only
where chats are kept: it costs half a second and 40 MB.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

from cryptography.exceptions import InvalidTag
from pydantic import ValidationError
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.database import Database, migrate
from bot.key_file import keys_of
from bot.session import Session
from bot.session_keys import Key, Keys, name
from bot.session_rows import chats, current_key, key_in_use, opened, sealed
from bot.settings import Settings
from trials.catalog import trial
from trials.errors import UnknownTrialError

_log = logging.getLogger(__name__)


class Chat:
    """One chat while nobody else can write to it.

    `session` is what is stored, None where that is nothing. `connection` is the open transaction: whatever else is
    written with it is kept or undone together with the session.
    """

    def __init__(self, connection: AsyncConnection, key: Key, rows: list[bytes], person: str, today: date) -> None:
        """`rows` are the hashes that the chat may stand under, `key` is the one to write with."""
        self.connection = connection
        self.session: Session | None = None
        self.erased = False
        self._key, self._rows, self._person, self._today = key, rows, person, today

    def going_on(self, remembered: Session) -> Session:
        """The session to go on with: what is stored, else what the process remembers of the chat.

        What was stored and is no more was erased meanwhile, elsewhere or for its age: then the chat begins anew.
        """
        if self.session is not None:
            return self.session.model_copy(update={"kept_days": remembered.kept_days})
        return remembered.fresh() if remembered.permission == "yes" else remembered

    async def keep(self, session: Session) -> None:
        """What a door does after every turn: stores the session if the person allows it, else erases what is stored."""
        if session.permission == "yes":
            await self.save(session)
        elif session.permission == "unasked" or await self._is_stored():  # a second /forget cleans up after a first
            await self.erase()

    async def save(self, session: Session) -> None:
        """Stores the session in place of what was there."""
        await self._delete()
        row = sealed(self._key, self._person, session.model_dump_json())
        await self.connection.execute(insert(chats).values(touched=self._today, **row))
        self.session = session

    async def erase(self) -> None:
        """Erases all that is stored of the chat, after the end of the transaction also in the database files."""
        await self._delete()
        self.session, self.erased = None, True

    async def _delete(self) -> None:
        await self.connection.execute(delete(chats).where(chats.c.person_hash.in_(self._rows)))

    async def _is_stored(self) -> bool:
        """Whether there is a row, also one that can't be used."""
        rows = select(chats.c.person_hash).where(chats.c.person_hash.in_(self._rows))
        return (await self.connection.execute(rows)).first() is not None


class Store:
    """The sessions in a database. `unreadable` counts the stored chats that had to begin anew."""

    def __init__(self, database: Database, keys: Keys, retention: timedelta) -> None:
        self.database = database
        self.unreadable = 0
        self.keys, self._retention = keys, retention

    @asynccontextmanager
    async def chat(self, door: str, person: str, today: date) -> AsyncIterator[Chat]:
        """The chat of a person at a door ("terminal", "telegram"); undone where anything is raised in it.

        Others wait, up to 30 s, until it ends. Raises StoreError where the database fails or stays busy, KeyFileError
        where its key has been changed since the start.
        """
        who = name(door, person)
        async with self.database.transaction() as connection:
            key = await key_in_use(connection, self.keys)
            rows = [one.hash(who) for one in self.keys]
            await self.database.hold(connection, key.hash(who))
            chat = Chat(connection, key, rows, who, today)
            chat.session = await self._stored(connection, rows, today)
            yield chat
        if chat.erased:
            await self.database.scrub()

    async def erase_old(self, today: date) -> int:
        """Erases the chats that nobody has written to for the days of retention; returns how many there were."""
        async with self.database.transaction(alone=True) as connection:
            done = await connection.execute(delete(chats).where(chats.c.touched <= today - self._retention))
        if done.rowcount:
            await self.database.scrub()
        return done.rowcount

    async def _stored(self, connection: AsyncConnection, rows: list[bytes], today: date) -> Session | None:
        """The session under one of these hashes.

        None where there is none, where it should have been erased by now, and where it can't be used: written by a
        version of trialfit with another form of Session, damaged, or about a trial that is no longer at hand. Then
        the chat begins anew, and it is counted.
        """
        fresh = chats.c.person_hash.in_(rows) & (chats.c.touched > today - self._retention)
        row = (await connection.execute(select(chats).where(fresh))).one_or_none()
        if row is None:
            return None
        try:
            text = opened(self.keys.of(row.key_id), "session", row.person_hash, row.session)
            session = Session.model_validate_json(text)
            trial(session.trial)
            return session
        except (InvalidTag, ValidationError, UnknownTrialError) as error:
            self.unreadable += 1
            kind = type(error).__name__
            _log.warning("a stored chat could not be used (%s) and begins anew; %d so far", kind, self.unreadable)
            return None


@asynccontextmanager
async def open_store(settings: Settings, today: date) -> AsyncIterator[Store]:
    """The store that the settings name: its tables made or brought up to date, its key checked, what is old erased.

    Several processes may open one database at once, also a new one. Raises SettingsError, KeyFileError or StoreError.
    """
    database = Database(settings.database_url)
    try:
        async with database.transaction(alone=True) as connection:
            keys = keys_of(settings)  # here, while no rekey can be under way
            await migrate(connection)
            if (await connection.execute(select(current_key))).one_or_none() is None:
                await connection.execute(insert(current_key).values(key_id=keys.first.id))
            await key_in_use(connection, keys)
        store = Store(database, keys, timedelta(days=settings.retention_days))
        await store.erase_old(today)
        yield store
    finally:
        await database.close()
