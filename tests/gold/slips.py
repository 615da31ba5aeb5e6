"""Disturbances of the letters and marks of a text: what fingers, phones and scanners do to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from wordfreq import top_n_list

from bot.evaluation.claims import Label

DATA: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("disturbances.yaml").read_text(encoding="utf-8"))
Facts = tuple[Label, ...]
RARE = 12  # a slip in so many words
LONG = 5  # letters of a word that can still be read with a slip in it
COMMON = 20_000


def case(text: str, facts: Facts, random: Random) -> str:
    """All in capitals, all small, or each word with a capital."""
    return random.choice([str.upper, str.lower, _capitals])(text)


def typos(text: str, facts: Facts, random: Random) -> str:
    """A neighbouring key, two letters swapped, one left out or struck twice; not in codes such as HBsAg."""
    return _slip(text, _mistyped, random)


def no_punctuation(text: str, facts: Facts, random: Random) -> str:
    """No full stops, commas, colons, exclamation marks or apostrophes, but inside numbers, dates and times.

    A question mark and a sign of a result carry meaning and stay.
    """
    text = re.sub(r"(?<=[^\W\d])['’](?=[^\W\d])", "", text)
    return re.sub(r"(?<=[^\W\d])[.,;:!](?=\w)", " ", re.sub(r"[.,;:!\"](?!\w)", "", text))


def dropped_spaces(text: str, facts: Facts, random: Random) -> str:
    """Single spaces left out, one in so many words, but not where a number would come to mean something else."""
    gaps = [gap.start() for gap in re.finditer(r"(?<=\S) (?=\S)", text) if not _parts_numbers(text, gap.start())]
    dropped = set(random.sample(gaps, min(len(gaps), _how_many(text, random))))
    return "".join(sign for at, sign in enumerate(text) if at not in dropped)


def scanned(text: str, facts: Facts, random: Random) -> str:
    """What a scanner takes for each other in words (rn and m, l and 1, o and 0); numbers and units stay."""
    return _slip(text, _misread, random)


def curly_quotes(text: str, facts: Facts, random: Random) -> str:
    """Quotes and apostrophes as a phone sets them."""
    text = re.sub(r'"([^"\n]*)"', "“\\1”", text)
    return re.sub(r"(?<!\w)'(?=\w)", "‘", text).replace("'", "’")


def _capitals(text: str) -> str:
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda word: word[0].capitalize(), text)


def _slip(text: str, slip: Callable[[str, Random], str | None], random: Random) -> str:
    """The text with a slip in one of so many words that are long enough; none becomes another common word."""
    words = [word for word in re.finditer(r"(?<![\w.@-])[^\W\d_]+(?![\w@-])", text) if len(word.group()) >= LONG]
    for word in sorted(random.sample(words, min(len(words), _how_many(text, random))), key=lambda one: -one.start()):
        slipped = slip(word.group(), random)
        if slipped is not None and slipped.lower() not in _common_words():
            text = text[: word.start()] + slipped + text[word.end() :]
    return text


def _how_many(text: str, random: Random) -> int:
    """One for each RARE words; what is left over counts by chance."""
    return int(len(text.split()) / RARE + random.random())


def _mistyped(word: str, random: Random) -> str | None:
    if not word[1:].islower():
        return None
    at = random.randrange(1, len(word) - 1)  # the first letter is seldom wrong
    kind = random.choice(["near", "swapped", "left out", "twice"])
    if kind == "near":
        near = DATA["keyboard"].get(word[at].lower())
        return word[:at] + random.choice(near) + word[at + 1 :] if near else None
    if kind == "swapped":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :] if kind == "left out" else word[:at] + word[at] + word[at:]


def _misread(word: str, random: Random) -> str | None:
    fitting = [(seen, read) for seen, read in DATA["scanner"] if seen in word]
    return word.replace(*random.choice(fitting), 1) if fitting else None


def _parts_numbers(text: str, gap: int) -> bool:
    return bool(re.search(r"(?:\d[^\w\s]*|[^\w\s])$", text[:gap]) and re.match(r"[^\w\s]*\d", text[gap + 1 :]))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(top_n_list("en", COMMON))
