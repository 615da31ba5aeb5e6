"""FHIR dates: a year, a month, a day or an instant, as the days that it may be and its place in the order of time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, NamedTuple

from pydantic import PlainValidator

from nlp.calendar_days import month_end
from nlp.facts import When

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?")
_START = datetime(1, 1, 1, tzinfo=UTC)


class Moment(NamedTuple):
    """The first and last day that a date may be, and the time since the calendar's start, to put moments in order."""

    first: date
    last: date
    order: timedelta

    @property
    def when(self) -> When:
        """These days, as a fact tells them."""
        return When(start=self.first, end=self.last)

    @property
    def said(self) -> str:
        """As FHIR writes it, without the time of day."""
        if self.first == self.last:
            return self.first.isoformat()
        return self.first.isoformat()[: 4 if self.last.month != self.first.month else 7]


def moment(text: object) -> Moment:
    """A FHIR `date`, `dateTime` or `instant`: "2026", "2026-03", "2026-03-01T08:00:00Z". Raises ValueError."""
    if not isinstance(text, str) or not (match := _DATE.fullmatch(text)):
        raise ValueError("no FHIR date")
    year, month, day, time = match.groups()
    first = date(int(year), int(month or 1), int(day or 1))
    last = first if day else month_end(first) if month else first.replace(month=12, day=31)
    at = datetime.fromisoformat(text) if time else datetime(first.year, first.month, first.day)
    return Moment(first, last, (at if at.tzinfo else at.replace(tzinfo=UTC)) - _START)


Dated = Annotated[Moment, PlainValidator(moment)]
