"""The database under the session store: SQLite or PostgreSQL, one way to write, and one to erase for good.

Every transaction may write. On SQLite each begins with the lock of the whole file; on PostgreSQL with an advisory lock
that all share, but for upkeep (migrations, a new key, erasing what is old), which holds it alone.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from platformdirs import user_data_path
from pydantic import SecretStr
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import SettingsError, StoreError

_PATIENCE = 30  # seconds to wait for others
_LOCK = "7089, 121"  # the store's advisory lock among all those of a PostgreSQL database
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
# a crash leaves the file whole (WAL); what was erased or moved stays neither in old pages nor in temporary files
_PRAGMAS = ("journal_mode=WAL", "secure_delete=ON", "temp_store=MEMORY")


class Database:
    """One database, opened when first used. `is_sqlite` says which of the two kinds it is."""

    def __init__(self, url: SecretStr | None) -> None:
        """Takes an SQLAlchemy URL, or None for a file in the user's data folder; makes the file (0600) if it is SQLite.

        Raises SettingsError where the URL names no SQLite file or PostgreSQL, StoreError where the file can't be made.
        """
        parsed = _default_url() if url is None else _parsed(url.get_secret_value())
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        self._engine = _sqlite(parsed) if self.is_sqlite else _postgresql(parsed)

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
                    await connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}s'")
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

    async def scrub(self) -> None:
        """Takes what was erased out of the database files as well. Raises StoreError where others keep it busy.

        SQLite: the file is written anew and the log emptied. PostgreSQL: VACUUM; its log and backups are its own.
        """
        with _faults():
            async with self._engine.connect() as connection:
                if not self.is_sqlite:
                    await connection.execution_options(isolation_level="AUTOCOMMIT")
                    await connection.exec_driver_sql("VACUUM chats")
                    return
                await connection.exec_driver_sql("VACUUM")
                busy = (await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")).scalar_one()
                if busy:
                    raise StoreError(
                        "erased, but the file could not be cleaned: another program has it open; try again"
                    )

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


def _default_url() -> URL:
    path = user_data_path("trialfit", appauthor=False) / "sessions.db"
    return URL.create(_DRIVERS["sqlite"], database=str(path))


def _parsed(text: str) -> URL:
    wrong = "TRIALFIT_DATABASE_URL: has to be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingsError(wrong) from None
    kind = url.drivername.split("+")[0]
    in_memory = kind == "sqlite" and (url.database in (None, "", ":memory:") or url.query)
    if kind not in _DRIVERS or in_memory:
        raise SettingsError(wrong)
    return url.set(drivername=_DRIVERS[kind])


def _sqlite(url: URL) -> AsyncEngine:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # SQLite's own would be open to others
    except OSError as error:
        raise StoreError(f"{path}: cannot be made or opened ({type(error).__name__})") from None
    engine = create_async_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": _PATIENCE, "isolation_level": None},  # no BEGIN but our own
        pool_size=1,  # writers of one process stand in a queue here; only those of others wait for the file
        max_overflow=0,
        pool_timeout=_PATIENCE,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _postgresql(url: URL) -> AsyncEngine:
    try:
        return create_async_engine(url, hide_parameters=True, connect_args={"connect_timeout": _PATIENCE})
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL needs one more package; run: pip install 'trialfit[postgres]'") from None


@contextmanager
def _faults() -> Iterator[None]:
    """Errors of the database as StoreError, with the first line of what it says: only later ones may quote a row."""
    try:
        yield
    except SQLAlchemyError as error:
        said = str(error.orig) if isinstance(error, DBAPIError) else ""
        reason = next(iter(said.splitlines()), type(error).__name__)
        raise StoreError(f"the database of sessions cannot be used: {reason}") from error
