"""The first chapters: what the script is, how to read it, and how a chat begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.metadata import version

from bot.dialogue import turn
from bot.script.blocks import Block, Heading, Table, Text
from bot.script.marks import Marks, mark
from bot.session import Session
from bot.telling import day
from bot.wording.gates import gates_at_hand
from trials.catalog import Trial

_HALVES = (0.34, 0.66)
_KEPT_DAYS = 30


def about(trial: Trial, marks: Marks, today: date) -> Iterator[Block]:
    """What the script is and how it is read."""
    words = marks.script.about
    yield from marks.chapter(words)
    names = words.languages
    values = {
        "version": version("trialfit"),
        "trial": trial.record.nct_id,
        "title": trial.record.title,
        "updated": marks.record["record_date"],
        "status": marks.show(words.status),
        "dates": marks.show(words.dates),
        "sponsor": marks.record["sponsor"],
        "site": marks.show(words.site),
        "contact": marks.show(words.contact),
        "language": names[marks.words.language],
        "gates": ", ".join(names[language] for language in gates_at_hand()),
        "written": day(today, marks.words),
    }
    yield Table(head=words.facts, rows=tuple((words.rows[key], values[key]) for key in words.rows), shares=_HALVES)
    yield Heading(level=2, text=words.reading)
    yield from (Text(text=text) for text in words.reading_text)
    yield _persons(marks)
    yield Text(text=words.statuses)
    states = marks.words.replies["status_words"]
    rows = tuple((states[status], meaning) for status, meaning in words.status_means.items())
    yield Table(head=words.status_head, rows=rows, shares=_HALVES)


def _persons(marks: Marks) -> Table:
    """The forms of address, those of a row for each mark."""
    words, persons = marks.script.about, marks.words.replies["persons"]
    kinds = tuple(kind for kind in words.persons if kind != "marks")
    rows = tuple(
        (
            " ".join(part for part in (mark(persons["unknown"][form]), f"({role})" if role else "") if part),
            *(persons[kind][form] or "–" for kind in kinds),
        )
        for form, role in words.person_rows.items()
    )
    head = tuple(words.persons.values())
    return Table(head=head, rows=rows, shares=tuple(1 / len(head) for _ in head))


def opening(trial: Trial, marks: Marks, today: date) -> Iterator[Block]:
    """How a chat begins, and what answers to the consent question lead to."""
    words = marks.script.opening
    yield from marks.chapter(words)
    yield Heading(level=2, text=words.kept)
    start = Session(language=marks.words.language, trial=trial.record.nct_id, kept_days=_KEPT_DAYS)
    rows = []
    for answers in words.answers:
        session, said = turn(start, "/start", today)
        for answer in answers:
            session, said = turn(session, answer, today)
        first = said.replies[0].split("\n\n")[0]
        rows.append((" → ".join(answers), first, words.permissions[session.permission]))
    yield Table(head=words.answers_head, rows=tuple(rows), shares=(0.3, 0.5, 0.2))
