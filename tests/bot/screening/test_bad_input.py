"""Lists that are not as they should be: every row comes out, every fault is one clear line, nothing is half written."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from desk import only, patients, screen, write_list
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli import main
from bot.screening.tables import open_table
from bot.wording.screening import screening_wording

SECRET = "Rumpelstilz"  # stands in cells, and must never be told on stderr


def rows(text: str | bytes, folder: Path) -> list[dict[str, str | None]]:
    """What comes out for a list with this content."""
    path = folder / "list.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [*screen(path)[1].iter_rows(named=True)]


def test_each_bad_row_comes_out_with_its_error_and_the_others_as_ever(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "id,age,note\n"
        f"a,13,lupus {SECRET}\n"
        f"b,13,{SECRET},lupus\n"
        f"c,{SECRET}\n"
        f'd,13,"lupus {SECRET}\n'
        f'e,13,"lupus ""{SECRET}"""\n'
        "\n"
        f'f,13,"lupus\n{SECRET}"\n'
        f"g,13,lu\0pus {SECRET}\n"
        f"h,13,{'x' * 100_001}\n"
        f'i,13,"lupus" {SECRET}\n'
        "j,13,lupus\n"
    )
    code, found = screen(path)
    assert code == 1
    assert found["id"].to_list() == ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
    assert [error and error.split(": ")[1] for error in found["error"]] == [
        None,
        "4 fields where the heading has 3",
        "2 fields where the heading has 3",
        "quotation marks that do not match",
        None,
        None,
        "holds NUL characters",
        "a cell of more than 100,000 characters",
        "quotation marks that do not match",
        None,
    ]
    assert [verdict is None for verdict in found["verdict"]] == [error is not None for error in found["error"]]
    said = capsys.readouterr().err
    assert "6 rows could not be read" in said
    assert SECRET not in said
    assert SECRET not in " ".join(filter(None, found["error"]))


