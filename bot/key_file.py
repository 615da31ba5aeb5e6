"""Where keys come from: the setting, or a file that only its owner can read, made on first use.

The file has a key a line, first the one to use. It stands apart from the database, so that a copy of the database alone
cannot be read, nor its backups.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.errors import KeyFileError, SettingsError
from bot.session_keys import Key, Keys
from bot.settings import Settings

_POSIX = os.name == "posix"


def keys_of(settings: Settings) -> Keys:
    """The keys that the settings name. Raises SettingsError or KeyFileError, neither of which shows a key."""
    if settings.key is None:
        return read(settings.key_file)
    if "key_file" in settings.model_fields_set:
        raise SettingsError("TRIALFIT_KEY and TRIALFIT_KEY_FILE are both set; keep one of them")
    try:
        return Keys(Key(digits.strip()) for digits in settings.key.get_secret_value().split(","))
    except KeyFileError as error:
        raise SettingsError(f"TRIALFIT_KEY: {error}; of several, put commas between") from None


def read(path: Path) -> Keys:
    """The keys in a file; where there is no file, it is made with a new key. Raises KeyFileError."""
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):  # another process made it meanwhile: then its key counts
                _write(path, [Key.new()], os.link)
        with path.open(encoding="utf-8") as file:
            if _POSIX and os.fstat(file.fileno()).st_mode & 0o077:
                raise KeyFileError(f"open to other users of this machine; run: chmod 600 {path}")
            return Keys(Key(line) for line in file.read().split())
    except KeyFileError as error:
        raise KeyFileError(f"key file {path}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"key file {path}: cannot be read or made ({type(error).__name__})") from None


def replace(path: Path, keys: list[Key]) -> None:
    """Puts these keys in the place of those in the file; a crash leaves either the old file or the new."""
    _write(path, keys, os.replace)


def _write(path: Path, keys: list[Key], put: Callable[[str, Path], None]) -> None:
    """A new file, only for its owner and whole on the disk, before it gets its name."""
    descriptor, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(f"{key.digits}\n" for key in keys)
            file.flush()
            os.fsync(file.fileno())
        put(draft, path)
        if _POSIX:  # the name, too, has to outlive a power cut
            folder = os.open(path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(draft)
