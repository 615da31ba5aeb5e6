"""The denial or doubt that reaches a mention from before it: "no history of", "DDx:"."""

from __future__ import annotations

from nlp.clauses import EXCEPTION
from nlp.passage import Passage
from nlp.spans import Clause, Cue, Mention

_PARTING = frozenset({",", ":", "(", ")", "/", "-", EXCEPTION, "\n", "|"})  # what a far denial does not reach across
_LISTING = frozenset(",/:-")
_REACHING = ("negation.before", "negation.far", "doubt.before", "not_a_cue")
_LIFT_REACH = 7
_DOUBT_REACH = 8
_LONGEST_LIST = 50  # clauses of a list that a doubt in its heading reaches over


def cue_before(passage: Passage, index: int, mention: Mention) -> Cue | None:
    """The cue for the mention in clause `index`: the nearest in that clause, or one from the clauses before it."""
    nearest = _nearest(passage, index, mention)
    if nearest is None:
        return _from_before(passage, index, mention) if index else None
    if nearest.category.startswith("negation") and _is_lifted(passage, index, nearest):
        return None
    mark = nearest.first == nearest.last and passage.words[nearest.first].norm == "?"
    if nearest.category == "doubt.before" and mark and nearest.last != mention.first - 1:
        return None
    return nearest


def _nearest(passage: Passage, index: int, mention: Mention) -> Cue | None:
    """The last cue of the clause that reaches to the mention."""
    clause, stoppers = passage.clauses[index], passage.said["stoppers"]
    nearest: Cue | None = None
    for cue in clause.of(*_REACHING):
        if cue.first >= mention.first or any(
            passage.words[i].norm in stoppers for i in range(cue.last + 1, mention.first)
        ):
            continue
        if cue.category == "not_a_cue":
            nearest = None
            continue
        if _is_reason(passage, index, cue, mention):
            continue
        if cue.category == "doubt.before" and (
            mention.first - cue.last > _DOUBT_REACH or _is_of_somebody(passage, clause, cue, mention)
        ):
            continue
        nearest = cue
    return nearest


def _from_before(passage: Passage, index: int, mention: Mention) -> Cue | None:
    """The cue of an earlier clause that reaches into this one."""
    clause, previous = passage.clauses[index], passage.clauses[index - 1]
    parted = clause.opened_by in _PARTING or clause.opened_by in passage.said["stoppers"]
    if previous.sentence == clause.sentence and not parted:
        reaching = [cue for cue in previous.cues if _reaches_on(cue, previous)]
        if reaching:
            return reaching[-1]
    if heading := _doubtful_heading(passage, index):
        return heading
    if (
        clause.opened_by == "?"
        and previous.last < clause.first - 1
        and passage.words[clause.first - 1].end == passage.words[clause.first].start
        and clause.first == mention.first
        and _glued_question(passage, clause.first)
    ):
        return Cue("doubt.before", clause.first - 1, clause.first - 1, 0, 0)
    return None


def _is_lifted(passage: Passage, index: int, denial: Cue) -> bool:
    """Whether a denial is denied: "nobody is saying she doesn't have SLE", "it's not that I don't have MG"."""
    clause = passage.clauses[index]
    before = [one for one in passage.clauses[max(0, index - 1) : index] if one.sentence == clause.sentence]
    return any(
        0 < denial.first - cue.last <= _LIFT_REACH for one in (clause, *before) for cue in one.of("lifts_denial")
    )


def _reaches_on(cue: Cue, clause: Clause) -> bool:
    """Whether a cue at the end of a clause reaches into the next: "I don't think | it is"."""
    if cue.category in ("negation.far", "doubt.before"):
        return clause.last - cue.last <= 3
    return cue.category == "negation.before" and any(one.last == clause.last for one in clause.of("belief_verbs"))


def _doubtful_heading(passage: Passage, index: int) -> Cue | None:
    """The doubt in a heading, for all that is listed behind it: "DDx: SLE, MCTD", "provisional dx: MPA"."""
    clauses, choices = passage.clauses, passage.said["choice_words"]
    first = max(0, index - _LONGEST_LIST)
    while index > first and not clauses[index].verb:
        opened = clauses[index].opened_by
        if opened not in _LISTING and opened not in choices:
            return None
        index -= 1
        if opened in (":", "-"):
            clause = clauses[index]
            heading = [one for one in clause.of("doubt.before") if clause.last - one.last <= 2]
            return heading[-1] if heading and not passage.names_in(clause) else None
    return None


def _is_of_somebody(passage: Passage, clause: Clause, cue: Cue, mention: Mention) -> bool:
    """Whether somebody is looked for something, who has it: "checking for our 15 yr old with lupus"."""
    between = range(cue.last + 1, mention.first)
    somebody = any(
        one.first in between for one in clause.cues if one.category.startswith(("child_words", "patient_words"))
    ) or any(passage.words[i].norm in passage.said["aged_words"] for i in between)
    return somebody and passage.words[mention.first - 1].norm in passage.said["with_words"]


def _is_reason(passage: Passage, index: int, cue: Cue, mention: Mention) -> bool:
    """Whether a treatment is why something else is denied: "no live vaccines on CellCept"."""
    if not any(one is mention and kind == "treatment" for one, kind in passage.inside[index]):
        return False
    named = any(cue.last < one.first and one.last < mention.first - 1 for one in passage.mentions)
    return named and passage.words[mention.first - 1].norm in passage.said["taking_now"]


def _glued_question(passage: Passage, first: int) -> bool:
    """Whether a question mark right before a token belongs to it: "?lupus"."""
    mark = passage.words[first - 1]
    return mark.norm == "?" and (mark.start == 0 or not passage.folded[mark.start - 1].isalnum())
