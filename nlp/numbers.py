"""Numbers in digits and in words, each with the unit that follows it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from nlp.concepts import read_yaml
from nlp.lexicon import read_words
from nlp.spans import Number

DIGITS = (
    r"(?:\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: 000)+(?!\d)"
    r"|(?<!-\d\d-)\d+,\d{1,2}(?![\d.,^*(]|x10|e\d)|\d+(?:\.\d+)?|\.\d+)"
)
_LEADERS = re.compile(r"\.{2,}")  # the dots between a test and its value in a printed column
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")  # thousands parted by dots: "210.000 /µL"
_POWER = re.compile(r"\bx?\s?10\s?(?:[\^*'(]|e|x10)\s?[369]\)?|1[.,]73 ?m\^?2")
_MOST = 1e9  # no number in words that people write is larger
_SCALES = {"hundred": 100.0, "thousand": 1.0, "lakh": 1e5, "million": 1e6}  # thousands are kept as the unit `k`
_OPERATORS = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=", "=<": "<=", "=>": ">="}


class Grammar(NamedTuple):
    """The number words and units of a language, compiled."""

    values: dict[str, float]
    spelled: re.Pattern[str]
    any_spelled: re.Pattern[str]
    glued: re.Pattern[str]
    number: re.Pattern[str]
    unit: re.Pattern[str]
    units: dict[str, str]
    bounds: re.Pattern[str]
    operators: dict[str, str]
    half: re.Pattern[str]
    fractions: dict[str, float]
    point: str


def words_pattern(phrases: list[str]) -> str:
    """A regular expression for any of the phrases, longest first, white space flexible."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s*") for phrase in ordered)


@cache
def grammar(language: str) -> Grammar:
    """The compiled number grammar of a language."""
    words = read_words(language, "numbers")
    values = {word: float(value) for word, value in words["values"].items()}
    single = words_pattern(list(values))
    glue = words_pattern(words["glue"])
    point = words_pattern(words["point"])
    spelled = (
        rf"\b(?:{words_pattern(words['article'])}\s+)?(?:{single})"
        rf"(?:(?:\s*-\s*|\s+(?:{glue})\s+|\s+)(?:{single}))*(?:\s+(?:{point})(?:\s+(?:{single}|\d))+)?\b"
    )
    forms = dict(read_yaml("units.yaml"))  # type: ignore[call-overload]
    for unit, own in words["units"].items():
        forms[unit] = [*forms.get(unit, []), *own]
    units = {re.sub(r"\s", "", form): unit for unit, own in forms.items() for form in own}
    written = sorted({form for own in forms.values() for form in own}, key=len, reverse=True)
    pieces = [
        re.escape(form).replace(r"\ ", r"\s*") + (r"(?![a-z0-9]|/(?!\d))" if form[-1].isalnum() else "")
        for form in written
    ]
    bounds = "|".join(f"(?:{words_pattern(phrases)})" for phrases in words["bounds"].values())
    operators = {re.sub(r"\s", "", phrase): op for op, phrases in words["bounds"].items() for phrase in phrases}
    return Grammar(
        values,
        re.compile(spelled),
        re.compile(rf"\b(?:{single})\b"),
        re.compile(rf"\s+(?:{glue})\s+"),
        re.compile(
            r"(?=[\d.])(?:"  # most characters begin no number
            rf"(?<=,)\d+(?:\.\d+)?|(?<![\w.]){DIGITS}(?:\s*(?:{point})\s*\d+(?![\d.]))?|(?<=[a-z:=<>~(/x])(?<!\b[loi])(?<![a-z]/){DIGITS})"
        ),
        re.compile(r"\s*-?(" + "|".join(pieces) + ")"),
        units,
        re.compile(
            rf"(?:(<=|>=|=<|=>|(?<!-)[<>≤≥])|(?:\b|(?=[<>]))({bounds}))\s*(?:(?:{words_pattern(words['behind_bounds'])})\s+)?$"
        ),
        operators,
        re.compile(rf"\s*(?:{words_pattern([*words['half'], *words['fractions']])})(?!\w)|½"),
        {said: float(value) for said, value in words["fractions"].items()},
        point,
    )


def spelled_value(text: str, language: str) -> float | None:
    """The value of a number in words, such as "two hundred and ten" or "twelve point one"; None where it is none."""
    values = grammar(language).values
    whole, _, decimals = re.sub(rf"\s(?:{grammar(language).point})\s", "|", text).partition("|")
    total = current = 0.0
    last = 0.0
    for word in re.findall(r"[^\W\d]+", whole):
        if word not in values:
            continue
        value = values[word]
        if value >= 1000:
            total, current = total + max(current, 1.0) * value, 0.0
        elif value == 100:
            current = max(current, 1.0) * 100
        elif 0 < last < 10 <= value:
            current = last * 100 + value  # "one ten" is a hundred and ten
        elif last and last < 100 and not (last >= 20 and last % 10 == 0 and value < 10):
            return None  # "five six": two numbers, not one
        else:
            current += value
        last = value
    if decimals:
        digits = "".join(
            word if word.isdigit() else f"{values[word]:.0f}"
            for word in re.findall(r"\w+", decimals)
            if word.isdigit() or word in values
        )
        current += float(f"0.{digits}")
    return total + current if total + current < _MOST else None


