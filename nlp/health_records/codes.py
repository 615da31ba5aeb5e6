"""What the codes of a record mean: LOINC, SNOMED CT, ICD-10-CM, RxNorm and CVX codes looked up in the vocabulary."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from pydantic import TypeAdapter

from nlp.concepts import concepts, read_yaml
from nlp.errors import VocabularyError
from nlp.facts import Code, Frozen
from nlp.health_records.elements import CodeableConcept

LOINC = "http://loinc.org"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
# other names of the code systems, as records use them
_SYSTEMS = {
    "urn:oid:2.16.840.1.113883.6.1": LOINC,
    "urn:oid:2.16.840.1.113883.6.90": ICD,
    "urn:oid:2.16.840.1.113883.6.96": "http://snomed.info/sct",
    "urn:oid:2.16.840.1.113883.6.88": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "urn:oid:2.16.840.1.113883.12.292": "http://hl7.org/fhir/sid/cvx",
}
Reading = Literal[
    "stated", "childhood", "possible", "past", "undated", "positive", "only_positive", "viral_load", "hiv_load",
    "whole_body",
]  # fmt: skip


class Meaning(Frozen):
    """A concept of the vocabulary and how a record that bears the code is read; no concept: nothing is stated."""

    concept: str | None = None
    reading: Reading = "stated"


class Coded(NamedTuple):
    """What a concept of a record means, and the code that says so."""

    meaning: Meaning
    code: Code


class _Meanings(Frozen):
    same: tuple[str, ...]
    meanings: Mapping[str, Meaning]


def coded(concept: CodeableConcept) -> Coded | None:
    """What the codes of a concept mean; None where none is known, or they do not agree."""
    found = all_coded(concept)
    return found[0] if len(found) == 1 else None


def all_coded(concept: CodeableConcept) -> list[Coded]:
    """All that the codes of a concept mean, each meaning once."""
    found = [one for coding in concept.coding if (one := _look_up(coding.system, coding.code))]
    return list({one.meaning: one for one in reversed(found)}.values())[::-1]


def is_known(concept: CodeableConcept) -> bool:
    """Whether any code of a concept is known, so that its words are not read."""
    return any(_look_up(coding.system, coding.code) for coding in concept.coding)


@cache
def meanings() -> Mapping[str, Meaning]:
    """The meanings of codes by their name in codes.csv. Raises VocabularyError where one has no concept."""
    read = TypeAdapter(_Meanings).validate_python(read_yaml("code_meanings.yaml"))
    every = {name: Meaning(concept=name) for name in read.same} | dict(read.meanings)
    if wrong := [name for name, one in every.items() if one.concept and one.concept not in concepts()]:
        raise VocabularyError(f"code_meanings.yaml: no concept of that name: {', '.join(wrong)}; correct the spelling")
    return every


@cache
def codes() -> Mapping[tuple[str, str], Meaning]:
    """The meanings by code system and code; a code that ends in `*` stands for all that begin so."""
    text = files("nlp").joinpath("vocabulary", "codes.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    if wrong := {row["means"] for row in rows} - set(meanings()):
        raise VocabularyError(f"codes.csv: not in code_meanings.yaml: {', '.join(sorted(wrong))}; add them there")
    return {(row["system"], row["code"]): meanings()[row["means"]] for row in rows}


@cache
def _look_up(system: str, code: str) -> Coded | None:
    """The meaning of a code, else that of the longest `*` code that it falls under."""
    system, code = _SYSTEMS.get(system, system), code.strip()
    if system == ICD:
        code = code.upper()
        code = code if "." in code or len(code) < 4 else f"{code[:3]}.{code[3:]}"
        every = (f"{code[:length].rstrip('.')}{dot}*" for length in range(len(code), 2, -1) for dot in ("", "."))
        found = next((one for key in (code, *every) if (one := codes().get((ICD, key)))), None)
    else:
        found = codes().get((system, code))
    return Coded(found, Code(system=system, code=code)) if found else None
