"""All that the resources of one patient state, brought together: one text, the statement that counts last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from nlp.concepts import concepts
from nlp.facts import Fact
from nlp.health_records.codes import LOINC
from nlp.health_records.drafts import Draft
from nlp.scene import TARGETS
from nlp.statements import is_a

_DATED = frozenset({"measurement", "serology", "result"})
_BEFORE_ALL = timedelta(days=-1)
_EVENTS = ("thromboembolic_event", "malignancy")


def together(drafts: Iterable[Draft]) -> tuple[Fact, ...]:
    """The facts of a patient, oldest first, each with its place in the text that their quotes make, a line each."""
    groups: dict[str, list[Draft]] = {}
    for draft in sorted(_with_parents(list(drafts)), key=_order):
        groups.setdefault(draft.fact.concept, []).append(draft)
    kept = [one for concept, group in groups.items() for one in _counting(concept, group)]
    return tuple(_placed(_with_onset(kept)))


def _order(draft: Draft) -> timedelta:
    return draft.at.order if draft.at else _BEFORE_ALL


def _counting(concept: str, group: Sequence[Draft]) -> list[Draft]:
    """The drafts about a concept that count, in order."""
    kind = concepts()[concept].kind
    if kind in _DATED:
        return _newest(concept, group)
    if kind in ("condition", "look_alike") and concept != "childhood_onset":
        return [_diagnosed(group)]
    if kind in ("history", "vaccine", "treatment"):
        return _happened(concept, group)
    if concept == "onset_age":
        coded = [one for one in group if not one.noted] or group
        return [min(coded, key=lambda one: float(one.fact.value or 0))]
    return list(group[-1:])


def _newest(concept: str, group: Sequence[Draft]) -> list[Draft]:
    """Results, but for those older than one that cannot be used; without a date only where there is no other."""
    hiding = [one for one in group if one.hides]
    last = max((_order(one) if one.at else timedelta.max for one in hiding), default=_BEFORE_ALL)
    usable = [one for one in group if not one.hides and (_order(one) > last or not hiding)]
    dated = [one for one in usable if one.at]
    if not dated:
        return usable[:1] if len({(one.fact.value, one.fact.op) for one in usable}) == 1 else []
    return _of_hiv(dated) if concept == "hiv" else dated


def _of_hiv(results: list[Draft]) -> list[Draft]:
    """A diagnosis stands against any later test; a positive test that a later one denies leaves it open."""
    positive = [one for one in results if one.fact.value == "positive"]
    if not positive or all(one.fact.value == "positive" for one in results[results.index(positive[0]) :]):
        return results
    diagnosed = [one for one in positive if one.fact.code is None or one.fact.code.system != LOINC]
    return positive if diagnosed else []


def _diagnosed(group: Sequence[Draft]) -> Draft:
    """What counts of a disease: a diagnosis before a suspicion, and what is coded before what was read in a text.

    A diagnosis that was refuted later is a suspicion. Of several the one with the earliest onset tells when it began.
    """
    group = [one for one in group if not one.noted] or group
    there = [one for one in group if one.fact.assertion == "present"]
    doubts = [one for one in group if one.fact.assertion == "possible"]
    denials = [one for one in group if one.fact.assertion == "absent"]
    last = there or doubts
    if not last:
        return denials[-1]
    if any(one.at is None or last[-1].at is None or _order(one) >= _order(last[-1]) for one in denials):
        if doubts and not there and denials[-1].at and last[-1].at:
            return denials[-1]  # suspected, then ruled out
        return last[-1]._replace(fact=last[-1].fact.model_copy(update={"assertion": "possible"}))
    dated = [one for one in last if one.fact.when and one.fact.when.start]
    return min(dated, key=_began) if dated else last[-1]


def _began(draft: Draft) -> date:
    when = draft.fact.when
    return (when.start if when else None) or date.max


def _with_parents(drafts: list[Draft]) -> list[Draft]:
    """Of an illness or vaccine of which one case has a date and another none, the latter as one of its kind.

    The newest statement about a concept counts; so both do.
    """
    exact = {one.fact.concept for one in drafts if one.fact.assertion == "present" and _is_exact(one.fact)}
    found = []
    for draft in drafts:
        fact, parent = draft.fact, concepts()[draft.fact.concept].is_a
        kind = concepts()[fact.concept].kind
        doubtful = fact.assertion == "possible" and any(is_a(fact.concept, one) for one in _EVENTS)
        vague = fact.assertion == "present" and not _is_exact(fact)
        if parent and kind in ("history", "vaccine") and fact.concept in exact and (vague or doubtful):
            when = None if doubtful else fact.when
            fact = fact.model_copy(update={"concept": parent, "assertion": "present", "when": when, "code": None})
        found.append(draft._replace(fact=fact))
    return found


def _is_exact(fact: Fact) -> bool:
    return fact.when is not None and (fact.when.start is not None or fact.when.age is not None)


def _happened(concept: str, group: Sequence[Draft]) -> list[Draft]:
    """The last case of an illness, vaccine or treatment; of blood thinners, which count while taken, the last word."""
    if is_a(concept, "anticoagulant"):
        return [] if group[-1].hides else [group[-1]]
    there = [one for one in group if one.fact.assertion == "present"]
    if there:
        return [max(there, key=lambda one: (one.fact.value is None, _ended(one)))]
    denials = [one for one in group if one.fact.assertion == "absent"]
    doubts = [one for one in group if one.fact.assertion == "possible"]
    if doubts and not (denials and denials[-1].at and doubts[-1].at and _order(denials[-1]) > _order(doubts[-1])):
        return doubts[-1:]
    return denials[-1:]


def _ended(draft: Draft) -> date:
    """Until when it was; what goes on, or has no date, comes last."""
    when = draft.fact.when
    return (when.end if when else None) or date.max


def _with_onset(drafts: list[Draft]) -> list[Draft]:
    """The age of onset apart from the disease, where there is one disease of the trial; else it stays with each."""
    diseases = [one for one in drafts if one.fact.concept in TARGETS and one.fact.assertion == "present"]
    onset = next((one for one in drafts if one.fact.concept == "onset_age"), None)
    if onset is None:
        return drafts
    began = _began(diseases[0]) if len(diseases) == 1 else date.min
    if began < date.max and (onset.noted or onset.fact.op is None or onset.at is None or onset.at.first >= began):
        return [one for one in drafts if one is not onset]  # the day is known, or there are several
    alone = {"when": None} if began == date.max else {}
    return [one._replace(fact=one.fact.model_copy(update=alone)) if one in diseases else one for one in drafts]


def _placed(drafts: Sequence[Draft]) -> Iterable[Fact]:
    start = 0
    for draft in sorted(drafts, key=_order):
        end = start + len(draft.fact.quote)
        yield draft.fact.model_copy(update={"start": start, "end": end})
        start = end + 1
