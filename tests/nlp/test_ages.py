import pytest

from tests.nlp.saying import facts, said


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("my daughter is 14", 14),
        ("14yo with lupus", 14),
        ("he's 14 y/o", 14),
        ("a 14-year-old girl", 14),
        ("im fourteen", 14),
        ("13, jdm", 13),
        ("17F with MPA", 17),
        ("22 m, lupus since childhood", 22),
        ("aged 33", 33),
        ("my stepdaughter (13) has lupus", 13),
        ("twelve and a half years old", 12.5),
        ("im ten n a half", 10.5),
        ("she is 11y9m", 11.75),
        ("an 18-month-old boy", 1.5),
        ("a 5-month-old", 5 / 12),
        ("2 year and 3 month old boy", 2.25),
        ("she turned 16 in may", 16),
        ("he just turned 12", 12),
        ("she turns 12 in January", 11),
        ("i turn 30 next month", 29),
        ("he will be 13 on january 9", 12),
        ("18 in march, lupus", 17),
        ("DOB 2015-02-19", 11),
        ("her birthday is 12/14/2014", 11),
        ("born in March 2012", 14),
        ("dx at 11, now 15", 15),
        ("pt is 11 not 12", 11),
        ("I typed 13 before but thats her sister's age, she is 12. sorry!", 12),
    ],
)
def test_the_patients_age(text: str, age: float) -> None:
    assert said(text, "age") == pytest.approx(age, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "room 12",
        "she is in 7th grade",
        "i wear a size 14 now",
        "he is 16 weeks post transplant",
        "we live 40 minutes away",
        "my brother is 9",
        "mom is 42",
        "do you take 12 year olds?",
        "what if she was 11",
        "she takes 20 mg",
        "her hemoglobin is 12",
        "platelets were 30 and are 41 now",
        "she's 5'3",
        "born in 2010",
    ],
)
def test_numbers_that_are_no_age_of_the_patient(text: str) -> None:
    assert said(text, "age") is None


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("lupus since she was 9", 9),
        ("SLE dx'd at 15", 15),
        ("JDM, 11 at dx, now 13", 11),
        ("lupus at 13, hodgkins at 19", 13),
        ("MG, onset 16", 16),
        ("dermatomyositis diagnosed at the age of ten", 10),
        ("my lupus started when i was eleven", 11),
        ("lupus, diagnosed in 2019 when he was 12", 12),
    ],
)
def test_the_age_of_onset(text: str, onset: float) -> None:
    assert said(text, "onset_age") == onset


@pytest.mark.parametrize(
    "text",
    [
        "I have had kidney stones since the age of 15",
        "asthma since he was 4",
        "leukemia at 6, all clear since",
        "since 7th grade",
        "he had chemo when he was 6",
        "her mother got lupus at 30",
    ],
)
def test_the_onset_of_something_else_is_no_onset(text: str) -> None:
    assert said(text, "onset_age") is None


def test_a_coming_birthday_gives_the_birth_date() -> None:
    (fact,) = facts("sorry shes 11 not 12. turns 12 jan 4", "birth_date")
    assert fact.when is not None
    assert str(fact.when.start) == str(fact.when.end) == "2015-01-04"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("my 10yo is healthy, my 14yo has lupus", 14),
        ("my son is 9 and my daughter is 15, my daughter has lupus", 15),
        ("my daughter (15) has lupus. my son (9) is fine", 15),
        ("2 boys, 11 and 16, the younger has JDM", 11),
        ("daughters aged 13 and 17, the oldest was diagnosed with cSLE", 17),
        ("My youngest is 8, my oldest 16 is the one with GPA", 16),
        ("grandma here (71). he is 14 and has the juvenile myasthenia", 14),
    ],
)
def test_of_two_people_the_ill_one_counts(text: str, age: float) -> None:
    assert said(text, "age") == age


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("lupus @ 9yo", 9),
        ("jdm onset 18 mo of age, now 13", 1.5),
        ("got the lupus diagnosis on my 16th birthday", 16),
    ],
)
def test_onset_in_months_and_birthdays(text: str, onset: float) -> None:
    assert said(text, "onset_age") == onset


def test_a_writer_with_an_age_of_its_own_is_the_patient_also_where_others_are_named() -> None:
    text = "I am a 26 year old HIV negative man married to a HIV positive woman. We would like to have a child."
    assert said(text, "age") == 26
    assert said(text, "hiv") == "negative"
    assert said("I am a 38 year old mom of a 12 yo with lupus", "age") == 12
    assert said("hi i have a 15 yr old with jdm. her INR is 1.1", "inr") == 1.1
