"""What stands on the page for the chart."""

from __future__ import annotations

import pytest
from chats import FORBIDDEN, TODAY, chat
from patients import ALL_GOOD, MUCH, NOT_YET, PAGES, STORY, page

from bot.pages.points import Point
from bot.pages.summary import Summary, summary_of
from bot.pages.told import MOST_TOLD
from trials.catalog import trial


def points(made: Summary) -> dict[str, Point]:
    return {one.id: one for one in made.points}


def test_what_was_told_stands_there_with_its_date_and_words() -> None:
    told = {one.text: one.quote for one in page(STORY).told}
    assert told["platelets 38,000, between 9 and 15 November 2026"] == "platelets were 38k"
    assert told["age 14"] == "daughter is 14"


def test_what_was_denied_is_listed() -> None:
    assert page(STORY, "no hepatitis b and no hiv").beside[0].startswith("Said no to: hepatitis B")


def test_what_was_guessed_is_said_to_be_a_guess() -> None:
    made = page("she is 14, jdm. platelets 38. ALT 130, GGT 20")
    assert "platelets 38,000 (a guess)" in [one.text for one in made.told]
    assert points(made)["E5"].said == "platelets 38,000 (a guess) “platelets 38”"
    assert any(one.startswith("Compared with a common upper limit, as none was given: ") for one in made.beside)


def test_every_point_has_its_status_in_a_word_the_records_line_and_the_words_said() -> None:
    made = points(page(STORY))
    assert set(made) == {one.id for one in trial("NCT07089121").criteria}
    platelets = made["E5"]
    assert (platelets.status, platelets.standing) == ("fail", "stands in the way")
    assert platelets.record.startswith("Platelets < 50,000/mm3")
    assert (platelets.said, platelets.ask) == ("“platelets were 38k”", "")


def test_an_open_point_says_what_to_ask_and_whom() -> None:
    made = points(page(STORY))
    assert made["E3"].ask == "Lab sheet: What was the last neutrophil count (ANC)? It is on the blood count sheet."
    assert made["E11"].ask == "Ask the family: Has she ever had a positive HIV test?"
    assert made["E13"].ask == "For the study doctor to weigh."


def test_what_is_not_there_is_not_quoted_as_if_it_were() -> None:
    made = points(page(STORY, "no hep b, no tb"))
    assert made["E12"].said == "no TB (tuberculosis) “tb”"
    assert "negative" in made["E9"].said


def test_what_stands_in_the_way_comes_first_then_what_is_open() -> None:
    statuses = [one.status for one in page(STORY, MUCH).points]
    assert statuses == sorted(statuses, key=["fail", "unknown", "review", "pass"].index)
    assert page(STORY, MUCH).why == "In the way: platelets, immune deficiency or transplant, live vaccines"


@pytest.mark.parametrize(
    ("messages", "verdict", "colour"),
    [
        (("hi",), "Can't tell yet", "unknown"),
        ((STORY,), "Does not seem to fit, as things stand", "fail"),
        ((STORY, "platelets today 138k"), "May fit, some points are open", "review"),
        ((ALL_GOOD,), "Seems to fit everything the record lists", "pass"),
        (("she is 14, lupus since 11. mmr on nov 10",), "Not yet: from 8 December 2026", "fail"),
        ((NOT_YET,), "Not yet: from a birthday in 2028", "fail"),
    ],
)
def test_the_verdict(messages: tuple[str, ...], verdict: str, colour: str) -> None:
    made = page(*messages)
    assert made.verdict.startswith(verdict)
    assert made.colour == colour


def test_the_counts_are_of_all_points() -> None:
    made = page(STORY)
    assert [count for _, count in made.counts] == [
        "1 stands in the way",
        "19 open",
        "1 for the study team",
        "4 in order",
    ]


def test_whom_to_call_and_what_the_page_is() -> None:
    made = page(STORY)
    assert (made.contact, made.phone, made.dialled) == ("Cartesian Clinical Trials", "617-231-8102", "+16172318102")
    assert made.url == "https://clinicaltrials.gov/study/NCT07089121"
    assert (made.patient, made.day) == ("Patient P-017", "22 November 2026")
    assert "Record updated 9 January 2026. The study is recruiting." in made.footer[0]
    assert "not medical advice" in made.footer[1]
    assert "only the study team can decide" in made.footer[1]


def test_without_an_id_the_page_names_nobody() -> None:
    assert page(STORY, name="").patient == ""


def test_after_the_end_of_the_study_that_is_said() -> None:
    late = summary_of(chat(STORY)[0], TODAY.replace(year=2027))
    assert any("that day has passed" in one for one in late.notices)


def test_the_page_names_what_it_leaves_out() -> None:
    told = page(STORY, MUCH).told
    assert len(told) == MOST_TOLD + 1
    assert told[-1].text == "and 7 more"


@pytest.mark.parametrize("made", PAGES.values(), ids=PAGES)
def test_no_page_is_surer_than_the_bot(made: Summary) -> None:
    assert not any(word in made.model_dump_json().lower() for word in FORBIDDEN)
