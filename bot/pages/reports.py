"""A page for each patient of a list, in a folder: no page over another, none beside the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from bot.own_files import own_file
from bot.pages.pdf import summary_pdf
from bot.pages.summary import summary_of
from bot.session import Session

_UNSAFE = re.compile(r"[^\w-]+")  # a dot too: "..", ".hidden", a second ending
_LONGEST = 60  # characters of a file name: 240 bytes of UTF-8 at most, and a disk allows 255


def write_report(folder: Path, name: str, session: Session, today: date) -> Path:
    """Writes the page of the patient whom the desk calls `name` and says where it is, for its owner alone.

    The file is named after `name`; where another page has that name, a number follows. The same page is not written
    twice. Raises OSError where the folder takes no file.
    """
    page = summary_pdf(summary_of(session, today, name))
    return next(path for path in _paths(folder, name) if _placed(page, path))


def _paths(folder: Path, name: str) -> Iterator[Path]:
    stem = _UNSAFE.sub("_", name).strip("_")[:_LONGEST] or "patient"
    yield folder / f"{stem}.pdf"
    yield from (folder / f"{stem}-{number}.pdf" for number in count(2))


def _placed(content: bytes, path: Path) -> bool:
    """Whether the file holds the content, written now where there was none."""
    with own_file(path, replace=False) as draft:
        draft.write_bytes(content)
    return path.is_file() and path.read_bytes() == content
