"""Replies as a script shows them: the facts of the record filled in, ‹marks› for what only a chat can fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any, NamedTuple

from bot.dialogue import LONGEST
from bot.people import People
from bot.record_words import record_fields
from bot.script.blocks import Heading, Says, Text
from bot.wording import Wording, wording
from bot.wording.script import Chapter, Fill, Saying, ScriptWords, script_wording
from trials.catalog import Trial

_NOTHING: Mapping[str, str] = {}
_UNKNOWN = "unknown"  # the person in whose forms the marks are written


class Marks(NamedTuple):
    """Shows templates; `record` holds the fields that are the same in every chat about the trial.

    `words` are those that a family reads, `clinical` those that a professional does.
    """

    words: Wording
    clinical: Wording
    script: ScriptWords
    record: Mapping[str, str]

    @property
    def person(self) -> People:
        """The forms of address as marks: ‹is›, ‹the patient›."""
        forms = self.words.replies["persons"][_UNKNOWN]
        lower = {name: mark(form) for name, form in forms.items()}
        return People(_UNKNOWN, lower | {name.capitalize(): mark(form.capitalize()) for name, form in forms.items()})

    def show(self, template: str, fills: Mapping[str, str] = _NOTHING) -> str:
        """A template with all its fields filled; `fills` names the fill of a field where it is not the usual one."""
        fields = {name for _, name, _, _ in Formatter().parse(template) if name}
        return self.joined(template.format_map({name: self._value(name, fills) for name in fields}))

    def say(self, key: str, fills: Mapping[str, str] = _NOTHING) -> str:
        """The reply under a key."""
        return self.show(self.words.say(key), fills)

    def joined(self, text: str) -> str:
        """The text with forms of address side by side as one mark: "‹Has the patient› had …"."""
        forms = "|".join(re.escape(form) for form in self.person.fields.values())
        return re.sub(rf"(?:{forms})(?: (?:{forms}))+", lambda marks: marks.group().replace("› ‹", " "), text)

    def chapter(self, chapter: Chapter) -> Iterator[Heading | Text | Says]:
        """The heading, the paragraphs and the replies of a chapter."""
        yield Heading(level=1, text=chapter.title)
        yield from (Text(text=self.show(text)) for text in chapter.text)
        yield from map(self.saying, chapter.says)

    def saying(self, saying: Saying) -> Says:
        """A reply, when it is given, and its buttons."""
        lines = [self.say(key, saying.fills) for key in saying.says]
        lines += [self.show(saying.add, saying.fills)] if saying.add else []
        offered = (self.words.replies["buttons"][key] for key in saying.buttons)
        buttons = tuple(label for one in offered for label in ([one] if isinstance(one, str) else one))
        return Says(when=self.show(saying.when), text="\n".join(lines), buttons=buttons)

    def choices(self, fill: Fill) -> Iterator[str]:
        """The texts of which a fill is one, those for a professional among them."""
        both = (self, self.for_professional())
        return (one.show(text, fill.fills) for one in both for path in fill.one_of for text in texts(one._part(path)))

    def for_professional(self) -> Marks:
        """The marks that show templates as a professional reads them."""
        return self._replace(words=self.clinical)

    def _part(self, path: str) -> Any:
        part: Any = self.words.replies
        for step in path.split("."):
            part = part[step]
        return part

    def _value(self, name: str, fills: Mapping[str, str]) -> str:
        known = self.script.fills
        fill = fills.get(name) or self.script.fields.get(name, name)
        if name not in fills and (ready := self.person.fields.get(name) or self.record.get(name)):
            return ready
        if fill not in known and isinstance(self.words.replies.get(name), str):
            return self.say(name)
        return mark(known[fill].shown if fill in known else name)


def marks_of(trial: Trial, language: str) -> Marks:
    """The marks for a trial in a language."""
    words, script = wording(language), script_wording(language)
    ids = ", ".join(one.id for one in trial.criteria)
    record = {**record_fields(trial, words), "ids": ids, "longest": f"{LONGEST:,}"}
    return Marks(words, wording(language, clinician=True), script, record)


def mark(name: str) -> str:
    """The mark for what is filled in."""
    return f"‹{name}›"


def texts(part: Any) -> Iterator[str]:
    """All texts of a part of the wording, in their order."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for one in part.values():
            yield from texts(one)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from texts(one)
