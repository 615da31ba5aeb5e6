"""The assertion cases are well-formed, and trialfit reads them no worse than before. The floors may only be raised."""

from collections import Counter
from statistics import mean

from tests.benchmarks.assertion_cases import MEANINGS, cases, ours

FOUR_WAYS = 0.75
ABSENT_OR_NOT = 0.83


def test_each_case_marks_a_target_with_a_meaning() -> None:
    for case in cases():
        assert case.meaning in MEANINGS, case
        assert case.target.strip() == case.target != "", case
        assert not {"[", "]"} & set(case.text), case


def test_no_target_stands_twice() -> None:
    assert not [place for place, times in Counter((case.text, case.start) for case in cases()).items() if times > 1]


def test_there_are_cases_of_each_meaning_in_both_halves() -> None:
    counts = Counter((case.meaning, case.held) for case in cases())
    assert counts.total() >= 200
    assert all(counts[meaning, held] >= 20 for meaning in MEANINGS for held in (True, False)), counts


def test_trialfit_reads_them_no_worse_than_before() -> None:
    read = [(case.meaning, ours(case)) for case in cases()]
    assert mean(meaning == found for meaning, found in read) >= FOUR_WAYS
    assert mean((meaning == "absent") == (found == "absent") for meaning, found in read) >= ABSENT_OR_NOT
