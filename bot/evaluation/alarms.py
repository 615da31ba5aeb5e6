"""How well the gates stand: which one the last turn of a chat sets off, against the one that it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.evaluation.doors import last, named
from bot.evaluation.gold import Alarm


@dataclass
class AlarmScores:
    """The figures over chats that set off a gate, or must not; `wrong` describes each mistake."""

    chats: int = 0
    quiet: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    mistaken: int = 0
    false_alarms: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, expected: str | None, gate: str | None) -> None:
        """Counts one chat whose last turn set off this gate."""
        self.chats += 1
        self.quiet += expected is None
        if gate == expected:
            return
        if expected is None:
            self.false_alarms += 1
        elif gate is None:
            self.missed[expected] += 1
        else:
            self.mistaken += 1
        self.wrong.append(f"{name}: {expected} taken for {gate}")


def alarm_scores(alarms: Iterable[Alarm]) -> AlarmScores:
    """The figures over these chats: which gate the last turn of each set off."""
    scores = AlarmScores()
    for one in alarms:
        scores.add(named(one.id, one.turns), one.gate, last(one, one.turns)["gate"])
    return scores
