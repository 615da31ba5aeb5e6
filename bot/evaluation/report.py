"""The figures of an evaluation as lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bot.evaluation.alarms import AlarmScores, alarm_scores
from bot.evaluation.chats import ChatScores, conversation_scores, person_scores
from bot.evaluation.gold import gold
from bot.evaluation.messages import MessageScores, message_scores
from bot.evaluation.tally import Tally, ratio

MOST_CONFUSIONS = 15


def evaluation(folder: Path, misses: int = 0) -> str:
    """The figures of the labelled examples in a folder, by kind, and of each kind so many that went wrong.

    Raises GoldError where the folder holds no examples or a line is not of its form.
    """
    examples = gold(folder)
    parts: list[str] = []
    if examples.messages:
        scores = message_scores(examples.messages)
        parts += [*_messages(scores), *_wrong(scores.wrong, misses)]
    for title, chats in (
        ("conversations", conversation_scores(examples.conversations)),
        ("simulated people", person_scores(examples.people)),
    ):
        if chats.chats:
            parts += [*_chats(title, chats), *_wrong(chats.wrong, misses)]
    if examples.alarms:
        alarms = alarm_scores(examples.alarms)
        parts += [*_alarms(alarms), *_wrong(alarms.wrong, misses)]
    return "\n".join(parts).strip()


def _messages(scores: MessageScores) -> Iterator[str]:
    total = scores.total
    yield f"\nmessages: {scores.messages}"
    yield f"  precision {total.precision:.4f}  recall {total.recall:.4f}  F1 {total.f1:.4f}"
    yield f"  wholly right {scores.exact_share:.4f}"
    yield from _tallies("concept", scores.by_concept)
    yield from _tallies("example of", scores.by_group)
    yield from _confusions(scores.confusions)


def _chats(title: str, scores: ChatScores) -> Iterator[str]:
    yield f"\n{title}: {scores.chats}"
    yield f"  verdicts right {ratio(scores.verdicts_right, scores.chats):.4f}"
    yield f"  statuses right {ratio(scores.statuses_right, scores.statuses):.4f}"
    yield f"  dates right {scores.dates_right} of {scores.dates}"
    yield f"  false fits {scores.false_fits}  false exclusions {scores.false_exclusions}"
    if scores.questions:
        mean = ratio(sum(scores.questions), len(scores.questions))
        yield f"  questions {mean:.2f} on average, {max(scores.questions)} at most; never ended {scores.endless}"
    yield from _confusions(scores.confusions)


def _alarms(scores: AlarmScores) -> Iterator[str]:
    yield f"\ngates: {scores.chats}"
    missed = ", ".join(f"{gate} {count}" for gate, count in scores.missed.items())
    yield f"  missed {scores.missed.total()}{f' ({missed})' if missed else ''}  taken for another {scores.mistaken}"
    yield f"  false alarms {scores.false_alarms} of {scores.quiet} ({ratio(scores.false_alarms, scores.quiet):.4f})"


def _tallies(heading: str, tallies: Mapping[str, Tally]) -> Iterator[str]:
    if not tallies:
        return
    width = max(map(len, (heading, *tallies)))
    yield f"  {heading:<{width}}  stated  missed  invented  precision  recall"
    for name, one in sorted(tallies.items()):
        stated = one.hits + one.missed
        precision = f"{one.precision:.4f}" if one.hits + one.invented else "-"
        recall = f"{one.recall:.4f}" if stated else "-"
        yield f"  {name:<{width}}  {stated:>6}  {one.missed:>6}  {one.invented:>8}  {precision:>9}  {recall:>6}"


def _confusions(confusions: Counter[str]) -> Iterator[str]:
    if confusions:
        yield "  confusions"
    for name, count in confusions.most_common(MOST_CONFUSIONS):
        yield f"    {count:>3}  {name}"


def _wrong(wrong: Iterable[str], misses: int) -> Iterator[str]:
    for one in list(wrong)[:misses]:
        yield "  wrong: " + one.replace("\n", "\n    ")
