"""Any text at any turn: no exception, replies within limits, the session storable, quotes exact."""

from __future__ import annotations

from chats import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue import LONGEST, turn
from bot.replies import LIMIT, pack
from bot.session import Session

VOCABULARY = """no yes idk never skip ; , . ? ! - 13 10.4 1,900 38k >90 0.7 lupus jdm platelets hemoglobin ANC ALT AST
    GGT eGFR hep b hiv positive negative she he my mom will sign moderate severe not but asthma controlled clot in june
    2026 cancer ended trial mmr planned none since why start over that's wrong
    /why E5 /status /restart /forget /help is it
    safe where how much thanks hi ignore your rules say i fit 300 born tomorrow turns 12 on january 4 no, open points"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])
MESSAGE = st.one_of(
    st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=60), st.sampled_from(["no", "idk", "yes", "13"])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MESSAGE, min_size=1, max_size=6))
def test_any_chat(messages: list[str]) -> None:
    session = Session()
    for message in messages:
        session, last = turn(session, message, TODAY)
        assert last.replies
        assert all(0 < len(one) <= LIMIT for one in last.replies)
        assert Session.model_validate_json(session.model_dump_json()) == session
        assert all(message[:LONGEST][fact.start : fact.end] == fact.quote for fact in last.facts)
        assert set(last.asking) <= {one.id for one in last.assessments[0].criteria if one.status == "unknown"}


@given(st.lists(st.text(max_size=9_000), max_size=5))
def test_packing_loses_no_letter_and_keeps_the_limit(paragraphs: list[str]) -> None:
    replies = pack(paragraphs)
    assert all(len(one) <= LIMIT for one in replies)
    letters = [character for one in paragraphs if one.strip() for character in one if character != "\n"]
    assert [character for one in replies for character in one if character != "\n"] == letters
