"""The chapters of what is told back, of questions about the study, and of commands."""

from __future__ import annotations

from collections.abc import Iterator

from bot.script.blocks import Block, Heading, Says, Table
from bot.script.marks import Marks
from bot.small_talk import COMMANDED
from bot.wording import trial_wording
from trials.catalog import Trial


def telling(marks: Marks) -> Iterator[Block]:
    """What was understood, told back, and corrections of it."""
    words = marks.script.telling
    yield from marks.chapter(words)
    yield Heading(level=2, text=words.corrections)
    yield from map(marks.saying, words.correction_says)


def trial_questions(trial: Trial, marks: Marks) -> Iterator[Block]:
    """Questions about the study and what is answered from the record."""
    words = marks.script.trial
    yield from marks.chapter(words)
    for one in trial_wording(marks.words.language, trial.record.nct_id).questions.values():
        silent = f" {marks.say('silent')}" if one.silent else ""
        yield Says(when=words.example.format(asked=one.asked), text=marks.show(one.says) + silent)


def commands(trial: Trial, marks: Marks) -> Iterator[Block]:
    """The commands and what they show."""
    words, known = marks.script.commands, marks.words.intents.commands
    questions = trial_wording(marks.words.language, trial.record.nct_id).questions
    yield from marks.chapter(words)
    rows = []
    for name, does in words.does.items():
        asked = ", ".join(f"“{questions[one].asked}”" for one in COMMANDED.get(name, ()))
        told = words.parts.format(does=does, questions=asked) if asked else does
        rows.append((" / ".join(sorted(known[name])), told))
    yield Table(head=words.head, rows=tuple(rows), shares=(0.3, 0.7))
