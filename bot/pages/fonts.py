"""The font of the page: Source Sans Pro, which has ≥ and accents; what it lacks is left out."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

NAME = "SourceSans"


@cache
def letters() -> frozenset[str]:
    """The characters that the font can show, upright and slanted; the fonts are made known to reportlab."""
    folder, faces = files("font_source_sans_pro") / "files", {"": "Regular", "-Bold": "Bold", "-Italic": "It"}
    fonts = [TTFont(f"{NAME}{face}", str(folder / f"SourceSansPro-{file}.ttf")) for face, file in faces.items()]
    for font in fonts:
        registerFont(font)
    registerFontFamily(NAME, NAME, f"{NAME}-Bold", f"{NAME}-Italic", f"{NAME}-Bold")
    return frozenset.intersection(*(frozenset(map(chr, font.face.charToGlyph)) for font in fonts))


def shown(text: str) -> str:
    """A text as the markup of a paragraph: escaped, on one line, without characters that the font lacks."""
    known = letters()
    return escape("".join(one for one in " ".join(text.split()) if one in known), quote=False)
