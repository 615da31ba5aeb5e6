"""The page as a PDF: one page with every letter it needs, links that work, a code that can be scanned."""

from __future__ import annotations

import re

import pypdfium2
import pytest
import zxingcpp
from chats import TODAY
from patients import PAGES, STORY, page

from bot.pages.fonts import letters, shown
from bot.pages.pdf import summary_pdf
from bot.pages.summary import Summary, summary_of
from bot.session import Session


def text_of(pdf: bytes) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


@pytest.mark.parametrize("made", PAGES.values(), ids=PAGES)
def test_it_is_one_page(made: Summary) -> None:
    pdf = summary_pdf(made)
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == (612, 792)
    assert summary_pdf(made) == pdf


def test_all_that_the_page_says_is_in_it() -> None:
    made = page(STORY)
    said = text_of(summary_pdf(made))
    for words in (made.title, made.patient, made.day, made.verdict, made.why, made.phone, *made.footer):
        assert words in said
    for one in made.points:
        for words in (one.standing, one.label, one.record, one.said, one.ask):
            assert words in said
    for thing in made.told:
        assert thing.text in said


def test_it_says_what_it_is_and_in_which_language() -> None:
    pdf = summary_pdf(page(STORY))
    assert pypdfium2.PdfDocument(pdf).get_metadata_dict()["Title"] == "Descartes-08 study · NCT07089121 · Patient P-017"
    assert re.search(rb"/Lang\s*\(en\)", pdf)


def test_the_telephone_number_and_the_code_can_be_clicked() -> None:
    links = set(re.findall(rb"/URI\s*\(([^)]*)\)", summary_pdf(page(STORY))))
    assert links == {b"tel:+16172318102", b"https://clinicaltrials.gov/study/NCT07089121"}


@pytest.mark.parametrize("dots", [72, 150, 300])
def test_the_code_opens_the_registry_page_from_a_screen_and_from_paper(dots: int) -> None:
    image = pypdfium2.PdfDocument(summary_pdf(page(STORY)))[0].render(scale=dots / 72 if dots > 72 else 1.5).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(image)] == ["https://clinicaltrials.gov/study/NCT07089121"]


def test_the_font_has_what_the_record_and_names_need() -> None:
    assert set("≥≤×µ½²áéíñüçøłšžÁÑ“”•…–—✓×!?") <= letters()


def test_what_the_font_lacks_is_left_out_and_all_else_escaped() -> None:
    assert shown("a < b\n& \u4f60c😀") == "a &lt; b &amp; c"


def test_a_chat_with_nothing_known_has_a_page_too() -> None:
    assert "Nothing was told yet." in text_of(summary_pdf(summary_of(Session(), TODAY)))
