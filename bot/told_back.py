"""What was understood, told back: new facts, changes, guesses, default limits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answers import Heard
from bot.people import People
from bot.telling import amount, clip, phrase, phrases
from bot.wording import Wording
from nlp.facts import Fact
from trials.matching import Assessment
from trials.profile import Profile

MOST_RECALLED = 6
_UNCHANGED = {"when": None, "quote": "", "start": 0, "end": 0, "guesses": (), "code": None, "upper_limit": None}


def story(facts: Sequence[Fact], today: date, words: Wording, person: People) -> str:
    """The first message told back in full, a line for each thing; "" where it says nothing of the patient."""
    lines = list(phrases(facts, today, words, person.fields["have"]))
    if not lines:
        return ""
    head = words.say("understood", about=words.say(f"about.{person.kind}"))
    return head + words.say("lines.first") + words.say("lines.next").join(_most(lines, words))


def news(heard: Heard, before: Profile, after: Profile, today: date, words: Wording, person: People) -> list[str]:
    """A later message told back in short: what changed and what is new."""
    have = person.fields["have"]
    changes, changed = _changes(heard.facts, before, after, today, words, have)
    fresh = [
        fact
        for fact in heard.facts
        if not ((fact in heard.answers and fact.value is None) or fact.concept in changed or fact.guesses)
    ]
    lines = list(phrases(fresh, today, words, have))
    said = [words.say("got_it", facts="; ".join(_most(lines, words)))] if lines else []
    return [*changes, *said]


def record(facts: Sequence[Fact], assessment: Assessment, today: date, words: Wording, person: People) -> str:
    """What counts of a health record: a line for each of its facts on which a criterion stands; old results are left
    out, and the rest is counted."""
    counting = dict.fromkeys(fact for one in assessment.criteria for fact in one.facts if fact in set(facts))
    lines = list(phrases(counting, today, words, person.fields["have"]))
    if not lines:
        return words.say("record.nothing")
    return "\n".join([words.say("record.read"), *(f"• {line}" for line in _most(lines, words))])


def recalled(profile: Profile, today: date, words: Wording, person: People) -> str:
    """What is known of the patient, in one line; "" where that is nothing."""
    named = dict.fromkeys(statement.fact.concept for statement in profile.statements)
    newest = (profile.newest(concept) for concept in named)
    lines = list(phrases((fact for fact in newest if fact is not None), today, words, person.fields["have"]))
    return "; ".join(_most(lines, words, MOST_RECALLED))


def difference(before: Profile, after: Profile, today: date, words: Wording, person: People) -> list[str]:
    """What one profile holds otherwise than another: what changed, what is gone, what is new."""
    have, old, new = person.fields["have"], _newest(before), _newest(after)
    changes, changed = _changes(new, before, after, today, words, have)
    known, wanted = {fact.concept for fact in old}, {fact.concept for fact in new}
    gone = list(phrases((fact for fact in old if fact.concept not in wanted), today, words, have))
    fresh = list(phrases((fact for fact in new if fact.concept not in known | changed), today, words, have))
    taken = [words.say("taken_back", facts="; ".join(_most(gone, words)))] if gone else []
    said = [words.say("got_it", facts="; ".join(_most(fresh, words)))] if fresh else []
    return [*changes, *taken, *said]


def guesses(facts: Sequence[Fact], today: date, words: Wording) -> list[str]:
    """Every guess that a fact rests on, in one sentence, so that the person can object."""
    said = []
    for fact in facts:
        if fact.guesses and fact.subject == "patient":
            number = isinstance(fact.value, float | int)
            meant = phrase(fact, today, words, echo=False) if number else words.labels.of(fact.concept)
            heard = fact.quote if number else fact.guesses[0].said
            said.append(words.say("guess.read", said=clip(heard), meant=meant))
    listed = list(dict.fromkeys(said))[: words.replies["most_facts"]]
    if not listed:
        return []
    return [
        words.say("guess.all", list=", ".join(listed), one=words.say("guess.one" if len(listed) == 1 else "guess.any"))
    ]


def limits(facts: Sequence[Fact], assessment: Assessment, words: Wording) -> list[str]:
    """The default upper limits that today's facts were compared with."""
    new = {fact.concept for fact in facts}
    leaned_on = dict.fromkeys(name for one in assessment.criteria for name in one.default_limits if name in new)
    known = words.replies["limits"]
    named = [name for name in leaned_on if name in known]
    if not named:
        return []
    labels = _listing([words.labels.of(name) for name in named], words)
    values = _listing([known[name] for name in named], words)
    return [words.say("guess.limit" if len(named) == 1 else "guess.limits", label=labels, limit=values)]


def _newest(profile: Profile) -> list[Fact]:
    """The fact that counts of each concept, in the order in which they were first told."""
    named = dict.fromkeys(statement.fact.concept for statement in profile.statements)
    return [fact for concept in named if (fact := profile.newest(concept))]


def _listing(items: Sequence[str], words: Wording) -> str:
    """The items as one would say them: "ALT, AST and GGT"."""
    *first, last = items
    return words.say("list_and").join([", ".join(first), last] if first else [last])


def _changes(
    facts: Sequence[Fact], before: Profile, after: Profile, today: date, words: Wording, have: str
) -> tuple[list[str], set[str]]:
    lines, changed = [], set()
    for concept in dict.fromkeys(fact.concept for fact in facts if fact.subject == "patient"):
        old, new = before.newest(concept), after.newest(concept)
        if old is None or new is None or _content(old) == _content(new):
            continue
        changed.add(concept)
        fields = {
            "new": _short(new, today, words, have),
            "old": amount(old, words) if old.value is not None else _short(old, today, words, have),
        }
        lines.append(words.say("changed", **fields))
    return lines, changed


def _short(fact: Fact, today: date, words: Wording, have: str) -> str:
    """A fact in a few words, its assertion included."""
    return next(iter(phrases([fact], today, words, have)), phrase(fact, today, words)).strip()


def _content(fact: Fact) -> Fact:
    return fact.model_copy(update=_UNCHANGED)


def _most(lines: list[str], words: Wording, most: int | None = None) -> list[str]:
    most = most or words.replies["most_facts"]
    return lines if len(lines) <= most else [*lines[:most], words.say("more_facts", count=len(lines) - most)]
