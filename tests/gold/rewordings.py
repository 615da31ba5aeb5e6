"""Disturbances of the words of a text: other words, other numbers and another order for the same."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from bot.evaluation.claims import SCORED
from nlp.lexicon import listed, read_words
from tests.gold.slips import DATA, Facts

REFERRING = frozenset(DATA["referring"].split())


def emojis(text: str, facts: Facts, random: Random) -> str:
    """One to three emojis, at the end of the text, a sentence or a clause."""
    for _ in range(random.randint(1, 3)):
        at = random.choice([*(mark.end() for mark in re.finditer(r"[.,!?](?= )", text)), len(text)])
        text = f"{text[:at]} {random.choice(DATA['emojis'])}{text[at:]}"
    return text


def fillers(text: str, facts: Facts, random: Random) -> str:
    """A filler at the beginning of a clause and after a few small words, every second time."""
    after = "|".join(map(re.escape, DATA["fillers_after"]))
    return re.sub(
        rf"(?:(?<=\w)[,.!?] |\b(?:{after}) )(?=[^\W\d])",
        lambda gap: f"{gap[0]}{random.choice(DATA['fillers'])} " if random.random() < 0.5 else gap[0],
        text,
        flags=re.IGNORECASE,
    )


def british(text: str, facts: Facts, random: Random) -> str:
    """British spelling."""

    def spelt(word: re.Match[str]) -> str:
        other = DATA["british"].get(word[0].lower())
        return word[0] if other is None else other.capitalize() if word[0][0].isupper() else str(other)

    return re.sub(r"[^\W\d_]+", spelt, text)


def synonyms(text: str, facts: Facts, random: Random) -> str:
    """Another name of the vocabulary for each concept that was labelled; a longer name of something else stays."""
    names = _names()
    labelled = {fact.concept for fact in facts}

    def named(name: re.Match[str]) -> str:
        concept = names[name[0].lower()]
        if concept not in labelled:
            return name[0]
        return random.choice([other for other, what in names.items() if what == concept and _is_written_out(other)])

    return _any_name().sub(named, text)


def number_formats(text: str, facts: Facts, random: Random) -> str:
    """Labelled ages in words, thousands with or without their comma or as "k", a decimal with one more zero."""
    ages = {fact.value for fact in facts if fact.concept in ("age", "onset_age")}
    values = {fact.value for fact in facts}

    def written(number: re.Match[str]) -> str:
        said = number[0]
        thousands = said.lower().endswith("k")
        value = float(said.lower().removesuffix("k").replace(",", "")) * (1000 if thousands else 1)
        if value not in values:
            return said
        if value in ages and value < 100 and said.isdigit():
            return random.choice([said, _in_words(int(value))])
        if value >= 1000 and value.is_integer():
            whole = int(value)
            return random.choice([str(whole), f"{whole:,}", *([f"{whole // 1000}k"] if whole % 1000 == 0 else [])])
        return f"{said}0" if "." in said and len(said.rpartition(".")[2]) == 1 else said

    return re.sub(r"(?<![\w.,/:^*-])\d+(?:,\d{3})*(?:\.\d+)?[kK]?(?![\w/:^*-]|[.,]\d)", written, text)


def sentence_order(text: str, facts: Facts, random: Random) -> str:
    """The sentences in another order, where none refers to another: pronouns, times, denials and the like forbid it."""
    sentences = re.split(r"(?:(?<=[^\W\d]{3}[.!?])|(?<=[\d)][.!?]))\s+", text)  # not after "dr."
    if "\n" in text or len(sentences) < 2 or not REFERRING.isdisjoint(re.findall(r"[a-z]+", text.lower())):
        return text
    order = random.sample(sentences, len(sentences))
    return text if order == sentences else " ".join(one if one[-1] in ".!?" else f"{one}." for one in order)


@cache
def _names() -> dict[str, str]:
    """Every name of the vocabulary with its concept; "" where that is not scored, or the name has another sense."""
    names: dict[str, str] = {}
    for concept, wordings in read_words("en", "names").items():
        for name in listed(wordings.get("names", "")):
            names[name.lower()] = concept if concept in SCORED and name.lower() not in names else ""
    weak = {name.lower(): "" for one in read_words("en", "names").values() for name in listed(one.get("weak", ""))}
    return {name: concept for name, concept in {**names, **weak}.items() if name}


@cache
def _any_name() -> re.Pattern[str]:
    longest_first = "|".join(re.escape(name) for name in sorted(_names(), key=len, reverse=True))
    return re.compile(rf"(?<![\w/-])(?:{longest_first})(?![\w/-])", re.IGNORECASE)


def _is_written_out(name: str) -> bool:
    """Whether a name is one that people write: no digits, no letters by themselves but one ("hep b")."""
    return re.fullmatch(r"[a-z ]+", name) is not None and sum(len(word) == 1 for word in name.split()) < 2


def _in_words(number: int) -> str:
    small, tens = DATA["numbers"]["small"].split(), DATA["numbers"]["tens"].split()
    if number < len(small):
        return str(small[number])
    ten, one = divmod(number, 10)
    return f"{tens[ten]}-{small[one]}" if one else str(tens[ten])
