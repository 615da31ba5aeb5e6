"""Laboratory values: which number belongs to which test."""

from __future__ import annotations

import re

from nlp.lab_cells import cells
from nlp.lab_fishbone import drawn
from nlp.lab_report import Report, Value, make_value
from nlp.lab_tables import columns, pairs
from nlp.lab_units import fits, unit_after, unit_beside
from nlp.lab_words import LabWords, lab_words
from nlp.lexicon import lexicon, read_words, word_sets
from nlp.numbers import read_bound, unit_at
from nlp.recency import order
from nlp.spans import Mention, Number

_ITEM = re.compile(r"[,;(|]\s*((?:[a-z][a-z.]*[\s:=]+){1,2})\Z")  # a name of one or two words after a mark
_NEXT_TEST = re.compile(r"\s+([a-z]+)[\s:=]+")
_PANEL = re.compile(r"\s*[a-z][a-z.]*\d?[\s:=]+\d")  # the next test of a panel: "Cr 0.58 Glu 91"
_LEADERS = re.compile(r"\.{2,}|_{2,}|-{2,}")  # the dots between a test and its value in a printed column
_MAY_FOLLOW = frozenset(
    [
        "first_person",
        "third_person",
        "old",
        "current",
        "hypothetical",
        "openers",
        "question",
        "conjunctions",
        "relative_words",
    ]
)  # kinds of words that may stand right after a result
_CLOSE = 12  # characters between a test and a number said in two words: "hemoglobin was eleven nine"
_REACH = 70  # characters that may lie between a test and its number


def find_values(report: Report) -> list[Value]:
    """All values in the text, in text order, also several of one test; `order` is highest for the current one."""
    words = lab_words(report.language)
    values = drawn(report)
    pronouns = word_sets(report.language, "grammar")["not_values"]  # "the ggt one"
    free = [
        number
        for number in report.numbers
        if not number.taken
        and report.folded[number.start : number.end] not in pronouns
        and (not number.joined or _is_behind_test(report, number))
    ]
    _read_multiples(report, words, free)
    if not report.labs:
        return values or _of_earlier_test(report, words, free)
    values += cells(report, words, free)
    values += columns(report, words, free)
    values += pairs(report, words, free)
    values += _following(report, words, free)
    values += _preceding(report, words, free)
    values += _later(report, words, free, values)
    values.sort(key=lambda value: value.number.start)
    for value in values:
        value.upper_limit = _upper_limit(value, report)
        value.order = order(value, report, words)
    return values


def _is_behind_test(report: Report, number: Number) -> bool:
    """Whether a test stands right before a number, with no other between."""
    behind = [lab for lab in report.labs if 0 <= number.start - lab.end <= _CLOSE]
    return bool(behind) and not any(
        behind[-1].end <= other.start < number.start for other in report.numbers if other is not number
    )


def _read_multiples(report: Report, words: LabWords, free: list[Number]) -> None:
    """ "Twice the upper limit", and "4x, AST 5x, GGT 3.5x the upper limit" where the limit is named once."""
    amounts = {
        re.sub(r"\s", "", said): amount for said, amount in read_words(report.language, "values")["multiples"].items()
    }
    for match in words.multiple.finditer(report.folded):
        free.append(
            Number(match.start(), match.end(1), float(amounts[re.sub(r"\s", "", match.group(1))]), "xULN", match.end())
        )
        read_bound(free[-1], report.folded, report.language)
    free.sort(key=lambda number: number.start)
    limit = words.upper_phrase.search(report.folded) is not None
    for number in free:
        if number.unit == "x":
            number.unit = "xULN" if limit else "foreign"


