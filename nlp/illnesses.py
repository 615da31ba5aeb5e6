"""Illnesses, transplants, clots, cancers, infections and trials of the past or present as facts."""

from __future__ import annotations

from nlp.facts import Fact, When
from nlp.illness_times import last_dose, time_of
from nlp.infections import TEST_OF
from nlp.scene import Scene
from nlp.spans import Cue, Mention
from nlp.statements import control, ended, is_a, is_organ_word, when

_CONTROLLED = ("chronic_illness", "asthma", "copd")
_REMEMBERED = ("hepatitis_b", "hepatitis_c", "tuberculosis", "malignancy", "thromboembolic_event")
_CLOTS = ("thromboembolic_event", "anticoagulant", "atrial_fibrillation")
_TOLD_OF = ("malignancy", "thromboembolic_event", "adjuvant_therapy")
_TRANSPLANTS = ("organ_transplant", "stem_cell_transplant")
_ABBREVIATED = ("thromboembolic_event", "atrial_fibrillation")


def read(scene: Scene, mention: Mention, said: str, subject: str) -> list[Fact]:
    """What a mention of an illness states."""
    if mention.weak and not _weak_counts(scene, mention, said):
        return []
    concept = mention.concept
    value: str | None = None
    time: When | None = None
    if is_organ_word(mention):
        said = "absent"
    if said == "present" and concept == "dialysis" and (ended(scene, mention) or _was_transplanted(scene, mention)):
        said = "absent"  # it counts only as long as it lasts
    if said == "absent" and any(is_a(concept, one) for one in _REMEMBERED) and scene.clause_cues(mention, "no_longer"):
        said = "present"  # "no hepatitis B anymore"
    if said == "absent" and any(is_a(concept, one) for one in _TOLD_OF) and _is_other_one(scene, mention):
        return []  # "no other malignancy": there is one
    if said == "present" and any(is_a(concept, one) for one in _TRANSPLANTS) and _lies_ahead(scene, mention):
        return []
    if said == "present":
        if concept in ("tuberculosis", *TEST_OF) and not _is_had(scene, mention):
            return []  # "the hep B thing": named, not stated
        exact = _exact_concept(scene, mention)
        if exact is None:
            return []
        concept, value, time = exact, _state(scene, mention), time_of(scene, mention)
    fact = scene.fact(concept, mention.start, mention.end, assertion=said, subject=subject, value=value, when=time)
    if concept == "cancer_surgery" and said == "present" and scene.clause_cues(mention, "surgery_alone"):
        alone = scene.fact("adjuvant_therapy", mention.start, mention.end, assertion="absent", subject=subject)
        return [fact, alone]
    return [fact]


def _is_other_one(scene: Scene, mention: Mention) -> bool:
    words = scene.said["other_words"]
    return mention.first > 0 and scene.words[mention.first - 1].norm in words


def _was_transplanted(scene: Scene, mention: Mention) -> bool:
    """ "ESRD, now transplanted"."""
    return any(
        is_a(one.concept, "organ_transplant") and one.first > mention.last and not _lies_ahead(scene, one)
        for one in scene.mentions
        if scene.sentence_of(one) == scene.sentence_of(mention) and scene.assertions.of(one, "history") == "present"
    )


def _lies_ahead(scene: Scene, mention: Mention) -> bool:
    """ "She might need a transplant", "they talk about a kidney transplant one day"."""
    return any(0 < mention.first - cue.last <= 6 for cue in scene.clause_cues(mention, "ahead"))


def _weak_counts(scene: Scene, mention: Mention, said: str) -> bool:
    """A weak name counts where it is denied or called normal ("heart is fine"), a trial where one was in it."""
    if mention.concept == "investigational_agent":
        return _in_a_trial(scene, mention)
    if is_a(mention.concept, "malignancy"):
        return _stands_alone(scene, mention)
    if any(is_a(mention.concept, one) for one in _ABBREVIATED):
        return _is_abbreviation(scene, mention)
    if not is_organ_word(mention):
        return False
    cues = scene.clause_cues(mention, "normal_result")
    normal = any(abs(cue.first - mention.last) <= 6 or abs(mention.first - cue.last) <= 3 for cue in cues)
    return said == "absent" or normal


