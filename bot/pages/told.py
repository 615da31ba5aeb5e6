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


def told_of(session: Session, standing: Standing, words: PageWords) -> tuple[tuple[Told, ...], tuple[str, ...]]:
    """The things told; and in lines what was denied, and what stood in for an upper limit that nobody told."""
    named = dict.fromkeys(statement.fact.concept for statement in session.profile.statements)
    newest = [fact for concept in named if (fact := session.profile.newest(concept))]
    shown = [fact for fact in newest if fact.concept not in standing.words.labels.hidden]
    if any(fact.concept == "age" for fact in shown):
        shown = [fact for fact in shown if fact.concept != "birth_date"]
    told = [_thing(fact, standing, words) for fact in shown if fact.assertion != "absent"]
    if len(told) > MOST_TOLD:
        told[MOST_TOLD:] = [Told(text=words.more.format(count=len(told) - MOST_TOLD), quote="")]
    absent = ", ".join(standing.words.labels.of(fact.concept) for fact in shown if fact.assertion == "absent")
    denied = [words.denied.format(list=clip(absent, LISTED))] if absent else []
    nothing = [] if told or denied else [Told(text=words.nothing_said, quote="")]
    return (*told, *nothing), (*denied, *_limits(standing, words))


def _limits(standing: Standing, words: PageWords) -> list[str]:
    leaned_on = dict.fromkeys(concept for one in standing.assessment.criteria for concept in one.default_limits)
    limits = standing.words.replies["limits"]
    listed = ", ".join(f"{standing.words.labels.of(concept)} {limits[concept]}" for concept in leaned_on)
    return [words.limits.format(list=listed)] if listed else []


def _thing(fact: Fact, standing: Standing, words: PageWords) -> Told:
    text = in_our_words(fact, standing, words)
    if fact.assertion == "possible":
        text = standing.words.say("facts.possible", list=text)
    return Told(text=clip(text, _THING), quote=clip(without_names(fact, standing.words.language), QUOTE))


def in_our_words(fact: Fact, standing: Standing, words: PageWords) -> str:
    """A fact in a few words, and that it was guessed where it was; an age in whole years, a birth date as a year."""
    text = phrase(_coarse(fact), standing.today, standing.words, echo=False)
    return words.guess.format(thing=text) if fact.guesses else text


def _coarse(fact: Fact) -> Fact:
    if fact.concept == "age" and isinstance(fact.value, float | int) and fact.value >= 2:
        return fact.model_copy(update={"value": int(fact.value)})
    if fact.concept == "birth_date" and fact.when and fact.when.start:
        year = fact.when.start.year
        days = {"start": date(year, 1, 1), "end": date(year, 12, 31)}
        return fact.model_copy(update={"when": fact.when.model_copy(update=days)})
    return fact
