"""The last chapters: the criteria with the record's lines, what the marks stand for, the names of things told."""

from __future__ import annotations

from collections.abc import Iterator

from bot.script.blocks import Block, Heading, Table, Text
from bot.script.marks import Marks, mark
from bot.wording import trial_wording
from nlp.concepts import concepts
from trials.catalog import Trial


def criteria(trial: Trial, marks: Marks) -> Iterator[Block]:
    """Every criterion with the record's line, who knows about it, and the question that asks for it."""
    words, own = marks.script.criteria, trial_wording(marks.words.language, trial.record.nct_id)
    asked = {one: str(number) for number, ids in enumerate(trial.questions, start=1) for one in ids}
    yield from marks.chapter(words)
    rows = tuple(
        (
            f"{one.id} {own.criteria[one.id].label}",
            one.text,
            own.criteria[one.id].clinical,
            words.known_by[one.known_by],
            asked.get(one.id, words.never),
        )
        for one in trial.criteria
    )
    yield Table(head=words.head, rows=rows, shares=(0.2, 0.41, 0.16, 0.12, 0.11))


def fills(trial: Trial, marks: Marks) -> Iterator[Block]:
    """What stands for what."""
    words, own = marks.script, trial_wording(marks.words.language, trial.record.nct_id)
    clinical = trial_wording(marks.words.language, trial.record.nct_id, clinician=True)
    asked = (said.criteria[one] for said in (own, clinical) for one in own.lab_sheet)
    tests = {"items": [one.short or one.label for one in asked]}
    yield Heading(level=1, text=words.fills_title)
    yield Text(text=words.fills_text)
    rows = []
    for name, fill in words.fills.items():
        listed = dict.fromkeys((*marks.choices(fill), *tests.get(name, ())))
        choices = " · ".join(f"“{text}”" for text in listed)
        rows.append((mark(fill.shown), ": ".join(part for part in (fill.means, choices) if part)))
    yield Table(head=words.fills_head, rows=tuple(rows), shares=(0.28, 0.72))


def names(marks: Marks) -> Iterator[Block]:
    """The names that the bot gives to what it understood."""
    words, labels = marks.script.names, (marks.words.labels, marks.clinical.labels)
    yield Heading(level=1, text=words.title)
    told, absent = words.text
    yield Text(text=told)
    yield Text(
        text=" · ".join(
            dict.fromkeys(known.of(one) for known in labels for one in concepts() if one not in known.hidden)
        )
    )
    yield Text(text=absent)
    yield Text(text=" · ".join(dict.fromkeys(text for known in labels for text in known.absent.values())))
    both = [said.replies["units"] for said in (marks.words, marks.clinical)]
    canonical = (units.get(one.unit, one.unit) for units in both for one in concepts().values() if one.unit)
    named = dict.fromkeys((*canonical, *(unit for units in both for unit in units.values())))
    yield Text(text=words.units.format(units=" · ".join(unit for unit in named if unit)))