def _stands_alone(scene: Scene, mention: Mention) -> bool:
    """ "Had ALL at 9", "ALL, finished 2024", not "ALL her shots"."""
    after = scene.words[mention.last + 1].norm if mention.last + 1 < len(scene.words) else "."
    closers = scene.said["capitals_closers"]
    return not after.isalpha() or after in closers


def _is_abbreviation(scene: Scene, mention: Mention) -> bool:
    """ "PE", "MI", "AF": diseases with a past date, after a word such as "acute", or beside a clot or blood thinner."""
    after = scene.words[mention.last + 1].norm if mention.last + 1 < len(scene.words) else ""
    before = scene.words[mention.first - 1].norm if mention.first else ""
    school = scene.said["school_words"]
    if after == ":" or before in scene.said["lesson_openers"] or any(word.norm in school for word in scene.words):
        return False
    dated = any(-2 <= day.start - mention.end < 26 and day.first <= scene.today for day in scene.dates)
    sentence = scene.sentence_of(mention)
    beside = any(
        one is not mention and scene.sentence_of(one) == sentence and any(is_a(one.concept, kind) for kind in _CLOTS)
        for one in scene.mentions
    )
    return dated or beside or before in scene.said["abbreviation_openers"]


def _in_a_trial(scene: Scene, mention: Mention) -> bool:
    """ "Was in an acne pill trial", not "the trial" or "your study"."""
    if mention.first and scene.words[mention.first - 1].norm in scene.said["trial_of_ours"]:
        return False
    before = " ".join(word.norm for word in scene.words[max(0, mention.first - 6) : mention.first])
    return any(f" {opener} " in f" {before} " for opener in scene.said["trial_openers"])


def _is_had(scene: Scene, mention: Mention) -> bool:
    """Whether the words say that somebody has or had the infection."""
    words = {word.norm for word in scene.words[mention.first : mention.last + 1]}
    words |= {scene.words[mention.first - 1].norm} if mention.first else set()
    if words & set(scene.said["had_words"]):
        return True
    if scene.sentence_cues(mention, "hbv_drugs") and not scene.sentence_cues(mention, "prevention"):
        return True
    if mention.concept == "tuberculosis" and scene.sentence_cues(mention, "tb_course"):
        return True
    if scene.sentence_cues(mention, "certain") or scene.sentence_cues(mention, "past_history"):
        return True
    if any(0 < mention.first - cue.last <= 2 for cue in scene.clause_cues(mention, "past_illness")):
        return True
    if mention.concept == "tuberculosis" and when(scene, mention) is not None:
        return True
    telling = ("infected", "positive_result", "cleared") + (() if mention.concept in TEST_OF else ("treated_tb",))
    clause = scene.clause_of(mention)
    return clause is not None and any(
        cue.category in telling and cue.first not in range(mention.first, mention.last + 1) for cue in clause.cues
    )


def _exact_concept(scene: Scene, mention: Mention) -> str | None:
    """The concept in the light of its sentence: treated tuberculosis, frequent infections, a vaccine's illness."""
    if mention.concept == "tuberculosis" and _was_treated(scene, mention):
        return "latent_tuberculosis"
    if mention.concept == "stem_cell_transplant" and any(
        not scene.assertions.denies(cue.first) for cue in scene.sentence_cues(mention, "donor")
    ):
        return "allogeneic_transplant"
    if is_a(mention.concept, "infection"):
        if scene.sentence_cues(mention, "vaccine_words"):
            return None  # "the chickenpox shot"
        if scene.clause_cues(mention, "prevention"):
            return None  # "on antibiotics to prevent infections"
        if any(abs(cue.first - mention.last) <= 8 for cue in scene.sentence_cues(mention, "frequent")):
            return "recurrent_infection"
    return mention.concept


