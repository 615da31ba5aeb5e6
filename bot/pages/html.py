"""The page for the chart as one HTML file that needs nothing else and prints on one page of US letter."""

from __future__ import annotations

from math import sqrt

from bot.pages.codes import svg_path
from bot.pages.summary import Summary
from bot.pages.templates import rendered

_LARGEST, _FITS, _TOLD = 7.0, 4200, 70  # points; characters that fit at that size; a thing told takes up so many


def summary_html(page: Summary) -> str:
    """The page as HTML: no script, nothing from elsewhere, every text escaped."""
    side, path = svg_path(page.url)
    return rendered("summary.html", page=page, code_side=side, code_path=path, print_size=_print_size(page))


def _print_size(page: Summary) -> float:
    """The size of printed letters, in points, small enough for a wide font."""
    told = sum(_TOLD + max(0, len(one.text) + len(one.quote) - _TOLD) for one in page.told)
    rows = sum(len(one.label) + len(one.record) + len(one.said) + len(one.ask) for one in page.points)
    count = told + rows + len(page.why) + sum(map(len, (*page.beside, *page.notices)))
    return round(min(_LARGEST, _LARGEST * sqrt(_FITS / count)), 2)
