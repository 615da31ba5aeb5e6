"""An answer about one criterion: what it says outright, and what it says only because that was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.bearing import concepts_of
from bot.light import Light, bearing
from bot.parts import Part, moved
from bot.plain import bare, plain
from nlp.concepts import concepts
from nlp.facts import Fact
from trials.criteria import Criterion

_AGE, _ONSET = "age", "onset_age"
_NAME = 3  # words of an answer that is but a name ("ALL", "a PE")
_MARKS = frozenset(",.;!-:")
# kinds of concepts of which an answer may leave out the name ("the RNA was negative")
_NAMED_BY_QUESTIONS = frozenset({"serology", "condition"})


class Answer(NamedTuple):
    """What was said and what follows from it as an answer.

    `unclear`: a number that made no sense; `vague`: a yes that leaves open what there is.
    """

    read: tuple[Fact, ...] = ()
    told: tuple[Fact, ...] = ()
    unclear: bool = False
    vague: bool = False


def spoken_of(criterion: Criterion) -> tuple[str, ...]:
    """The tests and diseases that a question names, so that the answer need not."""
    kinds = _NAMED_BY_QUESTIONS
    return tuple(
        sorted(one for one in concepts_of(criterion) if concepts()[one].kind in kinds or one == "investigational_agent")
    )


def answer(criterion: Criterion, part: Part, light: Light) -> Answer:
    """What a part of a message says as the answer about one criterion."""
    read = tuple(moved(fact, part.start) for fact in light.facts(part.text, spoken_of(criterion)))
    cues, text, words = light.answers, plain(part.text), bare(part.text, light.answers)
    read = without_stray_age((criterion,), _without_stray_onset(criterion, read), part.text, light)
    bears = bearing(criterion, read)
    if cues.no.fullmatch(words):
        return Answer(read, light.no(criterion, part, bears))
    if cues.yes.fullmatch(words):
        told = light.yes(criterion, part, bears)
        return Answer(read, told, vague=not told)
    if not bears and (
        values := light.values.numbers((criterion,), part) or light.values.beside((criterion,), part, read)
    ):
        return Answer(_besides(read, values), values)
    if not bears and cues.number.fullmatch(text):
        dated = light.values.dated(criterion, part) or light.values.happened(criterion, part)
        wanted = bool(light.words.criteria[criterion.id].numbers)
        return Answer(() if wanted else read, dated, unclear=wanted and not dated)
    if read and all(fact.subject == "other" for fact in read) and cues.own_no.search(text):
        return Answer(read, light.no(criterion, part))
    if cues.unsure.whole.fullmatch(words) or cues.unsure.anywhere.search(text):
        return Answer(read)
    if told := light.context(concepts_of(criterion), part, bears, alone=True):
        return Answer(read, told)
    if not bears and (dated := light.values.dated(criterion, part)):
        return Answer(read, dated)
    if not bears and cues.date_alone.fullmatch(words) and (dated := light.values.happened(criterion, part)):
        return Answer(read, dated)
    if match := cues.leading_no.match(text):
        after = text[match.end() :]
        return Answer(
            read, light.no(criterion, part, bears) if _is_no(criterion, read, match.group(), after, light) else ()
        )
    if not bears and cues.leading_yes.match(text):
        told = light.yes(criterion, part)
        return Answer(read, told, vague=not told)
    named = light.named(criterion, part) if not read and len(words.split()) <= _NAME else ()
    return Answer(read, named)


def without_stray_age(asked: Sequence[Criterion], read: tuple[Fact, ...], text: str, light: Light) -> tuple[Fact, ...]:
    """A bare number is no age where other numbers were asked for: "14" may be the hemoglobin, or when it began."""
    wanted = {concept for one in asked for concept in light.words.criteria[one.id].numbers}
    if not wanted or _AGE in wanted or not light.answers.number.fullmatch(plain(text)):
        return read
    return tuple(fact for fact in read if fact.concept != _AGE)


def _without_stray_onset(criterion: Criterion, read: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """ "When he was 2", asked about a cancer, is not when the trial's disease began: no disease is named."""
    if _ONSET in concepts_of(criterion) or any(concepts()[fact.concept].kind == "condition" for fact in read):
        return read
    return tuple(fact for fact in read if fact.concept != _ONSET)


def _besides(read: tuple[Fact, ...], values: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """What was read of other words than the values: the "11" that is a hemoglobin is no age."""
    return tuple(fact for fact in read if not any(one.start < fact.end and fact.start < one.end for one in values))


def _is_no(criterion: Criterion, read: tuple[Fact, ...], no: str, after: str, light: Light) -> bool:
    """Whether words that open with a no deny all that was asked, whatever comes after it."""
    cues = light.answers
    is_whole = after.lstrip()[:1] in _MARKS
    if bears := bearing(criterion, read):
        return is_whole and all(map(light.is_harmless, bears))
    if read and (not is_whole or criterion.id.startswith("I")):
        return False  # "no blood thinners" is no answer about the heart, "no, never had TB" none about medicines
    # "no transplant" says less than no where the question is about more things than one
    is_all = is_whole or no != cues.shortest_no or len(criterion.answers.no) < 2
    return is_all and (bool(read) or not cues.contrast.search(after))
