"""The doors for programs: one JSON object a line in, one JSON object a line out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.dialogue import turn
from bot.session import Session
from nlp.facts import Fact
from nlp.reading import languages, read

DEFAULT_LANGUAGE = "en"
Handler = Callable[[bytes], dict[str, Any]]


class Request(BaseModel):
    """What both doors take: the text, and where it is said the language and the day."""

    model_config = ConfigDict(extra="ignore", strict=False)

    text: str
    lang: str | None = None
    today: date | None = None

    @property
    def language(self) -> str:
        """The language to read in: the one asked for where there is a vocabulary for it, else English."""
        return self.lang if self.lang in languages() else DEFAULT_LANGUAGE

    @property
    def day(self) -> date:
        """The day to take for today."""
        return self.today or date.today()


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
    """The answer to one line of `extract`. Raises ValidationError or ValueError where the line can't be read."""
    request = ExtractRequest.model_validate_json(line)
    facts = read(request.text, request.language, request.day).facts
    return {"id": request.id, "lang": request.language, "facts": [fact_json(fact) for fact in facts]}


def chats(trial: str) -> Handler:
    """A handler of the lines of `chat`, which keeps a session for each chat in memory as long as it lives."""
    sessions: dict[str | int, Session] = {}

    def answer(line: bytes) -> dict[str, Any]:
        request = ChatRequest.model_validate_json(line)
        session = sessions.get(request.chat, Session(trial=trial))
        session = session.model_copy(update={"language": request.language})
        sessions[request.chat], said = turn(session, request.text, request.day)
        return {
            "chat": request.chat,
            "replies": said.replies,
            "gate": said.gate,
            "asking": said.asking,
            "assessments": [assessment.as_contract() for assessment in said.assessments],
            "facts": [fact_json(fact) for fact in said.facts],
        }

    return answer


def serve(handler: Handler, lines: BinaryIO, out: TextIO) -> int:
    """Answers each line, flushed at once and in order; a line that can't be read is answered by an error.

    Returns the exit code: 0, or 1 where any line failed. An error names the line and the field, never what was in it.
    """
    failed = False
    for number, line in enumerate(lines, start=1):
        line = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            continue
        try:
            answer = handler(line)
        except (ValidationError, UnicodeError) as error:
            failed = True
            answer = {"error": {"line": number, "message": _message(error)}}
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
    return int(failed)


def _message(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return "not UTF-8 text; send each line as UTF-8"
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return 'not a JSON object; send one object a line, with the text in "text"'
    field = ".".join(str(part) for part in first["loc"])
    return f"{field or 'the line'}: {first['msg']}"
