"""Telegram's HTML: the text and its entities, offsets and lengths in UTF-16 units, or a refusal that says where."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.bot_api.errors import ApiError, bad_request

Entity = dict[str, Any]

KINDS = {
    **dict.fromkeys(["b", "strong"], "bold"),
    **dict.fromkeys(["i", "em"], "italic"),
    **dict.fromkeys(["u", "ins"], "underline"),
    **dict.fromkeys(["s", "strike", "del"], "strikethrough"),
    **dict.fromkeys(["span", "tg-spoiler"], "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
PLAIN = re.compile(r"[^<&]+")
REFERENCE = re.compile(r"&(?:(?:lt|gt|amp|quot)(?![a-zA-Z])|#\d+|#[xX][0-9a-fA-F]+);?")  # Telegram knows no others
NAME = re.compile(r"<(/?)([^\s>]*)")
ATTRIBUTES = re.compile(r"""((?:\s+[^\s=>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))?)*)\s*>""")
ATTRIBUTE = re.compile(r"""([^\s=>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+))""")
LINK = re.compile(r"(?:https?|tg)://.|[\w-]+(\.[\w-]+)+")  # others, such as tel:, are shown without a link
FOUND = re.compile(
    r"(?<!\S)(?P<bot_command>/\w{1,64}(?:@\w{5,32})?)(?!\w)|(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<phone_number>(?<!\w)(?:\+?1[ -])?\(?\d{3}\)?[ -]\d{3}-\d{4}(?!\w))"
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, start: int, length: int) -> str:
    """A part of the text, by UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


def formatted(raw: str, parse_mode: str) -> tuple[str, list[Entity]]:
    """The text as a person sees it, without white space round it, and its entities."""
    if parse_mode.lower() not in {"", "html"}:
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(raw) if parse_mode else (raw, [])
    start = units(text) - units(text.lstrip())
    end = units(text.rstrip())
    trimmed = []
    for one in entities:
        first, last = max(one["offset"], start), min(one["offset"] + one["length"], end)
        if first < last:
            trimmed.append({**one, "offset": first - start, "length": last - first})
    return text.strip(), with_found(text.strip(), trimmed)


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities, the outer first, and what Telegram makes tappable by itself: commands, addresses, numbers."""
    taken = [one for one in entities if one["type"] in {"code", "pre", "text_link"}]
    for match in FOUND.finditer(text):
        offset, length = units(text[: match.start()]), units(match[0])
        if not any(one["offset"] < offset + length and offset < one["offset"] + one["length"] for one in taken):
            entities.append({"type": match.lastgroup, "offset": offset, "length": length})
    return sorted(entities, key=lambda one: (one["offset"], -one["length"]))


def parse_html(raw: str) -> tuple[str, list[Entity]]:
    text, at = "", 0
    entities: list[Entity] = []
    opened: list[tuple[str, Entity | None, int]] = []
    while at < len(raw):
        if match := PLAIN.match(raw, at) or REFERENCE.match(raw, at):
            text += unescape(match[0])
        elif match := NAME.match(raw, at):
            offset = len(raw[:at].encode())
            after = ATTRIBUTES.match(raw, match.end())
            if match[1]:
                close(match[2], after is not None, offset, opened, entities, text)
            else:
                opened.append(
                    (match[2].lower(), start_tag(match[2].lower(), after, ">" in raw[at:], offset), units(text))
                )
            match = after or match
        else:  # an ampersand that begins no reference
            text += raw[at]
            at += 1
            continue
        at = match.end()
    if opened:
        raise unparsable(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text, entities


def start_tag(name: str, after: re.Match[str] | None, ends: bool, offset: int) -> Entity | None:
    """The entity that the tag opens; None for a link to nowhere."""
    if not ends:
        raise unparsable(f"Unclosed start tag at byte offset {offset}")
    if name not in KINDS:
        raise unparsable(f'Unsupported start tag "{name}" at byte offset {offset}')
    if after is None:
        raise unparsable(f'Unclosed start tag "{name}" at byte offset {offset}')
    given = {key: unescape(one or two or bare) for key, one, two, bare in ATTRIBUTE.findall(after[1])}
    if name == "span" and given.get("class") != "tg-spoiler":
        raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    if name == "a":
        return {"type": "text_link", "url": given["href"]} if LINK.match(given.get("href", "")) else None
    return {"type": KINDS[name]}


def close(
    name: str, ended: bool, offset: int, opened: list[tuple[str, Entity | None, int]], entities: list[Entity], text: str
) -> None:
    if not opened:
        raise unparsable(f"Unexpected end tag at byte offset {offset}")
    if not ended:
        raise unparsable(f"Unclosed end tag at byte offset {offset}")
    expected, entity, start = opened.pop()
    if name not in {"", expected}:
        raise unparsable(f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{name}>"')
    if entity and units(text) > start:
        entities.insert(0, {**entity, "offset": start, "length": units(text) - start})


def unparsable(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")
