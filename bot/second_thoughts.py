"""What a message does to what was told before: dates it, sets it right, takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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


class SecondThoughts(NamedTuple):
    """Reads a message as a word on what was told before.

    `read` are the facts of the message itself; `doubted` those of which the chat has just asked which is wrong,
    `withdrawn` those that were just taken back; `named` tells the concepts that words name.
    """

    light: Light
    cues: Corrections
    criteria: tuple[Criterion, ...]
    asked: tuple[Criterion, ...]
    read: tuple[Fact, ...]
    doubted: tuple[Fact, ...]
    withdrawn: tuple[Fact, ...]
    named: Callable[[str], tuple[str, ...]]
    today: date
    language: str

    def change(self, text: str, is_answer: bool) -> Change:
        """What changes; `is_answer`: the words answer the open question."""
        said, told = plain(text), self._told()
        if self.doubted and (gone := self._chosen(text)):
            return Change(gone=gone)
        if not told:
            return Change()
        if self.cues.takes_back.search(said):
            return self._taken_back(text, told)
        sets_right = self.cues.sets_right.search(said) and not self.cues.adds.search(said)
        if sets_right and (gone := self._of_others(told) or self._replaced(said, told)):
            return Change(gone=gone)
        if any(fact.subject == "patient" for fact in self.read):
            return Change()
        if sets_right and "?" not in text and (gone := self._named_in(text, told)):
            return Change(gone=gone)  # "actually not sure about TB": no more is known of it than before
        change = self._dated(text, told)
        if change is None and not is_answer:
            change = self._renumbered(text, told) or self._in_its_light(text, told)
        return change or Change()

    def _told(self) -> tuple[Fact, ...]:
        """The facts of the last message that told any."""
        said = self.light.profile.statements
        return tuple(dict.fromkeys(one.fact for one in said if one.turn == said[-1].turn))

    def _chosen(self, text: str) -> tuple[Fact, ...]:
        alone = bare(text, self.light.answers)
        if self.cues.all.fullmatch(alone) or (_are_one(self.doubted) and self.light.answers.yes.fullmatch(alone)):
            return self.doubted
        named = self._named_in(text, self.doubted)
        return named or tuple(
            fact for fact in self.doubted if any(related(fact.concept, one.concept) for one in self.read)
        )

    def _taken_back(self, text: str, told: tuple[Fact, ...]) -> Change:
        if gone := self._of_others(told) or self._replaced(plain(text), told):
            return Change(gone=gone)
        if change := self._renumbered(text, told) or self._dated(text, told):
            return change
        if gone := self._named_in(text, told):
            return Change(gone=gone)
        if any(fact.subject == "patient" for fact in self.read):
            return Change()  # a story in which something was wrong
        return Change(gone=told) if _are_one(told) else Change(which=told)

    def _named_in(self, text: str, told: Iterable[Fact]) -> tuple[Fact, ...]:
        names = self.named(text)
        return tuple(fact for fact in told if any(related(fact.concept, one) for one in names))

    def _of_others(self, told: Iterable[Fact]) -> tuple[Fact, ...]:
        """What the message says of somebody else instead."""
        others = [fact.concept for fact in self.read if fact.subject == "other"]
        return tuple(fact for fact in told if any(related(fact.concept, one) for one in others))

    def _replaced(self, said: str, told: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """What the facts of the message stand for: the same concept, or the only one of its kind."""
        own = [fact for fact in self.read if fact.subject == "patient"]
        if same := tuple(fact for fact in told if any(_corrects(one, fact) for one in own)):
            return same
        kinds = {_kind(one.concept) for one in own} if self.cues.instead.search(said) else set()
        alike = tuple(fact for fact in told if _kind(fact.concept) in kinds)
        return alike if len({fact.concept for fact in alike}) == 1 else ()

    def _dated(self, text: str, told: tuple[Fact, ...]) -> Change | None:
        """A bare date dates the event told last, or the results told last."""
        when = self._date_alone(text)
        old = (self._event(told) or self._results(text, told)) if when else ()
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

    def _event(self, told: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """The event of the last message, else the last one told that has no date."""
        known = (one.fact for one in self.light.profile.statements)
        events = [fact for fact in known if fact.assertion == "present" and self._is_timed(fact)]
        newest = self.light.profile.newest
        undated = [fact for fact in events if newest(fact.concept) == fact and fact.when is None]
        if any(
            self._takes_date(one) for one in self.asked
        ):  # the date is the answer, where it is not of what was asked
            undated = [fact for fact in undated if any(timed(fact.concept, one) for one in self.asked)]
        last = [fact for fact in events if fact in told]
        return tuple((last or undated)[-1:])

    def _takes_date(self, criterion: Criterion) -> bool:
        words = self.light.words.criteria[criterion.id]
        return words.dates is not None or _AGE in words.numbers

    def _results(self, text: str, told: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """The results and diseases of the last message, where the words point back to them."""
        points_back = self.cues.of_it.search(plain(text)) or self.cues.sets_right.search(plain(text))
        dated = (one for one in told if is_dated(one.concept) or (one.when and _kind(one.concept) == "condition"))
        return tuple(dated) if points_back else ()

    def _is_timed(self, fact: Fact) -> bool:
        return any(timed(fact.concept, criterion) for criterion in self.criteria)

    def _renumbered(self, text: str, told: tuple[Fact, ...]) -> Change | None:
        """A bare number sets the number told last right."""
        said = plain(text)
        words = self.light.answers.value_words
        numbers = [fact for fact in told if fact.concept in words and isinstance(fact.value, float | int)]
        if self.cues.at_age.search(said):
            numbers = [fact for fact in numbers if fact.concept == _ONSET]
        elif not (self.cues.sets_right.search(said) or self.cues.takes_back.search(said)):
            numbers = [] if self._wants_numbers() else [fact for fact in numbers if fact.concept != _AGE]
        left = self.cues.beside.sub(" ", said).strip(" ,.;:!-")
        if not numbers or not self.light.answers.number.fullmatch(left):
            return None
        if len(numbers) > 1:
            return Change(which=tuple(numbers))
        new = self.light.values.number(numbers[0].concept, Part(text, 0))
        return Change(new, (numbers[0],)) if new else None

    def _wants_numbers(self) -> bool:
        return any(self.light.words.criteria[one.id].numbers for one in self.asked)

    def _in_its_light(self, text: str, told: tuple[Fact, ...]) -> Change | None:
        """Words that say something only because of what was told last ("negative now", "she will after all")."""
        whole, spoken_of = Part(text, 0), (*told, *self.withdrawn)
        about = frozenset(one for fact in spoken_of for one in ancestors(fact.concept))
        tests = dict.fromkeys(fact.concept for fact in spoken_of if _kind(fact.concept) == "serology")
        facts = self.light.context(about, whole, (), alone=True)
        if self.cues.result.fullmatch(" ".join(self.cues.beside.sub(" ", bare(text, self.light.answers)).split())):
            facts = tuple(fact for one in tests for fact in self.light.values.valued(one, whole))
        elif any(new.assertion != old.assertion for new in facts for old in told if related(new.concept, old.concept)):
            turns = self.cues.after_all.search(plain(text)) or self.cues.sets_right.search(plain(text))
            facts = facts if turns else ()
        if facts:
            return Change(facts)
        return Change(which=told) if self.cues.sets_right.search(plain(text)) and _are_one(told) else None


def _are_one(facts: Sequence[Fact]) -> bool:
    """Whether the facts are about one thing: one concept, or the same words."""
    first = facts[0]
    return all(one.concept == first.concept or (one.start < first.end and first.start < one.end) for one in facts)


def _corrects(new: Fact, old: Fact) -> bool:
    """Whether a fact says of the same thing something else than before; an older result takes no newer one's place."""
    says_more = new.value is not None or new.when is not None or new.assertion != old.assertion
    is_older = is_dated(new.concept) and new.when is not None and new.when.end != (old.when.end if old.when else None)
    return related(new.concept, old.concept) and says_more and not is_older


def _kind(concept: str) -> str:
    kind = concepts()[concept].kind
    return _ALIKE.get(kind, kind)
