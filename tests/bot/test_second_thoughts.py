"""What becomes of what was told before: dated, taken back, set right, or left as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from chats import chat, reply, status

OPENERS = {
    "{P}": "14 yo, cSLE, moderate, on cellcept.",
    "{F}": "14 yo, cSLE, moderate, on cellcept. anc 3000 hgb 12 plt 250000 alt 20 ast 20 egfr 100",
}
TABLES = yaml.safe_load(Path(__file__).with_name("second_thoughts.yaml").read_text(encoding="utf-8"))
CASES = [(*case, None)[:3] for table in TABLES.values() for case in table]


@pytest.mark.parametrize(("messages", "expected", "revisit"), CASES, ids=lambda one: str(one)[-60:])
def test_what_becomes_of_what_was_told(messages: list[str], expected: dict[str, str], revisit: date | None) -> None:
    _, last = chat(*(OPENERS.get(one, one) for one in messages))
    assert {one: status(last, one) for one in expected} == expected
    assert revisit is None or last.assessments[0].revisit_on == revisit


def test_what_is_taken_back_is_said() -> None:
    assert "I took it out: apixaban" in reply(OPENERS["{P}"], "on eliquis", "no i misspoke")


def test_where_several_could_be_meant_the_bot_asks_which() -> None:
    said = reply(OPENERS["{P}"], "ANC 850, plts 210k", "that's wrong")
    assert "Which of these is wrong" in said
    assert "850" in said
    assert "210,000" in said


def test_what_was_guessed_is_taken_back_first() -> None:
    messages = ("14 yo, cSLE, moderate, hemaglobin 92, plts 210", "that's wrong")
    said = reply(*messages)
    _, last = chat(*messages)
    assert "I took it out: hemoglobin, platelets" in said
    assert (status(last, "E4"), status(last, "E5"), status(last, "I1")) == ("unknown", "unknown", "pass")


def test_what_was_taken_out_is_asked_for() -> None:
    _, last = chat(OPENERS["{P}"], "ANC 850, plts 210k", "that's wrong", "the anc")
    assert last.asking == ("E3",)
