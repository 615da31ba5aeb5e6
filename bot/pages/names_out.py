"""Quotes without names: what is no word of medicine, of time or of a number, and no small word, is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from bot.wording.page import page_wording
from nlp.facts import Fact
from nlp.lexicon import lexicon, read_words
from nlp.text import Token, fold, tokens

LEFT_OUT = "…"
_LEFT_OUT_IN_A_ROW = re.compile(rf"{LEFT_OUT}(?:[^\w(]*{LEFT_OUT})+")
_PERSONAL_NUMBER = re.compile(r"\d{7,}|(?<!\d)\d{3}\W{1,2}\d{2,4}\W\d{4}(?!\d)")  # of a chart, a telephone
_LEFT_TO_THE_LIST = ("foreign", "xULN")  # units in words among which are names: miles, max
_YEAR = 365  # days
_MORE_NUMBERS = re.compile(r"\d\D+\d")


def without_names(fact: Fact, language: str) -> str:
    """The quote of a fact with only the words that can't name anybody, "…" for the others; "" for a birth date.

    Kept are the names of diseases, medicines and tests, numbers, units, words of time, and the `quoted` of page.yaml:
    a word that nobody listed is left out, whether it is a name or not. Beside an age nothing stays that tells the day
    of birth.
    """
    of_age = fact.concept == "age"
    if fact.concept == "birth_date" or (of_age and _MORE_NUMBERS.search(fact.quote)):
        return ""
    quote = _PERSONAL_NUMBER.sub(LEFT_OUT, fact.quote)
    found = tokens(fold(quote))
    listed = _plain(language) - _of_time(language) if of_age else _plain(language) | _of_time(language)
    meant = {word.norm for guess in fact.guesses for word in tokens(fold(guess.said))}
    kept = _medical(found, language) | {one for one in found if one.norm in listed | meant}
    short = _LEFT_OUT_IN_A_ROW.sub(LEFT_OUT, "".join(_pieces(quote, found, kept)))
    return short if any(character.isalnum() for character in short) else ""


def _pieces(quote: str, found: list[Token], kept: set[Token]) -> Iterator[str]:
    end = 0
    for one in found:
        yield quote[end : one.start]
        yield quote[one.start : one.end] if one in kept or not one.norm[0].isalpha() else LEFT_OUT
        end = one.end
    yield quote[end:]


def _medical(found: list[Token], language: str) -> set[Token]:
    """The words of names of the vocabulary, each name whole: "Wilson" stays in "Wilson disease" alone."""
    phrases = lexicon(language).find([one.norm for one in found])
    return {one for first, last, entry in phrases if entry.kind != "cue" for one in found[first : last + 1]}


@cache
def _plain(language: str) -> frozenset[str]:
    """Words of numbers, units, names that we gave tests, and small words."""
    numbers = read_words(language, "numbers")
    units = [word for unit, words in numbers["units"].items() if unit not in _LEFT_TO_THE_LIST for word in words]
    labels = read_words(language, "health_records")["labels"].values()
    return _words([page_wording(language).quoted, *labels, *numbers["values"], *units])


@cache
def _of_time(language: str) -> frozenset[str]:
    """Words of time that are finer than a year."""
    dates = read_words(language, "dates")
    units = [unit for unit, days in dates["units"].items() if int(days) < _YEAR]
    return _words([*dates["months"], *dates["weekdays"], *units])


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.norm for text in texts for word in tokens(fold(text)))
