"""The chapter of the results: every text, and whole results from chats that took the answers of the questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.dialogue import standing_of, turn
from bot.script.blocks import Block, Example, Heading, Text
from bot.script.marks import Marks
from bot.script.walk import Result, Walk
from bot.session import Session
from trials.catalog import Trial
from trials.matching import Status

_MOST = 40  # turns, after which a chat has ended


def verdicts(trial: Trial, marks: Marks, today: date) -> Iterator[Block]:
    """The texts of the results and examples of whole ones."""
    words = marks.script.verdicts
    yield from marks.chapter(words)
    yield Heading(level=2, text=words.samples)
    yield Text(text=words.samples_text)
    walk = Walk(trial.record.nct_id, marks.words.language, today)
    good = {one: results[0].said for one, results in _leading_to("pass", trial, walk).items()}
    decisive = {one.id: good[one.id] for one in trial.criteria if one.decisive}
    yield Example(when=words.sample["likely_fit"], text=_end(walk, marks, good))
    yield Example(when=words.sample["possible_fit"], text=_end(walk, marks, decisive))
    yield Example(when=words.sample["needs_info"], text=_end(walk, marks, {}))
    bad = [result for results in _leading_to("fail", trial, walk).values() for result in results]
    passing = [result for result in bad if standing_of(result.session, today).assessment.revisit_on]
    lasting = [result for result in bad if result not in passing]
    for result in (*lasting[:1], *passing[:1]):
        text = "\n\n".join(result.replies)
        yield Example(when=words.sample["not_a_fit"].format(answer=result.said), text=text)


def _leading_to(status: Status, trial: Trial, walk: Walk) -> Mapping[str, list[Result]]:
    """The answers that bring a point, and no other, to a status, by point in the order asked."""
    return {
        one: [result for result in walk.wordings(one)[0].results if result.changes == ((one, status),)]
        for ids in trial.questions
        for one in ids
    }


def _end(walk: Walk, marks: Marks, answers: Mapping[str, str]) -> str:
    """The last reply of a chat in which each point gets its answer, or is not known."""
    not_known = marks.words.say("buttons.dont_know")
    session, said = turn(Session(language=walk.language, trial=walk.trial), "/start", walk.today)
    for _ in range(_MOST):
        if not said.asking:
            break
        told = [answers.get(one, not_known) for one in said.asking]
        session, said = turn(session, "; ".join(told) if len(set(told)) > 1 else told[0], walk.today)
    return "\n\n".join(said.replies)
