"""Whole lists: what comes out for a desk's patients, in every form in and out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from desk import HEADINGS, TODAY, only, patients, results, screen, write_list
from processes import LIMIT, ROOT

from bot.cli import main
from bot.dialogue import standing_of
from bot.session import Session
from nlp.reading import read
from trials.catalog import trial
from trials.profile import Profile

CRITERIA = [one.id for one in trial("NCT07089121").criteria]


def test_a_desk_with_a_hundred_patients(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = patients(100)
    code, found = screen(write_list(tmp_path / "list.csv", rows))
    said = capsys.readouterr()
    assert code == 0
    assert found["id"].to_list() == [row[0] for row in rows]
    assert found.columns[:3] == ["id", "verdict", "revisit_on"]
    assert set(CRITERIA) < set(found.columns)
    counts = Counter(found["verdict"].to_list())
    assert len(counts) >= 3
    assert None not in counts
    assert said.out == ""
    unread, closing = said.err.splitlines()
    assert unread == "trialfit: columns that are not read: Insurance"
    assert closing.startswith("trialfit: 100 patients in ")
    for verdict, count in counts.items():
        assert f"{count} {verdict}" in closing


def test_the_same_comes_out_in_every_form(tmp_path: Path) -> None:
    rows = [[*row[:3], row[3].replace("\n", " "), *row[4:]] for row in patients(20)]
    table = pl.DataFrame(rows, schema=HEADINGS, orient="row")
    write_list(tmp_path / "comma.csv", rows)
    write_list(tmp_path / "semicolon.txt", rows, mark=";")
    write_list(tmp_path / "tab.tsv", rows, mark="\t")
    table.write_ndjson(tmp_path / "lines.data")
    table.write_parquet(tmp_path / "rows.data")
    wanted = screen(tmp_path / "comma.csv", out="0.csv")[1]
    for name in ("semicolon.txt", "tab.tsv", "lines.data", "rows.data"):
        assert screen(tmp_path / name, out=f"{name}.csv")[1].equals(wanted), name
    for out in ("out.jsonl", "out.parquet"):
        found = screen(tmp_path / "comma.csv", out=out)[1]
        assert found.select(wanted.columns).equals(wanted), out


def test_a_typed_table(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "id": [7, 8],
            "dob": [date(2012, 3, 4), None],
            "platelets (/uL)": [38_000.0, float("nan")],
            "hemoglobin_g_dl": [9.8, None],
            "note": ["lupus", None],
            "extra": [{"a": 1}, None],
        }
    )
    table.write_parquet(tmp_path / "list.parquet")
    code, found = screen(tmp_path / "list.parquet")
    assert code == 0
    assert found["id"].to_list() == ["7", "8"]
    assert found["E5_quotes"].to_list() == ["platelets (/uL): 38000", None]
    assert found["I1"].to_list() == ["pass", "unknown"]


def test_a_note_alone_is_read_as_a_chat_would(tmp_path: Path) -> None:
    note = "14 yo with lupus since 11, moderate, on cellcept. platelets 38k, no hepatitis"
    row = only(write_list(tmp_path / "list.csv", [["a", note]], ["id", "note"]))
    today = date.fromisoformat(TODAY)
    session = Session(profile=Profile().tell(read(note, "en", today).facts, today))
    wanted = standing_of(session, today).assessment
    assert row["verdict"] == wanted.verdict == "not_a_fit"
    assert {one.id: one.status for one in wanted.criteria} == {one: row[one] for one in CRITERIA}
    assert row["E5_quotes"] == "platelets 38k"


def test_every_open_point_is_a_question(tmp_path: Path) -> None:
    row = only(write_list(tmp_path / "list.csv", [["a", "my daughter is 14, lupus"]], ["id", "note"]))
    asked = [one.split(":")[0] for one in (row["open_questions"] or "").split(" | ")]
    assert sorted(asked) == sorted(one for one in CRITERIA if row[one] == "unknown")
    assert "Has she had a blood clot" in (row["open_questions"] or "")


def test_ids(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_list(tmp_path / "list.csv", [["a", "x"], ["b", "lupus"], ["a", "13 yo"], ["", "sle"]], ["id", "note"])
    assert screen(path)[1]["id"].to_list() == ["a", "b", "a", "4"]
    assert "1 id comes more than once" in capsys.readouterr().err
    path = write_list(tmp_path / "other.csv", [["K9", "lupus"]], ["bed", "note"])
    assert screen(path)[1]["id"].to_list() == ["1"]
    assert screen(path, "--id", "bed")[1]["id"].to_list() == ["K9"]


TEXT = "She is 14 and has had lupus since she was 11, and takes cellcept."


def test_the_column_of_text_is_found_or_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["a", TEXT, "Mother has dermatomyositis, father has psoriasis, one sister is well."]]
    path = write_list(tmp_path / "list.csv", rows, ["id", "anamnesis", "family history"])
    assert only(path)["I2"] == "pass"
    path = write_list(tmp_path / "two.csv", rows, ["id", "one", "two"])
    assert main(["screen", str(path), "--out", str(tmp_path / "o.csv")]) == 2
    assert "--text" in capsys.readouterr().err
    assert only(path, "--text", "one")["I2"] == "pass"


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "＋1", "－1", "＠A"]
)
def test_no_cell_runs_in_a_spreadsheet(tmp_path: Path, cell: str) -> None:
    rows = [[cell, "lupus"]]
    _, found = screen(write_list(tmp_path / "list.csv", rows, ["id", "note"]))
    assert found["id"][0] == f"'{cell.strip()}"
    assert results_as_lines(tmp_path, cell) == cell.strip()


def results_as_lines(folder: Path, cell: str) -> str:
    """The id as it comes out in JSON Lines, which no spreadsheet runs."""
    screen(folder / "list.csv", out="out.jsonl")
    return str(json.loads((folder / "out.jsonl").read_text())["id"])


def test_a_guess_is_said_aloud(tmp_path: Path) -> None:
    row = only(write_list(tmp_path / "list.csv", [["a", "platelets 150, ALT 200 U/L, GGT 30 U/L"]], ["id", "note"]))
    assert row["notes"] == 'read "platelets 150" as platelets 150,000 | GGT: no upper limit given, 60 U/L used'


def test_the_results_are_for_their_owner_alone(tmp_path: Path) -> None:
    screen(write_list(tmp_path / "list.csv", patients(1)))
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["list.csv", "out.csv"]


def test_results_take_the_place_of_older_ones(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("older")
    assert len(screen(write_list(tmp_path / "list.csv", patients(2)))[1]) == 2
    assert len(results(tmp_path / "out.csv")) == 2


def test_a_page_for_each_patient(tmp_path: Path) -> None:
    rows = [["a/1", "13 yo with lupus"], ["../b", "jdm"], ["a/1", "JMG, 14"], ["c", "lu\0pus"]]
    path = write_list(tmp_path / "list.csv", rows, ["id", "note"])
    for _ in range(2):  # no page is written twice
        assert screen(path, "--reports", str(tmp_path / "pages"))[0] == 1
        written = sorted(one.name for one in (tmp_path / "pages").iterdir())
        assert written == ["a_1-2.html", "a_1-2.pdf", "a_1.html", "a_1.pdf", "b.html", "b.pdf"]
    assert "juvenile" in (tmp_path / "pages" / "a_1-2.html").read_text()
    assert (tmp_path / "pages" / "b.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["list.csv", "out.csv", "pages"]


def test_pages_where_no_folder_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_list(tmp_path / "list.csv", patients(2))
    command = ["screen", str(path), "--out", str(tmp_path / "out.csv"), "--reports"]
    assert main([*command, str(path)]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"trialfit: {path}")
    assert main([*command, str(tmp_path), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]


def test_an_overview(tmp_path: Path) -> None:
    rows = patients(30)
    path = write_list(tmp_path / "list.csv", [*rows, ["X1", "a", "row", "too", "short"]])
    page = tmp_path / "overview.html"
    code, found = screen(path, "--overview", str(page))
    assert code == 1
    text = page.read_text()
    assert "31 patients" in text
    assert all(one in text for one in found["id"])
    assert page.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == ["list.csv", "out.csv", "overview.html"]


def test_a_folder_of_partitions(tmp_path: Path) -> None:
    rows = patients(40)
    wanted = screen(write_list(tmp_path / "list.csv", rows))[1]
    folder = tmp_path / "partitions"
    folder.mkdir()
    for number in range(4):
        part = pl.DataFrame(rows[10 * number : 10 * number + 10], schema=HEADINGS, orient="row")
        part.write_parquet(folder / f"part-{number}.parquet")
    assert screen(folder, out="partitions.csv")[1].equals(wanted)


def test_headings_that_may_be_cells_are_named_by_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    headings = ["note", "a heading that goes on for much more than forty characters", "bell\a", "bed"]
    screen(write_list(tmp_path / "list.csv", [["lupus", "x", "x", "x"]], headings))
    assert "columns that are not read: (number 2), (number 3), bed\n" in capsys.readouterr().err


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    path = write_list(tmp_path / "list.csv", patients(1))
    program = (
        "import sys\nsys.modules[{!r}] = None\nfrom bot.cli import main\n"
        f"sys.exit(main(['screen', {str(path)!r}, '--out', {str(tmp_path / 'out.csv')!r}, *{{}}]))"
    )
    cases = [("polars", [], "[desk]"), ("distributed", ["--scheduler", "tcp://127.0.0.1:9"], "[desk,cluster]")]
    for module, options, extra in cases:
        command = [sys.executable, "-c", program.format(module, options)]
        done = subprocess.run(command, capture_output=True, cwd=ROOT, text=True, timeout=LIMIT)
        assert done.returncode == 1
        assert f"pip install 'trialfit{extra}'" in done.stderr.splitlines()[-1]
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]
