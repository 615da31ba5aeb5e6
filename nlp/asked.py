"""What a message asks or supposes, and so does not state."""

from __future__ import annotations

from nlp.passage import Passage
from nlp.spans import Clause

_TAG_ENDS = frozenset(">])")


class Asked:
    """Tells of any token whether what stands there is asked or supposed. Marks questions without a question's words."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._clauses = passage.clauses
        self._mark_questions()
        self._injected = {self._clauses[index].sentence for index in passage.clauses_with("injection")}
        self._true = {self._clauses[index].sentence for index in passage.clauses_with("true_story")}
        self._whole = bool(passage.clauses_with("whole_message_hypothetical"))

    def at(self, token: int) -> bool:
        """Whether what stands at the token is asked or supposed, not stated."""
        index = self._passage.clause_at[token]
        if index is None:
            return False
        clause = self._clauses[index]
        if self._whole or self._is_injected(clause):
            return True
        if clause.supposes:
            if clause.sentence + 1 in self._true:
                return False  # "imagine being 14 with lupus. That's my kid."
            supposing = clause.of("hypothetical")
            if not supposing or any(cue.first < token for cue in supposing):
                return True
        if self._is_of_people(clause, token):
            return True
        if not clause.asks or any(token < cue.first for cue in clause.of("question")):
            return False
        return not self._presupposed(clause, token)

    def is_thought(self, clause: Clause) -> bool:
        """Whether a clause by itself supposes something, in a message that tells of somebody."""
        return clause.supposes and not self._whole and not self._is_injected(clause)

    def _mark_questions(self) -> None:
        """ "is MPA covered", "you treat lupus?", and "lupus?" behind another question."""
        starts = set(self._passage.places("condition"))
        asked = 0
        for place, clause in enumerate(self._clauses):
            opens = not place or self._clauses[place - 1].sentence != clause.sentence
            named = clause.first + 1 in starts and opens
            if named and any(cue.first == clause.first for cue in clause.of("question_verbs")):
                clause.asks = True
            said = self._passage.norms(clause.first, clause.last)
            treat = clause.of("you_treat")
            leading = said[: treat[0].first - clause.first] if treat else []
            if treat and opens and all(word in self._passage.said["plain_openers"] for word in leading):
                clause.asks = True
            alone = clause.first in starts and said[-1] == "?" and not clause.verb and len(said) <= 4
            if alone and opens and asked and asked == clause.sentence - 1:
                clause.asks = True
            if clause.asks:
                asked = clause.sentence

    def _is_injected(self, clause: Clause) -> bool:
        """Whether a clause orders the program about; behind the tag that ends it somebody may tell of illness."""
        if clause.sentence not in self._injected:
            return False
        return not any(
            one.opened_by in _TAG_ENDS
            and any(
                cue.first == one.first and cue.category.startswith(("first_person", "third_person")) for cue in one.cues
            )
            for one in self._clauses
            if one.sentence == clause.sentence and one.first <= clause.first
        )

    def _is_of_people(self, clause: Clause, token: int) -> bool:
        """Whether people in general are spoken of: "kids with lupus", but not "mom of a kid with lupus"."""
        if any(0 < cue.first - token <= 4 for cue in clause.of("generic_after")):
            return True
        roles = {cue.last for cue in clause.of("writer_roles")}
        words, counted = self._passage.words, self._passage.said["counted"]
        return any(
            cue.first < token
            and cue.first - 1 not in roles
            and (not cue.first or words[cue.first - 1].norm not in counted)
            for cue in clause.of("generic_people")
        )

    def _presupposed(self, clause: Clause, token: int) -> bool:
        """In a question, "her lupus" and "my son with lupus" still state what they name."""
        said = self._passage.said
        for position in range(token - 1, max(token - 4, clause.first - 1), -1):
            word = self._passage.words[position].norm
            if word in said["possessives"]:
                return True
            if word in said["with_words"]:
                return any(
                    cue.category.startswith(("child_words", "first_person")) and cue.first < position
                    for cue in clause.cues
                )
        return False
