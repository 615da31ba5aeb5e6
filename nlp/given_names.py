"""Several children told apart by their names: "Owen 10, asthma, and Ruby 15, JDM. This is about Ruby"."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from nlp.spans import Cue
from nlp.text import Token

_NEAR = 2  # tokens between a name and the age or the "my son" that makes it one


class Names(NamedTuple):
    """The given name of the patient and those of others, in lower case."""

    patient: str = ""
    others: tuple[str, ...] = ()

    def role(self, norm: str) -> str:
        """`patient` or `relative` for a word that is a known name, also as "owens" for "Owen's"; else empty."""
        if not self.patient:
            return ""
        if norm in (self.patient, f"{self.patient}s"):
            return "patient"
        return "relative" if norm in self.others or norm.removesuffix("s") in self.others else ""


def names_in(text: str, words: Sequence[Token], cues: Sequence[Cue], known: Container[str], before: Names) -> Names:
    """The names that a message tells: whom it is about, and others that stand beside an age or a word for a relative.

    Only where it says whom it is about; else those `before`. `known` are words that are no names.
    """
    places = [cue.last + 1 for cue in cues if cue.category == "about_somebody"]
    about = next((words[i].norm for i in places if i < len(words) and _is_name(text, words[i], known)), "")
    if not about:
        return before
    kin = {cue.last for cue in cues if cue.category.startswith(("child_words", "relative_words"))}
    others = [
        word.norm
        for i, word in enumerate(words)
        if word.norm != about
        and _is_name(text, word, known)
        and (i - 1 in kin or any(one.norm[:1].isdigit() for one in words[i + 1 : i + 1 + _NEAR]))
    ]
    return Names(about, tuple(dict.fromkeys(others)))


def _is_name(text: str, word: Token, known: Container[str]) -> bool:
    said = text[word.start : word.end]
    return said.istitle() and said.isalpha() and word.norm not in known
