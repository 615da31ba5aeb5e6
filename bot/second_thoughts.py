"""What a message does to what was told before: sets it right, takes it back, or adds to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from bot.afterthoughts import Afterthoughts, Change, are_one, kind
from bot.bearing import related
from bot.light import Light
from bot.plain import bare, plain
from bot.redated import Redating
from bot.wording import Corrections
from nlp.concepts import concepts
from nlp.condition_facts import is_loose
from nlp.facts import Fact
from trials.criteria import Criterion
from trials.profile import is_dated


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
        if change := self._redating(told).change(text):
            return change
        if self.cues.takes_back.search(said):
            return self._taken_back(text, told)
        sets_right = self.cues.sets_right.search(said) and not self.cues.adds.search(said)
        if sets_right and (gone := self._of_others(told) or self._replaced(said, told)):
            return Change(gone=gone)
        if not self.cues.adds.search(said) and (gone := self._narrowed()):
            return Change(gone=gone)
        if any(fact.subject == "patient" for fact in self.read):
            return Change()
        if sets_right and "?" not in text and (gone := self._named_in(text, told)):
            return Change(gone=gone)  # "actually not sure about TB": no more is known of it than before
        if any(fact.subject == "other" for fact in self.read):
            return Change()  # "his cousin has active TB right now" says no more of his own
        after = self._after(told)
        change = after.dated(text)
        if change is None and not is_answer:
            change = after.numbered(text) or after.in_its_light(text)
        return change or Change()

    def _after(self, told: tuple[Fact, ...]) -> Afterthoughts:
        return Afterthoughts(
            self.light, self.cues, self.criteria, self.asked, told, self.withdrawn, self.today, self.language
        )

    def _redating(self, told: tuple[Fact, ...]) -> Redating:
        return Redating(self.light, self.cues, told, self.read, self.named, self.today, self.language)

    def _told(self) -> tuple[Fact, ...]:
        """The facts of the last message that told any."""
        said = self.light.profile.statements
        return tuple(dict.fromkeys(one.fact for one in said if one.turn == said[-1].turn))

    def _chosen(self, text: str) -> tuple[Fact, ...]:
        alone = bare(text, self.light.answers)
        if self.cues.all.fullmatch(alone) or (are_one(self.doubted) and self.light.answers.yes.fullmatch(alone)):
            return self.doubted
        named = self._named_in(text, self.doubted)
        return named or tuple(
            fact for fact in self.doubted if any(related(fact.concept, one.concept) for one in self.read)
        )

    def _taken_back(self, text: str, told: tuple[Fact, ...]) -> Change:
        if gone := self._of_others(told) or self._replaced(plain(text), told):
            return Change(gone=gone)
        after = self._after(told)
        if change := after.numbered(text) or after.dated(text):
            return change
        if gone := self._named_in(text, told):
            return Change(gone=gone)
        if any(fact.subject == "patient" for fact in self.read):
            return Change()  # a story in which something was wrong
        if guessed := tuple(fact for fact in told if fact.guesses):
            return Change(gone=guessed)  # what was read into the words goes first, and is asked anew
        return Change(gone=told) if are_one(told) else Change(which=told)

    def _named_in(self, text: str, told: Iterable[Fact]) -> tuple[Fact, ...]:
        names = self.named(text)
        return tuple(fact for fact in told if any(related(fact.concept, one) for one in names))

    def _narrowed(self) -> tuple[Fact, ...]:
        """Diseases told by a loose name, of which the message says which one it is: "the discoid kind of lupus"."""
        present = {fact.concept for fact in self.read if fact.subject == "patient" and fact.assertion == "present"}
        meant = {concepts()[one].narrows for one in present} - present
        told = (self.light.profile.newest(one) for one in meant if one)
        return tuple(
            fact for fact in told if fact and fact.assertion == "present" and is_loose(fact.quote, self.language)
        )

    def _of_others(self, told: Iterable[Fact]) -> tuple[Fact, ...]:
        """What the message says of somebody else instead."""
        others = [fact.concept for fact in self.read if fact.subject == "other"]
        return tuple(fact for fact in told if any(related(fact.concept, one) for one in others))

    def _replaced(self, said: str, told: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """What the facts of the message stand for: the same concept, or the only one of its kind."""
        own = [fact for fact in self.read if fact.subject == "patient"]
        if same := tuple(fact for fact in told if any(_corrects(one, fact) for one in own)):
            return same
        kinds = {kind(one.concept) for one in own} if self.cues.instead.search(said) else set()
        alike = tuple(fact for fact in told if kind(fact.concept) in kinds)
        return alike if len({fact.concept for fact in alike}) == 1 else ()


def _corrects(new: Fact, old: Fact) -> bool:
    """Whether a fact says of the same thing something else than before; a dated result stands beside the others."""
    says_more = new.value is not None or new.when is not None or new.assertion != old.assertion
    has_own_date = (
        is_dated(new.concept) and new.when is not None and new.when.end != (old.when.end if old.when else None)
    )
    return related(new.concept, old.concept) and says_more and not has_own_date
