"""Writes PHENOMENA.md: how well each phenomenon of the corpus is read. Run it as `python -m tests.gold.phenomena`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.evaluation.chats import conversation_scores
from bot.evaluation.gold import gold
from bot.evaluation.messages import message_scores
from bot.evaluation.tally import ratio
from tests.gold.gold import PHENOMENA

TABLE = Path(__file__).parent / "PHENOMENA.md"
EXAMPLES = 3
LONGEST = 60  # characters of an example
HEAD = """# What people write, by phenomenon

How well `trialfit` reads the messages of `en/phenomena`, which were written and labelled before they were measured.
`python -m tests.gold.phenomena` writes this file.
`trialfit evaluate tests/gold/en/phenomena --misses 20` shows what went wrong.
What a phenomenon must lead to in a chat is told in `phenomena.yaml`.

| phenomenon | examples | messages | precision | recall |
| --- | --- | ---: | ---: | ---: |
"""
CHATS = """
What is corrected in a later message counts by where the chat ends.

| phenomenon | examples | chats | verdicts right | statuses right |
| --- | --- | ---: | ---: | ---: |
"""


def table() -> str:
    """The text of PHENOMENA.md as the code reads the corpus now."""
    return HEAD + "\n".join(_messages()) + "\n" + CHATS + "\n".join(_chats()) + "\n"


def _messages() -> Iterator[str]:
    messages = gold(PHENOMENA).messages
    tallies = message_scores(messages).by_group
    for name in dict.fromkeys(one.phenomenon for one in messages if one.phenomenon):
        texts = [one.text for one in messages if one.phenomenon == name]
        yield _row(name, texts, tallies[name].precision, tallies[name].recall)


def _chats() -> Iterator[str]:
    chats = gold(PHENOMENA).conversations
    for name in dict.fromkeys(one.phenomenon for one in chats if one.phenomenon):
        some = [one for one in chats if one.phenomenon == name]
        scores = conversation_scores(some)
        verdicts, statuses = ratio(scores.verdicts_right, scores.chats), ratio(scores.statuses_right, scores.statuses)
        yield _row(name, [" / ".join(one.turns) for one in some], verdicts, statuses)


def _row(name: str, texts: list[str], *shares: float) -> str:
    cells = [name, _examples(texts), str(len(texts)), *(f"{share:.3f}" for share in shares)]
    return f"| {' | '.join(cells)} |"


def _examples(texts: Iterable[str]) -> str:
    """The first few texts that are short enough for a cell; of texts that are all longer, the beginning of one."""
    lines = [text.replace("\n", " ⏎ ").replace("\t", " ").replace("|", "\\|") for text in texts]
    short = [line for line in lines if len(line) <= LONGEST]
    return "<br>".join(short[:EXAMPLES]) or f"{lines[0][:LONGEST]} …"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
