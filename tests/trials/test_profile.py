"""Which of several statements about one thing counts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.trials.telling import TODAY, fact, told
from trials.profile import Profile

NEWEST = [
    ("age=12 | age=11", "age", "age=11"),
    ("age=12; age=11", "age", "age=11"),
    ("sle | no sle", "sle", "no sle"),
    ("hemoglobin=9 g/dL | hemoglobin=7 g/dL", "hemoglobin", "hemoglobin=7 g/dL"),
    ("anc=840 /uL@2026-11-19 | anc=1900 /uL@2026-10-01", "anc", "anc=840 /uL@2026-11-19"),
    ("anc=840 /uL@2026-11-19 | anc=1900 /uL@2026-11-19", "anc", "anc=1900 /uL@2026-11-19"),
    ("anc=840 /uL@2026-11-19 | anc=1900 /uL", "anc", "anc=1900 /uL"),
    ("anc=840 /uL | anc=1900 /uL@2026-11-19", "anc", "anc=840 /uL"),
    ("anc=840 /uL@2026-10-01..2026-10-31 | anc=1900 /uL@2026-10-30", "anc", "anc=840 /uL@2026-10-01..2026-10-31"),
    ("anc=840 /uL@2027-03-01 | anc=1900 /uL", "anc", "anc=1900 /uL"),
    ("hbsag=positive@2020-01-01 | hbsag=negative@2026-01-01", "hbsag", "hbsag=negative@2026-01-01"),
    ("mmr@2026-11-01 | mmr@2026-08-01", "mmr", "mmr@2026-08-01"),
]


@pytest.mark.parametrize(("line", "concept", "quote"), NEWEST)
def test_newest(line: str, concept: str, quote: str) -> None:
    newest = told(line).newest(concept)
    assert newest is not None
    assert newest.quote == quote


def test_the_history_is_kept_newest_first() -> None:
    profile = told("age=12; sle | age=11 | age=13")
    assert [one.value for one in profile.everything("age")] == [13, 11, 12]
    assert profile.newest("aav") is None


def test_turns_are_counted_and_days_kept() -> None:
    profile = Profile().tell([fact("age=12"), fact("sle")], date(2026, 11, 20)).tell([fact("hiv=negative")], TODAY)
    assert [(one.turn, one.said) for one in profile.statements] == [
        (1, date(2026, 11, 20)),
        (1, date(2026, 11, 20)),
        (2, TODAY),
    ]


def test_facts_about_others_and_empty_messages_leave_no_trace() -> None:
    profile = told("age=12")
    assert profile.tell([fact("tuberculosis", subject="other")], TODAY) is profile
    assert profile.tell([], TODAY) is profile
