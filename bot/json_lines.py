"""The doors for programs: one JSON object a line in, one JSON object a line out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from bot.dialogue import turn
from bot.session import Session
from nlp.errors import TrialfitError
from nlp.facts import Fact
from nlp.reading import languages, read

DEFAULT_LANGUAGE = "en"
COMING = frozenset({"es"})  # read as DEFAULT_LANGUAGE until there is a vocabulary
_BOM = b"\xef\xbb\xbf"
Handler = Callable[[bytes], dict[str, Any]]


class Request(BaseModel):
    """What both doors take: the text, and where it is said the language and the day."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: str
    lang: str | None = None
    today: date | None = None

    @field_validator("lang")
    @classmethod
    def _at_hand(cls, lang: str | None) -> str | None:
        if lang is None or lang in languages():
            return lang
        if lang in COMING:
            return DEFAULT_LANGUAGE
        raise PydanticCustomError("language", "not a language at hand; there are: {all}", {"all": _languages()})

    @property
    def language(self) -> str:
        """The language to read in."""
        return self.lang or DEFAULT_LANGUAGE


class ExtractRequest(Request):
    """One line of `trialfit extract --json`."""

    id: str | int | None = None


class ChatRequest(Request):
    """One line of `trialfit chat --json`."""

    chat: str | int


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact as the machine interface gives it: what is not said is left out."""
    return fact.model_dump(mode="json", exclude_none=True, exclude_defaults=False, exclude={"guesses"}) | (
        {"guesses": [guess.model_dump() for guess in fact.guesses]} if fact.guesses else {}
    )


def extraction(line: bytes) -> dict[str, Any]:
    """The answer to one line of `extract`. Raises ValidationError where the line is no request."""
    request = ExtractRequest.model_validate_json(line)
    facts = read(request.text, request.language, request.today or date.today()).facts
    return {"id": request.id, "lang": request.language, "facts": [fact_json(fact) for fact in facts]}


def chats(trial: str, today: date | None = None) -> Handler:
    """A handler of the lines of `chat`, which keeps a session for each chat in memory as long as it lives.

    `today` is the day for lines that give none; if None, the clock's. The handler raises ValidationError where a line
    is no request; a line that fails leaves its chat as it was.
    """
    sessions: dict[str | int, Session] = {}

    def answer(line: bytes) -> dict[str, Any]:
        request = ChatRequest.model_validate_json(line)
        session = sessions.get(request.chat, Session(trial=trial))
        session = session.model_copy(update={"language": request.lang or session.language})
        sessions[request.chat], said = turn(session, request.text, request.today or today or date.today())
        return {
            "chat": request.chat,
            "replies": said.replies,
            "gate": said.gate,
            "asking": said.asking,
            "assessments": [assessment.as_contract() for assessment in said.assessments],
            "facts": [fact_json(fact) for fact in said.facts],
        }

    return answer


def serve(handler: Handler, lines: BinaryIO, out: BinaryIO) -> int:
    """Answers each line in UTF-8, flushed at once and in order; blank lines are passed over.

    A line that can't be read is answered by an error that names the line and the field, never what was in it, and the
    run goes on. Returns the exit code: 0, or 1 where any line failed. Raises TrialfitError where a data file is wrong.
    """
    failed = False
    for number, line in enumerate(lines, start=1):
        line = line.removeprefix(_BOM).strip()
        if not line:
            continue
        try:
            line.decode()
            answer = handler(line)
        except TrialfitError:
            raise
        except Exception as error:  # whatever one message sets off, the other chats of the stream go on
            failed = True
            answer = {"error": {"line": number, "message": _message(error)}}
        out.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        out.flush()
    return int(failed)


def _message(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8 text; send each line as UTF-8"
    if not isinstance(error, ValidationError):
        return f"a fault of trialfit ({type(error).__name__}); this line was passed over"
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    if first["type"] in ("json_invalid", "model_type"):
        return 'not a JSON object; send one object a line, with the text in "text"'
    return f"{first['loc'][0]}: {first['msg']}"


def _languages() -> str:
    return ", ".join(sorted(languages() | COMING))
