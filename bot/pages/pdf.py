"""The page to take along as a PDF: one page of US letter."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

from bot.pages.fonts import NAME, letters, shown
from bot.pages.summary import Summary

_SIZES = tuple(size / 4 for size in range(34, 17, -1))  # of letters: 8.5 points down to 4.5
_MARGIN = 12 * mm
_WIDTH = LETTER[0] - 2 * _MARGIN
_INK, _QUIET, _LINE, _BAND, _PALE = "#1c2733", "#5b6876", "#d9dfe5", "#0f4c5c", "#eef4f5"
_STATUS = {"pass": "#2b7a4b", "fail": "#b3362c", "review": "#a86a00", "unknown": "#6b7785"}
_COLUMNS = (0.205, 0.14, 0.425, 0.23)  # shares of the width


def summary_pdf(page: Summary) -> bytes:
    """The page in the largest letters with which it is one page; the same page gives the same bytes."""
    letters()
    made = b""
    for size in _SIZES:
        made, pages = _built(page, size)
        if pages == 1:
            break
    return made


def _built(page: Summary, size: float) -> tuple[bytes, int]:
    file = BytesIO()
    document = BaseDocTemplate(file, pagesize=LETTER, title=page.title, invariant=1)
    frame = Frame(_MARGIN, _MARGIN, _WIDTH, LETTER[1] - 2 * _MARGIN, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame]))
    document.build(_parts(page, size))
    return file.getvalue(), document.page


def _parts(page: Summary, size: float) -> list[Flowable]:
    told = [f"{shown(what)} {_quiet(shown(quote))}" if quote else shown(what) for what, quote in page.told]
    half = (len(told) + 1) // 2
    gap = Spacer(1, size * 0.8)
    return [
        _band(page, size),
        *(_text(f"<b>{shown(one)}</b>", size, _STATUS["fail"]) for one in page.notices),
        gap,
        _heading(page.headings["said"], size),
        _grid([[_list(told[:half], size), _list(told[half:], size)]], (0.5, 0.5)),
        _text(shown(page.denied), size, _QUIET),
        gap,
        _points(page, size),
        gap,
        _foot(page, size),
        gap,
        _text(shown(page.made), size * 0.9, _QUIET),
    ]


def _band(page: Summary, size: float) -> Table:
    lines = [
        _text(shown(" · ".join(filter(None, (page.title, page.patient)))), size * 1.1, "#cfe3e6"),
        _text(f"<b>{shown(page.verdict)}</b>", size * 1.9, "#ffffff"),
    ]
    inside = ("TOPPADDING", (0, 0), (-1, -1), size), ("BOTTOMPADDING", (0, 0), (-1, -1), size * 1.1)
    sides = ("LEFTPADDING", (0, 0), (-1, -1), size * 1.2), ("BACKGROUND", (0, 0), (-1, -1), HexColor(_BAND))
    return _grid([[lines]], (1.0,), [*inside, *sides])


def _points(page: Summary, size: float) -> Table:
    """The criteria, a row each."""
    names = ("point", "status", "record", "words")
    head = [_text(f"<b>{shown(page.headings[name])}</b>", size, "#ffffff") for name in names]
    rows = [
        [
            _text(f"<b>{shown(one.name)}</b>", size),
            _text(f"<b>{shown(one.standing)}</b>", size, _STATUS[one.status]),
            _text(shown(one.record), size * 0.95, _QUIET),
            _text(shown(one.words), size * 0.95),
        ]
        for one in page.points
    ]
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(_BAND)),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, HexColor(_PALE)]),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, HexColor(_LINE)),
        ("LEFTPADDING", (0, 0), (-1, -1), size * 0.5),
        ("RIGHTPADDING", (0, 0), (-1, -1), size * 0.5),
        ("TOPPADDING", (0, 0), (-1, -1), size * 0.14),
        ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.26),
    ]
    return _grid([head, *rows], _COLUMNS, style)


def _foot(page: Summary, size: float) -> Table:
    """What is open beside whom to call."""
    name, phone, *more = page.call
    left = [_heading(page.headings["open"], size), *_list([shown(one) for one in page.open], size)]
    right = [
        _heading(page.headings["call"], size),
        _text(f"<b>{shown(name)}</b>", size),
        _text(f"<b>{shown(phone)}</b>", size * 1.7, _BAND),
        *(_text(shown(one), size) for one in more),
    ]
    style = [
        ("BACKGROUND", (1, 0), (1, 0), HexColor(_PALE)),
        ("RIGHTPADDING", (0, 0), (0, 0), size),
        *((side, (1, 0), (1, 0), size) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")),
    ]
    return _grid([[left, right]], (0.6, 0.4), style)


def _grid(cells: list[list[Any]], shares: Sequence[float], style: Sequence[Any] = ()) -> Table:
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    plain: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *((side, (0, 0), (-1, -1), 0) for side in sides)]
    return Table(cells, colWidths=[share * _WIDTH for share in shares], style=TableStyle([*plain, *style]))


def _list(lines: Sequence[str], size: float) -> list[Flowable]:
    return [_text(f"•&nbsp;{line}", size, indent=size * 0.6) for line in lines]


def _heading(text: str, size: float) -> Paragraph:
    return _text(f"<b>{shown(text)}</b>", size * 1.2, _BAND)


def _text(markup: str, size: float, colour: str = _INK, indent: float = 0) -> Paragraph:
    style = ParagraphStyle(
        "text",
        fontName=NAME,
        fontSize=size,
        leading=size * 1.2,
        textColor=HexColor(colour),
        leftIndent=indent,
        firstLineIndent=-indent,
    )
    return Paragraph(markup, style)


def _quiet(markup: str) -> str:
    return f'<font color="{_QUIET}"><i>"{markup}"</i></font>'
