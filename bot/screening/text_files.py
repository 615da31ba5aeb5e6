"""Files of text as lines: UTF-8 or UTF-16 by its mark; what is not UTF-8 is read as Windows-1252, and counted."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from pathlib import Path

from bot.errors import ScreeningError

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONGEST_LINE = 10_000_000  # characters; what is longer comes in pieces, so that no file fills the memory
_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that are not UTF-8, as Python keeps them
_SAMPLE = 4096
_CONTROLS = bytes([*range(9), *range(14, 32)])  # what no text has, but for a stray one
_TEXT, _STRAY = 0.95, 2  # the least share of a text that is no such byte, but for so many


class TextFile:
    """The lines of a file, each with "\\n" at its end; `position` of `size` bytes read, `foreign` bytes not UTF-8."""

    def __init__(self, path: Path) -> None:
        """Opens the file. Raises OSError where it can't be read, ScreeningError where it holds no text."""
        self.size = path.stat().st_size
        self.foreign = 0
        self._bytes = path.open("rb")
        sample = self._bytes.read(_SAMPLE)
        self._bytes.seek(0)
        is_utf16 = sample.startswith(_MARKS)
        if not is_utf16 and len(sample.translate(None, _CONTROLS)) < _TEXT * len(sample) - _STRAY:
            raise ScreeningError(f"{path}: no text, or UTF-16 without its mark; save it as UTF-8")
        encoding, errors = ("utf-16", "replace") if is_utf16 else ("utf-8-sig", "surrogateescape")
        self._text = io.TextIOWrapper(self._bytes, encoding=encoding, errors=errors)

    @property
    def position(self) -> int:
        """How many bytes have been read."""
        return self._bytes.tell()

    def __iter__(self) -> Iterator[str]:
        """The lines that are not read yet."""
        while line := self._text.readline(_LONGEST_LINE):
            yield line if line.isascii() else _ESCAPED.sub(self._windows, line)

    def _windows(self, match: re.Match[str]) -> str:
        self.foreign += 1
        return bytes([ord(match.group()) - 0xDC00]).decode("cp1252", "replace")
