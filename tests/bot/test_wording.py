"""The wording: complete, plain, and never surer than it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from chats import FORBIDDEN

from bot.wording import trial_wording, wording
from bot.wording.overview import overview_wording
from bot.wording.page import page_wording
from bot.wording.telegram import telegram_wording
from trials.catalog import trial, trials

WORDS = wording("en")
OWN = trial_wording("en", "NCT07089121")
_VOWELS = re.compile(r"[aeiouy]+")
# names of diseases, tests and medicines cannot be said in simpler words
_NAMES = re.compile(
    r"\([^)]*\)|\"[^\"]*\"|/\w+|\b(?:juvenile|myasthenia|gravis|dermatomyositis|vasculitis|ANCA|hemoglobin|neutrophils?"
    r"|platelets?|methotrexate|CellCept|Plaquenil|IVIG|hepatitis|tuberculosis|QuantiFERON|creatinine|clearance|eGFR"
    r"|Cartesian|Descartes-08|Missouri|St Louis|immunoglobulin|mycophenolate|diagnosis|criteria|criterion|deficiency"
    r"|anxiety|depression|January)\b"
)


def texts(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for value in tree.values():
            yield from texts(value)


def spoken() -> list[str]:
    """Every sentence of the bot with blanks filled by short words."""
    own = [text for one in OWN.criteria.values() for text in (one.ask, one.more, one.hint) if text]
    telegram = telegram_wording("en").model_dump(exclude={"buttons", "ticks"})
    asked = [question.says for question in OWN.questions.values()]
    pages = (page_wording("en").model_dump(exclude={"quoted"}), overview_wording("en").model_dump())
    more = (*own, *asked, *texts(telegram), *(text for page in pages for text in texts(page)))
    return [re.sub(r"\{\w*\}", "this", text) for text in (*texts(dict(WORDS.replies)), *more)]


def syllables(word: str) -> int:
    count = len(_VOWELS.findall(word)) - (word.endswith("e") and not word.endswith("le") and len(word) > 2)
    return max(count, 1)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text, names of diseases, tests and places left out."""
    plain = _NAMES.sub("", text)
    sentences = max(len(re.findall(r"[.!?:•\n]+", plain)), 1)
    words = re.findall(r"[a-z]+", plain.lower().replace("'", ""))
    if not words:
        return 0.0
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_grade_knows_hard_from_easy() -> None:
    assert grade("The cat sat on the mat.") < 2
    assert grade("Participation necessitates comprehensive immunological characterisation by investigators.") > 15


@pytest.mark.parametrize("text", [text for text in spoken() if len(text.split()) >= 8])
def test_every_sentence_reads_at_grade_8_or_below(text: str) -> None:
    assert grade(text) <= 8


def test_all_words_together_read_at_grade_6_or_below() -> None:
    assert grade(" ".join(text if text.endswith((".", "?", "!")) else text + "." for text in spoken())) <= 6


@pytest.mark.parametrize("text", spoken())
def test_never_a_word_that_only_the_study_team_may_say(text: str) -> None:
    assert not any(word in text.lower() for word in FORBIDDEN)


def test_every_criterion_has_words() -> None:
    assert set(OWN.criteria) == {one.id for one in trial("NCT07089121").criteria}


def test_every_way_of_knowing_has_words() -> None:
    known = {one.known_by for trial in trials() for one in trial.criteria}
    assert known <= set(WORDS.replies["known_by"])


def test_cues_in_context_state_concepts_of_the_vocabulary() -> None:
    from nlp.concepts import concepts

    stated = {fact.concept for one in WORDS.answers.in_context for saying in one.says for fact in saying.facts}
    named = set(WORDS.labels.concepts) | set(WORDS.labels.hidden) | set(WORDS.answers.value_words)
    asked = {concept for one in OWN.criteria.values() for concept in one.numbers}
    assert (stated | named | asked | {one.about for one in WORDS.answers.in_context}) <= set(concepts())
