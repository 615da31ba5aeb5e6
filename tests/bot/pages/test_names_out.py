"""No name and no birth date stands on the page: of the words of a person only those stay that name nobody."""

from __future__ import annotations

import re

import pytest
from chats import TODAY, chat
from hypothesis import given
from hypothesis import strategies as st

from bot.pages.names_out import without_names
from bot.pages.summary import Summary, summary_of
from nlp.facts import Fact, Guess

NAMES = [
    "Mia",
    "Mia's",
    "Owen",
    "Garcia",
    "O'Brien",
    "Zoë",
    "Nguyen",
    "Li",
    "Ava",
    "Noah",
    "Rose",
    "Hope",
    "Will",
    "Grace",
    "Mark",
    "Wilson",
    "Smith-Jones",
    "李",
    "Шевченко",
]
SAID = ["platelets", "were", "38k", "on", "3", "May"]


def quoted(quote: str, concept: str = "platelets", **more: object) -> str:
    fact = {"concept": concept, "quote": quote, "start": 0, "end": len(quote), **more}
    return without_names(Fact.model_validate(fact), "en")


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("platelets were 38k last week", "platelets were 38k last week"),
        ("platelets for Mia were 38k", "platelets for … were 38k"),
        ("hgb, checked by Dr Patel at Mercy, 10.4", "hgb, … by … at …, 10.4"),
        ("Mia's plts 41 x10^9/L", "… plts 41 x10^9/L"),
        ("QuantiFERON 11/09/2026 came back NEGATIVE", "QuantiFERON 11/09/2026 came back NEGATIVE"),
        ("hiv not detected", "hiv not detected"),
        ("Hemoglobin for MRN 00482913 was 10.4 g/dL", "Hemoglobin for … was 10.4 g/dL"),
        ("platelets (call 617-555-0134) 38k", "platelets (…) 38k"),
        ("ALT, ssn 123-45-6789, 40 U/L", "ALT, …, 40 U/L"),
        ("mia@example.org platelets 38k", "… platelets 38k"),
        ("Wilson disease", "Wilson disease"),
        ("Wilson platelets 38k", "… platelets 38k"),
        ("Amara", ""),
    ],
)
def test_a_quote_keeps_what_names_nobody(quote: str, shown: str) -> None:
    assert quoted(quote) == shown


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("my daughter is 14", "my daughter is 14"),
        ("liam, 15", "…, 15"),
        ("born 3/4/2012", ""),
        ("16 years 2 months", ""),
        ("is turning 16 next week", "is turning 16 next …"),
        ("turning 17 in feb", "turning 17 in …"),
    ],
)
def test_beside_an_age_nothing_tells_the_day_of_birth(quote: str, shown: str) -> None:
    assert quoted(quote, "age") == shown
    assert quoted(quote, "birth_date") == ""


def test_a_misspelt_word_that_was_understood_stays() -> None:
    assert quoted("dermatomiositis") == ""
    assert quoted("dermatomiositis", guesses=(Guess(kind="spelling", said="dermatomiositis"),)) == "dermatomiositis"


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), st.lists(st.sampled_from(SAID), min_size=4))
def test_no_name_stays_wherever_it_stands(names: list[str], said: list[str]) -> None:
    mixed = " ".join(f"{name} {word}" for name, word in zip(names, said, strict=False))
    assert set(re.findall(r"\w+", quoted(mixed))) <= set(SAID)


def everything(page: Summary) -> str:
    return page.model_dump_json()


@pytest.mark.parametrize(
    "story",
    [
        "my daughter Mia Garcia was born 3/4/2012, lupus since 11, platelets for Mia Garcia were 38k on 3 May 2026",
        "Mia Garcia (DOB 03/04/2012) has SLE; hgb for Mia Garcia was 9.1",
        "my daughter Mia Garcia was born on March 4, 2012. jdm. Mia Garcia's platelets 138k",
    ],
)
def test_a_story_full_of_names_leaves_none_on_the_page(story: str) -> None:
    made = everything(summary_of(chat(story)[0], TODAY, "P-1"))
    assert "age 14" in made
    assert not re.search(r"Mia|Garcia|2012|0?3/0?4|March|4 March", made)


def test_a_day_that_would_tell_the_birthday_is_given_as_a_year() -> None:
    made = summary_of(chat("he was born 3/4/2016 and has jdm since he was 6")[0], TODAY, "P-1")
    assert "March" not in everything(made)
    assert "birthday in 2028" in made.verdict
    assert made.points[0].said == "age 10 From a birthday in 2028 that no longer stands in the way."


def test_a_birth_date_that_leaves_the_age_open_is_given_as_a_year() -> None:
    told = [one.text for one in summary_of(chat("she was born in 2012 and has jdm")[0], TODAY).told]
    assert any("2012" in one or one.startswith("age") for one in told)
    assert not any(month in " ".join(told) for month in ("January", "December"))
