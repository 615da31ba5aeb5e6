"""Diagnoses: what the patient has or had, since when, and whether it is over."""

from __future__ import annotations

from nlp.age_facts import tidy
from nlp.calendar_days import completed_years
from nlp.concepts import concepts
from nlp.facts import Assertion, Code, Fact, When
from nlp.health_records.codes import Coded, Meaning, all_coded
from nlp.health_records.drafts import Draft, Light, fact
from nlp.health_records.elements import CodeableConcept, Quantity
from nlp.health_records.names import what
from nlp.health_records.resources import Condition
from nlp.scene import TARGETS
from nlp.statements import is_a

_DOUBTED = frozenset({"unconfirmed", "provisional", "differential"})
_GOES_ON = frozenset({"active", "recurrence", "relapse"})
_OVER = frozenset({"inactive", "remission", "resolved"})
_INFECTIONS = frozenset({"hepatitis_b", "hepatitis_c"})  # of which a cleared one is told from one that is there
_ONCE = ("organ_transplant", "stem_cell_transplant", "primary_immunodeficiency", "psychiatric_illness")
_IN_A_YEAR = {"a": 1.0, "yr": 1.0, "year": 1.0, "mo": 12.0, "month": 12.0, "wk": 52.18, "week": 52.18, "d": 365.25}


def conditions(condition: Condition, light: Light) -> list[Draft]:
    """What a Condition states; nothing where it was entered in error."""
    status = _words(condition.verification_status)
    if "entered-in-error" in status:
        return []
    said: Assertion = "absent" if "refuted" in status else "possible" if status & _DOUBTED else "present"
    drafts = []
    for one in _meant(condition.code, light.language):
        drafts += _Illness(condition, one, said, light).drafts()
    return drafts


def _words(status: CodeableConcept) -> frozenset[str]:
    return status.codes | {status.text.lower()}


def _meant(code: CodeableConcept, language: str) -> list[Coded]:
    """What a diagnosis is; of several codes the exact ones ("lupus" and "SLE" are SLE)."""
    found = [one for one in all_coded(code) if one.meaning.concept]
    if not all_coded(code):
        named = what(code, language)
        return [named] if named and named.meaning.concept else []
    return [one for one in found if not any(_says_more(other.meaning, one.meaning) for other in found)]


def _says_more(meaning: Meaning, than: Meaning) -> bool:
    own, other = meaning.concept or "", than.concept or ""
    if own == other:
        return meaning.reading == "childhood" != than.reading or than.reading == "possible" != meaning.reading
    return is_a(own, other)


