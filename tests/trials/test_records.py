"""Registry records: what is read, and how a wrong file is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trials.catalog import REGISTRY
from trials.errors import RecordError
from trials.records import load_record

SHARED = Path(__file__).parents[3] / "shared" / "registry"
OWN = REGISTRY / "NCT07089121" / "record.json"


def test_the_record_of_the_trial() -> None:
    record = load_record(OWN)
    assert record.nct_id == "NCT07089121"
    assert record.status == "RECRUITING"
    assert record.phases == ("PHASE1", "PHASE2")
    assert record.last_update == date(2026, 1, 9)
    assert record.completion_date == date(2026, 12, 31)
    assert record.minimum_age == 12
    assert record.site is not None
    assert (record.site.facility, record.site.city, record.site.state) == ("H03", "St Louis", "Missouri")
    assert (record.site.status, record.site.country) == ("RECRUITING", "United States")
    assert record.contact is not None
    assert (record.contact.name, record.contact.phone) == ("Cartesian Clinical Trials", "617-231-8102")
    design = record.protocol_section.design_module
    assert design.enrollment_info is not None
    assert design.enrollment_info.count == 50


def test_the_published_page_says_all_that_the_record_says() -> None:
    page = SHARED.parent / "record" / "NCT07089121.txt"
    if not page.exists():
        pytest.skip("the published page lies beside the project, in ../shared")
    text = " ".join(page.read_text(encoding="utf-8").split())
    not_printed = {"Drug: Descartes-08", "CONTACT", "SPONSOR"}
    for value in _texts(json.loads(OWN.read_text(encoding="utf-8"))):
        if value not in not_printed:
            assert " ".join(value.split()) in text or value in {"PHASE1", "PHASE2"}


def test_every_shared_record_loads() -> None:
    files = sorted(SHARED.glob("*.json"))
    if not files:
        pytest.skip("the shared records lie beside the project, in ../shared")
    records = [load_record(file) for file in files]
    assert len(records) == 27
    assert [record.nct_id for record in records] == [file.stem for file in files]
    assert all(record.status and record.last_update and record.eligibility_text for record in records)


def test_absent_fields_are_none_or_empty_and_unknown_keys_ignored(tmp_path: Path) -> None:
    record = load_record(_written(tmp_path, {"protocolSection": {"identificationModule": {"nctId": "X"}, "new": 1}}))
    assert record.nct_id == "X"
    assert record.status is record.last_update is record.completion_date is record.minimum_age is None
    assert record.site is record.contact is None
    assert record.sites == record.phases == ()
    assert record.eligibility_text == ""


@pytest.mark.parametrize(("age", "years"), [("12 Years", 12), ("1 Year", 1), ("6 Months", 0.5), ("N/A", None)])
def test_ages_are_read_in_years(tmp_path: Path, age: str, years: float | None) -> None:
    modules = {"identificationModule": {"nctId": "X"}, "eligibilityModule": {"minimumAge": age}}
    assert load_record(_written(tmp_path, {"protocolSection": modules})).minimum_age == years


WRONG: list[tuple[object, str]] = [
    ({}, "protocolSection"),
    ({"protocolSection": {}}, "identificationModule"),
    ({"protocolSection": {"identificationModule": {"nctId": 7}}}, "protocolSection.identificationModule.nctId"),
    ({"protocolSection": {"identificationModule": {"nctId": "X"}, "designModule": {"phases": "PHASE1"}}}, "phases"),
    (
        {
            "protocolSection": {
                "identificationModule": {"nctId": "X"},
                "statusModule": {"lastUpdatePostDateStruct": {"date": "soon"}},
            }
        },
        "lastUpdatePostDateStruct.date",
    ),
    ([], "record.json"),
]


@pytest.mark.parametrize(("content", "field"), WRONG)
def test_a_wrong_field_is_one_error_that_names_file_and_field(tmp_path: Path, content: object, field: str) -> None:
    with pytest.raises(RecordError) as caught:
        load_record(_written(tmp_path, content))
    assert "record.json" in str(caught.value)
    assert field in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"nonsense"])
def test_what_is_no_json_is_one_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=r"record\.json"):
        load_record(path)


def test_a_missing_file_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"record\.json"):
        load_record(tmp_path / "record.json")


def _written(folder: Path, content: object) -> Path:
    path = folder / "record.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def _texts(tree: Any) -> list[str]:
    if isinstance(tree, dict):
        return [text for value in tree.values() for text in _texts(value)]
    if isinstance(tree, list):
        return [text for value in tree for text in _texts(value)]
    return [tree] if isinstance(tree, str) else []
