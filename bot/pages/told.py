"""What was told, as the page shows it: each thing with its date and words, ages in years, no birth date."""

from __future__ import annotations

from datetime import date

from bot.pages.names_out import without_names
from bot.session import Session
from bot.telling import clip, phrase
from bot.verdicts import Standing
from bot.wording.page import PageWords
from nlp.facts import Fact, Frozen

MOST_TOLD = 30
LISTED = 300  # characters of what was denied, or of what stands in the way
QUOTE = 60  # characters of a quote
_THING = 90  # characters of a thing told


class Told(Frozen):
    """One thing told, with its date, and the words in which it was told."""

    text: str
    quote: str


def told_of(session: Session, standing: Standing, words: PageWords) -> tuple[tuple[Told, ...], str]:
    """The things told, and in one line those that were denied."""
    named = dict.fromkeys(statement.fact.concept for statement in session.profile.statements)
    newest = [fact for concept in named if (fact := session.profile.newest(concept))]
    shown = [fact for fact in newest if fact.concept not in standing.words.labels.hidden]
    if any(fact.concept == "age" for fact in shown):
        shown = [fact for fact in shown if fact.concept != "birth_date"]
    absent = ", ".join(standing.words.labels.of(fact.concept) for fact in shown if fact.assertion == "absent")
    told = [_thing(fact, standing) for fact in shown if fact.assertion != "absent"]
    if len(told) > MOST_TOLD:
        told[MOST_TOLD:] = [Told(text=words.more.format(count=len(told) - MOST_TOLD), quote="")]
    nothing = [] if told or absent else [Told(text=words.nothing_said, quote="")]
    return (*told, *nothing), words.denied.format(list=clip(absent, LISTED)) if absent else ""


def _thing(fact: Fact, standing: Standing) -> Told:
    text = phrase(coarse(fact), standing.today, standing.words, echo=False)
    if fact.assertion == "possible":
        text = standing.words.say("facts.possible", list=text)
    return Told(text=clip(text, _THING), quote=clip(without_names(fact, standing.words.language), QUOTE))


def coarse(fact: Fact) -> Fact:
    """The fact with an age in whole years and a birth date as a year."""
    if fact.concept == "age" and isinstance(fact.value, float | int) and fact.value >= 2:
        return fact.model_copy(update={"value": int(fact.value)})
    if fact.concept == "birth_date" and fact.when and fact.when.start:
        year = fact.when.start.year
        days = {"start": date(year, 1, 1), "end": date(year, 12, 31)}
        return fact.model_copy(update={"when": fact.when.model_copy(update=days)})
    return fact
