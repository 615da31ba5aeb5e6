"""Days of the calendar: months and years on, birthdays, and the parts of a year that are named without a day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import NamedTuple

_PARTIAL = (("%Y-%m-%d", "day"), ("%B %d, %Y", "day"), ("%Y-%m", "month"), ("%B %Y", "month"), ("%Y", "year"))


class Span(NamedTuple):
    """The first and the last day on which something may have been."""

    first: date
    last: date


def add_months(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative); the last of the month where it has none.

    Beyond the calendar's ends: its first or last day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday(born: date, years: int) -> date:
    """The day on which somebody born on `born` turns `years`; 1 March for 29 February where there is none."""
    leaps = born.month == 2 and born.day == 29
    turned = add_months(born, 12 * years)
    return turned.replace(month=3, day=1) if leaps and turned.day != 29 else turned


def completed_years(born: date, today: date) -> int:
    """The age in completed years on `today`."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def named(start: date) -> Span:
    """The days that "since `start`" may name: a first of January stands for its year, a first of a month for the month."""
    if start.day != 1:
        return Span(start, start)
    return Span(start, date(start.year, 12, 31) if start.month == 1 else _month_end(start))


def read_date(text: str) -> Span:
    """A date of a registry record: `2026-01-09`, `2026-12`, `June 5, 2023`, `May 2023`. Raises ValueError for others."""
    plain = re.sub(r"\s+", " ", text.strip())
    for form, part in _PARTIAL:
        try:
            first = datetime.strptime(plain, form).date()
        except ValueError:
            continue
        ends = {"day": first, "month": _month_end(first), "year": date(first.year, 12, 31)}
        return Span(first, ends[part])
    raise ValueError(f"no date: {text!r}; write it as 2026-01-09 or 2026-01")


def _month_end(day: date) -> date:
    return date(day.year, day.month, monthrange(day.year, day.month)[1])