def test_a_quotation_mark_that_nothing_closes_does_not_swallow_the_rest(tmp_path: Path) -> None:
    lines = [f"p{number},13 yo with lupus" for number in range(60_000)]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(["id,note", 'x,"13 yo', *lines]))
    found = list(open_table(path, screening_wording("en")).rows.pieces)
    assert len(found) == 60_001
    assert found[0].error
    assert [row.cells[0] for row in found[1:]] == [line.split(",")[0] for line in lines]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings(tmp_path: Path, encoding: str, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = ending.join(["id,note,ANC (/µL)", "Zoë,13 yo with lupus,1200", ""])
    [row] = rows(text.encode(encoding), tmp_path)
    assert (row["id"], row["I2"], row["E3"]) == ("Zoë", "pass", "pass")
    assert ("the rest was read as Windows-1252" in capsys.readouterr().err) == (encoding in ENCODINGS[3:])


def test_bytes_that_are_no_utf_8_leave_the_rest_of_their_line_alone(tmp_path: Path) -> None:
    [row] = rows("id,note,ANC (/µL)\nZoë ".encode() + b"\xe9\x81,lupus,1200\n", tmp_path)
    assert row["id"] == "Zoë é�"
    assert row["E3"] == "pass"


NO_LISTS = {
    "an empty file": (b"", "the file is empty"),
    "blank lines": (b"\n\n \n", "the file is empty"),
    "UTF-16 without a mark": ("id,note\na,lupus\n".encode("utf-16-le"), "UTF-16"),
    "a program": (bytes(range(256)) * 8 + b"\0" * 4096, "no text"),
    "noise": (bytes(range(256)) * 8, "no text"),
    "a spreadsheet": (b"PK\x03\x04" + b"\0" * 10, "save the list as CSV"),
    "a JSON array": (b'[{"id": 1}]', "JSON Lines"),
    "no heading": (f"7,{SECRET},13\n".encode(), "no column can be read"),
    "a heading with one quotation mark": (b'id,"note\na,lupus\n', "heading"),
    "half a Parquet file": (b"PAR1" + b"\1" * 40, "damaged Parquet"),
}


@pytest.mark.parametrize(("content", "said"), NO_LISTS.values(), ids=NO_LISTS.keys())
def test_what_is_no_list(tmp_path: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert main(["screen", str(path), "--out", str(tmp_path / "out.csv")]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert SECRET not in error
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]


def test_a_heading_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for out in ("out.csv", "out.jsonl", "out.parquet"):
        path = write_list(tmp_path / "list.csv", [])
        assert main(["screen", str(path), "--out", str(tmp_path / out)]) == 0
        assert "trialfit: 0 patients" in capsys.readouterr().err
    assert (tmp_path / "out.csv").read_text().startswith("id,verdict,revisit_on,I1,")
    assert len(pl.read_parquet(tmp_path / "out.parquet")) == 0


def test_json_lines_with_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text(
        '{"id": 1, "note": "lupus"}\n\n{"id": 2\n[1]\n{"note": ["a", "b"], "id": 5, "age": 14}\n{}\n' + "[" * 9999
    )
    code, found = screen(path)
    assert code == 1
    assert found["id"].to_list() == ["1", "2", "3", "5", "5", "6"]
    assert [error is not None for error in found["error"]] == [False, True, True, False, False, True]
    assert found["I1"].to_list()[3] == "pass"


WRONG_USE = {
    "no results wanted": ["screen", "IN"],
    "a form that is none": ["screen", "IN", "--out", "DIR/out.xlsx"],
    "in place of the list": ["screen", "IN", "--out", "IN"],
    "an overview in place of the list": ["screen", "IN", "--out", "DIR/out.csv", "--overview", "IN"],
    "an overview in place of the results": ["screen", "IN", "--out", "DIR/out.csv", "--overview", "DIR/out.csv"],
    "no such column": ["screen", "IN", "--out", "DIR/out.csv", "--text", SECRET],
    "no such id": ["screen", "IN", "--out", "DIR/out.csv", "--id", SECRET],
    "no workers": ["screen", "IN", "--out", "DIR/out.csv", "--workers", "0"],
    "no such language": ["screen", "IN", "--out", "DIR/out.csv", "--lang", "xx"],
}


@pytest.mark.parametrize("arguments", WRONG_USE.values(), ids=WRONG_USE.keys())
def test_wrong_use(tmp_path: Path, arguments: list[str]) -> None:
    path = write_list(tmp_path / "list.csv", patients(2))
    given = [one.replace("IN", str(path)).replace("DIR", str(tmp_path)) for one in arguments]
    try:
        code = main(given)
    except SystemExit as left:
        code = int(str(left.code))
    assert code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]


PLACES = {
    "no such list": ("absent.csv", "out.csv", "no such file"),
    "a folder for a list": ("folder", "out.csv", "folder"),
    "no such folder": ("list.csv", "absent/out.csv", "no such folder"),
    "a folder for results": ("list.csv", "folder.csv", "a folder"),
    "an older run": ("list.csv", "old.csv", "--resume"),
}


@pytest.mark.parametrize(("source", "out", "said"), PLACES.values(), ids=PLACES.keys())
def test_places(tmp_path: Path, source: str, out: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_list(tmp_path / "list.csv", patients(2))
    for name in ("folder", "folder.csv", "old.csv.part"):
        (tmp_path / name).mkdir()
    (tmp_path / "old.csv.part" / "00000000.parquet").touch()
    before = sorted(tmp_path.rglob("*"))
    assert main(["screen", str(tmp_path / source), "--out", str(tmp_path / out)]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can take on another user's rights")
def test_a_folder_without_rights(
    open_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.screening.run.version", lambda _: "1")  # where trialfit is installed may be closed too
    path = write_list(open_folder / "list.csv", patients(2))
    path.chmod(0o644)
    (open_folder / "closed.csv").touch(0o600)
    assert screen(path)[0] == 0  # all is imported now: another user may not read what is still to be
    (open_folder / "out.csv").unlink()
    capsys.readouterr()
    os.seteuid(65534)
    try:
        codes = [
            main(["screen", str(open_folder / name), "--out", str(open_folder / "out.csv")])
            for name in ("list.csv", "closed.csv")
        ]
    finally:
        os.seteuid(0)
    assert codes == [1, 1]
    error = capsys.readouterr().err
    assert error.count("Permission denied") == error.count("\n") == 2
    assert sorted(one.name for one in open_folder.iterdir()) == ["closed.csv", "list.csv"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no rights to make a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="needs tmpfs")
@pytest.mark.parametrize(("room", "name"), [(0, "out.parquet"), (100_000, "out.parquet"), (500_000, "out.csv")])
def test_a_full_disk(
    tmp_path: Path, small_disk: Path, room: int, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No room for anything, for all parts, for the results beside the parts."""
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (1024 * 1024 - 8192 - room))
    path = write_list(tmp_path / "list.csv", patients(1_500))
    assert main(["screen", str(path), "--out", str(small_disk / name), "--workers", "1"]) == 1
    error = capsys.readouterr().err.splitlines()
    assert "No space left on device" in error[-1]
    assert not (small_disk / name).exists()
    assert (small_disk / f"{name}.part").exists() == (room > 0)  # what is finished waits for --resume
    filler.unlink()
    if room and name == "out.parquet":  # the disk is too small for the others
        assert main(["screen", str(path), "--out", str(small_disk / name), "--resume", "--workers", "1"]) == 0
        assert sorted(one.name for one in small_disk.iterdir()) == ["out.parquet"]


# without control characters, of which a file of noise consists: that is no list, and said so
WRITTEN = st.text(st.characters(exclude_categories=["Cc"], include_characters="\n\r\t"), max_size=30)


@given(
    st.lists(st.lists(WRITTEN, min_size=3, max_size=3), max_size=4),
    st.lists(st.sampled_from(["id", "note", "dob", "HIV", "ANC (/uL)", "date", "x", "icd10"]), min_size=3, max_size=3),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_list_every_row_comes_out(
    tmp_path: Path, cells: list[list[str]], headings: list[str]
) -> None:
    if not {"note", "dob", "HIV", "ANC (/uL)"} & set(headings):
        headings = ["note", *headings[1:]]
    table = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in cells]
    filled = [row for row in table if any(row)]
    found = screen(write_list(tmp_path / "list.csv", filled, headings))[1]
    assert len(found) >= len(filled)
    assert not [error for error in found["error"] if error and "fault" in error]


def test_a_cell_at_the_limit_is_read(tmp_path: Path) -> None:
    text = ("Seen today, nothing new. " * 4_000)[:99_900] + " Platelets 38 K/uL."
    assert only(write_list(tmp_path / "list.csv", [["a", text]], ["id", "note"]))["E5"] == "fail"
