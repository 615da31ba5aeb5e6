"""The script as a text: complete, explained, readable raw and rendered, and the same whenever it is written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from at_hand import TODAY, TRIAL
from markdown_it import MarkdownIt
from processes import ROOT

from bot.intents import trial_questions
from bot.record_words import record_fields
from bot.script.about import about
from bot.script.blocks import Heading, Script, Table
from bot.script.marks import marks_of
from bot.script.pdf import pdf
from bot.wording import trial_wording, wording
from bot.wording.gates import gates_at_hand
from bot.wording.page import page_wording
from bot.wording.script import Chapter, Saying, script_wording
from bot.wording.telegram import languages, telegram_wording
from trials.catalog import trial

WORDS, OWN, SCRIPT = wording("en"), trial_wording("en", TRIAL), script_wording("en")
# parts of which replies are made, and that are printed only as what stands for a mark
PARTS = {"persons", "months", "day", "month_of", "units", "list_and", "not_named"}


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a part of the wording and their places in it."""
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, Mapping):
        for name, part in tree.items():
            yield from leaves(part, f"{path}.{name}".strip("."))
    elif isinstance(tree, list | tuple):
        for one in tree:
            yield from leaves(one, path)


def is_printed(template: str, text: str) -> bool:
    """Whether the fixed parts of each line of a template stand in a line of a text, in this order."""
    record = record_fields(trial(TRIAL), WORDS)
    known = {name: value for name, value in record.items() if name not in ("name", "status")}
    filled = re.sub(r"\{(\w+)\}", lambda field: known.get(field[1], field[0]), template)
    lines = [map(re.escape, re.split(r"\{\w+\}", line)) for line in filled.split("\n") if line]
    return all(re.search(r"[^\n]*".join(pieces), text) for pieces in lines)


REPLIES = [(path, said) for path, said in leaves(dict(WORDS.replies)) if path.split(".")[0] not in PARTS]


@pytest.mark.parametrize(("path", "said"), REPLIES, ids=[path for path, _ in REPLIES])
def test_every_reply_is_printed(path: str, said: str, text: str) -> None:
    assert is_printed(said, text)


def test_every_reply_is_printed_where_it_is_explained() -> None:
    """Each has a place of its own in script.yaml, or is one of the texts that stand for a mark."""
    sayings = [saying for chapter in chapters() for saying in chapter]
    said = {key for saying in sayings for key in saying.says}
    said |= {field for saying in sayings for field in re.findall(r"\{(\w+)\}", saying.add)}
    choices = {path for fill in SCRIPT.fills.values() for path in fill.one_of}
    left = [
        path
        for path, _ in REPLIES
        if not path.startswith("buttons.") and not {path, path.rpartition(".")[0]} & (said | choices)
    ]
    # between the things told, the name of a point by itself, and what stands at the end of answers about the study
    assert left == ["lines.first", "lines.next", "point", "silent"]


def chapters() -> Iterator[tuple[Saying, ...]]:
    for name in type(SCRIPT).model_fields:
        if isinstance(chapter := getattr(SCRIPT, name), Chapter):
            yield chapter.says
    yield SCRIPT.telling.correction_says


def test_every_question_with_all_its_wordings_and_buttons_is_printed(text: str) -> None:
    for one in OWN.criteria.values():
        for said in (one.ask, one.more, one.which):
            assert said is None or said == OWN.criteria["E13"].ask or is_printed(said, text)
        for label in (label for options in one.options.values() for label in options):
            assert f"`[{label}]`" in text


def test_every_hint_that_can_be_given_is_printed(text: str) -> None:
    fails = {one.id for one in trial(TRIAL).criteria if one.fails}
    hints = {one: words.hint for one, words in OWN.criteria.items() if words.hint}
    assert set(hints) <= fails
    assert all(is_printed(hint, text) for hint in hints.values())


def test_every_line_of_the_record_is_printed(text: str) -> None:
    assert all(one.text in text for one in trial(TRIAL).criteria)


def test_every_answer_about_the_study_is_printed(text: str) -> None:
    assert all(is_printed(one.says, text) for one in OWN.questions.values())


@pytest.mark.parametrize("name", OWN.questions)
def test_the_example_of_a_question_about_the_study_asks_it(name: str) -> None:
    assert name in trial_questions(OWN.questions[name].asked, (), WORDS, OWN)


def test_every_gate_with_its_answer_in_every_language_is_printed(text: str) -> None:
    for gates in gates_at_hand().values():
        assert all(is_printed(gate.reply, text) for gate in (gates.crisis, gates.emergency, gates.guardian))


def test_all_that_is_said_only_on_telegram_is_printed(text: str) -> None:
    for path, said in leaves(telegram_wording("en").model_dump(exclude={"answers"})):
        assert is_printed(said, text), path


def test_all_words_of_the_page_are_printed(text: str) -> None:
    assert all(is_printed(said, text) for _, said in leaves(page_wording("en").model_dump(exclude={"quoted"})))


def test_every_mark_is_explained(text: str) -> None:
    explained = set(re.findall(r"^\| ‹([^›]+)›", text, re.MULTILINE))
    address = [
        mark for mark in explained if re.search(rf"^\| ‹{mark}› (?:\(\w+\) )?\|(?:[^|]*\|){{4}}$", text, re.MULTILINE)
    ]
    for mark in set(re.findall(r"‹([^›]+)›", text)) - {"angle marks"}:
        left = mark.lower()
        for form in sorted(address, key=len, reverse=True):
            left = left.replace(form, "")
        assert mark in explained or not left.strip(), mark


def test_versions_and_dates_are_printed(text: str) -> None:
    assert "| Record last updated | 9 January 2026 |" in text
    assert "| Script written on | 22 November 2026 |" in text
    assert re.search(r"\| trialfit version \| \d+\.\d+\.\d+ \|", text)


def test_the_day_of_writing_is_passed_in() -> None:
    first = about(trial(TRIAL), marks_of(trial(TRIAL), "en"), date(2026, 12, 1))
    table = next(block for block in first if isinstance(block, Table))
    assert ("Script written on", "1 December 2026") in table.rows


def test_headings_go_down_one_level_at_a_time_and_the_contents_lead_to_them(script: Script, text: str) -> None:
    levels = [block.level for block in script.blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    anchors = {
        re.sub(r"[^\w\- ]", "", line.strip("# ").lower()).replace(" ", "-")
        for line in text.split("\n")
        if line[:1] == "#"
    }
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert len(links) > 30
    assert set(links) <= anchors


def test_it_renders_as_it_reads(text: str) -> None:
    """No sign of a reply or of the record is taken for markup, but for the bold of replies."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    shown = "\n".join(
        "".join("\n" if part.type == "hardbreak" else part.content for part in token.children or ())
        for token in tokens
        if token.type == "inline"
    )
    for line in text.split("\n"):
        if line.startswith("> "):
            assert line[2:].strip().replace("**", "") in shown, line
    assert all(one.text in shown for one in trial(TRIAL).criteria)
    assert not [token for token in tokens if token.type in ("html_block", "code_block", "fence", "hr")]


def test_another_process_writes_the_same_bytes(script: Script, text: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "trials", "script", TRIAL, "--today", TODAY.isoformat(), "--out", tmp_path]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    markdown_file, pdf_file = sorted(tmp_path.iterdir())
    assert markdown_file.read_bytes() == text.encode()
    assert pdf_file.read_bytes() == pdf(script)


@pytest.mark.parametrize("language", languages())
def test_every_language_served_has_the_words_of_a_script(language: str) -> None:
    assert script_wording(language).about.languages[language]
