"""`/read FILE` in the terminal: a health record, a text, and what cannot be read."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from chats import TODAY

from bot.cli import main
from bot.record_turn import Record, answer
from bot.session import Session
from tests.nlp.health_records.builder import about, bundle_file, condition, lab, one_record, order, patient
from tests.nlp.health_records.made_up import person

LUPUS = condition("icd M32.9", onsetDateTime="2023-04-01")


def chat(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *lines: str) -> str:
    """What the chat prints for these lines."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    assert main(["chat", "--today", str(TODAY)]) == 0
    return capsys.readouterr().out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files of many kinds."""
    bundle_file(tmp_path, patient(), LUPUS, lab("loinc 777-3", 38, "10*3/uL"), name="own.json")
    bundle_file(tmp_path, patient(), patient("p2"), about("p2", LUPUS), name="two.json")
    bundle_file(tmp_path, patient(), lab("loinc 777-3", 38, "foo"), lab("loinc 718-7", 9, "g/dL"), name="odd.json")
    bundle_file(tmp_path, patient(born=None), name="bare.json")
    (tmp_path / "my labs.txt").write_text("platelets 38k")
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\x00\x00")
    (tmp_path / "ccd.xml").write_text('<ClinicalDocument xmlns="urn:hl7-org:v3"/>')
    (tmp_path / "cut.json").write_text('{"resourceType": "Bundle", "entry": [')
    (tmp_path / "inside").mkdir()
    return tmp_path


READ = [
    ("own.json", "I read the health record"),
    ("own.json", "platelets 38,000, on 1 November 2026"),
    ("own.json", "does not seem to fit"),
    ("odd.json", "One part of it I could not use"),
    ("bare.json", "found nothing in it"),
    ("'my labs.txt'", "platelets 38,000"),
    ("my labs.txt", "platelets 38,000"),
    ("two.json", "more than one patient, so I read none of it"),
    ("ccd.xml", "C-CDA"),
    ("cut.json", "could not read that file as a health record"),
    ("empty.txt", "no words in that file"),
    ("picture.png", "can't read that kind of file"),
    ("inside", "can't read that kind of file"),
    ("nothing.json", "no file of that name"),
    ("", "type /read and the name"),
]


@pytest.mark.parametrize(("name", "words"), READ)
def test_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path, name: str, words: str
) -> None:
    monkeypatch.chdir(folder)
    assert words in " ".join(chat(monkeypatch, capsys, f"/read {name}").split())


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_may_not_be_opened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "own.json").chmod(0)
    assert "could not open that file" in chat(monkeypatch, capsys, f"/read {folder / 'own.json'}")


def test_what_is_not_read_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    said = chat(monkeypatch, capsys, "she is 14 with lupus", f"/read {folder / 'two.json'}", "/status")
    assert "E5 platelets: open" in said


def test_the_chat_goes_on_about_the_record(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    said = chat(monkeypatch, capsys, f"/read {folder / 'own.json'}", "platelets were 62k this morning")
    assert "platelets 62,000, today (was 38,000)" in said


def test_a_program_that_talks_with_the_chat_cannot_have_it_read_files(folder: Path) -> None:
    _, said = answer(Session(), f"/read {folder / 'own.json'}", TODAY)
    assert said.facts == ()
    assert "type /read and the name" in said.replies[0]


def test_the_echo_of_sixty_resources_is_short(tmp_path: Path) -> None:
    (record,) = [one_record(tmp_path, *(about("p1", one) for one in person(3)[1:]))]
    _, said = answer(Session(), Record(facts=record.facts), TODAY)
    echo = said.replies[0].split("\n\n")[0]
    assert echo.count("•") <= 13
    assert "and " in echo.splitlines()[-1]


def test_the_same_record_gives_the_same_answer(tmp_path: Path) -> None:
    record = Record(facts=one_record(tmp_path, LUPUS, order("rxnorm 68149")).facts)
    first = answer(Session(), record, TODAY)
    assert answer(Session.model_validate_json(Session().model_dump_json()), record, TODAY) == first
    again, _ = first
    assert Session.model_validate_json(again.model_dump_json()) == again
