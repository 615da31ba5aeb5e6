"""Rows of CSV files. Polars reads a file as a whole: one bad row ends it, or shifts cells unseen."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from bot.screening.rows import Row
from bot.wording.screening import ScreeningWords

_SEPARATORS = ",;\t|"
_LONGEST_CELL = 2_000_000  # characters; a quotation mark that nothing closes ends there


def separator(heading: str) -> str:
    """What parts the cells of a first line."""
    return max(_SEPARATORS, key=heading.count)


def csv_rows(found: Iterable[list[str] | str], mark: str, width: int, words: ScreeningWords) -> Iterator[Row]:
    """The rows of records below the heading, of `width` cells each, numbered from 1; with its error what is no row."""
    number = 0
    for cells in found:
        if cells == [] or (isinstance(cells, list) and len(cells) > 1 and not any(map(str.strip, cells))):
            continue  # a blank line, or one with nothing but separators
        number += 1
        if isinstance(cells, str):
            whole = cells.partition('"')[0].split(mark)[:-1]  # the cells before the first quotation mark
            yield Row(number, tuple(whole[:1]), words.bad_rows["quotes"])
        elif len(cells) != width:
            error = words.bad_rows["fields"].format(found=len(cells), wanted=width)
            yield Row(number, tuple(cells[:1]), error)  # the cells after one too many are anyone's
        else:
            yield Row(number, tuple(cells))


def records(lines: Iterable[str], mark: str) -> Iterator[list[str] | str]:
    """The cells of each record; a line itself where its quotation marks do not match, after which the next is read."""
    csv.field_size_limit(_LONGEST_CELL)
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=mark, strict=True)
    while True:
        source.taken = []
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield source.taken[0]
            source.put_back(source.taken[1:])
            reader = csv.reader(source, delimiter=mark, strict=True)


class _Lines:
    """Lines of which those `taken` last can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def put_back(self, lines: list[str]) -> None:
        self._again += reversed(lines)
