"""A script as PDF on US letter: contents with page numbers, headings in the outline, what is said in boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as Grid
from reportlab.platypus.tableofcontents import TableOfContents

from bot.pages.fonts import NAME, letters, shown
from bot.script.blocks import Block, Example, Heading, Record, Says, Script, Table, Text

_MARGIN = 19 * mm
_WIDTH = LETTER[0] - 2 * _MARGIN
_INK, _QUIET, _LINE, _DEEP, _PALE, _WARM = "#1c2733", "#5b6876", "#d3dbe0", "#0f4c5c", "#eef4f5", "#f8f5ee"
_SIZE = 9.5
_HEADINGS = {1: 17.0, 2: 12.5, 3: 10.5}
_ROOM = {1: 90 * mm, 2: 60 * mm, 3: 45 * mm}  # a heading with less than this below it goes to the next page
_FEW, _SHORT = 10, 1500  # rows of a table, and characters of a text, that stay on one page
_LACKING = {"❓": "(?)"}  # signs that the font lacks
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_MARK = re.compile(r"‹[^›]*›")


def pdf(script: Script) -> bytes:
    """The script as a PDF; the same script gives the same bytes."""
    letters()
    file = BytesIO()
    _Document(file, script).multiBuild(
        [
            *_front(script),
            *(flowable for place, block in enumerate(script.blocks) for flowable in _flowables(block, place)),
        ]
    )
    return file.getvalue()


class _Listed(Paragraph):
    """A heading that stands in the table of contents and the outline."""

    def __init__(self, heading: Heading, key: str) -> None:
        super().__init__(f"<b>{shown(heading.text)}</b>", _style(_HEADINGS[heading.level], colour=_DEEP))
        self.heading, self.key = heading, key


class _Document(BaseDocTemplate):
    """Pages with their number at the foot; headings go to the table of contents and the outline."""

    def __init__(self, file: BytesIO, script: Script) -> None:
        super().__init__(file, pagesize=LETTER, title=script.title, subject=script.subtitle, invariant=1)
        self._script = script
        frame = Frame(_MARGIN, _MARGIN, _WIDTH, LETTER[1] - 2 * _MARGIN, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=self._foot))

    def _foot(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFont(NAME, 8)
        canvas.setFillColor(HexColor(_QUIET))
        canvas.drawString(_MARGIN, 11 * mm, self._script.title)
        canvas.drawRightString(LETTER[0] - _MARGIN, 11 * mm, self._script.page.format(number=canvas.getPageNumber()))

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802
        """Lists a heading where it came to stand."""
        if not isinstance(flowable, _Listed):
            return
        heading, key = flowable.heading, flowable.key
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(heading.text, key, heading.level - 1, closed=True)
        if heading.level < 3:
            self.notify("TOCEntry", (heading.level - 1, shown(heading.text), self.page, key))


def _front(script: Script) -> list[Flowable]:
    """The title and the table of contents."""
    contents = TableOfContents(
        levelStyles=[_style(10, leading=12, before=3), _style(9, colour=_QUIET, leading=11, indent=12)],
        dotsMinLevel=0,
        tableStyle=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_padding(0, 0)]),
    )
    title = _grid(
        [
            [
                [
                    _text(script.subtitle, 11, colour="#cfe3e6"),
                    _text(f"<b>{shown(script.title)}</b>", 21, colour="#ffffff"),
                ]
            ]
        ],
        (1.0,),
        [("BACKGROUND", (0, 0), (-1, -1), HexColor(_DEEP)), *_padding(14, 16)],
    )
    head = _text(f"<b>{shown(script.contents)}</b>", _HEADINGS[2], colour=_DEEP)
    return [title, Spacer(1, 14), head, Spacer(1, 4), contents, PageBreak()]


def _flowables(block: Block, place: int) -> list[Flowable]:
    """A block in its form; `place` tells headings apart."""
    match block:
        case Heading():
            return _heading(block, f"heading-{place}")
        case Text(text=text):
            ahead = [CondPageBreak(_ROOM[3])] if text.endswith(":") else []
            return [*ahead, _text(_markup(text)), Spacer(1, 5)]
        case Says(when=when, text=text, buttons=buttons):
            return _said(when, text, buttons)
        case Record(text=text):
            line = _text(f"<i>“{shown(text)}”</i>", colour=_QUIET)
            return [
                _grid([[line]], (1.0,), [("LINEBEFORE", (0, 0), (0, -1), 2, HexColor(_LINE)), *_padding(1, 7)]),
                _gap(),
            ]
        case Example(when=when, text=text):
            return [_when(when), _box(text.split("\n"), _WARM), _gap()]
        case Table(head=head, rows=rows, shares=shares):
            table = _table(head, rows, shares)
            return [KeepTogether([table]) if len(rows) <= _FEW else table, _gap()]


def _heading(heading: Heading, key: str) -> list[Flowable]:
    size = _HEADINGS[heading.level]
    return [CondPageBreak(_ROOM[heading.level]), Spacer(1, size), _Listed(heading, key), Spacer(1, size * 0.45)]


def _said(when: str, text: str, buttons: Sequence[str]) -> list[Flowable]:
    parts: list[Flowable] = [*([_when(when)] if when else []), _box(text.split("\n"), _PALE)]
    if buttons:
        chips = "&nbsp; ".join(f'<font backColor="{_LINE}">&nbsp;{shown(label)}&nbsp;</font>' for label in buttons)
        parts += [Spacer(1, 3), _text(chips, _SIZE - 0.5)]
    return [*([KeepTogether(parts)] if len(text) < _SHORT else parts), _gap()]


def _when(text: str) -> Paragraph:
    return Paragraph(f"<i>{_markup(text)}</i>", _style(_SIZE, colour=_QUIET, after=2, keep=True))


def _box(lines: Sequence[str], colour: str) -> Grid:
    """Lines in a box of which each may go to the next page."""
    cells = [
        [_text(_markup(line), indent=7 if line.startswith("• ") else 0)] if line else [Spacer(1, 5)] for line in lines
    ]
    style = [
        ("BACKGROUND", (0, 0), (-1, -1), HexColor(colour)),
        ("LINEBEFORE", (0, 0), (0, -1), 2, HexColor(_DEEP)),
        *_padding(1.5, 8),
        ("TOPPADDING", (0, 0), (0, 0), 4),
        ("BOTTOMPADDING", (0, -1), (0, -1), 5),
    ]
    return _grid([[cell] for cell in cells], (1.0,), style)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> Grid:
    cells = [[_text(f"<b>{shown(cell)}</b>", _SIZE - 0.5, colour="#ffffff") for cell in head]]
    cells += [[_text(_markup(cell), _SIZE - 0.5) for cell in row] for row in rows]
    style = [
        ("BACKGROUND", (0, 0), (-1, 0), HexColor(_DEEP)),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), [white, HexColor(_PALE)]),
        ("LINEBELOW", (0, -1), (-1, -1), 0.5, HexColor(_LINE)),
        *_padding(2.5, 5),
    ]
    return _grid(cells, shares, style, repeat=1)


def _grid(cells: list[list[Any]], shares: Sequence[float], style: Sequence[Any], repeat: int = 0) -> Grid:
    every = [("VALIGN", (0, 0), (-1, -1), "TOP"), *style]
    widths = [share * _WIDTH for share in shares]
    return Grid(cells, colWidths=widths, style=TableStyle(every), repeatRows=repeat, splitInRow=1)


def _padding(across: float, along: float) -> list[Any]:
    sides = {"TOPPADDING": across, "BOTTOMPADDING": across + 1, "LEFTPADDING": along, "RIGHTPADDING": along}
    return [(side, (0, 0), (-1, -1), width) for side, width in sides.items()]


def _gap() -> Spacer:
    return Spacer(1, 8)


def _text(markup: str, size: float = _SIZE, colour: str = _INK, indent: float = 0) -> Paragraph:
    return Paragraph(markup, _style(size, colour=colour, indent=indent, first=-indent))


def _style(
    size: float,
    colour: str = _INK,
    leading: float = 0,
    indent: float = 0,
    first: float = 0,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        "text",
        fontName=NAME,
        fontSize=size,
        leading=leading or size * 1.28,
        textColor=HexColor(colour),
        leftIndent=indent,
        firstLineIndent=first,
        spaceBefore=before,
        spaceAfter=after,
        keepWithNext=keep,
        alignment=TA_LEFT,
    )


def _markup(text: str) -> str:
    """A text as the markup of a paragraph: bold as it is written, marks in a colour of their own."""
    for sign, instead in _LACKING.items():
        text = text.replace(sign, instead)
    plain = _BOLD.sub(r"<b>\1</b>", shown(text))
    return _MARK.sub(lambda mark: f'<font color="#00738a">{mark.group()}</font>', plain)
