"""Children told apart by their names: "Owen 10, asthma, and Ruby 15, JDM", "Mia is 14 and has lupus"."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from nlp.lexicon import read_words
from nlp.spans import Cue
from nlp.text import Token

_NEAR = 2  # tokens between a name and the age or the "my son" that makes it one
_AGE_NEAR = 4  # tokens from a name to the age that is said of it: "Mia just turned 14"
_ILL_NEAR = 5  # tokens from a name to the disease that it has: "Mia was diagnosed with lupus"
_OLDEST = 40


class Names(NamedTuple):
    """The given name of the patient and those of others, in lower case."""

    patient: str = ""
    others: tuple[str, ...] = ()

    def role(self, norm: str) -> str:
        """`patient` or `relative` for a word that is a known name, also as "owens" for "Owen's"; else empty."""
        if norm and norm in (self.patient, f"{self.patient}s"):
            return "patient"
        return "relative" if norm in self.others or norm.removesuffix("s") in self.others else ""


def names_in(
    text: str, words: Sequence[Token], cues: Sequence[Cue], known: Container[str], diseases: Sequence[int],
    before: Names, language: str,
) -> Names:  # fmt: skip
    """The names that a message tells: whom it is about, and others that stand beside an age or a word for a relative.

    Where it does not say whom it is about, that is the one with a disease; else those `before`. `known` are words that
    are no names, `diseases` the first tokens of the trial's diseases.
    """
    places = [cue.last + 1 for cue in cues if cue.category == "about_somebody"]
    about = next((words[i].norm for i in places if i < len(words) and _is_name(text, words[i], known)), "")
    if not about:
        kin = {cue.last for cue in cues if cue.category.startswith("relative_words")}
        children = any(cue.category.startswith(("child_words", "patient_words")) for cue in cues)
        return before if before.patient else _by_age(text, words, kin, diseases, children, language) or before
    kin = {cue.last for cue in cues if cue.category.startswith(("child_words", "relative_words"))}
    others = [
        word.norm
        for i, word in enumerate(words)
        if word.norm != about
        and _is_name(text, word, known)
        and (i - 1 in kin or any(one.norm[:1].isdigit() for one in words[i + 1 : i + 1 + _NEAR]))
    ]
    return Names(about, tuple(dict.fromkeys(others)))


def _by_age(
    text: str, words: Sequence[Token], kin: Container[int], diseases: Sequence[int], children: bool, language: str
) -> Names | None:
    """The names that an age is said of; the patient is the one with a disease, or the only one told of."""
    said = _words(language)
    aged = [
        i
        for i, word in enumerate(words)
        if _is_given(text, word, said)
        and (i - 1 not in kin or words[i - 1].norm in said["several"])
        and not (i and words[i - 1].norm in said["not_after"])
        and _has_age(i, words, said["before_age"])
    ]
    named = tuple(dict.fromkeys(words[i].norm for i in aged))
    places = [i for i, word in enumerate(words) if word.norm in named]
    owners = [max((i for i in places if i < disease), default=-1) for disease in diseases]
    ill = {words[i].norm for i in owners if i >= 0}
    if len(ill) == 1 and (len(named) > 1 or not children or _is_near(owners, diseases)):
        patient = ill.pop()
    elif len(named) == 1 and not children:
        patient = named[0]
    else:
        return None
    return Names(patient, tuple(one for one in named if one != patient))


def _is_near(owners: Sequence[int], diseases: Sequence[int]) -> bool:
    return any(i >= 0 and disease - i <= _ILL_NEAR for i, disease in zip(owners, diseases, strict=True))


def _has_age(place: int, words: Sequence[Token], between: Container[str]) -> bool:
    """Whether an age follows a name with nothing but words such as "is" between."""
    for word in words[place + 1 : place + 1 + _AGE_NEAR]:
        if word.norm[:1].isdigit():
            return word.norm.isdigit() and 0 < int(word.norm) <= _OLDEST
        if word.norm not in between:
            return False
    return False


@cache
def _words(language: str) -> Mapping[str, frozenset[str]]:
    said = read_words(language, "given_names")
    return {key: frozenset(value.split() if isinstance(value, str) else value) for key, value in said.items()}


def _is_given(text: str, word: Token, said: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word is a given name; one that is a word too needs its capital."""
    is_title = text[word.start : word.end].istitle()
    return word.norm in said["names"] or (is_title and word.norm in said["words"])


def _is_name(text: str, word: Token, known: Container[str]) -> bool:
    said = text[word.start : word.end]
    return said.istitle() and said.isalpha() and word.norm not in known
