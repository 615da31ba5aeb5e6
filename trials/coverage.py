"""Whether criteria quote their record: every text stands in it, and nothing of it is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ESCAPE = re.compile(r"\\([^\w\s])")
_SPACES = re.compile(r"\s+")
_HEADING = re.compile(r"(?:key )?(?:inclusion|exclusion) criteria:?", re.IGNORECASE)
_NUMBERING = re.compile(r"(?:^|(?<=[\s;]))\d+\.(?=\s|$)")
_SAYS_SOMETHING = re.compile(r"\w")


def plain(text: str) -> str:
    """A text of a record without its Markdown escapes (`\\>` is `>`), single spaced."""
    return _SPACES.sub(" ", _ESCAPE.sub(r"\1", text)).strip()


def missing(texts: Iterable[str], record: str) -> list[str]:
    """The texts that do not stand in a single line of the record, word for word."""
    lines = _lines(record)
    return [text for text in texts if not any(text in line for line in lines)]


def uncovered(texts: Iterable[str], record: str) -> list[str]:
    """What no text covers: parts of lines that say something, headings and numbering aside."""
    longest_first = sorted(texts, key=len, reverse=True)
    left = []
    for line in _lines(record):
        for text in longest_first:
            line = line.replace(text, "\n")
        left += [part.strip(" *;.") for part in line.split("\n") if _SAYS_SOMETHING.search(_NUMBERING.sub("", part))]
    return left


def _lines(record: str) -> list[str]:
    lines = (plain(line) for line in record.splitlines())
    return [line for line in lines if line and not _HEADING.fullmatch(line.strip("* "))]
