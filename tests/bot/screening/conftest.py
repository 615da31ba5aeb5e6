"""A list that is long enough to be interrupted."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import patients, screen, write_list

ROWS = 1_000


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of some batches, and beside it what one process makes of it."""
    folder = tmp_path_factory.mktemp("desk")
    path = write_list(folder / "list.csv", patients(ROWS))
    screen(path, "--workers", "1", out="wanted.csv")
    return path
