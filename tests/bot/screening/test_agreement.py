"""Where a row contradicts itself: never a pass, and it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import only, write_list

NO_AGREEMENT = "do not agree; the one that stands in the way counts"
CASES = [
    # headings, cells, criterion, status, said
    ("note;platelets (10*3/uL)", "platelets 120k;38", "E5", "fail", True),
    ("note;platelets (10*3/uL)", "platelets 38k;120", "E5", "fail", True),
    ("note;platelets (10*3/uL)", "platelets 110k;120", "E5", "pass", False),
    ("note;platelets (10*3/uL)", "platelets 38k;38", "E5", "fail", False),
    ("note;date;platelets (10*3/uL)", "platelets 38k on 2026-03-01;2026-11-01;120", "E5", "pass", False),
    ("note;date;platelets (10*3/uL)", "platelets 38k on 2026-11-10;2026-11-01;120", "E5", "fail", False),
    ("note;date;platelets (10*3/uL)", "platelets 38k on 2026-11-01;2026-11-01;120", "E5", "fail", True),
    ("note;date;platelets (10*3/uL)", "platelets 38k;2026-11-01;120", "E5", "fail", True),
    ("note;date;platelets (10*3/uL)", "platelets 38k on 2026-03-01;03/04/2026;120", "E5", "fail", True),
    ("plt (10*3/uL);platelets (10*3/uL)", "120;38", "E5", "fail", True),
    ("note;HIV", "HIV negative;positive", "E11", "fail", True),
    ("note;HIV", "HIV positive;negative", "E11", "fail", True),
    ("note;diagnosis", "suspected lupus, 13 yo;SLE", "I2", "review", True),
    ("note;comorbidities", "no cancer;leukemia 2025", "E25", "fail", True),
    ("age;dob", "13;2015-03-04", "I1", "fail", True),
    ("age;dob", "11;2012-03-04", "I1", "fail", True),
    ("age;dob", "14;2012-03-04", "I1", "pass", False),
    ("note;dob", "she is 13;2015-03-04", "I1", "fail", True),
    ("note;dob", "she is 11;2012-03-04", "I1", "pass", False),  # an older note
    ("note;age", "she is 11;13", "I1", "fail", True),
    ("note;disease_activity", "mild disease;moderate", "I3", "review", True),
    ("note;age_at_onset", "lupus since age 20;11", "I2", "fail", True),
]


@pytest.mark.parametrize(("headings", "cells", "criterion", "status", "said"), CASES)
def test_contradictions(tmp_path: Path, headings: str, cells: str, criterion: str, status: str, said: bool) -> None:
    row = only(write_list(tmp_path / "list.csv", [cells.split(";")], headings.split(";")))
    assert row[criterion] == status
    assert (NO_AGREEMENT in (row["notes"] or "")) == said
