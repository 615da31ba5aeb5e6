"""Who writes and whether the chat may be kept: what is asked, what counts as an answer, and what only a yes allows."""

from __future__ import annotations

import pytest
from chats import TODAY

from bot.dialogue import turn
from bot.session import Permission, Session, Writer

STORY = "my daughter is 14, lupus since she was 11, on cellcept. platelets 38k"


def talk(*messages: str, kept_days: int = 30) -> tuple[Session, list[str]]:
    session, replies = Session(kept_days=kept_days), []
    for message in messages:
        session, said = turn(session, message, TODAY)
        replies.append("\n\n".join(said.replies))
    return session, replies


@pytest.mark.parametrize("first", ["hi", "/start", STORY, "does it cost anything?", "/restart"])
def test_the_first_reply_says_what_this_is_and_asks(first: str) -> None:
    session, (reply,) = talk(first)
    for words in ("not medical advice", "not the study team", "30 days", "/forget", "Who is writing", "may I keep"):
        assert words in reply
    assert session.asking == ()
    assert session.permission == "asked"


def test_where_nothing_can_be_kept_nothing_is_asked() -> None:
    _, (reply,) = talk(STORY, kept_days=0)
    assert "may I keep" not in reply


@pytest.mark.parametrize(
    ("answer", "permission", "writer"),
    [
        ("yes", "yes", None),
        ("her mom, yes", "yes", "family"),
        ("I'm the dad. Sure, go ahead", "yes", "family"),
        ("parent yes", "yes", "family"),
        ("me, and ok", "yes", "patient"),
        ("the patient. no", "no", "patient"),
        ("nurse, keep it", "yes", "professional"),
        ("I'm her social worker, please don't", "no", "professional"),
        ("Yes, keep it", "yes", None),
        ("rather not", "no", None),
        ("no thanks", "no", None),
        ("it's for my grandson, ok", "yes", "family"),
        ("grandma here", "again", "family"),
        ("what is a live vaccine?", "again", None),
    ],
)
def test_answers(answer: str, permission: Permission, writer: Writer | None) -> None:
    session, _ = talk("hi", answer)
    assert (session.permission, session.writer) == (permission, writer)


def test_after_the_answer_the_chat_goes_on_with_what_was_told_before() -> None:
    _, replies = talk(STORY, "her mom. no")
    assert "I keep nothing" in replies[1]
    assert "Platelets < 50,000/mm3" in replies[1]


def test_without_a_yes_nothing_may_be_kept() -> None:
    session, replies = talk("hi", "she is 14", "lupus")
    assert session.permission == "no"
    assert "I keep nothing" in replies[2]
    assert session.profile.newest("age") is not None


def test_a_no_to_being_kept_answers_no_question_about_the_patient() -> None:
    session, _ = talk(STORY, "no")
    assert session.permission == "no"
    assert {statement.fact.concept for statement in session.profile.statements} >= {"age", "sle", "platelets"}
    assert all(statement.fact.quote != "no" for statement in session.profile.statements)


def test_to_forget_takes_the_permission_back_and_to_restart_does_not() -> None:
    forgotten, _ = talk(STORY, "yes", "/forget")
    assert (forgotten.permission, forgotten.kept_days, forgotten.profile.statements) == ("unasked", 30, ())
    restarted, _ = talk(STORY, "yes", "/restart")
    assert (restarted.permission, restarted.profile.statements) == ("yes", ())
