"""Ages: how old the patient is, and was when a disease began, as exactly as what was said allows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from nlp.calendar_days import add_months, completed_years
from nlp.facts import Fact, When
from trials.amounts import Bounds, bounds
from trials.case import Case
from trials.days import Span, birthday, named

AGE, BIRTH_DATE, ONSET_AGE = "age", "birth_date", "onset_age"


class Years(NamedTuple):
    """An age in years, and the facts that tell it."""

    bounds: Bounds
    because: tuple[Fact, ...]


def age(case: Case) -> Years | None:
    """The age today; None if it is not known.

    The birth date decides, unless an age was said later that does not agree with it; such an age stays as said. An age
    also helps out where the birth date is not exact enough.
    """
    said, born = _said_age(case), _birth(case, _said_age(case))
    if born is None:
        return said.years if said else None
    lived = _lived(born, case.today)
    fact = case.newest[BIRTH_DATE].fact
    if said is not None and lived.low < lived.high and lived.low <= said.years.bounds.low <= lived.high:
        return Years(said.years.bounds, (*said.years.because, fact))
    return Years(lived, (fact,))


def age_at_onset(case: Case, diseases: tuple[str, ...], word: str | None, limit: float) -> Years | None:
    """The age at which the disease began: as said, else from the day it began and the age today; None if not known.

    `word` is the concept that says in words that it was below `limit` (absent: not below); it counts unless a number
    was said later. Of several of the diseases the one that began first counts.
    """
    said, told = case.newest.get(ONSET_AGE), case.newest.get(word or "")
    if told is not None and told.fact.assertion != "possible" and (said is None or told.turn >= said.turn):
        is_below = told.fact.assertion == "present"
        return Years(Bounds(0, limit, high_open=True) if is_below else Bounds(limit, float("inf")), (told.fact,))
    if said is not None and isinstance(said.fact.value, float | int):
        return Years(bounds(said.fact.value, said.fact.op), (said.fact,))
    begun = [_begun(case, one.fact) for disease in diseases for one in case.present(disease)]
    return min((one for one in begun if one is not None), key=lambda one: one.bounds.high, default=None)


def days_at_age(case: Case, years: float) -> Span | None:
    """The days on which the patient was so old; None where the age today is not known."""
    born = born_between(case)
    if born is None:
        return None
    whole = int(years)
    return Span(birthday(born.first, whole), min(birthday(born.last, whole + 1) - timedelta(days=1), case.today))


def turns(case: Case, years: float) -> date | None:
    """The first day on which the patient is surely so old, where a birth date is known and that day is ahead."""
    born = _birth(case, None)
    day = birthday(born.last, int(years)) if born else None
    return day if day and day > case.today else None


def born_between(case: Case) -> Span | None:
    """The days between which the patient was born, from the birth date or the age."""
    said = _said_age(case)
    born = _birth(case, said)
    if born is not None or said is None or said.years.bounds.low != said.years.bounds.high:
        return born
    whole = int(said.years.bounds.low)
    return Span(add_months(said.on, -12 * (whole + 1)) + timedelta(days=1), add_months(said.on, -12 * whole))


class _SaidAge(NamedTuple):
    years: Years
    turn: int
    on: date


def _said_age(case: Case) -> _SaidAge | None:
    said = case.newest.get(AGE)
    if said is None or not isinstance(said.fact.value, float | int):
        return None
    return _SaidAge(Years(bounds(said.fact.value, said.fact.op), (said.fact,)), said.turn, said.said)


def _birth(case: Case, said: _SaidAge | None) -> Span | None:
    """The days that the birth date may be; None where there is none, or an age said later does not agree with it."""
    told = case.newest.get(BIRTH_DATE)
    when = told.fact.when if told else None
    first, last = (when.start or when.end, when.end or when.start) if when else (None, None)
    if told is None or first is None or last is None or first > case.today:
        return None
    born = Span(first, min(last, case.today))
    if said is None or said.turn <= told.turn:
        return born
    then = _lived(born, said.on)
    return born if then.low <= int(said.years.bounds.low) <= then.high else None


def _lived(born: Span, day: date) -> Bounds:
    """The age in completed years on a day."""
    return Bounds(completed_years(born.last, day), completed_years(born.first, day))


def _begun(case: Case, disease: Fact) -> Years | None:
    """The age when a disease began, from its date; a date before birth tells nothing."""
    when, born = disease.when, born_between(case)
    if when is not None and when.age is not None:
        return Years(Bounds(when.age, when.age), (disease,))
    days = _days_begun(when, case.today) if when else None
    if days is None or born is None or days.last < born.first:
        return None
    low, high = completed_years(born.last, days.first), completed_years(born.first, days.last)
    grounds = (case.newest[name].fact for name in (BIRTH_DATE, AGE) if name in case.newest)
    return Years(Bounds(max(low, 0), max(high, 0)), (disease, *grounds))


def _days_begun(when: When, today: date) -> Span | None:
    if when.start is None or when.start > today:
        return None
    return Span(when.start, min(when.end or named(when.start).last, today))
