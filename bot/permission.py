"""Who writes, and whether what is said may be kept: asked first of all in a chat that a door could keep."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.own_words import words_of
from bot.plain import plain
from bot.session import Session
from bot.wording import Wording
from nlp.patient import Patient

_CLAUSE = re.compile(r"[^,.;!?\n]+")
_MARKS = re.compile(r"[^\w ]+")


class Answer(NamedTuple):
    """The chat after an answer, what is said to it, and whether the message says something else besides."""

    session: Session
    said: list[str]
    says_more: bool


def is_open(session: Session) -> bool:
    """Whether the door could keep the chat and the person has not yet said if it may."""
    return session.kept_days > 0 and session.permission in ("unasked", "asked", "again")


def days(session: Session, words: Wording) -> str:
    """For how long the door keeps the chat: "30 days"."""
    return words.say("days.one" if session.kept_days == 1 else "days.many", days=session.kept_days)


def ask(session: Session, words: Wording) -> tuple[Session, list[str], tuple[str, ...]]:
    """The notice with its question, or the question once more; the chat that waits for the answer; buttons."""
    buttons = (words.say("buttons.keep"), words.say("buttons.no"))
    if session.permission == "unasked":
        buttons = (*words.replies["buttons"]["writers"], *buttons)
        said = [words.say("permission.notice", days=days(session, words))]
        return session.model_copy(update={"permission": "asked", "asking": ()}), said, buttons
    return session, [words.say("permission.again")], buttons


def introduced(session: Session, text: str) -> Session:
    """The chat after words in which a professional may say to be one: "I'm a nurse at a rheumatology clinic"."""
    cues, said = words_of(session).permission, plain(text)
    says_so = session.writer is None and cues.says_professional.search(said) and not cues.own_family.search(said)
    return session.model_copy(update={"writer": "professional"}) if says_so else session


def hear(session: Session, text: str, words: Wording) -> Answer:
    """Reads a message as an answer to the question; where it is none, the question is put once more, then left.

    Only a yes allows anything to be kept.
    """
    if not is_open(session) or session.permission == "unasked":
        return Answer(session, [], True)
    cues = words.permission
    writer, may_keep, says_more = session.writer, None, False
    for clause in (clause for line in text.splitlines() for clause in _CLAUSE.findall(plain(line))):
        said = " ".join(_MARKS.sub(" ", clause).split())
        named = next((name for name, cue in cues.writers.items() if cue.search(said)), None)
        without_name = " ".join((cues.writers[named].sub(" ", said) if named else said).split())
        rest = " ".join(cues.beside.sub(" ", without_name).split())
        if any(cues.yes.fullmatch(one) for one in (without_name, rest)):
            may_keep = True
        elif any(cues.no.fullmatch(one) for one in (without_name, rest)):
            may_keep = False
        elif rest:
            says_more = True
            continue
        writer = named or writer
    update: dict[str, object] = {"writer": writer}
    if writer is not None and session.context.patient is None:
        patient = Patient(writer=writer == "patient")
        update["context"] = session.context.model_copy(update={"patient": patient})
    if may_keep is not None:
        update["permission"] = "yes" if may_keep else "no"
        thanks = words.say("permission.yes" if may_keep else "permission.no", days=days(session, words))
        return Answer(session.model_copy(update=update), [thanks], says_more)
    update["permission"] = "again" if session.permission == "asked" else "no"
    reply = [] if session.permission == "asked" else [words.say("permission.left")]
    return Answer(session.model_copy(update=update), reply, says_more)
