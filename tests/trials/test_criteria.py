"""Criteria files: what the loader takes and refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from trials.catalog import REGISTRY, load_trial, trial, trials
from trials.coverage import missing, uncovered
from trials.criteria import load_sheet
from trials.errors import CriteriaError, UnknownTrialError
from trials.records import load_record

OWN = REGISTRY / "NCT07089121"
RECORD = load_record(OWN / "record.json")
TEXT = (OWN / "criteria.yaml").read_text(encoding="utf-8")
IDS = ["I1", "I2", "I3", "I4", "I5", *(f"E{n}" for n in range(1, 14)), *(f"E{n}" for n in range(23, 30))]


def test_all_criteria_are_there() -> None:
    assert [one.id for one in trial("NCT07089121").criteria] == IDS


def test_lines_are_verbatim() -> None:
    by_id = {one.id: one.text for one in trial("NCT07089121").criteria}
    assert by_id["E3"] == "ANC < 1000 cells/microliter"
    assert by_id["I2"].endswith("juvenile Myasthenie gravis, juvenile dermatomyositis and AAV")
    assert "increased > 1.5-fold" in by_id["E2"]


REFUSED = [
    ("text: At least age 12", "text: At least age 13", "I1.*not in the record.*age 13"),
    ("text: At least age 12", "text: age 12", "no criterion covers.*At least"),
    ("text: ANC < 1000 cells/microliter", "text: ANC < 1000", "no criterion covers.*cells/microliter"),
    ("{anc: {below: 1000 /uL}}", "{neutrofils: {below: 1000 /uL}}", "E3.*not in the vocabulary: neutrofils"),
    ("{concept: consent, assertion: absent}", "{concept: konsent, assertion: absent}", "I5.*not in the vocabulary"),
    ("except: [arterial_thromboembolism]", "except: [arteries]", "E2.*not in the vocabulary: arteries"),
    ("said_normal: [pt_result]", "said_normal: [pt_word]", "E2.*not in the vocabulary: pt_word"),
    ("{below: 1000 /uL}", "{below: 1000 g/dL}", "E3.*anc is in /uL, not g/dL"),
    ("{below: 1000 /uL}", "{below: 3 xULN}", "E3.*anc is in /uL, not xULN"),
    ("{below: 12 years}", "{below: 12}", "I1.*age is in years"),
    ("{below: 1000 /uL}", "{below: many}", "no amount: 'many'"),
    ("{below: 1000 /uL}", "{under: 1000 /uL}", "not a condition"),
    ("{below: 1000 /uL}", "{below: 1000 /uL, above: 2 /uL}", "only one of"),
    ("{below: 1000 /uL}", "{below: 1000 /uL, unless: x}", "unless"),
    ("{within: 3 months}", "{within: a while}", "no length of time: 'a while'"),
    ("fails: {consent: absent}", "fails: {}", "a rule is one of"),
    ("fails: {consent: absent}", "fails: {any: []}", "criteria.4.fails"),
    ("fails: {consent: absent}", "review: {consent: absent}", "I5: needs fails or passes"),
    ("    fails: {consent: absent}\n", "", "I5: needs rules, or always"),
    ("known_by: study team", "known_by: nobody", "known_by"),
    ("- [I5]", "- [I5, I1]", "listed twice: I1"),
    ("- [I5]", "- []", "differ: I5"),
    ("- [I5]", "- [I5, E13]", "differ: E13"),
    ("- id: I5", "- id: I4", "listed twice: I4"),
    ("{concept: consent, assertion: absent}", "{concept: consent}", "neither an assertion nor a value"),
]


@pytest.mark.parametrize(("before", "after", "message"), REFUSED)
def test_a_wrong_file_is_refused_in_one_clear_line(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert before in TEXT
    path = tmp_path / "criteria.yaml"
    path.write_text(TEXT.replace(before, after), encoding="utf-8")
    with pytest.raises(CriteriaError, match=message) as caught:
        load_sheet(path, RECORD)
    assert "criteria.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_criterion_left_out_is_missed(tmp_path: Path) -> None:
    start = TEXT.index("  - id: E24\n")
    end = TEXT.index("  - id: E25\n")
    path = tmp_path / "criteria.yaml"
    path.write_text((TEXT[:start] + TEXT[end:]).replace("[E2, E24]", "[E2]"), encoding="utf-8")
    with pytest.raises(CriteriaError, match=r"covers this of the record NCT07089121: .*thromboembolic events"):
        load_sheet(path, RECORD)


@pytest.mark.parametrize("content", [b"", b"[", b"\xff\xfe\x00", b"criteria: 7"])
def test_what_is_no_criteria_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "criteria.yaml"
    path.write_bytes(content)
    with pytest.raises(CriteriaError, match=r"criteria\.yaml"):
        load_sheet(path, RECORD)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CriteriaError, match="cannot be opened"):
        load_sheet(tmp_path / "criteria.yaml", RECORD)


def test_markdown_escapes_bullets_and_numbering_do_not_count() -> None:
    record = "Exclusion Criteria:\n\n* ANC \\< 1000 ;\n* Any other thing; 23. A clot; 24. A shot.\n"
    assert missing(["ANC < 1000", "A clot", "A shot", "Any other thing"], record) == []
    assert uncovered(["ANC < 1000", "A clot", "A shot", "Any other thing"], record) == []
    assert uncovered(["ANC < 1000", "A clot", "Any other thing"], record) == ["24. A shot"]
    assert missing(["A shot of"], record) == ["A shot of"]


def test_an_unknown_trial_names_those_at_hand() -> None:
    with pytest.raises(UnknownTrialError, match="NCT07089121"):
        trial("NCT00000000")


def test_further_trials_come_from_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "NCT00000001"
    folder.mkdir()
    record = (OWN / "record.json").read_text(encoding="utf-8").replace("NCT07089121", "NCT00000001")
    (folder / "record.json").write_text(record, encoding="utf-8")
    shutil.copy(OWN / "criteria.yaml", folder / "criteria.yaml")
    assert [one.record.nct_id for one in trials(tmp_path)] == ["NCT07089121", "NCT00000001"]
    assert trial("NCT00000001", tmp_path) == load_trial(folder)
    assert [one.record.nct_id for one in trials()] == ["NCT07089121"]
