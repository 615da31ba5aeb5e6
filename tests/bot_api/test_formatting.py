"""Telegram's HTML, as Telegram reads it."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bot_api.errors import ApiError
from tests.bot_api.formatting import formatted, units


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b> <strong>too</strong>", "bold too", [("bold", 0, 4), ("bold", 5, 3)]),
        ("<i>a<u>b</u></i>", "ab", [("italic", 0, 2), ("underline", 1, 1)]),
        ("<B>upper case</b>", "upper case", [("bold", 0, 10)]),
        ("😀 <b>x</b>", "😀 x", [("bold", 3, 1)]),  # an emoji is two units
        ("ANC &lt; 500 &amp; &gt; &quot;1&quot; &#39;&#x27;", "ANC < 500 & > \"1\" ''", []),
        ("fish & chips &nbsp;", "fish & chips &nbsp;", []),  # Telegram knows four names only
        ("  \n<b> in </b>\n ", "in", [("bold", 0, 2)]),
        ("<b></b>empty", "empty", []),
        ('<a href="https://example.org/?a=1&amp;b=2">link</a>', "link", [("text_link", 0, 4)]),
        ('<a href="tel:+16172318102">call</a>', "call", []),  # shown without a link
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("blockquote", 0, 1)]),
        ('<pre><code class="language-x">c</code></pre>', "c", [("pre", 0, 1), ("code", 0, 1)]),
        ("see /help or mail a@b.org", "see /help or mail a@b.org", [("bot_command", 4, 5), ("email", 18, 7)]),
        ("call 617-231-8102.", "call 617-231-8102.", [("phone_number", 5, 12)]),
        ("2026-11-22, 80,000/uL, and/or", "2026-11-22, 80,000/uL, and/or", []),
    ],
)
def test_what_is_read(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = formatted(html, "HTML")
    assert (read, [(one["type"], one["offset"], one["length"]) for one in found]) == (text, entities)


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ("ANC < 500 and > 100", 'Unsupported start tag "" at byte offset 4'),
        ("ANC <500", "Unclosed start tag at byte offset 4"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ('<a href="x>y</a>', 'Unclosed start tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_what_is_refused(html: str, why: str) -> None:
    with pytest.raises(ApiError) as refused:
        formatted(html, "HTML")
    assert (refused.value.code, refused.value.description) == (400, f"Bad Request: can't parse entities: {why}")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_what_is_escaped_arrives_as_it_was(words: str) -> None:
    text, entities = formatted(f"<b>{escape(words)}</b>", "HTML")
    assert text == words.strip()
    assert [one["length"] for one in entities if one["type"] == "bold"] == [units(words.strip())] * bool(text)


def test_other_modes_are_not_known() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("*x*", "MarkdownV2")
