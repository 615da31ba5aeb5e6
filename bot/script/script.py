"""The script for a review board: everything that the bot can ask and say about a trial."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count

from bot.script.about import about, opening
from bot.script.appendix import criteria, fills, names
from bot.script.blocks import Block, Heading, Script
from bot.script.gates import gates
from bot.script.marks import marks_of
from bot.script.questions import questions
from bot.script.replies import commands, telling, trial_questions
from bot.script.telegram import summary, telegram
from bot.script.verdicts import verdicts
from trials.catalog import Trial


def script_of(trial: Trial, today: date, language: str = "en") -> Script:
    """The script of a trial in a language, written on `today`: made from the data that the bot runs on."""
    marks = marks_of(trial, language)
    words = marks.script
    blocks = (
        *about(trial, marks, today),
        *opening(trial, marks, today),
        *questions(trial, marks, today),
        *verdicts(trial, marks, today),
        *gates(marks),
        *telling(marks),
        *marks.chapter(words.asking),
        *trial_questions(trial, marks),
        *marks.chapter(words.talk),
        *commands(trial, marks),
        *marks.for_professional().chapter(words.clinician),
        *marks.chapter(words.records),
        *marks.chapter(words.errors),
        *telegram(marks),
        *summary(marks),
        *criteria(trial, marks),
        *fills(trial, marks),
        *names(marks),
    )
    return Script(
        title=marks.show(words.title),
        subtitle=words.subtitle,
        contents=words.contents,
        page=words.page,
        blocks=tuple(_numbered(blocks)),
    )


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with their chapters numbered."""
    numbers = count(1)
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            yield Heading(level=1, text=f"{next(numbers)}. {block.text}")
        else:
            yield block
