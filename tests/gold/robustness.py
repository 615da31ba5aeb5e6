"""How much worse messages are read when they are disturbed. Run it as `python -m tests.gold.robustness FOLDER...`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.evaluation.gold import Message, gold
from bot.evaluation.messages import message_scores
from tests.gold.disturbances import DISTURBANCES, disturbed


class Fall(NamedTuple):
    """What a disturbance costs: the messages that it changed, and F1 over all messages with it."""

    name: str
    changed: tuple[Message, ...]
    f1: float


def falls(messages: Sequence[Message]) -> tuple[float, list[Fall]]:
    """F1 of the messages as they are, and what each disturbance does to it."""
    found = []
    for name in DISTURBANCES:
        others = [disturbed(message, name) for message in messages]
        changed = tuple(new for old, new in zip(messages, others, strict=True) if new.text != old.text)
        found.append(Fall(name, changed, message_scores(others).total.f1))
    return message_scores(messages).total.f1, found


def mean_fall(messages: Sequence[Message]) -> float:
    """By how much F1 falls, on average over the disturbances."""
    f1, found = falls(messages)
    return sum(f1 - one.f1 for one in found) / len(found)


def main() -> None:
    """Prints F1 for each disturbance, the mean fall, and what is read wrongly only because of a disturbance."""
    parser = argparse.ArgumentParser(description="How much worse messages are read when they are disturbed.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="with a messages.jsonl")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show so many of each disturbance")
    options = parser.parse_args()
    messages = [message for folder in options.folders for message in gold(folder).messages]
    f1, found = falls(messages)
    print(f"{len(messages)} messages, F1 {f1:.4f}")
    for one in found:
        print(f"  {one.name:<18} F1 {one.f1:.4f}  fall {f1 - one.f1:+.4f}  changed {len(one.changed)}")
    print(f"  mean fall {sum(f1 - one.f1 for one in found) / len(found):+.4f}")
    right = {message.id for message in messages if not message_scores([message]).wrong}
    for one in found:
        for wrong in _newly_wrong(one.changed, right)[: options.misses]:
            print(f"[{one.name}] {wrong}")


def _newly_wrong(changed: Iterable[Message], right: set[str]) -> list[str]:
    return [wrong for new in changed if new.id in right for wrong in message_scores([new]).wrong]


if __name__ == "__main__":
    main()
