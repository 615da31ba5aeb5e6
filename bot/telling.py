"""Facts in plain words: what the person said, told back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.wording import Wording
from nlp.concepts import concepts
from nlp.facts import Fact, When

QUOTE_LIMIT = 120
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SCALES = (1.0, 1000.0, 1_000_000.0)


def clip(text: str, limit: int = QUOTE_LIMIT) -> str:
    """The text on one line, cut at a word where it is longer than `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0][:limit] + "…"


def day(when: date, words: Wording) -> str:
    """A date as people say it: 9 January 2026."""
    return words.say("day", day=when.day, month=words.replies["months"][when.month - 1], year=when.year)


def number(value: float) -> str:
    """A number with thousands marked and no needless decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.1f}"


def amount(fact: Fact, words: Wording) -> str:
    """The value of a fact with its unit and bound."""
    if not isinstance(fact.value, float | int):
        return str(fact.value or "").replace("_", " ")
    unit = words.replies["units"].get(fact.unit or "1", fact.unit)
    text = f"{number(fact.value)} {unit}".strip()
    return str(words.replies["bound"][fact.op]).format(value=text) if fact.op else text


def dated(when: When | None, today: date, words: Wording) -> str:
    """When it was, in words; "" where that is not known."""
    if when is None or (when.start is None and when.end is None):
        return words.say("date.age", age=number(when.age)) if when is not None and when.age is not None else ""
    start, end = when.start, when.end
    if start is None or end is None:
        one, key = (start, "since") if start else (end, "until")
        return words.say(f"date.{key}", date=day(one, words)) if one else ""
    if start == end:
        near = {today: "today", today - timedelta(days=1): "yesterday"}.get(start)
        return words.say(f"date.{near}") if near else words.say("date.on", date=day(start, words))
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return words.say("date.in", date=start.year)
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and (start.year, start.month) == (end.year, end.month):
        month = words.say("month_of", month=words.replies["months"][start.month - 1], year=start.year)
        return words.say("date.in", date=month)
    same = (start.year, start.month) == (end.year, end.month)
    return words.say("date.between", start=start.day if same else day(start, words), end=day(end, words))


def phrase(fact: Fact, today: date, words: Wording, echo: bool = True) -> str:
    """One fact in a few words: "platelets 38,000, on 3 May 2026"; `echo` adds the person's where the number differs."""
    label, when = words.labels.of(fact.concept), dated(fact.when, today, words)
    if fact.concept in {"age", "onset_age"} and isinstance(fact.value, float | int):
        if fact.value < 2 and fact.concept == "age":
            return words.say("facts.months_old", value=number(round(fact.value * 12)))
        return words.say(f"facts.{fact.concept}", value=amount(fact, words))
    if fact.concept == "birth_date":
        return words.say("facts.birth_date", when=when)
    if isinstance(fact.value, float | int):
        text = words.say("facts.number", label=label, value=amount(fact, words))
        if echo and fact.source is None and not _same_number(fact):
            text += " " + words.say("facts.you_wrote", quote=clip(fact.quote))
    elif fact.value is not None:
        text = words.say("facts.category", label=label, value=amount(fact, words))
    else:
        text = label
    return words.say("facts.since", label=text, when=when) if when else text


def phrases(facts: Iterable[Fact], today: date, words: Wording, have: str) -> Iterator[str]:
    """The facts about the patient in a few lines, alike ones together; `have` is "has" or "have"."""
    shown = [fact for fact in facts if fact.subject == "patient" and fact.concept not in words.labels.hidden]
    taken, absent, possible = [], [], []
    merged = _with_onset(list(dict.fromkeys(shown)), today, words)
    for fact in dict.fromkeys(shown):
        if fact in merged:
            if text := merged[fact]:
                yield text
            continue
        if fact.assertion == "absent":
            absent.append(absence(fact, words))
        elif fact.assertion == "possible":
            possible.append(words.labels.of(fact.concept))
        elif _kind(fact.concept) == "treatment" and fact.value is None:
            taken.append(phrase(fact, today, words))
        else:
            yield phrase(fact, today, words)
    if taken:
        yield words.say("facts.taken", have=have, list=", ".join(dict.fromkeys(taken)))
    if absent:
        yield ", ".join(dict.fromkeys(absent))
    if possible:
        yield words.say("facts.possible", list=", ".join(dict.fromkeys(possible)))


def absence(fact: Fact, words: Wording) -> str:
    """What is not there, in a few words: "no asthma"."""
    own = words.labels.absent.get(fact.concept)
    return own or words.say("facts.absent", label=words.labels.of(fact.concept))


def _with_onset(facts: list[Fact], today: date, words: Wording) -> dict[Fact, str]:
    """One disease and the age at which it began, said together: "lupus (SLE), since age 11"; "" for the age itself."""
    diseases = [fact for fact in facts if _kind(fact.concept) == "condition" and fact.assertion == "present"]
    onsets = [fact for fact in facts if fact.concept == "onset_age"]
    if len(diseases) != 1 or len(onsets) != 1 or diseases[0].when is not None:
        return {}
    text = words.say("facts.onset", label=words.labels.of(diseases[0].concept), age=amount(onsets[0], words))
    return {diseases[0]: text, onsets[0]: ""}


def quotes(facts: Iterable[Fact]) -> str:
    """The person's own words behind facts, each once, in quotation marks."""
    return ", ".join(f'"{clip(quote)}"' for quote in dict.fromkeys(fact.quote for fact in facts) if quote.strip())


def _kind(concept: str) -> str:
    known = concepts().get(concept)
    return known.kind if known is not None else ""


def _same_number(fact: Fact) -> bool:
    """Whether the value stands in the quote as said, but for thousands ("38k")."""
    found = [float(one.replace(",", "")) for one in _NUMBER.findall(fact.quote)]
    value = float(fact.value) if isinstance(fact.value, float | int) else 0.0
    return not found or any(abs(one * scale - value) <= 1e-6 * max(value, 1.0) for one in found for scale in _SCALES)