def _is_in_treatment(scene: Scene, mention: Mention) -> bool:
    """ "Currently treated for TB", "TB (RHZE)": active, unless the course is over."""
    over = scene.sentence_cues(mention, "last_dose") or scene.sentence_cues(mention, "ended")
    course = scene.sentence_cues(mention, "tb_course")
    now = [cue for cue in scene.sentence_cues(mention, "ongoing") if mention.first - 3 <= cue.last <= mention.last]
    return bool((course and not over) or now)


def _was_treated(scene: Scene, mention: Mention) -> bool:
    time = when(scene, mention)
    if _is_in_treatment(scene, mention):
        return False
    long_ago = time is not None and time.end is not None and time.end.year < scene.today.year
    childhood = time is not None and time.age is not None
    return long_ago or childhood or bool(scene.sentence_cues(mention, "treated_tb"))


def _state(scene: Scene, mention: Mention) -> str | None:
    """`controlled`, `uncontrolled` or `cleared`, where the illness knows such a state."""
    if mention.concept in TEST_OF:
        past = [cue for cue in scene.clause_cues(mention, "past_illness") if 0 < mention.first - cue.last <= 2]
        over = past and not scene.sentence_cues(mention, "dating") and not scene.sentence_cues(mention, "ongoing")
        return "cleared" if over or scene.sentence_cues(mention, "cleared") else None
    return control(scene, mention) if any(is_a(mention.concept, one) for one in _CONTROLLED) else None


def last_treatment(scene: Scene, told: set[str]) -> list[Fact]:
    """ "Last chemo was in June": dates the cancer or the trial that was spoken of before; `told` are this message's."""
    if any(is_a(concept, "malignancy") or concept == "investigational_agent" for concept in told):
        return []
    spoken = [one for one in scene.spoken if is_a(one, "malignancy") or one == "investigational_agent"]
    cue = next(iter(scene.cues_of("last_dose")), None)
    last = last_dose(scene)
    if spoken and cue is not None and last is not None and not _names_another(scene, cue):
        time = When(start=last.first, end=last.last)
        start, end = min(cue.start, last.start), max(cue.end, last.end)
        return [scene.fact(spoken[-1], start, end, assertion="present", when=time)]
    now = next(iter(scene.cues_of("in_one")), None)
    if now is not None and scene.spoken[-1:] == ("investigational_agent",):
        past = [day for day in scene.dates if day.last < scene.today]
        over = now.first and scene.words[now.first - 1].norm in scene.said["past_verbs"]
        if over and not past:
            return []
        time = When(start=past[-1].first, end=past[-1].last) if past else When(start=scene.today)
        return [scene.fact("investigational_agent", now.start, now.end, assertion="present", when=time)]
    return []


def _names_another(scene: Scene, cue: Cue) -> bool:
    """Whether the clause of a cue speaks of something else: "an infection over a lesion now"."""
    index = scene.passage.clause_at[cue.first]
    clause = None if index is None else scene.clauses[index]
    return clause is not None and any(
        clause.first <= one.first <= clause.last
        and not cue.first <= one.first <= cue.last  # the chemo of "last chemo" itself
        and kind == "history"
        and not one.weak
        for one, kind in zip(scene.mentions, scene.kinds, strict=True)
    )


def otherwise_healthy(scene: Scene, told: set[str]) -> list[Fact]:
    """ "Otherwise healthy": no other long illness, where none is named."""
    if any(is_a(concept, "chronic_illness") for concept in told):
        return []
    cues = [cue for cue in scene.cues_of("nothing_else") if not scene.assertions.unasserted(cue.first)]
    own = [cue for cue in cues if not scene.subjects.is_other(cue.first, "history")]
    return [scene.fact("chronic_illness", cue.start, cue.end, assertion="absent") for cue in own[:1]]
