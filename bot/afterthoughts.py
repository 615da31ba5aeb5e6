"""Bare words on what was told last: a date, a number, a result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.bearing import related, timed
from bot.light import Light
from bot.parts import Part, placed
from bot.plain import bare, plain
from bot.wording import Corrections
from nlp.concepts import ancestors, concepts
from nlp.dates import find_dates
from nlp.facts import Fact, When
from nlp.text import fold
from trials.criteria import Criterion
from trials.profile import is_dated

# kinds of which one may stand where another was meant ("lupus", "sorry i mean JIA")
_ALIKE = {"look_alike": "condition"}
_AGE, _ONSET = "age", "onset_age"


class Change(NamedTuple):
    """New `facts`, and those before that are `gone`; `which`: facts of which one is wrong, nobody knows which."""

    facts: tuple[Fact, ...] = ()
    gone: tuple[Fact, ...] = ()
    which: tuple[Fact, ...] = ()


class Afterthoughts(NamedTuple):
    """Reads bare words as words on what was told last.

    `told` are the facts of the last message that told any, `withdrawn` those that were just taken back.
    """

    light: Light
    cues: Corrections
    criteria: tuple[Criterion, ...]
    asked: tuple[Criterion, ...]
    told: tuple[Fact, ...]
    withdrawn: tuple[Fact, ...]
    today: date
    language: str

    def dated(self, text: str) -> Change | None:
        """A bare date dates the event told last, or the results told last."""
        when = self._date_alone(text)
        old = (self._event() or self._results(text)) if when else ()
        whole = Part(text, 0)
        new = tuple(placed(fact.model_copy(update={"when": when}), whole, 0, len(text)) for fact in old)
        return Change(new, old) if old else None

    def _date_alone(self, text: str) -> When | None:
        """The date that the message is, where it says nothing else."""
        folded = fold(text)
        spans = find_dates(folded, self.language, self.today)
        if len(spans) != 1 or spans[0].first > self.today:
            return None
        left = plain(folded[: spans[0].start] + " " + folded[spans[0].end :])
        if any(character.isalnum() for character in self.cues.beside.sub(" ", left)):
            return None
        return When(start=spans[0].first, end=None if spans[0].since else min(spans[0].last, self.today))

    def _event(self) -> tuple[Fact, ...]:
        """The event of the last message, else the last one told that has no date."""
        known = (one.fact for one in self.light.profile.statements)
        events = [fact for fact in known if fact.assertion == "present" and self._is_timed(fact)]
        newest = self.light.profile.newest
        undated = [fact for fact in events if newest(fact.concept) == fact and fact.when is None]
        if any(self._takes_date(one) for one in self.asked):  # then it is the date of what was asked about
            undated = [fact for fact in undated if any(timed(fact.concept, one) for one in self.asked)]
        last = [fact for fact in events if fact in self.told]
        return tuple((last or undated)[-1:])

    def _takes_date(self, criterion: Criterion) -> bool:
        words = self.light.words.criteria[criterion.id]
        return words.dates is not None or _AGE in words.numbers

    def _results(self, text: str) -> tuple[Fact, ...]:
        """The results and diseases of the last message, where the words point back to them."""
        points_back = self.cues.of_it.search(plain(text)) or self.cues.sets_right.search(plain(text))
        dated = (one for one in self.told if is_dated(one.concept) or (one.when and kind(one.concept) == "condition"))
        return tuple(dated) if points_back else ()

    def _is_timed(self, fact: Fact) -> bool:
        return any(timed(fact.concept, criterion) for criterion in self.criteria)

    def numbered(self, text: str) -> Change | None:
        """A bare number sets the number told last right."""
        said = plain(text)
        words = self.light.answers.value_words
        numbers = [fact for fact in self.told if fact.concept in words and isinstance(fact.value, float | int)]
        if self.cues.at_age.search(said):
            numbers = [fact for fact in numbers if fact.concept == _ONSET]
        elif not (self.cues.sets_right.search(said) or self.cues.takes_back.search(said)):
            numbers = [] if self._wants_numbers() else [fact for fact in numbers if fact.concept != _AGE]
        left = self.cues.beside.sub(" ", said).strip(" ,.;:!-")
        left = " ".join(
            dict.fromkeys(word for piece in left.split() if (word := piece.strip(",.;:!-")))
        )  # "16. I was 16."
        if not numbers or not self.light.answers.number.fullmatch(left):
            return None
        if len(numbers) > 1:
            return Change(which=tuple(numbers))
        new = self.light.values.number(numbers[0].concept, Part(text, 0))
        return Change(new, (numbers[0],)) if new else None

    def _wants_numbers(self) -> bool:
        return any(self.light.words.criteria[one.id].numbers for one in self.asked)

    def in_its_light(self, text: str) -> Change | None:
        """Words that say something only because of what was told last ("negative now", "she will after all")."""
        whole, spoken_of = Part(text, 0), (*self.told, *self.withdrawn)
        about = frozenset(one for fact in spoken_of for one in ancestors(fact.concept))
        tests = dict.fromkeys(fact.concept for fact in spoken_of if kind(fact.concept) == "serology")
        facts = self.light.context(about, whole, (), alone=True)
        if self.cues.result.fullmatch(" ".join(self.cues.beside.sub(" ", bare(text, self.light.answers)).split())):
            facts = tuple(fact for one in tests for fact in self.light.values.valued(one, whole))
        elif any(
            new.assertion != old.assertion for new in facts for old in self.told if related(new.concept, old.concept)
        ):
            turns = self.cues.after_all.search(plain(text)) or self.cues.sets_right.search(plain(text))
            facts = facts if turns else ()
        if facts:
            return Change(facts)
        return Change(which=self.told) if self.cues.sets_right.search(plain(text)) and are_one(self.told) else None


def are_one(facts: Sequence[Fact]) -> bool:
    """Whether the facts are about one thing: one concept, or the same words."""
    first = facts[0]
    return all(one.concept == first.concept or (one.start < first.end and first.start < one.end) for one in facts)


def kind(concept: str) -> str:
    """The kind of a concept; what may be mistaken for one another is of one kind."""
    own = concepts()[concept].kind
    return _ALIKE.get(own, own)
