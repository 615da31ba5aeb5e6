"""Whose illness, age or result it is."""

import pytest

from tests.nlp.saying import said


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("my brother died of lupus complications", "sle"),
        ("both of my sisters have lupus, i have dermatomyositis, 16", "sle"),
        ("a boy in his class has JDM", "dermatomyositis"),
        ("a friend of mine has wegeners and did a trial", "aav"),
        ("the neighbors kid did a trial for MG, he was 15", "myasthenia_gravis"),
        ("my best friend's daughter has lupus", "sle"),
        ("selena gomez has lupus so i figured", "sle"),
        ("my husband is 45 with MG. his daughter, 13, has JDM", "myasthenia_gravis"),
        ("my cousin's hemoglobin was 6 when he was diagnosed w lupus, mine is 11.4", "sle"),
        ("I have lupus myself but I'm asking about my daughter, 13, who has JDM", "sle"),
    ],
)
def test_what_somebody_else_has(text: str, concept: str) -> None:
    assert said(text, concept) is None


@pytest.mark.parametrize(
    ("text", "concept", "assertion"),
    [
        ("my wife has lupus and our son has it as well, he's 14", "sle", "present"),
        ("grandpa had myasthenia. my granddaughter has it too, she's 12", "myasthenia_gravis", "present"),
        ("mum had lupus. now me, 15", "sle", "present"),
        ("unlike his cousin, he does not have lupus", "sle", "absent"),
        ("the other twin has lupus; this twin has MG", "myasthenia_gravis", "present"),
        ("my twin has lupus, not me", "sle", "absent"),
        ("a girl in my clinic has lupus", "sle", "present"),
    ],
)
def test_what_the_patient_shares_or_does_not(text: str, concept: str, assertion: str) -> None:
    assert said(text, concept) == assertion


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("older sister writing. shes 12, myasthenia gravis", 12),
        ("big brother here (22), my little sister is 14, SLE", 14),
        ("Aunt here, raising my nephew. He is 14, GPA", 14),
        ("I'm the patient's dad. I'm 52. She's 17. Lupus", 17),
        ("grandma here, 66. my grandson is 13 with JDM", 13),
        ("My kid's 14 and has lupus", 14),
        ("school nurse here. student, 15, myasthenia gravis", 15),
        ("im 14 and my mom is typing. lupus", 14),
    ],
)
def test_the_age_is_the_patients(text: str, age: int) -> None:
    assert said(text, "age") == age


@pytest.mark.parametrize(
    ("text", "concept", "value"),
    [
        ("platelets 50k, sorry, 150k", "platelets", 150_000),
        ("hemoglobin is 9, oops 11.2", "hemoglobin", 11.2),
        ("creatinine 6.0, should be 0.60", "creatinine", 0.6),
        ("hgb 7.1 *8.1", "hemoglobin", 8.1),
        ("quantiferon positive -- no, negative, i misread", "quantiferon", "negative"),
        ("hiv positive. NEGATIVE i meant negative omg", "hiv", "negative"),
        ("hep b surface antigen negative, wait no positive", "hbsag", "positive"),
        ("platelets 150k, actually 3 weeks ago", "platelets", 150_000),
    ],
)
def test_a_result_corrected_on_the_spot(text: str, concept: str, value: object) -> None:
    assert said(text, concept) == value
