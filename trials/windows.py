"""Windows of time: whether something happened within so long, or longer ago, and the day on which the window closes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, PlainSerializer

from nlp.calendar_days import add_months
from nlp.facts import Fact
from trials.ages import days_at_age
from trials.case import Case
from trials.conditions import Condition
from trials.days import Span, named
from trials.profile import Statement
from trials.truth import FALSE, UNKNOWN, Truth

_LAPSE = re.compile(r"(\d+) (day|week|month|year)s?")
_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}


class Lapse(NamedTuple):
    """A length of time: `4 weeks`, `3 months`."""

    number: int
    unit: str

    @classmethod
    def read(cls, text: object) -> Lapse:
        """The lapse in a text of a data file. Raises ValueError where it is none."""
        match = _LAPSE.fullmatch(str(text))
        if match is None:
            raise ValueError(f"no length of time: {text!r}; write it as 4 weeks or 3 months")
        return cls(int(match[1]), match[2])

    def over(self, event: date) -> date:
        """The first day outside the window: after 4 weeks the 28th day, after 3 months the day after that date."""
        if self.unit in _DAYS:
            return event + timedelta(days=self.number * _DAYS[self.unit])
        return add_months(event, self.number * _MONTHS[self.unit]) + timedelta(days=1)


Lapses = Annotated[Lapse, BeforeValidator(Lapse.read), PlainSerializer(lambda one: f"{one.number} {one.unit}s")]


class Window(Condition):
    """`{within: 3 months}` or `{longer_ago_than: 6 months}`: when the concept, or one below it, happened.

    `kind: lasting` is for what goes on for a time (a treatment): a start without an end means now; else it is an event,
    and a start without an end is the day it began. What was mentioned without a date is not known, but not `within`
    where a later message says that there was nothing of the kind.
    """

    within: Lapses | None = None
    longer_ago_than: Lapses | None = None
    kind: Literal["event", "lasting"] = "event"

    @property
    def lapse(self) -> Lapse:
        """The length of the window."""
        return self.within or self.longer_ago_than or Lapse(0, "day")

    def judge(self, case: Case, concept: str, closed: bool) -> Truth:
        """See Condition."""
        if not case.mentioned(concept):
            return FALSE if closed else UNKNOWN
        there = case.present(concept, self.leaving_out)
        if not there:
            denied = case.absence(concept)
            if denied is not None:
                return Truth(False, (denied.fact,))
            doubts = tuple(one.fact for one in case.members(concept, self.leaving_out))
            return Truth(False if closed and not doubts else None, doubts)
        recent = [(self._is_recent(case, one), one.fact) for one in there]
        holds = True if any(one for one, _ in recent) else (None if any(one is None for one, _ in recent) else False)
        because = tuple(fact for one, fact in recent if one or holds is not True)
        return Truth(holds, because) if self.within else Truth(holds, because).negated()

    def ends(self, case: Case, concept: str) -> date | None:
        """The first day on which all that happened is out of the window; None where something has no date or no end."""
        days = [self._days(case, one.fact) for one in case.present(concept, self.leaving_out)]
        if any(day is None or day.last == date.max for day in days):
            return None
        return max((self.lapse.over(day.last) for day in days if day), default=None)

    def _is_recent(self, case: Case, statement: Statement) -> bool | None:
        days = self._days(case, statement.fact)
        if days is None:
            return False if self.within and case.settled(statement) else None
        if days.last == date.max or case.today < self.lapse.over(days.first):
            return True
        return False if case.today >= self.lapse.over(days.last) else None

    def _days(self, case: Case, fact: Fact) -> Span | None:
        """The days between which it happened, or was last done; `date.max` for what goes on; None if not known."""
        when, today = fact.when, case.today
        if when is None:
            return None
        if when.start is None and when.end is None:
            return days_at_age(case, when.age) if when.age is not None else None
        if when.start is None:
            return self._until(when.end or today, today)
        if when.end is None and self.kind == "lasting":
            return Span(when.start, date.max)
        last = when.end or named(when.start).last
        return Span(when.start, max(when.start, min(last, today)))

    def _until(self, end: date, today: date) -> Span:
        return Span(end, max(end, min(named(end).last, today))) if self.kind == "lasting" else Span(date.min, end)