def find_numbers(folded: str, language: str) -> list[Number]:
    """All numbers of a folded text in their order, with bound, unit and scale words read."""
    words = grammar(language)
    found: list[Number] = []
    for match in words.number.finditer(_LEADERS.sub(_blank, folded)):
        digits = re.sub(rf"\s*(?:{words.point})\s*", ".", match.group())
        found.append(Number(match.start(), match.end(), _value_of(digits), unit_end=match.end()))
    spelled = words.spelled.finditer(folded) if words.any_spelled.search(folded) else ()
    for match in spelled:
        said = match.group()
        value = spelled_value(said, language) if said not in _SCALES else None
        if value is None and (first := words.glued.split(said)[0]) != said:  # "eleven and three quarters"
            said, value = first, spelled_value(first, language)
        joined = value is None
        value = _joined_value(said, words) if joined else value
        end = match.start() + len(said)
        if value is not None and not any(one.start < end and match.start() < one.end for one in found):
            thousands = value >= 1000
            number = Number(match.start(), end, value / 1000 if thousands else value, unit_end=end)
            number.spelled, number.joined, number.unit = True, joined, "k" if thousands else None
            found.append(number)
    found.sort(key=lambda number: number.start)
    powers = [match.span() for match in _POWER.finditer(folded)]
    kept: list[Number] = []
    for number in found:
        if (kept and number.start < kept[-1].unit_end) or any(start <= number.start < end for start, end in powers):
            continue  # the 10 and the 9 of "x10^9/L"
        _read_half(number, folded, words)
        _read_unit(number, folded, language)
        read_bound(number, folded, language)
        kept.append(number)
    return kept


def _joined_value(said: str, words: Grammar) -> float | None:
    """ "Eleven nine" as a result is dictated: 11.9."""
    values = [words.values.get(word, -1.0) for word in said.split()]
    if len(values) == 2 and 3 <= values[0] < 20 and 0 <= values[1] < 10:
        return values[0] + values[1] / 10
    return None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _value_of(digits: str) -> float:
    """ "1,050" is a thousand and fifty, "13,4" thirteen point four."""
    whole, comma, rest = digits.partition(",")
    return float(f"{whole}.{rest}") if comma and len(rest) in (1, 2) else float(re.sub("[, ]", "", digits))


def _read_half(number: Number, folded: str, words: Grammar) -> None:
    match = words.half.match(folded, number.end)
    if match and number.value < 130 and number.value == int(number.value):
        number.value += words.fractions.get(re.sub(r"\s+", " ", match.group().strip()), 0.5)
        number.end = number.unit_end = match.end()


def unit_at(folded: str, position: int, language: str) -> tuple[str, int] | None:
    """The UCUM code of the unit written at a place (after white space), and where it ends; None where there is none."""
    words = grammar(language)
    match = words.unit.match(folded, position)
    return (words.units[re.sub(r"\s", "", match.group(1))], match.end()) if match else None


def _read_unit(number: Number, folded: str, language: str) -> None:
    found = unit_at(folded, number.end, language)
    if found is None or "\n" in folded[number.end : found[1]]:
        return
    unit, end = found
    if unit == "/uL" and _DOTTED.fullmatch(folded, number.start, number.end):
        number.value = float(folded[number.start : number.end].replace(".", ""))
    if number.unit == "k":  # "two hundred thousand per microliter"
        number.unit_end = end
        if unit != "/uL":
            number.value, number.unit = number.value * 1000, unit
        return
    if unit not in _SCALES:
        number.unit, number.unit_end = unit, end
        return
    number.value *= _SCALES[unit]
    number.end = number.unit_end = end
    if unit == "thousand":
        number.unit = "k"
    following = unit_at(folded, end, language)
    if following and following[0] == "/uL":
        number.unit_end = following[1]


def read_bound(number: Number, folded: str, language: str) -> None:
    """Reads the sign or words before a number that make it a bound ("<", "more than")."""
    words = grammar(language)
    match = words.bounds.search(folded, max(0, number.start - 24), number.start)
    if match:
        said = match.group(1) or match.group(2)
        number.op = _OPERATORS.get(said) or words.operators[re.sub(r"\s", "", said)]  # type: ignore[assignment]
        number.op_start = match.start()
    elif folded[number.end : number.end + 1] == "+" and number.value >= 60:
        number.op, number.op_start = ">=", number.start
