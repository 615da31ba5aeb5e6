"""The three gates that every message passes before anything else is read: crisis, emergency, guardian."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from bot.session import Session
from bot.under_age import child_language
from bot.wording.gates import Circumstance, Gates, Signal, gates_at_hand
from nlp.facts import Frozen
from nlp.lexicon import lexicon
from nlp.reading import languages
from nlp.spelling import Speller
from nlp.text import fold

_MARK = re.compile(r"\s*(?:[!?;\n|¿¡]|\.(?!\d))[\s.!?;|¿¡]*")
_WORD = re.compile(r"[a-z]{5,}")
_REACH = 90  # characters before and after a sign in which its circumstances are looked for


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
    heard = {language: sentences(message, language, gates) for language, gates in gates_at_hand()}
    child = child_language({language: ". ".join(said) for language, said in heard.items()}, session, today)
    after = session.fresh().model_copy(update={"child_writes": child}) if child else session
    after = after.model_copy(update={"asking": (), "repeats": 0})
    for name in ("crisis", "emergency"):
        for language, gates in gates_at_hand():
            signals: Sequence[Signal] = getattr(gates, name)
            if any(_sounds(signal, heard[language], gates) for signal in signals):
                return Gated(name=name, reply=gates.replies[name], session=after)
    replies = {language: gates.replies["guardian"] for language, gates in gates_at_hand()}
    return Gated(name="guardian", reply=replies[child], session=after) if child else None


def sentences(message: str, language: str, gates: Gates) -> list[str]:
    """The sentences of a message in plain words: lower case, no apostrophes, dictated marks and key words put right."""
    text = fold(message).replace("'", "")
    for mark, spoken in gates.marks.items():
        text = spoken.sub(mark, text)
    found = (" ".join(one.split()) for one in _MARK.split(text))
    speller = _speller(language)
    return [_WORD.sub(lambda word: speller.correct(word.group()) or word.group(), one) for one in found if one]


@cache
def _speller(language: str) -> Speller:
    """Puts right the key words of the gates; without a vocabulary it changes none."""
    gates = dict(gates_at_hand())[language]
    known = lexicon(language).known_words if language in languages() else frozenset[str]()
    return Speller(gates.spelled if known else (), gates.spelled, known)


def _sounds(signal: Signal, said: Sequence[str], gates: Gates) -> bool:
    """Whether a signal is in the message, with what it needs and in no circumstance that undoes it."""
    for number, sentence in enumerate([". ".join(said)] if signal.across else said):
        for hit in signal.cues.finditer(sentence):
            about = " . ".join(said[max(0, number - 1) : number + 2])
            needed = signal.needs is None or _near(gates.circumstances[signal.needs], about)
            if needed and not any(_holds(gates.circumstances[name], sentence, hit, gates) for name in signal.unless):
                return True
    return False


def _holds(circumstance: Circumstance, sentence: str, hit: re.Match[str], gates: Gates) -> bool:
    head, tail = sentence[max(0, hit.start() - _REACH) : hit.start()], sentence[hit.end() : hit.end() + _REACH]
    around = head + hit.group() + tail
    found = (
        (circumstance.before and any(one.end() == len(head) for one in circumstance.before.finditer(head)))
        or (circumstance.after and circumstance.after.match(tail))
        or _near(circumstance, around)
    )
    lifted = circumstance.lifted_by and _near(gates.circumstances[circumstance.lifted_by], around)
    return bool(found and not lifted)


def _near(circumstance: Circumstance, text: str) -> bool:
    return bool(circumstance.near and circumstance.near.search(text))
