"""Where the columns of a row contradict each other: what stands in the way counts, never what passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bot.bearing import concepts_of, related
from nlp.calendar_days import completed_years
from nlp.facts import Fact
from nlp.tables.headings import TEXTS
from nlp.tables.rows import Source
from trials.case import line
from trials.catalog import Trial
from trials.catalog import trial as trial_of
from trials.matching import assess
from trials.profile import Profile, is_dated

_AGES = frozenset({"age", "birth_date", "onset_age"})
_STANDS_IN_THE_WAY = {"pass": 0, "review": 1, "unknown": 2, "fail": 3}


class Dispute(NamedTuple):
    """Two columns whose facts do not agree, where it matters."""

    first: str
    second: str


def agreed(sources: Sequence[Source], trial: Trial, today: date) -> tuple[Profile, tuple[Dispute, ...]]:
    """The profile of all sources, and what in them does not agree.

    Of two dated results the newer counts, as everywhere. Of other facts that contradict each other the one is left out
    without which more stands in the way, as nobody can tell which is right.
    """
    profile = Profile()
    for source in sources:
        profile = profile.tell(source.facts, today)
    disputes = []
    for one, fact, other, against in _contradictions(sources, today):
        accounts = _without(profile, against), _without(profile, fact)
        if any(one is profile for one in accounts):
            continue  # one is left out already
        part = _touched(trial.record.nct_id, fact.concept, against.concept)
        first, second = (_obstacles(some, part, today) for some in accounts)
        if first != second:
            disputes.append(Dispute(one.column.heading, other.column.heading))
            profile = accounts[sum(second) > sum(first)]
    return profile, tuple(dict.fromkeys(disputes))


def _contradictions(sources: Sequence[Source], today: date) -> Iterator[tuple[Source, Fact, Source, Fact]]:
    for one, other in combinations([source for source in sources if source.facts], 2):
        for fact in _about_patient(one):
            for against in _about_patient(other):
                if _ages_differ(one, fact, other, against, today) or _differ(fact, against):
                    yield one, fact, other, against


def _about_patient(source: Source) -> Iterable[Fact]:
    return (fact for fact in source.facts if fact.subject == "patient")


def _differ(fact: Fact, other: Fact) -> bool:
    """Whether two facts cannot both hold now: values of one thing, or something that is there and is denied."""
    if "absent" in (fact.assertion, other.assertion):
        there, denied = (other, fact) if fact.assertion == "absent" else (fact, other)
        return there.assertion in ("present", "possible") and denied.concept in line(there.concept)
    if fact.concept != other.concept:
        return False
    if fact.concept == "birth_date" or is_dated(fact.concept):
        apart = _apart(fact, other)
        return apart if fact.concept == "birth_date" else not apart and _told(fact) != _told(other)
    return _told(fact) != _told(other)


def _told(fact: Fact) -> tuple[object, ...]:
    return fact.value, fact.op, fact.unit, fact.assertion


def _apart(fact: Fact, other: Fact) -> bool:
    """Whether the days of two facts have none in common, so that one of two results is surely the newer."""
    if fact.when is None or other.when is None:
        return False
    ends = [(one.start or one.end, one.end or one.start) for one in (fact.when, other.when)]
    (first, last), (start, end) = ends
    return bool(first and last and start and end and (last < start or end < first))


def _ages_differ(one: Source, fact: Fact, other: Source, against: Fact, today: date) -> bool:
    """Whether an age is not that of a birth date; one in a text may be lower, as the text may be old."""
    if {fact.concept, against.concept} != {"age", "birth_date"}:
        return False
    (source, age), born = ((one, fact), against) if fact.concept == "age" else ((other, against), fact)
    if born.when is None or born.when.start is None or born.when.end is None or not isinstance(age.value, float | int):
        return False
    low, high = completed_years(born.when.end, today), completed_years(born.when.start, today)
    return age.value >= high + 1 or (age.value < low and source.column.role not in TEXTS)


def _without(profile: Profile, fact: Fact) -> Profile:
    """The profile without this very fact."""
    kept = tuple(one for one in profile.statements if one.fact is not fact)
    return profile if len(kept) == len(profile.statements) else Profile(statements=kept)


@cache
def _touched(nct_id: str, *told: str) -> Trial:
    """The trial with only those criteria on which these concepts may bear, to save time; an age bears on all."""
    whole = trial_of(nct_id)
    if not _AGES.isdisjoint(told):
        return whole
    touched = (one for one in whole.criteria if any(related(name, fact) for name in concepts_of(one) for fact in told))
    return whole._replace(criteria=tuple(touched))


def _obstacles(profile: Profile, trial: Trial, today: date) -> list[int]:
    """How much each criterion stands in the way."""
    return [_STANDS_IN_THE_WAY[one.status] for one in assess(trial, profile, today).criteria]
