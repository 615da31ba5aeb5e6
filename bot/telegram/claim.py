"""What a worker does with the chats that it has claimed, written in one go: sessions, replies, updates done."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.session_keys import Key, name
from bot.session_rows import chats, holds, inbox, outbox, sealed, sealed_item

DOOR = "telegram"


def person(chat_id: int) -> str:
    """The name that a Telegram chat has in the store."""
    return name(DOOR, str(chat_id))


def chat_of(who: str) -> int:
    """The chat of a name."""
    return int(json.loads(who)[1])


class Waited(NamedTuple):
    """An update that waits: its JSON, and when it came in, in seconds since 1970."""

    update_id: int
    raw: str
    received: float


class Waiting(NamedTuple):
    """A chat with updates to read, in their order; `stored` is what the database keeps of it, if anything."""

    chat_id: int
    rows: list[bytes]
    updates: list[Waited]
    stored: Row[Any] | None


class Draft(NamedTuple):
    """A reply to be written."""

    chat_id: int
    content: str
    received: float


class Claim:
    """Claimed chats, and what is to become of them; all but `chats` is filled in by who claimed them.

    `replies` are the ids of the drafts once they are written.
    """

    def __init__(self, key: Key, today: date, holder: str) -> None:
        self.chats: list[Waiting] = []
        self.done: list[int] = []
        self.parked: list[int] = []
        self.drafts: list[Draft] = []
        self.replies: list[int] = []
        self._key, self._today, self._holder = key, today, holder
        self._saved: dict[str, str] = {}
        self._cleared: list[bytes] = []
        self._erased: list[bytes] = []
        self._gone: list[bytes] = []
        self._held: list[bytes] = []

    def save(self, chat: Waiting, who: str, content: str) -> None:
        """Stores a chat in the place of what was there."""
        self._cleared += chat.rows
        self._saved[who] = content

    def erase(self, chat: Waiting, gone: bool = False) -> None:
        """Erases what is stored of a chat; `gone`: also that a process remembers it."""
        self._cleared += chat.rows
        self._erased += chat.rows
        self._gone += chat.rows if gone else []

    @property
    def erased(self) -> bool:
        """Whether anything is erased."""
        return bool(self._erased)

    def hold(self, who: str) -> None:
        """Has the chat answered by this process only, which has it in its memory."""
        self._held.append(self._key.hash(who))

    async def write(self, connection: AsyncConnection) -> None:
        """Writes all of it. Raises StoreError where another has answered meanwhile."""
        run = connection.execute
        if self.done:
            answered = await run(delete(inbox).where(inbox.c.update_id.in_(self.done)))
            if answered.rowcount != len(self.done):
                raise StoreError("another process has answered a chat that this one was about to answer")
        if self.parked:
            await run(update(inbox).where(inbox.c.update_id.in_(self.parked)).values(parked=True))
        if self._erased:
            await run(delete(inbox).where(inbox.c.parked, inbox.c.person_hash.in_(self._erased)))
        if self._cleared:
            await run(delete(chats).where(chats.c.person_hash.in_(self._cleared)))
        if self._saved:
            rows = [{"touched": self._today, **sealed(self._key, *one)} for one in self._saved.items()]
            await run(insert(chats), rows)
        if self._gone:
            await run(delete(holds).where(holds.c.person_hash.in_(self._gone)))
        if self._held:
            await run(delete(holds).where(holds.c.person_hash.in_(self._held)))
            rows = [{"person_hash": row, "holder": self._holder, "day": self._today} for row in self._held]
            await run(insert(holds), rows)
        if self.drafts:
            rows = [
                {
                    "holder": self._holder,
                    "received": one.received,
                    "touched": self._today,
                    **sealed_item(self._key, outbox, person(one.chat_id), one.content),
                }
                for one in self.drafts
            ]
            order = insert(outbox).returning(outbox.c.id, sort_by_parameter_order=True)
            self.replies = list((await run(order, rows)).scalars())
