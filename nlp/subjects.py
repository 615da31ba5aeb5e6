"""Who the patient is, and which clauses speak of somebody else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from nlp.ages import AgeSpan
from nlp.clauses import clause_of_token
from nlp.facts import Frozen
from nlp.given_names import Names
from nlp.lexicon import read_words
from nlp.persons import Gender, Person, bracketed, family_history, persons_in, speakers
from nlp.spans import Clause, Mention
from nlp.text import Token
from nlp.writers import kin_writing

_ADULT = 18
_AWAY = 6  # tokens behind the writer's introduction in which an illness is the writer's
_KIN_NEAR = 2  # tokens from "her" to what is hers: "her great aunt"
_NAME = 4  # tokens that a name may have
_PAIR = 7  # tokens from one of a pair to the other: "Emma (13) and her best friend"
_CLAIMED = ("condition", "history", "look_alike", "measurement", "treatment", "serology")
_CLAIMS = ("condition", "age", "history", "look_alike")


class Patient(Frozen):
    """The patient as far as the words tell: the `writer` or somebody else, and the gender where it was named."""

    writer: bool
    gender: Gender | None = None


class Subjects:
    """Tells for any token of a message whether the patient or somebody else is spoken of."""

    def __init__(
        self, words: Sequence[Token], clauses: Sequence[Clause], known: Patient | None, language: str, names: Names
    ) -> None:
        self._words = words
        self._starts, self._ends = [word.start for word in words], [word.end for word in words]
        self._clauses = clauses
        self._said = read_words(language, "grammar")
        self._persons = [persons_in(clause, words, language) for clause in clauses]
        self.names = names
        self._add_named(names)
        self._contrasted = any(word.norm in self._said["contrasts"] for word in words)
        self._too = any(self._is_of_writer_too(index) for index in range(len(clauses)))
        self._kin = kin_writing(clauses, words, language)
        for index, one in self._kin.items():
            others = [other for other in self._persons[index] if other.first > one.last]
            self._persons[index] = [one, *others]
        self._quoted = speakers(clauses, self._persons)
        for index in self._quoted.values():
            self._persons[index] = []
        self._promoted: dict[str, Gender | None] = {}
        self._ages: Sequence[AgeSpan] = ()
        self._diseases: Sequence[int] = ()
        self._read_own_gender()
        self.patient = known
        self._bracketed = bracketed(clauses, words)
        self._family = family_history(clauses, words)
        for index, clause in enumerate(clauses):
            cues = {cue.category for cue in clause.cues}
            if "in_family" in cues and "in_family.alone" not in cues:
                self._family.add(index)
        self._clause_at = clause_of_token(clauses, len(words))
        self._cues = [cue for clause in clauses for cue in clause.cues]
        self._relatives = [cue for cue in self._cues if cue.category.startswith("relative_words")]

    def _read_own_gender(self) -> None:
        """ "I'm 39, female": a bare gender behind the writer is the writer's."""
        for index in range(1, len(self._clauses)):
            clause, before = self._clauses[index], self._persons[index - 1]
            bare = clause.last - clause.first <= 1 and len(self._persons[index]) == 1
            if bare and before and before[-1].role == "first" and clause.opened_by == ",":
                self._persons[index][0].role = "first"

    def decide(self, mentions: Sequence[Mention], kinds: Sequence[str], ages: Sequence[AgeSpan]) -> None:
        """Finds out who the patient is from what is said of whom, unless that is known already."""
        self._ages = ages
        self._diseases = [one.first for one, kind in zip(mentions, kinds, strict=True) if kind == "condition"]
        self._add_aged(ages)
        cues = {cue.category for clause in self._clauses for cue in clause.cues}
        relatives = any(category.startswith("relative_words") for category in cues)
        self._promote(mentions, kinds, ages)
        if "its_me" in cues and "not_its_me" not in cues:
            self.patient = Patient(writer=True)
            return
        if self.patient is not None and not self._promoted:
            if not self.patient.writer and (owner := self._owner_told()):
                self.patient = Patient(writer=False, gender=owner)
            if self.patient.gender is None and not self.patient.writer:
                self.patient = Patient(writer=False, gender=self._pronoun_gender())
            return
        if self._promoted:
            self.patient = Patient(writer=False, gender=next(iter(self._promoted.values())) or self._pronoun_gender())
            return
        if self._kin and not self._ill_writer(mentions, kinds):
            self.patient = Patient(writer=False, gender=self._gender_told())
            return
        claimed = self._writer_claims(mentions, kinds, ages)
        if claimed and self._introduces_self(ages) and not self._has_own_child():
            self.patient = Patient(writer=True)
            return
        if self._ill_writer(mentions, kinds) and not self._another_ill(mentions, kinds):
            self.patient = Patient(writer=True)
            return
        only_aged = claimed and self._has_own_child() and not self._writer_claims(mentions, kinds, [])
        if self._has("patient") or (
            self._has("child") and (only_aged or not claimed or self._child_claims(mentions, kinds, ages))
        ):
            self.patient = Patient(writer=False, gender=self._gender_told())
        elif claimed and (
            self._ill_writer(mentions, kinds) or relatives or not self._third_claims(mentions, kinds, ages)
        ):
            self.patient = Patient(writer=True)
        elif self._has("third") and (not relatives or self._only_kin_of_third()):
            self.patient = Patient(writer=False, gender=self._pronoun_gender())

    def _introduces_self(self, ages: Sequence[AgeSpan]) -> bool:
        """ "I am a 26 year old woman": whatever else is named, the writer speaks as a patient."""
        if any(cue.category == "writer_roles" for clause in self._clauses for cue in clause.cues):
            return False  # "I am a 38 year old mom of a 12 yo"
        return any(self._says_i_am(self._token(age.start)) for age in ages if age.kind == "age")

    def _says_i_am(self, first: int) -> bool:
        """Whether "I am a" or "as a" stands right before a token."""
        before = [word.norm for word in self._words[max(0, first - 3) : first]]
        return any(before[-len(opener) :] == opener for opener in self._said["writer_openers"])

    def _has_own_child(self) -> bool:
        """Whether a child or relative of the writer is named ("my daughter")."""
        return any(self._mine(one) for persons in self._persons for one in persons if one.role in ("child", "relative"))

    def _add_aged(self, ages: Sequence[AgeSpan]) -> None:
        """ "A 15 yr old with lupus" names a child as "my daughter" does, unless the writer says "I am a 15 yr old"."""
        for age in ages:
            if age.kind != "age":
                continue
            first = bisect_right(self._ends, age.start)
            if first == len(self._words) or first == 0 or self._words[first - 1].norm not in self._said["age_openers"]:
                continue
            if self._says_i_am(first):
                continue
            last = bisect_left(self._starts, age.end) - 1
            index = self._clause_at[last]
            near = {place for place in self._clause_at[first : last + 3] if place is not None}
            named = any(first <= one.first <= last + 2 for place in near for one in self._persons[place])
            relative = index is not None and any(
                cue.category.startswith("relative_words") and first <= cue.last <= last
                for cue in self._clauses[index].cues
            )
            if index is not None and not named and not relative:
                self._persons[index].append(Person(last, last, "child", None))
                self._persons[index].sort(key=lambda one: one.first)

    def _add_named(self, names: Names) -> None:
        """The patient and others by their given names, where these are known."""
        if not names.patient:
            return
        for clause, persons in zip(self._clauses, self._persons, strict=True):
            for i in range(clause.first, clause.last + 1):
                if role := names.role(self._words[i].norm):
                    persons.append(Person(i, i, role, None))
            persons.sort(key=lambda one: one.first)

    def age_is_other(self, first: int, last: int) -> bool:
        """Whether an age at these tokens is somebody else's; the person named right after it decides first."""
        index = self._clause_at[last]
        if index is None:
            return False
        kin = self._kin.get(index)
        if kin is not None and kin.first <= first and last <= kin.last:
            return self._is_of_kin(kin, index, last, "age")  # "I'm a 34-year-old teacher"
        if self._is_shared(first):
            return False
        if name := self._name_before(first):
            return name == "relative"  # "Emma 16 and Marco 10"
        if any(
            first <= cue.first
            and cue.last < last
            and self._words[cue.last].norm not in self._promoted
            and not any(one.first == cue.first and one.role != "relative" for one in self._persons[index])
            for cue in self._relatives
        ):
            return True  # "with my husband (36)", wherever else he is no subject
        opening = [one for one in self._all_persons() if first <= one.first <= first + 1 and one.last < last]
        if opening and opening[0].role in ("relative", "child", "patient") and self._clause_at[first] != index:
            return self._other(opening[0], index, last, "age")  # "my lil bro who im writing for is 14"
        after = [
            one
            for one in self._persons[index]
            if first <= one.first <= last + 3 and one.role in ("relative", "child", "patient")
        ]
        if self._words[first].norm in ("i", "im"):
            after = []  # "I'm 30 with two kids"
        if after:
            return self._other(after[-1], index, after[-1].last, "age")
        return self.is_other(last, "age")

    def _name_before(self, first: int) -> str:
        """The role of a known name right before an age; empty for none."""
        before = [self.names.role(word.norm) for word in self._words[max(0, first - 2) : first + 1]]
        return next((role for role in reversed(before) if role), "")

    def _is_shared(self, first: int) -> bool:
        """ "Twins, 14. Only Mia has JDM": they are of one age."""
        before = [word.norm for word in self._words[max(0, first - 1) : first + 1]]
        writer = self.patient is not None and self.patient.writer
        return not writer and any(word in self._said["of_one_age"] for word in before)

    def is_other(self, token: int, kind: str) -> bool:
        """Whether what stands at `token` is said of somebody who is not the patient."""
        index = self._clause_at[token]
        if index is None:
            return False
        if index in self._family:
            return True
        if self._tells_own(index, token):
            return True
        person = self._behind(index) or self._owner_behind(index, token) or self._subject(index, token)
        if person is None:
            return False
        return self._other(person, index, token, kind)

    def _is_of_writer_too(self, index: int) -> bool:
        """Whether a clause tells that somebody shares an illness, or that the writer does not: "not me"."""
        cues = self._clauses[index].cues
        return any(
            cue.category == "too"
            or (
                cue.category == "not_me"
                and any(one.role == "first" and cue.first <= one.first <= cue.last for one in self._persons[index])
            )
            for cue in cues
        )

    def _tells_own(self, index: int, token: int) -> bool:
        """ "My coworker told me about her lupus"."""
        cues = self._clauses[index].cues
        return any(cue.category == "tells_own" and cue.last == token - 1 for cue in cues) and any(
            cue.category.startswith("relative_words") and cue.last < token for cue in cues
        )

    def tells_of_other(self, first: int, last: int) -> bool:
        """Whether the words at these tokens ("has it too", "now me") are said of somebody who is not the patient."""
        index = self._clause_at[first]
        if index is None:
            return False
        inside = [one for one in self._persons[index] if first <= one.first <= last]
        if inside and inside[-1].role in ("first", "third") and self.patient is not None:
            return self.patient.writer != (inside[-1].role == "first")
        person = inside[-1] if inside else self._subject(index, first)
        return person is not None and self._other(person, index, first, "condition")

    def _behind(self, index: int) -> Person | None:
        """The relative named alone in brackets behind a statement: "a kidney transplant (her brother)"."""
        if index + 1 == len(self._clauses) or index + 1 not in self._bracketed or index in self._bracketed:
            return None
        behind = self._clauses[index + 1]
        return next(
            (
                one
                for one in self._persons[index + 1]
                if one.role == "relative" and behind.last - behind.first <= 2 and one.last >= behind.last - 1
            ),
            None,
        )

    def _owner_behind(self, index: int, token: int) -> Person | None:
        """The relative to whom what was named belongs: "the transplant was my brother", "that lupus is my sister's"."""
        persons = [one for one in self._persons[index] if one.first > token]
        relative = next((one for one in persons if one.role == "relative"), None)
        following = self._words[relative.last + 1 : relative.last + 2] if relative else []
        if relative is None or any(word.norm.isalnum() for word in following):
            return None
        between = [word.norm for word in self._words[token + 1 : relative.last]]
        being, owning = self._said["was_words"], self._said["before_relatives"]
        begin = next((i for i, word in enumerate(between[:_NAME]) if word in being), None)  # behind "kidney transplant"
        said = begin is not None and all(word in being or word in owning for word in between[begin:])
        return relative if said else None

    def _subject(self, index: int, token: int) -> Person | None:
        """The last person named before the token: in its clause, else in the earlier clauses of its sentence."""
        for position in range(index, -1, -1):
            if self._clauses[position].sentence != self._clauses[index].sentence:
                break
            if position < index and self._clauses[position + 1].opened_by == "\n":
                break
            if position in self._bracketed and index not in self._bracketed:
                continue
            before = [one for one in self._persons[position] if one.last < token]
            if before:
                return self._sharing(before[-1], token) or before[-1]
        return None

    def _sharing(self, person: Person, token: int) -> Person | None:
        """Who is named before a relative of whom both something is said: "she and her friend both have lupus"."""
        between = self._words[person.last + 1 : token]
        if person.role != "relative" or not any(word.norm in self._said["of_both"] for word in between):
            return None
        earlier = (one for persons in self._persons for one in persons if 0 < person.first - one.last <= _PAIR)
        joined = (
            one
            for one in earlier
            if any(word.norm in self._said["joining"] for word in self._words[one.last + 1 : person.first])
        )
        return max(joined, key=lambda one: one.first, default=None)

    def _other(self, person: Person, index: int, token: int, kind: str) -> bool:
        writer = self.patient is not None and self.patient.writer
        known = self.patient is not None
        if person.role == "first":
            word = self._words[person.first].norm
            if index in self._quoted:
                return word not in self._said["we_words"]
            if not known or writer or word in self._said["we_words"] or self._only_says(person, index):
                return False
            if kind == "measurement":
                return word in self._said["claim_words"]
            return kind in _CLAIMS or kind in ("serology", "treatment", "vaccine")
        if person.role == "patient":
            return False
        if person.role == "child":
            return writer
        if person.role == "kin":
            return self._is_of_kin(person, index, token, kind)
        if person.role == "relative":
            return self._words[person.last].norm not in self._promoted
        return self._pronoun_is_other(person, index, writer)

    def _is_of_kin(self, person: Person, index: int, token: int, kind: str) -> bool:
        """Whether an age or illness behind "Mom here" is hers: "Mom here, 47, high blood pressure. My kid is 12"."""
        if kind == "age":
            ages = [age.years or 0 for age in self._ages if age.kind == "age"]
            return len(ages) > 1 or max(ages, default=0) >= _ADULT
        parted = any(person.last < one < token for one in self._diseases)
        return kind == "history" and not parted and self._clauses[index].first - person.last <= _AWAY

    def _pronoun_is_other(self, person: Person, index: int, writer: bool) -> bool:
        """A pronoun means the patient, unless the writer is the patient or a relative of that gender was named last."""
        if writer:
            return True
        if any(cue.category == "reflexives" and cue.last == person.last for cue in self._clauses[index].cues):
            return False  # "his uncle had lupus, he himself has JDM"
        gender = self.patient.gender if self.patient else None
        if gender and person.gender and gender != person.gender:
            return True
        for position in range(index, max(-1, index - 4), -1):
            same_sentence = self._clauses[position].sentence == self._clauses[index].sentence
            earlier = [one for one in self._persons[position] if position < index or one.last < person.first]
            for one in reversed(earlier):
                if one.role in ("patient", "child"):
                    return False
                if (
                    one.role == "relative"
                    and (self._contrasted or not self._owns(one))
                    and self._words[one.last].norm not in self._promoted
                ):
                    fits = not person.gender or not one.gender or one.gender == person.gender
                    if fits and (same_sentence or not gender):
                        return self.patient is None or same_sentence or not gender
        return False

    def _promote(self, mentions: Sequence[Mention], kinds: Sequence[str], ages: Sequence[AgeSpan]) -> None:
        """A relative is the patient where the writer asks for them, or says of nobody else what a patient has."""
        relatives = []
        for index, persons in enumerate(self._persons):
            cues = self._clauses[index].cues
            asking = [
                cue.last for cue in cues if cue.category == "asking_for" or (cue.category == "for_my" and not cue.first)
            ]
            pointing = [one.last for one in persons if one.role == "patient" and not self._owns(one)]
            pointed = any(self._is_predicate(one) for one in persons + self._persons_of_more(index))
            for one in persons:
                if one.role != "relative":
                    continue
                if (
                    any(0 < one.last - last <= 5 for last in asking + pointing)
                    or (pointed and one is persons[0])
                    or self._is_asked_for_behind(one)
                ):
                    self._promoted[self._words[one.last].norm] = one.gender
                elif self._mine(one) and not self._passed_on(index, one):
                    relatives.append((index, one))
        self._promote_pronoun()
        if self._promoted or self.patient is not None or self._has("patient") or self._has("child"):
            return
        if self._ill_writer(mentions, kinds):
            return
        if self._kin and relatives:
            one = relatives[0][1]
            self._promoted[self._words[one.last].norm] = one.gender  # "big brother here, my little sister is 14"
            return
        sound = not self._writer_claims(mentions, kinds, ages)
        conditions = [one.first for one, kind in zip(mentions, kinds, strict=True) if kind == "condition"]
        tests = [one.first for one, kind in zip(mentions, kinds, strict=True) if kind == "measurement"]
        for index, one in relatives:
            end = self._words[one.last].end
            said_before = any(first < one.first for first in conditions) or any(age.end <= end for age in ages)
            ill = any(one.last < first <= self._clauses[index].last + 12 for first in conditions)
            ages_said = [age for age in ages if age.kind == "age" and end < age.end and age.start - end < 30]
            likely = one.promotable and sound and (ill or any(age.start >= end for age in ages_said))
            measured = any(one.last < first <= self._clauses[index].last + 12 for first in tests)
            if (
                not self._too
                and (likely or (ill and ages_said) or (sound and measured and ages_said and not self._contrasted))
                and not said_before
            ):
                self._promoted[self._words[one.last].norm] = one.gender
                return

    def _is_asked_for_behind(self, person: Person) -> bool:
        """ "My lil bro who im writing for"."""
        behind = {(cue.category, cue.first - person.last) for cue in self._cues}
        return ("relative_pronouns", 1) in behind and any(("asking_for", away) in behind for away in (2, 3, 4))

    def _promote_pronoun(self) -> None:
        """ "My twin has lupus, I don't. I'm asking for her": the relative named before is the patient."""
        named: list[Person] = []
        for clause, persons in zip(self._clauses, self._persons, strict=True):
            for one in persons:
                asked = any(cue.category == "asking_for" and cue.last == one.first - 1 for cue in clause.cues)
                fitting = [other for other in named if not other.gender or other.gender == one.gender]
                if one.role == "third" and asked and fitting and not self._has("child"):
                    self._promoted.setdefault(self._words[fitting[-1].last].norm, one.gender)
                if one.role == "relative":
                    named.append(one)

    def _passed_on(self, index: int, person: Person) -> bool:
        """ "My brother died of lupus", "my late aunt"."""
        return any(
            cue.category == "passed_on" and abs(cue.first - person.last) <= 4 for cue in self._clauses[index].cues
        )

    def _persons_of_more(self, index: int) -> list[Person]:
        """The persons of the next clause where it says more of the same subject ("… and is your referral")."""
        more = self._clauses[index + 1 : index + 2]
        joined = more and more[0].opened_by == "and" and self._words[more[0].first].norm in self._said["is_words"]
        return self._persons[index + 1] if joined else []

    def _is_predicate(self, person: Person) -> bool:
        """Whether "the patient" is what somebody is: "twin A has SLE and is your referral"."""
        if person.role != "patient":
            return False
        before = range(max(0, person.first - 2), person.first)
        return any(self._words[i].norm in self._said["is_words"] for i in before)

    def _owns(self, person: Person) -> bool:
        """Whether only something of the relative is named ("her sister's age")."""
        word = self._words[person.last]
        following = self._words[person.last + 1].norm if person.last + 1 < len(self._words) else ""
        return word.end - word.start > len(word.norm) and not following[:1].isdigit()

    def _mine(self, person: Person) -> bool:
        return any(
            self._words[i].norm in self._said["our_words"] for i in range(max(0, person.first - 3), person.first)
        )

    def _writer_claims(self, mentions: Sequence[Mention], kinds: Sequence[str], ages: Sequence[AgeSpan]) -> bool:
        """Whether the first person is said to have a disease, an age or a result."""
        spots = [
            mention.first
            for mention, kind in zip(mentions, kinds, strict=True)
            if kind in _CLAIMED and not mention.weak
        ]
        spots += [
            mention.first for mention, kind in zip(mentions, kinds, strict=True) if kind == "condition" and mention.weak
        ]
        return any(self._claims(spot, "first") for spot in spots) or any(
            self._claims(self._token(age.end - 1), "first") for age in ages if age.kind in ("age", "onset")
        )

    def _another_ill(self, mentions: Sequence[Mention], kinds: Sequence[str]) -> bool:
        """Whether somebody else is said to be ill, or is the one asked for."""
        if self._too or self._has("patient") or any(cue.category == "asking_for" for cue in self._cues):
            return True
        spots = [one.first for one, kind in zip(mentions, kinds, strict=True) if kind == "condition"]
        return any(self._claims(spot, role) for spot in spots for role in ("child", "third", "relative"))

    def _owner_told(self) -> Gender | None:
        """The gender of the patient, where something said before is put right as that of "his sister"."""
        if not any(cue.category == "correction" for cue in self._cues):
            return None
        owners = (
            one.gender
            for one in self._all_persons()
            for cue in self._relatives
            if one.role == "third" and one.gender and 0 < cue.first - one.last <= _KIN_NEAR
        )
        return next(owners, None)

    def _only_kin_of_third(self) -> bool:
        """Whether all relatives are somebody's of whom the writer tells: "her dad has MG and her aunt had lupus"."""
        return all(
            any(one.role == "third" and 0 < cue.first - one.last <= _KIN_NEAR for one in self._all_persons())
            for cue in self._relatives
        )

    def _all_persons(self) -> Iterator[Person]:
        return (one for persons in self._persons for one in persons)

    def _ill_writer(self, mentions: Sequence[Mention], kinds: Sequence[str]) -> bool:
        """Whether the first person is said to have one of the diseases, or to have been ill since some age."""
        spots = [one.first for one, kind in zip(mentions, kinds, strict=True) if kind == "condition"]
        spots += [self._token(age.end - 1) for age in self._ages if age.kind == "onset"] if spots else []
        return any(self._claims(spot, "first") for spot in spots)

    def _third_claims(self, mentions: Sequence[Mention], kinds: Sequence[str], ages: Sequence[AgeSpan]) -> bool:
        """Whether "he" or "she" is said to have one of the diseases or an age."""
        spots = [mention.first for mention, kind in zip(mentions, kinds, strict=True) if kind == "condition"]
        spots += [self._token(age.end - 1) for age in ages if age.kind in ("age", "onset")]
        return any(self._claims(spot, "third") for spot in spots)

    def _claims(self, spot: int, role: str) -> bool:
        """Whether the subject of what stands at a token is a person of this role, who has it, not only reads of it."""
        index = self._clause_at[spot]
        if index is None or index in self._family or self._clauses[index].asks or self._clauses[index].supposes:
            return False
        person = self._subject(index, spot)
        if person is None or person.role != role:
            return False
        word = self._words[person.first].norm
        if role != "first":
            return True
        if word in self._said["we_words"]:
            return False
        if word in self._said["i_words"]:
            return True
        following = person.last + 1
        if self._only_says(person, index):
            return False
        clauses = self._clauses[max(0, index - 1) : index + 1]
        return (
            any(
                cue.category == "claim_verbs" and cue.first in (following, following + 1)
                for one in clauses
                for cue in one.cues
            )
            or spot - person.last <= 2
        )

    def _only_says(self, person: Person, index: int) -> bool:
        """ "I said SLE, I meant MCTD": what follows is what is said, not what the writer has."""
        cues = self._clauses[index].cues
        return any(cue.category == "belief_verbs" and cue.first == person.last + 1 for cue in cues)

    def _token(self, position: int) -> int:
        return min(bisect_right(self._ends, position), len(self._words) - 1)

    def _child_claims(self, mentions: Sequence[Mention], kinds: Sequence[str], ages: Sequence[AgeSpan]) -> bool:
        """Whether the child is the one of whom a disease or an age is said."""
        spots = [mention.first for mention, kind in zip(mentions, kinds, strict=True) if kind == "condition"]
        spots += [self._token(age.end - 1) for age in ages if age.kind in ("age", "onset", "birth")]
        if any(self._claims(spot, "child") for spot in spots):
            return True
        ages = [age for age in ages if not self._says_own(age)]
        near = [self._token(age.start) for age in ages if age.kind == "age"]
        return any(
            one.role == "child" and any(-1 <= one.first - token <= 4 for token in near)
            for persons in self._persons
            for one in persons
        )

    def _says_own(self, age: AgeSpan) -> bool:
        """Whether "I" stands right before an age: "I am now 31"."""
        token = self._token(age.end - 1)
        index = self._clause_at[token]
        person = None if index is None else self._subject(index, token)
        return person is not None and self._words[person.first].norm in ("i", "im") and token - person.last <= 3

    def _has(self, role: str) -> bool:
        return any(one.role == role for persons in self._persons for one in persons)

    def _gender_of(self, role: str) -> Gender | None:
        genders = [one.gender for persons in self._persons for one in persons if one.role == role and one.gender]
        return genders[0] if genders else None

    def _gender_told(self) -> Gender | None:
        """The gender of the patient; that of a child counts for "the patient" only in the same sentence."""
        pointed = {
            clause.sentence
            for clause, persons in zip(self._clauses, self._persons, strict=True)
            for one in persons
            if one.role == "patient"
        }
        genders = [
            one.gender
            for clause, persons in zip(self._clauses, self._persons, strict=True)
            for one in persons
            if one.role == "child" and one.gender and (not pointed or clause.sentence in pointed)
        ]
        return genders[0] if genders else self._pronoun_gender() or self._gender_of("child")

    def _pronoun_gender(self) -> Gender | None:
        genders = [one.gender for persons in self._persons for one in persons if one.role == "third" and one.gender]
        return genders[0] if genders else None
