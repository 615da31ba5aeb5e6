"""Speed as pytest-benchmark sees it; nothing is asserted on a clock. Run: pytest tests/benchmarks --benchmark-enable"""

from collections.abc import Callable

import pytest

from bot.dialogue import turn
from bot.session import Session
from nlp.reading import read
from tests.benchmarks.texts import TODAY, WORDS_30, WORDS_150, baseline

Benchmark = Callable[..., object]


@pytest.mark.parametrize("text", [WORDS_30, WORDS_150], ids=["30 words", "150 words"])
def test_baseline(benchmark: Benchmark, text: str) -> None:
    nlp = baseline()
    assert nlp(text)  # warm: what is loaded once is not the message's time
    assert benchmark(nlp, text)


@pytest.mark.parametrize("text", [WORDS_30, WORDS_150], ids=["30 words", "150 words"])
def test_reading(benchmark: Benchmark, text: str) -> None:
    assert read(text, "en", TODAY).facts
    assert benchmark(read, text, "en", TODAY)


def test_a_whole_turn(benchmark: Benchmark) -> None:
    assert turn(Session(), WORDS_30, TODAY)
    assert benchmark(turn, Session(), WORDS_30, TODAY)
