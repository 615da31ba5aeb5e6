"""Twelve ways in which the same thing is written otherwise. Each takes a text, what it states and a random source.

The labels of a text still hold for what comes out: a person reads the same in it. No number changes its value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from bot.evaluation.gold import Message
from tests.gold import rewordings, slips
from tests.gold.slips import Facts

Disturbance = Callable[[str, Facts, Random], str]
DISTURBANCES: Mapping[str, Disturbance] = {
    "case": slips.case,
    "typos": slips.typos,
    "no punctuation": slips.no_punctuation,
    "dropped spaces": slips.dropped_spaces,
    "scanned": slips.scanned,
    "emojis": rewordings.emojis,
    "number formats": rewordings.number_formats,
    "synonyms": rewordings.synonyms,
    "sentence order": rewordings.sentence_order,
    "fillers": rewordings.fillers,
    "British spelling": rewordings.british,
    "curly quotes": slips.curly_quotes,
}


def disturbed(message: Message, name: str) -> Message:
    """The message after one disturbance, always the same for the same message."""
    text = DISTURBANCES[name](message.text, message.facts, Random(f"{name} {message.id}"))
    return message.model_copy(update={"text": text})
