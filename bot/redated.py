"""A date given to a result that was told before: "that hemoglobin was from June, last week it was 7.6"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from bot.afterthoughts import Change
from bot.bearing import related
from bot.light import Light
from bot.parts import Part
from bot.wording import Corrections
from nlp.dates import find_dates
from nlp.facts import Fact, When
from nlp.text import fold
from trials.profile import is_dated

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEAR = 6  # characters between "was from" and the date


class Redating(NamedTuple):
    """Reads a message as one that says from when a result was.

    `told` are the facts of the last message that told any, `read` those of the message itself; `named` tells the
    concepts that words name.
    """

    light: Light
    cues: Corrections
    told: Sequence[Fact]
    read: Sequence[Fact]
    named: Callable[[str], tuple[str, ...]]
    today: date
    language: str

    def change(self, text: str) -> Change | None:
        """The results with their date, and the value given instead of them; None where nothing of the kind is said."""
        folded = fold(text)
        dates = find_dates(folded, self.language, self.today)
        for match in self.cues.redates.finditer(folded):
            behind = (
                one for one in dates if one.end > match.end() and match.start() < one.start <= match.end() + _NEAR
            )
            day = next(behind, None)
            old = self._meant(match.group()) if day is not None and day.first <= self.today else ()
            if day is None or not old:
                continue
            when = When(start=day.first, end=min(day.last, self.today))
            dated = tuple(fact.model_copy(update={"when": when}) for fact in old)
            apart = [(match.start(), match.end()), *((one.start, one.end) for one in dates)]
            return Change((*dated, *self._instead(old, text, apart)), old)
        return None

    def _meant(self, words: str) -> tuple[Fact, ...]:
        """The results that the words name by test or by value, else the only one that was told."""
        results = [fact for fact in self.told if is_dated(fact.concept)]
        names, numbers = self.named(words), _NUMBER.findall(words)
        if names:
            return tuple(fact for fact in results if any(related(fact.concept, one) for one in names))
        if numbers:
            return tuple(fact for fact in results if any(one in _NUMBER.findall(fact.quote) for one in numbers))
        return tuple(results) if len({fact.concept for fact in results}) == 1 else ()

    def _instead(self, old: Sequence[Fact], text: str, apart: Sequence[tuple[int, int]]) -> tuple[Fact, ...]:
        """The only other number of the message as the value of the one test that was meant."""
        concepts = {fact.concept for fact in old}
        if len(concepts) != 1 or any(fact.concept in concepts for fact in self.read):
            return ()
        rest = "".join(
            " " if any(start <= place < end for start, end in apart) else sign for place, sign in enumerate(text)
        )
        concept = concepts.pop()
        return self.light.values.number(concept, Part(rest, 0)) if concept in self.light.answers.value_words else ()
