"""`trialfit trials script`: the two files, whole or not at all, and one plain line where that cannot be."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from at_hand import TRIAL

from bot.cli import main
from bot.pages.fonts import letters
from bot.script import pdf as pdf_module
from bot.script.blocks import Heading, Script
from bot.script.pdf import pdf

COMMAND = ["trials", "script", TRIAL, "--today", "2026-11-22"]


def test_both_files_are_written_where_they_are_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert main([*COMMAND, "--out", str(tmp_path / "new" / "folder")]) == 0
    markdown, made = capsys.readouterr().out.split()
    assert Path(markdown) == tmp_path / "new" / "folder" / f"{TRIAL}-script.md"
    assert Path(markdown).read_text(encoding="utf-8") == text
    assert Path(made).read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in Path(made).parent.iterdir()) == [f"{TRIAL}-script.md", f"{TRIAL}-script.pdf"]


def test_help_tells_what_it_writes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["trials", "script", "--help"])
    assert left.value.code == 0
    assert "ID-script.pdf" in capsys.readouterr().out


def test_a_trial_that_is_not_at_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trials", "script", "NCT00000000", "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"trialfit: no trial NCT00000000 at hand; there are: {TRIAL}\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main([*COMMAND, "--out", str(tmp_path / "file")]) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(r"trialfit: \S+/file: cannot be made: [^\n]+; name another folder with --out\n", said)


def test_a_folder_that_takes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / f"{TRIAL}-script.md").mkdir()
    assert main([*COMMAND, "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(r"trialfit: \S+-script\.md: cannot be written: [^\n]+; name another folder with --out\n", said)
    assert [path.name for path in tmp_path.iterdir()] == [f"{TRIAL}-script.md"]


def test_without_the_packages_for_the_pdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "bot.script.pdf", None)
    assert main([*COMMAND, "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "trialfit: the PDF needs more packages; run: pip install 'trialfit[desk]'\n"
    assert list(tmp_path.iterdir()) == []


def test_the_pdf_has_an_outline_of_all_headings_and_numbered_pages(script: Script) -> None:
    made = pdf(script)
    pages = len(re.findall(rb"/Type /Page\b", made))
    listed = [title.replace("\\", "") for title in re.findall(r"/Title \((.*)\)\n", made.decode("latin-1"))]
    assert 30 < pages < 60
    assert {block.text for block in script.blocks if isinstance(block, Heading)} <= set(listed)


def test_the_font_has_every_letter_of_the_script(text: str) -> None:
    assert set(text) - letters() - set("\n") - set(pdf_module._LACKING) == set()
