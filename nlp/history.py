"""Treatments, vaccines and past or present illnesses as facts."""

from __future__ import annotations

from nlp.facts import Fact, When
from nlp.scene import Scene
from nlp.serology import TEST_OF
from nlp.spans import DateSpan, Mention
from nlp.statements import control, ended, is_a, is_organ_word, planned, when

_CHRONIC = ("asthma", "copd")


def facts(scene: Scene) -> list[Fact]:
    """One fact for each concept stated; the most telling statement where there are several."""
    kept: dict[tuple[str, str], Fact] = {}
    for mention, kind in zip(scene.mentions, scene.kinds, strict=True):
        if kind not in ("treatment", "vaccine", "history", "consent"):
            continue
        for fact in _of(scene, mention, kind):
            key = (fact.concept, fact.subject)
            if key not in kept or _tells_more(fact, kept[key]):
                kept[key] = fact
    return list(kept.values()) + _last_treatment(scene, kept) + _vaccine_plans(scene) + _otherwise_healthy(scene, kept)


def _otherwise_healthy(scene: Scene, kept: dict[tuple[str, str], Fact]) -> list[Fact]:
    """ "Otherwise healthy": no other long illness, where none is named."""
    if any(is_a(concept, "chronic_illness") for concept, _ in kept):
        return []
    cues = [cue for cue in scene.cues if cue.category == "nothing_else" and not scene.assertions.unasserted(cue.first)]
    own = [cue for cue in cues if not scene.subjects.is_other(cue.first, "history")]
    return [scene.fact("chronic_illness", cue.start, cue.end, assertion="absent") for cue in own[:1]]


def _vaccine_plans(scene: Scene) -> list[Fact]:
    """ "Nothing live", "none planned": said of vaccines where a vaccine is named."""
    if "vaccine" not in scene.kinds and not any(scene.concepts[one].kind == "vaccine" for one in scene.spoken[-1:]):
        return []
    meant = {"none_planned": "planned_live_vaccine", "no_live": "live_vaccine"}
    cues = {cue.category: cue for cue in scene.cues if cue.category in meant}
    return [scene.fact(meant[one], cue.start, cue.end, assertion="absent") for one, cue in cues.items()]


def _of(scene: Scene, mention: Mention, kind: str) -> list[Fact]:
    if kind == "consent":
        return _consent(scene, mention)
    said = scene.assertions.of(mention, kind)
    if said == "unasserted" or (mention.weak and not _weak_counts(scene, mention, said)):
        return []
    if is_organ_word(mention):
        said = "absent"
    subject = "other" if scene.is_other(mention, kind) else "patient"
    if kind == "treatment":
        return _treatment(scene, mention, said, subject)
    if kind == "vaccine":
        return _vaccine(scene, mention, said, subject)
    return _illness(scene, mention, said, subject)


def _weak_counts(scene: Scene, mention: Mention, said: str) -> bool:
    if is_organ_word(mention):
        normal = [
            cue
            for cue in scene.clause_cues(mention, "normal_result")
            if abs(cue.first - mention.last) <= 6 or abs(mention.first - cue.last) <= 3
        ]
        return said == "absent" or bool(normal)
    return False


def _treatment(scene: Scene, mention: Mention, said: str, subject: str) -> list[Fact]:
    concept = mention.concept
    if said == "possible":
        return []
    if (
        said == "present"
        and planned(scene, mention)
        and not scene.clause_cues(mention, "ended")
        and _not_begun(scene, mention)
    ):
        return []
    stopped = ended(scene, mention)
    if is_a(concept, "anticoagulant") and stopped and said == "present":
        return [scene.fact("anticoagulant", mention.start, mention.end, assertion="absent", subject=subject)]
    more: dict[str, object] = {}
    if concept == "topical_treatment" and said == "present" and _only(scene, mention):
        more["value"] = "only"
    time = when(scene, mention) if said == "present" else None
    return [scene.fact(concept, mention.start, mention.end, assertion=said, subject=subject, when=time, **more)]


def _not_begun(scene: Scene, mention: Mention) -> bool:
    """A planned treatment that is not also said to be taken."""
    taken = [
        cue
        for cue in scene.clause_cues(mention, "positive")
        if cue.last < mention.first and mention.first - cue.last <= 3
    ]
    return not any(
        scene.words[cue.first].norm in ("on", "takes", "taking", "started", "had", "has", "since") for cue in taken
    )


def _only(scene: Scene, mention: Mention) -> bool:
    index = scene.assertions.clause_of(mention.first)
    near = (
        []
        if index is None
        else [
            cue
            for clause in scene.clauses[max(0, index - 2) : index + 2]
            for cue in clause.cues
            if cue.category == "only"
        ]
    )
    return bool(near)


def _vaccine(scene: Scene, mention: Mention, said: str, subject: str) -> list[Fact]:
    concept = mention.concept
    live = is_a(concept, "live_vaccine")
    if said == "possible":
        return []
    if concept == "planned_live_vaccine":
        return [scene.fact(concept, mention.start, mention.end, assertion=said, subject=subject)]
    if said == "present" and planned(scene, mention):
        time = when(scene, mention)
        past = time is not None and time.end is not None and time.end <= scene.today
        if not past:
            if not live:
                return []
            return [
                scene.fact("planned_live_vaccine", mention.start, mention.end, assertion="present", subject=subject)
            ]
    time = when(scene, mention) if said == "present" else None
    return [scene.fact(concept, mention.start, mention.end, assertion=said, subject=subject, when=time)]


