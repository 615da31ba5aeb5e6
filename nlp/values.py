"""Laboratory values: which number belongs to which laboratory test, in which unit, and which of several is current."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from nlp.concepts import Concept
from nlp.lexicon import read_words
from nlp.numbers import grammar as number_grammar
from nlp.numbers import words_pattern
from nlp.ranges import ReferenceRange
from nlp.scene import Scene
from nlp.spans import DateSpan, Mention, Number

_LEADERS = re.compile(r"\.{2,}|_{2,}|-{2,}")  # the dots between a test and its value in a printed column
_REACH = 70  # characters that may lie between a test and its number


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


@dataclass(frozen=True, slots=True)
class _Grammar:
    after: re.Pattern[str]
    flags: re.Pattern[str]
    multiple: re.Pattern[str]
    joint: re.Pattern[str]
    own_row: re.Pattern[str]
    gap_stop: re.Pattern[str]
    pair: re.Pattern[str]
    old: re.Pattern[str]
    current: re.Pattern[str]
    upper_phrase: re.Pattern[str]
    shared_unit: re.Pattern[str]


class Tests:
    """What the value reader works on: a message taken apart, its tests in order, and its reference ranges."""

    def __init__(self, scene: Scene, ranges: Sequence[ReferenceRange]) -> None:
        self.folded, self.words, self.cues = scene.folded, scene.words, scene.cues
        self.numbers, self.dates, self.concepts = scene.numbers, scene.dates, scene.concepts
        self.language, self.ranges = scene.language, ranges
        kinds = zip(scene.mentions, scene.kinds, strict=True)
        self.labs = [mention for mention, kind in kinds if kind in ("measurement", "other_lab")]


@cache
def _grammar(language: str) -> _Grammar:
    words = read_words(language, "values")
    flags = words_pattern(words["flags"])
    return _Grammar(
        re.compile(rf"\s*(?:$|[\n.,;:!?)(\]|/*+~=-]|[^\w\s]|(?:{words_pattern(words['after'])})\b)"),
        re.compile(rf"\s*(?:\(?\b(?:{flags})\b\)?|[*!^]|\|)*\s*"),
        re.compile(
            rf"\b({words_pattern(list(words['multiples']))})\s+(?:the\s+|of\s+the\s+)?(?:{words_pattern(words['upper'])})"
        ),
        re.compile(rf"^[\s,/&+|-]*(?:(?:{words_pattern(words['joint'])})[\s,/&+|-]*)*$"),
        re.compile(rf"^\W*(?:{words_pattern(words['own_row'])})?\W*$"),
        re.compile(rf"[;!?]|\.(?=\s|$)|\b(?:{words_pattern(words['gap_stop'])})\b"),
        re.compile(r"^\s*(?:/|-|\band\b|,|&)\s*$"),
        re.compile(rf"\b(?:{words_pattern(words['old'])})\b"),
        re.compile(rf"\b(?:{words_pattern(words['current'])})\b"),
        re.compile(rf"\b(?:{words_pattern(words['upper'])})"),
        re.compile(rf"[^.\n]{{0,60}}?\b(?:{words_pattern(words['shared'])})"),
    )


def find_values(tests: Tests) -> list[Value]:
    """All values in the text, in text order, also several of one test; `order` is highest for the current one."""
    grammar = _grammar(tests.language)
    free = [number for number in tests.numbers if not number.taken]
    _read_multiples(tests, grammar, free)
    values = _columns(tests, free)
    values += _pairs(tests, grammar, free)
    values += _following(tests, grammar, free)
    values += _preceding(tests, grammar, free)
    values += _later(tests, grammar, free, values)
    values.sort(key=lambda value: value.number.start)
    for value in values:
        value.upper_limit = _upper_limit(value, tests)
        value.order = _order(value, tests, grammar)
    return values


def _read_multiples(tests: Tests, grammar: _Grammar, free: list[Number]) -> None:
    """ "Twice the upper limit", and "4x, AST 5x, GGT 3.5x the upper limit" where the limit is named once."""
    amounts = read_words(tests.language, "values")["multiples"]
    for match in grammar.multiple.finditer(tests.folded):
        free.append(Number(match.start(), match.end(1), float(amounts[match.group(1)]), "xULN", match.end()))
    free.sort(key=lambda number: number.start)
    limit = grammar.upper_phrase.search(tests.folded) is not None
    for number in free:
        if number.unit == "x":
            number.unit = "xULN" if limit else "foreign"


def _convert(number: Number, concept: Concept, unit: str | None = None) -> tuple[float, str, bool] | None:
    """Amount, canonical unit, and whether the unit was assumed; None where the number cannot be a value of the test."""
    assert concept.unit is not None
    assert concept.plausible is not None
    unit = unit or number.unit
    if unit == "xULN":
        return (number.value, "xULN", False) if concept.multiples and 0 <= number.value < 200 else None
    low, high = concept.plausible
    if unit == "k":
        amount = number.value * 1000
        return (amount, concept.unit, False) if concept.unit == "/uL" and low <= amount <= high * 1.5 else None
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
            return number.value * concept.units[assumed.unit], concept.unit, assumed.unit != concept.unit
    return None


def _value(number: Number, lab: Mention, tests: Tests, unit: str | None = None) -> Value | None:
    concept = tests.concepts[lab.concept]
    if concept.kind != "measurement":
        number.taken = "other test"
        return None
    converted = _convert(number, concept, unit)
    if converted is None:
        return None
    number.taken = lab.concept
    amount, canonical, assumed = converted
    start, end = min(lab.start, number.start), max(lab.end, number.unit_end)
    return Value(lab.concept, amount, canonical, start, end, lab, number, assumed=assumed)


def _columns(tests: Tests, free: list[Number]) -> list[Value]:
    """A table whose header line holds two dates or more: one column a date."""
    values: list[Value] = []
    header: list[DateSpan] = []
    header_line = -2
    offset = 0
    for index, line in enumerate(tests.folded.split("\n")):
        begin, end = offset, offset + len(line)
        offset = end + 1
        dates = [day for day in tests.dates if begin <= day.start < end]
        labs = [lab for lab in tests.labs if begin <= lab.start < end]
        numbers = [number for number in free if begin <= number.start < end and not number.taken]
        if len(dates) >= 2 and not numbers:
            header, header_line = dates, index
        elif (
            header
            and len(labs) == 1
            and labs[0].end <= min((n.start for n in numbers), default=-1)
            and index - header_line <= 40
        ):
            unit = _unit_beside(
                tests, labs[0].end, min((n.start for n in numbers), default=end), tests.concepts[labs[0].concept]
            )
            if len(numbers) != len(header):
                continue
            for number, day in zip(numbers, header, strict=True):
                value = _value(number, labs[0], tests, unit)
                if value is not None:
                    value.days = (day.first, day.last)
                    values.append(value)
    return values + _header_columns(tests, free)


def _header_columns(tests: Tests, free: list[Number]) -> list[Value]:
    """A table whose header line names the tests: one row of numbers below (CSV, pipes, spaces)."""
    values: list[Value] = []
    header: list[Mention] = []
    offset = 0
    for line in tests.folded.split("\n"):
        begin, end = offset, offset + len(line)
        offset = end + 1
        labs = [lab for lab in tests.labs if begin <= lab.start < end]
        numbers = [number for number in free if begin <= number.start < end and not number.taken]
        if len(labs) >= 2 and not numbers:
            header = labs
        elif header and not labs and len(numbers) == len(header):
            days = next(((day.first, day.last) for day in tests.dates if begin <= day.start < end), None)
            for number, lab in zip(numbers, header, strict=True):
                unit = _unit_beside(tests, lab.end, lab.end + 14, tests.concepts[lab.concept])
                value = _value(number, lab, tests, None if number.unit else unit)
                if value is not None:
                    value.days = days
                    values.append(value)
        elif header and labs:
            header = []
    return values


def _unit_beside(tests: Tests, start: int, end: int, concept: Concept) -> str | None:
    """A unit of the test written on its own between two places of a line, as in "Hgb (g/dL)"."""
    words = number_grammar(tests.language)
    stretch = tests.folded[start:end].split("\n")[0]
    for match in re.finditer(r"[(\[|,\s]+", stretch):
        unit = words.unit.match(tests.folded, start + match.end())
        if unit and "\n" not in unit.group():
            name = words.units[re.sub(r"\s", "", unit.group(1))]
            if name in concept.units or name == "xULN":
                return name
    return None


def _pairs(tests: Tests, grammar: _Grammar, free: list[Number]) -> list[Value]:
    """ "ALT/AST 45/50", "alt and ast were 34 and 45": as many numbers as tests, in their order."""
    values: list[Value] = []
    labs = list(tests.labs)
    for first in range(len(labs) - 1):
        run = [labs[first]]
        while first + len(run) < len(labs) and grammar.joint.match(
            tests.folded[run[-1].end : labs[first + len(run)].start]
        ):
            run.append(labs[first + len(run)])
        if len(run) < 2 or (first and grammar.joint.match(tests.folded[labs[first - 1].end : labs[first].start])):
            continue
        limit = labs[first + len(run)].start if first + len(run) < len(labs) else len(tests.folded)
        numbers = [
            n for n in free if run[-1].end <= n.start < min(limit, run[-1].end + _REACH) and n.taken in ("", "range")
        ][: len(run)]
        if len(numbers) != len(run) or grammar.gap_stop.search(tests.folded[run[-1].end : numbers[0].start]):
            continue
        if not all(grammar.pair.match(tests.folded[a.unit_end : b.start]) for a, b in itertools.pairwise(numbers)):
            continue
        for number, lab in zip(numbers, run, strict=True):
            unit = number.unit or numbers[-1].unit
            value = _value(number, lab, tests, unit)
            if value is not None:
                values.append(value)
    return values


def _following(tests: Tests, grammar: _Grammar, free: list[Number]) -> list[Value]:
    """Numbers that follow the name of a test, up to the next test or the end of the statement."""
    values: list[Value] = []
    for index, lab in enumerate(tests.labs):
        limit = tests.labs[index + 1].start if index + 1 < len(tests.labs) else len(tests.folded)
        concept = tests.concepts[lab.concept]
        found = 0
        last = lab.end
        for number in free:
            if number.taken or number.start < lab.end:
                continue
            if (
                number.start >= limit
                or number.start - last > _REACH
                or _stopped(tests, grammar, lab, last, number, found)
            ):
                break
            if number.op is not None and number.op_start < lab.end - 1:
                number.op = None
            unit = number.unit
            if unit is None:
                unit = _unit_after(tests, grammar, number, concept) or (
                    _unit_beside(tests, lab.end, number.start, concept) if not found else None
                )
            if number.unit in ("foreign", "%") or (unit is None and not _stands_alone(tests, grammar, number)):
                if number.unit in ("foreign", "%") and not found and concept.kind != "measurement":
                    number.taken = "other test"
                last = number.unit_end
                continue
            if not _acceptable(lab, number, unit, tests):
                continue
            value = _value(number, lab, tests, unit)
            last = number.unit_end
            if value is not None:
                values.append(value)
            found += 1
    return values


def _stopped(tests: Tests, grammar: _Grammar, lab: Mention, last: int, number: Number, found: int) -> bool:
    """Whether the statement about the test has ended before the number."""
    gap = tests.folded[last : number.op_start if number.op and number.op_start > last else number.start]
    if "\n" in gap:
        lines = gap.split("\n")
        return found > 0 or len(lines) > 3 or not all(grammar.own_row.match(line) for line in lines)
    covered = [day for day in tests.dates if last <= day.start < number.start]
    gap = _LEADERS.sub(" ", gap)
    for day in covered:
        gap = gap.replace(tests.folded[day.start : day.end], " ")
    return grammar.gap_stop.search(gap) is not None


def _stands_alone(tests: Tests, grammar: _Grammar, number: Number) -> bool:
    """A number without a unit counts only where no other noun follows it ("this is my alt, like 40 followers")."""
    after = number.unit_end
    if grammar.after.match(tests.folded, after):
        return True
    flagged = grammar.flags.match(tests.folded, after)
    if flagged and flagged.end() > after and flagged.group().strip():
        return True
    if any(0 <= lab.start - after <= 2 for lab in tests.labs) or any(
        0 <= day.start - after <= 2 for day in tests.dates
    ):
        return True
    token = next((i for i, word in enumerate(tests.words) if word.start >= after), None)
    if token is None:
        return True
    return any(
        cue.first == token
        and cue.category.split(".")[0]
        in (
            "first_person",
            "third_person",
            "old",
            "current",
            "hypothetical",
            "openers",
            "question",
            "conjunctions",
            "relative_words",
        )
        for cue in tests.cues
    )


def _unit_after(tests: Tests, grammar: _Grammar, number: Number, concept: Concept) -> str | None:
    """A unit beyond a flag or the reference range ("9.8 L (12.0-15.5) g/dL", "11.0 | g/dL | 11.1-15.9")."""
    words = number_grammar(tests.language)
    position, crossed = number.end, False
    for _ in range(3):
        flags = grammar.flags.match(tests.folded, position)
        position = flags.end() if flags else position
        unit = words.unit.match(tests.folded, position)
        if unit and (crossed or "\n" not in tests.folded[number.end : unit.end()]):
            name = words.units[re.sub(r"\s", "", unit.group(1))]
            if name in concept.units and not (name == "s" and unit.group(1) == "s"):
                number.unit_end = max(number.unit_end, unit.end())
                return name
        rest = re.compile(r"\s*[(\[]?\s*(?:[a-z.]+\s*){0,2}:?\s*").match(tests.folded, position)
        span = next((one for one in tests.ranges if rest and position <= one.start <= rest.end() + 2), None)
        if span is None:
            break
        position = span.end
        crossed = True
        closing = re.compile(r"\s*[)\]]?").match(tests.folded, position)
        position = closing.end() if closing else position
    shared = grammar.shared_unit.match(tests.folded, number.end)
    unit = words.unit.match(tests.folded, shared.end()) if shared else None
    shared_name = words.units[re.sub(r"\s", "", unit.group(1))] if unit else None
    return shared_name if shared_name in concept.units else None


def _acceptable(lab: Mention, number: Number, unit: str | None, tests: Tests) -> bool:
    """A weak name ("PT", "alt") needs a fitting unit, its number right behind it, or another test beside it."""
    if not lab.weak or unit is not None:
        return True
    gap = tests.folded[lab.end : number.start].strip(" :=-.(<>~")
    near = any(other is not lab and abs(other.start - lab.start) < 90 for other in tests.labs)
    beside_range = any(0 <= one.start - number.unit_end < 16 for one in tests.ranges)
    if lab.concept == "pt":
        return (
            (near and _clotting_near(lab, tests))
            or beside_range
            or (number.value != int(number.value) and number.value >= 8)
        )
    return near or beside_range or gap in ("", "is", "was", "of", "came back", "at", "are")


def _clotting_near(lab: Mention, tests: Tests) -> bool:
    return any(other.concept in ("inr", "ptt") and abs(other.start - lab.start) < 90 for other in tests.labs)


def _preceding(tests: Tests, grammar: _Grammar, free: list[Number]) -> list[Value]:
    """A number right before the name of a test: "41k platelets", "a 9.8 hemoglobin"."""
    values: list[Value] = []
    claimed = {id(value) for value in values}
    for lab in tests.labs:
        number = next((n for n in reversed(free) if n.unit_end <= lab.start and not n.taken), None)
        if number is None or id(lab) in claimed:
            continue
        gap = tests.folded[number.unit_end : lab.start]
        if len(gap) > 4 or "\n" in gap or gap.strip(" -") not in ("", "of", "for"):
            continue
        if number.unit in ("foreign", "%") or (lab.weak and number.unit is None):
            continue
        value = _value(number, lab, tests)
        if value is not None:
            values.append(value)
    return values


def _later(tests: Tests, grammar: _Grammar, free: list[Number], values: list[Value]) -> list[Value]:
    """A number with the unit of a test named earlier, or said to be the current one: "two bags later: 9.0 g/dL"."""
    found: list[Value] = []
    for number in free:
        if number.taken or number.unit in ("foreign", "%"):
            continue
        earlier = [
            lab for lab in tests.labs if lab.end <= number.start and tests.concepts[lab.concept].kind == "measurement"
        ]
        if not earlier:
            continue
        lab = earlier[-1]
        if number.unit is not None:
            fitting = [
                one
                for one in earlier
                if number.unit in tests.concepts[one.concept].units
                or (number.unit == "k" and tests.concepts[one.concept].unit == "/uL")
                or (number.unit == "xULN" and tests.concepts[one.concept].multiples)
            ]
            if not fitting:
                continue
            lab = fitting[-1]
        else:
            begin = max(tests.folded.rfind(mark, 0, number.start) for mark in (". ", "\n", ";", "? ", "! ")) + 1
            stretch = tests.folded[max(begin, lab.end) : number.start]
            dated = any(0 <= day.start - number.end < 10 for day in tests.dates)
            alone = not stretch.strip() and not any(value.mention is lab for value in values)
            if (
                not (dated or alone or grammar.current.search(stretch))
                or len(stretch) > _REACH
                or not _stands_alone(tests, grammar, number)
            ):
                continue
        if lab.weak and not any(value.mention is lab for value in values):
            continue
        value = _value(number, lab, tests)
        if value is not None:
            value.start = number.start
            value.end = number.unit_end
            found.append(value)
    return found


def _upper_limit(value: Value, tests: Tests) -> float | None:
    """The upper limit of normal stated beside the value, in the canonical unit."""
    if value.unit == "xULN":
        return None
    number = value.number
    following = [
        one for one in tests.ranges if number.end <= one.start <= number.unit_end + 40 and one.high is not None
    ]
    if not following:
        return None
    span = following[0]
    between = [
        other
        for other in tests.numbers
        if number.end <= other.start < span.start and not other.taken.startswith("range")
    ]
    if between or (
        "\n" in tests.folded[number.end : span.start].strip(" ")
        and tests.folded[number.end : span.start].count("\n") > 1
    ):
        return None
    assert span.high is not None
    factor = value.amount / number.value if number.value else 1.0
    return round(span.high * factor, 4)


def _order(value: Value, tests: Tests, grammar: _Grammar) -> int:
    """How current a value is by the words round it: 1 said to be now, -1 said to be earlier, 0 neither."""
    start = value.number.op_start if value.number.op_start >= 0 else value.number.start
    clause_start = max(
        tests.folded.rfind(mark, 0, start)
        for mark in (". ", "\n", ";", ",", "(", "? ", "! ", " but ", " and ", " then ", " now ")
    )
    before = tests.folded[max(clause_start, 0) : start]
    clause_end = min(
        (
            tests.folded.find(mark, value.number.end)
            for mark in (". ", "\n", ";", ",", ")", "? ", "! ", "(", " but ", " then ", " and ", " now ")
            if tests.folded.find(mark, value.number.end) >= 0
        ),
        default=len(tests.folded),
    )
    after = tests.folded[value.number.unit_end : max(clause_end, value.number.unit_end)]
    score = 0
    if grammar.current.search(before) or grammar.current.search(after):
        score += 1
    if grammar.old.search(before) or grammar.old.search(after):
        score -= 1
    return score
