"""Made-up patients with about 60 resources each, the same for a seed: to measure on, and to fill exports."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from tests.nlp.health_records.builder import Resource, about, concept, condition, lab, of, order, patient, shot

_FIRST = date(2024, 1, 1)
_LABS = [
    ("loinc 777-3", "10*3/uL", 20, 400, 400), ("loinc 751-8", "10*3/uL", 0.4, 8, 7), ("loinc 718-7", "g/dL", 7, 15, 16),
    ("loinc 1742-6", "U/L", 10, 200, 40), ("loinc 1920-8", "U/L", 10, 200, 40), ("loinc 2324-2", "U/L", 10, 200, 60),
    ("loinc 2160-0", "mg/dL", 0.4, 3, 1.2), ("loinc 33914-3", "mL/min/{1.73_m2}", 20, 120, 120),
    ("loinc 6301-6", "{INR}", 0.9, 2, 1.2), ("loinc 14979-9", "s", 25, 60, 35), ("loinc 6690-2", "10*3/uL", 2, 12, 10),
    ("loinc 4548-4", "%", 4, 8, 5.6),
]  # fmt: skip
_SEROLOGY = ("loinc 5196-1", "loinc 16128-1", "loinc 56888-1", "loinc 71773-6")
_DISEASES = ("icd M32.14", "icd M33.02", "icd G70.00", "icd M31.31", "icd M08.00")
_ILLNESSES = ("icd J45.909", "icd F41.1", "icd I10", "icd I26.99", "icd B18.1", "icd C91.00", "icd E11.9", "icd F32.9")
_DRUGS = ("rxnorm 68149", "rxnorm 8640", "rxnorm 5521", "rxnorm 6851", "rxnorm 121191", "rxnorm 11289", "rxnorm 197361")
_VACCINES = ("cvx 140", "cvx 207", "cvx 115", "cvx 165", "cvx 03")
_NOTE = (
    "Seen in clinic for follow-up. Fatigue is better, the rash has faded and there is no new joint swelling. No fever, "
    "no chest pain. Taking mycophenolate and hydroxychloroquine without missed doses. Platelets {count} K/uL, "
    "hemoglobin {blood} g/dL today. Disease activity is moderate. Mother has hypothyroidism. Plan: continue, labs in "
    "six weeks, call with fever or new bruising."
)


def person(number: int) -> list[Resource]:
    """The resources of one patient, the Patient first."""
    chance, name = Random(number), f"p{number}"

    def day() -> str:
        return (_FIRST + timedelta(days=chance.randrange(1_000))).isoformat()

    own = [
        lab(
            code,
            round(chance.uniform(low, high), 1),
            unit,
            day(),
            referenceRange=[{"high": {"value": top, "code": unit}}],
        )
        for code, unit, low, high, top in _LABS
        for _ in range(3)
    ]
    own += [lab(code, chance.choice(["Negative", "Non-reactive"]), day=day()) for code in _SEROLOGY]
    own.append(condition(chance.choice(_DISEASES), onsetDateTime=day(), recordedDate=day()))
    own += [condition(code, recordedDate=day()) for code in chance.sample(_ILLNESSES, 4)]
    own += [order(code, chance.choice(["active", "completed"]), day()) for code in chance.sample(_DRUGS, 4)]
    own += [shot(code, day()) for code in _VACCINES]
    text = _NOTE.format(count=chance.randrange(20, 400), blood=chance.randrange(7, 15)).encode()
    attachment = {"contentType": "text/plain", "data": base64.b64encode(text).decode()}
    own.append(
        of("DocumentReference", status="current", date="2026-11-20T09:00:00Z", content=[{"attachment": attachment}])
    )
    own.append(of("DiagnosticReport", status="final", code=concept("loinc 58410-2"), effectiveDateTime=day()))
    own.append(of("Procedure", status="completed", code=concept("snomed 71388002"), performedDateTime=day()))
    born = date(2004 + number % 12, 1 + number % 12, 1 + number % 28)
    identified = (one | {"id": f"{name}-{place}"} for place, one in enumerate(own))
    return [patient(name, born.isoformat()), *(about(name, one) for one in identified)]


def people(count: int) -> Iterator[list[Resource]]:
    """So many patients, one after another."""
    return (person(number) for number in range(count))