def _illness(scene: Scene, mention: Mention, said: str, subject: str) -> list[Fact]:
    concept = mention.concept
    if concept in TEST_OF and said == "absent":
        return [scene.fact(concept, mention.start, mention.end, assertion=said, subject=subject)]
    more: dict[str, object] = {}
    time = when(scene, mention) if said == "present" else None
    if said == "present":
        if is_a(concept, "chronic_illness") or concept in _CHRONIC:
            more["value"] = control(scene, mention)
            time = None
        elif concept in ("hepatitis_b", "hepatitis_c") and scene.clause_cues(mention, "cleared"):
            more["value"] = "cleared"
        elif concept == "tuberculosis" and _treated_tuberculosis(scene, mention):
            concept = "latent_tuberculosis"
        elif is_a(concept, "malignancy"):
            time = _cancer_time(scene, mention, time)
        elif concept == "investigational_agent":
            time = _trial_time(scene, mention, time)
        elif concept == "infection":
            return _infection(scene, mention, subject, time)
    more = {key: value for key, value in more.items() if value is not None}
    return [scene.fact(concept, mention.start, mention.end, assertion=said, subject=subject, when=time, **more)]


def _treated_tuberculosis(scene: Scene, mention: Mention) -> bool:
    past = list(scene.sentence_cues(mention, "treated_tb"))
    time = when(scene, mention)
    long_ago = time is not None and time.end is not None and time.end.year < scene.today.year
    return bool(past) or long_ago or (time is not None and time.age is not None)


def _infection(scene: Scene, mention: Mention, subject: str, time: When | None) -> list[Fact]:
    frequent = [cue for cue in scene.sentence_cues(mention, "frequent") if abs(cue.first - mention.last) <= 8]
    if frequent:
        return [scene.fact("recurrent_infection", mention.start, mention.end, assertion="present", subject=subject)]
    return [scene.fact("infection", mention.start, mention.end, assertion="present", subject=subject, when=time)]


def _cancer_time(scene: Scene, mention: Mention, time: When | None) -> When | None:
    """The end of treatment, where it is said; a date beside the name of the cancer is one of treatment too."""
    last = _last_dose(scene, mention)
    if last is not None:
        return When(start=last.first, end=last.last) if not last.since else When(end=last.first)
    if time is not None and time.start is not None and time.end is None:
        return When(start=None, end=None) if scene.sentence_cues(mention, "last_dose") else time
    return time


def _trial_time(scene: Scene, mention: Mention, time: When | None) -> When | None:
    last = _last_dose(scene, mention)
    if last is not None:
        return When(start=last.first, end=last.last)
    if time is None and scene.sentence_cues(mention, "ongoing"):
        return When(start=scene.today)
    return time


def _last_dose(scene: Scene, mention: Mention) -> DateSpan | None:
    """The date of the last dose or of the end, anywhere in the message after its cue."""
    for cue in scene.cues:
        if cue.category == "last_dose":
            near = [day for day in scene.dates if -30 <= day.start - cue.end < 40 and day.first <= scene.today]
            if near:
                return min(near, key=lambda day: abs(day.start - cue.end))
    return None


def _last_treatment(scene: Scene, kept: dict[tuple[str, str], Fact]) -> list[Fact]:
    """ "Last chemo was in June": dates the cancer or the trial spoken of before."""
    if any(is_a(concept, "malignancy") or concept == "investigational_agent" for concept, _ in kept):
        return []
    spoken = [concept for concept in scene.spoken if is_a(concept, "malignancy") or concept == "investigational_agent"]
    if not spoken or any(concept == spoken[-1] for concept, _ in kept):
        return []
    for cue in scene.cues:
        if cue.category != "last_dose":
            continue
        near = [day for day in scene.dates if 0 <= day.start - cue.end < 30 and day.first <= scene.today]
        if near and scene.assertions.clause_of(cue.first) is not None:
            day = near[0]
            return [
                scene.fact(
                    spoken[-1], cue.start, day.end, assertion="present", when=When(start=day.first, end=day.last)
                )
            ]
    return []


def _consent(scene: Scene, mention: Mention) -> list[Fact]:
    """Whether somebody can and will sign; who it is does not matter."""
    index = scene.assertions.clause_of(mention.first)
    if index is None or scene.clauses[index].asks or scene.clauses[index].supposes:
        return []
    said = scene.assertions.of(mention, "consent")
    nobody = list(scene.sentence_cues(mention, "nobody"))
    willing = list(scene.sentence_cues(mention, "willing"))
    if said == "present" and nobody:
        return [
            scene.fact(
                "consent", min(nobody[0].start, mention.start), max(nobody[0].end, mention.end), assertion="absent"
            )
        ]
    if said == "absent":
        return [scene.fact("consent", mention.start, mention.end, assertion="absent")] if nobody else []
    return [scene.fact("consent", mention.start, mention.end, assertion="present")] if willing else []


def _tells_more(fact: Fact, other: Fact) -> bool:
    """Whether a later statement about the same concept replaces the earlier one."""
    rank = {"present": 2, "absent": 1, "possible": 0, None: 0}
    if fact.assertion != other.assertion:
        return rank[fact.assertion] > rank[other.assertion]
    return (fact.when is not None, fact.value is not None) >= (other.when is not None, other.value is not None)
