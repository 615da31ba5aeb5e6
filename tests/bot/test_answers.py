"""What an answer to one open question makes of its criterion."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from chats import TODAY, status

from bot.dialogue import turn
from bot.session import Session

ANSWERS = yaml.safe_load(Path(__file__).with_name("answers.yaml").read_text(encoding="utf-8"))
CASES = [(one, said, expected) for one, table in ANSWERS.items() for said, expected in table]


@pytest.mark.parametrize(("criterion", "said", "expected"), CASES)
def test_an_answer_to_one_question(criterion: str, said: str, expected: str) -> None:
    _, last = turn(Session(asking=(criterion,), met=True), said, TODAY)
    assert status(last, criterion) == expected
    assert all(said[fact.start : fact.end] == fact.quote for fact in last.facts)


SHARED = [
    (tuple(group["asked"]), said, expected)
    for group in yaml.safe_load(Path(__file__).with_name("shares.yaml").read_text(encoding="utf-8"))
    for said, expected in group["answers"]
]
SEVERAL = [
    *SHARED,
    (("E3", "E4", "E5"), "1.9, 10.4, 155k", "pass pass pass"),
    (("E3", "E4", "E5"), "i don't have her labs", "unknown unknown unknown"),
    (("E9", "E10", "E11", "E12"), "no", "pass pass pass pass"),
    (("E9", "E10", "E11", "E12"), "no hep b; dunno; no; no, quantiferon was neg", "pass unknown pass pass"),
    (("E9", "E10", "E11", "E12"), "no, no, idk, no", "pass pass unknown pass"),
    (("E9", "E10", "E11", "E12"), "no\nno\nno\nidk", "pass pass pass unknown"),
    (("E9", "E10", "E11", "E12"), "no hep b, rest i don't know", "pass unknown unknown unknown"),
    (("E26", "E27"), "no; only a flu shot, nothing live", "pass pass"),
    (("I1", "I2"), "13", "pass unknown"),
    (("I1", "I2"), "she is 13; lupus since she was 11", "pass pass"),
    (("I3", "I5"), "moderate and her dad will sign", "pass pass"),
    (("E24", "E25"), "never; rather not say", "pass unknown"),
]


@pytest.mark.parametrize(("asked", "said", "expected"), SEVERAL)
def test_an_answer_to_several_questions(asked: tuple[str, ...], said: str, expected: str) -> None:
    _, last = turn(Session(asking=asked, met=True), said, TODAY)
    assert " ".join(status(last, one) for one in asked) == expected
    assert all(said[fact.start : fact.end] == fact.quote for fact in last.facts)


NO_AGES = [
    (("E4",), "8.0"),
    (("E4",), "hgb 14"),
    (("E7",), "30"),
    (("E3",), "14"),
    (("I2",), "17"),
    (("E3", "E4", "E5"), "14"),
    (("E6", "E7"), "30"),
]


@pytest.mark.parametrize(("asked", "said"), NO_AGES)
def test_a_number_that_answers_another_question_is_no_age(asked: tuple[str, ...], said: str) -> None:
    _, last = turn(Session(asking=asked, met=True), said, TODAY)
    assert all(fact.concept != "age" for fact in last.facts)
    assert status(last, "I1") == "unknown"


def test_a_no_to_what_there_is_takes_no_yes_back() -> None:
    """Asked "Was it hepatitis B itself …? And is it gone now?", a no may mean that it is not gone."""
    asked = ("E9", "E10", "E11", "E12")
    session, _ = turn(Session(asking=asked, met=True), "yes; no; no; no", TODAY)
    _, last = turn(session.model_copy(update={"asking": ("E9",)}), "no", TODAY)
    assert status(last, "E9") == "unknown"


def test_a_no_to_when_a_disease_began_does_not_deny_the_disease() -> None:
    session, last = turn(Session(met=True), "my daughter is 19 and has lupus", TODAY)
    assert last.asking == ("I2",)
    _, last = turn(session, "no", TODAY)
    assert status(last, "I2") == "unknown"


@pytest.mark.parametrize("said", ["maybe steroids", "maybe steroids, not sure", "not sure, maybe prednisone"])
def test_a_medicine_that_is_only_supposed_is_none_taken(said: str) -> None:
    _, last = turn(Session(asking=("I4",), met=True), said, TODAY)
    assert status(last, "I4") == "unknown"
