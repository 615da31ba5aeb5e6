"""Bare numbers and dates: read as if the words of the question stood before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.known import known_about
from bot.parts import Part, placed
from bot.plain import plain
from bot.wording import Answers, TrialWords
from nlp.facts import Fact, Guess, When
from trials.criteria import Criterion
from trials.profile import Profile

Probe = Callable[[str], tuple[Fact, ...]]
_NUMBER = re.compile(r"\d")
_PIECE = re.compile(r"[^\s,;/]+(?:,\d{3}\b)*")


class BareValues(NamedTuple):
    """Reads bare values; `probe` reads words that are not the person's own and leaves no trace in the chat."""

    answers: Answers
    words: TrialWords
    profile: Profile
    probe: Probe

    def numbers(self, criteria: Sequence[Criterion], part: Part) -> tuple[Fact, ...]:
        """Bare numbers as values of the asked measurements, in the order of the question."""
        wanted = [concept for one in criteria for concept in self.words.criteria[one.id].numbers]
        pieces = [Part(match.group(), match.start()) for match in _PIECE.finditer(part.text)]
        numeric = [piece for piece in pieces if _NUMBER.search(piece.text)]
        if len(numeric) <= 1 and wanted and (len(wanted) == 1 or wanted[0] == "age"):
            if not self.answers.number.fullmatch(plain(part.text)):
                return ()
            return self._valued(wanted[0], part)
        if not numeric or len(numeric) != len(wanted) or len(numeric) != len(pieces):
            return ()
        return tuple(
            fact for concept, piece in zip(wanted, numeric, strict=True) for fact in self._valued(concept, piece)
        )

    def _valued(self, concept: str, part: Part) -> tuple[Fact, ...]:
        """A number read as if the concept's name stood before it; quote and offsets are those of the number."""
        name = self.answers.number_words[concept] + " "
        found = next((fact for fact in self.probe(name + part.text) if fact.concept == concept), None)
        if found is None:
            return ()
        start, end = max(found.start - len(name), 0), max(found.end - len(name), 0)
        guesses = tuple(Guess(kind=guess.kind, said=guess.said.removeprefix(name)) for guess in found.guesses)
        return (placed(found.model_copy(update={"guesses": guesses}), part, start, end),)

    def dated(self, criterion: Criterion, part: Part) -> tuple[Fact, ...]:
        """A bare date as the date of what is known without one ("when was the clot?" "in June")."""
        known = known_about(self.profile, criterion)
        undated = [fact for fact in known if fact.assertion == "present" and fact.when is None]
        when = self.when(criterion, part) if undated else None
        if when is None:
            return ()
        return tuple(placed(fact.model_copy(update={"when": when}), part, 0, len(part.text)) for fact in undated)

    def when(self, criterion: Criterion, part: Part) -> When | None:
        """The date in an answer about a thing that happened, where the criterion is about one."""
        word = self.words.criteria[criterion.id].dates
        if word is None:
            return None
        return next((fact.when for fact in self.probe(f"{word} {part.text}") if fact.when), None)
