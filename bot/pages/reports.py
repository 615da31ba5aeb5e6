"""A page for each patient of a list, in a folder: no page over another, none beside the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from pathlib import Path

from bot.own_files import own_file
from bot.pages.html import summary_html
from bot.pages.pdf import summary_pdf
from bot.pages.summary import summary_of
from bot.session import Session

_UNSAFE = re.compile(r"[^\w-]+")  # a dot too: "..", ".hidden", a second ending
_LONGEST = 60  # characters of a file name: 240 bytes of UTF-8 at most, and a disk allows 255


def write_report(folder: Path, name: str, session: Session, today: date) -> Path:
    """Writes the page of the patient whom the desk calls `name`, for its owner alone, and says where the PDF is.

    The page is written as PDF and HTML, two files named after `name`; where another page has that name, a number
    follows. The same page is not written twice. Raises OSError where the folder takes no file.
    """
    page = summary_of(session, today, name)
    contents = {".pdf": summary_pdf(page), ".html": summary_html(page).encode(errors="replace")}
    named = ({folder / f"{stem}{ending}": content for ending, content in contents.items()} for stem in _stems(name))
    return next(iter(next(files for files in named if _placed(files))))


def _placed(files: Mapping[Path, bytes]) -> bool:
    """Whether these files hold this now; they are written where there is none of their names.

    Who has placed the first may place the others: so two processes never mix their pages.
    """
    if not all(_is_free(path) or _holds(path, content) for path, content in files.items()):
        return False
    return all(_written(path, content) for path, content in files.items())


def _written(path: Path, content: bytes) -> bool:
    with own_file(path, replace=False) as draft:
        draft.write_bytes(content)
    return _holds(path, content)


def _stems(name: str) -> Iterator[str]:
    stem = _UNSAFE.sub("_", name).strip("_")[:_LONGEST] or "patient"
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))


def _is_free(path: Path) -> bool:
    return not path.exists() and not path.is_symlink()


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
