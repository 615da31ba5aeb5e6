"""Keys: what they seal only they open, unchanged and in its place; their file is for the owner alone."""

from __future__ import annotations

import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from bot import key_file
from bot.errors import KeyFileError
from bot.session_keys import Key, Keys, name

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEY, OTHER = Key("0123456789abcdef" * 4), Key("f" * 64)


@given(TEXT, st.binary())
def test_what_is_sealed_is_opened_in_its_place(text: str, place: bytes) -> None:
    sealed = KEY.seal(text, place)
    assert KEY.open(sealed, place) == text
    assert sealed != KEY.seal(text, place)
    for key, elsewhere in ((OTHER, place), (KEY, place + b"x")):
        with pytest.raises(InvalidTag):
            key.open(sealed, elsewhere)


@given(TEXT, st.data())
def test_one_changed_bit_closes_it(text: str, data: st.DataObject) -> None:
    sealed = bytearray(KEY.seal(text, b""))
    bit = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(InvalidTag):
        KEY.open(bytes(sealed), b"")


@pytest.mark.parametrize("length", range(28))
def test_a_stump_is_damage_like_any_other(length: int) -> None:
    with pytest.raises(InvalidTag):
        KEY.open(KEY.seal("", b"")[:length], b"")


@given(TEXT, TEXT)
def test_hashes_are_of_the_key_and_of_the_text(one: str, other: str) -> None:
    assert KEY.hash(one) == KEY.hash(one) != OTHER.hash(one)
    assert (KEY.hash(one) == KEY.hash(other)) == (one == other)


@given(TEXT, TEXT, TEXT, TEXT)
def test_no_two_persons_share_a_name(door: str, person: str, other_door: str, other_person: str) -> None:
    assert (name(door, person) == name(other_door, other_person)) == ((door, person) == (other_door, other_person))


def test_a_key_shows_nothing_of_itself() -> None:
    shown = f"{KEY!r} {KEY} {KEY.id} {Keys([KEY])!r}"
    assert KEY.digits[:16] not in shown


def test_the_file_is_made_on_first_use_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "sessions.key"
    (key,) = key_file.read(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [one.id for one in key_file.read(path)] == [key.id]
    assert list(path.parent.iterdir()) == [path]


def test_all_who_come_first_get_the_same_key(tmp_path: Path) -> None:
    for number in range(20):
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(key_file.read, [tmp_path / str(number) / "sessions.key"] * 8))
        assert len({keys.first.id for keys in made}) == 1


def test_keys_put_in_place_of_others(tmp_path: Path) -> None:
    path = tmp_path / "sessions.key"
    key_file.read(path)
    key_file.write(path, [OTHER, KEY], replace=True)
    assert [one.id for one in key_file.read(path)] == [OTHER.id, KEY.id]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o622, 0o644, 0o601])
def test_a_file_open_to_others_is_refused(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "sessions.key"
    key_file.read(path)
    path.chmod(mode)
    with pytest.raises(KeyFileError, match=f"chmod 600 {path}"):
        key_file.read(path)


@pytest.mark.parametrize("content", [b"", b"\n", b"hunter2", b"\xff\xfe", KEY.digits.encode() + b"\nhunter2"])
def test_a_file_without_keys(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sessions.key"
    path.touch(0o600)
    path.write_bytes(content)
    with pytest.raises(KeyFileError, match=str(path)) as error:
        key_file.read(path)
    told = "".join(traceback.format_exception(error.value))
    assert "hunter2" not in told
    assert KEY.digits not in told


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="IsADirectoryError"):
        key_file.read(tmp_path)
