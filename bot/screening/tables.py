"""Tables in files: their headings and their rows, one after the other, however large the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import polars as pl

from bot.errors import ScreeningError
from bot.screening.csv_rows import csv_rows, records, separator
from bot.screening.json_rows import as_text, json_headings, json_rows
from bot.screening.rows import Row
from bot.screening.text_files import TextFile
from bot.wording.screening import ScreeningWords

_PARQUET = b"PAR1"
_NO_TABLES = {
    b"PK\x03\x04": "a spreadsheet or archive; save the list as CSV",
    b"\xd0\xcf\x11\xe0": "a spreadsheet or document; save the list as CSV",
    b"%PDF": "a PDF; save the list as CSV",
    b"\x1f\x8b": "compressed; unpack it first",
}
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t|])"?\s*')  # what spreadsheets read, and some write
_SLICE = 2_000  # rows of a Parquet file in memory at once


Piece = TypeVar("Piece")


class Listed(NamedTuple, Generic[Piece]):
    """A list, piece by piece: `position` of `size` tells how far it is read (None: nobody knows), `foreign` how many
    bytes of it were not UTF-8 so far."""

    pieces: Iterator[Piece]
    size: int | None
    position: Callable[[], int]
    foreign: Callable[[], int] = lambda: 0


class Table(NamedTuple):
    """A table: its headings, and its rows."""

    headings: Sequence[str]
    rows: Listed[Row]


def open_table(path: Path, words: ScreeningWords) -> Table:
    """The table in a file: Parquet and JSON Lines by their content, else CSV; or in a folder of Parquet files.

    Raises OSError where it can't be read, ScreeningError where it is no table.
    """
    if path.is_dir():
        return _parquet(path, sorted(path.glob("*.parquet")))
    with path.open("rb") as file:
        begin = file.read(4)
    if begin == _PARQUET:
        return _parquet(path, [path])
    if path.suffix == ".parquet":
        raise ScreeningError(f"{path}: not a Parquet file")
    if wrong := next((why for mark, why in _NO_TABLES.items() if begin.startswith(mark)), ""):
        raise ScreeningError(f"{path}: {wrong}")
    text = TextFile(path)
    first = next((line for line in text if line.strip()), "")
    if not first:
        raise ScreeningError(f"{path}: the file is empty")
    if first.lstrip().startswith("["):
        raise ScreeningError(f"{path}: one JSON array; write one object a line (JSON Lines)")
    if first.lstrip().startswith("{"):
        headings = json_headings(chain([first], text))
        again = TextFile(path)
        return Table(headings, _from(again, json_rows(again, headings, words)))
    return _csv(path, separator(first), words)


def _csv(path: Path, mark: str, words: ScreeningWords) -> Table:
    text = TextFile(path)
    first = _SEPARATOR_LINE.fullmatch(next(iter(text), ""))
    text, mark = (text, first[1]) if first else (TextFile(path), mark)
    found = records(text, mark)
    headings = next((one for one in found if one != []), None)
    if headings is None or isinstance(headings, str):
        raise ScreeningError(f"{path}: the quotation marks of the first line, the heading, do not match")
    return Table(headings, _from(text, csv_rows(found, mark, len(headings), words)))


def _from(text: TextFile, rows: Iterator[Row]) -> Listed[Row]:
    return Listed(rows, text.size, lambda: text.position, lambda: text.foreign)


def _parquet(path: Path, files: list[Path]) -> Table:
    if not files:
        raise ScreeningError(f"{path}: neither health records nor Parquet files in this folder")
    wrong = ScreeningError(f"{path}: damaged Parquet, or files of different columns")
    try:
        lazy = pl.scan_parquet(files, glob=False)
        headings, size = lazy.collect_schema().names(), lazy.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError:
        raise wrong from None
    read = [0]

    def rows() -> Iterator[Row]:
        for start in range(0, size, _SLICE):
            try:
                found = lazy.slice(start, _SLICE).collect()
            except pl.exceptions.PolarsError:
                raise wrong from None
            for cells in found.iter_rows():
                read[0] += 1
                yield Row(read[0], tuple(map(as_text, cells)))

    return Table(headings, Listed(rows(), size, lambda: read[0]))
