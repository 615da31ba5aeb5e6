"""What is asked next."""

from __future__ import annotations

import pytest

from tests.trials.telling import TODAY, told
from tests.trials.test_verdicts import FITS
from trials.catalog import trial
from trials.matching import assess
from trials.questions import next_question

T = trial("NCT07089121")
NEXT = [
    ("", (), ("I1", "I2")),
    ("age=14", (), ("I2",)),
    ("age=14; sle", (), ("I4", "I3")),
    ("age=14; sle?", (), ("I4", "I3")),
    ("age=14; sle; rituximab; disease_activity=mild", (), ("E3", "E4", "E5")),
    ("age=14; sle; rituximab; disease_activity=mild; anc=900 /uL", (), ("E4", "E5")),
    ("age=14; sle", ("I4", "I3", "E3", "E4", "E5"), ("E6", "E7")),
    (FITS.replace("; consent", ""), (), ("I5",)),
    (FITS, (), ()),
    (FITS.replace("hiv=negative; ", ""), ("E11",), ()),
]


@pytest.mark.parametrize(("line", "declined", "asked"), NEXT)
def test_next_question(line: str, declined: tuple[str, ...], asked: tuple[str, ...]) -> None:
    profile = told(line)
    assert next_question(T, assess(T, profile, TODAY), profile, frozenset(declined)) == asked


def test_every_judged_criterion_is_asked_once_and_e13_never() -> None:
    profile, declined, rounds = told(""), frozenset[str](), []
    while asked := next_question(T, assess(T, profile, TODAY), profile, declined):
        rounds.append(asked)
        declined |= set(asked)
    assert rounds == list(T.questions)
    assert declined == {one.id for one in T.criteria} - {"E13"}


@pytest.mark.parametrize("criterion", [one for one in T.criteria if one.answers.no], ids=lambda one: one.id)
def test_a_plain_no_settles_a_criterion(criterion: object) -> None:
    from trials.criteria import Criterion

    assert isinstance(criterion, Criterion)
    line = "; ".join(
        f"{said.concept}={said.value}" if said.value else f"no {said.concept}" for said in criterion.answers.no
    )
    profile = told(line)
    status = next(one.status for one in assess(T, profile, TODAY).criteria if one.id == criterion.id)
    assert status == {"I2": "fail", "I3": "review", "I4": "fail", "I5": "fail"}.get(criterion.id, "pass")
