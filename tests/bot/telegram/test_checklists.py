"""Checklists and the short answers on offer: each leads to the statuses that are meant."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest
from chats import TODAY, chat, status
from person import Person

from bot.dialogue import turn
from bot.session import Session
from bot.wording import trial_wording
from trials.catalog import trial

START = "my son is 14, juvenile dermatomyositis since he was 9, moderate, on methotrexate. i will sign"
TRIAL = trial("NCT07089121")
LISTS = [one for one in TRIAL.questions if one[0].startswith("E") and one[0] not in {"E3", "E6"}]
OWN = trial_wording("en", "NCT07089121")
TICKS = ("no", "yes", "unsure")
_WORDS = {"no": "no", "yes": "yes", "unsure": "not sure"}


@cache
def asked(criterion: str) -> Person:
    """A chat in which the question about the criterion is open, all others before left open."""
    person = Person()
    person.says(START)
    for _ in range(20):
        if criterion in person.chat.session.asking:
            return person
        person.presses("I don't")
    raise AssertionError(f"{criterion} was never asked")


def again(person: Person) -> Person:
    """The same chat once more."""
    copy = Person()
    copy.chat, copy.seen = person.chat, dict(person.seen)
    copy._update, copy._message = person._update, person._message
    return copy


@cache
def alone(criterion: str, answer: str) -> str:
    """The status of a criterion after a plain answer to the question about it alone."""
    session: Session = asked(criterion).chat.session.model_copy(update={"asking": (criterion,)})
    return status(turn(session, _WORDS[answer], TODAY)[1], criterion)


def test_all_groups_of_exclusions_but_the_lab_sheet_are_checklists() -> None:
    assert [one for one in LISTS if not asked(one[0]).chat.open.items] == []  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("group", "ticks"), [(group, ticks) for group in LISTS for ticks in product(TICKS, repeat=len(group))]
)
def test_every_combination_of_ticks(group: tuple[str, ...], ticks: tuple[str, ...]) -> None:
    person = again(asked(group[0]))
    items = person.chat.open.items  # type: ignore[union-attr]
    assert len(items) == len(group)
    for item, tick in zip(items, ticks, strict=True):
        for _ in range(TICKS.index(tick)):
            person.presses(item[1:])
    person.presses("None of these" if set(ticks) == {"no"} else "Done")
    assert [person.statuses[one] for one in group] == [alone(one, tick) for one, tick in zip(group, ticks, strict=True)]


@pytest.mark.parametrize("group", LISTS)
def test_what_is_not_ticked_passes_and_what_is_ticked_or_not_sure_never_does(group: tuple[str, ...]) -> None:
    assert {alone(one, "no") for one in group} == {"pass"}
    assert {alone(one, "yes") for one in group} <= {"fail", "review", "unknown"}
    assert {alone(one, "unsure") for one in group} == {"unknown"}


# the questions that follow a tick, and what each short answer on offer comes to
FOLLOW_UPS = {
    "E2": {"Blood thinner": "fail", "I don't know": "unknown"},
    "E24": {"In the past 3 months": "fail", "I don't know": "unknown"},
    "E9": {
        "Hepatitis B, still there": "fail",
        "Hepatitis B, gone now": "review",
        "Positive HBsAg": "fail",
        "I don't know": "unknown",
    },
    "E10": {
        "Hepatitis C, still there": "fail",
        "Positive antibody": "unknown",
        "RNA negative": "pass",
        "I don't know": "unknown",
    },
    "E12": {
        "Active TB": "fail",
        "TB in the past": "review",
        "Positive TB blood test": "fail",
        "I don't know": "unknown",
    },
    "E8": {
        "Immune deficiency": "fail",
        "Organ transplant": "fail",
        "Bone marrow transplant": "review",
        "I don't know": "unknown",
    },
    "E25": {"I don't know": "unknown"},
    "E26": {"I don't know": "unknown"},
    "E27": {"A live vaccine is planned": "fail", "I don't know": "unknown"},
    "E23": {"I don't know": "unknown"},
}


def ticked(criterion: str) -> Person:
    """A chat in which only this one of its list was ticked."""
    person = again(asked(criterion))
    place = person.chat.session.asking.index(criterion)
    person.presses(person.chat.open.items[place][1:])  # type: ignore[union-attr]
    person.presses("Done")
    return person


@pytest.mark.parametrize("criterion", FOLLOW_UPS)
def test_the_question_after_a_tick_offers_answers_that_are_understood(criterion: str) -> None:
    after = ticked(criterion)
    assert after.chat.session.asking == (criterion,)
    assert after.buttons() == list(FOLLOW_UPS[criterion])
    for label, wanted in FOLLOW_UPS[criterion].items():
        person = again(after)
        person.presses(label)
        assert (label, person.statuses[criterion]) == (label, wanted)


# what was told before, the criterion that is then asked for what is missing, and what each short answer comes to
MORE = [
    ("he has had diabetes", "E1", {"Yes": "review", "No": "pass"}),
    ("he had hep b", "E9", {"HBsAg positive": "fail", "HBsAg negative": "pass"}),
    ("hep c antibody positive", "E10", {"RNA positive": "fail", "RNA negative": "pass"}),
    ("he had tb as a baby", "E12", {"QuantiFERON positive": "fail", "QuantiFERON negative": "pass"}),
    ("he has asthma", "E23", {"Yes": "unknown", "No": "pass"}),
    ("he had a blood clot", "E24", {"In the past 3 months": "fail"}),
    ("he takes mestinon", "I4", {"Yes": "pass", "No": "fail"}),
]


@pytest.mark.parametrize(("told", "criterion", "answers"), MORE, ids=lambda one: str(one)[:20])
def test_what_is_asked_when_a_part_is_known(told: str, criterion: str, answers: dict[str, str]) -> None:
    assert OWN.criteria[criterion].options.get("more") == tuple(answers)
    session, _ = chat("my son is 14, juvenile dermatomyositis since he was 9", told)
    session = session.model_copy(update={"asking": (criterion,)})
    came_to = {answer: status(turn(session, answer, TODAY)[1], criterion) for answer in answers}
    assert came_to == answers


def test_no_short_answer_on_offer_is_left_untested() -> None:
    tested = {("more", one) for _, one, _ in MORE} | {("which", one) for one in FOLLOW_UPS}
    tested |= {("ask", one) for one in ("I3", "I4", "I5")}
    offered = {(form, one) for one, words in OWN.criteria.items() for form in words.options}
    assert offered <= tested


@pytest.mark.parametrize(("severity", "wanted"), [("Mild", "review"), ("Moderate", "pass"), ("Severe", "review")])
def test_how_active_the_disease_is(severity: str, wanted: str) -> None:
    person = Person()
    person.says("he is 14, jdm since he was 9")
    person.presses(severity)
    assert person.statuses["I3"] == wanted
    assert person.chat.session.asking == ("I4",)


@pytest.mark.parametrize("medicine", ["Steroids", "Methotrexate", "CellCept", "Plaquenil", "IVIG"])
def test_medicines(medicine: str) -> None:
    person = Person()
    person.says("he is 14, jdm since he was 9")
    person.presses(medicine)
    assert person.statuses["I4"] == "pass"
    assert person.chat.session.asking == ("I3",)


@pytest.mark.parametrize(("label", "wanted"), [("Yes", "pass"), ("No", "fail"), ("I don't know", "unknown")])
def test_who_can_sign(label: str, wanted: str) -> None:
    person = Person()
    person.says("he is 14, jdm since he was 9, moderate, on methotrexate")
    while person.chat.session.asking != ("I5",):
        person.presses("I don't")
    person.presses(label)
    assert person.statuses["I5"] == wanted


def test_a_tick_can_be_taken_off_again_and_what_it_says_is_seen() -> None:
    person = again(asked("E9"))
    assert person.buttons()[0] == "☐ Hepatitis B"
    assert person.buttons()[-2:] == ["None of these", "I don't know"]
    person.presses("Hepatitis B")
    assert person.buttons()[0] == "☑ Hepatitis B"
    assert person.buttons()[-1] == "Done"
    person.presses("Hepatitis B")
    assert person.buttons()[0] == "❓ Hepatitis B"
    person.presses("Hepatitis B")
    assert person.buttons()[0] == "☐ Hepatitis B"
