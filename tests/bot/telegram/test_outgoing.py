"""What goes out: each kind goes through JSON and has its method and parameters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.html import LIMIT, html, pieces, units
from bot.telegram.outgoing import OUTGOING, Answer, Contact, Edit, Outgoing, Pdf, Text, Typing, Venue

ROWS = ((("Yes", "1.choice.0"), ("No", "1.choice.1")),)
MARKUP = {
    "inline_keyboard": [[{"text": "Yes", "callback_data": "1.choice.0"}, {"text": "No", "callback_data": "1.choice.1"}]]
}
PLAIN = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}

CALLS: list[tuple[Outgoing, str, dict[str, object]]] = [
    (Text(html="<b>a</b>"), "sendMessage", {"text": "<b>a</b>", **PLAIN}),
    (Text(html="a", keyboard=ROWS), "sendMessage", {"text": "a", **PLAIN, "reply_markup": MARKUP}),
    (
        Edit(message_id=3, html="a"),
        "editMessageText",
        {"message_id": 3, "text": "a", **PLAIN, "reply_markup": {"inline_keyboard": []}},
    ),
    (Edit(message_id=3, keyboard=ROWS), "editMessageReplyMarkup", {"message_id": 3, "reply_markup": MARKUP}),
    (
        Venue(latitude=1.5, longitude=2.5, title="t", address="a"),
        "sendVenue",
        {"latitude": 1.5, "longitude": 2.5, "title": "t", "address": "a"},
    ),
    (Contact(phone_number="+1", first_name="C"), "sendContact", {"phone_number": "+1", "first_name": "C"}),
    (Pdf(content="YWI=", name="a.pdf", caption="c"), "sendDocument", {"caption": "c"}),
    (Typing(), "sendChatAction", {"action": "typing"}),
]


@pytest.mark.parametrize(("one", "method", "parameters"), CALLS, ids=[one.kind for one, *_ in CALLS])
def test_calls(one: Outgoing, method: str, parameters: dict[str, object]) -> None:
    assert OUTGOING.validate_json(OUTGOING.dump_json(one)) == one
    assert one.method == method
    assert one.payload(5) == {"chat_id": 5, **parameters}


@pytest.mark.parametrize(("text", "more"), [("", {}), ("Too late.", {"text": "Too late."})])
def test_an_answer_to_a_press_belongs_to_no_chat(text: str, more: dict[str, str]) -> None:
    one = Answer(callback_id="77", text=text)
    assert OUTGOING.validate_json(OUTGOING.dump_json(one)) == one
    assert (one.method, one.payload(5)) == ("answerCallbackQuery", {"callback_query_id": "77", **more})


def test_the_bytes_of_a_file() -> None:
    assert Pdf(content="YWI=", name="a.pdf").data == b"ab"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("**Not yet.** a < b & c", "<b>Not yet.</b> a &lt; b &amp; c"),
        ('You wrote: "<b>x</b>"', 'You wrote: "&lt;b&gt;x&lt;/b&gt;"'),
        ("2 ** 3", "2 ** 3"),
        ("**open", "**open"),
        ("**a**b**c**", "<b>a</b>b<b>c</b>"),
    ],
)
def test_html(said: str, shown: str) -> None:
    assert html(said) == shown


@given(st.text(max_size=300).map(lambda text: text * 40) | st.text(st.sampled_from("ab \n😀*<&"), max_size=9_000))
def test_pieces_keep_the_limit_and_every_letter(text: str) -> None:
    parts = pieces(text)
    assert all(0 < units(part) <= LIMIT for part in parts)
    assert all(part.strip() == part for part in parts)
    letters = [one for one in text if one.isalnum()]
    assert [one for part in parts for one in part if one.isalnum()] == letters
