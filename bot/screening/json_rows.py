"""Rows of JSON Lines files: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from bot.screening.rows import Row
from bot.wording.screening import ScreeningWords


def json_headings(lines: Iterable[str]) -> list[str]:
    """All keys of all lines, in the order of their first appearance."""
    return list(dict.fromkeys(key for line in lines for key in _object(line) or ()))


def json_rows(lines: Iterable[str], headings: Sequence[str], words: ScreeningWords) -> Iterator[Row]:
    """One row a line; what is no object comes out with its error."""
    filled = (line for line in lines if line.strip())
    for number, line in enumerate(filled, start=1):
        found = _object(line)
        if found is None:
            yield Row(number, (), words.bad_rows["not_an_object"])
        else:
            yield Row(number, tuple(as_text(found.get(heading)) for heading in headings))


def as_text(value: object) -> str:
    """A value of a typed table as it would stand in a CSV file; "" for nothing, and for what is no single value."""
    if isinstance(value, float):
        return "" if value != value else f"{value:.10g}"
    if isinstance(value, list):
        return "; ".join(filter(None, map(as_text, value)))
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str | int) else ""


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
