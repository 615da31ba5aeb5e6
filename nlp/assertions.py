"""Whether a mention is stated, denied, doubted, or only asked about or supposed."""

from __future__ import annotations

from nlp.asked import Asked
from nlp.clauses import EXCEPTION
from nlp.cue_before import cue_before
from nlp.cue_behind import cue_behind
from nlp.doubted import is_choice, is_questioned
from nlp.left_blank import is_left_blank
from nlp.listed import inherited
from nlp.passage import Passage
from nlp.spans import Clause, Cue, Mention, Polarity

_NAMED_NEAR = 4  # tokens from "no idea about" to what is not known
_ASKED_NEAR = 4  # tokens from "could it be" to what somebody wonders about
_DOUBTABLE = ("condition", "look_alike", "history")


class Assertions:
    """Answers for each mention of a message how it is meant."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._clauses = passage.clauses
        self._asked = Asked(passage)
        self._known: dict[tuple[int, str], Polarity] = {}
        self._polarities: dict[tuple[int, str], Polarity] = {}
        self._reached = 0  # how many of the mentions have their polarity

    def unasserted(self, token: int) -> bool:
        """Whether what stands at the token is asked or supposed, not stated."""
        return self._asked.at(token)

    def denies(self, token: int) -> bool:
        """Whether a negation stands before a token in its clause ("never tested positive")."""
        index = self._passage.clause_at[token]
        if index is None:
            return False
        cues = self._clauses[index].of("negation.before", "negation.far", "not_a_cue")
        before = [cue for cue in cues if cue.last < token]
        return bool(before) and before[-1].category != "not_a_cue"

    def of(self, mention: Mention, kind: str) -> Polarity:
        """How a mention is meant."""
        key = (mention.first, kind)
        if key not in self._known:
            self._known[key] = self._meant(mention, kind)
        return self._known[key]

    def _meant(self, mention: Mention, kind: str) -> Polarity:
        index = self._passage.clause_at[mention.first]
        if is_left_blank(self._passage.folded, mention, kind, self._passage.language):
            return "unasserted"
        if index is None:
            return "present"
        clause = self._clauses[index]
        disease = kind == "condition"
        if disease and self._is_wondered(index, mention):
            return "possible"
        if self.unasserted(mention.first) and not (
            disease and self._asked.is_thought(clause) and self._is_owned(mention)
        ):  # "if her lupus flares, must she stop?": she has lupus
            own = any(0 < mention.first - cue.last <= _ASKED_NEAR for cue in clause.of("self_question"))
            return "possible" if own and disease and not clause.supposes else "unasserted"
        return self._polarity(index, mention, kind)

    def _polarity(self, index: int, mention: Mention, kind: str) -> Polarity:
        """The polarity from the cues round a mention; left to right, as one in a list takes it from the one before."""
        mentions = self._passage.mentions
        while self._reached < len(mentions) and mentions[self._reached].first < mention.first:
            earlier, its_kind = mentions[self._reached], self._passage.kinds[self._reached]
            self._reached += 1
            if (place := self._passage.clause_at[earlier.first]) is not None:
                self._polarity(place, earlier, its_kind)
        key = (mention.first, kind)
        if key not in self._polarities:
            self._polarities[key] = self._from_cues(index, mention, kind)
        return self._polarities[key]

    def _from_cues(self, index: int, mention: Mention, kind: str) -> Polarity:
        clause = self._clauses[index]
        before = cue_before(self._passage, index, mention)
        behind = cue_behind(self._passage, index, mention)
        if kind in ("treatment", "vaccine") and self._is_unknown(clause, mention):
            return "possible"
        if clause.opened_by == EXCEPTION and self._all_but(index):
            return "absent"
        if clause.opened_by == EXCEPTION and behind is not None and behind.category == "negation.after":
            return "possible" if kind in _DOUBTABLE else "present"  # "everything but lupus has been ruled out"
        if kind == "condition" and before is not None and before.category.startswith("negation"):
            before = None if self._is_owned(mention) or self._is_treated(before, mention) else before
        if any(cue is not None and cue.category.startswith("negation") for cue in (before, behind)):
            return "present" if self._excepted(index, kind) or self._was_one(index, mention) else "absent"
        if kind in ("condition", "look_alike") and self._was_something_else(index, mention):
            return "absent"
        if kind in _DOUBTABLE and behind is None and is_questioned(self._passage, clause, mention):
            return "possible"
        if before is None and behind is None:
            said = inherited(self._passage, index, mention, kind, self._polarity)
            return "possible" if said == "present" and is_choice(self._passage, mention, kind) else said
        if kind not in _DOUBTABLE:
            return "present"
        sure = any(mention.last < cue.first <= mention.last + 3 for cue in clause.of("certain"))
        return "present" if sure and behind is None else "possible"

    def _is_wondered(self, index: int, mention: Mention) -> bool:
        """Whether it is still to be found out: "a biopsy to see if it's dermatomyositis"."""
        sentence = self._clauses[index].sentence
        being = self._passage.said["being_words"]
        return any(
            all(word in being for word in self._passage.norms(cue.last + 1, mention.first - 1))
            for clause in self._clauses[max(0, index - 1) : index + 1]
            for cue in clause.of("whether")
            if clause.sentence == sentence and cue.last < mention.first
        )

    def _is_unknown(self, clause: Clause, mention: Mention) -> bool:
        """ "Don't know about thinners": named only to say that it is not known."""
        return any(0 < mention.first - cue.last <= _NAMED_NEAR for cue in clause.of("ignorance"))

    def _all_but(self, index: int) -> bool:
        """Whether an exception is one to a statement about all: "she had all of them except MMR"."""
        if not index:
            return False
        cues = {cue.category for cue in self._clauses[index - 1].cues}
        return "totality" in cues and not any(one.startswith("negation") for one in cues)

    def _excepted(self, index: int, kind: str) -> bool:
        """Whether a denial is followed by an exception without a name: "no clots except a small one in her arm"."""
        if index + 1 == len(self._clauses) or self._clauses[index + 1].opened_by != EXCEPTION:
            return False
        return not any(one_kind == kind for _, one_kind in self._passage.inside[index + 1])

    def _is_owned(self, mention: Mention) -> bool:
        """ "Not on steroids for his MG", "never let her lupus stop her": what somebody owns is there."""
        said = self._passage.said
        word = self._passage.words[mention.first - 1].norm if mention.first else ""
        return word in said["possessives"] or word in said["own_words"]

    def _is_treated(self, denial: Cue, mention: Mention) -> bool:
        """ "No steroids for the lupus at the moment"."""
        words, said = self._passage.words, self._passage.said
        if mention.first - denial.last <= 2 or words[mention.first - 1].norm not in said["definite"]:
            return False
        return words[mention.first - 2].norm in said["owning_prepositions"]

    def _was_one(self, index: int, mention: Mention) -> bool:
        """ "I said no clots but there was one in 2021"."""
        return bool(self._sentence_behind(index, mention, "one_after_all"))

    def _was_something_else(self, index: int, mention: Mention) -> bool:
        """ "They thought it was cancer and it was just a cyst": believed once, and turned out to be something else."""
        believed = any(0 < mention.first - cue.last <= 3 for cue in self._clauses[index].of("believed"))
        turns = self._sentence_behind(index, mention, "turned_out") if believed else []
        return bool(turns) and not any(
            one.concept == mention.concept and one.first > turns[0].first for one in self._passage.mentions
        )

    def _sentence_behind(self, index: int, mention: Mention, category: str) -> list[Cue]:
        """The cues of a category behind a mention in its sentence."""
        sentence = self._clauses[index].sentence
        found: list[Cue] = []
        for clause in self._clauses[index:]:
            if clause.sentence != sentence:
                break
            found += [cue for cue in clause.of(category) if cue.first > mention.last]
        return found
