"""A page for each patient of a list: every patient has one, and nothing is written over or beside the folder."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from chats import TODAY, chat
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pages.reports import write_report
from bot.session import Session

MIA = chat("she is 14, lupus since 11, moderate, platelets 38k")[0]
NOBODY = Session()


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("P-017", "P-017"),
        ("Müller 3", "Müller_3"),
        ("../../etc/passwd", "etc_passwd"),
        ("..", "patient"),
        ("", "patient"),
        ("/", "patient"),
        (".hidden", "hidden"),
        ("a\x00b\nc", "a_b_c"),
        ("C:\\x.exe", "C_x_exe"),
        ("9" * 500, "9" * 60),
    ],
)
def test_the_file_is_named_after_the_patient_and_stays_in_the_folder(name: str, stem: str, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    assert write_report(folder, name, NOBODY, TODAY) == folder / f"{stem}.pdf"
    assert [one.name for one in tmp_path.iterdir()] == ["reports"]
    assert {one.name for one in folder.iterdir()} == {f"{stem}.pdf", f"{stem}.html"}


def test_two_patients_with_one_id_have_two_pages(tmp_path: Path) -> None:
    paths = [write_report(tmp_path, name, one, TODAY) for name, one in (("a/b", MIA), ("a/b", NOBODY), ("a b", MIA))]
    assert [path.name for path in paths] == ["a_b.pdf", "a_b-2.pdf", "a_b-3.pdf"]


def test_the_same_page_is_not_written_twice(tmp_path: Path) -> None:
    assert write_report(tmp_path, "7", MIA, TODAY) == write_report(tmp_path, "7", MIA, TODAY)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_stood_there_before_stays(tmp_path: Path) -> None:
    (tmp_path / "7.pdf").write_text("the desk's own")
    (tmp_path / "7-2.pdf").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_text("no page")
    (tmp_path / "7-3.pdf").symlink_to(tmp_path / "nowhere")
    (tmp_path / "7-4.pdf").mkdir()
    (tmp_path / "7-5.html").write_text("the desk's own, too")
    before = set(tmp_path.iterdir())
    assert write_report(tmp_path, "7", MIA, TODAY).name == "7-6.pdf"
    assert {one.name for one in set(tmp_path.iterdir()) - before} == {"7-6.pdf", "7-6.html"}
    assert (tmp_path / "7.pdf").read_text() == "the desk's own"
    assert (tmp_path / "elsewhere").read_text() == "no page"
    assert not (tmp_path / "nowhere").exists()


def test_processes_that_write_at_once_lose_no_page(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as pool:
        made = [pool.submit(write_report, tmp_path, "7", one, TODAY) for one in (MIA, NOBODY) * 3]
        paths = {one.result() for one in made}
    assert {path.with_suffix(".html") for path in paths} | paths == set(tmp_path.iterdir())
    assert len(paths) == 2


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_id_gives_a_file_in_the_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    folder = tmp_path_factory.mktemp("reports")
    path = write_report(folder, name, NOBODY, TODAY)
    assert path.parent == folder
    assert path.read_bytes().startswith(b"%PDF")


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    path = write_report(tmp_path / "new", "7", MIA, TODAY)
    assert {one.stat().st_mode & 0o777 for one in path.parent.iterdir()} == {0o600}
