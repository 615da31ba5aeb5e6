"""The chapter of the questions: each with all its wordings and buttons, and what each answer leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.asking import is_checklist, question
from bot.course import buttons
from bot.dialogue import standing_of
from bot.script.blocks import Block, Heading, Record, Says, Table, Text
from bot.script.marks import Marks
from bot.script.walk import Result, Walk, Wording
from bot.session import Session
from bot.verdicts import Standing
from bot.wording.telegram import telegram_wording
from trials.catalog import Trial
from trials.criteria import Criterion

_SHARES = (0.42, 0.24, 0.34)


def questions(trial: Trial, marks: Marks, today: date) -> Iterator[Block]:
    """All questions in the order asked, then the points that are never asked."""
    words, criteria = marks.script.questions, {one.id: one for one in trial.criteria}
    chapter = Questions(trial, marks, today)
    yield Heading(level=1, text=words.title)
    yield from (Text(text=text.format(count=len(trial.questions))) for text in words.text)
    for number, ids in enumerate(trial.questions, start=1):
        labels = ", ".join(chapter.label(one) for one in ids)
        yield Heading(level=2, text=words.heading.format(number=number, labels=labels))
        if len(ids) > 1:
            yield from chapter.together(ids)
        for one in ids:
            yield from chapter.point(criteria[one])
    asked = {one for ids in trial.questions for one in ids}
    yield Heading(level=2, text=words.alone)
    yield Text(text=words.alone_text)
    for criterion in trial.criteria:
        if criterion.id not in asked:
            yield Heading(level=3, text=f"{criterion.id} {chapter.label(criterion.id)}")
            yield from chapter.record(criterion)


class Questions:
    """The blocks about questions and points."""

    def __init__(self, trial: Trial, marks: Marks, today: date) -> None:
        self._trial, self._marks, self._today = trial, marks, today
        self._words = marks.script.questions
        self._walk = Walk(trial.record.nct_id, marks.words.language, today)
        self._own = self._standing(Session(language=marks.words.language, trial=trial.record.nct_id)).own

    def label(self, one: str) -> str:
        """The name of a point."""
        return self._own.criteria[one].label

    def together(self, ids: tuple[str, ...]) -> Iterator[Block]:
        """A question about several points as it is asked where nothing of it is known."""
        session, words = self._walk.asked(ids), self._words
        yield self._asked(words.sees, session)
        yield Says(when=words.asked_again, text=self._question(session, again=True))
        if is_checklist(ids, session, self._standing(session)):
            yield Text(text=f"{words.checklist}: {self._boxes(ids)}.")
        yield Text(text=words.together)
        rows = _alike(
            ((result.said, self._changes(result), self._next(result)) for result in self._walk.together(ids)),
            words.alike,
        )
        yield Table(head=words.points, rows=rows, shares=_SHARES)

    def point(self, criterion: Criterion) -> Iterator[Block]:
        """One point: the record's line, the wordings of its question, and what answers lead to."""
        words, own = self._words, self._own.criteria[criterion.id]
        yield Heading(level=3, text=f"{criterion.id} {own.label}")
        yield from self.record(criterion)
        for wording in self._walk.wordings(criterion.id):
            yield self._asked(self._when(wording), wording.session)
            rows = ((one.said, self._state(criterion.id, one), self._next(one)) for one in wording.results)
            yield Table(head=words.answers, rows=_alike(rows, words.alike), shares=_SHARES)
        if own.hint and criterion.fails:
            yield Says(when=words.hint, text=self._marks.show(own.hint))

    def record(self, criterion: Criterion) -> Iterator[Block]:
        """The record's line of a point, and who can tell about it."""
        words = self._words
        said = [words.known_by[criterion.known_by], *([words.decisive] if criterion.decisive else [])]
        yield Text(text=" ".join([*said, f"{words.record}:"]))
        yield Record(text=criterion.text)

    def _asked(self, when: str, session: Session) -> Says:
        offered = buttons(session.asking, session, self._standing(session))
        return Says(when=when, text=self._question(session, again=False), buttons=offered)

    def _question(self, session: Session, again: bool) -> str:
        standing = self._standing(session)._replace(person=self._marks.person)
        return self._marks.joined(question(session.asking, session, standing, again))

    def _standing(self, session: Session) -> Standing:
        return standing_of(session, self._today)

    def _boxes(self, ids: Iterable[str]) -> str:
        ticks = telegram_wording(self._marks.words.language).ticks
        names = (self._own.criteria[one].short or self.label(one) for one in ids)
        return ", ".join(ticks.no.format(label=name[0].upper() + name[1:]) for name in names)

    def _when(self, wording: Wording) -> str:
        name = self._words.forms[wording.form]
        return self._words.after.format(form=name, answer=wording.after) if wording.after else name

    def _changes(self, result: Result) -> str:
        states = self._marks.words.replies["status_words"]
        said = [self._words.other.format(id=one, state=states[status]) for one, status in result.changes]
        return ", ".join(said) or states["unknown"]

    def _state(self, one: str, result: Result) -> str:
        """The state of a point after an answer, and of any other that changed."""
        states, changes = self._marks.words.replies["status_words"], dict(result.changes)
        own = states[changes.pop(one, "unknown")]
        return ", ".join([own, *(self._words.other.format(id=id_, state=states[to]) for id_, to in changes.items())])

    def _next(self, result: Result) -> str:
        asked = set(result.asking)
        number = next((place for place, ids in enumerate(self._trial.questions, 1) if asked & set(ids)), 0)
        return self._words.next[result.follows].format(number=number, ids=", ".join(result.asking))


def _alike(rows: Iterable[tuple[str, str, str]], between: str) -> tuple[tuple[str, ...], ...]:
    """The rows, those whose answers lead to the same as one."""
    found: dict[tuple[str, str], list[str]] = {}
    for said, state, after in rows:
        found.setdefault((state, after), []).append(said)
    return tuple((between.join(said), state, after) for (state, after), said in found.items())
