"""SQLAlchemy engines for the two databases that sessions may be kept in, from the URL in the settings."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from pydantic import SecretStr
from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import SettingsError, StoreError
from bot.own_files import own_file

PATIENCE = 30  # seconds to wait for others
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_WAL = "PRAGMA journal_mode=WAL"  # a crash leaves the file whole
_PRAGMAS = ("PRAGMA secure_delete=ON", "PRAGMA temp_store=MEMORY")  # what is erased is overwritten; no temporary files


def engine_of(url: SecretStr | None) -> AsyncEngine:
    """An engine that has opened nothing yet, for a URL, or for a file in the user's data folder where that is None.

    Makes the file of SQLite, for its owner alone. Raises SettingsError where the URL is none of the two, StoreError
    where the file can't be made or the driver is not installed.
    """
    if url is None:
        path = user_data_path("trialfit", appauthor=False) / "sessions.db"
        parsed = URL.create(_DRIVERS["sqlite"], database=str(path))
    else:
        parsed = _parsed(url.get_secret_value())
    return _sqlite(parsed) if parsed.drivername == _DRIVERS["sqlite"] else _postgresql(parsed)


def _parsed(text: str) -> URL:
    wrong = "TRIALFIT_DATABASE_URL: has to be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingsError(wrong) from None
    kind = url.drivername.split("+")[0]
    no_file = kind == "sqlite" and (url.database in (None, "", ":memory:") or url.query)
    if kind not in _DRIVERS or no_file:
        raise SettingsError(wrong)
    return url.set(drivername=_DRIVERS[kind])


def _sqlite(url: URL) -> AsyncEngine:
    path = Path(str(url.database))
    try:
        if not path.exists():
            with own_file(path, replace=False) as draft, closing(sqlite3.connect(draft)) as database:
                database.execute(_WAL)  # here, as two that switch a new file to it at once lock each other out
    except OSError as error:
        raise StoreError(f"{path}: cannot be made ({type(error).__name__})") from None
    if not (path.is_file() and os.access(path, os.R_OK | os.W_OK)):
        raise StoreError(f"{path}: not a file that can be read and written")
    engine = create_async_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": PATIENCE, "isolation_level": None},  # no BEGIN but our own
        pool_size=1,  # writers of one process stand in a queue here; only those of others wait for the file
        max_overflow=0,
        pool_timeout=PATIENCE,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        try:
            cursor = connection.cursor()
            for pragma in (_WAL, *_PRAGMAS):
                cursor.execute(pragma)
            cursor.close()
        except sqlite3.Error:
            connection.close()  # nobody else does, and its thread would outlive the event loop
            raise

    return engine


def _postgresql(url: URL) -> AsyncEngine:
    try:
        return create_async_engine(url, hide_parameters=True, connect_args={"connect_timeout": PATIENCE})
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL needs one more package; run: pip install 'trialfit[postgres]'") from None
