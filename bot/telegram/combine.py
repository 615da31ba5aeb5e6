"""What came in while nothing was answered is read together, and answered once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.dialogue import LONGEST
from bot.telegram.incoming import Incoming, Words
from bot.telegram.outgoing import Edit, Outgoing, Text


def together(incoming: Iterable[Incoming]) -> list[Incoming]:
    """The same with texts that follow each other as one, up to what the dialogue reads of a message.

    None of them answers a question that was put in reply to one before: that was not yet there to be read. Commands
    and edits stay by themselves.
    """
    joined: list[Incoming] = []
    for one in incoming:
        before = joined[-1] if joined else None
        if (
            isinstance(one, Words)
            and isinstance(before, Words)
            and _plain(one)
            and _plain(before)
            and sum(len(text) + 1 for _, text in (*before.parts, *one.parts)) <= LONGEST
        ):
            joined[-1] = one.after(before)
        else:
            joined.append(one)
    return joined


def combine(replies: Sequence[Sequence[Outgoing]]) -> list[Outgoing]:
    """The replies to several updates as one: buttons only under the last, a message edited once, nothing said twice."""
    everything = [one for some in replies for one in some]
    asked = [place for place, one in enumerate(everything) if isinstance(one, Text) and one.keyboard]
    edited = {one.message_id: place for place, one in enumerate(everything) if isinstance(one, Edit)}
    kept: list[Outgoing] = []
    for place, one in enumerate(everything):
        if isinstance(one, Text):
            if place in asked[:-1]:
                one = one.model_copy(update={"keyboard": ()})
            if any(isinstance(other, Text) and other.html == one.html for other in everything[place + 1 :]):
                continue
        if isinstance(one, Edit) and edited[one.message_id] != place:
            continue
        kept.append(one)
    return kept


def _plain(words: Words) -> bool:
    return not words.edited and not words.text.lstrip().startswith("/")
