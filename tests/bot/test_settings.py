"""Settings: where they come from, and what is said of a wrong one: which, how, and never its value."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest

from bot.database import Database
from bot.errors import SettingsError
from bot.key_file import keys_of
from bot.settings import settings

SECRET = "hunter2"
KEY = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "KEY", "KEY_FILE", "RETENTION_DAYS"):
        monkeypatch.delenv(f"TRIALFIT_{name}", raising=False)


def test_nothing_has_to_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    ours = settings()
    assert (ours.database_url, ours.key, ours.retention_days) == (None, None, 30)
    assert ours.key_file.parts[-2:] == ("keys", "sessions.key")


def test_the_environment_comes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(
        "TRIALFIT_RETENTION_DAYS=7\nTRIALFIT_KEY_FILE=here.key\nTRIALFIT_OTHER=1\nELSE=2\n", "utf-8"
    )
    monkeypatch.setenv("TRIALFIT_RETENTION_DAYS", "9")
    assert (settings().retention_days, settings().key_file) == (9, Path("here.key"))


def test_an_empty_value_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALFIT_KEY", "")
    monkeypatch.setenv("TRIALFIT_RETENTION_DAYS", "")
    assert (settings().key, settings().retention_days) == (None, 30)


def use() -> None:
    """What every door that keeps chats does with the settings."""
    keys_of(settings())
    Database(settings().database_url)


WRONG = [
    ("RETENTION_DAYS", "hunter2"),
    ("RETENTION_DAYS", "0"),
    ("RETENTION_DAYS", "-3"),
    ("RETENTION_DAYS", "30.5"),
    ("KEY", "hunter2"),
    ("KEY", KEY[:-1]),
    ("KEY", f"{KEY},hunter2"),
    ("KEY", f"{KEY},"),
    ("DATABASE_URL", "hunter2"),
    ("DATABASE_URL", "mysql://me:hunter2@host/name"),
    ("DATABASE_URL", "postgresql://me:hunter2@host:port/name"),
    ("DATABASE_URL", "sqlite://"),
    ("DATABASE_URL", "sqlite:///:memory:"),
    ("DATABASE_URL", "sqlite:///file:hunter2?mode=memory&uri=true"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_one_is_named_in_one_line_without_its_value(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"TRIALFIT_{name}", value)
    with pytest.raises(SettingsError) as error:
        use()
    assert str(error.value).startswith(f"TRIALFIT_{name}: ")
    assert "\n" not in str(error.value)
    told = "".join(traceback.format_exception(error.value))
    assert SECRET not in told
    assert KEY[:-1] not in told


def test_one_key_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALFIT_KEY", KEY)
    monkeypatch.setenv("TRIALFIT_KEY_FILE", "here.key")
    with pytest.raises(SettingsError, match="TRIALFIT_KEY and TRIALFIT_KEY_FILE"):
        keys_of(settings())


def test_a_file_that_cannot_be_read() -> None:
    Path(".env").write_bytes(b"TRIALFIT_KEY=hunter2\xff\n")
    with pytest.raises(SettingsError, match=r"^\.env ") as error:
        settings()
    assert SECRET not in "".join(traceback.format_exception(error.value))


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIALFIT_KEY", KEY)
    monkeypatch.setenv("TRIALFIT_DATABASE_URL", "postgresql://me:hunter2@host/name")
    for shown in (repr(settings()), str(settings()), str(settings().model_dump()), settings().model_dump_json()):
        assert SECRET not in shown
        assert KEY not in shown
