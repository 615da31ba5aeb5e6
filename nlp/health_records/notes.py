"""Texts in a record, read as messages of their day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from nlp.concepts import concepts
from nlp.facts import Fact
from nlp.health_records.documents import Text
from nlp.health_records.drafts import Draft, Light
from nlp.reading import LONGEST, read
from nlp.statements import is_a

_FRESH = timedelta(days=31)  # how old a text may be for what it says of the present, or denies
_DATED = frozenset({"measurement", "serology", "result"})
_NEVER = frozenset({"age", "birth_date", "consent"})
_OF_THE_MOMENT = (
    "disease_activity", "anticoagulant", "anticoagulant_dose", "dialysis", "infection", "investigational_agent",
    "planned_live_vaccine", "chronic_illness",
)  # fmt: skip


def read_text(text: Text, light: Light) -> Iterator[Draft]:
    """What a text states of the patient."""
    day = text.day
    if day is None or day.first > light.today:
        return  # "last week" means nothing without the day of the note
    today = min(day.last, light.today)
    for part in _parts(text.words):
        for fact in read(part, light.language, today).facts:
            if (kept := _kept(fact, today, light.today)) is not None:
                quote = light.say("noted", words=fact.quote, date=day.said)
                when = kept.when or (day.when if concepts()[kept.concept].kind in _DATED else None)
                update = {"quote": quote, "when": when, "source": "record"}
                yield Draft(kept.model_copy(update=update), day, noted=True)


def _parts(text: str) -> Iterator[str]:
    """The text in pieces that are read whole, cut between lines where there are any."""
    while len(text) > LONGEST:
        cut = text.rfind("\n", LONGEST // 2, LONGEST)
        cut = cut if cut > 0 else LONGEST
        yield text[:cut]
        text = text[cut:]
    yield text


def _kept(fact: Fact, day: date, today: date) -> Fact | None:
    """A fact of a text, unless it is a guess, about somebody else, or about a present that has passed."""
    if fact.subject != "patient" or fact.guesses or fact.concept in _NEVER:
        return None
    if today - day <= _FRESH:
        return fact
    passing = any(is_a(fact.concept, one) for one in _OF_THE_MOMENT)
    return None if passing or fact.assertion == "absent" else fact
