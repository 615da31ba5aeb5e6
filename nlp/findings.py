"""What is said of a disease or a test in words instead of numbers: severity, childhood onset, normal results, doses."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.facts import Fact
from nlp.scene import TARGETS, Scene
from nlp.spans import Clause, Cue, Mention

_NAMED_RESULTS = {test: f"{test}_result" for test in ("pt", "ptt", "inr", "alt", "ast", "ggt")}


def facts(scene: Scene, valued: Sequence[Mention]) -> list[Fact]:
    """Severity (the last said), results without a number, and doses; `valued` are the tests that have a number."""
    found = [
        scene.fact("disease_activity", cue.start, cue.end, value=degree, assertion="present")
        for degree, cue in _severities(scene)[-1:]
        if not scene.subjects.is_other(cue.first, "condition")
    ]
    for concept, result, mention, cue in _word_results(scene, valued):
        if not scene.is_other(mention, "measurement"):
            start, end = min(mention.start, cue.start), max(mention.end, cue.end)
            found.append(scene.fact(concept, start, end, value=result, assertion="present"))
    for cue in scene.cues:
        family, _, state = cue.category.partition(".")
        if family == "dose":
            found.append(scene.fact("anticoagulant_dose", cue.start, cue.end, value=state, assertion="present"))
    return found


def _severities(scene: Scene) -> list[tuple[str, Cue]]:
    """Each statement of how active the disease is: mild, moderate, severe, mixed or remission."""
    found: list[tuple[str, Cue]] = []
    for index, clause in enumerate(scene.clauses):
        for cue in clause.cues:
            family, _, degree = cue.category.partition(".")
            if family == "remission" and not scene.assertions.unasserted(cue.first) and not _denied(clause, cue):
                if not _of_other_disease(scene, clause, cue):
                    found.append(("remission", cue))
            elif (
                family == "severity"
                and not any(
                    other.category == "severity.mixed" and other.first <= cue.first <= other.last
                    for other in clause.cues
                    if other is not cue
                )
                and (
                    not scene.assertions.unasserted(cue.first)
                    and not _denied(clause, cue)
                    and _of_the_disease(scene, index, cue)
                )
            ):
                found.append((degree, cue))
    return found


def _denied(clause: Clause, cue: Cue) -> bool:
    return any(one.category.startswith("negation.before") and 0 < cue.first - one.last <= 3 for one in clause.cues)


def _of_other_disease(scene: Scene, clause: Clause, cue: Cue) -> bool:
    near = [one for one in scene.mentions if clause.first <= one.first <= clause.last]
    return any(scene.concepts[one.concept].kind in ("history",) for one in near)


def _of_the_disease(scene: Scene, index: int, cue: Cue) -> bool:
    """Whether a word such as "moderate" speaks of the disease, not of a pain or another illness."""
    clause = scene.clauses[index]
    here = clause.of("disease_nouns")
    following = cue.last + 1
    if following <= clause.last and scene.words[following].norm.isalpha():
        allowed = any(
            one.first == following and one.category in ("severity_may_follow", "disease_nouns") for one in clause.cues
        )
        target = any(one.first == following and one.concept in TARGETS for one in scene.mentions)
        if not allowed and not target:
            return False
    others = [
        one
        for one in scene.mentions
        if clause.first <= one.first <= clause.last
        and one.concept not in TARGETS
        and scene.concepts[one.concept].kind in ("history", "look_alike", "other_lab")
        and scene.words[one.last].norm not in scene.said["activity_scores"]
    ]
    if any(abs(one.first - cue.last) <= 3 for one in others) or _is_bracketed(scene, index):
        return False
    if any(abs(one.first - cue.last) <= 5 or abs(cue.first - one.last) <= 5 for one in here if one.first != cue.first):
        return True
    if any(clause.first <= one.first <= clause.last and one.concept in TARGETS for one in scene.mentions):
        return True
    return clause.last - clause.first <= 3


def _is_bracketed(scene: Scene, index: int) -> bool:
    """ "Asthma (mild)": brackets right behind another illness speak of that."""
    if scene.clauses[index].opened_by != "(" or not index:
        return False
    before = scene.clauses[index - 1].last
    return any(one.last >= before - 1 and one.concept not in TARGETS for one in scene.mentions if one.last <= before)


def childhood(scene: Scene, spans: Sequence[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """Statements that the disease began in childhood (`present`) or in adult life (`absent`), with their offsets."""
    found: list[tuple[str, int, int]] = []
    targets = [
        one
        for one in scene.mentions
        if one.concept in TARGETS
        and scene.assertions.of(one, "condition") == "present"
        and not scene.is_other(one, "condition")
    ]
    for cue in scene.cues:
        family, _, assertion = cue.category.partition(".")
        if family == "childhood" and any(one.first - 3 <= cue.last and cue.first <= one.last for one in targets):
            found.append((assertion, cue.start, cue.end))
    for start, end in spans:
        near = next((one for one in targets if -80 < start - one.end < 60), None)
        if near is not None and not _nearer_other(scene, near, start) and not _was_well(scene, start):
            found.append(("present", start, end))
    return found


def _was_well(scene: Scene, start: int) -> bool:
    """ "Nothing as a kid", "healthy all through school": then it did not begin."""
    index = scene.passage.clause_at[scene.token_at(start)]
    if index is None:
        return False
    clauses = (
        scene.clauses[index - 1 : index + 1] if scene.clauses[index].opened_by.isalpha() else [scene.clauses[index]]
    )
    return any(
        cue.category in ("negation.before", "normal_result", "nothing_else") for one in clauses for cue in one.cues
    )


def _nearer_other(scene: Scene, target: Mention, start: int) -> bool:
    return any(
        kind in ("history", "treatment", "look_alike", "vaccine") and target.end <= one.start <= start
        for one, kind in zip(scene.mentions, scene.kinds, strict=True)
    )


def _word_results(scene: Scene, valued: Sequence[Mention]) -> list[tuple[str, str, Mention, Cue]]:
    """Tests called normal or abnormal without a number: concept of the result, normal or abnormal, mention, cue."""
    found: list[tuple[str, str, Mention, Cue]] = []
    for mention in scene.mentions:
        kind = scene.concepts[mention.concept].kind
        concept = _NAMED_RESULTS.get(mention.concept) or (mention.concept if kind == "result" else None)
        if concept is None or any(mention is one for one in valued) or scene.assertions.unasserted(mention.first):
            continue
        cue = _result_word(scene, mention)
        if cue is not None:
            found.append((concept, "normal" if cue.category == "normal_result" else "abnormal", mention, cue))
    return found


def _result_word(scene: Scene, mention: Mention) -> Cue | None:
    index = scene.passage.clause_at[mention.first]
    if index is None:
        return None
    sentence = scene.clauses[index].sentence
    inside = {i for one in scene.mentions for i in range(one.first, one.last + 1)}
    best: Cue | None = None
    for clause in scene.clauses:
        if clause.sentence != sentence:
            continue
        for cue in clause.cues:
            if cue.category not in ("normal_result", "abnormal_result", "pending") or cue.first in inside:
                continue
            after = cue.first > mention.last and cue.first - mention.last <= 9
            before = cue.last < mention.first and mention.first - cue.last <= 2 and cue.category != "pending"
            denied = any(
                one.category.startswith(("negation.before", "not_a_cue")) and 0 <= cue.first - one.last <= 2
                for one in clause.cues
            )
            if (
                (after or before)
                and not denied
                and not any(0 <= cue.start - number.start < 12 and number.unit == "xULN" for number in scene.numbers)
                and (best is None or abs(cue.first - mention.last) < abs(best.first - mention.last))
            ):
                best = cue
    return None if best is None or best.category == "pending" else best
