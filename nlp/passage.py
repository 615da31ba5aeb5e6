"""The words of one message in their clauses, with the concepts that are named there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from nlp.clauses import clause_of_token
from nlp.lexicon import word_sets
from nlp.spans import Clause, Cue, Mention
from nlp.text import Token


class Passage:
    """A message as the modules for denial, doubt and persons read it.

    `kinds` are the kinds of the `mentions`, one each; `clause_at` the index of each token's clause, None for a mark
    between two; `inside` the mentions of each clause with their kinds; `named` the tokens of all mentions;
    `said` the lists of words of the language's grammar.
    """

    def __init__(
        self,
        folded: str,
        words: Sequence[Token],
        clauses: Sequence[Clause],
        mentions: Sequence[Mention],
        kinds: Sequence[str],
        language: str,
    ) -> None:
        self.folded = folded
        self.words = words
        self.clauses = clauses
        self.mentions = mentions
        self.kinds = kinds
        self.language = language
        self.said = word_sets(language, "grammar")
        self.clause_at = clause_of_token(clauses, len(words))
        self.named = {i for one in mentions for i in range(one.first, one.last + 1)}
        self.inside: list[list[tuple[Mention, str]]] = [[] for _ in clauses]
        for one, kind in zip(mentions, kinds, strict=True):
            if (place := self.clause_at[one.first]) is not None:
                self.inside[place].append((one, kind))
        self._with: dict[str, list[int]] = {}
        for index, clause in enumerate(clauses):
            for category in {cue.category for cue in clause.cues}:
                self._with.setdefault(category, []).append(index)
        self._ends = [word.end for word in words]
        self._sentences: dict[int, tuple[int, int]] = {}

    def norms(self, first: int, last: int) -> list[str]:
        """The words at tokens `first` to `last` (inclusive), without those that lie outside the message."""
        return [word.norm for word in self.words[max(0, first) : last + 1]]

    def places(self, *kinds: str) -> list[int]:
        """The first tokens of the mentions of these kinds."""
        return [one.first for one, kind in zip(self.mentions, self.kinds, strict=True) if kind in kinds]

    def clauses_with(self, category: str) -> Sequence[int]:
        """The indexes of the clauses that have a cue of this category."""
        return self._with.get(category, ())

    def cues_of(self, category: str) -> list[Cue]:
        """The cues of this category, in the order of the text."""
        return [cue for index in self.clauses_with(category) for cue in self.clauses[index].of(category)]

    def names_in(self, clause: Clause) -> bool:
        """Whether a concept is named in a clause."""
        return any(clause.first <= one.first <= clause.last for one in self.mentions)

    def token_at(self, position: int) -> int:
        """The token at or after a character offset."""
        return min(bisect_right(self._ends, position), len(self.words) - 1)

    def span_of(self, clause: Clause) -> tuple[int, int]:
        """The character offsets of a clause."""
        return self.words[clause.first].start, self.words[clause.last].end

    def sentence_span(self, sentence: int) -> tuple[int, int]:
        """The character offsets of a sentence, (0, 0) where there is none of that number."""
        if not self._sentences:
            for clause in self.clauses:
                start, end = self.span_of(clause)
                first, _ = self._sentences.get(clause.sentence, (start, end))
                self._sentences[clause.sentence] = (first, end)
        return self._sentences.get(sentence, (0, 0))
