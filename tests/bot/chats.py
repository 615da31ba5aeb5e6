"""Chats for tests: what a person sends, one message after the other, and what came of the last one."""

from __future__ import annotations

from datetime import date

from bot.dialogue import Turn, turn
from bot.session import Session

TODAY = date(2026, 11, 22)
FORBIDDEN = ("eligible", "qualif", "accepted", "approved")


def chat(*messages: str, today: date = TODAY, session: Session | None = None) -> tuple[Session, Turn]:
    """The session and the turn after the last of the messages."""
    now, last = session or Session(), None
    for message in messages:
        now, last = turn(now, message, today)
    assert last is not None
    return now, last


def reply(*messages: str, today: date = TODAY) -> str:
    """All that the bot says to the last message."""
    return "\n\n".join(chat(*messages, today=today)[1].replies)


def status(turn: Turn, criterion: str) -> str:
    """The status of one criterion."""
    return next(one.status for one in turn.assessments[0].criteria if one.id == criterion)


def answer_until(wanted: str, *opening: str, answer: str = "idk") -> tuple[Session, Turn]:
    """The chat up to the question that asks about a criterion, everything before it answered alike."""
    session, last = chat(*opening)
    for _ in range(30):
        if wanted in last.asking:
            return session, last
        assert last.asking, f"{wanted} was never asked"
        session, last = turn(session, answer, TODAY)
    raise AssertionError(f"{wanted} was never asked")
