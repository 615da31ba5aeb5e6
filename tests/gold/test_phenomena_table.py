"""The table of phenomena says how the corpus is read now."""

from collections import Counter

from bot.evaluation.gold import gold
from tests.gold.gold import PHENOMENA
from tests.gold.phenomena import TABLE, table

FEWEST = 12


def test_the_table_is_up_to_date() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "run python -m tests.gold.phenomena"


def test_every_phenomenon_has_enough_examples() -> None:
    corpus = gold(PHENOMENA)
    examples = [*corpus.messages, *corpus.conversations]
    counts = Counter(one.phenomenon for one in examples)
    assert None not in counts
    assert min(counts.values()) >= FEWEST
    assert len({one.id for one in examples}) == len(examples)
