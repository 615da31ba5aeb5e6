"""What a rule asks of one concept: there or not, in which state, on which side of a threshold, how long ago."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, PlainSerializer

from nlp.facts import Fact, Frozen
from trials.ages import AGE, ONSET_AGE, age, age_at_onset, days_at_age, turns
from trials.amounts import MULTIPLE, Amount, Bounds, measured
from trials.case import Case
from trials.profile import Statement
from trials.truth import FALSE, UNKNOWN, Truth

_LINGERS_DAYS = 14
Amounts = Annotated[Amount, BeforeValidator(Amount.read), PlainSerializer(lambda one: f"{one.number:g} {one.unit}")]


class Condition(Frozen):
    """One thing asked of a concept. `leaving_out` are concepts below it that do not count."""

    leaving_out: frozenset[str] = frozenset()

    def judge(self, case: Case, concept: str, closed: bool) -> Truth:
        """Whether it holds; with `closed`, what was never said counts as not so."""
        raise NotImplementedError

    def ends(self, case: Case, concept: str) -> date | None:
        """The first day on which a condition that holds today holds no more, where that can be computed."""
        return None

    def named(self) -> frozenset[str]:
        """The concepts that the condition names besides its own."""
        return self.leaving_out


class State(Condition):
    """`{is: X}`, or X alone: an assertion (`present`, `absent`, `possible`), a moment, or one of some categories.

    `confirmed`: there, and false where it is only possible; `active`: there, and not over for two weeks; `current`:
    there, and nothing said later takes it back, not even in general. Any other word is compared with the value of the
    newest statement.
    """

    state: tuple[str, ...]
    KNOWN: ClassVar[frozenset[str]] = frozenset({"present", "absent", "possible", "confirmed", "active", "current"})

    def judge(self, case: Case, concept: str, closed: bool) -> Truth:
        """See Condition."""
        if not case.mentioned(concept):
            return FALSE if closed else UNKNOWN
        word = self.state[0]
        if word not in self.KNOWN:
            truth = _category(case, concept, self.state)
        elif word == "possible":
            truth = _possible(case, concept, self.leaving_out)
        else:
            truth = _there(case, concept, self.leaving_out, word)
        truth = truth.negated() if word == "absent" else truth
        if truth.holds is not None:
            return truth
        doubted = any(one.fact.assertion == "possible" for one in case.members(concept, self.leaving_out))
        is_not_so = word == "confirmed" if doubted else closed
        return Truth(False, truth.because) if is_not_so else truth


class Among(Condition):
    """`{some: X}` or `{every: X}`: the value of those of a kind that are there.

    Of one whose value was never said, a later general denial (a no to the question about the kind) means it is fine.
    """

    some: str | None = None
    every: str | None = None

    def judge(self, case: Case, concept: str, closed: bool) -> Truth:
        """See Condition."""
        if not case.mentioned(concept):
            return FALSE if closed else UNKNOWN
        there = case.present(concept, self.leaving_out)
        if not there:
            return _there(case, concept, self.leaving_out, "present")
        wanted = self.some or self.every
        open_ones = [one for one in there if one.fact.value is None and not case.settled(one)]
        fine = [one for one in there if one.fact.value is None and case.settled(one)]
        same = [one for one in there if one.fact.value == wanted]
        facts = _facts(there)
        if self.some is not None:
            holds = True if same else (None if open_ones and not closed else False)
            return Truth(holds, _facts(same) or facts)
        if len(same) + len(fine) == len(there):
            return Truth(True, facts)
        wrong = [one for one in there if one.fact.value is not None and one not in same]
        return Truth(False if wrong or closed else None, _facts(wrong) or facts)


class Threshold(Condition):
    """One of `below`, `at_least`, `above`, `at_most`: a laboratory value or an age against an amount.

    `said_normal` names results in words that, said normal, mean a value within its limits; for the age of onset,
    `begun_with` names the diseases whose dates tell it, and `said_below` what says in words that it is below.
    """

    below: Amounts | None = None
    at_least: Amounts | None = None
    above: Amounts | None = None
    at_most: Amounts | None = None
    said_normal: tuple[str, ...] = ()
    begun_with: tuple[str, ...] = ()
    said_below: str | None = None

    @cached_property
    def limit(self) -> Amount:
        """The amount that is compared with."""
        return next(one for one in (self.below, self.at_least, self.above, self.at_most) if one is not None)

    def judge(self, case: Case, concept: str, closed: bool) -> Truth:
        """See Condition."""
        found, grounds = self._found(case, concept)
        normal = self._normal(case, case.newest.get(concept) if found else None)
        if normal is not None:
            return Truth(self._is_lower(), (normal.fact,))
        if found is None:
            return Truth(False if closed and not grounds else None, grounds)
        number = self.limit.number
        lower = found.below(number) if self.below or self.at_least else found.at_most(number)
        return Truth(lower if self._is_lower() or lower is None else not lower, grounds)

    def ends(self, case: Case, concept: str) -> date | None:
        """The birthday, where an age is too low."""
        return turns(case, self.below.number) if concept == AGE and self.below else None

    def named(self) -> frozenset[str]:
        """See Condition."""
        words = {self.said_below} if self.said_below else set()
        return self.leaving_out | words | {*self.said_normal, *self.begun_with}

    def _is_lower(self) -> bool:
        return bool(self.below or self.at_most)

    def _found(self, case: Case, concept: str) -> tuple[Bounds | None, tuple[Fact, ...]]:
        if concept in (AGE, ONSET_AGE):
            number = self.limit.number
            years = age(case) if concept == AGE else age_at_onset(case, self.begun_with, self.said_below, number)
            return (years.bounds, years.because) if years else (None, ())
        said = case.newest.get(concept)
        return (measured(said.fact, self.limit.unit), (said.fact,)) if said else (None, ())

    def _normal(self, case: Case, number: Statement | None) -> Statement | None:
        """The result in words that says the value is normal, unless a number is as new."""
        said = [case.newest[name] for name in self.said_normal if name in case.newest]
        newest = max(said, key=lambda one: (one.holds_on, one.turn), default=None)
        if newest is None or newest.fact.value != "normal":
            return None
        is_older = number is not None and (newest.holds_on, newest.turn) <= (number.holds_on, number.turn)
        return None if is_older else newest


def uses_multiples(condition: Condition) -> bool:
    """Whether a condition compares with multiples of the upper limit of normal."""
    return isinstance(condition, Threshold) and condition.limit.unit == MULTIPLE


def _there(case: Case, concept: str, leaving_out: frozenset[str], moment: str) -> Truth:
    """Whether a concept or one below it is there: ever, `active` now, or `current`."""
    there = case.present(concept, leaving_out)
    if moment == "current":
        there = [one for one in there if not case.taken_back(one)]
    elif moment == "active":
        active = [one for one in there if not _is_over(case, one.fact)]
        if there and not active:
            return Truth(False, _facts(there))
        there = active
    if there:
        return Truth(True, _facts(there))
    denied = case.absence(concept)
    doubts = [one for one in case.members(concept, leaving_out) if one.fact.assertion == "possible"]
    if denied is None or any(one.turn >= denied.turn for one in doubts):
        return Truth(None, _facts(doubts))
    return Truth(False, (denied.fact,))


def _is_over(case: Case, fact: Fact) -> bool:
    end = fact.when.end if fact.when else None
    if fact.when and fact.when.age is not None and end is None and fact.when.start is None:
        days = days_at_age(case, fact.when.age)
        end = days.last if days else None
    return end is not None and (case.today - end).days > _LINGERS_DAYS


def _possible(case: Case, concept: str, leaving_out: frozenset[str]) -> Truth:
    members = case.members(concept, leaving_out)
    doubts = [one for one in members if one.fact.assertion == "possible"]
    there = case.present(concept, leaving_out)
    return Truth(bool(doubts) and not there, _facts(there or doubts or members))


def _category(case: Case, concept: str, wanted: tuple[str, ...]) -> Truth:
    said = case.newest.get(concept)
    if said is None:
        return UNKNOWN
    if isinstance(said.fact.value, str):
        return Truth(said.fact.value in wanted, (said.fact,))
    return Truth(False if said.fact.assertion == "absent" else None, (said.fact,))


def _facts(statements: list[Statement]) -> tuple[Fact, ...]:
    return tuple(one.fact for one in statements)
