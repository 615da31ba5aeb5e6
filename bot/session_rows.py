"""The tables of the session store, as `bot/migrations/` makes them, and what is sealed in a row."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, LargeBinary, MetaData, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.session_keys import Key, Keys

metadata = MetaData()

# One row a chat. What it shows without the key: the day of the last message, and how long the session is.
chats = Table(
    "chats",
    metadata,
    Column("person_hash", LargeBinary, primary_key=True),  # keyed hash of door and person: how a chat is found
    Column("person", LargeBinary, nullable=False),  # door and person, encrypted
    Column("session", LargeBinary, nullable=False),  # bot.session.Session as JSON, encrypted
    Column("key_id", String(16), nullable=False, index=True),
    Column("touched", Date, nullable=False, index=True),
)

# One row: the key that rows are written with now. Who does not have it writes nothing.
current_key = Table("current_key", metadata, Column("key_id", String(16), primary_key=True))


async def key_in_use(connection: AsyncConnection, keys: Keys) -> Key:
    """The key to write with. Raises KeyFileError where it is not among those at hand."""
    return keys.of((await connection.execute(select(current_key.c.key_id))).scalar_one())


def sealed(key: Key, person: str, session: str) -> dict[str, Any]:
    """The columns of a row that depend on the key; what is encrypted in them can be read in this row only."""
    row = key.hash(person)
    return {
        "person_hash": row,
        "person": key.seal(person, _place("person", row)),
        "session": key.seal(session, _place("session", row)),
        "key_id": key.id,
    }


def opened(key: Key, column: str, row: bytes, content: bytes) -> str:
    """What one column of a row holds, `row` being its hash. Raises InvalidTag where it was changed or moved."""
    return key.open(content, _place(column, row))


def _place(column: str, row: bytes) -> bytes:
    return f"chats.{column}.".encode() + row
