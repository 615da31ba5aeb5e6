"""Inbox and outbox: what came in is written down before Telegram hears of it, what goes out before it is sent.

A chat is claimed for work only while none of its replies wait, and by one process at a time. So its messages are read
in order, and what comes in while a reply is on its way is read together afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.session_keys import Keys
from bot.session_rows import chats, holds, inbox, key_in_use, leases, opened_item, outbox, sealed_item, seen
from bot.sessions import Store
from bot.telegram.claim import Claim, Waited, Waiting, chat_of, person

CHATS, UPDATES = 32, 20  # how many chats are worked on in one transaction, and how many updates of each


class Received(NamedTuple):
    """An update as it came, as JSON, and of which chat, 0 where that cannot be told.

    `parked`: it cannot be read; `empty`: there is nothing in it to be answered, so that only its number is noted.
    """

    update_id: int
    chat_id: int
    raw: str
    parked: bool
    empty: bool


class Reply(NamedTuple):
    """A row of the outbox: `received` is when what it answers came in, in seconds since 1970."""

    id: int
    chat_id: int
    content: str
    received: float


class Boxes:
    """The inbox and the outbox in the store's database, for the process `holder`.

    Every method raises StoreError where the database fails, KeyFileError where its key was changed.
    """

    def __init__(self, store: Store, holder: str) -> None:
        self.database, self.keys, self.holder = store.database, store.keys, holder
        self._store = store
        self._insert = sqlite.insert if store.database.is_sqlite else postgresql.insert

    async def receive(self, updates: list[Received], now: float, today: date) -> set[int]:
        """Writes down the updates that were not seen before; returns their numbers."""
        async with self.database.transaction() as connection:
            key = await key_in_use(connection, self.keys)
            ids = [{"update_id": one.update_id, "day": today} for one in updates]
            fresh = self._insert(seen).on_conflict_do_nothing().returning(seen.c.update_id)
            new = set((await connection.execute(fresh, ids)).scalars())
            rows = [
                {
                    "update_id": one.update_id,
                    "parked": one.parked,
                    "received": now,
                    "touched": today,
                    **sealed_item(key, inbox, person(one.chat_id), one.raw),
                }
                for one in {one.update_id: one for one in updates}.values()
                if one.update_id in new and not one.empty
            ]
            if rows:
                await connection.execute(insert(inbox), rows)
        return new

    @asynccontextmanager
    async def claim(self, today: date, besides: Iterable[int] = ()) -> AsyncIterator[Claim]:
        """Some chats with updates to read, those that have waited longest first, and only those that nobody works on.

        All is written when the block ends, or nothing of it. `besides`: chats to leave alone for now. On PostgreSQL
        the chats are locked meanwhile. SQLite can lock only the whole file, which others need meanwhile; there the
        block fails with StoreError if another has answered one of the chats.
        """
        async with AsyncExitStack() as stack:
            connection = await stack.enter_async_context(self.database.transaction())
            key = await key_in_use(connection, self.keys)
            claim = Claim(key, today, self.holder)
            rows = await self._candidates(connection, [key.hash(person(chat)) for chat in besides])
            if rows and (rows := await self.database.try_hold(connection, rows)):
                claim.chats = await self._waiting(connection, rows, today)
            if self.database.is_sqlite:
                await stack.aclose()
            yield claim
            if self.database.is_sqlite and claim.chats:
                connection = await stack.enter_async_context(self.database.transaction())
            await claim.write(connection)

    async def _candidates(self, connection: AsyncConnection, left: list[bytes]) -> list[bytes]:
        """The chats (their hashes) that may be worked on here."""
        elsewhere = select(holds.c.person_hash).where(
            holds.c.holder != self.holder, holds.c.holder.in_(select(leases.c.holder))
        )
        found = (
            select(inbox.c.person_hash)
            .where(~inbox.c.parked, inbox.c.person_hash.not_in(select(outbox.c.person_hash)))
            .where(inbox.c.person_hash.not_in(elsewhere), inbox.c.person_hash.not_in(left))
            .group_by(inbox.c.person_hash)
            .order_by(func.min(inbox.c.update_id))
            .limit(CHATS)
        )
        return list((await connection.execute(found)).scalars())

    async def _waiting(self, connection: AsyncConnection, rows: list[bytes], today: date) -> list[Waiting]:
        """The updates of these chats and what is stored of them; looked up anew, as now nobody else can change it."""
        place = func.row_number().over(partition_by=inbox.c.person_hash, order_by=inbox.c.update_id).label("place")
        numbered = (
            select(inbox.c.update_id, place)
            .where(inbox.c.person_hash.in_(rows), ~inbox.c.parked)
            .where(inbox.c.person_hash.not_in(select(outbox.c.person_hash)))
            .subquery()
        )
        first = select(numbered.c.update_id).where(numbered.c.place <= UPDATES)
        found = select(inbox).where(inbox.c.update_id.in_(first)).order_by(inbox.c.update_id)
        updates: dict[str, list[Waited]] = defaultdict(list)
        for row in await connection.execute(found.with_for_update(skip_locked=True)):
            try:
                who, raw = opened_item(self.keys.of(row.key_id), inbox, row)
            except InvalidTag:
                await connection.execute(update(inbox).where(inbox.c.update_id == row.update_id).values(parked=True))
                continue
            updates[who].append(Waited(row.update_id, raw, row.received))
        stored = await self._store.stored(connection, list(updates), today)
        return [Waiting(chat_of(who), hashes(self.keys, who), some, stored.get(who)) for who, some in updates.items()]

    async def sent(self, replies: list[int]) -> None:
        """Takes replies out of the outbox."""
        async with self.database.transaction() as connection:
            await connection.execute(delete(outbox).where(outbox.c.id.in_(replies)))

    async def unsent(self, known: frozenset[int]) -> list[Reply]:
        """The replies that are this process's to send, those of dead processes from now on too; without the known."""
        async with self.database.transaction() as connection:
            dead = outbox.c.holder.not_in(select(leases.c.holder))
            await connection.execute(update(outbox).where(dead).values(holder=self.holder))
            mine = select(outbox).where(outbox.c.holder == self.holder).order_by(outbox.c.id)
            rows = [row for row in await connection.execute(mine) if row.id not in known]
            lost, replies = [], []
            for row in rows:
                try:
                    who, content = opened_item(self.keys.of(row.key_id), outbox, row)
                    replies.append(Reply(row.id, chat_of(who), content, row.received))
                except InvalidTag:
                    lost.append(row.id)
            if lost:
                await connection.execute(delete(outbox).where(outbox.c.id.in_(lost)))
        return replies

    async def erase(self, chat_id: int) -> None:
        """Erases all that is stored of a chat; the caller cleans the files with `database.scrub`."""
        rows = hashes(self.keys, person(chat_id))
        async with self.database.transaction() as connection:
            await self.database.hold(connection, rows[0])
            for table in (chats, inbox, outbox, holds):
                await connection.execute(delete(table).where(or_(*(table.c.person_hash == row for row in rows))))


def hashes(keys: Keys, who: str) -> list[bytes]:
    """What a person's rows may be found by, that of the key in use first."""
    return [key.hash(who) for key in keys]
