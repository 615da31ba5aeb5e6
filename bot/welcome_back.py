"""The first words of a chat that goes on after a pause."""

from __future__ import annotations

from datetime import date

from bot.asking import question
from bot.dialogue import standing_of
from bot.replies import pack
from bot.session import Session
from bot.told_back import recalled


def welcome_back(session: Session, today: date) -> tuple[str, ...]:
    """What is still known and how to erase it, in one line, and the open question: a "no" must not answer it unseen."""
    standing = standing_of(session, today)
    known = recalled(session.profile, today, standing.words, standing.person)
    greeting = standing.say("welcome_back.known" if known else "welcome_back.nothing", facts=known)
    asked = [question(session.asking, session, standing, again=True)] if session.asking else []
    return pack([greeting, *asked])
