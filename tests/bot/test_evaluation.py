"""`trialfit evaluate`: the figures of a few examples, computed by hand, and what it says of examples it cannot read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.evaluation.alarms import AlarmScores, alarm_scores
from bot.evaluation.chats import conversation_scores, person_scores
from bot.evaluation.claims import Claim
from bot.evaluation.gold import GoldError, gold
from bot.evaluation.messages import message_scores
from bot.evaluation.report import evaluation

BASE = {"lang": "en", "today": "2026-11-22"}
AGE_14 = {"concept": "age", "value": 14}
LUPUS = {"concept": "sle", "assertion": "present"}


def written(folder: Path, name: str, *examples: dict[str, Any]) -> Path:
    lines = [json.dumps({"id": f"x{number}", **BASE, **one}) for number, one in enumerate(examples)]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def messages(folder: Path) -> Path:
    """Of 6 stated facts 4 are found; 6 are found, so 2 of those are not as stated."""
    platelets = {"concept": "platelets", "value": 90_000, "unit": "/uL"}
    return written(
        folder,
        "messages.jsonl",
        {
            "text": "my son is 14, lupus, platelets 88k",
            "facts": [AGE_14, LUPUS, platelets, {"concept": "hiv", "value": "negative"}],
            "phenomenon": "slips",
        },
        {
            "text": "my daughter is 14, no lupus. ANC 1010",
            "facts": [AGE_14, {"concept": "anc", "value": 1000, "unit": "/uL"}, {"concept": "asthma"}],
            "tags": ["rounding", "negation"],
        },
    )


def test_the_figures_of_messages(tmp_path: Path) -> None:
    scores = message_scores(gold(messages(tmp_path)).messages)
    total = scores.total
    assert (total.hits, total.missed, total.invented) == (4, 2, 2)  # missed: 90,000 and HIV; invented: 88,000, no lupus
    assert (total.precision, total.recall, total.f1) == (0.6667, 0.6667, 0.6667)
    assert (scores.messages, scores.exact) == (2, 0)
    by_concept = {name: (one.hits, one.missed, one.invented) for name, one in scores.by_concept.items()}
    assert by_concept == {
        "age": (2, 0, 0),
        "sle": (1, 0, 1),
        "platelets": (0, 1, 1),
        "hiv": (0, 1, 0),
        "anc": (1, 0, 0),
    }
    by_group = {name: (one.hits, one.missed, one.invented) for name, one in scores.by_group.items()}
    assert by_group == {"slips": (2, 2, 1), "rounding": (2, 0, 1), "negation": (2, 0, 1)}
    assert scores.confusions == {
        "platelets: a number taken for another number": 1,
        "hiv: negative missed": 1,
        "sle: absent invented": 1,
    }


AGREEING = [
    (Claim("anc", 1000.0, "/uL"), Claim("anc", 1020.0, "/uL"), True),
    (Claim("anc", 1000.0, "/uL"), Claim("anc", 1021.0, "/uL"), False),
    (Claim("anc", 1000.0, "/uL"), Claim("anc", 1000.0, "/uL", "<"), False),
    (Claim("alt", 3.0, "xULN"), Claim("alt", 3.0, "U/L"), False),
    (Claim("age", 12.5), Claim("age", 12.55), True),
    (Claim("age", 12.5), Claim("age", 12.6), False),
    (Claim("age", 12.0), Claim("onset_age", 12.0), False),
    (Claim("sle", "present"), Claim("sle", "possible"), False),
    (Claim("hiv", "negative"), Claim("hiv", "negative"), True),
]


@pytest.mark.parametrize(("stated", "found", "same"), AGREEING)
def test_when_two_claims_agree(stated: Claim, found: Claim, same: bool) -> None:
    assert stated.agrees(found) is same


def conversations(folder: Path) -> Path:
    """Three chats: one as expected, one fit that is said to be none, one exclusion that is expected to be a fit."""
    right = {"verdict": "not_a_fit", "criteria": {"I1": "fail", "I2": "pass"}, "revisit_on": "2027-01-04"}
    excluded = {"verdict": "not_a_fit", "criteria": {"I1": "pass", "E5": "fail"}, "revisit_on": "2026-12-01"}
    fits = {"verdict": "possible_fit", "criteria": {"I1": "pass", "I2": "pass", "E5": "pass"}, "revisit_on": None}
    return written(
        folder,
        "conversations.jsonl",
        {"turns": ["my son has jdm", "he was born on January 4, 2015"], "expect": right},
        {"turns": ["my son is 14, lupus"], "expect": excluded},
        {"turns": ["my son is 14, lupus", "platelets 30k"], "expect": fits},
    )


def test_the_figures_of_conversations(tmp_path: Path) -> None:
    scores = conversation_scores(gold(conversations(tmp_path)).conversations)
    assert (scores.chats, scores.verdicts_right) == (3, 1)
    assert (scores.statuses, scores.statuses_right) == (7, 5)
    assert (scores.dates, scores.dates_right) == (2, 1)
    assert (scores.false_fits, scores.false_exclusions) == (1, 1)
    assert scores.confusions == {"E5: fail taken for unknown": 1, "E5: pass taken for fail": 1}


def test_the_figures_of_simulated_people(tmp_path: Path) -> None:
    """Of one who does not fit only what was decided counts; one who knows nothing is asked to the end."""
    excluded = {"verdict": "not_a_fit", "criteria": {"I1": "fail", "E4": "pass"}}
    unsure = {"verdict": "needs_info", "criteria": {"I1": "unknown"}}
    folder = written(
        tmp_path,
        "profiles.jsonl",
        {"opening": "my son is 9, lupus", "answers": {}, "expect": excluded},
        {"opening": "hello", "answers": {"I1": "no idea", "I2": "no idea"}, "expect": unsure},
    )
    scores = person_scores(gold(folder).people)
    assert (scores.chats, scores.verdicts_right, scores.endless) == (2, 2, 0)
    assert (scores.statuses, scores.statuses_right) == (2, 2)
    assert len(scores.questions) == 2
    assert scores.questions[1] > scores.questions[0]


def alarms(folder: Path) -> Path:
    quiet, missed = ["my son is 14", "lupus"], ["my daughter is 15"]
    return written(folder, "gates.jsonl", {"turns": quiet, "gate": None}, {"turns": missed, "gate": "emergency"})


def test_the_figures_of_gates(tmp_path: Path) -> None:
    scores = alarm_scores(gold(alarms(tmp_path)).alarms)
    assert (scores.chats, scores.quiet, scores.missed, scores.false_alarms) == (2, 1, {"emergency": 1}, 0)


def test_a_gate_taken_for_another_and_a_false_alarm() -> None:
    scores = AlarmScores()
    for expected, gate in (("crisis", "crisis"), ("crisis", "emergency"), (None, "guardian"), (None, None)):
        scores.add("x", expected, gate)
    assert (scores.chats, scores.quiet, scores.mistaken, scores.false_alarms) == (4, 2, 1, 1)
    assert not scores.missed


def test_the_report_gives_every_figure_and_so_many_misses_as_asked_for(tmp_path: Path) -> None:
    folder = alarms(conversations(messages(tmp_path)))
    report = evaluation(folder, misses=1)
    for line in (
        "precision 0.6667  recall 0.6667  F1 0.6667",
        "verdicts right 0.3333",
        "statuses right 0.7143",
        "dates right 1 of 2",
        "false fits 1  false exclusions 1",
        "missed 1 (emergency 1)  taken for another 0",
        "false alarms 0 of 1 (0.0000)",
    ):
        assert line in report
    assert report.count("wrong: ") == 3
    assert "simulated people" not in report
    assert "wrong: " not in evaluation(folder)


UNREADABLE = {
    "no JSON": ("messages.jsonl", "{", "messages.jsonl, line 2: Invalid JSON"),
    "not UTF-8": ("messages.jsonl", "\udcff", "messages.jsonl, line 2: Invalid JSON"),
    "no text": ("messages.jsonl", '{"id": "a", "lang": "en", "today": "2026-11-22", "facts": []}', "line 2: text: "),
    "no number": (
        "messages.jsonl",
        '{"id": "a", "lang": "en", "today": "2026-11-22", "text": "x", "facts": [{"concept": "age", "value": "12"}]}',
        "line 2: facts.0: age needs a number",
    ),
    "a verdict that is none": (
        "conversations.jsonl",
        '{"id": "a", "lang": "en", "today": "2026-11-22", "turns": ["x"], "expect": {"verdict": "ok", "criteria": {}}}',
        "conversations.jsonl, line 2: expect.verdict: ",
    ),
    "no turns": (
        "gates.jsonl",
        '{"id": "a", "lang": "en", "today": "2026-11-22", "turns": [], "gate": null}',
        "gates.jsonl, line 2: turns: ",
    ),
}


@pytest.mark.parametrize(("name", "line", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_line_that_cannot_be_read_is_named(
    name: str, line: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(b"\n" + line.encode("utf-8", "surrogateescape") + b"\n")
    assert main(["evaluate", str(tmp_path)]) == 1
    assert message in capsys.readouterr().err


def test_a_folder_without_examples_is_said(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="name a folder with one of"):
        gold(tmp_path)


def test_the_command_prints_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(messages(tmp_path)), "--misses", "2"]) == 0
    assert capsys.readouterr().out.strip() == evaluation(tmp_path, misses=2)


def test_misses_is_a_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["evaluate", str(messages(tmp_path)), "--misses", "many"])
    assert left.value.code == 2
    assert "'many' is no number" in capsys.readouterr().err
