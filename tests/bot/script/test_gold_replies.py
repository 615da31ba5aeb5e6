"""Every reply of the gold conversations is in the script, up to the filled-in values; and what is not is noticed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from html import unescape
from typing import NamedTuple

import pytest
from printed import Printed

from bot.dialogue import turn
from bot.evaluation.chats import answer_to
from bot.evaluation.gold import Gold, gold
from bot.session import Session
from bot.telegram.conversation import respond
from bot.telegram.incoming import Words
from bot.telegram.outgoing import Edit, Text, Venue
from bot.telegram.state import ChatState
from tests.gold.gold import FOLDER

GOLD = [gold(folder) for folder in sorted(FOLDER.rglob("*")) if any(folder.glob("conversations.jsonl"))]
GATES = FOLDER.parent
MOST = 40  # turns, after which any chat has ended
ALL = 1_000


class Given(NamedTuple):
    """A reply, and all that the person had written by then."""

    chat: str
    messages: tuple[str, ...]
    reply: str


def chats(every: list[Gold], kept_days: int = 0) -> Iterator[Given]:
    """The replies to all conversations and simulated people."""
    for examples in every:
        for one in examples.conversations:
            yield from given(one.id, list(one.turns), one.today, Session(kept_days=kept_days))
        for person in examples.people:
            session, said = Session(kept_days=kept_days), [person.opening]
            for _ in range(MOST):
                session, answer = turn(session, said[-1], person.today)
                yield from (Given(person.id, tuple(said), reply) for reply in answer.replies)
                if not answer.asking:
                    break
                said.append(answer_to(person, answer.asking))


def given(chat: str, turns: list[str], today: date, session: Session) -> Iterator[Given]:
    for place, message in enumerate(turns, start=1):
        session, answer = turn(session, message, today)
        yield from (Given(chat, tuple(turns[:place]), reply) for reply in answer.replies)


@pytest.fixture(scope="module")
def replies() -> list[Given]:
    return list(chats(GOLD))


@pytest.fixture(scope="module")
def printed(text: str) -> Printed:
    return Printed(text)


def missing(printed: Printed, every: list[Given]) -> list[tuple[str, str]]:
    return [(one.chat, line) for one in every for line in printed.misses(one.reply, one.messages)]


def test_every_reply_of_the_gold_conversations_is_in_the_script(text: str, replies: list[Given]) -> None:
    printed = Printed(text)
    assert len(replies) > ALL
    assert missing(printed, replies) == []
    assert printed.literal > 0.7 * (printed.literal + printed.filled)  # the words of the script, not the values in it


def test_so_is_every_reply_where_the_chat_could_be_kept(printed: Printed) -> None:
    every = list(chats(GOLD[::3], kept_days=30))
    assert any("may I keep what you tell me" in one.reply for one in every)
    assert missing(printed, every) == []


def test_so_is_what_the_gates_answer_and_what_is_said_beside_them(printed: Printed) -> None:
    alarms = gold(GATES).alarms
    every = [one for alarm in alarms[::9] for one in given(alarm.id, list(alarm.turns), alarm.today, Session())]
    assert {"988", "911", "guardian"} <= {word for one in every for word in re.findall(r"\w+", one.reply)}
    assert missing(printed, every) == []


def test_so_is_every_message_on_telegram(printed: Printed) -> None:
    every = [
        Given(one.id, one.turns[:place], unescape(re.sub("</?b>", "", said)))
        for examples in GOLD
        for one in examples.conversations[::3]
        for place, said in telegram(one.turns, one.today)
    ]
    assert len(every) > ALL / 4
    assert missing(printed, every) == []


def telegram(turns: tuple[str, ...], today: date) -> Iterator[tuple[int, str]]:
    """The texts that a chat on Telegram brings, each after how many messages."""
    chat = ChatState(session=Session(kept_days=30))
    for place, message in enumerate(turns, start=1):
        now = datetime.combine(today, time())
        incoming = Words(update_id=place, chat_id=1, person_id=1, message_id=place, date=now, text=message)
        chat, sent = respond(chat, incoming, today)
        for one in sent:
            if isinstance(one, Text | Edit) and one.html:
                yield place, one.html
            elif isinstance(one, Venue):
                yield from ((place, one.title), (place, one.address))


INVENTED = [
    "You are a perfect candidate for this trial.",
    "She is eligible.",
    "Got it: she is a perfect candidate.",
    "Got it: platelets very good.",
    "Got it: age 14; call us today.",
    'You wrote: "words that nobody wrote".',
    'The record says: "Anybody may take part".',
    "As things stand, she seems to fit this trial.",
    "She may fit this trial. Nothing you told me stands in the way, and no points are still open:",
    "I can't tell yet. You will hear from us.",
    "From **some day soon** that no longer stands in the way.",
    "• a point that is not in the record (you may know)",
    "Back to my question: Would you like to buy something?",
    "How old is she? A birth date is fine too. And where do you live?",
    "Thank you. I keep it for ever, and /forget erases it at once.",
    "How old is you? A birth date is fine too.",
]


@pytest.mark.parametrize("sentence", INVENTED)
def test_an_invented_sentence_is_not_in_the_script(printed: Printed, sentence: str) -> None:
    assert printed.misses(sentence, ["my daughter is 14, lupus"]) == [sentence.replace("**", "")]


def test_a_reply_with_one_word_changed_is_not_in_the_script(printed: Printed, replies: list[Given]) -> None:
    chance = random.Random(6)
    lines = [(line, one) for one in replies for line in one.reply.split("\n") if len(line.split()) > 3]
    for line, one in chance.sample(lines, 400):
        words = line.split(" ")
        words[chance.choice([place for place, word in enumerate(words) if word.isalpha()])] = "zebra"
        assert printed.misses(" ".join(words), one.messages), words


def test_a_sentence_that_is_left_out_of_the_script_is_missed(text: str, replies: list[Given]) -> None:
    whole = Printed(text)
    said = "\n".join(one.reply.replace("**", "") for one in replies)
    # questions are printed more than once: in parts, and as they are asked
    used = [one for one in whole.sentences if one[0].isupper() and one[-1] == "." and "‹" not in one and one in said]
    assert len(used) > 30
    for sentence in used[::6]:
        without = Printed(text, without=frozenset({sentence, f"• {sentence}"}))
        assert missing(without, [one for one in replies if sentence in one.reply.replace("**", "")]), sentence
