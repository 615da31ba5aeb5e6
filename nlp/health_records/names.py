"""Things that a record names only in words: read where the words are a name of the vocabulary and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.concepts import concepts
from nlp.facts import Code
from nlp.health_records.codes import Coded, Meaning, coded, is_known
from nlp.health_records.elements import CodeableConcept
from nlp.pipeline import FOUND, Found, pipeline

_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")  # "Asthma (disorder)"


def what(concept: CodeableConcept, language: str) -> Coded | None:
    """What a concept is by its codes, else, where none of them is known, by its words."""
    if is_known(concept):
        return coded(concept)
    names = {name for text in concept.words if (name := named(text, language))}
    if len(names) != 1:
        return None
    name = names.pop()
    return Coded(Meaning(concept=name), concepts()[name].code or Code(system="", code=""))


@lru_cache(maxsize=20_000)
def named(text: str, language: str) -> str | None:
    """The concept whose name a text is, from the first to the last letter."""
    bare = _BRACKETED.sub("", text).strip()
    mentions = mentioned(bare, language)
    whole = [one for one in mentions if one[1] == 0 and one[2] == len(bare)]
    return whole[0][0] if len(whole) == len(mentions) == 1 else None


@lru_cache(maxsize=20_000)
def mentioned(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """The concepts that a text names without doubt, and where."""
    nlp = pipeline(language)
    with nlp.memory_zone():
        found: Found = nlp(text).user_data[FOUND]
    return tuple((one.concept, one.start, one.end) for one in found.mentions if not (one.weak or one.misspelt))
