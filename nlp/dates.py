"""Dates as people write them, read against a given today; never a clock."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from nlp.calendar_days import add_months, month_end
from nlp.date_words import DateWords, date_words, opens
from nlp.numbers import spelled_value
from nlp.spans import DateSpan

_DAYS_OFF = {"before_yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "after_tomorrow": 2}
_EXACT = frozenset({"iso", "dotted", "slashed", "month_day", "day_month"})


def find_dates(folded: str, language: str, today: date) -> list[DateSpan]:
    """All dates of a folded text in order, the longest reading where several overlap; impossible ones are left out."""
    grammar = date_words(language)
    found: list[DateSpan] = []
    taken: set[int] = set()  # characters that belong to a date
    for name, pattern in grammar.worth_trying(folded):
        for match in pattern.finditer(folded):
            place = range(*match.span())
            if not taken.isdisjoint(place):
                continue
            span = _read(name, match, folded, grammar, today, language)
            if span is None and name in _EXACT:
                taken.update(place)  # an impossible day is not read as its month
            elif span is not None:
                taken.update(place)
                found.append(span)
    found.sort(key=lambda span: span.start)
    return found


def _read(
    name: str, match: re.Match[str], folded: str, grammar: DateWords, today: date, language: str
) -> DateSpan | None:
    try:
        days = _days(name, match, folded, grammar, today, language)
    except (ValueError, OverflowError):
        return None
    if days is None:
        return None
    first, last, next_first, next_last = days
    start = match.start() + (len(match.group()) - len(match.group().lstrip()))
    opening = grammar.since.search(folded, max(0, start - 24), start)
    since = opening is not None or name in ("for", "ongoing")
    start = opening.start() if opening else start
    return DateSpan(start, match.end(), first, last, next_first, next_last, since)


_Days = tuple[date, date, date, date]


def _days(name: str, match: re.Match[str], folded: str, grammar: DateWords, today: date, language: str) -> _Days | None:
    group, words = match.groupdict(), grammar.words
    if name in ("iso", "dotted", "slashed"):
        year = int(group["year"])
        year += 0 if year > 99 else 2000 if year <= today.year % 100 + 5 else 1900
        month, day = int(group["monthno"]), int(group["day"])
        if month > 12 >= day:
            month, day = day, month
        return _same(date(year, month, day))
    if name in ("month_year_no", "iso_month"):
        return _month(int(group["year"]), int(group["monthno"]))
    if name in ("month_day", "day_month"):
        month = int(words["months"][group["month"]])
        return _month_day(month, int(group["day"]), _stated_year(group, today), today)
    if name == "row_day":
        return _month_day(int(group["monthno"]), int(group["day"]), None, today)
    if name == "slashed_day":
        if grammar.fractions.search(folded, max(0, match.start() - 12), match.start()):
            return None
        return _month_day(int(group["monthno"]), int(group["day"]), None, today)
    if name == "month_year":
        year = int(group["year"]) if group["year"] else 2000 + int(group["short"])
        return _month(year, int(words["months"][group["month"]]))
    if name == "month":
        return _month_alone(match, folded, words, today, language)
    if name == "holiday":
        return _holiday(group, words, today)
    if name == "vague":
        longest, shortest = (
            today - timedelta(days=int(days)) for days in reversed(words["vague_times"][group["vague"]])
        )
        return longest, shortest, longest, shortest
    if name == "day_alone":
        this = today.replace(day=int(group["day"])) if int(group["day"]) <= today.day else None
        return _same(this or add_months(today.replace(day=1), -1).replace(day=int(group["day"])))
    if name in ("ago", "for", "ongoing", "few", "few_last"):
        return _counted(name, group, words, today, language)
    if name in ("relative", "season_only"):
        return _relative(group, words, today)
    if name == "season":
        return _season(words["seasons"][group["season"]], int(group["year"]))
    if name == "weekday":
        return _weekday(match, folded, words, today, language)
    if name in ("year", "short_year"):
        year = int(group["year"]) if name == "year" else 2000 + int(group["short"])
        return (
            None
            if year > today.year + 3
            else (
                date(year, 1, 1),
                min(date(year, 12, 31), max(today, date(year, 1, 1))),
                date(year, 1, 1),
                date(year, 12, 31),
            )
        )
    return _same(today + timedelta(days=_DAYS_OFF[name]))


def _same(day: date) -> _Days:
    return day, day, day, day


def _month(year: int, month: int) -> _Days:
    first, last = date(year, month, 1), month_end(date(year, month, 1))
    return first, last, first, last


def _stated_year(group: dict[str, Any], today: date) -> int | None:
    if group.get("year"):
        return int(group["year"])
    if group.get("short"):
        return 2000 + int(group["short"])
    if group.get("this_year"):
        return today.year - int(group["last_year"] is not None)
    return None


def _month_day(month: int, day: int, year: int | None, today: date) -> _Days:
    if year is not None:
        return _same(date(year, month, day))
    past = _on_or_before(month, day, today)
    future = date(past.year + 1, month, day) if past < today else past
    return past, past, future, future


def _on_or_before(month: int, day: int, today: date) -> date:
    this = date(today.year, month, day)
    return this if this <= today else date(today.year - 1, month, day)


def _month_alone(match: re.Match[str], folded: str, words: dict[str, Any], today: date, language: str) -> _Days | None:
    group = match.groupdict()
    month = int(words["months"][group["month"]])
    opened = opens(folded, match.start("month"), "month_openers", language)
    if group["month"] in words["ambiguous_months"] and not (opened or group.get("this_year")):
        return None
    year = _stated_year(group, today)
    if year is not None:
        return _month(year, month)
    year = today.year if month <= today.month else today.year - 1
    if (group.get("opener") or "").strip() in words["last"] and month == today.month:
        year -= 1
    first, last = date(year, month, 1), min(month_end(date(year, month, 1)), today)
    return first, last, date(year + 1, month, 1), month_end(date(year + 1, month, 1))


def _counted(name: str, group: dict[str, Any], words: dict[str, Any], today: date, language: str) -> _Days | None:
    said = re.sub(r"\s+", " ", group["count"])
    count = words["vague_numbers"].get(said)
    if count is None:
        count = said if re.fullmatch(r"\d+(?:\.\d+)?", said) else spelled_value(said, language)
    if not count:
        return None
    amount, unit = float(count), int(words["units"][group["unit"]])
    amount += 0.5 if group.get("half") or group.get("half_after") else 0
    if amount * unit > 45000:
        return None
    if unit < 30:
        day = today - timedelta(days=round(amount * unit))
        first, last = (day, day) if unit == 1 or name == "ago" else (day - timedelta(days=3), day + timedelta(days=3))
    else:
        months = round(amount * (1 if unit == 30 else 12))
        day = add_months(today, -months)
        slack = 0 if amount != int(amount) else 15 if unit == 30 else 183
        first, last = day - timedelta(days=slack), min(day + timedelta(days=slack), today)
    if name.startswith("few"):
        first, last = day, today
    if group.get("more"):  # "3 months and 2 days ago"
        first = last = day - timedelta(days=int(group["more"]) * int(words["units"][group["more_unit"]]))
    return first, last, first, last


def _relative(group: dict[str, Any], words: dict[str, Any], today: date) -> _Days:
    which = "last" if group["which"] in words["last"] else "next" if group["which"] in words["next"] else "this"
    span = words["calendar_units"].get(group["span"], group["span"])
    step = {"last": -1, "this": 0, "next": 1}[which]
    if span == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * step)
        return monday, monday + timedelta(days=6), monday, monday + timedelta(days=6)
    if span == "month":
        first = add_months(today.replace(day=1), step)
        return first, month_end(first), first, month_end(first)
    if span == "year":
        first, last = date(today.year + step, 1, 1), date(today.year + step, 12, 31)
        return first, last, first, last
    start, end = (int(one) for one in words["seasons"][span])
    year = today.year if start <= today.month else today.year - 1
    if which == "last" and year == today.year and start <= today.month <= (end if end > start else end + 12):
        year -= 1
    first, last, _, _ = _season([start, end], year)
    following = _season([start, end], year + 1)
    return first, min(last, today), following[0], following[1]


def _holiday(group: dict[str, Any], words: dict[str, Any], today: date) -> _Days:
    """The last time that a holiday was, or in the year that is said, and the next time."""
    (first_month, first_day), (last_month, last_day) = (
        [int(one) for one in day.split("-")] for day in words["holidays"][group["holiday"]]
    )
    year = _stated_year(group, today) or today.year - (date(today.year, last_month, last_day) > today)
    first, last = date(year, first_month, first_day), date(year, last_month, last_day)
    following = (date(year + 1, first_month, first_day), date(year + 1, last_month, last_day))
    return first, min(last, max(first, today)), *(following if first <= today else (first, last))


def _season(months: list[Any], year: int) -> _Days:
    start, end = int(months[0]), int(months[1])
    first, last = date(year, start, 1), month_end(date(year + (end < start), end, 1))
    return first, last, first, last


def _weekday(match: re.Match[str], folded: str, words: dict[str, Any], today: date, language: str) -> _Days | None:
    said = match.group("weekday")
    opened = match.group("which") or opens(folded, match.start("weekday"), "weekday_openers", language)
    if said in words["ambiguous_weekdays"] and not opened:
        return None
    day = today - timedelta(days=(today.weekday() - int(words["weekdays"][said])) % 7)
    ahead = day + timedelta(days=7) if day < today or match.group("which") in words["next"] else day
    if match.group("which") in words["next"]:
        return ahead, ahead, ahead, ahead
    return day, day, ahead, ahead