def _following(report: Report, words: LabWords, free: list[Number]) -> list[Value]:
    """Numbers that follow the name of a test, up to the next test or the end of the statement."""
    values: list[Value] = []
    for index, lab in enumerate(report.labs):
        limit = report.labs[index + 1].start if index + 1 < len(report.labs) else len(report.folded)
        concept = report.concepts[lab.concept]
        found = 0
        last = lab.end
        for number in free:
            if number.taken or number.start < lab.end:
                continue
            if (
                number.start >= limit
                or number.start - last > _REACH
                or _stopped(report, words, lab, last, number, found)
                or (found and _names_another(report, words, last, number))
                or (found and any(last <= one.start < number.start for one in report.diseases))
            ):
                break
            if number.op is not None and number.op_start < lab.end - 1:
                number.op = None
            unit = number.unit
            if unit is None:
                unit = unit_after(report, words, number, concept) or (
                    unit_beside(report, lab.end, number.start, concept) if not found else None
                )
            if number.unit in ("foreign", "%") or (unit is None and not _stands_alone(report, words, number)):
                if number.unit in ("foreign", "%") and not found and concept.kind != "measurement":
                    number.taken = "other test"
                last = number.unit_end
                continue
            if not _acceptable(lab, number, unit, report):
                continue
            value = make_value(number, lab, report, unit)
            last = number.unit_end
            if value is not None:
                values.append(value)
            found += 1
    return values


def _stopped(report: Report, words: LabWords, lab: Mention, last: int, number: Number, found: int) -> bool:
    """Whether the statement about the test has ended before the number."""
    gap = report.folded[last : number.op_start if number.op and number.op_start > last else number.start]
    if "\n" in gap:
        for one in report.ranges:
            if last <= one.start < number.start:
                gap = gap.replace(report.folded[one.start : one.end], "")
        lines = [line for line in gap.split("\n") if not _is_of_range(report, words, line)]
        return found > 0 or len(lines) > 3 or not all(words.own_row.match(line) for line in lines)
    covered = [day for day in report.dates if last <= day.start < number.start]
    gap = _LEADERS.sub(" ", gap)
    for day in covered:
        gap = gap.replace(report.folded[day.start : day.end], " ")
    return words.gap_stop.search(gap) is not None


def _is_of_range(report: Report, words: LabWords, line: str) -> bool:
    """Whether a line holds nothing but the limits of normal: "Standard range: 6 - 29 U/L"."""
    match = words.range_line.match(line)
    rest = line[match.end() :] if match else "?"
    found = unit_at(rest, 0, report.language)
    return not (rest[found[1] :] if found else rest).strip()


def _names_another(report: Report, words: LabWords, last: int, number: Number) -> bool:
    """Whether an unknown word names what the next number is: "Cr 0.58 Glu 91", "eGFR 29, ACR 210"."""
    gap = report.folded[last : number.op_start if number.op and number.op_start > last else number.start]
    if gap == "/":
        return True  # the hematocrit of "H/H 10.9/33.2"
    next_test = _NEXT_TEST.fullmatch(gap)
    if next_test and next_test.group(1) not in lexicon(report.language).known_words:
        return True
    item = _ITEM.search(gap)
    return item is not None and any(word not in words.round_values for word in re.findall(r"[a-z]+", item.group(1)))


def _stands_alone(report: Report, words: LabWords, number: Number) -> bool:
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


def _acceptable(lab: Mention, number: Number, unit: str | None, report: Report) -> bool:
    """A weak name ("PT", "alt") needs a fitting unit, its number right behind it, or another test beside it."""
    if not lab.weak or unit is not None:
        return True
    gap = report.folded[lab.end : number.op_start if number.op else number.start].strip(" :;,|=-.(<>~")
    near = any(other is not lab and abs(other.start - lab.start) < 90 for other in report.labs)
    beside_range = any(0 <= one.start - number.unit_end < 16 for one in report.ranges)
    if lab.concept == "pt":
        return (
            (near and _clotting_near(lab, report))
            or beside_range
            or (number.value != int(number.value) and number.value >= 8)
        )
    rows = "\n" in report.folded[lab.end : number.start]  # a row of its own below the name, as portals print it
    return near or beside_range or rows or gap in ("", "is", "was", "of", "came back", "at", "are")


def _clotting_near(lab: Mention, report: Report) -> bool:
    return any(other.concept in ("inr", "ptt") and abs(other.start - lab.start) < 90 for other in report.labs)


