"""The page of one patient, from plain words or a health record, in a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bot.errors import PageError, WrongUseError
from bot.own_files import own_file
from bot.pages.html import summary_html
from bot.pages.pdf import summary_pdf
from bot.pages.summary import Summary, summary_of
from bot.screening.text_files import TextFile
from bot.session import Session
from nlp.facts import Fact
from nlp.health_records import PatientRecord, RecordProblem, is_health_record, patients
from nlp.reading import Context, read
from trials.profile import Profile

LANGUAGE = "en"
LONGEST = 100_000  # characters of plain words; what is longer is not about one patient


class Told(NamedTuple):
    """What a source states about its patient, and lines about what of it was not used."""

    facts: Sequence[Fact]
    context: Context = Context()
    notes: Sequence[str] = ()


def write_page(out: Path, source: Path | None, name: str, trial: str, today: date) -> Sequence[str]:
    """Writes the page as PDF or HTML, as the name of `out` says, for its owner alone; gives lines of what was not used.

    `source` holds plain words or the health record of one patient; without it the words come from standard input.
    Raises WrongUseError where the name of `out` is neither, PageError, ScreeningError or RecordError where something
    cannot be read or written.
    """
    makers = {".pdf": summary_pdf, ".html": _html}
    if out.suffix.lower() not in makers:
        raise WrongUseError(f"--out {out}: the name has to end in .pdf or .html")
    try:
        told = _told(source, today)
    except OSError as error:
        raise PageError(f"{source}: {error.strerror or type(error).__name__}") from None
    profile = Profile().tell(told.facts, today)
    session = Session(language=LANGUAGE, trial=trial, profile=profile, context=told.context)
    content = makers[out.suffix.lower()](summary_of(session, today, name))
    try:
        with own_file(out, replace=True) as draft:
            draft.write_bytes(content)
    except OSError as error:
        raise PageError(f"--out {out}: {error.strerror or type(error).__name__}") from None
    return told.notes if told.facts else [*told.notes, "nothing was understood of what was told; the page says so"]


def _html(page: Summary) -> bytes:
    return summary_html(page).encode(errors="replace")


def _told(source: Path | None, today: date) -> Told:
    if source is not None and (source.is_dir() or is_health_record(source)):
        return _recorded(source, today)
    text = sys.stdin.read(LONGEST + 1) if source is None else "".join(TextFile(source))
    if len(text) > LONGEST:
        raise PageError(f"{source or 'the text'}: longer than {LONGEST:,} characters; a page is about one patient")
    reading = read(text, LANGUAGE, today, Context())
    return Told(reading.facts, reading.context)


def _recorded(source: Path, today: date) -> Told:
    """The facts of the one patient of a health record."""
    people: list[PatientRecord] = []
    problems: list[RecordProblem] = []
    for one in patients(source, today, LANGUAGE):
        if isinstance(one, PatientRecord):
            people.append(one)
            problems += one.problems
        else:
            problems.append(one)
        if len(people) > 1:
            raise PageError(
                f"{source}: holds more than one patient; trialfit screen --reports writes a page for each of them"
            )
    notes = [f"{problem.where}: {problem.message}" for problem in problems]
    if not people:
        raise PageError(next(iter(notes), f"{source}: holds no patient"))
    return Told(people[0].facts, notes=notes)
