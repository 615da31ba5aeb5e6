"""A message read in the light of the open question: facts as said, and what a short answer states besides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from bot.bare_values import BareValues, Probe
from bot.bearing import bears, concepts_of, related
from bot.parts import Part, moved, placed, split
from bot.plain import bare, plain
from bot.wording import Answers, TrialWords
from nlp.concepts import concepts
from nlp.facts import Fact
from trials.criteria import Criterion, Said
from trials.profile import Profile

Read = Callable[[str, tuple[str, ...]], tuple[Fact, ...]]
# kinds of concepts of which an answer may leave out the name ("the RNA was negative")
# so many characters may stand before a cue that opens an answer ("i ")
_LEAD = 3
_MARKS = frozenset(",.;!-:")
_NAMED_BY_QUESTIONS = frozenset({"serology", "condition"})


class Heard(NamedTuple):
    """What was heard: all facts, and those of them that only answer the question.

    `answered`: the open question was taken up; `speaks`: if not, the words may still have been meant as an answer;
    `unclear` are criteria whose number made no sense; `which` is a "yes" to several things at once.
    """

    facts: tuple[Fact, ...]
    answers: tuple[Fact, ...] = ()
    answered: bool = False
    speaks: bool = False
    unclear: tuple[str, ...] = ()
    which: bool = False


class Listener(NamedTuple):
    """What is needed to read an answer: the asked criteria, the words, what is known, and a reader of plain text.

    `read` takes words and the concepts that the question has just spoken of;
    `probe` reads words that are not the person's own (a number with a name put before it) and leaves no trace.
    """

    asked: tuple[Criterion, ...]
    answers: Answers
    words: TrialWords
    profile: Profile
    read: Read
    probe: Probe

    def hear(self, text: str) -> Heard:
        """The facts of a message, with those that it states only as an answer; offsets are those of the message."""
        if not self.asked:
            return Heard(self.read(text, ()), speaks=self._speaks(text))
        parts = self._parts(text)
        if parts is None:
            return self._unaligned(text)
        facts: list[Fact] = []
        answers: list[Fact] = []
        unclear: list[str] = []
        for criterion, part in zip(self.asked, parts, strict=True):
            read = tuple(moved(fact, part.start) for fact in self.read(part.text, _spoken_of(criterion)))
            read = () if self._only_names(part.text) else read
            told, is_unclear = self._in_light(criterion, part, read)
            answers += told
            facts += [fact for fact in (*read, *told) if fact not in facts]
            unclear += [criterion.id] * is_unclear
        done = (len(parts) > 1 or bool(answers) or self._addressed(facts, text)) and not unclear
        if len(parts) == 1 and not facts and self.answers.yes.fullmatch(bare(text, self.answers)):
            return Heard((), which=True)
        return Heard(tuple(facts), tuple(answers), done, self._speaks(text) and not facts, tuple(unclear))

    @property
    def _values(self) -> BareValues:
        return BareValues(self.answers, self.words, self.profile, self.probe)

    def _parts(self, text: str) -> list[Part] | None:
        """One part for each asked criterion, or None where they cannot be told apart."""
        count = len(self.asked)
        if count == 1:
            return [Part(text, 0)]
        for separator in (";", "\n", ","):
            parts = [part for part in split(text, separator) if part.text.strip()]
            if len(parts) == count and (separator == ";" or all(self._is_short(part.text) for part in parts)):
                return parts
        return None

    def _is_short(self, text: str) -> bool:
        words = bare(text, self.answers)
        kinds = (self.answers.no, self.answers.yes, self.answers.unsure.whole)
        return any(kind.fullmatch(words) for kind in kinds) or bool(self.answers.number.fullmatch(plain(text)))

    def _unaligned(self, text: str) -> Heard:
        """One answer to several questions: a bare no holds for all, a bare yes for none in particular."""
        words, part = bare(text, self.answers), Part(text, 0)
        if self.answers.no.fullmatch(words):
            told = _once(fact for one in self.asked for fact in _stated(one.answers.no, part, ()))
            return Heard(told, told, True)
        if self.answers.yes.fullmatch(words):
            if not self.answers.yes_to_all.fullmatch(words) and not all(one.id.startswith("I") for one in self.asked):
                return Heard((), which=True)
            told = _once(fact for one in self.asked for fact in _stated(one.answers.yes, part, ()))
            return Heard(told, told, True)
        if self.answers.unsure.whole.fullmatch(words):
            return Heard((), answered=True)
        if numbers := self._values.numbers(self.asked, part):
            return Heard(numbers, numbers, True)
        facts = self.read(text, tuple(concept for one in self.asked for concept in _spoken_of(one)))
        told = _once(
            fact for one in self.asked for fact in self._from_context(one, part, self._bearing(one, facts), alone=False)
        )
        done = bool(told) or self._addressed(facts, text)
        return Heard((*facts, *told), told, done, self._speaks(text) and not facts)

    def _in_light(self, criterion: Criterion, part: Part, facts: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], bool]:
        """What a part states as the answer about one criterion, and whether it holds a number that made no sense."""
        cues, text, words = self.answers, plain(part.text), bare(part.text, self.answers)
        bearing = self._bearing(criterion, facts)
        if cues.no.fullmatch(words):
            return _stated(criterion.answers.no, part, bearing), False
        if cues.yes.fullmatch(words):
            return _stated(criterion.answers.yes, part, bearing), False
        if values := () if bearing else self._values.numbers((criterion,), part):
            return values, False
        if not bearing and cues.number.fullmatch(text):
            dated = self._values.dated(criterion, part)
            return dated, bool(self.words.criteria[criterion.id].numbers) and not dated
        if cues.unsure.whole.fullmatch(words) or cues.unsure.anywhere.search(text):
            return (), False
        if told := self._from_context(criterion, part, bearing, alone=True):
            return told, False
        if dated := self._values.dated(criterion, part) if not bearing else ():
            return dated, False
        if match := cues.leading_no.match(text):
            is_whole = text[match.end() :].lstrip()[:1] in _MARKS
            if bearing:
                is_no = is_whole and all(map(self._is_harmless, bearing))
            else:
                # "no transplant" says less than no where the question is about more things than one
                is_all = is_whole or match.group() != cues.shortest_no or len(criterion.answers.no) < 2
                is_no = is_all and (bool(facts) or not cues.contrast.search(text[match.end() :]))
            return (_stated(criterion.answers.no, part, bearing) if is_no else ()), False
        if not bearing and cues.leading_yes.match(text):
            when = self._values.when(criterion, part)
            return tuple(
                fact.model_copy(update={"when": when}) for fact in _stated(criterion.answers.yes, part, bearing)
            ), False
        return (), False

    def _only_names(self, text: str) -> bool:
        """Whether words name a thing only to say that nothing is known of it: "dunno about hep B"."""
        match = self.answers.unsure.anywhere.search(plain(text))
        first = match is not None and match.start() <= _LEAD
        return first and not any(mark in text for mark in ",.;\n") and not any(map(str.isdigit, text))

    def _is_harmless(self, fact: Fact) -> bool:
        cues = self.answers
        return fact.assertion == "absent" or fact.concept in cues.harmless or fact.value in cues.harmless_values

    def _bearing(self, criterion: Criterion, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts if fact.subject == "patient" and bears(fact.concept, criterion))

    def _from_context(
        self, criterion: Criterion, part: Part, bearing: tuple[Fact, ...], *, alone: bool
    ) -> tuple[Fact, ...]:
        text, asked_about = plain(part.text), concepts_of(criterion)
        told: list[Fact] = []
        for context in self.answers.in_context:
            if context.about in asked_about and (alone or not context.on_its_own):
                match = next((saying for saying in context.says if saying.cue.search(text)), None)
                told += _stated(match.facts, part, bearing) if match else ()
        return tuple(told)

    def _addressed(self, facts: Iterable[Fact], text: str) -> bool:
        """Whether the question was taken up: by a fact that bears on it, by a short answer, or by not knowing."""
        if any(bears(fact.concept, one) for fact in facts for one in self.asked):
            return True
        return self._is_short(text) or bool(self.answers.unsure.anywhere.search(plain(text)))

    def _speaks(self, text: str) -> bool:
        words = bare(text, self.answers)
        return self._is_short(text) or any(word in self.answers.common for word in words.split())


def _dated_of(criterion: Criterion) -> tuple[str, ...]:
    """What a bare "last dose in June" is the last dose of, in an answer about this criterion alone."""
    return tuple(one for one in ("malignancy", "investigational_agent") if one in concepts_of(criterion))


def _spoken_of(criterion: Criterion) -> tuple[str, ...]:
    """The tests and diseases that a question names, so that the answer need not."""
    return tuple(sorted(one for one in concepts_of(criterion) if concepts()[one].kind in _NAMED_BY_QUESTIONS))


def _stated(said: Iterable[Said], part: Part, stated: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that an answer stands for, but for those about which the words themselves say more."""
    more = [fact.concept for fact in stated]
    return tuple(
        placed(
            Fact(concept=one.concept, value=one.value, assertion=one.assertion, quote="", start=0, end=0),
            part,
            0,
            len(part.text),
        )
        for one in said
        if not any(related(one.concept, concept) for concept in more)
    )


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(facts))
