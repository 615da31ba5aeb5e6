"""A chat as a page that looks like a chat, to be read or photographed:

chromium --headless --no-sandbox --hide-scrollbars --window-size=440,1600 --screenshot=chat.png chat.html
"""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from string import Template

from tests.bot_api.chats import Chat, Json, Message
from tests.bot_api.formatting import cut, units

TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre"}
TAGS |= {"blockquote": "blockquote", "spoiler": "mark"}
LOOK = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))


def page(chat: Chat) -> str:
    """HTML of the whole chat as it looks now."""
    said = [bubble(message) for message in chat.messages.values()]
    said += [f'<div class="toast">{escape(toast)}</div>' for toast in chat.toasts[-1:]]
    if chat.blocked:
        said.append('<div class="toast">blocked the bot</div>')
    return LOOK.substitute(title=escape(str(chat.about.get("title", "Trial fit"))), messages="\n".join(said))


def bubble(message: Message) -> str:
    time = datetime.fromtimestamp(message.date, UTC).strftime("%H:%M")
    mark = "edited " if message.edited else ""
    body = what(message) + worded(message)
    return f"""<div class="row {"bot" if message.by_bot else "person"}"><div class="bubble">
{body}<span class="time">{mark}{time}</span></div>{keyboard(message)}</div>"""


def what(message: Message) -> str:
    """What stands above the words: a file, a place, a card; nothing for a text."""
    about = message.content[message.kind]
    if message.kind == "text":
        return forwarded(message.content)
    if message.kind == "document":
        return card("▤", about["file_name"], f"{about['file_size'] / 1000:.1f} kB")
    if message.kind == "venue":
        return '<div class="map">⌖</div>' + card("", about["title"], about["address"])
    if message.kind == "contact":
        name = f"{about['first_name']} {about.get('last_name', '')}".strip()
        return card("☎", name, about["phone_number"])
    if message.kind == "poll":
        return card("▥", about["question"], ", ".join(option["text"] for option in about["options"]))
    return card("◍", message.kind, "")


def forwarded(content: Json) -> str:
    origin = content.get("forward_origin")
    return f'<div class="forward">Forwarded from {escape(origin["sender_user_name"])}</div>' if origin else ""


def card(sign: str, title: str, below: str) -> str:
    return f'<div class="card">{sign}<div><b>{escape(title)}</b><br><small>{escape(below)}</small></div></div>'


def worded(message: Message) -> str:
    """The words with their entities; a command, an address or a number looks like a link."""
    text = message.text
    entities: list[Json] = message.content.get("entities") or message.content.get("caption_entities") or []
    points = sorted(
        {0, units(text), *(at for one in entities for at in (one["offset"], one["offset"] + one["length"]))}
    )
    html = ""
    opened: list[Json] = []
    for start, end in zip(points, [*points[1:], points[-1]], strict=True):
        while opened and opened[-1]["offset"] + opened[-1]["length"] <= start:
            html += f"</{TAGS.get(opened.pop()['type'], 'a')}>"
        for one in entities:
            if one["offset"] == start:
                opened.append(one)
                html += f"<{TAGS.get(one['type'], 'a href=' + chr(34) + '#' + chr(34))}>"
        html += escape(cut(text, start, end - start))
    return f'<div class="words">{html}</div>' if text else ""


def keyboard(message: Message) -> str:
    rows = ("".join(f"<button>{escape(label)}</button>" for label in row) for row in message.buttons)
    return "".join(f'<div class="keys">{row}</div>' for row in rows)
