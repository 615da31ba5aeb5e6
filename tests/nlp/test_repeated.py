"""Texts that say the same again and again, as a stuck key or an attacker does: read to the end, without much ado."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pytest

from nlp.reading import read

TODAY = date(2026, 11, 22)
REPEATED = """1,|1/|a |no, |platelets |((|2020 |14 yo |<|and |1 |1-|-|. |she |lupus |i have lupus, |at 5 |1k |x10|
10^|not |?|hep b neg, |HIV -|since 2020 |my mom |plt: 40 / |anc anc 1 |he is 14 and |hundred |
ten thousand |point five |half |9|cancer in 2020, |vaccine on monday, |wait no, |sorry 13, |
ALT 40 (0-40) |her sister and |both |was 9 when |in our family |has lupus |lupus or |no lupus, |neg hep b, |
his brother |Ana |Ana is 16, |hgb 9, |was 9 now 8 |platelets 5 |age 12 |cancer 2020 |cancer cancer """


def work(text: str) -> int:
    """How many functions are called to read a text: what it costs, the same on every machine."""
    calls = 0

    def count(_: Any, event: str, __: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read(text, "en", TODAY)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("piece", REPEATED.replace("\n", "").split("|"))
def test_a_long_text_is_read_whatever_it_repeats(piece: str) -> None:
    read("hello", "en", TODAY)
    shorter, longer = (work((piece * size)[:size]) for size in (1_000, 4_000))
    assert longer < 10 * shorter  # four times the text: 16 times the work where all is compared with all
