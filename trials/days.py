"""Days of the calendar: months and years on, birthdays, and the parts of a year that are named without a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from nlp.calendar_days import add_months, month_end


class Span(NamedTuple):
    """The first and the last day on which something may have been."""

    first: date
    last: date


def birthday(born: date, years: int) -> date:
    """The day on which somebody born on `born` turns `years`; 1 March for 29 February where there is none."""
    leaps = born.month == 2 and born.day == 29
    turned = add_months(born, 12 * years)
    return turned.replace(month=3, day=1) if leaps and turned.day != 29 else turned


def named(start: date) -> Span:
    """The days that "since `start`" may name: 1 January stands for its year, the first of a month for that month."""
    if start.day != 1:
        return Span(start, start)
    return Span(start, date(start.year, 12, 31) if start.month == 1 else month_end(start))
