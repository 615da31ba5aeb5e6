"""Units of laboratory values: what a number amounts to, where its unit may stand, and when it needs none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nlp.concepts import Concept
from nlp.numbers import unit_at
from nlp.spans import Number

if TYPE_CHECKING:
    from nlp.lab_report import Report
    from nlp.lab_words import LabWords

_PANEL = re.compile(r"\s*[a-z][a-z.]*\d?[\s:=]+\d")  # the next test of a panel: "Cr 0.58 Glu 91"
# Kinds of words that may stand right after a result.
_MAY_FOLLOW = frozenset({
    "first_person", "third_person", "old", "current", "hypothetical", "openers", "question", "conjunctions",
    "relative_words",
})  # fmt: skip
_COUNTED = ("/uL", "U/L")  # values that people give in thousands
_OPENING = re.compile(r"[(\[|,\s]+")
_BEFORE_RANGE = re.compile(r"\s*[(\[]?\s*(?:[a-z.]+\s*){0,2}:?\s*")
_AFTER_RANGE = re.compile(r"\s*[)\]]?")


def convert(number: Number, concept: Concept, unit: str | None = None) -> tuple[float, str, bool] | None:
    """Amount, canonical unit, and whether the unit was assumed; None where the number cannot be a value of the test."""
    assert concept.unit is not None
    assert concept.plausible is not None
    unit = unit or number.unit
    if unit == "xULN":
        return (number.value, "xULN", False) if concept.multiples and 0 <= number.value < 200 else None
    low, high = concept.plausible
    if unit == "k":
        amount = number.value * 1000
        return (amount, concept.unit, False) if concept.unit in _COUNTED and low <= amount <= high else None
    if unit is not None and unit in concept.units:
        amount = number.value * concept.units[unit]
        if low <= amount <= high:
            return amount, concept.unit, False
        if concept.unit != "/uL" or unit != "/uL":
            return None
        unit = None  # "platelets 92 cells/uL": a thousand left out
    if unit is not None:
        return None
    for assumed in concept.assume:
        if assumed.low <= number.value <= assumed.high:
            factor = concept.units[assumed.unit]
            return number.value * factor, concept.unit, factor != 1
    return None


def fits(unit: str, concept: Concept) -> bool:
    """Whether a value of the test may be given in this unit."""
    return unit in concept.units or (unit == "k" and concept.unit in _COUNTED) or (unit == "xULN" and concept.multiples)


def unit_beside(report: Report, start: int, end: int, concept: Concept) -> str | None:
    """A unit of the test written on its own between two places of a line, as in "Hgb (g/dL)"."""
    stretch = report.folded[start:end].split("\n")[0]
    for match in _OPENING.finditer(stretch):
        found = unit_at(report.folded, start + match.end(), report.language)
        if found and (found[0] in concept.units or found[0] == "xULN"):
            return found[0]
    return None


def unit_after(report: Report, words: LabWords, number: Number, concept: Concept) -> str | None:
    """A unit beyond a flag or the reference range ("9.8 L (12.0-15.5) g/dL", "11.0 | g/dL | 11.1-15.9")."""
    position, crossed = number.end, False
    for _ in range(3):
        flags = words.flags.match(report.folded, position)
        position = flags.end() if flags else position
        found = unit_at(report.folded, position, report.language)
        if found and (crossed or "\n" not in report.folded[number.end : found[1]]):
            name, end = found
            if name in concept.units and report.folded[position:end].strip() != "s":
                number.unit_end = max(number.unit_end, end)
                return name
        opening = _BEFORE_RANGE.match(report.folded, position)
        span = next((one for one in report.ranges if opening and position <= one.start <= opening.end() + 2), None)
        if span is None:
            break
        closing = _AFTER_RANGE.match(report.folded, span.end)
        position, crossed = closing.end() if closing else span.end, True
    shared = words.shared_unit.match(report.folded, number.end)
    found = unit_at(report.folded, shared.end(), report.language) if shared else None
    return found[0] if found and found[0] in concept.units else None


def stands_alone(report: Report, words: LabWords, number: Number) -> bool:
    """A number without a unit counts only where no other noun follows it ("this is my alt, like 40 followers")."""
    after = number.unit_end
    if words.after.match(report.folded, after) or _PANEL.match(report.folded, after):
        return True
    flagged = words.flags.match(report.folded, after)
    if flagged and flagged.end() > after and flagged.group().strip():
        return True
    token = next((i for i, word in enumerate(report.words) if word.start >= after), None)
    if token is None:
        return True
    start = report.words[token].start
    if any(lab.start == start for lab in report.labs) or any(day.start == start for day in report.dates):
        return True
    return any(cue.first == token and cue.category.split(".")[0] in _MAY_FOLLOW for cue in report.cues)
