"""What is found in a message before it becomes facts: mentions of concepts, cues, numbers and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Polarity = Literal["present", "absent", "possible", "unasserted"]
JOINED = "and"  # what opens a clause behind any conjunction


@dataclass(slots=True)
class Mention:
    """A concept named at tokens `first` to `last` (inclusive), characters `start` to `end`."""

    concept: str
    first: int
    last: int
    start: int
    end: int
    weak: bool = False
    misspelt: bool = False


@dataclass(slots=True)
class Cue:
    """A cue phrase of `category` at tokens `first` to `last` (inclusive)."""

    category: str
    first: int
    last: int
    start: int
    end: int


@dataclass(slots=True)
class Number:
    """A number at characters `start` to `end` (its unit included up to `unit_end`).

    `unit` is a UCUM code, `xULN`, `%`, `k` (thousands), `foreign` (a unit of no laboratory value) or None.
    """

    start: int
    end: int
    value: float
    unit: str | None = None
    unit_end: int = 0
    op: Literal["<", "<=", ">", ">="] | None = None
    op_start: int = -1
    spelled: bool = False
    joined: bool = False  # two words that are one number only behind a test: "eleven nine" for 11.9
    taken: str = ""  # what else the number is: date, age, range, count ...


@dataclass(slots=True)
class DateSpan:
    """A time at characters `start` to `end`: the days it covers, read as past and as future; `since` leaves it open."""

    start: int
    end: int
    first: date
    last: date
    next_first: date
    next_last: date
    since: bool = False


@dataclass(slots=True)
class Clause:
    """A stretch of tokens `first` to `last` (inclusive) of one sentence, with the cues in it."""

    first: int
    last: int
    sentence: int
    opened_by: str = ""  # the mark or word that begins it
    cues: list[Cue] = field(default_factory=list)
    verb: bool = False
    asks: bool = False
    supposes: bool = False
    _by_category: dict[str, list[Cue]] = field(default_factory=dict, init=False)

    @property
    def joined(self) -> bool:
        """Whether a conjunction begins it ("… and is your referral")."""
        return self.opened_by == JOINED

    def add(self, cue: Cue) -> None:
        """Takes a cue in, behind those before it."""
        self.cues.append(cue)
        self._by_category.setdefault(cue.category, []).append(cue)
        self.verb = self.verb or cue.category == "verbs"

    def of(self, *categories: str) -> Sequence[Cue]:
        """The cues of these categories, in the order of the text."""
        if len(categories) == 1:
            return self._by_category.get(categories[0], ())
        if self._by_category.keys().isdisjoint(categories):
            return ()
        return [cue for cue in self.cues if cue.category in categories]
