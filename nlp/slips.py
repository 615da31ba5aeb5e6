"""Results corrected on the spot: "platelets 50k, sorry, 150k", "hgb 7.1 *8.1", "positive. NEGATIVE i meant"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from nlp.lexicon import cue_phrases, read_words
from nlp.text import fold, tokens

_APART = 50  # characters between a result and the one that was meant
_PHRASE = 5  # words of the longest phrase that takes back


def without_slips(text: str, language: str) -> str:
    """The text, of the same length, with each result that is corrected right behind it left blank."""
    folded = fold(text)
    if not _any_back(language).search(folded):
        return text
    words = read_words(language, "slips")
    for old, new in pairwise(_result(language).finditer(folded)):
        if new.start() - old.end() > _APART or old[0][:1].isdigit() != new[0][:1].isdigit():
            continue
        foreign = [word.norm for word in tokens(folded[new.end() : new.end() + 10])[:1]]
        if not foreign or foreign[0] not in words["other_units"]:
            between = [word.norm for word in tokens(folded[old.end() : new.start()])]
            behind = [word.norm for word in tokens(folded[new.end() : new.end() + _APART])]
            if _takes_back(between, language) or _is_said_again(old[0], new[0], between, behind, language):
                text = f"{text[: old.start()]}{' ' * (new.start() - old.start())}{text[new.start() :]}"
    return text


def _takes_back(between: Sequence[str], language: str) -> bool:
    """Whether the words between two results only take the first one back."""
    back, plain = _phrases(language)
    if [word for word in between if word == "*"] and between[-1] == "*":
        return all(not word.isalnum() for word in between)
    words = [word for word in between if word.isalnum()]
    taken = False
    while words:
        length = next((n for n in range(_PHRASE, 0, -1) if " ".join(words[:n]) in back | plain), 0)
        if not length:
            return False
        taken = taken or " ".join(words[:length]) in back
        words = words[length:]
    return taken


def _is_said_again(old: str, new: str, between: Sequence[str], behind: Sequence[str], language: str) -> bool:
    """ "HIV positive. NEGATIVE i meant", "positive - no, negative, i misread"."""
    if old == new or old[:1].isdigit():
        return False
    again = read_words(language, "slips")["again"]
    after = [word for word in behind if word.isalnum()]
    told = any(" ".join(after[:n]) in _phrases(language)[0] for n in range(1, _PHRASE))
    told = told or any(" ".join(after[1 : 1 + n]) in _phrases(language)[0] for n in range(1, _PHRASE))
    return told and all(word in again for word in between if word.isalnum())


@cache
def _phrases(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The phrases that take back, and those that may stand beside them."""
    return frozenset(cue_phrases(language)["correction"]), frozenset(read_words(language, "slips")["fill"])


@cache
def _any_back(language: str) -> re.Pattern[str]:
    return re.compile("|".join(["[*]", *map(re.escape, _phrases(language)[0])]))


@cache
def _result(language: str) -> re.Pattern[str]:
    results = "|".join(map(re.escape, read_words(language, "slips")["results"]))
    return re.compile(rf"(?<![\w.,/])\d+(?:[.,]\d+)*|\b(?:{results})\b")
