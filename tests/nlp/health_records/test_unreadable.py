"""What a record holds and cannot be read: it is said, and nothing older or other stands in for it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from nlp.health_records import is_health_record
from tests.nlp.health_records.builder import lab, of, one_record, patient, problems, said

HEMOGLOBIN = "loinc 718-7"


@pytest.mark.parametrize("newest", [{"valueString": "clotted, see note"}, {"valueCodeableConcept": {"text": "TNP"}}])
def test_a_newest_result_in_words_hides_the_older_number(tmp_path: Path, newest: dict[str, object]) -> None:
    older = lab(HEMOGLOBIN, 11, "g/dL", day="2026-10-01")
    record = one_record(tmp_path, patient(), older, lab(HEMOGLOBIN, day="2026-11-20") | newest)
    assert said(record, "hemoglobin") == []
    assert [one.message for one in record.problems] == ["not used: its value is no number"]


def test_a_test_that_was_not_done_hides_nothing(tmp_path: Path) -> None:
    older = lab(HEMOGLOBIN, 11, "g/dL", day="2026-10-01")
    absent = lab(HEMOGLOBIN, day="2026-11-20", dataAbsentReason={"text": "not performed"})
    assert said(one_record(tmp_path, patient(), older, absent), "hemoglobin") == [11]


def test_a_text_without_a_date_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    undated = of("DiagnosticReport", status="final", conclusion="HIV: reactive")
    record = one_record(tmp_path, patient(), undated)
    assert said(record, "hiv") == []
    assert [one.message for one in record.problems] == ["a text without a date"]


def test_a_packed_file_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "Patient.ndjson").write_text('{"resourceType": "Patient", "id": "p1"}\n')
    packed = tmp_path / "Condition.ndjson.gz"
    packed.write_bytes(gzip.compress(b'{"resourceType": "Condition"}\n'))
    [problem] = problems(tmp_path)
    assert (problem.where, "gzip" in problem.message) == (packed.name, True)
    assert is_health_record(packed)
