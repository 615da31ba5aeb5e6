"""A professional reads a clinician's words: every fact, with units, and the ids of the criteria."""

from __future__ import annotations

import pytest
from chats import TODAY, chat

from bot.dialogue import standing_of, turn
from bot.session import Session
from bot.wording import read_yaml, trial_wording, wording

NOTE = "16F, cSLE since age 12, MMF, moderate, ANC 2.3, Plt 178, Hgb 10.1, HBsAg NR"


@pytest.mark.parametrize(
    "says",
    [
        "I'm a nurse at a children's hospital.",
        "hi, this is the rheumatology coordinator",
        "NP here, question on your study",
        "I am her nephrologist",
        "We are referring a patient:",
        "pt of mine:",
        "I'm a pediatric rheumatology fellow",
    ],
)
def test_who_says_to_be_a_professional_is_one(says: str) -> None:
    session, _ = turn(Session(), f"{says} {NOTE}", TODAY)
    assert session.writer == "professional"


@pytest.mark.parametrize(
    "says",
    [
        "I'm a nurse and my daughter is the patient.",
        "her nurse told me to write",
        "my doctor says it's moderate",
        "I'm 16 and want to be a nurse one day",
        "the coordinator gave me this link",
        "I'm her mom",
        "",
    ],
)
def test_others_are_told_in_plain_words(says: str) -> None:
    session, said = turn(Session(), f"{says} {NOTE}", TODAY)
    assert session.writer != "professional"
    assert "• neutrophils (ANC) 2,300" in said.replies[0]


def test_every_fact_is_told_back_in_one_line_with_units() -> None:
    _, said = turn(Session(), f"I'm a nurse. {NOTE}", TODAY)
    story = said.replies[0].split("\n\n")[0]
    assert story.startswith("This is what I read: age 16 y; SLE, onset at 12 y; ")
    for fact in ("ANC 2,300 /uL", "platelets 178,000 /uL", "hemoglobin 10.1 g/dL", "HBsAg: negative"):
        assert fact in story


def test_what_stands_in_the_way_is_named_by_its_id() -> None:
    _, said = turn(Session(), f"I'm a nurse. {NOTE.replace('178', '38')}", TODAY)
    assert 'E5 platelets. Record: "Platelets < 50,000/mm3' in "\n".join(said.replies)


def test_so_are_the_open_points() -> None:
    session, _ = turn(Session(), f"I'm a nurse. {NOTE}", TODAY)
    said = standing_of(session, TODAY).left()[0]
    assert "E24 thromboembolic event" in said
    assert "for the investigator: E13 other laboratory abnormality" in said


def test_the_answers_are_read_alike() -> None:
    plain = chat(NOTE, "no", "no", "hep b and c negative", "idk")[-1]
    clinical = chat(f"I'm a nurse. {NOTE}", "no", "no", "hep b and c negative", "idk")[-1]
    assert [one.status for one in clinical.assessments[0].criteria] == [
        one.status for one in plain.assessments[0].criteria
    ]
    assert clinical.asking == plain.asking


def test_a_new_start_keeps_who_writes() -> None:
    session, _ = turn(Session(), f"I'm a nurse. {NOTE}", TODAY)
    session, _ = turn(session, "/restart", TODAY)
    assert session.writer == "professional"


def test_only_what_exists_is_said_otherwise() -> None:
    """A key that the plain words lack would never be said; a template must not want other fields."""
    own, plain = read_yaml("en", "clinician.yaml"), read_yaml("en", "replies.yaml")
    assert set(own) == {"replies", "labels"}
    assert _keys(own["replies"]) <= _keys(plain)
    assert wording("en", clinician=True).answers == wording("en").answers


def test_every_criterion_has_a_clinical_name() -> None:
    criteria = trial_wording("en", "NCT07089121", clinician=True).criteria
    assert {one: said.label for one, said in criteria.items()} == {one: said.clinical for one, said in criteria.items()}


def _keys(part: object, path: str = "") -> set[str]:
    if not isinstance(part, dict):
        return {path}
    return {key for name, value in part.items() for key in _keys(value, f"{path}.{name}")}
