"""Whether a child under 13 writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.session import Session
from bot.wording import trial_wording
from bot.wording.gates import Guardian, gates_at_hand
from nlp.calendar_days import completed_years
from nlp.dates import find_dates
from nlp.facts import Fact
from nlp.reading import languages

OLD_ENOUGH = 13


def child_language(texts: Mapping[str, str], session: Session, today: date) -> str | None:
    """The language in which a child writes for itself, None where none does; `texts` is the message by language.

    Of several ages the last one counts. After a child has written, it is taken to go on until an adult takes over or
    an older age is told.
    """
    ages = []
    for language, gates in gates_at_hand().items():
        words, text = gates.guardian, gates.guardian.quoted.sub(" ", texts[language])
        found = _ages(text, words, session, today, language)
        in_school = words.school.search(text) and not words.others.search(text)
        if found[-1] < OLD_ENOUGH if found else in_school or _told_before(text, words, session):
            return language
        ages += found
    goes_on = not any(gates.guardian.takes_over.search(texts[language]) for language, gates in gates_at_hand().items())
    return session.child_writes if goes_on and not ages else None


def child_sends(facts: Sequence[Fact], session: Session) -> bool:
    """Whether a child sends its own record: the patient writes, or a child was just asked for a parent."""
    ages = [fact.value for fact in facts if fact.concept == "age"]
    young = any(isinstance(age, int | float) and age < OLD_ENOUGH for age in ages)
    patient = session.context.patient
    return session.child_writes is not None or (young and patient is not None and patient.writer)


def _ages(text: str, words: Guardian, session: Session, today: date, language: str) -> list[float]:
    """The ages that the writer tells as its own."""
    patient = session.context.patient
    is_me = bool(words.is_me.search(text) or session.child_writes) or bool(patient and patient.writer)
    matches = _all(words.ages, text)
    if not matches and is_me and not words.others.search(text):
        matches = _all(words.aged, text)
    if not matches and is_me and _age_is_asked(session) and (bare := words.bare.fullmatch(text)):
        matches = [bare]
    readable = language if language in languages() else "en"  # digits and years are alike
    born = [
        float(completed_years(day.last, today))  # the least age that the words allow: in doubt a child is protected
        for match in words.born.finditer(text)
        for day in find_dates(text[match.end() : match.end() + 30], readable, today)[:1]
    ]
    return [_age(match.groupdict(), words) for match in matches] or born


def _all(patterns: Iterable[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    """The matches of all patterns in the order of the text."""
    return sorted((match for one in patterns for match in one.finditer(text)), key=lambda match: match.end())


def _age(groups: Mapping[str, str | None], words: Guardian) -> float:
    """The age that a match gives; an age to come is a year more."""
    age, coming = groups.get("age"), groups.get("next")
    said = age or coming or ""
    years = words.numbers[said] if said in words.numbers else float(said)
    return years if age else years - 1


def _age_is_asked(session: Session) -> bool:
    criteria = trial_wording(session.language, session.trial).criteria
    return any("age" in criteria[one].numbers for one in session.asking)


def _told_before(text: str, words: Guardian, session: Session) -> bool:
    """Whether the patient's age was under 13, and the writer now turns out to be the patient."""
    known, patient = session.profile.newest("age"), session.context.patient
    young = known is not None and isinstance(known.value, int | float) and known.value < OLD_ENOUGH
    return young and (patient is None or patient.writer) and bool(words.is_me.search(text))
