"""Cells with codes: ICD-10-CM and SNOMED CT of diagnoses, RxNorm of medicines, CVX of vaccines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nlp.facts import Fact
from nlp.health_records.codes import ICD
from nlp.health_records.drafts import Draft, Light
from nlp.health_records.illnesses import conditions
from nlp.health_records.medicines import medicines, vaccines
from nlp.health_records.resources import Condition, Immunization, Medicine
from nlp.tables.headings import Column
from nlp.tables.words import in_words

_SNOMED, _RXNORM = "http://snomed.info/sct", "http://www.nlm.nih.gov/research/umls/rxnorm"
_CVX = "http://hl7.org/fhir/sid/cvx"
_BY_NAME = {
    "icd": ICD, "snomed": _SNOMED, "sct": _SNOMED, "rxnorm": _RXNORM, "rx": _RXNORM, "rxcui": _RXNORM, "cvx": _CVX,
}  # fmt: skip
_FORMS = {
    ICD: re.compile(r"[A-TV-Z]\d[\dA-Z](?:\.?[\dA-Z]{1,4})?"),
    _SNOMED: re.compile(r"\d{6,18}"),
    _RXNORM: re.compile(r"\d{1,7}"),
    _CVX: re.compile(r"\d{2,3}"),
}
_WRITTEN = re.compile(r"(?:\b([A-Z][\w-]*)(?: CT| CM)?\s*[:|]\s*)?(?<![\w.])([A-Z]?\d[\dA-Z]*(?:\.[\dA-Z]+)?)(?!\w)")


class _Code(NamedTuple):
    system: str
    code: str


def coded_facts(cell: str, column: Column, today: date, language: str) -> tuple[Fact, ...]:
    """What the codes of a cell state; a diagnosis without a date or status of its own, a medicine as taken now.

    A number is read as a code only where the heading or a name before it ("RxNorm: 6851") says of which system, or
    where it can only be of SNOMED CT. Codes that the vocabulary does not know state nothing.
    """
    light = Light(today, language, None, lambda reference: None)
    found = []
    for one in _codes(cell, column.heading):
        for draft in _drafts(one, light):
            quote = f"{' '.join(column.heading.split())}: {one.code}"
            found.append(draft.fact.model_copy(update={"quote": quote, "start": 0, "end": len(quote)}))
    return tuple(found)


def _drafts(one: _Code, light: Light) -> list[Draft]:
    concept = {"coding": [{"system": one.system, "code": one.code}]}
    if one.system == _RXNORM:
        taken = Medicine.model_validate({"status": "active", "medicationCodeableConcept": concept})
        return medicines(taken, light)
    if one.system == _CVX:
        return vaccines(Immunization.model_validate({"status": "completed", "vaccineCode": concept}), light)
    return conditions(Condition.model_validate({"code": concept}), light)


def _codes(cell: str, heading: str) -> Iterator[_Code]:
    """The codes of a cell in order, of the system that stands before them, or that their heading names."""
    of_heading = [_BY_NAME[word] for word in in_words(heading) if word in _BY_NAME]
    for name, code in _WRITTEN.findall(cell.upper()):
        own = _BY_NAME.get(name.split("-")[0].lower())
        for system in [own] if own else of_heading or [ICD, _SNOMED]:
            if _FORMS[system].fullmatch(code):
                yield _Code(system, code)
