"""What the PDF is put together from: texts, grids, links and the code to scan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from bot.pages.codes import QUIET_ZONE, squares
from bot.pages.colours import INK, QUIET, WHITE
from bot.pages.fonts import NAME, letters

MARGIN = 11 * mm
WIDTH = LETTER[0] - 2 * MARGIN

Cell = tuple[int, int]  # column and row
Style = tuple[Any, ...]
_SIDES = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")


def text(markup: str, size: float, colour: str = INK, indent: float = 0, right: bool = False) -> Paragraph:
    """A paragraph; lines after the first begin at `indent`."""
    letters()
    style = ParagraphStyle(
        "text",
        fontName=NAME,
        fontSize=size,
        leading=size * 1.18,
        textColor=HexColor(colour),
        leftIndent=indent,
        firstLineIndent=-indent,
        alignment=TA_RIGHT if right else TA_LEFT,
    )
    return Paragraph(markup, style)


def quiet(markup: str) -> str:
    """Markup in a colour that stands back."""
    return f'<font color="{QUIET}">{markup}</font>'


def link(markup: str, address: str) -> str:
    """Markup that opens an address; as it is where there is none."""
    return f'<a href="{address}">{markup}</a>' if address else markup


def grid(cells: list[list[Any]], shares: Sequence[float], style: Sequence[Style] = (), width: float = WIDTH) -> Table:
    """Cells in columns with these shares of the width, without space round them but what the style adds."""
    styles: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *((side, (0, 0), (-1, -1), 0) for side in _SIDES)]
    styles += [tuple(HexColor(one) if str(one).startswith("#") else one for one in line) for line in style]
    return Table(cells, colWidths=[share * width for share in shares], style=TableStyle(styles))


def filled(first: Cell, colour: str, last: Cell | None = None) -> Style:
    """The style of cells on a ground."""
    return ("BACKGROUND", first, last or first, colour)


def padded(first: Cell, last: Cell, aside: float, above: float | None = None) -> list[Style]:
    """The style of cells with space at their sides, and above and below them."""
    space = (aside, aside, above or aside, above or aside)
    return [(side, first, last, points) for side, points in zip(_SIDES, space, strict=True)]


class Code(Flowable):
    """A QR code that is a link as well."""

    def __init__(self, address: str, side: float) -> None:
        super().__init__()
        self.address, self.width, self.height = address, side, side

    def draw(self) -> None:
        """Draws dark squares on white, row by row."""
        code = squares(self.address)
        step = self.width / (len(code) + 2 * QUIET_ZONE)
        self.canv.setFillColor(HexColor(WHITE))
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(HexColor("#000000"))
        for row, line in enumerate(code, QUIET_ZONE):
            for column, dark in enumerate(line, QUIET_ZONE):
                if dark:
                    self.canv.rect(column * step, self.height - (row + 1) * step, step, step, stroke=0, fill=1)
        self.canv.linkURL(self.address, (0, 0, self.width, self.height), relative=1)
