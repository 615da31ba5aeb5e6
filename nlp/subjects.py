"""Which words of a message speak of somebody who is not the patient."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.ages import AgeSpan
from nlp.cast import Cast
from nlp.claims import Claims
from nlp.given_names import Names
from nlp.passage import Passage
from nlp.patient import Patient, patient_of
from nlp.persons import Person
from nlp.promotion import promoted

_ADULT = 18
_AWAY = 6  # tokens behind the writer's introduction in which an illness is the writer's
_NAME = 4  # tokens that a name may have
_BACK = 4  # clauses in which the relative is looked for whom a pronoun means
_CLAIMS = ("condition", "age", "history", "look_alike", "serology", "treatment", "vaccine")
_NAMED = ("relative", "child", "patient")


class Subjects:
    """Tells for any token of a message whether the patient or somebody else is spoken of.

    `known` is the patient as earlier messages told, `patient` as this one tells.
    """

    def __init__(self, passage: Passage, names: Names, ages: Sequence[AgeSpan], known: Patient | None) -> None:
        self._passage = passage
        self._words = passage.words
        self._clauses = passage.clauses
        self._said = passage.said
        self._cast = Cast(passage, names, ages)
        claims = Claims(self._cast)
        self._diseases = claims.conditions
        self._promoted = promoted(claims, known=known is not None)
        self.patient = patient_of(claims, self._promoted, known)
        self.names = names

    def is_other(self, token: int, kind: str) -> bool:
        """Whether what stands at `token` is said of somebody who is not the patient."""
        index = self._passage.clause_at[token]
        if index is None:
            return False
        if self._cast.is_of_family(index, kind) or self._tells_own(index, token):
            return True
        person = self._behind(index) or self._owner_behind(index, token) or self._cast.subject(token)
        return person is not None and self._other(person, index, token, kind)

    def tells_of_other(self, first: int, last: int) -> bool:
        """Whether the words at these tokens ("has it too", "now me") are said of somebody who is not the patient."""
        index = self._passage.clause_at[first]
        if index is None:
            return False
        inside = [one for one in self._cast.persons[index] if first <= one.first <= last]
        if inside and inside[-1].role in ("first", "third") and self.patient is not None:
            return self.patient.writer != (inside[-1].role == "first")
        person = inside[-1] if inside else self._cast.subject(first)
        return person is not None and self._other(person, index, first, "condition")

    def age_is_other(self, first: int, last: int) -> bool:
        """Whether an age at these tokens is somebody else's; the person named right after it decides first."""
        index = self._passage.clause_at[last]
        if index is None:
            return False
        kin = self._cast.kin.get(index)
        if kin is not None and kin.first <= first and last <= kin.last:
            return self._is_of_kin(kin, index, last, "age")  # "I'm a 34-year-old teacher"
        if self._is_shared(first):
            return False
        if name := self._name_before(first):
            return name == "relative"  # "Emma 16 and Marco 10"
        persons = self._cast.persons[index]
        if any(
            first <= cue.first
            and cue.last < last
            and self._words[cue.last].norm not in self._promoted
            and not any(one.first == cue.first and one.role != "relative" for one in persons)
            for cue in self._cast.relatives
        ):
            return True  # "with my husband (36)", wherever else he is no subject
        opening = [one for one in self._cast.everybody() if first <= one.first <= first + 1 and one.last < last]
        if opening and opening[0].role in _NAMED and self._passage.clause_at[first] != index:
            return self._other(opening[0], index, last, "age")  # "my lil bro who im writing for is 14"
        behind = [one for one in persons if first <= one.first <= last + 3 and one.role in _NAMED]
        if behind and self._words[first].norm not in self._said["i_am_words"]:  # "I'm 30 with two kids"
            named = next((one for one in behind if one.last < last), behind[-1])  # "a girl of 15 and a boy of 11"
            return self._other(named, index, named.last, "age")
        return self.is_other(last, "age")

    def _name_before(self, first: int) -> str:
        """The role of a known name right before an age; empty for none."""
        before = [self.names.role(word) for word in self._passage.norms(first - 2, first)]
        return next((role for role in reversed(before) if role), "")

    def _is_shared(self, first: int) -> bool:
        """ "Twins, 14. Only Mia has JDM": they are of one age."""
        writer = self.patient is not None and self.patient.writer
        return not writer and not self._said["of_one_age"].isdisjoint(self._passage.norms(first - 1, first))

    def _tells_own(self, index: int, token: int) -> bool:
        """ "My coworker told me about her lupus"."""
        clause = self._clauses[index]
        return any(cue.last == token - 1 for cue in clause.of("tells_own")) and any(
            cue.category.startswith("relative_words") and cue.last < token for cue in clause.cues
        )

    def _behind(self, index: int) -> Person | None:
        """The relative named alone in brackets behind a statement: "a kidney transplant (her brother)"."""
        bracketed = self._cast.bracketed
        if index + 1 not in bracketed or index in bracketed:
            return None
        behind = self._clauses[index + 1]
        if behind.last - behind.first > 2:
            return None
        persons = self._cast.persons[index + 1]
        return next((one for one in persons if one.role == "relative" and one.last >= behind.last - 1), None)

    def _owner_behind(self, index: int, token: int) -> Person | None:
        """The relative to whom what was named belongs: "the transplant was my brother", "that lupus is my sister's"."""
        persons = self._cast.persons[index]
        relative = next((one for one in persons if one.first > token and one.role == "relative"), None)
        if relative is None or any(
            word.isalnum() for word in self._passage.norms(relative.last + 1, relative.last + 1)
        ):
            return None
        between = self._passage.norms(token + 1, relative.last - 1)
        being, owning = self._said["was_words"], self._said["before_relatives"]
        begin = next((i for i, word in enumerate(between[:_NAME]) if word in being), None)  # behind "kidney transplant"
        said = begin is not None and all(word in being or word in owning for word in between[begin:])
        return relative if said else None

    def _other(self, person: Person, index: int, token: int, kind: str) -> bool:
        """Whether what is said of a person at a token of clause `index` is not said of the patient."""
        if person.role == "first":
            return self._writer_is_other(person, index, kind)
        if person.role == "patient":
            return False
        if person.role == "child":
            return self.patient is not None and self.patient.writer
        if person.role == "kin":
            return self._is_of_kin(person, index, token, kind)
        if person.role == "relative":
            return self._words[person.last].norm not in self._promoted
        return self._pronoun_is_other(person, index)

    def _writer_is_other(self, person: Person, index: int, kind: str) -> bool:
        """Whether what the writer says of "me" in clause `index` is not the patient's."""
        word = self._words[person.first].norm
        family = word in self._said["we_words"]
        if index in self._cast.quoted:
            return not family
        if self.patient is None or self.patient.writer or family or self._cast.only_says(person, index):
            return False
        return word in self._said["claim_words"] if kind == "measurement" else kind in _CLAIMS

    def _is_of_kin(self, person: Person, index: int, token: int, kind: str) -> bool:
        """Whether an age or illness behind "Mom here" is hers: "Mom here, 47, high blood pressure. My kid is 12"."""
        if kind == "age":
            ages = [age.years or 0 for age in self._cast.ages if age.kind == "age"]
            return len(ages) > 1 or max(ages, default=0) >= _ADULT
        parted = any(person.last < one < token for one in self._diseases)
        return kind == "history" and not parted and self._clauses[index].first - person.last <= _AWAY

    def _pronoun_is_other(self, person: Person, index: int) -> bool:
        """A pronoun means the patient, unless the writer is the patient or a relative of that gender was named last."""
        if self.patient is not None and self.patient.writer:
            return True
        if any(cue.last == person.last for cue in self._clauses[index].of("reflexives")):
            return False  # "his uncle had lupus, he himself has JDM"
        gender = self.patient.gender if self.patient else None
        if gender and person.gender and gender != person.gender:
            return True
        for position in range(index, max(-1, index - _BACK), -1):
            same_sentence = self._clauses[position].sentence == self._clauses[index].sentence
            persons = self._cast.persons[position]
            for one in reversed([one for one in persons if position < index or one.last < person.first]):
                if one.role in ("patient", "child"):
                    return False
                if (
                    self._is_another_relative(one)
                    and (not person.gender or not one.gender or one.gender == person.gender)
                    and (same_sentence or not gender)
                ):
                    return True
        return False

    def _is_another_relative(self, person: Person) -> bool:
        """Whether a relative who is not the patient is spoken of, not only something of theirs."""
        relative = person.role == "relative" and self._words[person.last].norm not in self._promoted
        return relative and (self._cast.contrasted or not self._cast.owns(person))
