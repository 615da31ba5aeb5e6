"""What an item of a list takes over from the item before it: "never had: hep b, tb, cancer"."""

from __future__ import annotations

from collections.abc import Callable

from nlp.passage import Passage
from nlp.spans import Clause, Mention, Polarity

_LISTING = frozenset(",:/(-•")
_TELLING = ("positive", "certain", "controlled", "uncontrolled", "dating", "treated_tb", "last_dose", "ended")
_FAMILY = ("history", "serology", "look_alike", "consent", "vaccine")  # kinds that stand in one list
_LONGEST = 50  # clauses of a list that a denial before it reaches over

PolarityOf = Callable[[int, Mention, str], Polarity]


def inherited(passage: Passage, index: int, mention: Mention, kind: str, polarity_of: PolarityOf) -> Polarity:
    """The polarity of a bare item from the item before it, which `polarity_of` tells; `present` where none is listed.

    `index` is the clause that holds the mention.
    """
    for place in range(index, max(0, index - _LONGEST), -1):
        clause, previous = passage.clauses[place], passage.clauses[place - 1]
        if not _is_item(passage, place):
            return "present"
        if inside := passage.inside[place - 1]:
            polarity = polarity_of(place - 1, *inside[-1])
            if polarity == "absent" and _is_of_diseases(passage, place, kind, inside[-1][1]):
                return "absent"
            return _taken_over(passage, clause, kind, *inside[-1], polarity)
        if clause.opened_by == ":" and any(
            cue.last >= previous.last - 1 for cue in previous.of("negation.before", "negation.after")
        ):
            return "absent"
        if not _continues(passage, previous):
            return "present"
    return "present"


def _is_item(passage: Passage, index: int) -> bool:
    """Whether a clause goes on with a list that the clause before it holds, and tells nothing of its own."""
    clause = passage.clauses[index]
    fragment = clause.opened_by == "." and passage.words[clause.first].norm in passage.said["list_words"]
    listed = clause.opened_by in _LISTING or clause.opened_by in passage.said["list_words"]
    if clause.verb or not (fragment or listed):
        return False
    if passage.clauses[index - 1].sentence != clause.sentence and not fragment:
        return False
    telling = clause.of(*_TELLING) or _has_number(passage, clause) or _dated_after(passage, index)
    return not telling and not _each_denied(passage, index)


def _continues(passage: Passage, clause: Clause) -> bool:
    """Whether a short clause without a name is itself an item, so that what stands before it still holds."""
    listed = clause.opened_by in (",", "/", ":") or clause.opened_by in passage.said["list_words"]
    return listed and not clause.verb and clause.last - clause.first < 5


def _is_of_diseases(passage: Passage, index: int, kind: str, last_kind: str) -> bool:
    """Whether a disease of the trial and a look-alike stand in one list: "no lupus, RA, or MG".

    The second of two may be what it is instead: "not lupus, MCTD".
    """
    if {kind, last_kind} != {"condition", "look_alike"}:
        return False
    clause, following = passage.clauses[index], index + 1
    choice = passage.words[clause.first].norm in passage.said["choice_words"]
    goes_on = following < len(passage.clauses) and _is_item(passage, following) and bool(passage.inside[following])
    return choice or goes_on or _is_item(passage, index - 1)


def _taken_over(
    passage: Passage, clause: Clause, kind: str, last: Mention, last_kind: str, polarity: Polarity
) -> Polarity:
    if kind != last_kind and not (kind in _FAMILY and last_kind in _FAMILY):
        return "present"
    if polarity == "possible":
        choice = passage.words[clause.first].norm in passage.said["choice_words"]
        return "possible" if choice and kind == last_kind == "condition" else "present"
    return polarity


def _has_number(passage: Passage, clause: Clause) -> bool:
    """Whether a number stands beside the names: a date, an age or an amount tells of something that there is."""
    places = range(clause.first, clause.last + 1)
    return any(passage.words[i].norm[:1].isdigit() for i in places if i not in passage.named)


def _dated_after(passage: Passage, index: int) -> bool:
    """Whether the next clause says since when, or until when: "no heart disease, depression since 2020"."""
    following = passage.clauses[index + 1 : index + 2]
    return any(cue.first == one.first for one in following for cue in one.of("dating", "lasting"))


def _each_denied(passage: Passage, index: int) -> bool:
    """Whether the items before have a "no" each, so that it ends ("no clots, no cancer, liver transplant")."""
    denied = 0
    while index and denied < 2 and passage.clauses[index].opened_by == ",":
        index -= 1
        clause = passage.clauses[index]
        denied += not clause.verb and bool(clause.of("negation.before"))
    return denied > 1
