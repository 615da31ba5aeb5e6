"""The words of a message that tell the result of an infection test, or that it is still to come."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.infections import LOADS
from nlp.passage import Passage
from nlp.spans import Cue

_RESULTS = ("positive_result", "negative_result", "pending")


def result_cues(passage: Passage, cues: Sequence[Cue]) -> list[Cue]:
    """Of the cues of a message those for a result or a pending one, in order, the longest at each place.

    Those inside the name of a test are left out. "Viral load zero" becomes a negative result.
    """
    mentions = passage.mentions
    named = {i for one in mentions if not one.weak for i in range(one.first, one.last + 1)}
    none = (range(cue.first, cue.last + 1) for cue in cues if cue.category == "no_result")
    inside = passage.named.union(*(span for span in none if named.isdisjoint(span)))  # "AB positive"
    loads = {one.last for one in mentions if one.concept in LOADS}
    chosen: dict[int, Cue] = {}
    for cue in sorted(cues, key=lambda one: one.first - one.last):
        if cue.category == "no_virus" and loads & {cue.first - 1, cue.first - 2}:  # "viral load zero", "RNA was 0"
            cue = Cue("negative_result", cue.first, cue.last, cue.start, cue.end)
        span = range(cue.first, cue.last + 1)
        free = not any(i in chosen or i in inside for i in span)
        if cue.category in _RESULTS and free and _is_result(passage, cue):
            chosen.update(dict.fromkeys(span, cue))
    unique = {id(cue): cue for cue in chosen.values()}
    return sorted(unique.values(), key=lambda cue: cue.first)


def _is_result(passage: Passage, cue: Cue) -> bool:
    """Whether a cue stands where a result stands; "has" tells of an infection, "no" may deny what follows."""
    said = " ".join(passage.norms(cue.first, cue.last))
    if said in ("-", "+"):
        return _is_sign(cue, passage.folded)
    following = passage.norms(cue.last + 1, cue.last + 1)
    if said in passage.said["short_results"] and following and following[0].isalnum():
        return False
    return said not in passage.said["has_infection"]


def _is_sign(cue: Cue, folded: str) -> bool:
    """Whether a plus or minus is a result: "HIV+", "HIV (+)", "PCR -" at the end of an item."""
    before, after = folded[: cue.start][-1:], folded[cue.end :].lstrip(" ")[:1]
    if before in ("(", "["):
        return after in (")", "]")
    if before == " ":
        return after in ("", ",", ";", ".", ")", "\n")
    return (before.isalnum() or before == ")") and not folded[cue.end : cue.end + 1].isalnum()
