"""The words of a language in the headings and cells of tables, ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from nlp.concepts import Concept, read_yaml
from nlp.lab_units import fits
from nlp.lexicon import read_words
from nlp.text import fold, tokens

_SIGNS = re.compile(r"[^a-z0-9%]")


class TableWords(NamedTuple):
    """Roles of columns by their name, and of what stands beside a test; `units`: UCUM codes by their bare letters."""

    columns: Mapping[tuple[str, ...], str]
    beside: Mapping[tuple[str, ...], str]
    padding: frozenset[str]
    empty: frozenset[str]
    results: Mapping[str, str]
    years: frozenset[str]
    months: frozenset[str]
    months_behind_years: frozenset[str]
    of_others: frozenset[str]
    units: Mapping[str, frozenset[str]]


@cache
def table_words(language: str) -> TableWords:
    """The words of a language. Raises VocabularyError where the language has none for tables."""
    words = read_words(language, "tables")
    return TableWords(
        columns={in_words(name): role for role, names in words["columns"].items() for name in names},
        beside={in_words(name): role for role, names in words["beside"].items() for name in names},
        padding=frozenset(words["padding"]),
        empty=frozenset(words["empty"]),
        results={said: result for result in ("positive", "negative") for said in words[result]},
        years=frozenset(words["years"]),
        months=frozenset(words["months"]),
        months_behind_years=frozenset(words["months_behind_years"]),
        of_others=frozenset(words["of_others"]),
        units=_units(read_words(language, "numbers")["units"]),
    )


def in_words(heading: str) -> tuple[str, ...]:
    """A heading as words: `date_of_birth`, `dateOfBirth` and `Date of Birth` are the same."""
    return tuple(token.norm for token in tokens(plain(heading)) if token.norm.isalnum())


def plain(heading: str) -> str:
    """A heading folded, with blanks where programs write underscores, dots or capitals between words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", heading)
    return re.sub(r"_+|(?<=[a-z])\.(?=[a-z])|\s+", " ", fold(parted)).strip()


def unit_of(written: str, concept: Concept, language: str) -> str:
    """The UCUM code of a unit as it is written for a test; "" for nothing, "?" where it is none of the test's units."""
    if not fold(written).strip(" ()[],:;"):
        return ""
    fitting = [unit for unit in table_words(language).units.get(bare(written), ()) if fits(unit, concept)]
    return fitting[0] if len(fitting) == 1 else "?"


def bare(unit: str) -> str:
    """What is left of a unit where signs are left out, as in the heading `hemoglobin_g_dl`."""
    return _SIGNS.sub("", re.sub(r"\bper\b", "", fold(unit)))


def _units(own: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    """The UCUM codes of units by their bare letters: "ul" may be U/L or /uL."""
    found: dict[str, set[str]] = {}
    forms = {unit: [unit, *written] for unit, written in dict(read_yaml("units.yaml")).items()}  # type: ignore[call-overload]
    for unit, written in [*forms.items(), *own.items()]:
        for form in written:
            found.setdefault(bare(form), set()).add(unit)
    return {form: frozenset(units) for form, units in found.items() if form}
