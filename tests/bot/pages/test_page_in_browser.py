"""The HTML page in a real browser: it prints on one page, can be scanned, and asks for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from patients import PAGES, STORY, page
from watched import Watched

from bot.pages.html import summary_html
from bot.pages.summary import Summary


@pytest.mark.parametrize("made", PAGES.values(), ids=PAGES)
def test_it_prints_on_one_page_of_us_letter(made: Summary, watched: Watched, tmp_path: Path) -> None:
    watched.shows(summary_html(made), tmp_path)
    printed = watched.printed()
    assert len(printed) == 1
    assert printed[0].get_size() == (612, 792)


def test_the_code_opens_the_registry_page(watched: Watched, tmp_path: Path) -> None:
    watched.shows(summary_html(page(STORY)), tmp_path)
    for image in (watched.printed()[0].render(scale=2).to_pil(), watched.seen()):
        assert [code.text for code in zxingcpp.read_barcodes(image)] == ["https://clinicaltrials.gov/study/NCT07089121"]


@pytest.mark.parametrize("width", [320, 700, 1200])
def test_nothing_has_to_be_shifted_sideways_to_be_read(width: int, watched: Watched, tmp_path: Path) -> None:
    shown = watched.shows(summary_html(page(STORY)), tmp_path)
    shown.set_viewport_size({"width": width, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") == width


def test_what_a_screen_reader_is_told(watched: Watched, tmp_path: Path) -> None:
    shown = watched.shows(summary_html(page(STORY)), tmp_path)
    said = shown.locator("main").aria_snapshot()
    assert 'heading "Does not seem to fit, as things stand" [level=1]' in said
    assert 'table "Point by point"' in said
    assert 'rowheader "platelets E5"' in said
    assert 'cell "stands in the way"' in said
    assert 'link "617-231-8102"' in said
