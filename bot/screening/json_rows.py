"""Rows of JSON Lines files: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from struct import pack, unpack
from typing import Any

from bot.screening.rows import Row
from bot.wording.screening import ScreeningWords
from nlp.tables.rows import NESTED

_HIGHEST = 1e38  # of a number in four bytes


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
    """A value of a typed table as it would stand in a CSV file; "" for nothing, `NESTED` for an object or the like."""
    if isinstance(value, float):
        return "" if value != value else _number(value)
    if isinstance(value, list):
        return "; ".join(filter(None, map(as_text, value)))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | Decimal):
        return _whole(str(value))
    return NESTED if value else ""


def _number(value: float) -> str:
    """A number as it was written, also where a file keeps it in four bytes, in which 1.2 is 1.2000000477."""
    short = f"{value:.7g}"
    return short if abs(value) < _HIGHEST and unpack("f", pack("f", float(short)))[0] == value else f"{value:.10g}"


def _whole(text: str) -> str:
    """The text with a sign for each half of a character, of which JSON can hold one alone."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
