"""Doubts about a disease that stand in no words: "dx: SLE?", "SLE or MCTD"."""

from __future__ import annotations

from nlp.passage import Passage
from nlp.spans import Clause, Mention

_BRACKETS = frozenset("()[]")
_DISEASES = ("condition", "look_alike")


def is_questioned(passage: Passage, clause: Clause, mention: Mention) -> bool:
    """Whether a question mark doubts a bare name: "dx: SLE?", "JDM (?)"; "lupus? yes" is no doubt.

    "Anything for a boy with lupus?" asks about the study.
    """
    words, place = passage.words, mention.last + 1
    while place < len(words) and words[place].norm in _BRACKETS:
        place += 1
    if place >= len(words) or words[place].norm != "?" or clause.asks or clause.verb:
        return False
    before = passage.norms(clause.first, mention.first - 1)
    if not (passage.said["with_words"] | passage.said["asked_for"]).isdisjoint(before):
        return False
    while place < len(words) and (words[place].norm in _BRACKETS or words[place].norm == "?"):
        place += 1
    answer = passage.clause_at[place] if place < len(words) else None
    answers = passage.clauses[answer].of("positive", "certain") if answer is not None else []
    return not any(cue.first == place for cue in answers)


def is_choice(passage: Passage, mention: Mention, kind: str) -> bool:
    """Whether it may be this disease or another one: "SLE or MCTD"."""
    if kind not in _DISEASES:
        return False
    for other, its_kind in zip(passage.mentions, passage.kinds, strict=True):
        first, second = (mention, other) if mention.first < other.first else (other, mention)
        if second.first - first.last == 2 and passage.words[first.last + 1].norm in passage.said["choice_words"]:
            return other.concept != mention.concept and its_kind in _DISEASES and "condition" in (kind, its_kind)
    return False
