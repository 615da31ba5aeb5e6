"""A PostgreSQL database that several processes of the door share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from keeping import settings_for

from bot.settings import Settings


@pytest.fixture
def shared(postgres: Any, tmp_path: Path) -> Settings:
    """Settings of an empty database on a real server."""
    postgres.psql("SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    return settings_for(postgres.get_uri(), tmp_path)
