"""A turn of the chat in which the patient's health record is given instead of words."""

from __future__ import annotations

from datetime import date

from bot import permission, told_back
from bot.answers import Heard
from bot.bearing import bears
from bot.course import Message
from bot.dialogue import Turn, go_on, standing_of, turn
from bot.own_words import words_of
from bot.replies import pack
from bot.session import Session
from bot.under_age import child_sends
from bot.wording.gates import gates_at_hand
from nlp.facts import Fact, Frozen


class Record(Frozen):
    """The health record of one patient: what it states, and how many parts of it could not be used."""

    facts: tuple[Fact, ...]
    unused: int = 0


def answer(session: Session, said: str | Record, today: date) -> tuple[Session, Turn]:
    """The chat after a message or a health record, and what to answer; pure, as `turn` is."""
    return turn(session, said, today) if isinstance(said, str) else _take(session, said, today)


def _take(session: Session, record: Record, today: date) -> tuple[Session, Turn]:
    """A record is history and nobody's words: no gate hears it but that of a child who sends its own."""
    words, profile = words_of(session), session.profile.tell(record.facts, today)
    if child_sends(record.facts, session):
        return _ask_for_a_parent(session, session.model_copy(update={"profile": profile}), today)
    session, thanks, _ = permission.hear(session, "", words)
    update = {"profile": profile, "guessed": (), "doubted": (), "withdrawn": (), "met": True}
    session = session.model_copy(update=update)
    standing = standing_of(session, today)
    told = [told_back.record(record.facts, standing.assessment, today, words, standing.person)]
    if record.unused:
        key = "record.unused.one" if record.unused == 1 else "record.unused.many"
        told.append(words.say(key, count=record.unused))
    told += told_back.limits(record.facts, standing.assessment, words)
    asked = [one for one in standing.trial.criteria if one.id in session.asking]
    answered = any(bears(fact.concept, one) for fact in record.facts for one in asked)
    heard = Heard(record.facts, answered=answered)
    message = Message(heard, answered, yes=False, no=False, chatted=True, news=bool(record.facts))
    step = go_on(session, message, standing)
    return step.session, Turn(
        replies=pack([*thanks, *told, *step.said]),
        gate=None,
        asking=step.session.asking,
        assessments=(standing.assessment,),
        facts=record.facts,
        buttons=step.buttons,
    )


def _ask_for_a_parent(session: Session, told: Session, today: date) -> tuple[Session, Turn]:
    """The chat is cleared; the assessment of what was told goes with the reply this once."""
    after = session.fresh().model_copy(update={"child_writes": session.child_writes or session.language})
    reply = gates_at_hand()[session.language].guardian.reply
    assessments = (standing_of(told, today).assessment,)
    return after, Turn(replies=(reply,), gate="guardian", asking=(), assessments=assessments, facts=())
