"""The light in which an answer is read: the words of the chat, what is known, and readers of plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from bot.bare_values import BareValues, Probe
from bot.bearing import bears, related, timed
from bot.known import known_about
from bot.parts import Part, placed
from bot.plain import bare, plain
from bot.wording import Answers, TrialWords
from nlp.facts import Fact
from trials.criteria import Criterion, Said
from trials.profile import Profile

Read = Callable[[str, tuple[str, ...]], tuple[Fact, ...]]
# so many characters may stand before a cue that opens an answer ("i ")
_LEAD = 3
_PHRASE, _DIGIT = re.compile(r"[,.;\n]"), re.compile(r"\d")


class Light(NamedTuple):
    """What an answer is read with.

    `read` takes words and the concepts that the question has just spoken of;
    `probe` reads words that are not the person's own (a number with a name put before it) and leaves no trace;
    `affirmed` are criteria that got a yes which left open to what.
    """

    answers: Answers
    words: TrialWords
    profile: Profile
    read: Read
    probe: Probe
    affirmed: tuple[str, ...] = ()

    @property
    def values(self) -> BareValues:
        """The reader of bare numbers and dates."""
        return BareValues(self.answers, self.words, self.profile, self.probe)

    def facts(self, text: str, spoken_of: tuple[str, ...]) -> tuple[Fact, ...]:
        """What words state; nothing where they name a thing only to say that it is not known ("dunno about hep B")."""
        facts = self.read(text, spoken_of)
        phrases = [one for one in _PHRASE.split(text) if one.strip()]
        doubted = bool(phrases) and all(map(self._opens_in_doubt, phrases))
        if not doubted or _DIGIT.search(text) or self.answers.contrast.search(plain(text)):
            return facts
        return tuple(fact for fact in facts if fact.assertion == "possible")

    def _opens_in_doubt(self, phrase: str) -> bool:
        match = self.answers.unsure.anywhere.search(bare(phrase, self.answers))
        return match is not None and match.start() <= _LEAD

    def is_short(self, text: str, numbers: bool = True) -> bool:
        """Whether words are a plain yes, no or don't know, or a bare number where `numbers` are wanted."""
        words = bare(text, self.answers)
        kinds = (self.answers.no, self.answers.yes, self.answers.unsure.whole)
        if any(kind.fullmatch(words) for kind in kinds):
            return True
        return numbers and self.answers.number.fullmatch(plain(text)) is not None

    def is_harmless(self, fact: Fact) -> bool:
        """Whether a fact stands in nobody's way, so that a no beside it stays a no."""
        cues = self.answers
        return fact.assertion == "absent" or fact.concept in cues.harmless or fact.value in cues.harmless_values

    def no(self, criterion: Criterion, part: Part, more: Iterable[Fact] = ()) -> tuple[Fact, ...]:
        """What a plain no to a criterion states.

        It denies no event that was told, whose date at most is wanted, nor what is asked for and was told. Where a yes
        came before, and the question is what there is ("… and is it gone now?"), a no may mean anything.
        """
        if self.words.criteria[criterion.id].choice or criterion.id in self.affirmed:
            return ()
        told = [fact for fact in known_about(self.profile, criterion) if fact.assertion == "present"]
        kept = [fact for fact in told if criterion.id.startswith("I") or timed(fact.concept, criterion)]
        return stated(criterion.answers.no, part, (*more, *kept))

    def yes(self, criterion: Criterion, part: Part, more: Iterable[Fact] = ()) -> tuple[Fact, ...]:
        """What a yes to a criterion states, with the date that its words give."""
        when = self.values.when(criterion, part)
        return tuple(fact.model_copy(update={"when": when}) for fact in stated(criterion.answers.yes, part, more))

    def named(self, criterion: Criterion, part: Part) -> tuple[Fact, ...]:
        """What a part that only names a thing states where it means that the thing is there."""
        lead = self.answers.there_is + " "
        facts = bearing(criterion, self.probe(lead + part.text))
        return tuple(placed(one, part, max(one.start - len(lead), 0), one.end - len(lead)) for one in facts)

    def context(self, about: frozenset[str], part: Part, more: Iterable[Fact], *, alone: bool) -> tuple[Fact, ...]:
        """What words say only because the question, or what was told last, is about these concepts."""
        text = plain(part.text)
        told: list[Fact] = []
        for context in self.answers.in_context:
            fits = context.about in about and (alone or not context.on_its_own)
            if fits and (not context.if_told or self._is_there(context.about)):
                match = next((saying for saying in context.says if saying.cue.search(text)), None)
                told += stated(match.facts, part, more) if match else ()
        return tuple(told)

    def _is_there(self, concept: str) -> bool:
        known = self.profile.newest(concept)
        return known is not None and known.assertion == "present"


def bearing(criterion: Criterion, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts about the patient that bear on a criterion."""
    return tuple(fact for fact in facts if fact.subject == "patient" and bears(fact.concept, criterion))


def stated(said: Iterable[Said], part: Part, more: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that an answer stands for, but for those about which the words themselves say more."""
    named = [fact.concept for fact in more]
    return tuple(
        placed(
            Fact(concept=one.concept, value=one.value, assertion=one.assertion, quote="", start=0, end=0),
            part,
            0,
            len(part.text),
        )
        for one in said
        if not any(related(one.concept, concept) for concept in named)
    )
