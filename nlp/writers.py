"""The writer who is somebody's mother, brother or nurse: "Granny typing", "I'm Leo's dad (46)"."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.passage import Passage
from nlp.persons import Person
from nlp.spans import Clause, Cue
from nlp.text import Token

_AWAY = 6  # tokens between "I am" and what the writer is


def kin_writing(passage: Passage) -> dict[int, Person]:
    """The clauses in which the writer says to be a relative or carer, each with that person."""
    words, apart = passage.words, passage.said["kin_breakers"]
    found: dict[int, Person] = {}
    for index in passage.clauses_with("kin"):
        clause = passage.clauses[index]
        for cue in clause.of("kin"):
            if (first := _begins(cue, clause, words, apart)) >= 0:
                found[index] = Person(first, cue.last, "kin", None)
                break
    return found


def _begins(cue: Cue, clause: Clause, words: Sequence[Token], apart: frozenset[str]) -> int:
    """The token at which the writer's introduction begins, -1 where this is none."""
    if words[cue.last].end - words[cue.last].start > len(words[cue.last].norm):
        return -1  # "his mom's kidney"
    written = any(one.first == cue.last + 1 for one in clause.of("writes"))
    if written and cue.first - clause.first <= 3 and _plain(range(clause.first, cue.first), words, apart):
        return clause.first
    for one in clause.of("self_names"):
        if 0 < cue.first - one.last <= _AWAY and _plain(range(one.last + 1, cue.first), words, apart):
            return one.first
    return -1


def _plain(between: range, words: Sequence[Token], apart: frozenset[str]) -> bool:
    return not any(words[i].norm in apart for i in between)
