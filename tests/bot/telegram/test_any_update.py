"""Whatever comes in, in any order: no exception, and all that goes out is within Telegram's limits."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from chats import FORBIDDEN
from hypothesis import given, settings
from hypothesis import strategies as st
from person import NOW, Person

from bot.session import Session
from bot.telegram.html import units
from bot.telegram.incoming import KINDS, Blocked, Document, Group, Incoming, Nothing, Other, Press, Words
from bot.telegram.keyboards import pressed
from bot.telegram.outgoing import OUTGOING, Answer, Contact, Edit, Keyboard, Outgoing, Pdf, Text, Venue

_TAG = re.compile(r"</?b>")
SAYINGS = """my daughter is 14, lupus since she was 11|moderate, on cellcept|no|yes|idk|platelets 38k|platelets 138k
    |hemaglobin 92|that's wrong|/start|/start NCT1|/help|/status|/why E5|/trial|/site|/contact|/summary|/language
    |/privacy|/forget|/restart|she can't breathe|i want to kill myself|im 11|mom, yes|no; yes|<b>|**|&amp;"""
texts = st.sampled_from([one.strip() for one in SAYINGS.split("|")]) | st.text(max_size=40)
long_texts = texts | st.text(max_size=30).map(lambda text: text * 400)
numbers = st.integers(1, 40)
said: dict[str, Any] = {"update_id": numbers, "chat_id": st.just(5), "person_id": st.just(5), "message_id": numbers}
messages: dict[str, Any] = {**said, "date": st.just(NOW), "edited": st.booleans()}
words = st.builds(Words, **messages, text=long_texts)
everything: st.SearchStrategy[Incoming] = st.one_of(
    words,
    words,
    st.tuples(words, words).map(lambda pair: pair[1].after(pair[0])),
    st.builds(Other, **messages, kind=st.sampled_from([*KINDS, "forwarded"]), caption=texts),
    st.builds(
        Document,
        **messages,
        file_id=st.just("f"),
        file_name=st.sampled_from(["a.txt", "a.pdf", "a.jpg", "", "\x00.csv"]),
        size=st.integers(0, 200_000),
        caption=texts,
    ),
    st.builds(Press, **said, callback_id=st.just("c"), data=st.text(max_size=20) | st.just("1.choice.0")),
    st.builds(Blocked, update_id=numbers, chat_id=st.just(5)),
    st.builds(Group, update_id=numbers, chat_id=st.just(5)),
    st.builds(Nothing, update_id=numbers),
)
buttons = st.integers(0, 30)  # the button of that number among those seen


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(everything, long_texts | st.none()) | buttons, max_size=8), st.sampled_from([0, 30]))
def test_any_updates(updates: list[tuple[Incoming, str | None] | int], kept_days: int) -> None:
    person = Person(Session(kept_days=kept_days))
    for one in updates:
        seen = [(number, data) for number, (_, rows) in person.seen.items() for row in rows for _, data in row]
        if isinstance(one, int):
            if not seen:
                continue
            person.presses_on(*seen[one % len(seen)])
        else:
            incoming, document = one
            person.seen.setdefault(getattr(incoming, "message_id", 0), ("", ()))
            person.gets(incoming, document)
        for out in person.last:
            assert OUTGOING.validate_json(OUTGOING.dump_json(out)) == out
            within_limits(out)


def within_limits(out: Outgoing) -> None:
    """What Telegram would refuse."""
    match out:
        case Text() | Edit():
            if out.html is not None:
                well_formed(out.html)
            within_keyboard(out.keyboard)
        case Answer():
            assert len(out.text) <= 200
        case Pdf():
            assert units(out.caption) <= 1024
            assert len(out.data) < 1_000_000
        case Venue():
            assert out.title
            assert out.address
        case Contact():
            assert out.phone_number
            assert out.first_name


def well_formed(html: str) -> None:
    """Tags are closed, nothing else is markup, the text is there and not too long, and promises nothing."""
    bare = _TAG.sub("", html)
    assert html.count("<b>") == html.count("</b>")
    assert "<" not in bare
    assert ">" not in bare
    assert 0 < units(unescape(bare)) <= 4096
    assert bare.strip()
    assert not any(word in bare.lower() for word in FORBIDDEN if word not in SAYINGS)


def within_keyboard(rows: Keyboard) -> None:
    assert sum(map(len, rows)) <= 100
    for row in rows:
        assert 0 < len(row) <= 8
        for label, data in row:
            assert label
            assert 0 < len(data.encode()) <= 64
            assert pressed(data)
