"""A printed script, read back: whether what the bot said stands in it, up to the values that are filled in.

All is taken from the Markdown: the sentences (quotes), the forms of address, what stands for what, the record's lines,
the names of points and of things told. A value must be of its kind: a date, a number, a name that is printed, a line of
the record, or the person's own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import product

_MARK = re.compile(r"‹([^›]*)›")
_END = re.compile(r"(?<=[.?!:\"”)…]) ")
_QUOTED = re.compile(r'"([^"]+)"')
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_DATE = rf"(?:\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{4}}|\d{{1,4}})"
_WORD = (  # values that are no numbers
    "(?:positive|negative|normal|abnormal|mild|moderate|severe|mixed|remission|none|only|cleared"
    "|controlled|uncontrolled|stable|changed)"
)
# what is put in the place of a mark that stands for no printed text
_SHAPES = {
    "number": _NUMBER,
    "age": _NUMBER,
    "date": _DATE,
    "status": "[a-z ]+",
    "number of a point": r"\w{1,12}",
    "the answer": r"[^*]+",
    "so many days": r"\d+ days?",
}
Pattern = tuple[re.Pattern[str], tuple[str, ...]]  # with a group for each of the marks


class Printed:
    """A script as Markdown; `literal` and `filled` count the characters of what it was found to hold."""

    def __init__(self, markdown: str, without: frozenset[str] = frozenset()) -> None:
        self._lines = [line.rstrip() for line in markdown.split("\n")]
        said = (line.removeprefix(">").strip().replace("**", "") for line in self._lines if re.match(r">(?!>)", line))
        self.sentences = [line for line in dict.fromkeys(said) if line and line not in without]
        self.literal = self.filled = 0
        self._own_words = ""
        self._in_question = False
        self._choices: dict[str, list[Pattern]] = {}

    def misses(self, reply: str, messages: Iterable[str]) -> list[str]:
        """The lines of a reply to these messages that the script does not hold."""
        self._own_words = " ".join(" ".join(messages).split())
        return [line for line in reply.replace("**", "").split("\n") if line.strip() and not self._counted(line)]

    def _counted(self, line: str) -> bool:
        """Whether the script holds a line; counts what matched."""
        for form in (line, line.removeprefix("• ")):
            if (values := self._row(form)) is not None:
                self.filled += values
                self.literal += len(form) - values
                return True
        return False

    def _row(self, line: str) -> int | None:
        """How many characters of a line are values, where it is sentences of the script, one after the other."""
        ends = [*(end.start() for end in _END.finditer(line)), len(line)]
        best = {0: 0}  # place -> how many characters before it are values
        for end in ends:
            for start, before in [(one, values) for one, values in best.items() if one < end]:
                values = self._values(line[start:end])
                if values is not None:
                    best[end + 1] = min(before + values, best.get(end + 1, len(line)))
        return best.get(len(line) + 1)

    def _values(self, text: str) -> int | None:
        """How many characters of a text are values, where it is an instance of a sentence."""
        for pattern, marks in (*self._patterns.get(text[:3], ()), *self._patterns.get("", ())):
            match = pattern.fullmatch(text)
            if match and all(self._is(mark, value) for mark, value in zip(marks, match.groups(), strict=True)):
                return sum(map(len, match.groups()))
        return None

    @cached_property
    def _patterns(self) -> dict[str, list[Pattern]]:
        """The sentences as patterns, by their first three letters; by "" where there is a mark among those."""
        found: dict[str, list[Pattern]] = {}
        for sentence in self.sentences:
            for spoken in self._spoken(sentence):
                start = spoken[:3] if "‹" not in spoken[:3] else ""
                found.setdefault(start, []).extend(_patterns(spoken))
        return found

    def _spoken(self, sentence: str) -> tuple[str, ...]:
        """A sentence in each form of address."""
        every = product(range(len(next(iter(self._persons.values()))[0])), range(2))
        spoken = (_MARK.sub(lambda mark: self._address(mark[1], *one), sentence) for one in every)  # noqa: B023
        return tuple(dict.fromkeys(spoken))

    def _address(self, mark: str, person: int, row: int) -> str:
        """A mark of address, or several in one, as said to or of a person; any other mark as it is."""
        words, left = [], mark
        while left:
            known = next((one for one in self._persons if left.lower().startswith(one)), None)
            if known is None:
                return f"‹{mark}›"
            rows = self._persons[known]
            form = rows[min(row, len(rows) - 1)][person]
            words.append(form[:1].upper() + form[1:] if left[0].isupper() else form)
            left = left[len(known) :].strip()
        return " ".join(words)

    @cached_property
    def _persons(self) -> dict[str, list[list[str]]]:
        """For each mark of address its rows, as who and as whom, a form for every person; longer ones first."""
        found: dict[str, list[list[str]]] = {}
        for mark, *forms in self._table("In this script"):
            found.setdefault(_MARK.findall(mark)[0], []).append([form.replace("–", "") for form in forms])
        return dict(sorted(found.items(), key=lambda one: -len(one[0])))

    @cached_property
    def _fills(self) -> dict[str, tuple[bool, list[str]]]:
        """For each mark the texts of which it is one, and whether it may be several of them."""
        rows = self._table("Mark")
        return {_MARK.findall(mark)[0]: (means.startswith("one or more"), _listed(means)) for mark, means in rows}

    @cached_property
    def _points(self) -> list[tuple[str, str, str]]:
        """The points: number, name, and the record's line; each once more with the name that professionals read."""
        found = []
        for point, record, clinical, *_ in self._table("Point", "The record says"):
            number, name = point.split(" ", 1)
            found += [(number, name, record), (number, clinical, record), (number, f"{number} {clinical}", record)]
        return found

    @cached_property
    def _things(self) -> list[list[str]]:
        """The lists of the last chapter: the names of things told, and how it is said that they are not there."""
        last = max(place for place, line in enumerate(self._lines) if line.startswith("## "))
        return [line.split(" · ") for line in self._lines[last:] if " · " in line and not line.startswith("Units")]

    def _table(self, *head: str) -> list[list[str]]:
        """The rows of the first table whose head begins so."""
        wanted = f"| {' | '.join(head)} |"
        start = next(place for place, line in enumerate(self._lines) if line.startswith(wanted)) + 2
        rows = self._lines[start : self._lines.index("", start)]
        return [[cell.strip() for cell in row[2:-2].split(" | ")] for row in rows]

    def _is(self, mark: str, value: str) -> bool:
        """Whether a value may stand in the place of a mark."""
        names = [name for _, name, _ in self._points]
        checks: dict[str, Callable[[str], bool]] = {
            "what you told": self._is_told,
            "what it was before": lambda text: self._is_told(text) or self._is_value(text),
            "names": self._is_told,
            "name": lambda text: text in self._things[0],
            "your words": self._is_said,
            "“your words”": self._is_quoted,
            "the record's line": self._is_record,
            "point": lambda text: text in names or text in {f"{number}, {name}" for number, name, _ in self._points},
            "points": lambda text: re.fullmatch(rf"{_any(names)}(?:(?:, | and ){_any(names)})*", text) is not None,
            "the question": self._is_question,
        }
        if mark in checks:
            return checks[mark](value)
        if mark in _SHAPES:
            return True
        several, texts = self._fills[mark]
        return self._is_one(value, texts) or (several and self._is_series(value, texts))

    def _is_one(self, value: str, texts: Iterable[str]) -> bool:
        for pattern, marks in (one for text in texts for one in self._choice(text)):
            match = pattern.fullmatch(value)
            if match and all(self._is(mark, one) for mark, one in zip(marks, match.groups(), strict=True)):
                return True
        return False

    def _choice(self, text: str) -> list[Pattern]:
        if text not in self._choices:
            self._choices[text] = [one for spoken in self._spoken(text) for one in _patterns(spoken)]
        return self._choices[text]

    def _is_series(self, value: str, texts: list[str]) -> bool:
        """Whether a value is several of some texts, with a comma, "and" or a blank between."""
        gaps = re.finditer(r", | and | ", value)
        return any(
            self._is_one(value[: gap.start()], texts)
            and (self._is_one(value[gap.end() :], texts) or self._is_series(value[gap.end() :], texts))
            for gap in gaps
        )

    def _is_said(self, value: str) -> bool:
        return value.removesuffix("…").strip() in self._own_words

    def _is_quoted(self, value: str) -> bool:
        return not _QUOTED.sub("", value).replace(", ", "") and all(map(self._is_said, _QUOTED.findall(value)))

    def _is_record(self, value: str) -> bool:
        return any(
            value == line or (value.endswith("…") and line.startswith(value[:-1])) for _, _, line in self._points
        )

    def _is_question(self, value: str) -> bool:
        """Whether a value is sentences, none of which holds a question itself."""
        if self._in_question:
            return False
        self._in_question = True
        found = self._row(value) is not None
        self._in_question = False
        return found

    def _is_told(self, value: str) -> bool:
        """Whether a value is things told; what comes after a comma may be the date of one."""
        gaps = re.finditer(r"[;,] | and ", value)
        return self._is_thing(value) or any(
            self._is_thing(value[: gap.start()]) and self._is_told(value[gap.end() :]) for gap in gaps
        )

    def _is_thing(self, value: str) -> bool:
        if value in self._things[1]:
            return True
        matches = (pattern.fullmatch(value) for pattern in self._thing_patterns)
        return any(match and all(map(self._is_said, match.groupdict().values())) for match in matches)

    def _is_value(self, value: str) -> bool:
        return re.fullmatch(f"{self._number}|{_WORD}", value) is not None

    @cached_property
    def _number(self) -> str:
        """The source of a pattern for a number with its unit, or a bound."""
        units = next(line for line in reversed(self._lines) if line.startswith("Units")).rstrip(".").split(": ")[1]
        amount = rf"{_NUMBER}(?: {_any(units.split(' · '))})?"
        return f"(?:{'|'.join(_filled(text, {'number': amount}) for text in (*self._fills['value'][1], '‹number›'))})"

    @cached_property
    def _thing_patterns(self) -> list[re.Pattern[str]]:
        """How one thing told may look, or the date of one."""
        when = "|".join(_filled(text, {}) for text in self._fills["when"][1])
        shapes = {
            "value": f"(?:{self._number}|{_WORD})",
            "name": _any(self._things[0]),
            "names": _any(self._things[0]),
            "when": f"(?:{when})",
            "your words": '(?P<own>[^"]+)',
        }
        texts = self._fills["what you told"][1]
        echo = next(_filled(text, shapes) for text in texts if "your words" in text)
        forms = [_filled(spoken, shapes) for text in texts for spoken in self._spoken(text) if "your words" not in text]
        return [re.compile(form) for form in [when, shapes["name"], *forms, f"{shapes['name']} {self._number} {echo}"]]


def _patterns(sentence: str) -> Iterator[Pattern]:
    """A sentence as patterns with a group for each mark: as short as can be, then as long."""
    parts = _MARK.split(sentence)
    for free in (".+?", ".+") if len(parts) > 1 else ("",):
        groups = (f"({_SHAPES.get(part, free)})" if place % 2 else re.escape(part) for place, part in enumerate(parts))
        yield re.compile("".join(groups)), tuple(parts[1::2])


def _filled(text: str, shapes: dict[str, str]) -> str:
    """The source of a pattern for a text, its marks filled with shapes."""
    parts = _MARK.split(text)
    known = _SHAPES | shapes
    return "".join(known[part] if place % 2 else re.escape(part) for place, part in enumerate(parts))


def _any(texts: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, texts), key=len, reverse=True))})"


def _listed(means: str) -> list[str]:
    """The texts that a cell lists: “a” · “b”."""
    _, opened, listed = means.partition("“")
    return listed.removesuffix("”").split("” · “") if opened else []
