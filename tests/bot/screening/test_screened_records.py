"""Health records as a list: Bundles, bulk exports, folders of both, and what in them can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import TODAY, screen

from bot.cli import main
from bot.dialogue import standing_of
from bot.session import Session
from nlp.health_records import PatientRecord
from nlp.health_records import patients as records
from tests.nlp.health_records.builder import TODAY as DAY
from tests.nlp.health_records.builder import bundle_file, condition, lab, lines_file, patient
from tests.nlp.health_records.made_up import person
from trials.profile import Profile

COUNT = 12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of Bundles."""
    path = tmp_path / "records"
    path.mkdir()
    for number in range(COUNT):
        bundle_file(path, *person(number), name=f"{number:03}.json")
    return path


def test_each_patient_of_a_folder_is_screened_as_the_record_says(folder: Path) -> None:
    code, found = screen(folder)
    assert code == 0
    assert found["id"].to_list() == [f"p{number}" for number in range(COUNT)]
    for row, record in zip(found.iter_rows(named=True), records(folder, DAY), strict=True):
        assert isinstance(record, PatientRecord)
        wanted = standing_of(Session(profile=Profile().tell(record.facts, DAY)), DAY).assessment
        assert row["verdict"] == wanted.verdict
        assert {one.id: one.status for one in wanted.criteria}.items() <= row.items()


def test_a_quote_says_what_stands_in_the_record(tmp_path: Path) -> None:
    path = bundle_file(tmp_path, patient(), condition("icd M32.14"), lab("loinc 777-3", 38, "10*3/uL"))
    row = screen(path)[1].row(0, named=True)
    assert (row["id"], row["verdict"], row["E5"]) == ("p1", "not_a_fit", "fail")
    assert row["E5_quotes"] == "platelets 38 10*3/uL, 2026-11-01"


def test_an_export_gives_what_bundles_give(folder: Path, tmp_path: Path) -> None:
    export = tmp_path / "export"
    export.mkdir()
    everything = [one for number in range(COUNT) for one in person(number)]
    lines_file(export, (one for one in everything if one["resourceType"] == "Patient"), "Patient.ndjson")
    lines_file(export, (one for one in everything if one["resourceType"] != "Patient"), "rest.ndjson")
    assert screen(export, out="export.csv")[1].equals(screen(folder)[1])


def test_what_cannot_be_read_comes_out_with_its_place(folder: Path) -> None:
    whole = (folder / "002.json").read_bytes()
    (folder / "002.json").write_bytes(whole[: len(whole) // 2])
    (folder / "100.json").write_text('<ClinicalDocument xmlns="urn:hl7-org:v3">')
    (folder / "101.json").write_text("")
    code, found = screen(folder)
    assert code == 1
    bad = found.filter(found["error"].is_not_null())
    assert set(bad["id"]) >= {"100.json", "101.json"}
    assert [one.startswith("002.json") for one in bad["id"]].count(True) >= 1
    assert bad["verdict"].null_count() == len(bad)
    assert len(found) - len(bad) >= COUNT - 1
    assert any("C-CDA" in str(error) for error in bad["error"])


def test_what_is_only_for_tables(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(folder.with_name("out.csv"))
    for options in (["--text", "note"], ["--id", "id"], ["--scheduler", "tcp://127.0.0.1:9"]):
        assert main(["screen", str(folder), "--out", out, "--today", TODAY, *options]) == 2
        assert "are for tables" in capsys.readouterr().err


def test_two_processes_read_bundles_as_one_does(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = screen(folder, "--workers", "1")[1]
    monkeypatch.setattr("bot.screening.batches.BATCH", 5)
    assert screen(folder, "--workers", "2", out="two.csv")[1].equals(wanted)
