"""Codes: every one means a concept, the traps of look-alikes are none, and code systems go by several names."""

from __future__ import annotations

import pytest

from nlp.concepts import ancestors, concepts
from nlp.health_records.codes import ICD, coded, codes, meanings
from nlp.health_records.elements import CodeableConcept
from tests.nlp.health_records.builder import SYSTEMS, concept


def meant(code: str) -> tuple[str | None, str] | None:
    found = coded(CodeableConcept.model_validate(concept(code)))
    return (found.meaning.concept, found.meaning.reading) if found else None


def test_every_code_means_a_concept_or_nothing_on_purpose() -> None:
    assert len(codes()) == 969
    assert {system for system, _ in codes()} == set(SYSTEMS.values())
    assert all(one.concept is None or one.concept in concepts() for one in codes().values())
    assert {name for name, one in meanings().items() if one.concept is None} == {
        "donor_test", "neutrophils_percent", "neutrophils_band_count", "wbc", "hemoglobin_a1c", "ast_alt_ratio",
        "urine_albumin_creatinine_ratio", "pt_ratio_or_activity", "ptt_ratio", "hcv_core_antigen",
        "quantiferon_control_tube", "body_height", "body_weight", "antiphospholipid_syndrome",
        "secondary_immunodeficiency", "corneal_transplant", "hiv_inconclusive", "vzig",
    }  # fmt: skip


def test_the_codes_of_the_vocabulary_mean_its_concepts() -> None:
    """The concepts name one code each; wherever the list has it, both agree."""
    listed = [(one.id, codes()[key]) for one in concepts().values() if (key := _key(one.id)) in codes()]
    assert len(listed) > 60
    wrong = [(name, found.concept) for name, found in listed if name not in ancestors(found.concept or name)]
    assert wrong == []


def _key(name: str) -> tuple[str, str]:
    code = concepts()[name].code
    return (code.system, code.code) if code else ("", "")


MEANT = [
    ("icd M32.9", "sle", "stated"),
    ("icd M32.14", "sle", "stated"),
    ("icd M3214", "sle", "stated"),
    ("icd M32.0", "drug_induced_lupus", "stated"),
    ("icd M33.02", "dermatomyositis", "childhood"),
    ("icd M33.12", "dermatomyositis", "stated"),
    ("icd M33.92", "dermatomyositis", "possible"),
    ("icd M33.22", "polymyositis", "stated"),
    ("snomed 200936003", "sle", "possible"),
    ("snomed 55051001", "myasthenia_gravis", "childhood"),
    ("icd M31.31", "aav", "stated"),
    ("icd L40.50", "psoriasis", "stated"),
    ("icd C50.911", "breast_cancer", "stated"),
    ("icd C44.311", "malignancy", "undated"),
    ("snomed 254701007", "nonmelanoma_skin_cancer", "stated"),
    ("icd C91.00", "named_cancer", "stated"),
    ("icd Z85.3", "named_cancer", "past"),
    ("icd R76.12", "quantiferon", "positive"),
    ("icd R76.11", "latent_tuberculosis", "possible"),
    ("icd D84.9", "primary_immunodeficiency", "possible"),
    ("icd D84.821", None, "stated"),
    ("icd D68.61", None, "stated"),
    ("icd Z94.7", None, "stated"),
    ("loinc 4548-4", None, "stated"),
    ("loinc 6690-2", None, "stated"),
    ("loinc 26507-4", None, "stated"),
    ("loinc 5894-1", None, "stated"),
    ("loinc 63561-5", None, "stated"),
    ("loinc 14979-9", "ptt", "stated"),
    ("loinc 71774-4", None, "stated"),
    ("loinc 47364-5", None, "stated"),
    ("loinc 20447-9", "hiv", "hiv_load"),
    ("loinc 30361-0", "hiv", "only_positive"),
    ("cvx 03", "mmr", "stated"),
    ("cvx 140", "nonlive_vaccine", "stated"),
    ("cvx 91", "live_vaccine", "possible"),
    ("rxnorm 106479", "immunoglobulin", "stated"),
    ("urn:oid:2.16.840.1.113883.6.1 777-3", "platelets", "stated"),
]


@pytest.mark.parametrize(("code", "name", "reading"), MEANT)
def test_meanings(code: str, name: str | None, reading: str) -> None:
    assert meant(code) == (name, reading)


@pytest.mark.parametrize("code", ["cvx 3", "icd M32", "icd M3", "icd ", "loinc 00000-0", "snomed M32.9", "x 777-3"])
def test_codes_that_are_not_known(code: str) -> None:
    assert meant(code) is None


def test_codes_that_do_not_agree_mean_nothing() -> None:
    two = CodeableConcept.model_validate(concept("loinc 718-7", "loinc 4548-4"))
    assert coded(two) is None


def test_a_star_stands_for_all_that_begin_so() -> None:
    assert all(code.endswith("*") <= (system == ICD) for system, code in codes())
