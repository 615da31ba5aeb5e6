"""The chapter of the gates: what sets each off, and what is answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.script.blocks import Block, Heading, Says, Table, Text
from bot.script.marks import Marks
from bot.wording.gates import Gate, gates_at_hand
from bot.wording.script import Sign

_SHARES = (0.5, 0.5)


def gates(marks: Marks) -> Iterator[Block]:
    """The gates, the most urgent first."""
    words = marks.script.gates
    yield from marks.chapter(words)
    for name in words.kinds:
        yield Heading(level=2, text=words.kinds[name])
        at_hand = {language: getattr(every, name) for language, every in gates_at_hand().items()}
        for language, gate in at_hand.items():
            yield Says(when=words.reply.format(language=marks.script.about.languages[language]), text=gate.reply)
        if name == "guardian":
            yield Text(text=words.guardian_text)
        heard = (words.signal[signal] for signal in _signals(at_hand.values()))
        yield _signs(words.signals, words.guardian if name == "guardian" else heard)
        yield Text(text=words.quiet)
        yield _signs(words.quiet_head, words.unless[name])


def _signals(every: Iterable[Gate]) -> Iterable[str]:
    """The names of the signals that set off a gate, in all languages."""
    return dict.fromkeys(name for gate in every for name in getattr(gate, "signals", ()))


def _signs(head: tuple[str, str], signs: Iterable[Sign]) -> Table:
    rows = tuple((sign.about, " / ".join((*sign.en, *sign.es))) for sign in signs)
    return Table(head=head, rows=rows, shares=_SHARES)
