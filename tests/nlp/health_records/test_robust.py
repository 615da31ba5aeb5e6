"""Damaged records: whatever stands in a resource, the rest is read, and no message repeats what it says."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.health_records import PatientRecord
from nlp.health_records.files import Content
from nlp.health_records.reader import patients_of
from tests.nlp.health_records.builder import (
    TODAY,
    bundle,
    concept,
    condition,
    lab,
    of,
    order,
    patient,
    said,
    shot,
)

SECRET = "Zaphod"
RECORD = bundle(
    patient(),
    lab("loinc 777-3", 38, "10*3/uL", referenceRange=[{"high": {"value": 400, "code": "10*3/uL"}, "text": "150-400"}]),
    lab("loinc 5196-1", "Negative", interpretation=[concept("x NEG")], component=[{"code": concept("loinc 718-7")}]),
    condition("icd M32.9", onsetAge={"value": 11, "code": "a"}, recordedDate="2024-01-01", note=[{"text": "seen"}]),
    condition("icd C91.00", onsetPeriod={"start": "2020", "end": "2021-05"}, abatementDateTime="2021-05"),
    order("rxnorm 68149", dosageInstruction=[{"text": "2 a day", "timing": {"repeat": {"boundsPeriod": {}}}}]),
    order("x", medicationReference={"reference": "#m"}, contained=[{"id": "m", "code": concept("rxnorm 8640")}]),
    shot("cvx 03"),
    of("Procedure", status="completed", code=concept("snomed 70536003"), performedPeriod={"start": "2020-01-01"}),
    of(
        "DiagnosticReport", status="final", issued="2026-11-20T10:00:00Z", presentedForm=[{"contentType": "text/plain"}]
    ),
    of("DocumentReference", status="current", date="2026-11-20", content=[{"attachment": {"data": "cGx0IDM4Sw=="}}]),
)
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 10**400, 1e-300, "", SECRET, "2026-13-45", "0001-01-01T00:00:00+14:00", "9999-12-31",
     [], {}, [SECRET], {"value": SECRET}, [None], [[]], [{}], {"reference": SECRET}, {"coding": SECRET},
     {"coding": [None]}, "\x00", "é" * 3000],
)  # fmt: skip


def places(tree: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to everything in the record."""
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from places(child, (*path, key))


def replaced(path: tuple[Any, ...], junk: object) -> dict[str, Any]:
    record = copy.deepcopy(RECORD)
    inside: Any = record
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = junk
    return record


def read(record: object) -> list[Any]:
    return list(patients_of([Content("own.json", json.dumps(record).encode())], TODAY, "en"))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(list(places(RECORD))), JUNK)
def test_one_damaged_place_loses_one_resource_at_most(path: tuple[Any, ...], junk: object) -> None:
    found = read(replaced(path, junk))
    assert SECRET not in str([one.problems if isinstance(one, PatientRecord) else one for one in found])
    assert found
    if path[:2] != ("entry", 0) and path[0] == "entry" and len(path) > 2 and junk != 10**400:
        records = [one for one in found if isinstance(one, PatientRecord)]
        assert len(records) == 1
        assert len({fact.concept for fact in records[0].facts}) >= 8 - 2


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert read_bytes(data)
    assert read_bytes(b'{"resourceType": "Bundle", "entry": [' + data)


def read_bytes(data: bytes) -> list[Any]:
    return list(patients_of([Content("own.json", data)], TODAY, "en"))


def test_a_bad_birth_date_loses_the_age_alone() -> None:
    record = copy.deepcopy(RECORD)
    record["entry"][0]["resource"]["birthDate"] = "sometime"
    (found,) = read(record)
    assert said(found, "age") == []
    assert said(found, "platelets") == [38_000]
    assert found.problems[0].where == "own.json, entry 1 (Patient)"
