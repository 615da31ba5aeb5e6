"""Each criterion as a table: what was told, and the status that follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.trials.telling import TRIAL, outcome
from trials.catalog import trial

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
NEVER_REVIEWED = {"I1", "I4", "I5", "E3", "E4", "E5", "E6", "E7", "E10", "E11", "E24", "E25", "E27"}
NEVER_FAILED = {"I3", "E1", "E23", "E28", "E29"}


def rows() -> Iterator[tuple[str, str, str]]:
    for criterion, statuses in CASES.items():
        for status, lines in statuses.items():
            for line in lines:
                yield criterion, status, line


@pytest.mark.parametrize(("criterion", "status", "line"), list(rows()))
def test_status(criterion: str, status: str, line: str) -> None:
    assert outcome(line, criterion).status == status


def test_every_cell_has_cases() -> None:
    cells = {one.id: {"pass", "fail", "review", "unknown"} for one in trial(TRIAL).criteria}
    for one in NEVER_REVIEWED:
        cells[one] -= {"review"}
    for one in NEVER_FAILED:
        cells[one] -= {"fail"}
    cells["E13"] = {"review"}
    assert {criterion: set(statuses) for criterion, statuses in CASES.items()} == cells
