"""A message read in the light of the open question: facts as said, and what a short answer states besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.bearing import concepts_of
from bot.light import Light, bearing
from bot.one_answer import Answer, answer, spoken_of, without_stray_age
from bot.parts import Part, moved
from bot.plain import bare, plain
from bot.shares import Share, Sharer
from nlp.facts import Fact
from trials.criteria import Criterion


class Heard(NamedTuple):
    """What was heard: all facts, and those of them that only answer the question.

    `answered`: the open question was taken up; `speaks`: if not, the words may still have been meant as an answer;
    `unclear` are criteria whose number made no sense; `which` is a "yes" to several things at once; `left` are asked
    criteria that the answer passed over; `vague` those to which it is a yes that leaves open what there is;
    `doubted` those of which it says that something is not known.
    """

    facts: tuple[Fact, ...]
    answers: tuple[Fact, ...] = ()
    answered: bool = False
    speaks: bool = False
    unclear: tuple[str, ...] = ()
    which: bool = False
    left: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()


class Listener(NamedTuple):
    """Reads answers to the questions about the asked criteria."""

    asked: tuple[Criterion, ...]
    light: Light

    def hear(self, text: str) -> Heard:
        """The facts of a message, with those that it states only as an answer; offsets are those of the message."""
        whole, sharer = Part(text, 0), Sharer(self.asked, self.light)
        if not self.asked:
            return Heard(self.light.facts(text, ()), speaks=self._speaks(text))
        if len(self.asked) == 1:
            shares = sharer.but_for(whole) or [Share(self.asked[0], whole, "words")]
            return self._shared(text, shares)
        if (heard := self._alike(whole)) is not None:
            return heard
        shares = sharer.shares(text)
        return self._shared(text, shares) if shares else self._unaligned(whole)

    def _alike(self, whole: Part) -> Heard | None:
        """One word for several questions: a bare no holds for all, a bare yes for none in particular."""
        cues, words = self.light.answers, bare(whole.text, self.light.answers)
        if cues.no.fullmatch(words):
            return self._shared(whole.text, [Share(one, whole, "no") for one in self.asked])
        if cues.yes.fullmatch(words):
            if not cues.yes_to_all.fullmatch(words) and not all(one.id.startswith("I") for one in self.asked):
                return Heard((), which=True)
            return self._shared(whole.text, [Share(one, whole, "yes") for one in self.asked])
        return Heard((), answered=True) if cues.unsure.whole.fullmatch(words) else None

    def _shared(self, text: str, shares: Sequence[Share]) -> Heard:
        """What the shares of an answer say, each about its own question."""
        given = [(share, self._answer(share)) for share in shares]
        told = _once(fact for _, one in given for fact in one.told)
        facts = _once([*(fact for _, one in given for fact in one.read), *told])
        unclear = tuple(share.criterion.id for share, one in given if one.unclear and share.criterion)
        vague = tuple(share.criterion.id for share, one in given if one.vague and share.criterion)
        doubted = tuple(share.criterion.id for share in shares if share.criterion and self._doubts(share.part.text))
        if len(self.asked) == 1:
            is_vague = bool(vague) and not facts
            done = (bool(told) or self._addressed(facts, text)) and not unclear and not is_vague
            return Heard(facts, told, done, self._speaks(text) and not facts, unclear, is_vague, (), vague, doubted)
        settled = {share.criterion.id for share, one in given if share.criterion and self._is_settled(share, one)}
        left = tuple(one.id for one in self.asked if one.id not in settled)
        return Heard(facts, told, not unclear, False, unclear, False, left, vague, doubted)

    def _answer(self, share: Share) -> Answer:
        criterion, part = share.criterion, share.part
        if criterion is None:
            return Answer(tuple(moved(fact, part.start) for fact in self.light.read(part.text, ())))
        if share.kind == "words":
            return answer(criterion, part, self.light)
        if share.kind == "yes":
            told = self.light.yes(criterion, part) or self.light.named(criterion, part)
            return Answer(told=told, vague=not told)
        return Answer(told=self.light.no(criterion, part) if share.kind == "no" else ())

    def _unaligned(self, whole: Part) -> Heard:
        """Words that are not shared out among the questions."""
        if numbers := self.light.values.numbers(self.asked, whole):
            return Heard(numbers, numbers, True)
        facts = self.light.facts(whole.text, tuple(concept for one in self.asked for concept in spoken_of(one)))
        facts = without_stray_age(self.asked, facts, whole.text, self.light)
        if numbers := self.light.values.beside(self.asked, whole, facts):
            return Heard((*facts, *numbers), numbers, True)
        told = _once(
            fact
            for one in self.asked
            for fact in self.light.context(concepts_of(one), whole, bearing(one, facts), alone=False)
        )
        if not facts and not told and self.light.answers.leading_yes.match(plain(whole.text)):
            return Heard((), which=True)
        done = bool(told) or self._addressed(facts, whole.text)
        doubted = tuple(one.id for one in self.asked) if self._doubts(whole.text) else ()
        left = () if doubted else self._left((*facts, *told))
        return Heard((*facts, *told), told, done, self._speaks(whole.text) and not facts, left=left, doubted=doubted)

    def _is_settled(self, share: Share, given: Answer) -> bool:
        """Whether nothing more is to be asked about a share: it states something, or nothing is known.

        A no to a number from a lab sheet says that there is none.
        """
        none = share.criterion and share.criterion.id in self.light.words.lab_sheet and share.kind == "no"
        is_known = share.kind == "unsure" or bool(given.told or given.read)
        return bool(none) or is_known or (share.kind == "words" and not given.vague)

    def _left(self, facts: Sequence[Fact]) -> tuple[str, ...]:
        """The questions that facts pass over; none of those about a lab sheet, from which people copy what there is."""
        passed = [one.id for one in self.asked if not bearing(one, facts)]
        return tuple(one for one in passed if one not in self.light.words.lab_sheet)

    def _addressed(self, facts: Sequence[Fact], text: str) -> bool:
        """Whether the question was taken up: by a fact that bears on it, by a short answer, or by not knowing."""
        if any(bearing(one, facts) for one in self.asked):
            return True
        # of several numbers that are wanted, one alone could be any
        wants_number = len(self.asked) == 1 and bool(self.light.words.criteria[self.asked[0].id].numbers)
        return self.light.is_short(text, wants_number) or self._doubts(text)

    def _doubts(self, text: str) -> bool:
        return self.light.answers.unsure.anywhere.search(plain(text)) is not None

    def _speaks(self, text: str) -> bool:
        words = bare(text, self.light.answers)
        return self.light.is_short(text) or any(word in self.light.answers.common for word in words.split())


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(facts))
