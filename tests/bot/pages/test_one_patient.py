"""`trialfit summary`: a page from plain words or a health record, or one clear line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from leaks import files_below

from bot.cli import main

STORY = (
    "my son Max Miller is 13, born 3/4/2013, jdm since he was 9, moderate, platelets for Max Miller were 240k on 3 May"
)
DAY = ("--today", "2026-11-22")
LOINC, ICD = "http://loinc.org", "http://hl7.org/fhir/sid/icd-10-cm"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """The exit code and all that was said."""
    code = main(["summary", *map(str, arguments)])
    said = capsys.readouterr()
    assert said.out == ""
    return code, said.err


def text_of(pdf: Path) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


def bundle(*people: str) -> dict[str, Any]:
    """A Bundle with a diagnosis and a blood count of each of these people."""
    found: list[dict[str, Any]] = []
    for one in people:
        about = {"subject": {"reference": f"Patient/{one}", "display": "Max Miller"}}
        condition = {"code": {"coding": [{"system": ICD, "code": "M33.00"}]}}
        count = {
            "status": "final",
            "effectiveDateTime": "2026-05-03",
            "code": {"coding": [{"system": LOINC, "code": "777-3"}]},
            "valueQuantity": {"value": 240, "system": "http://unitsofmeasure.org", "code": "10*3/uL"},
        }
        found += [
            {"resourceType": "Patient", "id": one, "birthDate": "2013-03-04", "name": [{"family": "Miller"}]},
            {"resourceType": "Condition", **condition, **about},
            {"resourceType": "Observation", **count, **about},
        ]
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in found]}


@pytest.mark.parametrize("ending", ["pdf", "html", "PDF"])
def test_plain_words_in_a_page_out(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text(STORY)
    out = tmp_path / f"page.{ending}"
    assert run(capsys, tmp_path / "note.txt", "--out", out, "--id", "P-017", *DAY) == (0, "")
    said = text_of(out) if ending != "html" else out.read_text()
    for words in ("P-017", "age 13", "platelets 240,000, on 3 May 2026", "May fit", "617-231-8102", "Has he ever had"):
        assert words in said
    for personal in ("Max", "Miller", "2013"):
        assert personal not in said
    assert out.stat().st_mode & 0o777 == 0o600


def test_words_may_come_from_a_pipe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(STORY))
    assert run(capsys, "--out", tmp_path / "page.pdf", *DAY) == (0, "")
    assert "age 13" in text_of(tmp_path / "page.pdf")


def test_a_health_record_in_a_page_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "record.json").write_text(json.dumps(bundle("x1")))
    assert run(capsys, tmp_path / "record.json", "--out", tmp_path / "page.pdf", *DAY)[0] == 0
    said = text_of(tmp_path / "page.pdf")
    assert "platelets 240,000, on 3 May 2026" in said
    for personal in ("Miller", "2013", "x1", "4 March", "03-04"):
        assert personal not in said


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            json.dumps(bundle("x1", "x2")),
            "holds more than one patient; trialfit screen --reports writes a page for each",
        ),
        (json.dumps(bundle()), "a Bundle without a Patient; nothing of it is read"),
        ("word " * 30_000, "longer than 100,000 characters; a page is about one patient"),
    ],
    ids=["two patients", "no patient", "a book"],
)
def test_what_is_not_about_one_patient_gets_a_line_and_no_page(
    content: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "source").write_text(content)
    code, said = run(capsys, tmp_path / "source", "--out", tmp_path / "page.pdf", *DAY)
    assert code == 1
    assert line in said
    assert said.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["source"]


def test_where_nothing_was_understood_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("the weather is fine")
    code, said = run(capsys, tmp_path / "note.txt", "--out", tmp_path / "page.pdf", *DAY)
    assert (code, said) == (0, "trialfit: nothing was understood of what was told; the page says so\n")
    assert "Nothing was told yet." in text_of(tmp_path / "page.pdf")


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, tmp_path / "no.txt", "--out", tmp_path / "page.pdf")
    assert (code, said) == (1, f"trialfit: {tmp_path / 'no.txt'}: No such file or directory\n")


def test_a_name_that_says_neither_pdf_nor_html(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "--out", tmp_path / "page.docx")
    assert code == 2
    assert "has to end in .pdf or .html" in said


def test_a_place_that_takes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text(STORY)
    (tmp_path / "page.pdf").mkdir()
    code, said = run(capsys, tmp_path / "note.txt", "--out", tmp_path / "page.pdf", *DAY)
    assert code == 1
    assert said.startswith(f"trialfit: --out {tmp_path / 'page.pdf'}: ")
    assert files_below(tmp_path) == [STORY.encode()]


def test_a_page_takes_the_place_of_an_older_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text(STORY)
    (tmp_path / "page.html").write_text("an older one")
    assert run(capsys, tmp_path / "note.txt", "--out", tmp_path / "page.html", *DAY)[0] == 0
    assert "age 13" in (tmp_path / "page.html").read_text()


def test_help_is_true(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["summary", "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--out", "--id", "--trial", "--today", "FILE"))
