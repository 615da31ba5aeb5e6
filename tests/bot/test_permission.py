"""Who writes and whether the chat may be kept: what is asked, what counts as an answer, and what only a yes allows."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize(
    "first", ["hi", "/start", STORY, "does it cost anything?", "/restart", "/help", "/privacy", "/status", "/why I3"]
)
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


@pytest.mark.parametrize(
    "wish",
    [
        "please forget everything i said",
        "delete my data",
        "Can you erase all you know about her?",
        "forget what I told you",
        "wipe this chat please",
    ],
)
def test_to_forget_may_be_asked_for_in_plain_words(wish: str) -> None:
    session, (*_, reply) = talk(STORY, "yes", wish)
    assert "cleared all" in reply
    assert (session.permission, session.profile.statements) == ("unasked", ())


@pytest.mark.parametrize("remark", ["forget what i said about the platelets", "i forget", "remove the rituximab"])
def test_what_does_not_ask_to_forget_it_all(remark: str) -> None:
    session, _ = talk(STORY, "yes", remark)
    assert session.profile.newest("age") is not None


PRIVACY: list[tuple[int, tuple[str, ...], str]] = [
    (0, (STORY,), "I keep nothing: when this chat ends, it is gone."),
    (30, (), "So far I keep nothing. If you allow it, I keep this chat, locked, for 30 days after your last message."),
    (30, (STORY,), "So far I keep nothing."),
    (30, (STORY, "her mom, yes"), "You said yes, so I keep this chat, locked, for 30 days after your last message."),
    (1, (STORY, "her mom, yes"), "for 1 day after your last message."),
    (30, (STORY, "no"), "You did not say yes, so I keep nothing: when this chat ends, it is gone."),
    (30, (STORY, "yes", "/forget"), "So far I keep nothing."),
]


@pytest.mark.parametrize("question", ["/privacy", "is this private?"])
@pytest.mark.parametrize(("kept_days", "before", "words"), PRIVACY)
def test_what_is_said_of_privacy_is_true_of_this_chat(
    kept_days: int, before: tuple[str, ...], words: str, question: str
) -> None:
    _, (*_, reply) = talk(*before, question, kept_days=kept_days)
    assert words in reply


LIMIT_OF_AGE = re.compile(
    r"(?:at least|under|over|below|than) (?:age )?1\d\b|\b1\d (?:or|and|years)|\b1\d\+|twelve|thirteen|eighteen"
    r"|older|younger|minor\b|guardian|too young|old enough|grown",
    re.IGNORECASE,
)
AGE_UNKNOWN: list[tuple[str, ...]] = [
    ("/start", "me", "yes"),
    ("hi", "me. yes", "i have lupus", "idk", "idk"),
    ("i have jdm", "no", "can i join?", "does it hurt?", "moderate", "i took prednisone"),
    ("/help", "/status", "/trial", "/site", "/contact", "/privacy", "yes", "/left"),
    ("my kid has lupus", "her mom, yes", "what is this?", "idk", "no", "no"),
]


@pytest.mark.parametrize("messages", AGE_UNKNOWN)
@pytest.mark.parametrize("kept_days", [0, 30])
def test_before_the_age_is_told_no_reply_hints_at_a_limit(messages: tuple[str, ...], kept_days: int) -> None:
    session, replies = talk(*messages, kept_days=kept_days)
    assert session.profile.newest("age") is None
    for reply in replies:
        assert LIMIT_OF_AGE.search(reply) is None


@pytest.mark.parametrize("opening", [("i have jdm, im 14", "me. yes"), ("i have jdm, im 14", "no")])
def test_a_minor_is_never_asked_to_sign_or_to_agree(opening: tuple[str, ...]) -> None:
    session, replies = Session(kept_days=30), []
    for message in (*opening, *["idk"] * 20):
        session, said = turn(session, message, TODAY)
        replies.append("\n\n".join(said.replies))
    asked = "\n".join(replies)
    assert "signed by a parent or guardian" in asked
    assert not re.search(r"(?:will|would|can|do|are) you (?:\w+ )?(?:sign|agree|consent|willing|want to join)", asked)
