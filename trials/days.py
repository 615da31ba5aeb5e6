"""Days of the calendar: months and years on, birthdays, and the parts of a year that are named without a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple


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
    """The days that "since `start`" may name: 1 January stands for its year, the first of a month for that month."""
    if start.day != 1:
        return Span(start, start)
    return Span(start, date(start.year, 12, 31) if start.month == 1 else _month_end(start))


def _month_end(day: date) -> date:
    return date(day.year, day.month, monthrange(day.year, day.month)[1])
