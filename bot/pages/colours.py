"""The colours of the pages: ink on each ground has a contrast of 4.5 or more (tests/bot/pages/test_colours.py)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from trials.matching import Status, Verdict

INK, QUIET, LINE, BAND, PALE, WHITE = "#17212b", "#51606e", "#d5dce3", "#17384a", "#f1f5f7", "#ffffff"


class Shades(NamedTuple):
    """A colour for words and signs, and a light one for the ground under them."""

    ink: str
    ground: str


SHADES: Mapping[Status, Shades] = {
    "pass": Shades("#1d6b3f", "#eaf6ee"),
    "review": Shades("#7d4e00", "#fff3d9"),
    "fail": Shades("#a52a21", "#fdebe9"),
    "unknown": Shades("#46535f", "#eef1f4"),
}
# told without colour too; the font of the PDF has these
SIGNS: Mapping[Status, str] = {"pass": "✓", "review": "!", "fail": "×", "unknown": "?"}
OF_VERDICT: Mapping[Verdict, Status] = {
    "likely_fit": "pass",
    "possible_fit": "review",
    "needs_info": "unknown",
    "not_a_fit": "fail",
}