def _preceding(report: Report, words: LabWords, free: list[Number]) -> list[Value]:
    """A number right before the name of a test: "41k platelets", "a 9.8 hemoglobin"."""
    values: list[Value] = []
    claimed = {id(value) for value in values}
    for lab in report.labs:
        number = next((n for n in reversed(free) if n.unit_end <= lab.start and not n.taken), None)
        if number is None or id(lab) in claimed:
            continue
        denied = [one.unit_end for one in report.numbers if one.taken == "denied" and one.unit_end <= lab.start]
        gap = report.folded[max(number.unit_end, *denied[-1:], 0) : lab.start]
        if "\n" in gap or not words.between_value_and_test.fullmatch(gap):
            continue
        if number.unit in ("foreign", "%") or (lab.weak and number.unit is None):
            continue
        value = make_value(number, lab, report)
        if value is not None:
            values.append(value)
    return values


def _later(report: Report, words: LabWords, free: list[Number], values: list[Value]) -> list[Value]:
    """A number with the unit of a test named earlier, or said to be the current one: "two bags later: 9.0 g/dL"."""
    found: list[Value] = []
    for number in free:
        if number.taken or number.unit in ("foreign", "%"):
            continue
        earlier = [
            lab for lab in report.labs if lab.end <= number.start and report.concepts[lab.concept].kind == "measurement"
        ]
        if not earlier:
            continue
        lab = earlier[-1]
        if number.unit is not None:
            fitting = [one for one in earlier if fits(number.unit, report.concepts[one.concept])]
            if not fitting:
                continue
            lab = fitting[-1]
        else:
            begin = max(report.folded.rfind(mark, 0, number.start) for mark in (". ", "\n", ";", "? ", "! ")) + 1
            stretch = report.folded[max(begin, lab.end) : number.start]
            dated = any(0 <= day.start - number.end < 10 for day in report.dates)
            alone = not stretch.strip() and not any(value.mention is lab for value in values)
            if (
                not (dated or alone or words.later.search(stretch))
                or len(stretch) > _REACH
                or not _stands_alone(report, words, number)
            ):
                continue
        if lab.weak and not any(value.mention is lab for value in values):
            continue
        value = make_value(number, lab, report)
        if value is not None:
            value.start = number.start
            value.end = number.unit_end
            found.append(value)
    return found


def _of_earlier_test(report: Report, words: LabWords, free: list[Number]) -> list[Value]:
    """ "Sorry, 16 thousand", "this month 10.9": a value of the test that an earlier message named."""
    tests = [one for one in report.spoken if report.concepts[one].kind == "measurement"]
    again = any(cue.category in ("correction", "current", "anaphora") for cue in report.cues)
    values: list[Value] = []
    for number in free:
        fitting = [one for one in tests if number.unit is not None and fits(number.unit, report.concepts[one])]
        if number.unit is None and again and len(tests) == 1 and _stands_alone(report, words, number):
            fitting = tests
        if not fitting or report.last_test not in tests:
            continue
        token = next(i for i, word in enumerate(report.words) if word.end > number.start)
        named = Mention(fitting[-1], token, token, number.start, number.unit_end)
        value = make_value(number, named, report)
        if value is not None:
            value.order = order(value, report, words)
            values.append(value)
    return values


def _upper_limit(value: Value, report: Report) -> float | None:
    """The upper limit of normal stated beside the value, in the canonical unit."""
    if value.unit == "xULN":
        return None
    number = value.number
    following = [
        one for one in report.ranges if number.end <= one.start <= number.unit_end + 40 and one.high is not None
    ]
    if not following:
        return None
    span = following[0]
    between = [
        other
        for other in report.numbers
        if number.end <= other.start < span.start and not other.taken.startswith("range")
    ]
    if between or (
        "\n" in report.folded[number.end : span.start].strip(" ")
        and report.folded[number.end : span.start].count("\n") > 1
    ):
        return None
    assert span.high is not None
    factor = value.amount / number.value if number.value else 1.0
    return round(span.high * factor, 4)
