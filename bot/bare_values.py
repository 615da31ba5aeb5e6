"""Bare numbers and dates: read as if the words of the question stood before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import permutations
from typing import NamedTuple

from bot.bearing import related, timed
from bot.known import known_about
from bot.parts import Part, placed
from bot.plain import bare, plain
from bot.wording import Answers, TrialWords
from nlp.concepts import concepts
from nlp.facts import Fact, Guess, When
from trials.criteria import Criterion
from trials.profile import Profile

Probe = Callable[[str], tuple[Fact, ...]]
_NUMBER = re.compile(r"\d")
_END = re.compile(r"[.,;\n]")  # of the age in "19. on prednisone since May"
_PIECE = re.compile(r"[^\s,;/]+(?:,\d{3}\b)*")


class BareValues(NamedTuple):
    """Reads bare values; `probe` reads words that are not the person's own and leaves no trace in the chat."""

    answers: Answers
    words: TrialWords
    profile: Profile
    probe: Probe

    def numbers(self, criteria: Sequence[Criterion], part: Part) -> tuple[Fact, ...]:
        """Bare numbers as values of the asked measurements, in the order of the question."""
        wanted = self._wanted(criteria)
        pieces = [one for one in _pieces(part) if not self.answers.shares.glue.fullmatch(one.text.lower())]
        numeric = [piece for piece in pieces if _NUMBER.search(piece.text)]
        if len(numeric) <= 1 and wanted and (len(wanted) == 1 or wanted[0] == "age"):
            said = plain(part.text).rstrip(" .!")
            if not (self.answers.number.fullmatch(plain(part.text)) or self.answers.spelled.fullmatch(said)):
                return ()
            return self.valued(wanted[0], part)
        return self._assigned(wanted, pieces)

    def number(self, concept: str, part: Part) -> tuple[Fact, ...]:
        """The only number of a part, which may be said twice, as the value of a concept."""
        pieces = [piece for piece in _pieces(part) if _NUMBER.search(piece.text)]
        return self.valued(concept, pieces[0]) if len({piece.text.strip(".!") for piece in pieces}) == 1 else ()

    def beside(self, criteria: Sequence[Criterion], part: Part, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """Bare numbers beside facts that name what they are ("15 jdm", "30, 28, eGFR 110")."""
        named = {fact.concept for fact in facts}
        wanted = [one for one in self._wanted(criteria) if one not in named]
        spans = [range(fact.start - part.start, fact.end - part.start) for fact in facts]
        pieces = [piece for piece in _pieces(part) if not any(piece.start - part.start in taken for taken in spans)]
        if wanted[:1] != ["age"]:
            return self._assigned(wanted, pieces) if facts else ()
        opening = Part(_END.split(part.text)[0], part.start)
        is_age = opening.text.strip() and self.answers.number.fullmatch(plain(opening.text))
        return self._assigned(["age"], pieces) or (self.valued("age", opening) if is_age else ())

    def _wanted(self, criteria: Sequence[Criterion]) -> list[str]:
        return [concept for one in criteria for concept in self.words.criteria[one.id].numbers]

    def _assigned(self, wanted: Sequence[str], pieces: Sequence[Part]) -> tuple[Fact, ...]:
        """The pieces as values of what is wanted: in that order if it makes sense, else in the only one that does."""
        if len(pieces) == len(wanted) - 1 and wanted[-1] in self.answers.often_left_out:
            wanted = wanted[:-1]
        if not pieces or len(pieces) != len(wanted) or not all(_NUMBER.search(piece.text) for piece in pieces):
            return ()
        orders = permutations(pieces) if set(wanted) & self.answers.usual.keys() else [tuple(pieces)]
        readings = [
            [fact for concept, piece in zip(wanted, order, strict=True) for fact in self.valued(concept, piece)]
            for order in orders
        ]
        sound = [one for one in readings if len(one) == len(wanted) and all(map(self._is_usual, one))]
        return tuple(sound[0]) if sound and (sound[0] == readings[0] or len(sound) == 1) else ()

    def _is_usual(self, fact: Fact) -> bool:
        low, high = self.answers.usual.get(fact.concept, (0.0, float("inf")))
        return isinstance(fact.value, float | int) and low <= fact.value <= high

    def valued(self, concept: str, part: Part) -> tuple[Fact, ...]:
        """A number or result read as if the concept's name stood before it; the quote is the number alone."""
        name = self.answers.value_words[concept] + " "
        facts = self.probe(name + part.text)
        found = next((fact for fact in facts if fact.concept == concept), None)
        if found is None or any(fact.concept != concept for fact in facts):
            return ()  # nothing, or more than a bare number
        start, end = max(found.start - len(name), 0), max(found.end - len(name), 0)
        guesses = tuple(Guess(kind=guess.kind, said=guess.said.removeprefix(name)) for guess in found.guesses)
        return (placed(found.model_copy(update={"guesses": guesses}), part, start, end),)

    def dated(self, criterion: Criterion, part: Part) -> tuple[Fact, ...]:
        """A bare date as the date of what is known without one ("when was the clot?" "in June")."""
        known = known_about(self.profile, criterion)
        undated = [fact for fact in known if fact.assertion == "present" and fact.when is None]
        when = self.when(criterion, part, undated) if undated else None
        if when is None:
            return ()
        return tuple(placed(fact.model_copy(update={"when": when}), part, 0, len(part.text)) for fact in undated)

    def happened(self, criterion: Criterion, part: Part) -> tuple[Fact, ...]:
        """A bare date as the date of what was asked about ("a clot in the past 3 months?" "3 weeks ago")."""
        word = self.words.criteria[criterion.id].dates
        facts = self.probe(f"{word} {part.text}") if word else ()
        events = (fact for fact in facts if fact.when and timed(fact.concept, criterion))
        return tuple(placed(fact, part, 0, len(part.text)) for fact in events)

    def when(self, criterion: Criterion, part: Part, about: Sequence[Fact] = ()) -> When | None:
        """The date in an answer about a thing that happened, where the criterion is about one.

        With `about`, only a date of these: the 2016 of "had a dvt in 2016" is not when the lupus began.
        """
        word = self.words.criteria[criterion.id].dates
        dated = [fact for fact in self.probe(f"{word} {part.text}") if fact.when] if word is not None else []
        if about:
            dated = [fact for fact in dated if any(self._is_date_of(fact, one, part) for one in about)]
        return next((fact.when for fact in dated), None)

    def _is_date_of(self, dated: Fact, known: Fact, part: Part) -> bool:
        """Whether the date of a fact is one of what is known: an illness began only where the words say no less."""
        if concepts()[known.concept].kind != "condition":
            return related(dated.concept, known.concept)
        began = self.answers.began.search(plain(part.text)) or self.answers.date_alone.fullmatch(
            bare(part.text, self.answers)
        )
        return bool(began) and concepts()[dated.concept].kind == "condition"


def _pieces(part: Part) -> list[Part]:
    return [Part(match.group(), part.start + match.start()) for match in _PIECE.finditer(part.text)]
