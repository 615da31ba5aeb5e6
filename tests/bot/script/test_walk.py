"""What answers lead to, as the script tells it: a table that a nurse could check."""

from __future__ import annotations

import re

import pytest
from at_hand import TODAY, TRIAL

from bot.script.walk import Walk, limits
from bot.wording import trial_wording
from trials.catalog import trial

WALK = Walk(TRIAL, "en", TODAY)
CRITERIA = {one.id: one for one in trial(TRIAL).criteria}

CASES = [
    ("I1", "ask", "11", "fail", "offer"),
    ("I1", "ask", "12", "pass", "question"),
    ("I2", "ask", "No", "fail", "offer"),
    ("I2", "ask", "lupus", None, "more"),
    ("I2", "more", "at 17", "pass", "question"),
    ("I2", "more", "at 18", "fail", "offer"),
    ("I2", "more", "No", None, "question"),
    ("I3", "ask", "Moderate", "pass", "question"),
    ("I3", "ask", "Severe", "review", "question"),
    ("I4", "ask", "only a steroid cream", "fail", "offer"),
    ("E4", "ask", "7.9", "fail", "offer"),
    ("E4", "ask", "8.0", "pass", "question"),
    ("E5", "ask", "49,999", "fail", "offer"),
    ("E5", "ask", "50,000", "pass", "question"),
    ("E2", "ask", "Yes", None, "same"),
    ("E2", "which", "Blood thinner", "fail", "offer"),
    ("E2", "which", "No", None, "question"),
    ("E9", "which", "Hepatitis B, gone now", "review", "question"),
    ("E9", "which", "No", None, "question"),
    ("E10", "more", "RNA negative", "pass", "question"),
    ("E12", "more", "QuantiFERON positive", "fail", "offer"),
    ("E23", "which", "No", None, "question"),
    ("E24", "ask", "Yes", None, "more"),
    ("E24", "more", "In the past 3 months", "fail", "offer"),
    ("E24", "more", "4 months ago", "pass", "question"),
    ("E26", "more", "2 months ago", "review", "question"),
    ("E29", "ask", "Yes", "review", "question"),
    ("I4", "ask", "a steroid cream", None, "more"),
    ("I4", "ask", "maybe steroids", None, "question"),
    ("I4", "more", "No", "fail", "offer"),
    ("I5", "ask", "No", "fail", "offer"),
    ("I5", "ask", "I don't know", None, "verdict"),
]


@pytest.mark.parametrize(("one", "form", "said", "status", "follows"), CASES)
def test_what_an_answer_leads_to(one: str, form: str, said: str, status: str | None, follows: str) -> None:
    wording = next(wording for wording in WALK.wordings(one) if wording.form == form)
    result = next(result for result in wording.results if result.said == said)
    assert dict(result.changes).get(one) == status
    assert result.follows == follows


@pytest.mark.parametrize("one", [one for question in trial(TRIAL).questions for one in question])
def test_not_knowing_decides_nothing_and_a_yes_to_an_exclusion_is_no_pass(one: str) -> None:
    for wording in WALK.wordings(one):
        statuses = {result.said: dict(result.changes).get(one) for result in wording.results}
        assert statuses["I don't know"] is None
        assert one.startswith("I") or statuses["Yes"] != "pass"


ASKED = [one for question in trial(TRIAL).questions for one in question]
FORMS = [
    (one, form)
    for one, words in trial_wording("en", TRIAL).criteria.items()
    for form in ("ask", "more", "which")
    if one in ASKED and getattr(words, form)
]


@pytest.mark.parametrize(("one", "form"), FORMS)
def test_every_wording_is_reached(one: str, form: str) -> None:
    assert form in {wording.form for wording in WALK.wordings(one)}


LISTS = [question for question in trial(TRIAL).questions if len(question) > 1 and CRITERIA[question[0]].answers.no]


@pytest.mark.parametrize("question", [question for question in LISTS if question[0].startswith("E")])
def test_one_no_to_a_list_of_exclusions_settles_them_all(question: tuple[str, ...]) -> None:
    results = {result.said: dict(result.changes) for result in WALK.together(question)}
    assert results["No"] == dict.fromkeys(question, "pass")
    assert results["Yes"] == results["I don't know"] == {}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        ("I1", ["11", "12"]),
        ("E3", ["999", "1,000"]),
        ("E4", ["7.9", "8.0"]),
        ("E5", ["49,999", "50,000"]),
        ("E7", ["29", "30"]),
        ("E6", []),  # three numbers
        ("E11", []),
    ],
)
def test_answers_at_the_limits_of_the_record(one: str, expected: list[str]) -> None:
    assert list(limits(CRITERIA[one], trial_wording("en", TRIAL).criteria[one].numbers)) == expected


def test_the_tables_say_the_same(text: str) -> None:
    part = re.search(r"#### E5 platelets\n(.*?)\n#", text, re.DOTALL)
    assert part is not None
    assert "| 49,999 | stands in the way | Says what stands in the way" in part[1]
    assert "| 50,000 | in order | Question 4 |" in part[1]
