"""The three gates that every message passes before anything else is read: crisis, emergency, guardian."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date
from functools import cache

from bot.session import Session
from bot.under_age import child_language
from bot.wording.gates import Circumstance, Gate, Gates, Signal, gates_at_hand
from nlp.facts import Frozen
from nlp.lexicon import lexicon
from nlp.reading import languages
from nlp.spelling import Speller
from nlp.text import fold

_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z])|(?<=\d)/(?=[a-z])")
_COMMA = re.compile(r"[,:()\[\]]+(?!\d)|(?<!\d),| - ")
_NO_WORD = re.compile(r"[^\w\s.,:()!?;|¿¡/%+'\"<>#-]")
_DISGUISED = re.compile(r"(?<=[a-z])[!1|](?=[a-z])")  # su!cide
_MARK = re.compile(r"(?<!\s)\s*(?:[!?;\n|¿¡]|\.(?!\d))[\s.!?;|¿¡]*")
_WORD = re.compile(r"[a-z]{5,}")
_REACH = 120  # characters before and after a sign in which its circumstances are looked for


class Gated(Frozen):
    """A gate that a message set off, what is said there, and the chat as it goes on."""

    name: str
    reply: str
    session: Session


def gated(session: Session, message: str, today: date) -> Gated | None:
    """The gate that a message sets off, the most urgent one; None for nearly all messages.

    Every language at hand is listened for. Nothing of the message is kept, and a child's chat is cleared. The open
    question is put again after the next message, so that a "no" to the words of the gate answers nothing.
    """
    every = gates_at_hand()
    heard = {language: clauses(message, language) for language in every}
    child = child_language({language: " . ".join(said) for language, said in heard.items()}, session, today)
    after = (session.fresh() if child else session).model_copy(
        update={"asking": (), "repeats": 0, "child_writes": child}
    )
    begun = {language: beginnings(said) for language, said in heard.items()}
    for language, gates in every.items():
        if _sounds(gates.crisis, heard[language], begun[language], gates):
            return Gated(name="crisis", reply=gates.crisis.reply, session=after)
    for language, gates in every.items():
        if _sounds(gates.emergency, heard[language], begun[language], gates):
            return Gated(name="emergency", reply=gates.emergency.reply, session=after)
    return Gated(name="guardian", reply=every[child].guardian.reply, session=after) if child else None


def clauses(message: str, language: str) -> list[str]:
    """The clauses of a message in plain form, as the cues of the gates are matched (words.yaml says how)."""
    gates, speller = gates_at_hand()[language], _speller(language)
    text = _NO_WORD.sub(" ", _HYPHEN.sub(" ", _DISGUISED.sub("i", fold(message).replace("'", ""))))
    for mark, dictated in gates.marks.items():
        text = dictated.sub(mark, text)
    text = _WORD.sub(
        lambda word: speller.correct(word.group()) or word.group(), _COMMA.sub(" , ", text.replace('"', ' " '))
    )
    found = []
    for sentence in _MARK.split(text):
        plain = gates.written.sub(lambda form: gates.same[form.group()], " ".join(sentence.split()))
        found += [clause.strip(" ,") for clause in gates.breaks.split(plain)]
    return [clause for clause in found if clause]


@cache
def _speller(language: str) -> Speller:
    """Puts right the key words of the gates; without a vocabulary it changes none."""
    gates = gates_at_hand()[language]
    known = lexicon(language).known_words if language in languages() else frozenset[str]()
    return Speller(gates.spelled if known else (), gates.spelled, known)


def _sounds(gate: Gate, said: Sequence[str], begun: Set[str], gates: Gates) -> bool:
    """Whether a signal of a gate is in the clauses, whose words begin as `begun` tells."""
    return any(_heard(signal, said, gates) for signal in gate.signals.values() if not begun.isdisjoint(signal.stems))


def beginnings(said: Sequence[str]) -> set[str]:
    """All that the words begin with: "die" gives "d", "di" and "die"."""
    return {word[:length] for clause in said for word in clause.split() for length in range(1, len(word) + 1)}


def _heard(signal: Signal, said: Sequence[str], gates: Gates) -> bool:
    """Whether a signal is in the message, with what it needs and in no circumstance that undoes it."""
    for number, clause in enumerate(said):
        for hit in signal.cues.pattern.finditer(clause):
            about = " . ".join(said[max(0, number - 1) : number + 2])
            needed = signal.needs is None or _near(gates.circumstances[signal.needs], about)
            if needed and not any(
                _holds(gates.circumstances[name], clause, hit, about, gates) for name in signal.unless
            ):
                return True
    return False


def _holds(circumstance: Circumstance, clause: str, hit: re.Match[str], about: str, gates: Gates) -> bool:
    """Whether a sign stands in a circumstance; `about` is its clause with those beside it."""
    head, tail = clause[max(0, hit.start() - _REACH) : hit.start()], clause[hit.end() : hit.end() + _REACH]
    found = (
        (circumstance.before and circumstance.before.pattern.search(head))
        or (circumstance.after and circumstance.after.pattern.match(tail.lstrip()))
        or _near(circumstance, about if circumstance.beside else clause)
    )
    return bool(found) and not (circumstance.lifted_by and _near(gates.circumstances[circumstance.lifted_by], about))


def _near(circumstance: Circumstance, text: str) -> bool:
    return bool(circumstance.near and circumstance.near.pattern.search(text))
