"""A health record sent as a document: the patient's own export in FHIR R4."""

from __future__ import annotations

import json

import pytest
from person import Person

from bot.session import Session
from bot.telegram.incoming import MOST_RECORD_BYTES
from tests.nlp.health_records.builder import Resource, about, bundle, condition, lab, order, patient

LOW = lab("loinc 777-3", 38, "10*3/uL")
LUPUS = condition("icd M32.9", onsetDateTime="2023-04-01")
OWN = bundle(patient(), LUPUS, LOW, order("rxnorm 68149"))
TWO = bundle(patient(), patient("p2"), about("p2", LUPUS))


def sends(record: Resource | str, name: str = "export.json", size: int = 100, person: Person | None = None) -> Person:
    person = person or Person()
    person.sends_file(name, "application/json", size, record if isinstance(record, str) else json.dumps(record))
    return person


@pytest.mark.parametrize("name", ["export.json", "EXPORT.JSON", "export.ndjson"])
def test_a_record_is_read(name: str) -> None:
    person = sends(OWN, name)
    assert "I read the health record" in person.read()
    assert "platelets 38,000" in person.read()
    assert (person.statuses["I1"], person.statuses["I2"], person.statuses["E5"]) == ("pass", "pass", "fail")


def test_what_is_asked_next_leaves_out_what_the_record_tells() -> None:
    person = sends(bundle(patient(), LUPUS, order("rxnorm 68149")))
    assert person.chat.session.asking == ("I3",)


REFUSED = [
    (json.dumps(TWO), "export.json", 100, "more than one patient"),
    ("<ClinicalDocument xmlns='urn:hl7-org:v3'/>", "ccd.xml", 100, "C-CDA"),
    ('{"hello": 1}', "export.json", 100, "could not read that file"),
    ("not json at all", "export.ndjson", 100, "could not read that file"),
    (json.dumps(OWN), "export.json", MOST_RECORD_BYTES + 1, "too large"),
]


@pytest.mark.parametrize(("content", "name", "size", "words"), REFUSED)
def test_what_is_not_read_is_said_and_nothing_is_taken(content: str, name: str, size: int, words: str) -> None:
    person = sends(content if size <= MOST_RECORD_BYTES else "", name, size)
    assert words in person.read()
    assert person.chat.session.profile.statements == ()


def test_a_record_is_history_and_sets_off_no_emergency() -> None:
    note = {"text": "Seizing now, cannot breathe, call 911. Wants to die."}
    person = sends(bundle(patient(), LUPUS | {"note": [note], "recordedDate": "2026-11-21"}))
    assert "911" not in person.read()
    assert "988" not in person.read()


def test_a_record_is_not_kept_before_the_person_has_said_yes() -> None:
    person = sends(OWN, person=Person(Session(kept_days=30)))
    assert "may I keep" in person.read()
    assert person.chat.session.permission == "asked"
    person.presses("Yes, keep it")
    assert person.chat.session.permission == "yes"
    assert person.statuses["E5"] == "fail"


def test_a_child_that_sends_its_own_record_is_asked_for_a_parent() -> None:
    person = Person()
    person.says("this is about me, i have lupus")
    sends(bundle(patient(born="2016-01-01"), LUPUS), person=person)
    assert "parent" in person.read()
    assert person.chat.session.profile.statements == ()


def test_an_edited_message_leaves_the_record_in_force() -> None:
    person = sends(OWN)
    number = person.says("GGT 20")
    person.says("GGT 200", edits=number)
    assert person.statuses["E5"] == "fail"
    assert person.chat.session.profile.newest("ggt") is not None


def test_the_words_beside_a_record_are_read_too() -> None:
    person = Person()
    person.sends_file("export.json", "", 100, json.dumps(OWN), caption="she has moderate disease")
    assert person.statuses["I3"] == "pass"
    assert person.statuses["E5"] == "fail"
