"""The shorthand of charts and lists: doubts behind a name, and medicines that were not taken."""

import pytest

from tests.nlp.saying import said

DOUBTED = [
    ("14 yo girl, dx: SLE?", "sle"),
    ("Impression: JDM?", "dermatomyositis"),
    ("15F SLE (?), on HCQ", "sle"),
    ("Diagnosis: MG ??", "myasthenia_gravis"),
    ("Diagnosis: SLE or MCTD", "sle"),
    ("Diagnosis: SLE or MCTD", "mctd"),
    ("dx: scleroderma or JDM", "dermatomyositis"),
    ("dx: SLE versus JDM", "sle"),
    ("susp. lupus, age 13", "sle"),
    ("Susp MPA", "aav"),
    ("rash and labs c/w SLE", "sle"),
    ("MG - r/o", "myasthenia_gravis"),
    ("JDM: rule out", "dermatomyositis"),
    ("SLE (provisional)", "sle"),
    ("lupus eval", "sle"),
    ("SLE; dx pending", "sle"),
    ("MPA - awaiting biopsy", "aav"),
    ("JDM, pending EMG", "dermatomyositis"),
]


@pytest.mark.parametrize(("text", "concept"), DOUBTED)
def test_a_diagnosis_in_doubt_is_not_taken_for_a_diagnosis(text: str, concept: str) -> None:
    assert said(text, concept) == "possible"


CERTAIN = [
    ("lupus? yes, since 2022", "sle"),
    ("SLE r/o infection", "sle"),
    ("SLE on MMF, r/o TB", "sle"),
    ("anything for a girl with lupus?", "sle"),
    ("14 yo with lupus, unclear if she can travel", "sle"),
    ("biopsy c/w class IV lupus nephritis", "sle"),
    ("dx: GPA or MPA", "aav"),
    ("dx SLE, kidney biopsy pending", "sle"),
]


@pytest.mark.parametrize(("text", "concept"), CERTAIN)
def test_a_doubt_about_something_else_leaves_the_diagnosis(text: str, concept: str) -> None:
    assert said(text, concept) == "present"


NOT_TAKEN = [
    ("refused prednisone", "corticosteroid"),
    ("family declined to start steroids", "corticosteroid"),
    ("Medications: HCQ (declined)", "hydroxychloroquine"),
    ("MMF: declined by family", "mycophenolate"),
    ("Medications: MTX - not started", "methotrexate"),
    ("MMF ordered, not yet started", "mycophenolate"),
    ("azathioprine prescribed but not started yet", "azathioprine"),
    ("considering rituximab", "rituximab"),
    ("on MMF and considering rituximab", "rituximab"),
    ("belimumab pending prior auth", "belimumab"),
    ("rituximab - awaiting approval", "rituximab"),
    ("allergic to HCQ", "hydroxychloroquine"),
    ("Allergies: sulfa, methotrexate", "methotrexate"),
    ("Medications: planned: MMF", "mycophenolate"),
    ("Plan: start MMF", "mycophenolate"),
    ("declined warfarin", "warfarin"),
]


@pytest.mark.parametrize(("text", "concept"), NOT_TAKEN)
def test_a_medicine_that_is_only_named_was_not_taken_as_far_as_is_told(text: str, concept: str) -> None:
    assert said(text, concept) is None


TAKEN = [
    ("Plan: continue MMF", "mycophenolate"),
    ("on MMF and considering rituximab", "mycophenolate"),
    ("her kidney function declined on MMF", "mycophenolate"),
    ("kidney function declined after rituximab", "rituximab"),
    ("refused more prednisone after a year of it", "corticosteroid"),
    ("took prednisone, refused MMF", "corticosteroid"),
    ("prednisone, labs pending approval", "corticosteroid"),
    ("Allergies: none. Meds: HCQ", "hydroxychloroquine"),
]


@pytest.mark.parametrize(("text", "concept"), TAKEN)
def test_what_was_declined_or_planned_beside_a_medicine_leaves_it(text: str, concept: str) -> None:
    assert said(text, concept) == "present"


@pytest.mark.parametrize(
    ("text", "still"),
    [
        ("on warfarin, chemo until 2025", "warfarin"),
        ("on apixaban, chemo stopped 2025", "apixaban"),
        ("on warfarin, DVT in May, prednisone until 2024", "warfarin"),
    ],
)
def test_the_end_of_another_treatment_ends_no_blood_thinner(text: str, still: str) -> None:
    assert said(text, still) == "present"
    assert said(text, "anticoagulant") is None
