"""Everybody whom a message speaks of, clause by clause."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from nlp.ages import AgeSpan
from nlp.given_names import Names
from nlp.lexicon import read_words
from nlp.passage import Passage
from nlp.persons import Person, bracketed, family_history, persons_in, speakers
from nlp.writers import kin_writing

_RESULTS = ("measurement", "serology", "treatment")
_POINTED = 2  # tokens from "it's the" to the child
_PAIR = 7  # tokens from one of a pair to the other: "Emma (13) and her best friend"


class Cast:
    """The persons of a message.

    `persons` are those of each clause in order; `kin` the clauses in which a relative or carer writes, with that
    person; `quoted` those that somebody else speaks; `family` those about a family's illnesses; `bracketed` those in
    brackets; `relatives` the cues for relatives. `too` says whether somebody shares an illness, `contrasted` whether
    the writer's own is set apart from a relative's ("mine").
    """

    def __init__(self, passage: Passage, names: Names, ages: Sequence[AgeSpan]) -> None:
        clauses, words = passage.clauses, passage.words
        self.passage = passage
        self.names = names
        self.ages = ages
        self.persons = [persons_in(clause, words, passage.language) for clause in clauses]
        self._add_named()
        shared = [cue for cue in passage.cues_of("too") if not self._is_dated_by_writer(cue.last + 1)]
        self.too = bool(shared) or self._says_not_me()
        self.contrasted = any(word.norm in passage.said["contrasts"] for word in words)
        self.kin = kin_writing(passage)
        for index, one in self.kin.items():
            self.persons[index] = [one, *(other for other in self.persons[index] if other.first > one.last)]
        self.quoted = speakers(clauses, self.persons)
        for index in self.quoted.values():
            self.persons[index] = []
        self._read_own_gender()
        self._read_own_sex()
        self._openers = [tuple(opener) for opener in read_words(passage.language, "grammar")["writer_openers"]]
        self._add_aged()
        self._point_out()
        self.bracketed = bracketed(clauses, words)
        self.family = family_history(clauses, words)
        alone = passage.clauses_with("in_family.alone")
        self.family.update(index for index in passage.clauses_with("in_family") if index not in alone)
        self.relatives = [cue for one in clauses for cue in one.cues if cue.category.startswith("relative_words")]

    def _add_named(self) -> None:
        """The patient and others by their given names, where these are known."""
        if not self.names.patient:
            return
        for clause, persons in zip(self.passage.clauses, self.persons, strict=True):
            for i in range(clause.first, clause.last + 1):
                if role := self.names.role(self.passage.words[i].norm):
                    persons.append(Person(i, i, role, None))
            persons.sort(key=lambda one: one.first)

    def _says_not_me(self) -> bool:
        """Whether the writer says not to share an illness: "not me"."""
        return any(
            one.role == "first" and cue.first <= one.first <= cue.last
            for cue in self.passage.cues_of("not_me")
            for one in self.everybody()
        )

    def _read_own_sex(self) -> None:
        """ "Lupus girl, 20. Got it when I was 15": who opens with no more than that, and goes on with "I", writes."""
        passage = self.passage
        opening = next((one for one in self.persons[0] if one.role == "child"), None) if self.persons else None
        if opening is None or not passage.named.intersection(range(opening.first)):
            return
        before = set(range(opening.first)) - passage.named
        dated = [cue.last + 1 for one in passage.clauses for cue in one.of("too", "anaphora")]
        if not before and any(map(self._is_dated_by_writer, dated)):
            opening.role = "first"

    def _is_dated_by_writer(self, token: int) -> bool:
        """Whether what stands before a token is dated by the writer's own life: "got it when I was 15"."""
        dated = any(cue.first == token for one in self.passage.clauses for cue in one.of("dating"))
        return dated and not self.passage.said["i_am_words"].isdisjoint(self.passage.norms(token, token + 2))

    def _read_own_gender(self) -> None:
        """ "I'm 39, female": a bare gender behind the writer is the writer's."""
        for index in range(1, len(self.persons)):
            clause, before = self.passage.clauses[index], self.persons[index - 1]
            bare = clause.last - clause.first <= 1 and len(self.persons[index]) == 1
            if bare and before and before[-1].role == "first" and clause.opened_by == ",":
                self.persons[index][0].role = "first"

    def _add_aged(self) -> None:
        """ "A 15 yr old with lupus" names a child as "my daughter" does, unless the writer says "I am a 15 yr old"."""
        starts, ends = [word.start for word in self.passage.words], [word.end for word in self.passage.words]
        for age in self.ages:
            first = bisect_right(ends, age.start)
            if age.kind != "age" or not 0 < first < len(ends) or self.says_i_am(first):
                continue
            if self.passage.words[first - 1].norm not in self.passage.said["age_openers"]:
                continue
            last = bisect_left(starts, age.end) - 1
            index = self.passage.clause_at[last]
            near = {place for place in self.passage.clause_at[first : last + 3] if place is not None}
            named = any(first <= one.first <= last + 2 for place in near for one in self.persons[place])
            relative = index is not None and any(
                cue.category.startswith("relative_words") and first <= cue.last <= last
                for cue in self.passage.clauses[index].cues
            )
            if index is not None and not named and not relative:
                self.persons[index].append(Person(last, last, "child", None))
                self.persons[index].sort(key=lambda one: one.first)

    def _point_out(self) -> None:
        """ "I have a daughter, 14, and a son, 12. It's the son": the daughter is a relative of the patient."""
        children = [one for one in self.everybody() if one.role == "child" and one.gender]
        cues = [cue for one in self.passage.clauses for cue in one.of("points_out", "about_somebody")]
        pointed = {one.gender for one in children for cue in cues if 0 < one.first - cue.last <= _POINTED}
        if len(pointed) == 1:
            for one in children:
                one.role = "child" if one.gender in pointed else "relative"

    def says_i_am(self, first: int) -> bool:
        """Whether "I am a" or "as a" stands right before a token."""
        before = tuple(self.passage.norms(first - 3, first - 1))
        return any(before[-len(opener) :] == opener for opener in self._openers)

    def everybody(self) -> Iterator[Person]:
        """All persons in the order of the text."""
        return (one for persons in self.persons for one in persons)

    def has(self, role: str) -> bool:
        """Whether a person of this role is named."""
        return any(one.role == role for one in self.everybody())

    def subject(self, token: int) -> Person | None:
        """The last person named before a token: in its clause, else in the earlier clauses of its sentence."""
        index = self.passage.clause_at[token]
        if index is None:
            return None
        clauses = self.passage.clauses
        for position in range(index, -1, -1):
            if clauses[position].sentence != clauses[index].sentence:
                break
            if position < index and clauses[position + 1].opened_by == "\n":
                break
            if position in self.bracketed and index not in self.bracketed:
                continue
            before = [one for one in self.persons[position] if one.last < token]
            if before:
                return self._sharing(before[-1], token) or before[-1]
        return None

    def _sharing(self, person: Person, token: int) -> Person | None:
        """Who is named before a relative of whom both something is said: "she and her friend both have lupus"."""
        said = self.passage.said
        if person.role != "relative" or said["of_both"].isdisjoint(self.passage.norms(person.last + 1, token - 1)):
            return None
        joined = (
            one
            for one in self.everybody()
            if 0 < person.first - one.last <= _PAIR
            and not said["joining"].isdisjoint(self.passage.norms(one.last + 1, person.first - 1))
        )
        return max(joined, key=lambda one: one.first, default=None)

    def is_of_family(self, index: int, kind: str) -> bool:
        """Whether clause `index` is about the family: results and treatments in a sentence of their own are not."""
        if index not in self.family:
            return False
        sentence = self.passage.clauses[index].sentence
        about = (
            bool(one.of("family_history", "in_family")) or any(person.role == "relative" for person in persons)
            for one, persons in zip(self.passage.clauses, self.persons, strict=True)
            if one.sentence == sentence
        )
        return kind not in _RESULTS or any(about)

    def owns(self, person: Person) -> bool:
        """Whether only something of a person is named ("her sister's age")."""
        word = self.passage.words[person.last]
        following = self.passage.norms(person.last + 1, person.last + 1)
        return word.end - word.start > len(word.norm) and not (following and following[0][:1].isdigit())

    def is_of_writer(self, person: Person) -> bool:
        """Whether a person is called the writer's: "my daughter"."""
        before = self.passage.norms(person.first - 3, person.first - 1)
        return not self.passage.said["our_words"].isdisjoint(before)

    def only_says(self, person: Person, index: int) -> bool:
        """ "I said SLE, I meant MCTD", "I checked, she has it": what follows up to clause `index` is what is told."""
        place = self.passage.clause_at[person.first]
        first = index if place is None else min(place, index)
        clauses = self.passage.clauses[first : index + 1]
        says = any(cue.first == person.last + 1 for one in clauses for cue in one.of("belief_verbs"))
        reports = (cue.first - person.last for one in clauses for cue in one.of("only_reports"))
        return says or any(away in (1, 2) for away in reports)
