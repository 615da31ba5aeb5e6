"""A record of many years is kept by its ends: what decides is there, and the chat stays small."""

from __future__ import annotations

import json
from datetime import date, timedelta

from chats import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading_files import read_record
from bot.record_ends import ENDS, ends
from bot.record_turn import Record, answer
from bot.session import Session
from bot.wording import wording
from nlp.facts import Fact, When
from nlp.health_records.files import Content
from tests.nlp.health_records.builder import bundle, condition, lab, patient


def platelets(value: float, day: date | None) -> Fact:
    when = When(start=day, end=day) if day else None
    return Fact(concept="platelets", value=value, unit="/uL", quote="plt", start=0, end=3, when=when, source="record")


DAYS = st.integers(0, 400).map(lambda days: TODAY - timedelta(days=days))


RESULTS = st.builds(platelets, st.sampled_from([38_000.0, 62_000.0, 90_000.0]), DAYS)


@settings(max_examples=40, deadline=None)
@given(st.lists(RESULTS, min_size=100, max_size=150))
def test_what_decides_is_kept(facts: list[Fact]) -> None:
    def standing(some: list[Fact] | tuple[Fact, ...]) -> object:
        _, said = answer(Session(), Record(facts=tuple(some)), TODAY)
        return [(one.id, one.status) for one in said.assessments[0].criteria]

    kept = ends(facts)
    assert standing(kept) == standing(facts)
    assert len(kept) == 2 * ENDS


def test_what_has_no_day_is_kept() -> None:
    facts = tuple(platelets(38_000.0 + number, None) for number in range(100))
    assert ends(facts) == facts


def test_a_short_record_is_kept_as_it_is() -> None:
    facts = tuple(platelets(38_000.0 + day, TODAY - timedelta(days=day)) for day in range(2 * ENDS))
    assert ends(facts) == facts


def test_results_of_every_day_for_years_leave_a_small_chat() -> None:
    results = [
        lab("loinc 777-3", 60 + day % 30, "10*3/uL", effectiveDateTime=str(TODAY - timedelta(days=day)))
        for day in range(1, 2000)
    ]
    newest = lab("loinc 777-3", 38, "10*3/uL", effectiveDateTime=str(TODAY))
    record = bundle(patient(), condition("icd M32.9"), *results, newest)
    opened = read_record([Content("a.json", record_bytes(record))], TODAY, wording("en"))
    assert isinstance(opened.says, Record)
    session, said = answer(Session(), opened.says, TODAY)
    assert next(one.status for one in said.assessments[0].criteria if one.id == "E5") == "fail"
    assert len(session.model_dump_json()) < 50_000


def record_bytes(record: object) -> bytes:
    return json.dumps(record).encode()
