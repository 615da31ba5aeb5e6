"""Where keys come from: the setting, or a file that only its owner can read, made on first use.

The file has a key a line, first the one to use. It stands apart from the database, so that a copy of the database alone
cannot be read, nor its backups.
"""

from __future__ import annotations

import os
from pathlib import Path

from bot.errors import KeyFileError, SettingsError
from bot.own_files import POSIX, own_file
from bot.session_keys import Key, Keys
from bot.settings import Settings


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
            write(path, [Key.new()], replace=False)  # if another process is first, its key counts
        with path.open(encoding="utf-8") as file:
            if POSIX and os.fstat(file.fileno()).st_mode & 0o077:
                raise KeyFileError(f"open to other users of this machine; run: chmod 600 {path}")
            return Keys(Key(line) for line in file.read().split())
    except KeyFileError as error:
        raise KeyFileError(f"key file {path}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileError(f"key file {path}: cannot be read or made ({type(error).__name__})") from None


def write(path: Path, keys: list[Key], replace: bool) -> None:
    """Writes a key file, instead of the one there or only where there is none; never half of it.

    Where the name is a link, the file that it leads to is written: an old key must not stay there.
    """
    with own_file(path.resolve(), replace) as draft:
        draft.write_text("".join(f"{key.digits}\n" for key in keys), encoding="utf-8")
