"""The page for the chart as a PDF: one page of US letter."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.pagesizes import LETTER
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from bot.pages.colours import BAND, INK, PALE, QUIET, SHADES, SIGNS, WHITE
from bot.pages.fonts import shown
from bot.pages.pdf_parts import MARGIN, WIDTH, Code, filled, grid, link, padded, quiet, text
from bot.pages.points import Point
from bot.pages.summary import Summary
from bot.pages.told import Told

_SIZES = tuple(size / 4 for size in range(36, 15, -1))  # of letters: 9 points down to 4
_USUAL = 7.5
_HEIGHT = LETTER[1] - 2 * MARGIN
_TALL = 100_000  # points: no page is so long


def summary_pdf(page: Summary) -> bytes:
    """The page in the largest letters with which it is one page; the same page gives the same bytes."""
    file = BytesIO()
    title = " · ".join(part for part in (page.title, page.patient) if part)
    document = BaseDocTemplate(file, pagesize=LETTER, title=title, lang=page.language, invariant=1)
    document.addPageTemplates(PageTemplate(frames=[Frame(MARGIN, MARGIN, WIDTH, _HEIGHT, 0, 0, 0, 0)]))
    document.build(_parts(page, _size(page)))
    return file.getvalue()


def _size(page: Summary) -> float:
    """The largest size that fits, looked for from the usual one, as each look takes 10 ms."""
    place = _SIZES.index(_USUAL)
    while place > 0 and _fits(page, _SIZES[place - 1]):
        place -= 1
    while place < len(_SIZES) - 1 and not _fits(page, _SIZES[place]):
        place += 1
    return _SIZES[place]


def _fits(page: Summary, size: float) -> bool:
    return sum(part.wrap(WIDTH, _TALL)[1] for part in _parts(page, size)) <= _HEIGHT


def _parts(page: Summary, size: float) -> list[Flowable]:
    gap = Spacer(1, size * 0.9)
    return [
        _top(page, size),
        Spacer(1, size * 0.5),
        _head(page, size),
        *(text(f"<b>{shown(one)}</b>", size, SHADES["fail"].ink) for one in page.notices),
        gap,
        text(f"<b>{shown(page.headings['said'])}</b>", size * 1.15, BAND),
        _told(page.told, size),
        *(text(shown(one), size, QUIET) for one in page.beside),
        gap,
        _points(page, size),
        gap,
        *(text(shown(one), size * 0.85, QUIET) for one in page.footer),
    ]


def _top(page: Summary, size: float) -> Flowable:
    about = " · ".join(part for part in (page.patient, page.day) if part)
    left, right = text(f"<b>{shown(page.title)}</b>", size * 1.1, BAND), text(shown(about), size * 1.1, INK, right=True)
    return grid([[left, right]], (0.5, 0.5))


def _head(page: Summary, size: float) -> Flowable:
    """Where the patient stands, beside whom to call."""
    counts = " &nbsp; ".join(f"{SIGNS[status]} {shown(count)}" for status, count in page.counts)
    stands = [
        text(f"<b>{SIGNS[page.colour]} {shown(page.verdict)}</b>", size * 1.9, WHITE),
        Spacer(1, size * 0.5),
        *([text(shown(page.why), size * 1.15, WHITE), Spacer(1, size * 0.4)] if page.why else []),
        text(counts, size, WHITE),
    ]
    call = [
        text(shown(page.headings["call"]), size, QUIET),
        text(f"<b>{link(shown(page.phone), f'tel:{page.dialled}' if page.dialled else '')}</b>", size * 1.8, BAND),
        text(f"<b>{shown(page.contact)}</b>", size),
        *(text(shown(one), size * 0.9) for one in page.about_site),
    ]
    style = [
        filled((0, 0), SHADES[page.colour].ink),
        filled((1, 0), PALE),
        *padded((0, 0), (1, 0), size),
        ("VALIGN", (0, 0), (0, 0), "MIDDLE"),
    ]
    code = Code(page.url, size * 7)
    return grid([[stands, grid([[call, code]], (0.72, 0.28), width=WIDTH * 0.42 - 2 * size)]], (0.58, 0.42), style)


def _told(told: Sequence[Told], size: float) -> Flowable:
    """The things told in two columns, read downwards."""
    quotes = [quiet(f" “{shown(one.quote)}”") if one.quote else "" for one in told]
    lines = [f"• {shown(one.text)}{quote}" for one, quote in zip(told, quotes, strict=True)]
    half = (len(lines) + 1) // 2
    columns = [[text(line, size, indent=size * 0.7) for line in part] for part in (lines[:half], lines[half:])]
    return grid([columns], (0.5, 0.5), [("RIGHTPADDING", (0, 0), (0, 0), size)])


def _points(page: Summary, size: float) -> Flowable:
    """The criteria, a row each in the colour of its status, which the first cell tells in a sign and a word."""
    names = ("status", "point", "record", "words")
    head = [text(f"<b>{shown(page.headings[name])}</b>", size, WHITE) for name in names]
    grounds = [filled((0, row), SHADES[one.status].ground, (-1, row)) for row, one in enumerate(page.points, 1)]
    style = [
        filled((0, 0), BAND, (-1, 0)),
        *grounds,
        ("LINEBELOW", (0, 0), (-1, -1), 0.6, WHITE),
        *padded((0, 0), (-1, -1), size * 0.5, size * 0.22),
    ]
    return grid([head, *(_row(one, size) for one in page.points)], (0.125, 0.2, 0.34, 0.335), style)


def _row(one: Point, size: float) -> list[Flowable]:
    ink = SHADES[one.status].ink
    beside = " ".join(part for part in (shown(one.said), f"<i>{shown(one.ask)}</i>" if one.ask else "") if part)
    return [
        text(f"<b>{SIGNS[one.status]} {shown(one.standing)}</b>", size, ink),
        text(f"<b>{shown(one.label)}</b> {quiet(one.id)}", size),
        text(shown(one.record), size * 0.92, QUIET),
        text(beside, size * 0.95),
    ]
