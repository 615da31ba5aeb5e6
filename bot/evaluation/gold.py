"""Labelled examples: the forms of their files, and how they are read. One example a line, in JSON."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.evaluation.claims import Label
from nlp.errors import TrialfitError
from trials.matching import Status, Verdict


class GoldError(TrialfitError):
    """Labelled examples cannot be read; the message names the file, the line and the key."""


class Example(BaseModel):
    """What every kind of example has; `phenomenon` says of what. Other keys are for people, and passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    lang: str
    today: date
    phenomenon: str | None = None


class Message(Example):
    """A message and what it states about the patient; `tags` tell what it shows where `phenomenon` does not."""

    text: str
    facts: tuple[Label, ...]
    tags: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """What the message is an example of."""
        return (self.phenomenon,) if self.phenomenon else self.tags


class Expectation(BaseModel):
    """What an assessment has to say at the end: of the criteria only those that are listed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verdict: Verdict
    criteria: dict[str, Status]
    revisit_on: date | None = None


class Conversation(Example):
    """What a person sends, whatever the bot answers."""

    turns: tuple[str, ...] = Field(min_length=1)
    expect: Expectation


class Person(Example):
    """A simulated person: the opening, then an answer for each criterion that is asked about."""

    opening: str
    answers: dict[str, str]
    expect: Expectation


class Alarm(Example):
    """A conversation and the gate that its last turn sets off, if any."""

    turns: tuple[str, ...] = Field(min_length=1)
    gate: Literal["crisis", "emergency", "guardian"] | None


class Gold(NamedTuple):
    """The examples of a folder, by kind; empty where there is no such file."""

    messages: tuple[Message, ...]
    conversations: tuple[Conversation, ...]
    people: tuple[Person, ...]
    alarms: tuple[Alarm, ...]


FILES = ("messages.jsonl", "conversations.jsonl", "profiles.jsonl", "gates.jsonl")
Kind = TypeVar("Kind", bound=Example)


def gold(folder: Path) -> Gold:
    """The examples of a folder. Raises GoldError where it holds none, or a line that is not of its form."""
    messages, conversations, people, alarms = (folder / name for name in FILES)
    found = Gold(
        _read(messages, Message), _read(conversations, Conversation), _read(people, Person), _read(alarms, Alarm)
    )
    if not any(found):
        raise GoldError(f"no examples in {folder}; name a folder with one of {', '.join(FILES)}")
    return found


def _read(path: Path, form: type[Kind]) -> tuple[Kind, ...]:
    if not path.exists():
        return ()
    lines = enumerate(path.read_bytes().split(b"\n"), start=1)
    return tuple(_example(line, form, f"{path}, line {number}") for number, line in lines if line.strip())


def _example(line: bytes, form: type[Kind], where: str) -> Kind:
    try:
        return form.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(map(str, first["loc"]))
        raise GoldError(f"{where}: {f'{key}: ' if key else ''}{first['msg'].removeprefix('Value error, ')}") from None
