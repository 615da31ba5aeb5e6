"""The disturbances change how a thing is written, never what it states; reading bears most of them."""

from __future__ import annotations

import re
from random import Random

import pytest

from bot.evaluation.claims import Label
from bot.evaluation.gold import Message, gold
from tests.gold.disturbances import DISTURBANCES, disturbed
from tests.gold.gold import FOLDERS
from tests.gold.robustness import mean_fall

MESSAGES = [message for folder in FOLDERS for message in gold(folder).messages]
SAMPLE = Random(0).sample(MESSAGES, 100)
MOST_FALL = 0.03

CASES = [
    ("no punctuation", "she's 14. lupus, hgb 9.8, HIV: neg? .6", "shes 14 lupus hgb 9.8 HIV neg? .6"),
    ("no punctuation", "plt,301\nINR:1.2 (H)", "plt 301\nINR 1.2 (H)"),
    ("curly quotes", "it's 'lupus', \"sle\"", "it’s ‘lupus’, “sle”"),
    ("British spelling", "Hemoglobin by the pediatric team, mom", "Haemoglobin by the paediatric team, mum"),
    ("sentence order", "She is 14. It is lupus.", "She is 14. It is lupus."),
    ("synonyms", "lupus anticoagulant positive", "lupus anticoagulant positive"),
    ("typos", "HBsAg neg", "HBsAg neg"),
    ("dropped spaces", "9.8 14 .6", "9.8 14 .6"),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES)
def test_what_a_disturbance_does(name: str, text: str, expected: str) -> None:
    facts = (Label(concept="sle", assertion="present"),)
    assert {DISTURBANCES[name](text, facts, Random(seed)) for seed in range(20)} == {expected}


def written(name: str, text: str, *facts: Label) -> set[str]:
    """All that a disturbance makes of a text."""
    return {DISTURBANCES[name](text, facts, Random(seed)) for seed in range(200)}


def test_the_case_of_a_text() -> None:
    assert written("case", "Hgb 9.8, it's Lupus") == {
        "HGB 9.8, IT'S LUPUS",
        "hgb 9.8, it's lupus",
        "Hgb 9.8, It's Lupus",
    }


def test_a_number_is_written_otherwise_with_the_same_value() -> None:
    platelets, age = Label(concept="platelets", value=88_000, unit="/uL"), Label(concept="age", value=14)
    assert written("number formats", "plt 88k", platelets) == {"plt 88k", "plt 88000", "plt 88,000"}
    assert written("number formats", "14, room 15, 11/14", age) == {"14, room 15, 11/14", "fourteen, room 15, 11/14"}


def test_sentences_that_refer_to_nothing_change_places() -> None:
    assert written("sentence order", "Age 14. Lupus.") == {"Age 14. Lupus.", "Lupus. Age 14."}


def test_fillers_stand_where_people_pause() -> None:
    fillers = ("um", "like", "so", "well", "honestly", "you know", "basically", "anyway", "uh")
    said = {f"{word} " for word in fillers} | {""}
    assert written("fillers", "lupus nephritis is bad") == {f"lupus nephritis is {one}bad" for one in said}


def test_a_scanner_takes_letters_for_signs_that_look_alike() -> None:
    seen = written("scanned", "Hemoglobin 10.1 g/dL")
    assert {text.removesuffix(" 10.1 g/dL") for text in seen} == {
        "Hemoglobin",
        "Hemog1obin",
        "Hem0globin",
        "Hernoglobin",
    }


@pytest.mark.parametrize("name", DISTURBANCES)
def test_a_message_is_always_disturbed_in_the_same_way(name: str) -> None:
    assert [disturbed(one, name) for one in SAMPLE] == [disturbed(one, name) for one in SAMPLE]


# a scanner puts signs into words, and sentences change places
@pytest.mark.parametrize("name", sorted(set(DISTURBANCES) - {"number formats", "scanned", "sentence order"}))
def test_numbers_stay_as_they_are(name: str) -> None:
    for message in MESSAGES:
        assert numbers(disturbed(message, name)) == numbers(message)


def numbers(message: Message) -> list[str]:
    return re.findall(r"\d+(?:[.,/:]\d+)*", message.text)


def test_disturbed_messages_are_read_almost_as_well() -> None:
    assert mean_fall(MESSAGES) <= MOST_FALL
