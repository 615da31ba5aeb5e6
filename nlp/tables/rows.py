"""One row of a table as facts: the words of its texts, and what its other cells state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from nlp.facts import Fact, Frozen, When
from nlp.reading import LONGEST, Context, read
from nlp.tables import cells
from nlp.tables.amounts import Doubt, DoubtfulError
from nlp.tables.cells import is_empty
from nlp.tables.coded_cells import coded_facts
from nlp.tables.headings import TEXTS, Column

NESTED = "\ufffc"  # stands in a cell for what is no single text or number


class Source(Frozen):
    """The facts of one column."""

    column: Column
    facts: tuple[Fact, ...]


class Doubted(Frozen):
    """A cell that was not used, and why."""

    heading: str
    doubt: Doubt


class RowReading(Frozen):
    """What a row states, the source of each fact kept apart; `context` says how its texts speak of the patient."""

    sources: tuple[Source, ...]
    doubted: tuple[Doubted, ...]
    context: Context


Filled = Sequence[tuple[Column, str]]


def read_row(columns: Sequence[Column], row: Sequence[str], today: date, language: str) -> RowReading:
    """What a row of a table states, text first; cells and columns go in pairs.

    Texts are read in stretches of `LONGEST` characters. A date that is in doubt leaves its value without a date.
    Raises VocabularyError where there is no vocabulary for the language.
    """
    known = [one for one in zip(columns, row, strict=True) if one[0].role != "unread"]
    filled = [one for one in known if NESTED in one[1] or not is_empty(one[1], language)]
    sources: list[Source] = []
    doubted: dict[Doubted, None] = {}
    context = Context()
    for column, cell in filled:
        if NESTED in cell:
            doubted[Doubted(heading=column.heading, doubt="nested")] = None
        elif column.role in TEXTS:
            facts, context = _words(column, cell, today, language, context)
            sources.append(Source(column=column, facts=facts))
    filled = [one for one in filled if NESTED not in one[1]]
    for column, cell in filled:
        try:
            facts = _facts(column, cell, _Beside(filled, doubted, today, language))
        except DoubtfulError as error:
            doubted[Doubted(heading=column.heading, doubt=error.doubt)] = None
        else:
            sources += [Source(column=column, facts=facts)] if facts else []
    return RowReading(sources=tuple(sources), doubted=tuple(doubted), context=context)


class _Beside(NamedTuple):
    """What stands beside a cell in its row; `doubted` takes the dates that are in doubt."""

    filled: Filled
    doubted: dict[Doubted, None]
    today: date
    language: str

    def cell(self, role: str, concept: str) -> str:
        """The cell of a column that belongs to a test, "" where there is none."""
        return next((cell for own, cell in self.filled if own.role == role and own.concept == concept), "")

    def day(self, concept: str) -> When | None:
        """The day of a result: that of its test, else that of the row."""
        return self._day_in([one for one in self.filled if one[0].role == "lab_date" and one[0].concept == concept])

    def row_day(self) -> When | None:
        """The day of the row."""
        return self._day_in([])

    def _day_in(self, own: Filled) -> When | None:
        dates = [*own, *(one for one in self.filled if one[0].role == "date")]
        try:
            return cells.day(dates[0][1], self.today, self.language) if dates else None
        except DoubtfulError as error:
            self.doubted[Doubted(heading=dates[0][0].heading, doubt=error.doubt)] = None
            return None


def _facts(column: Column, cell: str, beside: _Beside) -> tuple[Fact, ...]:
    """What one cell states; nothing for a column that only helps to read others. Raises DoubtfulError."""
    concept, language = column.concept, beside.language
    if column.role == "codes":
        return coded_facts(cell, column, beside.today, language)
    if column.role == "lab":
        unit, limit = beside.cell("unit", concept), beside.cell("upper_limit", concept)
        return (cells.lab(cell, column, unit, beside.day(concept), limit, language),)
    if column.role == "test":
        return (cells.test(cell, column, beside.day(concept), language),)
    if column.role in ("age", "onset_age"):
        return (cells.age(cell, column, beside.row_day(), beside.today, language),)
    if column.role == "birth_date":
        return (cells.birth_date(cell, column, beside.today, language),)
    return ()


def _words(column: Column, cell: str, today: date, language: str, context: Context) -> tuple[tuple[Fact, ...], Context]:
    """The facts of a text, and the context for the next."""
    text = f"{column.heading}: {cell}" if column.role == "said" else cell
    found: list[Fact] = []
    for piece in _pieces(text):
        reading = read(piece, language, today, context)
        found, context = found + list(reading.facts), reading.context
    return tuple(found), context


def _pieces(text: str) -> Iterator[str]:
    """The text in stretches of at most `LONGEST` characters, parted at the end of a line, a sentence or a word."""
    while len(text) > LONGEST:
        cut = max(text.rfind(mark, LONGEST // 2, LONGEST) for mark in ("\n", ". ", " "))
        cut = cut + 1 if cut > 0 else LONGEST
        yield text[:cut]
        text = text[cut:]
    yield text