class _Illness:
    """One meaning of one Condition."""

    def __init__(self, condition: Condition, found: Coded, said: Assertion, light: Light) -> None:
        assert found.meaning.concept is not None
        self._condition, self._light = condition, light
        self._concept, self._reading, self._code = found.meaning.concept, found.meaning.reading, found.code
        status = _words(condition.clinical_status)
        ended = condition.abatement is not None and condition.abatement.first <= light.today
        self._over = bool(status & _OVER) or (ended and not status & _GOES_ON)
        self._active = bool(status & _GOES_ON) and not self._over
        self._said: Assertion = "possible" if self._reading == "possible" and said == "present" else said

    def drafts(self) -> list[Draft]:
        """What is stated."""
        kind = concepts()[self._concept].kind
        if kind == "serology":
            return [self._draft(value="positive", when=self._day_of_test())] if self._said == "present" else []
        if kind == "treatment":
            return [self._draft(assertion="present")] if self._active and self._said == "present" else []
        if kind == "condition":
            return self._disease()
        if kind == "look_alike":
            return [] if self._over else [self._draft(assertion=self._said, when=self._onset())]
        return self._history() if kind == "history" else []

    def _disease(self) -> list[Draft]:
        said = self._said
        if said == "present" and "resolved" in _words(self._condition.clinical_status):
            said = "possible"  # once diagnosed, and now held to be gone
        drafts = [self._draft(assertion=said, when=self._onset() if said != "absent" else None)]
        if said != "present":
            return drafts
        if self._reading == "childhood":
            drafts.append(Draft(self._fact("childhood_onset", assertion="present"), self._condition.date))
        if self._concept in TARGETS and (onset := self._age_at_onset()):
            drafts.append(Draft(onset, self._condition.date))
        return drafts

    def _history(self) -> list[Draft]:
        concept, said = self._concept, self._said
        if said == "absent":
            has_kinds = any(one.is_a == concept for one in concepts().values())
            return [] if has_kinds else [self._draft(assertion="absent")]  # one case refuted denies no other
        if concept == "tuberculosis" and self._over:
            return [self._draft("latent_tuberculosis", assertion=said)]
        if concept in ("tuberculosis", "dialysis", *_INFECTIONS) and not (self._active or self._over):
            said = "possible"  # whether it is there now is not told
        if concept in _INFECTIONS:
            return [self._draft(assertion=said, value="cleared" if self._over else None, when=self._span())]
        if any(is_a(concept, one) for one in _ONCE):
            return [self._draft(assertion=said, when=self._onset())]
        if is_a(concept, "thromboembolic_event"):
            return [self._draft(assertion=said, when=self._event())]
        if is_a(concept, "malignancy"):
            return [self._draft(assertion=said, when=self._cancer())]
        if self._over and (concept == "dialysis" or self._condition.abatement is None):
            return []  # when it ended is not told
        return [self._draft(assertion=said, when=self._span())]

    def _draft(self, concept: str = "", **more: object) -> Draft:
        return Draft(self._fact(concept or self._concept, **more), self._condition.date)

    def _fact(self, concept: str, **more: object) -> Fact:
        condition, light = self._condition, self._light
        parts = [light.say(str(self._said))]
        if concept in ("hiv", "quantiferon"):
            parts.append(light.say("positive"))
        if condition.onset:
            parts.append(light.say("began", date=condition.onset.said))
        elif (years := _years(condition.onset_age)) is not None:
            parts.append(light.say("began_at_age", years=f"{tidy(years):g}"))
        if condition.abatement:
            parts.append(light.say("ended", date=condition.abatement.said))
        elif self._over:
            parts.append(light.say("over"))
        if condition.recorded_date:
            parts.append(light.say("recorded", date=condition.recorded_date.said))
        code: Code | None = self._code if concept == self._concept and self._code.code else None
        return fact(concept, light.quote(self._concept, *parts), code, **more)

    def _onset(self) -> When | None:
        if self._condition.onset:
            return self._condition.onset.when
        years = _years(self._condition.onset_age)
        return When(age=tidy(years)) if years is not None else None

    def _span(self) -> When | None:
        """Since when; and until when, where it is over."""
        onset, end = self._condition.onset, self._condition.abatement if self._over else None
        if onset or end:
            return When(start=onset.first if onset else None, end=end.last if end else None)
        return self._onset()

    def _event(self) -> When | None:
        """When something happened: on the day of onset, or at some time before it was recorded."""
        condition = self._condition
        if self._reading != "past" and (onset := self._onset()):
            return onset
        days = [one.last for one in (condition.onset, condition.abatement, condition.recorded_date) if one]
        return When(end=min(days)) if days else None

    def _cancer(self) -> When | None:
        """The days between which it ended, or since when it goes on; None where neither is told."""
        start, end = self._condition.onset or self._condition.recorded_date, self._condition.abatement
        if self._reading == "undated":
            return None
        if end and self._over:
            return end.when
        return When(start=start.first) if start and self._active and self._reading != "past" else None

    def _day_of_test(self) -> When | None:
        day = self._condition.onset or self._condition.recorded_date
        return day.when if day else None

    def _age_at_onset(self) -> Fact | None:
        """The age that is told, or the one at which the disease was recorded, as a bound."""
        condition, born = self._condition, self._light.born
        if condition.onset:
            return None
        years = _years(condition.onset_age)
        if years is not None:
            return self._fact("onset_age", value=tidy(years))
        if born is None or condition.recorded_date is None:
            return None
        at_most = completed_years(born.first, condition.recorded_date.last)
        return self._fact("onset_age", value=at_most, op="<=") if at_most >= 0 else None


def _years(age: Quantity | None) -> float | None:
    if age is None or age.value is None or age.comparator:
        return None
    in_a_year = _IN_A_YEAR.get((age.code or age.unit).lower().removesuffix("s"))
    return age.value / in_a_year if in_a_year else None
