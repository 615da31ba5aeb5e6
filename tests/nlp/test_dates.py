from datetime import date

import pytest

from nlp.dates import find_dates
from nlp.text import fold
from tests.nlp.saying import TODAY


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on oct 5 2026", "2026-10-05", "2026-10-05"),
        ("July 8 of this year", "2026-07-08", "2026-07-08"),
        ("16 November", "2026-11-16", "2026-11-16"),
        ("on december 24", "2025-12-24", "2025-12-24"),
        ("11/19", "2026-11-19", "2026-11-19"),
        ("11/12/26", "2026-11-12", "2026-11-12"),
        ("2026-06-03", "2026-06-03", "2026-06-03"),
        ("in september", "2026-09-01", "2026-09-30"),
        ("back in december", "2025-12-01", "2025-12-31"),
        ("feb 2024", "2024-02-01", "2024-02-29"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("two weeks ago", "2026-11-08", "2026-11-08"),
        ("yesterday", "2026-11-21", "2026-11-21"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("on friday", "2026-11-20", "2026-11-20"),
        ("last spring", "2026-03-01", "2026-05-31"),
        ("summer of 2024", "2024-06-01", "2024-08-31"),
        ("14.03.2025", "2025-03-14", "2025-03-14"),
        ("2024/05/06", "2024-05-06", "2024-05-06"),
        ("2025-03", "2025-03-01", "2025-03-31"),
        ("in '23", "2023-01-01", "2023-12-31"),
        ("on the 9th", "2026-11-09", "2026-11-09"),
        ("the day before yesterday", "2026-11-20", "2026-11-20"),
        ("a fortnight ago", "2026-11-08", "2026-11-08"),
        ("a month and a half ago", "2026-09-22", "2026-09-22"),
        ("in the past 2 weeks", "2026-11-08", "2026-11-22"),
        ("years ago", "1996-11-29", "2024-11-22"),
        ("last christmas", "2025-12-25", "2025-12-25"),
        ("over thanksgiving", "2025-11-22", "2025-11-28"),
        ("easter 2025", "2025-03-22", "2025-04-25"),
    ],
)
def test_dates_are_read_as_past(text: str, first: str, last: str) -> None:
    (found,) = find_dates(fold(text), "en", TODAY)
    assert (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize("text", ["31/31/2020", "february 30 2024", "he may come", "strength 3/5", "call 617-231-8102"])
def test_what_is_no_date(text: str) -> None:
    assert not find_dates(fold(text), "en", TODAY)


def test_the_reading_of_a_date_depends_on_the_given_today_alone() -> None:
    (found,) = find_dates("in september", "en", date(2030, 3, 1))
    assert found.first == date(2029, 9, 1)
