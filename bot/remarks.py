"""What is said of a message besides its facts: small talk, and what to make of one that told nothing."""

from __future__ import annotations

from bot import small_talk
from bot.answers import Heard
from bot.course import Message
from bot.intents import asks
from bot.people import people
from bot.record_words import record_fields
from bot.session import Session
from bot.telling import day
from bot.verdicts import Standing


def chat(session: Session, text: str, wanted: frozenset[str], standing: Standing, news: bool) -> list[str]:
    """The answers to all that is neither a fact nor a question about the trial."""
    if not session.met and not news:
        return small_talk.welcome(standing) + small_talk.courtesies(wanted, session, standing)
    said = [standing.say("hello")] if "hello" in wanted and session.met else []
    said += small_talk.courtesies(wanted, session, standing)
    said += small_talk.why(text, session, standing) if "why" in wanted else []
    said += standing.left() if "left" in wanted else []
    if session.profile.statements and not news:
        said += _outlook(wanted, standing)
    if "undo" in wanted and not session.profile.statements:
        said.append(standing.say("nothing_to_undo"))
    if "dont_know" in wanted and not session.asking and not news:
        said.append(standing.say("dont_know"))
    return said


def _outlook(wanted: frozenset[str], standing: Standing) -> list[str]:
    """Where things stand, from when they may be different, and what to do now, as far as that is asked."""
    until = standing.assessment.revisit_on
    said = []
    if wanted & {"fit", "when_again", "what_now"}:
        said.append(f"{standing.say(f'standing.{standing.assessment.verdict}')} {standing.say('only_team')}")
    if wanted & {"fit", "when_again"} and until:
        said.append(standing.say("when_known", date=day(until, standing.words)))
    if "what_now" in wanted:
        said.append(standing.say("contact_step", **record_fields(standing.trial, standing.words)))
    return said


def nothing_told(
    session: Session, heard: Heard, text: str, message: Message, wanted: frozenset[str], standing: Standing
) -> list[str]:
    """What to say of a message that told nothing new."""
    words = standing.words
    if heard.which:
        return [words.say("which" if len(session.asking) > 1 else "more")]
    if heard.unclear:
        labels = [standing.own.criteria[one].label for one in heard.unclear]
        said = " ".join(text.split())[:60]
        return [words.say("unclear_number", said=said, label=words.say("list_and").join(labels))]
    known, person = people(session.context.patient, words), standing.person
    if person.kind != known.kind and not message.answered and not message.news:
        return [words.say(f"whom.{person.kind}")]
    if message.chatted:
        return []
    if not has_words(text):
        return [words.say("empty")]
    if asks(text, words) and not message.answered and not heard.facts:
        return [words.say("unknown_question", **record_fields(standing.trial, words))]
    if heard.facts and not message.news and not message.answered:
        return [words.say("about_other")]
    if session.asking and not message.answered and not message.news and not message.yes:
        return [words.say("not_caught" if session.repeats < message.patience else "left_open")]
    if message.answered:
        return [words.say("noted" if message.news else "fine")] if session.asking else []
    if wanted or message.yes or message.no or message.news:
        return []
    return [words.say("nothing_new" if heard.speaks or heard.facts else "not_understood")]


def has_words(text: str) -> bool:
    """Whether there is a letter or digit in the text."""
    return any(character.isalnum() for character in text)
