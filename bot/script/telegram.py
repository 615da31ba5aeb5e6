"""The chapter of what is said only on Telegram, and the words of the page to take along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.script.blocks import Block, Heading, Says, Table
from bot.script.marks import Marks, texts
from bot.wording.page import page_wording
from bot.wording.script import TelegramScript
from bot.wording.telegram import TelegramWords, telegram_wording

_PAGE = {"id": "patient_id", "list": "names", "question": "ask"}  # how fields of the page are filled


def telegram(marks: Marks) -> Iterator[Block]:
    """Everything that only Telegram shows."""
    words, own = marks.script.telegram, telegram_wording(marks.words.language)
    yield from marks.chapter(words)
    yield Heading(level=2, text=words.presents)
    yield Says(when=words.description, text=own.description)
    yield Says(when=words.short_description, text=own.short_description)
    yield Table(
        head=words.menu, rows=tuple((f"/{name}", text) for name, text in own.commands.items()), shares=(0.3, 0.7)
    )
    yield from _buttons(words, own, marks)
    yield Heading(level=2, text=words.media)
    yield Says(when=words.group, text=own.group)
    yield Says(when=words.read, text=own.read)
    yield Says(when=words.broken, text=own.broken)
    for when, said in (
        (words.media_rows, own.media),
        (words.beside, own.beside),
        (words.edited, own.edited),
        (words.start, own.start),
        (words.site, own.site),
        (words.page, own.page.model_dump()),
    ):
        yield from _each(when, said, marks)


def _buttons(words: TelegramScript, own: TelegramWords, marks: Marks) -> Iterator[Block]:
    yield Heading(level=2, text=words.buttons)
    boxes = own.ticks.model_dump()
    rows = (
        *((when, own.buttons[name]) for name, when in words.button_rows.items()),
        *((when, marks.show(boxes[name])) for name, when in words.ticks.items()),
    )
    yield Table(head=words.button, rows=rows, shares=(0.6, 0.4))
    yield Says(when=words.head, text=own.checklist["head"])
    yield Says(when=words.hint, text=own.checklist["hint"])
    yield Says(when=words.answer, text=marks.show(own.buttons["answer"]))
    yield Says(when=words.answered, text=marks.show(own.buttons["answered"]))
    yield from _each(words.pressed, own.pressed, marks)


def _each(when: Mapping[str, str], said: Mapping[str, str], marks: Marks) -> Iterator[Says]:
    """Each text of a part, where it is said."""
    return (Says(when=when[name], text=marks.show(text)) for name, text in said.items())


def summary(marks: Marks) -> Iterator[Block]:
    """The words of the page to take along."""
    yield from marks.chapter(marks.script.summary)
    page = page_wording(marks.words.language).model_dump(exclude={"quoted"})  # which holds words of people
    yield Says(when="", text="\n".join(marks.show(text, _PAGE) for text in texts(page)))
