"""The database under the session store: SQLite or PostgreSQL, one way to write, and one to erase for good.

Every transaction may write. On SQLite each begins with the lock of the whole file; on PostgreSQL with an advisory lock
that all share, but for upkeep (migrations, a new key, erasing what is old), which holds it alone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from pydantic import SecretStr
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.engines import PATIENCE, engine_of
from bot.errors import StoreError

_LOCK = "7089, 121"  # the store's advisory lock among all those of a PostgreSQL database


class Database:
    """One database, opened when first used. `is_sqlite` says which of the two kinds it is."""

    def __init__(self, url: SecretStr | None) -> None:
        """Takes what `bot.engines.engine_of` takes, and raises what it raises."""
        self._engine = engine_of(url)
        self.is_sqlite = self._engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def transaction(self, alone: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction, undone where anything is raised in it; `alone`: while no other is under way anywhere.

        Raises StoreError where the database fails or is busy for 30 s.
        """
        with _faults():
            async with self._engine.begin() as connection:
                if self.is_sqlite:
                    await connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    await connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
                    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
                    await connection.exec_driver_sql(f"SELECT {lock}({_LOCK})")
                yield connection

    async def hold(self, connection: AsyncConnection, row: bytes) -> None:
        """Keeps other transactions that hold the same row waiting until this one ends, whether or not there is one yet.

        `row` is a hash; its first 8 bytes are what is locked.
        """
        if not self.is_sqlite:
            number = int.from_bytes(row[:8], signed=True)
            await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({number})")

    async def try_hold(self, connection: AsyncConnection, rows: list[bytes]) -> list[bytes]:
        """Like `hold`, for those of several rows that no other transaction holds now; returns them."""
        if self.is_sqlite:
            return rows
        numbers = ", ".join(str(int.from_bytes(row[:8], signed=True)) for row in rows)
        got = await connection.exec_driver_sql(
            f"SELECT pg_try_advisory_xact_lock(number) FROM unnest(ARRAY[{numbers}]::bigint[]) "
            "WITH ORDINALITY AS one (number, place) ORDER BY place"
        )
        return [row for row, held in zip(rows, got.scalars(), strict=True) if held]

    async def scrub(self) -> None:
        """Takes what was erased out of the database files as well. Raises StoreError where others keep it busy.

        SQLite: the file is written anew and the log emptied. PostgreSQL: VACUUM; its log and backups are its own.
        """
        with _faults():
            async with self._engine.connect() as connection:
                if not self.is_sqlite:
                    await connection.execution_options(isolation_level="AUTOCOMMIT")
                    await connection.exec_driver_sql("VACUUM chats, inbox, outbox")
                    return
                await connection.exec_driver_sql("VACUUM")
                end = time.monotonic() + PATIENCE
                # its first column says busy; SQLite itself does not wait where another checkpoint is under way
                while (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).scalar_one():
                    if time.monotonic() > end:
                        raise StoreError("erased, but the file was not cleaned: another program reads it; try again")
                    await asyncio.sleep(0.02)

    async def close(self) -> None:
        """Closes all connections."""
        await self._engine.dispose()


async def migrate(connection: AsyncConnection) -> None:
    """Makes the tables, or brings them up to date. Raises StoreError where the database is of a newer trialfit."""
    config = Config()
    config.set_main_option("script_location", "bot:migrations")

    def upgrade(plain: Connection) -> None:
        config.attributes["connection"] = plain
        command.upgrade(config, "head")

    try:
        await connection.run_sync(upgrade)
    except CommandError:
        raise StoreError("the database of sessions was written by a newer trialfit; update this one") from None


@contextmanager
def _faults() -> Iterator[None]:
    """Errors of the database as StoreError, with the first line of what it says: only later ones may quote a row."""
    try:
        yield
    except SQLAlchemyError as error:
        said = str(error.orig) if isinstance(error, DBAPIError) else ""
        reason = next(iter(said.splitlines()), type(error).__name__)
        raise StoreError(f"the database of sessions cannot be used: {reason}") from error
