"""What a health record means for the criteria: cases that a nurse could check."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from nlp.health_records import PatientRecord, patients
from tests.nlp.health_records.builder import (
    TODAY,
    Resource,
    bundle_file,
    concept,
    condition,
    lab,
    of,
    one_record,
    order,
    patient,
    shot,
)
from trials.catalog import trial
from trials.matching import assess
from trials.profile import Profile


def component(code: str, value: str) -> Resource:
    return {"code": concept(code), "valueCodeableConcept": {"text": value}}


def procedure(code: str = "", day: str | None = "2024-05-01", status: str = "completed", text: str = "") -> Resource:
    codes = (code,) if code else ()
    done = {"performedDateTime": day} if day else {}
    return of("Procedure", status=status, code=concept(*codes, text=text), **done)


def statement(code: str, status: str, **more: Any) -> Resource:
    return of("MedicationStatement", status=status, medicationCodeableConcept=concept(code), **more)


def report(text: str, day: str = "2026-11-20", **more: Any) -> Resource:
    return of("DiagnosticReport", **({"status": "final", "effectiveDateTime": day, "conclusion": text} | more))


def document(text: str, kind: str = "text/plain", day: str = "2026-11-20", **more: Any) -> Resource:
    attachment = {"contentType": kind, "data": base64.b64encode(text.encode()).decode()}
    return of(
        "DocumentReference", **({"status": "current", "date": day, "content": [{"attachment": attachment}]} | more)
    )


SLE = condition("icd M32.9")
PLATELETS, PE = "loinc 777-3", "icd I26.99"

CASES = [
    # the disease: who has it, since when, and how sure that is (the patient is 14 unless said otherwise)
    ("I1", "pass", []),
    ("I2", "unknown", []),
    ("I2", "pass", [SLE]),
    ("I2", "pass", [condition("icd M33.02")]),
    ("I2", "pass", [condition("icd M31.31")]),
    ("I2", "pass", [condition("icd M32.9", verified="")]),
    ("I2", "pass", [condition("icd M32.9", status="remission")]),
    ("I2", "review", [condition("icd M32.9", status="resolved")]),
    ("I2", "review", [condition("icd M32.9", verified="provisional")]),
    ("I2", "review", [condition("icd M32.9", verified="differential")]),
    ("I2", "review", [condition("icd M33.90")]),
    ("I2", "review", [condition("snomed 200936003")]),
    ("I2", "pass", [condition("snomed 200936003", "icd M32.9")]),
    ("I2", "unknown", [condition("icd M32.9", verified="refuted")]),
    ("I2", "unknown", [condition("icd M32.9", verified="entered-in-error")]),
    ("I2", "fail", [condition("icd M32.0")]),
    ("I2", "fail", [condition("icd M08.00")]),
    ("I2", "unknown", [condition("icd M30.3", status="resolved")]),
    ("I2", "pass", [condition("icd M08.00"), SLE]),
    ("I2", "pass", [condition("icd M32.9", verified="provisional", recordedDate="2024-01-01"), SLE]),
    (
        "I2",
        "review",
        [SLE | {"recordedDate": "2024-01-01"}, condition("icd M32.9", verified="refuted", recordedDate="2025-01-01")],
    ),
    (
        "I2",
        "pass",
        [condition("icd M32.9", verified="refuted", recordedDate="2024-01-01"), SLE | {"recordedDate": "2025-01-01"}],
    ),
    ("I2", "unknown", [of("FamilyMemberHistory", status="completed", condition=[{"code": concept("icd M32.9")}])]),
    # a blood count: the newest counts, whatever its place in the file
    ("E5", "fail", [lab(PLATELETS, 38, "10*3/uL")]),
    ("E5", "pass", [lab(PLATELETS, 62, "10*3/uL", "2026-11-10"), lab(PLATELETS, 38, "10*3/uL", "2026-11-01")]),
    (
        "E5",
        "fail",
        [lab(PLATELETS, 38, "10*3/uL", "2026-11-10T09:00:00Z"), lab(PLATELETS, 62, "10*3/uL", "2026-11-10T08:00:00Z")],
    ),
    ("E5", "pass", [lab(PLATELETS, 62, "10*3/uL", "2026-11-10"), lab(PLATELETS, 38, "10*3/uL", None)]),
    ("E5", "fail", [lab(PLATELETS, 38, "10*3/uL", None)]),
    ("E5", "unknown", [lab(PLATELETS, 38, "10*3/uL", None), lab(PLATELETS, 62, "10*3/uL", None)]),
    ("E5", "unknown", [lab(PLATELETS, 62, "10*3/uL", "2026-11-01"), lab(PLATELETS, 38, "foo", "2026-11-10")]),
    ("E5", "unknown", [lab(PLATELETS, 62, "10*3/uL", "2026-11-01"), lab(PLATELETS, day="2026-11-10", valueInteger=38)]),
    ("E5", "pass", [lab(PLATELETS, 38, "foo", "2026-11-01"), lab(PLATELETS, 62, "10*3/uL", "2026-11-10")]),
    (
        "E5",
        "pass",
        [lab(PLATELETS, 62, "10*3/uL"), lab(PLATELETS, 38, "10*3/uL", "2026-11-10", status="entered-in-error")],
    ),
    ("E5", "pass", [lab(PLATELETS, 62, "10*3/uL"), lab(PLATELETS, None, day="2026-11-10", status="cancelled")]),
    (
        "E5",
        "pass",
        [
            lab(PLATELETS, 62, "10*3/uL"),
            lab(PLATELETS, None, day="2026-11-10", dataAbsentReason=concept("x not-performed")),
        ],
    ),
    ("E5", "unknown", [lab(PLATELETS, 38, "10*3/uL", focus=[{"reference": "Patient/donor"}])]),
    ("E5", "unknown", [lab(PLATELETS, 62, "10*3/uL", "2027-01-01")]),
    ("E5", "fail", [lab(PLATELETS, 50, "10*3/uL", valueQuantity={"value": 50, "comparator": "<", "code": "10*3/uL"})]),
    ("E5", "fail", [lab(PLATELETS, valueString="38 K/uL")]),
    (
        "E5",
        "fail",
        [
            of(
                "Observation",
                status="final",
                code=concept(text="Platelets"),
                effectiveDateTime="2026-11-01",
                valueQuantity={"value": 38, "unit": "K/uL"},
            )
        ],
    ),
    (
        "E5",
        "unknown",
        [
            of(
                "Observation",
                status="final",
                code=concept(text="Platelet antibodies"),
                effectiveDateTime="2026-11-01",
                valueQuantity={"value": 38, "unit": "K/uL"},
            )
        ],
    ),
    ("E5", "unknown", [lab("loinc 99999-9|Platelets", 38, "10*3/uL")]),
    (
        "E3",
        "unknown",
        [lab("loinc 6690-2", 0.5, "10*3/uL"), lab("loinc 26507-4", 0.5, "10*3/uL"), lab("loinc 770-8", 12, "%")],
    ),
    ("E4", "unknown", [lab("loinc 4548-4", 5.5, "%"), lab("loinc 41995-2", 5.5, "g/dL")]),
    ("E4", "fail", [lab("loinc 718-7", 72, "g/L")]),
    ("E6", "fail", [lab("loinc 1742-6", 130, "U/L"), lab("loinc 2324-2", 200, "U/L")]),
    (
        "E6",
        "pass",
        [
            lab("loinc 1742-6", 130, "U/L", referenceRange=[{"high": {"value": 55}}]),
            lab("loinc 1920-8", 30, "U/L"),
            lab("loinc 2324-2", 200, "U/L"),
        ],
    ),
    ("E7", "unknown", [lab("loinc 2164-2", 90, "mL/min")]),
    ("E7", "fail", [lab("loinc 62238-1", 22, "mL/min/{1.73_m2}")]),
    ("E7", "fail", [condition("icd N18.6")]),
    ("E7", "fail", [procedure("snomed 302497006", "2026-11-18")]),
    ("E7", "pass", [procedure("snomed 302497006", "2015-11-18"), lab("loinc 62238-1", 92, "mL/min/{1.73_m2}")]),
    # clotting, blood thinners and clots
    ("E2", "unknown", [lab("loinc 6301-6", 1.0), lab("loinc 14979-9", 30, "s")]),
    ("E2", "fail", [lab("loinc 6301-6", 1.8)]),
    ("E2", "unknown", [lab("loinc 5894-1", 1.8), lab("loinc 63561-5", 1.8)]),
    ("E2", "fail", [order("rxnorm 11289")]),
    ("E2", "unknown", [order("rxnorm 11289", "completed")]),
    ("E2", "unknown", [order("rxnorm 11289", day="2026-01-01"), order("rxnorm 11289", "stopped", day="2026-06-01")]),
    ("E2", "fail", [order("rxnorm 11289", "stopped", day="2026-01-01"), order("rxnorm 11289", day="2026-06-01")]),
    ("E2", "unknown", [order("rxnorm 5224|heparin flush")]),
    ("E2", "unknown", [order("rxnorm 11289", intent="proposal"), order("rxnorm 11289", doNotPerform=True)]),
    ("E2", "review", [order("rxnorm 11289"), condition(PE, onsetDateTime="2026-01-10")]),
    ("E2", "fail", [condition("icd Z79.01")]),
    ("E2", "unknown", [condition("icd Z79.01", status="")]),
    ("E24", "fail", [condition(PE, onsetDateTime="2026-10-01")]),
    ("E24", "pass", [condition(PE, onsetDateTime="2026-01-01")]),
    ("E24", "unknown", [condition(PE)]),
    ("E24", "unknown", [condition(PE, recordedDate="2026-10-01")]),
    ("E24", "pass", [condition(PE, recordedDate="2025-10-01")]),
    ("E24", "unknown", [condition("icd Z86.711", onsetDateTime="2026-10-01")]),
    ("E24", "fail", [condition(PE, onsetDateTime="2026-10-01"), condition(PE, onsetDateTime="2015-10-01")]),
    (
        "E24",
        "fail",
        [condition(PE, onsetDateTime="2026-10-01"), condition(PE, verified="refuted", recordedDate="2026-11-01")],
    ),
    ("E24", "unknown", [condition(PE, onsetDateTime="2015-10-01"), condition(PE, recordedDate="2026-10-01")]),
    (
        "E24",
        "unknown",
        [condition(PE, onsetDateTime="2015-10-01"), condition(PE, verified="provisional", onsetDateTime="2026-11-20")],
    ),
    # cancers
    ("E25", "unknown", []),
    ("E25", "fail", [condition("icd C91.00", onsetDateTime="2025-01-01")]),
    (
        "E25",
        "fail",
        [condition("icd C91.00", status="remission", onsetDateTime="2020-01-01", abatementDateTime="2025-01-01")],
    ),
    ("E25", "unknown", [condition("icd C91.00", status="remission", abatementDateTime="2023")]),
    (
        "E25",
        "pass",
        [condition("icd C91.00", status="resolved", onsetDateTime="2015-01-01", abatementDateTime="2018-01-01")],
    ),
    ("E25", "unknown", [condition("icd C91.00", status="remission", onsetDateTime="2015-01-01")]),
    ("E25", "unknown", [condition("icd Z85.6", recordedDate="2025-01-01")]),
    ("E25", "unknown", [condition("icd C44.311", status="resolved", onsetDateTime="2026-01-01")]),
    (
        "E25",
        "pass",
        [condition("snomed 254701007", status="resolved", onsetDateTime="2026-01-01", abatementDateTime="2026-03-01")],
    ),
    ("E25", "unknown", [condition("icd C91.00", verified="refuted")]),
    ("E25", "unknown", [condition("icd Z12.31|Encounter for screening for malignant neoplasm of breast")]),
    ("E25", "unknown", [condition("icd Z80.3|Family history of malignant neoplasm of breast")]),
    # transplants and immunity
    ("E8", "fail", [procedure("snomed 70536003")]),
    ("E8", "unknown", [procedure("snomed 70536003", status="not-done")]),
    ("E8", "unknown", [procedure("snomed 70536003", status="preparation")]),
    ("E8", "fail", [condition("icd Z94.0")]),
    ("E8", "unknown", [condition("icd Z94.7")]),
    ("E8", "fail", [condition("icd D83.9")]),
    ("E8", "unknown", [condition("icd D84.821")]),
    ("E8", "review", [procedure("snomed 58776007")]),
    # infections
    ("E9", "pass", [lab("loinc 5196-1", "Non-Reactive")]),
    ("E9", "pass", [lab("loinc 5196-1", valueCodeableConcept=concept("snomed 260385009"))]),
    ("E9", "fail", [lab("loinc 5196-1", valueCodeableConcept=concept("snomed 11214006"))]),
    ("E9", "pass", [lab("loinc 63557-3", 0.1, "[iU]/mL", interpretation=[concept("x NEG")])]),
    ("E9", "unknown", [lab("loinc 63557-3", 0.1, "[iU]/mL")]),
    ("E9", "unknown", [lab("loinc 5196-1", "Negative", interpretation=[concept("x POS")])]),
    ("E9", "unknown", [lab("loinc 16935-9", "Positive"), lab("loinc 47364-5", "Negative")]),
    ("E9", "fail", [condition("icd B18.1")]),
    ("E9", "review", [condition("icd B16.9", status="resolved")]),
    ("E9", "unknown", [condition("icd B16.9", status="")]),
    ("E10", "pass", [lab("loinc 16128-1", "Negative")]),
    ("E10", "unknown", [lab("loinc 16128-1", "Positive")]),
    ("E10", "pass", [lab("loinc 16128-1", "Positive"), lab("loinc 11011-4", "Not detected")]),
    ("E10", "fail", [lab("loinc 16128-1", "Positive"), lab("loinc 11011-4", 120_000, "[iU]/mL")]),
    (
        "E10",
        "unknown",
        [
            lab("loinc 16128-1", "Positive"),
            lab("loinc 11011-4", valueQuantity={"value": 15, "comparator": "<", "code": "[iU]/mL"}),
        ],
    ),
    ("E11", "pass", [lab("loinc 56888-1", "Negative")]),
    (
        "E11",
        "pass",
        [
            of(
                "Observation",
                status="final",
                code=concept("loinc 24332-9"),
                effectiveDateTime="2026-11-01",
                component=[component("loinc 56888-1", "Negative")],
            )
        ],
    ),
    ("E11", "fail", [condition("icd B20")]),
    (
        "E11",
        "fail",
        [
            condition("icd B20", recordedDate="2020-01-01"),
            lab("loinc 56888-1", "Negative"),
            lab("loinc 20447-9", "Not detected"),
        ],
    ),
    ("E11", "unknown", [lab("loinc 20447-9", "Not detected")]),
    ("E11", "unknown", [lab("loinc 30361-0", "Negative")]),
    ("E11", "unknown", [lab("loinc 56888-1", "Positive", day="2020-01-01"), lab("loinc 56888-1", "Negative")]),
    ("E11", "unknown", [condition("icd R75"), condition("icd B20", verified="provisional")]),
    ("E12", "pass", [lab("loinc 71773-6", "Negative")]),
    ("E12", "fail", [lab("loinc 71773-6", "Positive")]),
    ("E12", "unknown", [lab("loinc 71773-6", "Negative", day="2025-01-01"), lab("loinc 71773-6", "Indeterminate")]),
    ("E12", "unknown", [lab("loinc 71774-4", 10, "[iU]/mL", interpretation=[concept("x NEG")])]),
    ("E12", "fail", [condition("icd R76.12")]),
    ("E12", "unknown", [condition("icd R76.11")]),
    ("E12", "fail", [condition("icd A15.0")]),
    ("E12", "review", [condition("icd A15.0", status="resolved")]),
    ("E12", "review", [condition("icd Z22.7")]),
    # treatments
    ("I4", "pass", [order("rxnorm 68149")]),
    ("I4", "pass", [order("rxnorm 68149", "completed", day="2020-01-01")]),
    ("I4", "pass", [order("rxnorm 312615|predniSONE 20 MG Oral Tablet")]),
    (
        "I4",
        "unknown",
        [order("rxnorm 68149", "cancelled"), order("rxnorm 68149", "draft"), order("rxnorm 68149", "entered-in-error")],
    ),
    (
        "I4",
        "unknown",
        [order("rxnorm 42316|tacrolimus 0.1 % Topical Ointment"), order("rxnorm 41126"), order("rxnorm 9000")],
    ),
    ("I4", "unknown", [order("rxnorm 5492", dosageInstruction=[{"route": {"text": "Topical"}}])]),
    ("I4", "unknown", [order("rxnorm 8638", dosageInstruction=[{"text": "1 drop in each eye"}])]),
    ("I4", "unknown", [statement("rxnorm 68149", "intended"), statement("rxnorm 68149", "not-taken")]),
    (
        "I4",
        "pass",
        [statement("rxnorm 121191", "completed", effectivePeriod={"start": "2025-01-01", "end": "2025-01-01"})],
    ),
    (
        "I4",
        "pass",
        [
            order(
                "x",
                medicationCodeableConcept=None,
                medicationReference={"reference": "#m"},
                contained=[{"resourceType": "Medication", "id": "m", "code": concept("rxnorm 68149")}],
            )
        ],
    ),
    (
        "I4",
        "pass",
        [
            order(
                "x",
                medicationCodeableConcept=None,
                medicationReference={"reference": "Medication/7", "display": "predniSONE 20 MG tablet"},
            )
        ],
    ),
    ("I4", "pass", [procedure(text="Plasmapheresis")]),
    # vaccines
    ("E27", "fail", [shot("cvx 03")]),
    ("E27", "unknown", [shot("cvx 03", status="not-done")]),
    ("E27", "unknown", [shot("cvx 140")]),
    ("E27", "unknown", [shot("cvx 88")]),
    ("E27", "fail", [shot("cvx 03", "2026-11-10"), shot("cvx 03", "2015-01-01")]),
    # other illnesses: what is active
    ("E23", "review", [condition("icd I50.9", onsetDateTime="2020-01-01")]),
    ("E23", "unknown", [condition("icd I50.9", status="resolved")]),
    ("E23", "unknown", [condition("icd J45.909")]),
    ("E29", "review", [condition("icd F32.9")]),
    ("E29", "review", [condition("x 1|Depression")]),
    # texts
    ("E5", "fail", [report("Platelets 38 K/uL.")]),
    ("E5", "fail", [document("CBC today: plt 38 K/uL")]),
    ("E5", "fail", [document("<html><style>p {}</style><p>plt 38 K/uL</p></html>", "text/html; charset=utf-8")]),
    ("E5", "unknown", [document("plt 38", status="superseded")]),
    ("E5", "unknown", [document("{\\rtf1 plt 38 K/uL}", "text/rtf")]),
    ("E5", "pass", [document("plt 38 K/uL", day="2026-10-01"), lab(PLATELETS, 62, "10*3/uL")]),
    ("I1", "pass", [document("6 year old girl with lupus", day="2018-10-01")]),
    ("E12", "unknown", [document("Mother has active TB.")]),
    ("E25", "unknown", [document("No history of malignancy.", day="2019-01-01")]),
    ("E25", "pass", [document("No history of malignancy.")]),
    ("E2", "unknown", [document("On warfarin.", day="2019-01-01")]),
    ("I4", "pass", [document("Started rituximab.", day="2019-01-01")]),
]


@pytest.mark.parametrize(("criterion", "status", "resources"), CASES)
def test_the_status_of_a_criterion(tmp_path: Path, criterion: str, status: str, resources: list[Resource]) -> None:
    record = one_record(tmp_path, *resources)
    assert status_of(record, criterion) == status, [fact.quote for fact in record.facts]


# the onset of a patient who is 36: born on 15 June 1990
ONSETS = [
    ("unknown", [SLE]),
    ("pass", [SLE | {"onsetDateTime": "2003-05-01"}]),
    ("fail", [SLE | {"onsetDateTime": "2013-05-01"}]),
    ("unknown", [SLE | {"onsetDateTime": "2008"}]),
    ("pass", [SLE | {"onsetDateTime": "2007"}]),
    ("pass", [SLE | {"onsetPeriod": {"start": "2003-05-01"}}]),
    ("pass", [SLE | {"onsetAge": {"value": 13, "code": "a"}}]),
    ("pass", [SLE | {"onsetAge": {"value": 200, "unit": "months"}}]),
    ("fail", [SLE | {"onsetAge": {"value": 23, "unit": "years"}}]),
    ("unknown", [SLE | {"onsetAge": {"value": 13, "code": "foo"}}]),
    ("unknown", [SLE | {"recordedDate": "2015-05-01"}]),
    ("pass", [SLE | {"recordedDate": "2005-05-01"}]),
    (
        "pass",
        [SLE | {"recordedDate": "2015-05-01"}, SLE | {"onsetDateTime": "2003-05-01", "recordedDate": "2020-01-01"}],
    ),
    ("pass", [SLE | {"onsetDateTime": "2013-05-01"}, SLE | {"onsetDateTime": "2003-05-01"}]),
    ("pass", [SLE | {"onsetDateTime": "2003-05-01"}, condition("icd G70.00", onsetDateTime="2020-01-01")]),
    ("pass", [SLE | {"onsetAge": {"value": 13, "code": "a"}}, condition("icd G70.00", onsetDateTime="2020-01-01")]),
    ("pass", [condition("icd M33.02")]),
    ("pass", [condition("icd M31.31", onsetDateTime="2020-01-01")]),
    ("fail", [SLE | {"onsetDateTime": "2013-05-01"}, report("Lupus since age 9.")]),
]


@pytest.mark.parametrize(("status", "resources"), ONSETS)
def test_the_onset_of_a_disease(tmp_path: Path, status: str, resources: list[Resource]) -> None:
    (record,) = patients(bundle_file(tmp_path, patient(born="1990-06-15"), *resources), TODAY)
    assert isinstance(record, PatientRecord)
    assert status_of(record, "I2") == status, [fact.quote for fact in record.facts]


def status_of(record: PatientRecord, criterion: str) -> str:
    assessment = assess(trial("NCT07089121"), Profile().tell(record.facts, TODAY), TODAY)
    return next(one.status for one in assessment.criteria if one.id == criterion)
