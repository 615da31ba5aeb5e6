"""What stands on the page for the chart: where the patient stands, what was told, what to ask, whom to call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.dialogue import standing_of
from bot.pages.colours import OF_VERDICT
from bot.pages.points import ORDER, Point, points_of, tells_birthday
from bot.pages.told import LISTED, QUOTE, Told, told_of
from bot.record_words import record_fields
from bot.session import Session
from bot.telephone import dialled
from bot.telling import clip, day
from bot.verdicts import Standing
from bot.wording.page import PageWords, page_wording
from nlp.facts import Frozen
from trials.matching import Status


class Summary(Frozen):
    """The texts of the page, each as it stands there; no name and no birth date is in them.

    `colour` is the status that the verdict looks like; `why` names what stands in the way; `counts` say how many points
    have a status; `beside` are lines under what was told; `dialled` is the telephone number for a link;
    `url` is the registry's page.
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
    beside: tuple[str, ...]
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
    told, beside = told_of(session, standing, words)
    points = points_of(session, standing, words)
    fails = ", ".join(one.label for one in points if one.status == "fail")
    url = words.url.format(**fields)
    return Summary(
        language=session.language,
        title=words.title.format(**fields),
        patient=words.patient.format(id=clip(name, QUOTE)) if name.strip() else "",
        day=day(today, standing.words),
        colour=OF_VERDICT[standing.assessment.verdict],
        verdict=_verdict(standing, words),
        why=words.why.format(list=clip(fails, LISTED)) if fails else "",
        counts=tuple(_counts(standing)),
        notices=tuple(standing.notices()),
        told=told,
        beside=beside,
        points=points,
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
    if any(tells_birthday(one) and one.revisit_on == until for one in standing.assessment.criteria):
        return words.not_yet_birthday.format(year=until.year)
    return words.not_yet.format(date=day(until, standing.words))


def _counts(standing: Standing) -> list[tuple[Status, str]]:
    numbers = {status: len(standing.having(status)) for status in ORDER}
    names = standing.words.replies["status_words"]
    return [(status, f"{number} {names[status]}") for status, number in numbers.items() if number]
