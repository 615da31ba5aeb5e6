"""An edited message replaces what it said, and the bot says what that changes."""

from __future__ import annotations

import pytest
from person import Person

from bot.session import Session
from bot.telegram.incoming import Words
from bot.telegram.memory import KEPT

OPENING = "my daughter is 14, lupus since she was 11, moderate, on cellcept"
COUNTS = "ANC 3200, hemoglobin 11.4, platelets {platelets}"


def test_a_value_that_stood_in_the_way_is_put_right() -> None:
    person = Person()
    person.says(OPENING)
    number = person.says(COUNTS.format(platelets="38k"))
    assert person.statuses["E5"] == "fail"
    person.says(COUNTS.format(platelets="138k"), edits=number)
    assert person.statuses["E5"] == "pass"
    said = person.read()
    for words in ("You changed your message", "platelets 138,000 (was 38,000)", "may fit", "liver tests"):
        assert words in said
    assert person.chat.session.asking == ("E6", "E7")


@pytest.mark.parametrize(
    ("before", "first", "then"),
    [
        (["my daughter has lupus since 11", "platelets 38k"], "platelets 138k", "platelets 38k"),
        (["my son is 14, jdm", "hiv positive"], "hiv negative", "hiv positive"),
        (["my son is 14, jdm", "hemoglobin 7.1"], "hemoglobin 9.9", "hemoglobin 6.9"),
    ],
)
def test_a_value_that_stands_in_the_way_once_more_is_explained_once(before: list[str], first: str, then: str) -> None:
    person = Person()
    for text in before:
        person.says(text)
    person.says(then, edits=person.says(first))
    assert person.read().count("seem to fit") == 1
    assert "Shall I check the rest" in person.read()
    assert person.buttons() == ["Yes", "Not now"]


def test_a_value_that_now_stands_in_the_way_is_explained() -> None:
    person = Person()
    person.says(OPENING)
    number = person.says(COUNTS.format(platelets="138k"))
    person.says(COUNTS.format(platelets="38k"), edits=number)
    said = person.read()
    for words in ("(was 138,000)", "does not seem to fit", "Platelets &lt; 50,000/mm3", "Shall I check the rest"):
        assert words in said
    assert said.count("seem to fit") == 1
    assert person.buttons() == ["Yes", "Not now"]
    assert [number for number, (_, rows) in person.seen.items() if rows] == [max(person.seen)]


def test_a_guess_in_the_edited_message_is_said_aloud_and_can_be_called_wrong() -> None:
    person = Person()
    person.says(OPENING)
    number = person.says("hemoglobin")
    person.says("hemaglobin 92", edits=number)
    assert "as hemoglobin 9.2 g/dL" in person.read()
    person.presses("That's wrong")
    assert person.statuses["E4"] == "unknown"


def test_what_is_no_longer_said_is_taken_out_and_what_came_after_stays() -> None:
    person = Person()
    number = person.says(OPENING + ". she had the mmr on 9 november")
    assert person.statuses["E27"] == "fail"
    person.says("yes")
    person.says(COUNTS.format(platelets="138k"))
    person.says(OPENING, edits=number)
    assert person.statuses["E27"] == "unknown"
    assert person.statuses["E5"] == "pass"
    assert "I took it out" in person.read()


def test_the_open_question_stays_open_with_its_ticks() -> None:
    person = Person()
    number = person.says(OPENING)
    for _ in range(2):
        person.presses("I don't have them")
    person.presses("Clot")
    before = person.chat.open
    person.says(OPENING.replace("cellcept", "methotrexate"), edits=number)
    assert "methotrexate" in person.read()
    assert person.chat.open == before
    person.presses("Done")
    assert person.statuses["E2"] == "pass"


@pytest.mark.parametrize("text", [OPENING, OPENING + "!"])
def test_what_changes_nothing_is_told_so_or_not_at_all(text: str) -> None:
    person = Person()
    number = person.says(OPENING)
    before = person.chat.session.profile
    person.says(text, edits=number)
    assert [one.fact.value for one in person.chat.session.profile.statements] == [
        one.fact.value for one in before.statements
    ]
    assert ("nothing is different" in person.read()) == (text != OPENING)


def test_an_answer_by_button_counts_as_a_message_when_an_earlier_one_is_edited() -> None:
    person = Person()
    number = person.says("my daughter is 14, lupus since she was 11, on cellcept")
    person.presses("Moderate")
    person.says("my daughter is 15, lupus since she was 11, on cellcept", edits=number)
    assert person.statuses["I3"] == "pass"
    assert "age 15 (was" in person.read()


def test_one_of_several_messages_read_together_can_be_edited() -> None:
    person = Person()
    words = [Words(**person.about(), text=text) for text in ("she is 14", "lupus since 11", "platelets 38k")]
    first, second, third = words
    person.gets(third.after(second.after(first)))
    assert person.statuses["I1"] == "pass"
    assert person.statuses["E5"] == "fail"
    person.says("platelets 138k", edits=third.message_id)
    assert person.statuses["I1"] == person.statuses["I2"] == person.statuses["E5"] == "pass"
    person.says("she is 11", edits=first.message_id)
    assert person.statuses["I1"] == "fail"


def test_only_the_last_messages_can_be_edited() -> None:
    person = Person()
    numbers = [person.says(OPENING), *(person.says(f"platelets {100 + n}k") for n in range(3 * KEPT))]
    assert KEPT <= len(person.chat.said) <= 2 * KEPT
    person.says("platelets 38k", edits=numbers[-KEPT])
    assert person.statuses["E5"] == "pass"
    assert person.chat.session.profile.newest("platelets").value == (99 + 3 * KEPT) * 1000  # type: ignore[union-attr]
    before = person.chat
    person.says("i am 90", edits=numbers[0])
    assert "no longer change" in person.read()
    assert person.chat == before


def test_a_crisis_is_heard_in_an_edited_message_too() -> None:
    for edits in (1, 999):
        person = Person()
        person.says(OPENING)
        person.says("i want to kill myself", edits=edits)
        assert "988" in person.read()
        assert person.chat.open is None
        assert person.buttons() == [] or person.last[0].method != "sendMessage"


@pytest.mark.parametrize("order", ["/forget", "forget everything"])
def test_what_was_forgotten_does_not_come_back_with_an_edit(order: str) -> None:
    person = Person(Session(kept_days=30))
    number = person.says(OPENING)
    person.says("mom, yes")
    person.says(order)
    assert person.chat.said == ()
    assert person.chat.session == Session(kept_days=30)
    person.says(OPENING + " and moderate", edits=number)
    assert person.chat.session.profile.statements == ()


def test_a_message_edited_into_a_command_is_obeyed() -> None:
    person = Person()
    number = person.says(OPENING)
    person.says("/forget", edits=number)
    assert person.chat.session.profile.statements == ()
    assert person.chat.said == ()
