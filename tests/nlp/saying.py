"""Short forms for tests: what a message says, as plain tuples."""

from __future__ import annotations

from datetime import date

from nlp.facts import Fact
from nlp.reading import Context, read

TODAY = date(2026, 11, 22)


def facts(text: str, *concepts: str, context: Context | None = None) -> list[Fact]:
    """The facts of a message about the patient, only those of some concepts where any are named."""
    found = read(text, "en", TODAY, context).facts
    return [fact for fact in found if fact.subject == "patient" and (not concepts or fact.concept in concepts)]


def said(text: str, concept: str, context: Context | None = None) -> object:
    """What a message says of a concept: its value, else its assertion; None for nothing."""
    found = facts(text, concept, context=context)
    assert len(found) <= 1, f"{concept} is said more than once in {text!r}: {found}"
    if not found:
        return None
    return found[0].assertion if found[0].value is None else found[0].value
