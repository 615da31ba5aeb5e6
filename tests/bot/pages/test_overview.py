"""The overview of a screened list: its numbers, which stand there without a script, and that no id breaks out of it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape

import pytest
from chats import FORBIDDEN, TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from lists import CRITERIA, TRIAL, overview, row, rows

from bot.pages.overview import overview_html
from bot.pages.screened import OverviewRow, overview_of

FIVE = (
    row("A-1", E5="fail", E3="unknown"),
    row("A-2", E5="fail", E24="fail"),
    row("A-3", E3="unknown", E4="unknown"),
    row("A-4"),
    OverviewRow(id="A-5"),
)


def words_of(html: str) -> str:
    """What is read on the page, as text."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_verdicts_and_statuses_are_counted() -> None:
    made = overview(*FIVE)
    assert made.verdicts == (1, 1, 0, 2, 1)
    assert made.statuses["E5"] == {"pass": 2, "fail": 2, "review": 0, "unknown": 0}
    assert made.statuses["E3"] == {"pass": 2, "fail": 0, "review": 0, "unknown": 2}
    assert tuple(made.statuses) == CRITERIA


def test_every_row_is_in_the_table_also_one_that_could_not_be_read() -> None:
    assert [line[0] for line in overview(*FIVE).lines] == ["A-1", "A-2", "A-3", "A-4", "A-5"]


def test_rows_are_looked_at_one_by_one() -> None:
    assert sum(overview_of(rows(500), TRIAL, TODAY).verdicts) == 500


def test_the_numbers_stand_there_in_words() -> None:
    said = words_of(overview_html(overview(*FIVE)))
    assert "5 patients screened" in said
    assert "✓ Seems to fit 1 20%" in said
    assert "× Does not seem to fit 2 40%" in said
    assert "– Could not be read 1" in said
    assert "Made on 22 November 2026" in said
    assert "Only the study team can decide" in said


def test_what_stops_most_people_comes_first_then_what_is_open_for_most() -> None:
    said = words_of(overview_html(overview(*FIVE)))
    table = said[said.index("For the study team") :]
    assert table.startswith(
        "For the study team platelets E5 2 blood clot or stroke E24 1 neutrophils (ANC) E3 2 hemoglobin"
    )


def test_an_empty_list_has_a_page_too() -> None:
    said = words_of(overview_html(overview()))
    assert "0 patients screened" in said
    assert "Could not be read" not in said


def test_one_patient_is_no_patients() -> None:
    assert "1 patient screened" in words_of(overview_html(overview(row("A-1"))))


def test_it_is_never_surer_than_the_bot() -> None:
    assert not any(word in words_of(overview_html(overview(*FIVE))).lower() for word in FORBIDDEN)


def test_only_its_own_script_may_run() -> None:
    html = overview_html(overview(*FIVE))
    script = html.rsplit("<script>", 1)[1].removesuffix("</script>\n</body>\n</html>").removesuffix("</script>")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html
    assert "unsafe-eval" not in html
    assert "innerHTML" not in html


NASTY = ["</script><script>alert(1)</script>", "<!--", "<script>", "]]>", "\u2028", "{{7*7}}"]


@settings(max_examples=50, deadline=None)
@given(st.text() | st.sampled_from(NASTY))
def test_no_id_breaks_out_of_its_place(name: str) -> None:
    html = overview_html(overview(row(name)))
    plain = overview_html(overview(row("plain")))
    assert html.count("<") == plain.count("<")
    assert data_of(html)["rows"] == [[name, 0, "", "p" * len(CRITERIA)]]
    assert html.encode()


@pytest.mark.parametrize("unknown", ["E99", "NOPE"])
def test_a_criterion_that_the_trial_lacks_is_left_out(unknown: str) -> None:
    made = overview(OverviewRow(id="1", verdict="needs_info", statuses={unknown: "fail"}))
    assert unknown not in made.statuses
    assert made.lines == (("1", 2, "", "-" * len(CRITERIA)),)
