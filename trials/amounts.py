"""Amounts: numbers with units, the bounds of what was said, and the default upper limits of normal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from pydantic import TypeAdapter

from nlp.concepts import LOADER
from nlp.facts import Bound, Fact

MULTIPLE = "xULN"
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(?: (\S+))?")
_PLACES = 6  # beyond any laboratory, within what a float keeps


class Amount(NamedTuple):
    """A number and its unit: `1000 /uL`, `3 xULN`, `12 years`; without a unit "1"."""

    number: float
    unit: str

    @classmethod
    def read(cls, text: object) -> Amount:
        """The amount in a text or number of a data file. Raises ValueError where it is none."""
        match = _AMOUNT.fullmatch(str(text))
        if match is None:
            raise ValueError(f"no amount: {text!r}; write it as 1000 /uL or 3 xULN")
        return cls(float(match[1]), match[2] or "1")


class Bounds(NamedTuple):
    """Between which numbers something lies; open where the end itself is left out."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def below(self, limit: float) -> bool | None:
        """Whether it is below a limit; None where that is not known."""
        limit = round(limit, _PLACES)
        if self.high < limit or (self.high == limit and self.high_open):
            return True
        return False if self.low >= limit else None

    def at_most(self, limit: float) -> bool | None:
        """Whether it is a limit or below; None where that is not known."""
        limit = round(limit, _PLACES)
        if self.high <= limit:
            return True
        return False if self.low > limit or (self.low == limit and self.low_open) else None


def bounds(value: float, op: Bound | None) -> Bounds:
    """The bounds that a value and its sign leave: `>90` is anything above 90."""
    value, inf = round(value, _PLACES), float("inf")
    if op in ("<", "<="):
        return Bounds(-inf, value, high_open=op == "<")
    if op in (">", ">="):
        return Bounds(value, inf, low_open=op == ">")
    return Bounds(value, value)


def measured(fact: Fact, unit: str) -> Bounds | None:
    """A laboratory value in `unit`, its canonical one or multiples of the upper limit; None where it cannot be told."""
    if not isinstance(fact.value, float | int):
        return None
    if unit != MULTIPLE:
        return bounds(fact.value, fact.op) if fact.unit in (unit, None) else None
    limit = 1.0 if fact.unit == MULTIPLE else upper_limit(fact)
    return bounds(fact.value / limit, fact.op) if limit else None


def upper_limit(fact: Fact) -> float | None:
    """The upper limit of normal that stands beside a value, else the default one."""
    if fact.upper_limit:
        return fact.upper_limit
    default = default_limits().get(fact.concept)
    return default.number if default and fact.unit in (default.unit, None) else None


def leans_on_default(fact: Fact) -> bool:
    """Whether a value is compared with the default upper limit, for want of one beside it."""
    is_plain = isinstance(fact.value, float | int) and fact.unit != MULTIPLE and not fact.upper_limit
    return is_plain and fact.concept in default_limits()


@cache
def default_limits() -> Mapping[str, Amount]:
    """The default upper limits of normal by concept."""
    text = files("trials").joinpath("limits.yaml").read_text(encoding="utf-8")
    loaded = TypeAdapter(dict[str, str]).validate_python(yaml.load(text, LOADER))
    return {concept: Amount.read(limit) for concept, limit in loaded.items()}
