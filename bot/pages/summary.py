"""What stands on the page for the chart: where the patient stands, what was told, what to ask, whom to call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.asking import question
from bot.dialogue import standing_of
from bot.pages.colours import OF_VERDICT
from bot.pages.names_out import without_names
from bot.record_words import record_fields
from bot.session import Session
from bot.telephone import dialled
from bot.telling import absence, clip, day, phrase
from bot.verdicts import Standing
from bot.wording.page import PageWords, page_wording
from nlp.facts import Fact, Frozen
from trials.matching import Outcome, Status

MOST_TOLD = 30
_ORDER: tuple[Status, ...] = ("fail", "unknown", "review", "pass")  # what matters most comes first
_QUOTE, _TOLD, _SAID, _ASK = 60, 90, 130, 230  # characters of a quote, a thing told, all said of a point, a question
_RECORD: Mapping[Status, int] = {"fail": 180, "unknown": 120, "review": 120, "pass": 90}  # of a line of the record
_LISTED = 300  # of what was denied, and of what stands in the way


class Told(Frozen):
    """One thing told, with its date, and the words in which it was told."""

    text: str
    quote: str


class Point(Frozen):
    """One criterion: where it stands, in a word too, the record's line, what was said and what is to be asked."""

    id: str
    label: str
    status: Status
    standing: str
    record: str
    said: str
    ask: str


class Summary(Frozen):
    """The texts of the page, each as it stands there; no name and no birth date is in them.

    `colour` is the status that the verdict looks like; `why` names what stands in the way; `counts` say how many points
    have a status; `dialled` is the telephone number for a link; `url` is the registry's page.
    """

    language: str
    title: str
    patient: str
    day: str
    colour: Status
    verdict: str
    why: str
    counts: tuple[tuple[Status, str], ...]
    notices: tuple[str, ...]
    told: tuple[Told, ...]
    denied: str
    points: tuple[Point, ...]
    contact: str
    phone: str
    dialled: str
    about_site: tuple[str, ...]
    url: str
    footer: tuple[str, ...]
    headings: Mapping[str, str]


def summary_of(session: Session, today: date, name: str = "") -> Summary:
    """The page about a chat on a day; `name` is what the desk calls the patient: an id, no name of a person."""
    standing, words = standing_of(session, today), page_wording(session.language)
    fields = record_fields(standing.trial, standing.words)
    told, denied = _told(session, standing, words)
    points = sorted((_point(one, session, standing, words) for one in standing.assessment.criteria), key=_urgency)
    fails = ", ".join(one.label for one in points if one.status == "fail")
    url = words.url.format(**fields)
    return Summary(
        language=session.language,
        title=words.title.format(**fields),
        patient=words.patient.format(id=clip(name, _QUOTE)) if name.strip() else "",
        day=day(today, standing.words),
        colour=OF_VERDICT[standing.assessment.verdict],
        verdict=_verdict(standing, words),
        why=words.why.format(list=clip(fails, _LISTED)) if fails else "",
        counts=tuple(_counts(standing)),
        notices=tuple(standing.notices()),
        told=told,
        denied=denied,
        points=tuple(points),
        contact=fields["contact"],
        phone=fields["phone"],
        dialled=dialled(standing.trial.record),
        about_site=(words.say.format(**fields), words.place.format(**fields)),
        url=url,
        footer=(
            f"{words.dated.format(**fields)} {words.code.format(url=url)}",
            words.made.format(date=day(today, standing.words)),
            words.left_out,
        ),
        headings={"said": words.said, "points": words.points, "call": words.call} | dict(words.columns.items()),
    )


def _verdict(standing: Standing, words: PageWords) -> str:
    until = standing.assessment.revisit_on
    if until is None:
        return words.verdicts[standing.assessment.verdict]
    if any(_is_birthday(one) and one.revisit_on == until for one in standing.assessment.criteria):
        return words.not_yet_birthday.format(year=until.year)
    return words.not_yet.format(date=day(until, standing.words))


def _counts(standing: Standing) -> list[tuple[Status, str]]:
    numbers = {status: len(standing.having(status)) for status in _ORDER}
    names = standing.words.replies["status_words"]
    return [(status, f"{number} {names[status]}") for status, number in numbers.items() if number]


def _told(session: Session, standing: Standing, words: PageWords) -> tuple[tuple[Told, ...], str]:
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
    return (*told, *nothing), words.denied.format(list=clip(absent, _LISTED)) if absent else ""


def _thing(fact: Fact, standing: Standing) -> Told:
    text = phrase(_coarse(fact), standing.today, standing.words, echo=False)
    if fact.assertion == "possible":
        text = standing.words.say("facts.possible", list=text)
    return Told(text=clip(text, _TOLD), quote=clip(without_names(fact, standing.words.language), _QUOTE))


def _coarse(fact: Fact) -> Fact:
    """The fact with an age in whole years and a birth date as a year."""
    if fact.concept == "age" and isinstance(fact.value, float | int) and fact.value >= 2:
        return fact.model_copy(update={"value": int(fact.value)})
    if fact.concept == "birth_date" and fact.when and fact.when.start:
        year = fact.when.start.year
        days = {"start": date(year, 1, 1), "end": date(year, 12, 31)}
        return fact.model_copy(update={"when": fact.when.model_copy(update=days)})
    return fact


def _urgency(point: Point) -> int:
    return _ORDER.index(point.status)


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
        said=clip(" ".join(part for part in (_words_of(one, standing), _revisit(one, standing, words)) if part), _SAID),
        ask=clip(words.ask[criterion.known_by].format(question=asked), _ASK) if asked else weighed,
    )


def _words_of(one: Outcome, standing: Standing) -> str:
    """The quotes behind a status; where they may not tell that a thing is not there, that is said before them."""
    said = []
    for fact in one.facts:
        quote = clip(without_names(fact, standing.words.language), _QUOTE)
        said.append(" ".join(part for part in (_negative(fact, standing), f"“{quote}”" if quote else "") if part))
    return ", ".join(part for part in dict.fromkeys(said) if part)


def _negative(fact: Fact, standing: Standing) -> str:
    if fact.assertion == "absent":
        return absence(fact, standing.words)
    return phrase(fact, standing.today, standing.words, echo=False) if fact.value == "negative" else ""


def _revisit(one: Outcome, standing: Standing, words: PageWords) -> str:
    if one.revisit_on is None:
        return ""
    if _is_birthday(one):
        return words.birthday.format(year=one.revisit_on.year)
    return standing.say("revisit", date=day(one.revisit_on, standing.words)).replace("**", "")


def _is_birthday(one: Outcome) -> bool:
    """Whether the day on which a criterion ends to stand in the way tells the birth date."""
    return any(fact.concept == "birth_date" for fact in one.facts)
