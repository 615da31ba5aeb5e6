"""What stands on the page for the chart: what was told, each point with its grounds, what is open, whom to call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.dialogue import standing_of
from bot.record_words import record_fields
from bot.session import Session
from bot.telling import clip, day, phrase, quotes
from bot.verdicts import Standing
from bot.wording.page import PageWords, page_wording
from nlp.facts import Fact, Frozen
from trials.matching import Outcome, Status

MOST_TOLD = 30
_TOLD, _RECORD, _QUOTE = 56, 150, 48  # characters of a quote, of a line of the record, of the words beside a point


class Point(Frozen):
    """One criterion: where it stands, in words too, the record's line and the person's words."""

    name: str
    status: Status
    standing: str
    record: str
    words: str


class Summary(Frozen):
    """The texts of the page, each as it stands there; `told` are things told, each with its quote."""

    title: str
    patient: str
    verdict: str
    notices: tuple[str, ...]
    told: tuple[tuple[str, str], ...]
    denied: str
    points: tuple[Point, ...]
    open: tuple[str, ...]
    call: tuple[str, ...]
    made: str
    headings: Mapping[str, str]


def summary_of(session: Session, today: date, name: str = "") -> Summary:
    """The page about a chat on a day; `name` is what the desk calls the patient: an id, no name."""
    standing, words = standing_of(session, today), page_wording(session.language)
    fields = record_fields(standing.trial, standing.words)
    facts = _facts(session)
    told = tuple((_phrase(one, standing), clip(one.quote, _TOLD)) for one in facts if one.assertion != "absent")
    more = [(standing.say("more_facts", count=len(told) - MOST_TOLD), "")] if len(told) > MOST_TOLD else []
    absent = [one.concept for one in facts if one.assertion == "absent"]
    named = ", ".join(standing.words.labels.of(one) for one in absent)
    return Summary(
        title=words.title.format(**fields),
        patient=words.patient.format(id=name) if name else "",
        verdict=_verdict(standing, words),
        notices=tuple(standing.notices()),
        told=(*told[:MOST_TOLD], *more),
        denied=words.denied.format(list=named) if named else "",
        points=tuple(_point(one, standing) for one in standing.assessment.criteria),
        open=tuple(_open(standing, words)),
        call=(fields["contact"], fields["phone"], *(text.format(**fields) for text in _sides(words))),
        made=words.made.format(date=day(today, standing.words)),
        headings={"said": words.said, "points": words.points, "open": words.open, "call": words.call, **words.columns},
    )


def _sides(words: PageWords) -> tuple[str, ...]:
    return words.say, words.place, words.dated


def _verdict(standing: Standing, words: PageWords) -> str:
    until = standing.assessment.revisit_on
    if until:
        return words.not_yet.format(date=day(until, standing.words))
    return words.verdicts[standing.assessment.verdict]


def _open(standing: Standing, words: PageWords) -> Iterator[str]:
    """The open points, those together that the same people know."""
    known_by = {one.id: one.known_by for one in standing.trial.criteria}
    labels = {one.id: standing.own.criteria[one.id].label for one in standing.assessment.criteria}
    unknown, weighed = ([one.id for one in standing.having(status)] for status in ("unknown", "review"))
    for who in dict.fromkeys(known_by[one] for one in unknown):
        listed = ", ".join(labels[one] for one in unknown if known_by[one] == who)
        yield standing.say("open_line", labels=listed, who=words.known_by[who])
    if weighed:
        yield words.weigh.format(labels=", ".join(labels[one] for one in weighed))


def _facts(session: Session) -> list[Fact]:
    """The fact that counts of each thing told."""
    named = dict.fromkeys(statement.fact.concept for statement in session.profile.statements)
    return [fact for concept in named if (fact := session.profile.newest(concept))]


def _phrase(fact: Fact, standing: Standing) -> str:
    text = phrase(fact, standing.today, standing.words, echo=False)
    return standing.words.say("facts.possible", list=text) if fact.assertion == "possible" else text


def _point(one: Outcome, standing: Standing) -> Point:
    revisit = standing.say("revisit", date=day(one.revisit_on, standing.words)) if one.revisit_on else ""
    label = standing.own.criteria[one.id].label
    return Point(
        name=f"{one.id} {label}",
        status=one.status,
        standing=standing.words.replies["status_words"][one.status],
        record=clip(one.record, _RECORD),
        words=" ".join(part for part in (clip(quotes(one.facts), _QUOTE), revisit.replace("**", "")) if part),
    )
