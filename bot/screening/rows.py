"""From a row of a table to a patient."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.screening.agreement import agreed
from bot.screening.patient import Patient
from bot.screening.plan import Plan
from bot.session import Session
from bot.wording.screening import screening_wording
from nlp.tables.headings import Column
from nlp.tables.rows import NESTED, read_row
from trials.catalog import trial

LONGEST_CELL = 100_000  # characters


class Row(NamedTuple):
    """A row of a table: its number, from 1, its cells, and what is wrong where it could not be read as a row."""

    number: int
    cells: tuple[str, ...]
    error: str = ""


def patient_of(row: Row, plan: Plan) -> Patient:
    """The patient of a row; what is wrong with a row that can't be read is its error, without what stands in it."""
    empty = Patient(id=id_of(row, plan.columns), session=Session(language=plan.aim.language, trial=plan.aim.trial))
    words = screening_wording(plan.aim.language)
    if wrong := row.error or _unreadable(row, plan):
        return empty.model_copy(update={"error": wrong})
    read = read_row(plan.columns, row.cells, plan.aim.today, plan.aim.language)
    profile, disputes = agreed(read.sources, trial(plan.aim.trial), plan.aim.today)
    notes = [words.doubts[one.doubt].format(column=one.heading) for one in read.doubted]
    notes += [words.contradiction.format(first=one.first, second=one.second) for one in disputes]
    session = empty.session.model_copy(update={"profile": profile, "context": read.context})
    return empty.model_copy(update={"session": session, "notes": tuple(notes)})


def id_of(row: Row, columns: Sequence[Column]) -> str:
    """What the desk calls the patient; else the number of the row."""
    own = (cell.strip() for column, cell in zip(columns, row.cells, strict=False) if column.role == "id")
    name = next(own, "")
    return str(row.number) if NESTED in name or not name else name


def _unreadable(row: Row, plan: Plan) -> str:
    words = screening_wording(plan.aim.language).bad_rows
    if any("\0" in cell for cell in row.cells):
        return words["nul"]
    if any(len(cell) > LONGEST_CELL for cell in row.cells):
        return words["too_long"].format(limit=f"{LONGEST_CELL:,}")
    return ""
