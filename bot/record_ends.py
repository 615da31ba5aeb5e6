"""What a chat keeps of a long health record: of each thing the first and the last, not every day between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from nlp.facts import Fact

ENDS = 20  # how many from the beginning, and how many from the end


def ends(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in their order, of each kind only the ENDS oldest and newest; all of those without a day.

    Of a test the newest result counts, of a treatment when it began and when it was last given.
    """
    kinds: dict[object, list[tuple[date, int]]] = defaultdict(list)
    given, kept = tuple(facts), set[int]()
    for place, fact in enumerate(given):
        day = (fact.when.end or fact.when.start) if fact.when else None
        category = fact.value if isinstance(fact.value, str) else None
        if day is None:
            kept.add(place)
        else:
            kinds[fact.concept, fact.subject, fact.assertion, category].append((day, place))
    for some in kinds.values():
        places = [place for _, place in sorted(some)]
        kept.update(places[:ENDS], places[-ENDS:])
    return tuple(fact for place, fact in enumerate(given) if place in kept)
