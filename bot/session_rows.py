"""The tables of the session store, as `bot/migrations/` makes them, and what is sealed in a row."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    select,
)
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

# Telegram's updates that wait for an answer, and those parked as they could not be read. Gone once they are answered.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_hash", LargeBinary, nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),  # the person and the update as JSON, encrypted
    Column("key_id", String(16), nullable=False),
    Column("parked", Boolean, nullable=False),
    Column("received", Float, nullable=False),  # seconds since 1970
    Column("touched", Date, nullable=False),
)

# Replies that Telegram has not yet taken, in their order. Gone as soon as it has.
outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("person_hash", LargeBinary, nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),  # the person and the reply as JSON, encrypted
    Column("key_id", String(16), nullable=False),
    Column("holder", String(64), nullable=False),  # the process that sends it
    Column("received", Float, nullable=False),  # when what it answers came in
    Column("touched", Date, nullable=False),
)

# The updates that were received: Telegram sends one again where its first try seemed to fail.
seen = Table(
    "seen",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False, index=True),
)

# Who does what: a process that has not renewed its lease by `until` is taken for dead.
leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Float, nullable=False),  # seconds since 1970, by the database's clock
)

# Chats that may not be stored: which process has them in its memory and therefore answers.
holds = Table(
    "holds",
    metadata,
    Column("person_hash", LargeBinary, primary_key=True),
    Column("holder", String(64), nullable=False, index=True),
    Column("day", Date, nullable=False),
)


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


def sealed_item(key: Key, table: Table, person: str, content: str) -> dict[str, Any]:
    """The columns of a row of the inbox or the outbox that depend on the key."""
    row = key.hash(person)
    text = json.dumps([person, content])
    return {"person_hash": row, "content": key.seal(text, _item_place(table, row)), "key_id": key.id}


def opened_item(key: Key, table: Table, row: Row[Any]) -> tuple[str, str]:
    """The person and the content of a row of the inbox or the outbox. Raises InvalidTag where it was changed."""
    person, content = json.loads(key.open(row.content, _item_place(table, row.person_hash)))
    return person, content


def _item_place(table: Table, row: bytes) -> bytes:
    return f"{table.name}.content.".encode() + row
