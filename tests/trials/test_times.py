"""Amounts, days and windows, at their edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.calendar_days import add_months, completed_years
from nlp.facts import Bound
from trials.amounts import Bounds, bounds
from trials.days import birthday
from trials.windows import Lapse

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("lapse", "event", "over"),
    [
        ("4 weeks", date(2026, 11, 9), date(2026, 12, 7)),
        ("8 weeks", date(2026, 9, 27), date(2026, 11, 22)),
        ("1 day", date(2026, 11, 9), date(2026, 11, 10)),
        ("3 months", date(2026, 10, 5), date(2027, 1, 6)),
        ("3 months", date(2026, 11, 30), date(2027, 3, 1)),
        ("6 months", date(2026, 5, 21), date(2026, 11, 22)),
        ("3 years", date(2024, 2, 29), date(2027, 3, 1)),
        ("1 year", date(2025, 11, 21), date(2026, 11, 22)),
    ],
)
def test_the_first_day_outside_a_window(lapse: str, event: date, over: date) -> None:
    assert Lapse.read(lapse).over(event) == over


@pytest.mark.parametrize(
    ("value", "op", "below", "at_most"),
    [
        (8, None, False, True), (7.999, None, True, True), (8.001, None, False, False),
        (8, "<", True, True), (8, "<=", None, True), (8, ">", False, False), (8, ">=", False, None),
        (9, "<", None, None), (7, ">", None, None), (7, "<", True, True), (9, ">", False, False),
    ],
)  # fmt: skip
def test_bounds_against_eight(value: float, op: Bound | None, below: bool | None, at_most: bool | None) -> None:
    assert bounds(value, op).below(8) is below
    assert bounds(value, op).at_most(8) is at_most


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_value_is_on_one_side_of_any_limit(value: float, limit: float) -> None:
    known = Bounds(round(value, 6), round(value, 6))
    assert known.below(limit) is (round(value, 6) < round(limit, 6))
    assert known.at_most(limit) is (round(value, 6) <= round(limit, 6))


@given(DAYS, st.integers(0, 90))
def test_somebody_turns_so_old_on_the_birthday_and_not_before(born: date, years: int) -> None:
    day = birthday(born, years)
    assert completed_years(born, day) == years
    assert completed_years(born, day - timedelta(days=1)) == years - 1


@given(DAYS, st.integers(-600, 600))
def test_months_on_keep_the_day_or_the_end_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
