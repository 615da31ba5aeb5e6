"""The gates, as the labelled messages have them, and what a gate does to the chat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from chats import TODAY, chat
from hypothesis import given, settings
from hypothesis import strategies as st
from test_wording import grade

from bot.dialogue import turn
from bot.gates import beginnings, clauses, gated
from bot.session import Session
from bot.wording.gates import gates_at_hand

GOLD = Path(__file__).parents[1] / "gold" / "gates.jsonl"
ITEMS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
STORY = "13 yo, jdm since 9, moderate, on methotrexate."
IN_NEED = {
    "crisis": "i dont want to be alive anymore",
    "emergency": "wait he cant breathe and his lips are blue",
    "guardian": "im 11 and i have lupus",
}


@pytest.mark.parametrize("item", ITEMS, ids=[item["id"] for item in ITEMS])
def test_labelled_messages(item: dict[str, Any]) -> None:
    _, last = chat(*item["turns"])
    assert last.gate == item["gate"]


@pytest.mark.parametrize(
    ("gate", "words"),
    [
        ("crisis", ("988", "call", "text", "988lifeline", "911", "person you trust")),
        ("emergency", ("911 now", "trial can wait")),
        ("guardian", ("parent or guardian", "not kept")),
    ],
)
def test_what_is_said(gate: str, words: tuple[str, ...]) -> None:
    _, last = chat(STORY, IN_NEED[gate])
    (reply,) = last.replies
    assert last.gate == gate
    assert all(word in reply.lower() for word in words)
    assert "?" not in reply
    assert last.asking == ()
    assert last.facts == ()
    assert last.buttons == ()


def test_every_reply_reads_at_grade_8_or_below() -> None:
    english = gates_at_hand()["en"]
    assert all(grade(one.reply) <= 8 for one in (english.crisis, english.emergency, english.guardian))


def test_the_reply_is_in_the_language_of_the_message() -> None:
    assert "ahora mismo" in chat(STORY, "mi hija no puede respirar")[1].replies[0]


@pytest.mark.parametrize("gate", ["crisis", "emergency"])
def test_a_gate_changes_nothing_that_is_known_and_the_chat_goes_on(gate: str) -> None:
    before, asked = chat(STORY)
    after, last = turn(before, IN_NEED[gate] + ". platelets 20k", TODAY)
    assert after.profile == before.profile
    assert last.assessments == asked.assessments
    _, again = turn(after, "ok", TODAY)
    assert again.gate is None
    assert again.asking == asked.asking


@pytest.mark.parametrize("gate", ["crisis", "emergency"])
def test_a_no_after_a_gate_answers_no_question(gate: str) -> None:
    before, asked = chat(STORY)
    _, last = chat(IN_NEED[gate], "no", session=before)
    assert last.asking == asked.asking
    assert last.assessments == asked.assessments


def test_of_a_child_nothing_is_kept() -> None:
    after, last = chat("i have lupus, platelets 20k", "im 11")
    assert last.gate == "guardian"
    assert after == Session(child_writes="en")


@pytest.mark.parametrize("message", ["ok", "platelets 20k", "/status", "why", "but i want to do it"])
def test_a_child_that_goes_on_is_asked_for_a_parent_again(message: str) -> None:
    after, last = chat("im 11 and i have lupus", message)
    assert last.gate == "guardian"
    assert not after.profile.statements


@pytest.mark.parametrize(
    "message",
    [
        "this is her mom now. she has lupus, moderate",
        "hi, dad here. he has lupus, moderate",
        "I'm his grandmother and guardian. lupus, moderate",
        "my daughter wrote that. she has lupus, moderate",
    ],
)
def test_a_parent_goes_on_from_a_clean_sheet(message: str) -> None:
    session, last = chat("im 11 and i have lupus", message)
    assert last.gate is None
    assert {fact.concept for fact in last.facts} >= {"sle"}
    _, then = turn(session, "platelets 200k", TODAY)
    assert then.gate is None


def test_a_child_in_need_is_heard_before_its_age() -> None:
    after, last = chat("im 11 and i want to die")
    assert last.gate == "crisis"
    assert after == Session(child_writes="en")


@pytest.mark.parametrize("language", sorted(gates_at_hand()))
def test_signals_name_circumstances_that_there_are(language: str) -> None:
    gates = gates_at_hand()[language]
    signals = [*gates.crisis.signals.values(), *gates.emergency.signals.values()]
    named = {name for signal in signals for name in signal.unless} | {one.needs for one in signals if one.needs}
    named |= {one.lifted_by for one in gates.circumstances.values() if one.lifted_by}
    assert named <= set(gates.circumstances)


@pytest.mark.parametrize("language", sorted(gates_at_hand()))
def test_no_cue_begins_like_none_of_its_stems(language: str) -> None:
    gates = gates_at_hand()[language]
    for text in (text for item in ITEMS for text in item["turns"]):
        said = clauses(text, language)
        for name, signal in (gates.crisis.signals | gates.emergency.signals).items():
            if any(signal.cues.pattern.search(clause) for clause in said):
                assert not beginnings(said).isdisjoint(signal.stems), f"{name}: {text}"


WORDS = st.sampled_from(sorted({word for item in ITEMS for text in item["turns"] for word in text.split()}))


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
@settings(max_examples=200, deadline=None)
def test_any_text_passes_the_gates_and_none_keeps_a_word_of_it(message: str) -> None:
    found = gated(Session(), message, TODAY)
    if found:
        assert found.name in IN_NEED
        assert found.session == Session(child_writes=found.session.child_writes)


@given(st.sampled_from([item for item in ITEMS if item["gate"] in ("crisis", "emergency") and len(item["turns"]) == 1]))
@settings(max_examples=60, deadline=None)
def test_shouting_typing_and_marks_hide_nothing(item: dict[str, Any]) -> None:
    text = item["turns"][0]
    for form in (text.upper(), text.replace("'", "’"), text.replace(" ", "  "), f"\n{text}\n", f"{text} !!!"):
        found = gated(Session(), form, TODAY)
        assert found is not None
        assert found.name == item["gate"]
