"""The settings: environment variables TRIALFIT_…, or the same names in a file `.env` in the working folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from platformdirs import user_config_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

PREFIX = "TRIALFIT_"


def _key_file() -> Path:
    # a folder of its own: on some systems configuration and data share one
    return user_config_path("trialfit", appauthor=False) / "keys" / "sessions.key"


class Settings(BaseSettings):
    """What may be set; an empty value counts as none.

    `database_url`: an SQLAlchemy URL of SQLite or PostgreSQL; if None, an SQLite file in the user's data folder.
    `key`: what sessions are encrypted with, 64 hexadecimal digits; after a comma older ones, see `bot.rekey`.
    `key_file`: where the key is kept if `key` is not set; made on first use.
    `retention_days`: a chat untouched for so long is erased.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: SecretStr | None = None
    key: SecretStr | None = None
    key_file: Path = Field(default_factory=_key_file)
    retention_days: Annotated[int, Field(ge=1, le=36_500)] = 30


def settings() -> Settings:
    """The settings as they are now. Raises SettingsError, which names the setting and never its value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise SettingsError(f"{PREFIX}{str(first['loc'][0]).upper()}: {first['msg']}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env cannot be read ({type(error).__name__}); it has to be a file in UTF-8") from None
