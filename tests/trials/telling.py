"""Short forms for tests: what a person told, as one line.

Facts are parted by "; ", messages by " | ". A fact is `sle` (present), `no sle` (absent), `sle?` (possible),
`hiv=positive`, `anc=999 /uL`, `anc=<2000 /uL`, `alt=150 U/L (55)` with its upper limit; then when: `@2026-08-22`,
`@2026-01-01..2026-12-31`, `@2026-01-01..` (since), `@..2024-06-01` (until), `@age 6`.
"""

from __future__ import annotations

import re
from datetime import date

from nlp.facts import Fact, When
from trials.catalog import trial
from trials.matching import Assessment, Outcome, assess
from trials.profile import Profile

TODAY = date(2026, 11, 22)
TRIAL = "NCT07089121"
_FACT = re.compile(
    r"(?P<no>no )?(?P<concept>\w+)(?P<maybe>\?)?(?:=(?P<op>[<>]=?)?(?P<value>[^@( ]+)(?: (?P<unit>[^@( ]+))?)?"
    r"(?: \((?P<limit>[\d.]+)\))?(?:@(?P<when>.+))?"
)


def fact(text: str, subject: str = "patient") -> Fact:
    match = _FACT.fullmatch(text)
    assert match, f"no fact: {text!r}"
    value, number = match["value"], re.fullmatch(r"[\d.]+", match["value"] or "")
    assertion = "absent" if match["no"] else "possible" if match["maybe"] else None if number else "present"
    return Fact.model_validate(
        {
            "concept": match["concept"],
            "value": float(value) if number else value,
            "unit": match["unit"],
            "op": match["op"],
            "assertion": assertion,
            "subject": subject,
            "when": _when(match["when"]),
            "upper_limit": float(match["limit"]) if match["limit"] else None,
            "quote": text,
            "start": 0,
            "end": len(text),
        }
    )


def told(text: str, today: date = TODAY) -> Profile:
    profile = Profile()
    for message in text.split(" | "):
        profile = profile.tell([fact(one) for one in message.split("; ") if one], today)
    return profile


def assessed(text: str, today: date = TODAY) -> Assessment:
    return assess(trial(TRIAL), told(text, today), today)


def outcome(text: str, criterion: str, today: date = TODAY) -> Outcome:
    return next(one for one in assessed(text, today).criteria if one.id == criterion)


def _when(text: str | None) -> When | None:
    if text is None:
        return None
    if text.startswith("age "):
        return When(age=float(text[4:]))
    start, apart, end = text.partition("..")
    first, last = (date.fromisoformat(one) if one else None for one in (start, end))
    return When(start=first, end=last if apart else first)
