"""A whole screening by words, by buttons, and by both ends in the same verdict."""

from __future__ import annotations

import pytest
from person import Person

from bot.session import Session

OPENING = "my daughter is 14, lupus since she was 11"
COUNTS = "ANC 3.2, hemoglobin 11.4, platelets 250k"
LIVER = "ALT 20, AST 22, GGT 18, eGFR 100"

# what a person says to each question in turn; in [brackets] a button, several where boxes are ticked
BUTTONS_FIT = [
    "[Parent]",
    "[Yes, keep it]",
    OPENING,
    "[CellCept]",
    "[Moderate]",
    COUNTS,
    LIVER,
    *["[None of these]"] * 5,
    "[Yes]",
]
WORDS_FIT = [
    "her mom. yes",
    OPENING,
    "moderate, on cellcept",
    COUNTS,
    LIVER,
    "no blood thinner, clotting tests were normal, no clots",
    "no to all of those",
    "neither",
    "no; no",
    "no",
    "i will sign",
]
MIXED_FIT = [
    "[Parent]",
    "yes",
    OPENING,
    "moderate",
    "[CellCept]",
    COUNTS,
    LIVER,
    "no; no",
    "[None of these]",
    "no",
    "[None of these]",
    "none of that",
    "[Yes]",
]

BUTTONS_FAIL = [
    "[Parent]",
    "[Yes, keep it]",
    OPENING,
    "[Severe]",
    "[Steroids]",
    "[I don't have them]",
    "[I don't have them]",
    "[None of these]",
    "[HIV][Done]",
    "[Yes]",
    "[Cancer][Cancer][Done]",
    "[None of these]",
    "[Mental health][Done]",
    "[Yes]",
]
WORDS_FAIL = [
    "her mom. yes",
    OPENING,
    "severe, on steroids",
    "i don't have them",
    "i don't have them",
    "no; no",
    "no to all, except hiv",
    "yes",
    "no to the first, cancer i'm not sure",
    "no",
    "no, but she has depression",
    "yes",
]
MIXED_FAIL = [
    "her mom. yes",
    OPENING,
    "[Severe]",
    "steroids",
    "[I don't have them]",
    "no idea",
    "[None of these]",
    "no; no; yes; no",
    "[Yes]",
    "no; not sure",
    "[None of these]",
    "no; no; no; yes",
    "[Yes]",
]

OPEN_FIT, OPEN_FAIL = {"E13"}, {"E3", "E4", "E5", "E6", "E7", "E25"}


def screened(answers: list[str]) -> Person:
    person = Person(Session(kept_days=30))
    person.says("/start")
    for answer in answers:
        if answer.startswith("["):
            for label in answer[1:-1].split("]["):
                person.presses(label)
        else:
            person.says(answer)
    return person


@pytest.mark.parametrize("answers", [BUTTONS_FIT, WORDS_FIT, MIXED_FIT], ids=["buttons", "words", "mixed"])
def test_nothing_in_the_way(answers: list[str]) -> None:
    person = screened(answers)
    assert person.assessment.verdict == "likely_fit"
    assert {one for one, status in person.statuses.items() if status != "pass"} == OPEN_FIT
    assert "617-231-8102" in person.read()
    assert "A page to take along" in person.buttons()


@pytest.mark.parametrize("answers", [BUTTONS_FAIL, WORDS_FAIL, MIXED_FAIL], ids=["buttons", "words", "mixed"])
def test_one_thing_in_the_way_and_some_not_known(answers: list[str]) -> None:
    person = screened(answers)
    assert person.assessment.verdict == "not_a_fit"
    assert [one for one, status in person.statuses.items() if status == "fail"] == ["E11"]
    assert {one for one, status in person.statuses.items() if status == "review"} == {"I3", "E13", "E29"}
    assert {one for one, status in person.statuses.items() if status == "unknown"} == OPEN_FAIL


def test_the_chat_reads_as_a_record() -> None:
    person = screened(BUTTONS_FAIL)
    record = "\n".join(html for html, _ in person.seen.values())
    for words in (
        "→ <b>Severe</b>",
        "had a positive HIV test? <b>Yes</b>",
        "hepatitis B, or a positive test for it? <b>No</b>",
        "cancer in the past 3 years? <b>Not sure</b>",
    ):
        assert words in record
    with_buttons = [number for number, (_, rows) in person.seen.items() if rows]
    assert with_buttons == [max(person.seen)]
