"""What the columns of a table hold, read from their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from nlp.concepts import Concept, concepts
from nlp.facts import Frozen
from nlp.lexicon import lexicon
from nlp.tables.words import in_words, plain, table_words, unit_of
from nlp.text import tokens

Role = Literal[
    "id", "note", "said", "age", "onset_age", "birth_date", "date", "codes", "aside", "lab", "test", "unit",
    "lab_date", "upper_limit", "unread",
]  # fmt: skip
TEXTS = frozenset({"note", "said"})
_LOINC = "http://loinc.org"
_SEPARATORS = frozenset("()[],:;-/.")


class Column(Frozen):
    """A column: its heading, what it holds, and for what belongs to a test the concept and the unit of the heading.

    `note` is free text, `said` text that needs its heading to be understood ("medications"), `date` holds for the whole
    row, `unit`, `lab_date` and `upper_limit` for the test `concept`. `aside` is known and of no use, `unread` unknown.
    `unit` is a UCUM code, "" where the heading has none, "?" where it has one that is not one of the test.
    """

    heading: str
    role: Role
    concept: str = ""
    unit: str = ""


def columns(headings: Sequence[str], language: str) -> tuple[Column, ...]:
    """The columns of a table, in order; of several ids the first is one, of several dates none is the row's."""
    found = [column(one, language) for one in headings]
    ids, dates = ([place for place, one in enumerate(found) if one.role == role] for role in ("id", "date"))
    for place in (*ids[1:], *(dates if len(dates) > 1 else ())):
        found[place] = Column(heading=found[place].heading, role="unread")
    return tuple(found)


def column(heading: str, language: str) -> Column:
    """What one column holds. Raises VocabularyError where there is no vocabulary for the language."""
    role = table_words(language).columns.get(in_words(heading))
    if role is not None:
        return Column.model_validate({"heading": heading, "role": role})
    return _of_a_test(heading, language) or Column(heading=heading, role="unread")


def tells_of_others(heading: str, language: str) -> bool:
    """Whether a heading announces text about others than the patient: "family history"."""
    return not table_words(language).of_others.isdisjoint(in_words(heading))


def _of_a_test(heading: str, language: str) -> Column | None:
    """A column of a laboratory or infection test: its name alone or with a unit, or something else about it."""
    words, folded = table_words(language), plain(heading)
    parts = [token for token in tokens(folded) if token.norm not in _SEPARATORS]
    while parts and parts[0].norm in words.padding:
        parts = parts[1:]
    for length, concept in _names([part.norm for part in parts], language):
        rest = parts[length:]
        while rest and rest[0].norm in words.padding:
            rest = rest[1:]
        known = concepts()[concept]
        role = _role_of_test(known)
        beside = words.beside.get(tuple(part.norm for part in rest))
        if beside is not None:
            role = "lab_date" if beside == "date" else beside
            return Column.model_validate({"heading": heading, "role": role, "concept": concept})
        if not rest:
            return Column.model_validate({"heading": heading, "role": role, "concept": concept})
        unit = unit_of(folded[rest[0].start :], known, language)
        if role == "lab" and (unit != "?" or _set_apart(folded, rest[0].start)):
            return Column(heading=heading, role="lab", concept=concept, unit=unit)
    return None


def _role_of_test(concept: Concept) -> str | None:
    """Whether a concept is a laboratory value or what a test finds, as lupus anticoagulant is."""
    if concept.kind == "measurement":
        return "lab"
    return "test" if concept.kind == "serology" or (concept.code and concept.code.system == _LOINC) else None


def _names(norms: Sequence[str], language: str) -> Iterator[tuple[int, str]]:
    """The tests that the first words of a heading name, the longest name first, with the number of its words."""
    phrases, known = lexicon(language).phrases, concepts()
    for length in range(len(norms), 0, -1):
        entries = phrases.get(tuple(norms[:length]), ())
        if any(entry.kind == "blocker" for entry in entries):
            return
        for entry in entries:
            if entry.kind != "cue":
                if _role_of_test(known[entry.value]):
                    yield length, entry.value
                else:
                    return  # the name of something else: "hemoglobin a1c"


def _set_apart(folded: str, start: int) -> bool:
    """Whether what begins at a place is what a bracket or a comma sets apart, as units are."""
    return folded[:start].rstrip().endswith(("(", "[", ","))
