"""Treatments, vaccines and past or present illnesses as facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nlp.facts import Fact, When
from nlp.serology import TEST_OF
from nlp.spans import DateSpan, Mention
from nlp.statements import Scene, clause_cues, control, ended, is_a, is_organ_word, planned, sentence_cues, when
from nlp.text import Token

_CHRONIC = ("asthma", "copd")


class History:
    """Turns the mentions of treatments, vaccines and illnesses into facts."""

    def __init__(
        self,
        scene: Scene,
        make: Callable[..., Fact],
        is_other: Callable[[Mention, str], bool],
        words: Sequence[Token],
        folded: str,
        mentioned: tuple[str, ...],
    ) -> None:
        self._scene = scene
        self._make = make
        self._is_other = is_other
        self._words = words
        self._folded = folded
        self._mentioned = mentioned

    def facts(self) -> list[Fact]:
        """One fact for each concept stated; the most telling statement where there are several."""
        kept: dict[tuple[str, str], Fact] = {}
        for mention in self._scene.mentions:
            kind = self._scene.concepts[mention.concept].kind
            if kind not in ("treatment", "vaccine", "history", "consent"):
                continue
            for fact in self._of(mention, kind):
                key = (fact.concept, fact.subject)
                if key not in kept or _tells_more(fact, kept[key]):
                    kept[key] = fact
        return list(kept.values()) + self._last_treatment(kept)

    def _of(self, mention: Mention, kind: str) -> list[Fact]:
        if kind == "consent":
            return self._consent(mention)
        said = self._scene.assertions.of(mention, kind)
        if said == "unasserted" or (mention.weak and not self._weak_counts(mention, said)):
            return []
        if is_organ_word(mention):
            said = "absent"
        subject = "other" if self._is_other(mention, kind) else "patient"
        if kind == "treatment":
            return self._treatment(mention, said, subject)
        if kind == "vaccine":
            return self._vaccine(mention, said, subject)
        return self._illness(mention, said, subject)

    def _weak_counts(self, mention: Mention, said: str) -> bool:
        if is_organ_word(mention):
            normal = [
                cue
                for cue in clause_cues(self._scene, mention, "normal_result")
                if abs(cue.first - mention.last) <= 6 or abs(mention.first - cue.last) <= 3
            ]
            return said == "absent" or bool(normal)
        return False

    def _treatment(self, mention: Mention, said: str, subject: str) -> list[Fact]:
        concept = mention.concept
        if said == "possible":
            return []
        if (
            said == "present"
            and planned(self._scene, mention)
            and not clause_cues(self._scene, mention, "ended")
            and self._not_begun(mention)
        ):
            return []
        stopped = ended(self._scene, mention)
        if is_a(concept, "anticoagulant") and stopped and said == "present":
            return [self._make("anticoagulant", mention.start, mention.end, assertion="absent", subject=subject)]
        more: dict[str, object] = {}
        if concept == "topical_treatment" and said == "present" and self._only(mention):
            more["value"] = "only"
        time = when(self._scene, mention) if said == "present" else None
        return [self._make(concept, mention.start, mention.end, assertion=said, subject=subject, when=time, **more)]

    def _not_begun(self, mention: Mention) -> bool:
        """A planned treatment that is not also said to be taken."""
        taken = [
            cue
            for cue in clause_cues(self._scene, mention, "positive")
            if cue.last < mention.first and mention.first - cue.last <= 3
        ]
        return not any(
            self._words[cue.first].norm in ("on", "takes", "taking", "started", "had", "has", "since") for cue in taken
        )

    def _only(self, mention: Mention) -> bool:
        index = self._scene.assertions.clause_of(mention.first)
        near = (
            []
            if index is None
            else [
                cue
                for clause in self._scene.clauses[max(0, index - 2) : index + 2]
                for cue in clause.cues
                if cue.category == "only"
            ]
        )
        return bool(near)

    def _vaccine(self, mention: Mention, said: str, subject: str) -> list[Fact]:
        concept = mention.concept
        live = is_a(concept, "live_vaccine")
        if said == "possible":
            return []
        if concept == "planned_live_vaccine":
            return [self._make(concept, mention.start, mention.end, assertion=said, subject=subject)]
        if said == "present" and planned(self._scene, mention):
            time = when(self._scene, mention)
            past = time is not None and time.end is not None and time.end <= self._scene.today
            if not past:
                if not live:
                    return []
                return [
                    self._make("planned_live_vaccine", mention.start, mention.end, assertion="present", subject=subject)
                ]
        time = when(self._scene, mention) if said == "present" else None
        return [self._make(concept, mention.start, mention.end, assertion=said, subject=subject, when=time)]

    def _illness(self, mention: Mention, said: str, subject: str) -> list[Fact]:
        concept = mention.concept
        if concept in TEST_OF and said == "absent":
            return [self._make(concept, mention.start, mention.end, assertion=said, subject=subject)]
        more: dict[str, object] = {}
        time = when(self._scene, mention) if said == "present" else None
        if said == "present":
            if is_a(concept, "chronic_illness") or concept in _CHRONIC:
                more["value"] = control(self._scene, mention)
                time = None
            elif concept in ("hepatitis_b", "hepatitis_c") and clause_cues(self._scene, mention, "cleared"):
                more["value"] = "cleared"
            elif concept == "tuberculosis" and self._treated_tuberculosis(mention):
                concept = "latent_tuberculosis"
            elif is_a(concept, "malignancy"):
                time = self._cancer_time(mention, time)
            elif concept == "investigational_agent":
                time = self._trial_time(mention, time)
            elif concept == "infection":
                return self._infection(mention, subject, time)
        more = {key: value for key, value in more.items() if value is not None}
        return [self._make(concept, mention.start, mention.end, assertion=said, subject=subject, when=time, **more)]

    def _treated_tuberculosis(self, mention: Mention) -> bool:
        past = [cue for cue in sentence_cues(self._scene, mention, "treated_tb")]
        time = when(self._scene, mention)
        long_ago = time is not None and time.end is not None and time.end.year < self._scene.today.year
        return bool(past) or long_ago or (time is not None and time.age is not None)

    def _infection(self, mention: Mention, subject: str, time: When | None) -> list[Fact]:
        frequent = [
            cue for cue in sentence_cues(self._scene, mention, "frequent") if abs(cue.first - mention.last) <= 8
        ]
        if frequent:
            return [self._make("recurrent_infection", mention.start, mention.end, assertion="present", subject=subject)]
        return [self._make("infection", mention.start, mention.end, assertion="present", subject=subject, when=time)]

    def _cancer_time(self, mention: Mention, time: When | None) -> When | None:
        """The end of treatment, where it is said; a date beside the name of the cancer is one of treatment too."""
        last = self._last_dose(mention)
        if last is not None:
            return When(start=last.first, end=last.last) if not last.since else When(end=last.first)
        if time is not None and time.start is not None and time.end is None:
            return When(start=None, end=None) if sentence_cues(self._scene, mention, "last_dose") else time
        return time

    def _trial_time(self, mention: Mention, time: When | None) -> When | None:
        last = self._last_dose(mention)
        if last is not None:
            return When(start=last.first, end=last.last)
        if time is None and sentence_cues(self._scene, mention, "ongoing"):
            return When(start=self._scene.today)
        return time

    def _last_dose(self, mention: Mention) -> DateSpan | None:
        """The date of the last dose or of the end, anywhere in the message after its cue."""
        for cue in self._scene.cues:
            if cue.category == "last_dose":
                near = [
                    day
                    for day in self._scene.dates
                    if -30 <= day.start - cue.end < 40 and day.first <= self._scene.today
                ]
                if near:
                    return min(near, key=lambda day: abs(day.start - cue.end))
        return None

    def _last_treatment(self, kept: dict[tuple[str, str], Fact]) -> list[Fact]:
        """ "Last chemo was in June": dates the cancer or the trial spoken of before."""
        spoken = [
            concept for concept in self._mentioned if is_a(concept, "malignancy") or concept == "investigational_agent"
        ]
        if not spoken or any(concept == spoken[-1] for concept, _ in kept):
            return []
        for cue in self._scene.cues:
            if cue.category != "last_dose":
                continue
            near = [
                day for day in self._scene.dates if 0 <= day.start - cue.end < 30 and day.first <= self._scene.today
            ]
            if near and self._scene.assertions.clause_of(cue.first) is not None:
                day = near[0]
                return [
                    self._make(
                        spoken[-1], cue.start, day.end, assertion="present", when=When(start=day.first, end=day.last)
                    )
                ]
        return []

    def _consent(self, mention: Mention) -> list[Fact]:
        """Whether somebody can and will sign; who it is does not matter."""
        index = self._scene.assertions.clause_of(mention.first)
        if index is None or self._scene.clauses[index].asks or self._scene.clauses[index].supposes:
            return []
        said = self._scene.assertions.of(mention, "consent")
        nobody = [cue for cue in sentence_cues(self._scene, mention, "nobody")]
        willing = [cue for cue in sentence_cues(self._scene, mention, "willing")]
        if said == "present" and nobody:
            return [self._make("consent", nobody[0].start, mention.end, assertion="absent")]
        if said == "absent":
            return [self._make("consent", mention.start, mention.end, assertion="absent")] if nobody else []
        return [self._make("consent", mention.start, mention.end, assertion="present")] if willing else []


def _tells_more(fact: Fact, other: Fact) -> bool:
    """Whether a later statement about the same concept replaces the earlier one."""
    rank = {"present": 2, "absent": 1, "possible": 0, None: 0}
    if fact.assertion != other.assertion:
        return rank[fact.assertion] > rank[other.assertion]
    return (fact.when is not None, fact.value is not None) >= (other.when is not None, other.value is not None)
