"""The page as HTML: complete in itself, escaped, and built so that a screen reader can read it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from patients import ALL_GOOD, PAGES, STORY, page

from bot.pages.html import summary_html
from bot.pages.summary import Summary

NASTY = "<script>alert(1)</script>\"'&{{ 7*7 }}</style><!--"


class Read(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.mark.parametrize("made", PAGES.values(), ids=PAGES)
def test_it_needs_nothing_from_elsewhere(made: Summary) -> None:
    read = Read(summary_html(made))
    assert not read.all("script")
    assert not read.all("link")
    assert not read.all("img")
    assert not any({"src", "onload", "style"} & set(attributes) for _, attributes in read.elements)
    assert "url(" not in summary_html(made)


def test_all_that_the_page_says_is_in_it() -> None:
    made = page(STORY, ALL_GOOD)
    said = Read(summary_html(made)).text()
    points = [words for one in made.points for words in (one.standing, one.label, one.record, one.said, one.ask)]
    told = [words for one in made.told for words in (one.text, one.quote)]
    for words in (
        made.title,
        made.patient,
        made.day,
        made.verdict,
        made.phone,
        *made.beside,
        *made.footer,
        *points,
        *told,
    ):
        assert words in said


def test_a_screen_reader_finds_its_way() -> None:
    read = Read(summary_html(page(STORY)))
    assert read.all("html") == [{"lang": "en"}]
    assert len(read.all("h1")) == len(read.all("main")) == len(read.all("caption")) == 1
    assert [one["scope"] for one in read.all("th")] == ["col"] * 4 + ["row"] * 25
    assert read.all("title")
    links = {one["href"]: one for one in read.all("a")}
    assert set(links) == {"tel:+16172318102", "https://clinicaltrials.gov/study/NCT07089121"}
    assert links["https://clinicaltrials.gov/study/NCT07089121"]["aria-label"]


def test_a_status_is_told_without_colour_too() -> None:
    row = '<tr class="fail"><td class="status"><span aria-hidden="true">×</span> stands in the way</td>'
    assert row in summary_html(page(STORY))


def test_a_contact_without_a_number_is_no_link() -> None:
    html = summary_html(page(STORY).model_copy(update={"dialled": "", "phone": "not named"}))
    assert "tel:" not in html
    assert "not named" in html


def nasty_page(nasty: str) -> str:
    """A page with the same text wherever somebody's words may stand."""
    made = page(STORY)
    told = tuple(one.model_copy(update={"text": nasty, "quote": nasty}) for one in made.told)
    points = tuple(one.model_copy(update={"record": nasty, "said": nasty, "ask": nasty}) for one in made.points)
    fields = dict.fromkeys(("patient", "verdict", "why", "phone", "contact"), nasty)
    return summary_html(
        made.model_copy(update={**fields, "told": told, "points": points, "notices": (nasty,), "beside": (nasty,)})
    )


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60).map(lambda more: NASTY + more))
def test_whatever_a_field_holds_stays_text(nasty: str) -> None:
    assert Read(nasty_page(nasty)).elements == Read(nasty_page("plain")).elements
    assert "{{ 7*7 }}" in Read(nasty_page(nasty)).text()
