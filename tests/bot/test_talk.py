"""What is said beside the questions: follow-ups, distress, goodbyes, words that were not understood."""

from __future__ import annotations

import pytest
from chats import TODAY, answer_until, chat, reply, status

from bot.dialogue import turn

P = "14 yo, cSLE, moderate, on cellcept."
F = f"{P} anc 3000 hgb 12 plt 250000 alt 20 ast 20 egfr 100"
MMR = (P, "she had the MMR on Nov 10")

# the messages, words of the last reply, and words that it must not hold
TALK = [
    (("hi", "im asking for my daughter"), "this is about her", "not catch"),
    (("hi", "its for my grandson"), "How old is he", "not catch"),
    ((*MMR, "so when can she join?"), "8 December 2026", "did not find"),
    ((*MMR, "when could he try again?"), "8 December 2026", "did not find"),
    ((*MMR, "so no?"), "does not seem to fit", "here if anything changes"),
    ((*MMR, "so what now"), "617-231-8102", "did not find"),
    ((F, "so can she join"), "may fit", "did not find"),
    ((F, "is she in?"), "Only the study team", "did not find"),
    ((F, "does that change anything?"), "may fit", "did not find"),
    ((F, "so?"), "may fit", "did not find"),
    ((F, "anything else?"), "still open", "did not find"),
    ((F, "what do you mean by trial drug"), "still being tested", "did not find"),
    ((F, "what is a live vaccine?"), "weakened germ", "did not find"),
    ((F, "what counts as a blood thinner?"), "warfarin", "did not find"),
    ((F, "is it in st louis only?"), "St Louis", "did not find"),
    ((F, "is it chemo?"), "cell product", "did not find"),
    ((F, "how do i contact the study"), "617-231-8102", "did not find"),
    ((F, "what if her platelets went down to 30?"), "Platelets < 50,000/mm3", "does not say what happens"),
    ((F, "what if my son had HIV?"), "History of positive HIV", "does not say what happens"),
    ((F, "what happens if she wants to quit"), "does not say what happens", "did not find"),
    ((F, "who is running it? and do we have to travel?"), "Cartesian Therapeutics", "did not find"),
    ((F, "who is running it? and do we have to travel?"), "St Louis", "did not find"),
    ((F, "shes pregnant, can she join?"), "does not speak of pregnancy", "did not find"),
    ((F, "This is ridiculous, I've waited months and nobody helps us"), "I am sorry", "did not catch"),
    ((F, "sometimes i feel like whats the point of anything"), "988", "blood thinner"),
    ((F, "i just feel down"), "988", "blood thinner"),
    ((F, "im so tired of this"), "I am sorry", "did not catch"),
    ((F, "thanks bye"), "Take care", "blood thinner"),
    (("mi hija tiene 13 años y lupus",), "Por ahora solo leo inglés", "make sense"),
    (("hello", "hola, mi hijo tiene lupus desde 2021"), "For now I read English only", "make sense"),
    ((P, "mild", "no sorry moderate"), "moderate (was mild)", "was how active"),
    ((F, "my other daughter had a stroke last month"), "somebody else", "did not catch"),
    ((P, "it was 12"), "did not catch", "That is fine"),
    (("hello", "that's wrong"), "noted nothing so far", "is wrong"),
]


@pytest.mark.parametrize(("messages", "words", "never"), TALK, ids=lambda one: str(one)[-50:])
def test_talk(messages: tuple[str, ...], words: str, never: str) -> None:
    said = reply(*messages)
    assert words in said
    assert never not in said


UNREAD = [
    "my mom is next to me",
    "she says yes",
    "fuck this bot",
    "we like pizza",
    "it is raining here",
    "he is at school",
    "what a day we had",
    "blah blah",
    "the dog ate it",
]


@pytest.mark.parametrize("said", UNREAD)
def test_what_was_not_understood_is_asked_again_once(said: str) -> None:
    session, before = chat(F)
    session, after = turn(session, said, TODAY)
    assert after.asking == before.asking
    _, after = turn(session, "it is what it is, you see", TODAY)
    assert after.asking != before.asking


@pytest.mark.parametrize("said", ["idk", "skip", "not sure", "no idea", "later", "dont remember", "rather not say"])
def test_not_knowing_goes_on(said: str) -> None:
    session, before = chat(F)
    _, after = turn(session, said, TODAY)
    assert not set(after.asking) & set(before.asking)


def test_age_and_diagnosis_are_asked_for_once_more_before_the_verdict() -> None:
    session, last = chat("hello")
    asked = []
    while last.asking:
        asked.append(last.asking)
        session, last = turn(session, "idk", TODAY)
    assert asked[0] == asked[-1] == ("I1", "I2")
    assert len(asked) < 15


def test_a_yes_that_leaves_open_to_what_is_asked_about() -> None:
    session, last = answer_until("E9", F, answer="no")
    session, last = turn(session, "no, no, no, yes", TODAY)
    assert last.asking == ("E12",)
    assert "active TB, TB in the past" in last.replies[-1]
    _, last = turn(session, "quantiferon was positive", TODAY)
    assert status(last, "E12") == "fail"


def test_a_yes_to_several_things_asks_which_and_hears_the_name() -> None:
    session, _ = answer_until("E27", F, answer="no")
    session, last = turn(session, "yes, 3 weeks ago", TODAY)
    assert "which of them" in last.replies[0]
    session, last = turn(session, "the vaccine", TODAY)
    assert last.asking == ("E26", "E27")
    assert "Which vaccine was it" in last.replies[-1]
    _, last = turn(session, "no trial drug. MMR 3 weeks ago", TODAY)
    assert status(last, "E27") == "fail"


def test_a_yes_to_the_clot_is_asked_when() -> None:
    _, last = chat(F, "no & yes")
    assert last.asking == ("E24",)
    assert "When was it, as well as you know?" in last.replies[-1]


def test_asthma_told_of_first_and_its_control_later() -> None:
    session, _ = answer_until("E23", F, answer="no")
    session, _ = turn(session, "no; yes asthma; no; no", TODAY)
    _, last = turn(session, "controlled with inhaler", TODAY)
    assert status(last, "E23") == "pass"


def test_what_stands_in_the_way_is_told_in_full_once() -> None:
    first, later = reply(*MMR), reply(*MMR, "her hemoglobin is 12")
    assert "617-231-8102" in first
    assert "Shall I check the rest" in first
    assert "still does not seem to fit" in later
    assert not any(words in later for words in ("617-231-8102", "The record says", "Shall I check", "13 to 23"))


def test_as_many_points_are_open_as_are_named() -> None:
    session, last = chat(F)
    while last.asking:
        session, last = turn(session, "no" if "E2" in last.asking else "idk", TODAY)
    still_open = [one.id for one in last.assessments[0].criteria if one.status in {"unknown", "review"}]
    assert f"{len(still_open)} points are still open" in "\n".join(last.replies)
