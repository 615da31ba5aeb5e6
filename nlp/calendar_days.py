"""Days of the calendar: months on, the end of a month, completed years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day so many months later (earlier if negative); the last of the month where it has none.

    Beyond the calendar's ends: its first or last day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


def completed_years(born: date, today: date) -> int:
    """The age in completed years on `today`."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
