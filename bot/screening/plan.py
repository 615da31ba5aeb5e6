"""How the rows of a table are read: which column holds what, and against which trial on which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.errors import ScreeningError, WrongUseError
from nlp.facts import Frozen
from nlp.tables.headings import Column, Role, columns, tells_of_others

_LONG_TEXT = 40  # characters that the cells of a column of free text have at least, on average


class Aim(Frozen):
    """What patients are screened for, and how: the trial, the language of the texts, the day taken for today."""

    trial: str
    language: str
    today: date


class Plan(Frozen):
    """How the rows of a table are read and screened; `reports`: the folder for a page for each patient, if wanted."""

    columns: tuple[Column, ...]
    aim: Aim
    reports: Path | None = None


def plan_of(
    headings: Sequence[str], sample: Sequence[Sequence[str]], aim: Aim, text: str | None, own_id: str | None
) -> Plan:
    """The plan for a table; `text` and `own_id` name its columns of free text and of ids, where they are not found.

    A column of free text that its heading does not tell is found by the length of its cells in some rows, `sample`.
    Raises WrongUseError where a column that is named is not there, or several may be meant, ScreeningError where
    nothing in the table can be read.
    """
    found = list(columns(headings, aim.language))
    for heading, role in ((text, "note"), (own_id, "id")):
        if heading is not None:
            found = _named(found, heading, "note" if role == "note" else "id")
    if not any(one.role == "note" for one in found):
        found = _with_text(found, sample, aim.language)
    if all(one.role in ("id", "aside", "unread") for one in found):
        raise ScreeningError(
            "no column can be read: the first row has to name them; --text names the one with the text"
        )
    return Plan(columns=tuple(found), aim=aim)


def _named(found: Sequence[Column], heading: str, role: Role) -> list[Column]:
    """The columns with one role given to the column of that heading alone."""
    if heading not in (one.heading for one in found):
        raise WrongUseError(f"--{'text' if role == 'note' else 'id'}: no column of that name")
    others = [Column(heading=one.heading, role="unread") if one.role == role else one for one in found]
    return [Column(heading=heading, role=role) if one.heading == heading else one for one in others]


def _with_text(found: Sequence[Column], sample: Sequence[Sequence[str]], language: str) -> list[Column]:
    """The columns with the one of long cells, of which nothing else is known, taken for free text."""
    long = [
        place
        for place, one in enumerate(found)
        if one.role == "unread"
        and not tells_of_others(one.heading, language)
        and _mean_length(sample, place) >= _LONG_TEXT
    ]
    if len(long) > 1:
        raise WrongUseError("several columns may hold the text; name the one that does: --text COLUMN")
    return [Column(heading=one.heading, role="note") if place in long else one for place, one in enumerate(found)]


def _mean_length(sample: Sequence[Sequence[str]], place: int) -> float:
    lengths = [len(cells[place]) for cells in sample if len(cells) > place and cells[place].strip()]
    return sum(lengths) / len(lengths) if lengths else 0
