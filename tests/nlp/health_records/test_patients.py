"""Files and folders of FHIR R4: who is in them, and what is said where they cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.health_records import PatientRecord, RecordProblem, is_health_record, patients
from nlp.health_records.files import RecordError
from tests.nlp.health_records.builder import (
    TODAY,
    about,
    bundle,
    bundle_file,
    condition,
    lab,
    lines_file,
    of,
    one_record,
    patient,
    problems,
    said,
)
from tests.nlp.health_records.made_up import people


def test_a_bundle_of_one_patient(tmp_path: Path) -> None:
    record = one_record(tmp_path, condition("icd M32.9"), lab("loinc 777-3", 38, "10*3/uL"))
    assert record.id == "p1"
    assert said(record, "age") == [14]
    assert said(record, "sle") == ["present"]
    assert said(record, "platelets") == [38_000]
    assert record.problems == ()


def test_the_quotes_stand_where_the_facts_say_in_one_text(tmp_path: Path) -> None:
    record = one_record(tmp_path, condition("icd M32.9"), lab("loinc 777-3", 38, "10*3/uL"))
    text = "\n".join(fact.quote for fact in record.facts)
    assert all(text[fact.start : fact.end] == fact.quote for fact in record.facts)
    assert "platelets 38 10*3/uL, 2026-11-01" in text


def test_a_bulk_export_over_several_files(tmp_path: Path) -> None:
    count = lab("loinc 777-3", 38, "10*3/uL")
    lines_file(tmp_path, [patient("b"), patient("a")], "Patient.ndjson")
    lines_file(tmp_path, [about("a", count), about("b", condition("icd M32.9"))], "1.ndjson")
    lines_file(tmp_path, [about("a", condition("icd G70.00"))], "2.ndjson")
    found = [one for one in patients(tmp_path, TODAY) if isinstance(one, PatientRecord)]
    assert [one.id for one in found] == ["b", "a"]
    assert [said(one, "sle") for one in found] == [["present"], []]
    assert [said(one, "platelets") for one in found] == [[], [38_000]]
    assert [said(one, "myasthenia_gravis") for one in found] == [[], ["present"]]


def test_an_export_says_what_bundles_say(tmp_path: Path) -> None:
    everyone = list(people(4))
    export = tmp_path / "export"
    export.mkdir()
    for number, kind in enumerate(sorted({one["resourceType"] for own in everyone for one in own})):
        lines_file(export, [one for own in everyone for one in own if one["resourceType"] == kind], f"{number}.ndjson")
    apart = [found for own in everyone for found in patients(bundle_file(tmp_path, *own), TODAY)]
    together = list(patients(export, TODAY))
    assert len(together) == 4
    assert [_told(one) for one in together] == [_told(one) for one in apart]


def _told(one: PatientRecord | RecordProblem) -> object:
    assert isinstance(one, PatientRecord)
    return one.id, one.problems, {(fact.concept, fact.value, fact.when, fact.quote) for fact in one.facts}


def test_patients_of_one_file_do_not_mix(tmp_path: Path) -> None:
    two = [patient("a"), patient("b", born="2016-01-01"), about("b", condition("icd M32.9"))]
    first, second = patients(bundle_file(tmp_path, *two), TODAY)
    assert isinstance(first, PatientRecord)
    assert isinstance(second, PatientRecord)
    assert (said(first, "sle"), said(second, "sle")) == ([], ["present"])
    assert (said(first, "age"), said(second, "age")) == ([14], [10])


NO_RECORDS = [
    ("ccda.xml", '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>', "C-CDA"),
    ("fhir.xml", '<Bundle xmlns="http://hl7.org/fhir"/>', "XML"),
    ("r.json", '{"hello": "world"}', "no FHIR record"),
    ("r.json", "[1, 2]", "no FHIR record"),
    ("r.json", "", "empty"),
    ("r.json", '{"resourceType": "Bundle", "entry": [', "cut off"),
    ("r.json", json.dumps(bundle()), "without a Patient"),
    ("r.json", json.dumps(bundle(patient(), condition("icd M32.9") | {"clinicalStatus": "active"})), "STU3"),
]


@pytest.mark.parametrize(("name", "content", "message"), NO_RECORDS)
def test_what_is_no_fhir_r4_gets_one_clear_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    (problem,) = patients(path, TODAY)
    assert isinstance(problem, RecordProblem)
    assert message in problem.message


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such file"):
        list(patients(tmp_path / "nothing.json", TODAY))
    assert not is_health_record(tmp_path / "nothing.json")


def test_bad_resources_lose_nothing_else(tmp_path: Path) -> None:
    bad = lab("loinc 718-7", 12, "g/dL") | {"valueQuantity": "twelve"}
    record = one_record(tmp_path, bad, bad, lab("loinc 777-3", 38, "10*3/uL"))
    assert said(record, "platelets") == [38_000]
    (problem,) = record.problems
    assert problem.where == "bundle.json, entry 2 (Observation)"
    assert "(2 Observation)" in problem.message
    assert "twelve" not in problem.message


def test_damaged_lines_lose_nothing_else(tmp_path: Path) -> None:
    path = lines_file(tmp_path, [patient(), lab("loinc 777-3", 38, "10*3/uL")], "export.ndjson")
    lines = path.read_text().splitlines()
    path.write_text("\n".join(['{"resourceType": "Pati', lines[0], "", "[1]", lines[1], "{}"]))
    record, *lost = sorted(patients(path, TODAY), key=lambda one: isinstance(one, RecordProblem))
    assert isinstance(record, PatientRecord)
    assert said(record, "platelets") == [38_000]
    assert [str(one) for one in lost] == [
        "where='export.ndjson, line 1' message='no JSON object: cut off or damaged (2 lines)'",
        "where='export.ndjson, line 6' message='this is no FHIR resource: it has no resourceType'",
    ]


def test_two_patients_with_one_id_are_not_read(tmp_path: Path) -> None:
    two = [patient(), patient(born="1990-01-01"), condition("icd M32.9")]
    for path in (bundle_file(tmp_path, *two), lines_file(tmp_path, two, "export.ndjson")):
        (problem,) = problems(path)
        assert "same id" in problem.message


def test_references_of_every_form(tmp_path: Path) -> None:
    entries = [
        {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient", "birthDate": "2012-05-03"}},
        {"fullUrl": "https://a.example/fhir/Patient/x", "resource": patient("x", born="1990-01-01")},
    ]
    for reference in ("urn:uuid:1", "https://a.example/fhir/Patient/x", "Patient/x", "Patient/x/_history/2"):
        entries.append({"resource": condition("icd M32.9", subject={"reference": reference})})
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "entry": entries}))
    first, second = patients(path, TODAY)
    assert isinstance(first, PatientRecord)
    assert isinstance(second, PatientRecord)
    assert (first.id, said(first, "age"), said(first, "sle")) == ("patient 1", [14], ["present"])
    assert (second.id, said(second, "age"), said(second, "sle")) == ("x", [36], ["present"])


def test_who_has_died_is_not_read(tmp_path: Path) -> None:
    (problem,) = problems(bundle_file(tmp_path, patient(deceasedBoolean=True)))
    assert "no longer living" in problem.message


def test_a_document_that_is_not_read_takes_nothing_else_with_it(tmp_path: Path) -> None:
    pdf = {"contentType": "application/pdf", "data": "JVBERg=="}
    report = {"status": "final", "issued": "2026-11-20T10:00:00Z", "conclusion": "Platelets 38 K/uL."}
    record = one_record(tmp_path, of("DiagnosticReport", **report, presentedForm=[pdf]))
    assert said(record, "platelets") == [38_000]
    assert [one.message for one in record.problems] == ["a document that is not plain text or HTML"]


def test_notes_of_what_was_entered_in_error_are_not_read(tmp_path: Path) -> None:
    note = [{"text": "Platelets 38 K/uL.", "time": "2026-11-20"}]
    wrong = condition("icd M32.9", verified="entered-in-error", note=note)
    assert said(one_record(tmp_path, wrong), "platelets") == []
    assert said(one_record(tmp_path, condition("icd M32.9", note=note)), "platelets") == [38_000]


def test_what_names_no_patient_is_said(tmp_path: Path) -> None:
    path = bundle_file(tmp_path, patient(), about("x", condition("icd M32.9")))
    (problem,) = problems(path)
    assert "resources that name no patient of this Bundle: 1" in problem.message
