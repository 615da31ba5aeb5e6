"""What a resource states, before all resources of a patient are brought together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from nlp.concepts import concepts
from nlp.facts import Code, Fact
from nlp.health_records.elements import CodeableConcept
from nlp.health_records.moments import Moment
from nlp.lexicon import read_words


class Draft(NamedTuple):
    """A fact that a resource states, and the moment by which it is put in order.

    `hides`: it is no fact, but something newer of its concept that cannot be used, so that older facts are not the
    newest; `problem` says why, where that is a fault of the record; `noted`: it was read in a text.
    """

    fact: Fact
    at: Moment | None
    hides: bool = False
    problem: str = ""
    noted: bool = False


class Light(NamedTuple):
    """What a resource is read with: the day, the language, the birth date, and the medicine behind a reference."""

    today: date
    language: str
    born: Moment | None
    medicine: Callable[[str], CodeableConcept | None]

    @property
    def words(self) -> Any:
        """The words of health records in the language."""
        return read_words(self.language, "health_records")

    def label(self, concept: str) -> str:
        """What a concept is called in a quote."""
        return str(self.words["labels"].get(concept, concept.replace("_", " ")))

    def say(self, key: str, **fields: str) -> str:
        """A wording of quotes, filled in."""
        return str(self.words["quote"][key].format(**fields))

    def result(self, concept: str, value: str, day: Moment | None) -> str:
        """A test and how it came out: "platelets 38 10*3/uL, 2026-03-01"."""
        return ", ".join((f"{self.label(concept)} {value}", *((day.said,) if day else ())))

    def quote(self, concept: str, *parts: str) -> str:
        """A concept and what is said of it: "lupus (SLE), began 2019-05"."""
        return ", ".join((self.label(concept), *(part for part in parts if part)))


def fact(concept: str, quote: str, code: Code | None = None, **more: Any) -> Fact:
    """A fact of a record; its place in the record's text is given when all facts are together."""
    own = code or concepts()[concept].code
    return Fact(concept=concept, quote=quote, start=0, end=0, code=own, source="record", **more)
