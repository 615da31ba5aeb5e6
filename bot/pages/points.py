"""The criteria, a row each: where it stands, the record's line, what was said of it and what is to be asked."""

from __future__ import annotations

from collections.abc import Mapping

from bot.asking import question
from bot.pages.names_out import without_names
from bot.pages.told import QUOTE, in_our_words
from bot.session import Session
from bot.telling import absence, clip, day
from bot.verdicts import Standing
from bot.wording.page import PageWords
from nlp.facts import Fact, Frozen
from trials.matching import Outcome, Status

ORDER: tuple[Status, ...] = ("fail", "unknown", "review", "pass")  # what matters most comes first
_RECORD: Mapping[Status, int] = {"fail": 180, "unknown": 120, "review": 120, "pass": 90}  # characters of a line of it
_SAID, _ASK = 130, 230  # characters of the words behind a status, of a question


class Point(Frozen):
    """One criterion: where it stands, in a word too, the record's line, what was said and what is to be asked."""

    id: str
    label: str
    status: Status
    standing: str
    record: str
    said: str
    ask: str


def points_of(session: Session, standing: Standing, words: PageWords) -> tuple[Point, ...]:
    """All criteria; those that matter most come first, those alike in the order of the record."""
    rows = (_point(one, session, standing, words) for one in standing.assessment.criteria)
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.status)))


def _point(one: Outcome, session: Session, standing: Standing, words: PageWords) -> Point:
    criterion = next(criterion for criterion in standing.trial.criteria if criterion.id == one.id)
    asked = question((one.id,), session, standing, again=False) if one.status == "unknown" else ""
    weighed = words.weigh if one.status == "review" else ""
    return Point(
        id=one.id,
        label=standing.own.criteria[one.id].label,
        status=one.status,
        standing=standing.words.replies["status_words"][one.status],
        record=clip(one.record, _RECORD[one.status]),
        said=_spaced(clip(_words_of(one, session, standing, words), _SAID), _revisit(one, standing, words)),
        ask=clip(words.ask[criterion.known_by].format(question=asked), _ASK) if asked else weighed,
    )


def _words_of(one: Outcome, session: Session, standing: Standing, words: PageWords) -> str:
    """The quotes behind a status; in words of ours what they may not tell: that a thing is not there, a guess."""
    said = []
    for fact in one.facts:
        shown = (session.profile.newest("age") or fact) if fact.concept == "birth_date" else fact
        quote = clip(without_names(shown, standing.words.language), QUOTE)
        said.append(_spaced(_own_words(shown, quote, standing, words), f"“{quote}”" if quote else ""))
    return ", ".join(dict.fromkeys(said))


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _own_words(fact: Fact, quote: str, standing: Standing, words: PageWords) -> str:
    if fact.assertion == "absent":
        return absence(fact, standing.words)
    if fact.guesses or not quote or (fact.value == "negative" and fact.value not in quote.lower()):
        return in_our_words(fact, standing, words)
    return ""


def _revisit(one: Outcome, standing: Standing, words: PageWords) -> str:
    if one.revisit_on is None:
        return ""
    if tells_birthday(one):
        return words.birthday.format(year=one.revisit_on.year)
    return standing.say("revisit", date=day(one.revisit_on, standing.words)).replace("**", "")


def tells_birthday(one: Outcome) -> bool:
    """Whether the day on which a criterion ends to stand in the way tells the birth date."""
    return any(fact.concept == "birth_date" for fact in one.facts)
