"""What each answer leads to, found by giving it to the dialogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from bot.asking import form, is_checklist
from bot.course import buttons
from bot.dialogue import standing_of, turn
from bot.session import Session
from bot.wording.forms import Asked
from trials.catalog import trial as trial_of
from trials.conditions import Threshold
from trials.criteria import Criterion
from trials.matching import Status

Follows = Literal["question", "same", "rest", "more", "which", "offer", "verdict", "waits"]
_FINE = 10.0  # limits below this many are tried in tenths


class Result(NamedTuple):
    """What an answer leads to: the points whose state it changes, what follows, and then which points are asked."""

    said: str
    changes: tuple[tuple[str, Status], ...]
    follows: Follows
    asking: tuple[str, ...]
    session: Session
    replies: tuple[str, ...]


class Wording(NamedTuple):
    """One wording in which the question about a point comes up, first after the answer `after`, and its answers."""

    form: Asked
    after: str
    session: Session
    results: tuple[Result, ...]


class Walk(NamedTuple):
    """Walks through a trial's questions in a language on a day."""

    trial: str
    language: str
    today: date

    def asked(self, ids: tuple[str, ...]) -> Session:
        """A chat in which just these points, of one question, are asked and no earlier one is known."""
        questions = trial_of(self.trial).questions
        at = next(place for place, question in enumerate(questions) if ids[0] in question)
        passed = tuple(one for question in questions[: at + 1] for one in question if one not in ids)
        return Session(language=self.language, trial=self.trial, asking=ids, declined=passed, met=True, insisted=True)

    def result(self, session: Session, said: str) -> Result:
        """What an answer leads to."""
        before = self._statuses(session)
        after, answer = turn(session, said, self.today)
        changes = tuple((one.id, one.status) for one in answer.assessments[0].criteria if one.status != before[one.id])
        return Result(said, changes, self._follows(session, after), after.asking, after, answer.replies)

    def together(self, ids: tuple[str, ...]) -> tuple[Result, ...]:
        """What one answer to several points leads to."""
        session = self.asked(ids)
        return tuple(self.result(session, said) for said in self._offered(session))

    def wordings(self, one: str) -> tuple[Wording, ...]:
        """All wordings in which the question about a point comes up, each with its answers."""
        found: dict[Asked, Wording] = {}
        waiting = [("", self.asked((one,))), *self._ticked(one)]
        while waiting:
            after, session = waiting.pop(0)
            asked = form(one, session, standing_of(session, self.today))
            if asked in found:
                continue
            results = tuple(self.result(session, said) for said in self._answers(one, session, asked))
            found[asked] = Wording(asked, after, session, results)
            waiting += [(result.said, result.session) for result in results if result.asking == (one,)]
            waiting += self._told_before(one, (result.said for result in results))
        return tuple(found.values())

    def _told_before(self, one: str, answers: Iterable[str]) -> Iterator[tuple[str, Session]]:
        """The chat in which an answer was told unasked, where that leaves the point open."""
        for said in answers:
            told, _ = turn(Session(language=self.language, trial=self.trial, met=True), said, self.today)
            if told.profile.statements and self._statuses(told)[one] == "unknown":
                known = {"profile": told.profile, "context": told.context}
                yield said, self.asked((one,)).model_copy(update=known)

    def _ticked(self, one: str) -> Iterator[tuple[str, Session]]:
        """The chat after a yes to one point of a list alone."""
        question = next((ids for ids in trial_of(self.trial).questions if one in ids), (one,))
        session = self.asked(question)
        if is_checklist(question, session, standing_of(session, self.today)):
            yes, no = (self._label(name) for name in ("yes", "no"))
            said = "; ".join(yes if each == one else no for each in question)
            result = self.result(session, said)
            if result.asking == (one,):
                yield said, result.session

    def _answers(self, one: str, session: Session, asked: Asked) -> Iterable[str]:
        """The answers to try: those on offer, a plain yes and no, what lies at the record's limits, and examples."""
        standing = standing_of(session, self.today)
        criterion = next(each for each in standing.trial.criteria if each.id == one)
        own = standing.own.criteria[one]
        at_limits = limits(criterion, own.numbers) if asked == "ask" else ()
        return dict.fromkeys((*self._offered(session), *at_limits, *own.examples.get(asked, ())))

    def _offered(self, session: Session) -> Iterable[str]:
        standing = standing_of(session, self.today)
        plain = (self._label(name) for name in ("yes", "no", "dont_know"))
        return dict.fromkeys((*buttons(session.asking, session, standing), *plain))

    def _label(self, name: str) -> str:
        return standing_of(Session(language=self.language, trial=self.trial), self.today).say(f"buttons.{name}")

    def _statuses(self, session: Session) -> dict[str, Status]:
        return {one.id: one.status for one in standing_of(session, self.today).assessment.criteria}

    def _follows(self, before: Session, after: Session) -> Follows:
        if not after.asking:
            return {"offered": "offer", "done": "verdict"}.get(after.stage, "waits")  # type: ignore[return-value]
        if not set(after.asking) <= set(before.asking):
            return "question"
        if after.asking != before.asking:
            return "rest"
        one, (old, new) = after.asking[0], (standing_of(each, self.today) for each in (before, after))
        asked = form(one, after, new)
        return "same" if len(after.asking) > 1 or asked == form(one, before, old) or asked == "ask" else asked


def limits(criterion: Criterion, numbers: Iterable[str]) -> Iterator[str]:
    """Where a point is about one number: the limits of its rules, and the number just below each."""
    wanted = tuple(numbers)
    found = {
        leaf.condition.limit.number
        for leaf in criterion.leaves()
        if len(wanted) == 1 and leaf.concept in wanted and isinstance(leaf.condition, Threshold)
    }
    for limit in sorted(found):
        yield from (f"{limit - 0.1:.1f}", f"{limit:.1f}") if limit < _FINE else (f"{limit - 1:,.0f}", f"{limit:,.0f}")
