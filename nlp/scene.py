"""All that was found in one message, for the modules that make facts of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nlp.ages import AgeSpan
from nlp.assertions import Assertions
from nlp.concepts import Concept
from nlp.facts import Fact
from nlp.passage import Passage
from nlp.spans import Clause, Cue, DateSpan, Mention, Number
from nlp.subjects import Subjects
from nlp.text import Token

TARGETS = frozenset({"sle", "dermatomyositis", "myasthenia_gravis", "aav"})  # the diseases whose onset matters


@dataclass(slots=True)
class Scene:
    """One message taken apart.

    `kinds` are the kinds of the `mentions`, one each; `spoken` the concepts that earlier messages of the chat named.
    """

    text: str
    folded: str
    words: Sequence[Token]
    mentions: Sequence[Mention]
    kinds: Sequence[str]
    cues: Sequence[Cue]
    clauses: Sequence[Clause]
    dates: Sequence[DateSpan]
    ages: Sequence[AgeSpan]
    numbers: Sequence[Number]
    passage: Passage
    assertions: Assertions
    subjects: Subjects
    concepts: Mapping[str, Concept]
    spoken: Sequence[str]
    language: str
    today: date
    _by_category: dict[str, list[Cue]] = field(default_factory=lambda: defaultdict(list), init=False)
    _by_sentence: dict[int, list[Clause]] = field(default_factory=lambda: defaultdict(list), init=False)

    @property
    def said(self) -> Mapping[str, frozenset[str]]:
        """The lists of words of the language's grammar."""
        return self.passage.said

    def cues_of(self, *categories: str) -> list[Cue]:
        """The cues of these categories, in the order of the categories and of the text."""
        if not self._by_category:
            for cue in self.cues:
                self._by_category[cue.category].append(cue)
        return [cue for category in categories for cue in self._by_category.get(category, ())]

    def fact(self, concept: str, start: int, end: int, **more: Any) -> Fact:
        """A fact with its code and with the words between two offsets as its quote."""
        code = self.concepts[concept].code
        return Fact(concept=concept, quote=self.text[start:end], start=start, end=end, code=code, **more)

    def token_at(self, position: int) -> int:
        """The token at or after a character offset."""
        return self.passage.token_at(position)

    def clause_of(self, mention: Mention) -> Clause | None:
        """The clause that holds a mention."""
        index = self.passage.clause_at[mention.first]
        return None if index is None else self.clauses[index]

    def sentence_of(self, mention: Mention) -> int:
        """The number of the sentence that holds a mention, -1 for none."""
        clause = self.clause_of(mention)
        return -1 if clause is None else clause.sentence

    def clauses_in(self, sentence: int) -> list[Clause]:
        """The clauses of a sentence."""
        if not self._by_sentence:
            for clause in self.clauses:
                self._by_sentence[clause.sentence].append(clause)
        return self._by_sentence.get(sentence, [])

    def in_sentence(self, position: int, sentence: int) -> bool:
        """Whether a character offset lies in a sentence."""
        start, end = self.passage.sentence_span(sentence)
        return start <= position < end

    def clause_cues(self, mention: Mention, category: str) -> list[Cue]:
        """The cues of a category in the mention's clause."""
        clause = self.clause_of(mention)
        return [] if clause is None else list(clause.of(category))

    def sentence_cues(self, mention: Mention, category: str) -> list[Cue]:
        """The cues of a category in the mention's sentence."""
        clauses = self.clauses_in(self.sentence_of(mention))
        return [cue for clause in clauses for cue in clause.of(category)]

    def is_other(self, mention: Mention, kind: str) -> bool:
        """Whether a mention is about somebody who is not the patient."""
        return self.subjects.is_other(mention.first, kind)

    def last_test(self) -> str:
        """The laboratory or infection test that earlier messages spoke of last; empty for none."""
        tests = (one for one in reversed(self.spoken) if self.concepts[one].kind in ("measurement", "serology"))
        return next(tests, "")

    def corrects(self) -> bool:
        """Whether the message says that something said before was wrong."""
        return bool(self.cues_of("correction"))
