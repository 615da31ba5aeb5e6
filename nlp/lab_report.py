"""The laboratory tests of a message, their numbers and ranges, and the values made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nlp.lab_units import convert
from nlp.ranges import ReferenceRange
from nlp.scene import Scene
from nlp.spans import Mention, Number


@dataclass(slots=True)
class Value:
    """One value of one test: `amount` in `unit` (canonical, or `xULN`); `order` says how current it is."""

    concept: str
    amount: float
    unit: str
    start: int
    end: int
    mention: Mention
    number: Number
    upper_limit: float | None = None
    assumed: bool = False
    days: tuple[date, date] | None = None
    order: int = 0


class Report:
    """What the value reader works on: a message taken apart, its tests in order, and its reference ranges."""

    def __init__(self, scene: Scene, ranges: Sequence[ReferenceRange]) -> None:
        self.folded, self.words, self.cues = scene.folded, scene.words, scene.cues
        self.numbers, self.dates, self.concepts = scene.numbers, scene.dates, scene.concepts
        self.today, self.language, self.ranges, self.spoken = scene.today, scene.language, list(ranges), scene.spoken
        self.last_test = scene.last_test()
        kinds = zip(scene.mentions, scene.kinds, strict=True)
        self.labs = [mention for mention, kind in kinds if kind in ("measurement", "other_lab")]
        kinds = zip(scene.mentions, scene.kinds, strict=True)
        self.diseases = [mention for mention, kind in kinds if kind == "condition"]


def make_value(number: Number, lab: Mention, report: Report, unit: str | None = None) -> Value | None:
    """The value that a number gives a test, None where it cannot; the number is taken."""
    concept = report.concepts[lab.concept]
    if concept.kind != "measurement":
        number.taken = "other test"
        return None
    converted = convert(number, concept, unit)
    if converted is None:
        return None
    number.taken = lab.concept
    amount, canonical, assumed = converted
    start, end = min(lab.start, number.start), max(lab.end, number.unit_end)
    return Value(lab.concept, amount, canonical, start, end, lab, number, assumed=assumed)
