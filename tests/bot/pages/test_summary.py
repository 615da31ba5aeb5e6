"""The page to take along: what stands on it, and that it is one page with every letter it needs."""

from __future__ import annotations

import re

import pytest
from chats import TODAY, chat

from bot.pages.fonts import letters, shown
from bot.pages.pdf import summary_pdf
from bot.pages.summary import MOST_TOLD, Summary, summary_of
from bot.session import Session
from trials.catalog import trial

STORY = "my daughter is 14, lupus since she was 11, moderate. shes on cellcept. platelets were 38k last week"
LONG = """AST 40, ALT 41, GGT 20, eGFR 99, INR 1.0, PTT 30 s, creatinine 0.8, ANC 3.2, hgb 11, no hep b, no hep c,
    hiv negative, no tb, asthma well controlled, depression, took methotrexate, prednisone, IVIG, rituximab, plaquenil,
    azathioprine, tacrolimus, cyclophosphamide, belimumab, a blood clot in may 2020, mmr on 9 november,
    breast cancer in 2010, kidney transplant in 2019, diabetes, high blood pressure, arthritis, pneumonia last week,
    on warfarin"""


def page(*messages: str) -> Summary:
    return summary_of(chat(*messages)[0], TODAY)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_what_was_told_stands_there_with_the_persons_words() -> None:
    told = dict(page(STORY).told)
    assert told["platelets 38,000, between 9 and 15 November 2026"] == "platelets were 38k"
    assert told["age 14"] == "daughter is 14"


def test_what_was_denied_is_listed() -> None:
    assert page(STORY, "no hepatitis b and no hiv").denied.startswith("Said no to: hepatitis B")


def test_every_point_has_its_status_record_line_and_words() -> None:
    points = {one.name.split()[0]: one for one in page(STORY).points}
    assert list(points) == [one.id for one in trial("NCT07089121").criteria]
    platelets = points["E5"]
    assert (platelets.status, platelets.standing) == ("fail", "stands in the way")
    assert platelets.record.startswith("Platelets < 50,000/mm3")
    assert platelets.words == '"platelets were 38k"'
    assert points["E3"].standing == "open"


@pytest.mark.parametrize(
    ("messages", "verdict"),
    [
        (("hi",), "Can't tell yet"),
        ((STORY,), "Does not seem to fit, as things stand"),
        ((STORY, "platelets today 138k"), "May fit, some points are open"),
        (("she is 14, lupus since 11. mmr on nov 10",), "Not yet: from 8 December 2026"),
    ],
)
def test_the_verdict_comes_first(messages: tuple[str, ...], verdict: str) -> None:
    assert page(*messages).verdict.startswith(verdict)


def test_whom_to_call_what_is_open_and_what_the_page_is() -> None:
    made = page(STORY)
    assert made.call[:2] == ("Cartesian Clinical Trials", "617-231-8102")
    assert any("on the lab sheet" in one for one in made.open)
    assert any("any other abnormal lab result" in one for one in made.open)
    assert "not medical advice" in made.made
    assert "only the study team can decide" in made.made


def test_after_the_end_of_the_study_that_is_said() -> None:
    late = summary_of(chat(STORY)[0], TODAY.replace(year=2027))
    assert any("that day has passed" in one for one in late.notices)


def test_the_page_names_what_it_leaves_out() -> None:
    told = page(STORY, LONG).told
    assert len(told) <= MOST_TOLD + 1
    assert len(told) > 20


@pytest.mark.parametrize(
    "messages",
    [
        ("hi",),
        (STORY,),
        (STORY, LONG),
        (STORY, "my notes: <b>&amp;</b> Zoë Müller \u4f60\u597d 😀 platelets 38k ≥ ½ × µ"),
    ],
)
def test_it_is_one_page(messages: tuple[str, ...]) -> None:
    made = summary_pdf(page(*messages))
    assert made.startswith(b"%PDF")
    assert pages(made) == 1
    assert summary_pdf(page(*messages)) == made


def test_a_page_full_to_the_brim_is_still_one() -> None:
    full = page(STORY, LONG)
    points = tuple(one.model_copy(update={"words": '"' + "long words " * 5 + '"'}) for one in full.points)
    told = tuple((f"{number} " + "something told " * 3, "with words " * 5) for number in range(MOST_TOLD + 1))
    denied = "Said no to: " + ", ".join(["a disease with a long name"] * 40)
    full = full.model_copy(update={"points": points, "told": told, "denied": denied})
    assert pages(summary_pdf(full)) == 1


def test_the_font_has_what_the_record_and_names_need() -> None:
    assert set("≥≤×µ½²áéíñüçøłšžÁÑ“”•…–—") <= letters()


def test_what_the_font_lacks_is_left_out_and_all_else_escaped() -> None:
    assert shown("a < b\n& \u4f60c😀") == "a &lt; b &amp; c"


def test_a_chat_with_nothing_known_has_a_page_too() -> None:
    assert pages(summary_pdf(summary_of(Session(), TODAY))) == 1
