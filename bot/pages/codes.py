"""A QR code as rows of dark and light squares."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

QUIET_ZONE = 4  # squares of light round the code, as ISO/IEC 18004 asks


@cache
def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """The code of a text, True where a square is dark; a seventh of it may be smudged."""
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in size) for row in size)


def svg_path(text: str) -> tuple[int, str]:
    """The side of the code in squares, its quiet zone included, and the path of its dark squares for an SVG."""
    code = squares(text)
    steps = (
        f"M{column + QUIET_ZONE} {row + QUIET_ZONE}h1v1h-1z"
        for row, line in enumerate(code)
        for column, dark in enumerate(line)
        if dark
    )
    return len(code) + 2 * QUIET_ZONE, "".join(steps)
