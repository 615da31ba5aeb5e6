"""What a message states about somebody: the only types that leave this floor."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Assertion = Literal["present", "absent", "possible"]
Subject = Literal["patient", "other"]
Bound = Literal["<", "<=", ">", ">="]


class Frozen(BaseModel):
    """A value object: never changed once made, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # built when first used: a faster start


class Code(Frozen):
    """A concept in the field's own code system, e.g. LOINC `http://loinc.org` 777-3."""

    system: str
    code: str


class When(Frozen):
    """The days between which something happened or holds; None where the message leaves an end open.

    `start == end` is a known day; `start` alone means "since"; `end` alone means "until" (a treatment that ended).
    `age` is the age in years at which it happened ("when I was 6"), where the message gives that instead of a date.
    """

    start: date | None = None
    end: date | None = None
    age: float | None = None


class Guess(Frozen):
    """A reading that the words leave open and that is said aloud, so that the person can object.

    `kind` is `spelling` (a corrected word) or `unit` (a number without one); `said` are the person's words.
    """

    kind: Literal["spelling", "unit"]
    said: str


class Fact(Frozen):
    """One statement of a message about one concept of the vocabulary.

    `value` is a number in the concept's canonical `unit`, or a category such as `positive`, `moderate`, `controlled`;
    `op` makes a number a bound. `start` and `end` are character offsets of `quote` in the message.
    `upper_limit` is the upper limit of normal that stands beside a laboratory value, in the same unit.
    `source` is `record` where it comes from a health record: then `quote` tells what stands there.
    """

    concept: str
    value: float | str | None = None
    unit: str | None = None
    op: Bound | None = None
    assertion: Assertion | None = None
    subject: Subject = "patient"
    when: When | None = None
    quote: str
    start: int
    end: int
    code: Code | None = None
    upper_limit: float | None = None
    guesses: tuple[Guess, ...] = ()
    source: Literal["record"] | None = None
