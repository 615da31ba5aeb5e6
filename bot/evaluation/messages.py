"""How well messages are read: what they state against what `trialfit extract` finds in them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.evaluation.claims import Claim, Statement, claims
from bot.evaluation.gold import Message
from bot.evaluation.tally import Tally, ratio
from bot.json_lines import extraction


@dataclass
class MessageScores:
    """The figures over some messages; `wrong` describes each message that was not read as labelled."""

    messages: int = 0
    exact: int = 0
    total: Tally = field(default_factory=Tally)
    by_concept: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_group: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    confusions: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def exact_share(self) -> float:
        """The share of messages of which everything was read as labelled and nothing else."""
        return ratio(self.exact, self.messages)

    def add(self, message: Message, found: Iterable[Claim]) -> None:
        """Counts one message, in which these claims were found."""
        hits, missed, invented = compared(claims(message.facts), sorted(set(found), key=str))
        self.messages += 1
        self.exact += not missed and not invented
        for tally in (self.total, *(self.by_group[one] for one in message.groups)):
            tally.add(len(hits), len(missed), len(invented))
        for claim in hits:
            self.by_concept[claim.concept].hits += 1
        for claim in missed:
            self.by_concept[claim.concept].missed += 1
            self.confusions[_confusion(claim, invented)] += 1
        for claim in invented:
            self.by_concept[claim.concept].invented += 1
            if not any(claim.concept == one.concept for one in missed):
                self.confusions[f"{_kind(claim)} invented"] += 1
        if missed or invented:
            self.wrong.append(f"{message.id}: missed {_listed(missed)}; invented {_listed(invented)}\n{message.text}")


def message_scores(messages: Iterable[Message]) -> MessageScores:
    """The figures over these messages. Raises TrialfitError where a data file is wrong."""
    scores = MessageScores()
    for message in messages:
        scores.add(message, claims(found_in(message)))
    return scores


def found_in(message: Message) -> list[Statement]:
    """What `trialfit extract` finds in a message."""
    request = message.model_dump(mode="json", include={"id", "text", "lang", "today"})
    return [Statement.model_validate(fact) for fact in extraction(json.dumps(request).encode())["facts"]]


def compared(stated: Sequence[Claim], found: Sequence[Claim]) -> tuple[list[Claim], list[Claim], list[Claim]]:
    """The stated claims that were found, those that were missed, and the found ones that were not stated."""
    hits, missed, left = [], [], list(found)
    for claim in stated:
        same = next((one for one in left if claim.agrees(one)), None)
        if same is None:
            missed.append(claim)
        else:
            left.remove(same)
            hits.append(claim)
    return hits, missed, left


def _confusion(missed: Claim, invented: Iterable[Claim]) -> str:
    instead = next((one for one in invented if one.concept == missed.concept), None)
    if instead is None:
        return f"{_kind(missed)} missed"
    return f"{_kind(missed)} taken for {_value(instead) if _value(instead) != _value(missed) else 'another number'}"


def _kind(claim: Claim) -> str:
    return f"{claim.concept}: {_value(claim)}"


def _value(claim: Claim) -> str:
    """The value in a word: of a number only whether it is a bound or a multiple."""
    if isinstance(claim.value, float):
        return ("a number" if claim.op == "=" else "a bound") + (" xULN" if claim.unit == "xULN" else "")
    return str(claim.value)


def _listed(some: Iterable[Claim]) -> str:
    return ", ".join(map(str, some)) or "nothing"
