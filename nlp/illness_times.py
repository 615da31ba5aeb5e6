"""When an illness was, how long it lasted, and when its treatment ended."""

from __future__ import annotations

from nlp.calendar_days import month_end
from nlp.facts import When
from nlp.scene import Scene
from nlp.spans import DateSpan, Mention
from nlp.statements import is_a, when

_CANCER_TREATMENTS = ("cancer_surgery", "adjuvant_therapy", "stem_cell_transplant")
_LASTING = ("heart_disease", "lung_disease")


def time_of(scene: Scene, mention: Mention) -> When | None:
    """When it was; a lasting illness that is dated began then, unless it is told as past."""
    concept = mention.concept
    time = when(scene, mention)
    if is_a(concept, "chronic_illness") or concept in ("asthma", "copd"):
        return None
    if any(is_a(concept, one) for one in _LASTING) and time is not None:
        past = scene.clause_cues(mention, "cleared") or scene.clause_cues(mention, "past_illness")
        return time if past else When(start=time.start, age=time.age)
    if is_a(concept, "thromboembolic_event") and time is not None and time.start and time.end is None:
        day = time.start  # "since April, when he got the DVT": it happened then, in that month where no day is told
        return When(start=day, end=month_end(day) if day.day == 1 else day, age=time.age)
    if concept == "adjuvant_therapy" and time is None and _goes_on(scene, mention):
        return When(start=scene.today)
    if is_a(concept, "malignancy"):
        last = last_dose(scene)
        return _until(last) if last is not None else time or _of_treatment(scene, mention)
    if concept == "investigational_agent":
        last = last_dose(scene)
        if last is not None:
            return When(start=last.first, end=last.last)
        goes_on = scene.sentence_cues(mention, "ongoing") or _goes_on(scene, mention) or _takes_part(scene, mention)
        now = time is None and goes_on and not scene.clause_cues(mention, "last_dose")
        return When(start=scene.today) if now else time
    return time


def _goes_on(scene: Scene, mention: Mention) -> bool:
    """ "Currently getting chemo", "on tamoxifen"."""
    before = scene.words[mention.first - 1].norm if mention.first else ""
    verb = scene.words[mention.first - 2].norm if mention.first > 1 else ""
    taking = before in scene.said["taking_now"] and verb not in scene.said["past_verbs"]
    return taking or bool(scene.clause_cues(mention, "ongoing"))


def _takes_part(scene: Scene, mention: Mention) -> bool:
    """ "Is in the litifilimab study", "enrolled in a CAR-T trial", not "was enrolled in"."""
    past = scene.said["past_verbs"]
    return any(
        cue.first <= mention.last
        and mention.first - cue.last <= 3
        and not (cue.first and scene.words[cue.first - 1].norm in past)
        for cue in scene.clause_cues(mention, "takes_part")
    )


def _of_treatment(scene: Scene, mention: Mention) -> When | None:
    """When the cancer's treatment was, where the sentence names one: "melanoma, excised 2025"."""
    sentence = scene.sentence_of(mention)
    treatments = [
        one
        for one in scene.mentions
        if scene.sentence_of(one) == sentence and any(is_a(one.concept, kind) for kind in _CANCER_TREATMENTS)
    ]
    return next((time for one in treatments if (time := time_of(scene, one)) is not None), None)


def _until(last: DateSpan) -> When:
    return When(end=last.first) if last.since else When(start=last.first, end=last.last)


def last_dose(scene: Scene) -> DateSpan | None:
    """The date of the last dose or of the end, near its words."""
    for cue in scene.cues:
        if cue.category == "last_dose":
            near = [day for day in scene.dates if -30 <= day.start - cue.end < 40 and day.first <= scene.today]
            if near:
                return min(near, key=lambda day: abs(day.start - cue.end))
    return None
