"""The settings: environment variables TRIALFIT_…, or the same names in a file `.env` in the working folder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, TypeVar

from platformdirs import user_config_path
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

PREFIX = "TRIALFIT_"


def _key_file() -> Path:
    # a folder of its own: on some systems configuration and data share one
    return user_config_path("trialfit", appauthor=False) / "keys" / "sessions.key"


_Text = TypeVar("_Text", str, SecretStr)


def _form(pattern: str, wanted: str) -> AfterValidator:
    """A check of a text or a secret, which says what is wanted and nothing of what it was given."""

    def checked(value: _Text) -> _Text:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not re.fullmatch(pattern, text):
            raise ValueError(wanted)
        return value

    return AfterValidator(checked)


_Token = Annotated[SecretStr, _form(r"\d+:[\w-]{20,}", "has to look like 123456789:AA..., as @BotFather gives it")]
_Api = Annotated[str, _form(r"https?://[^\s/]+(/\S*)?", "has to be a URL that begins with https:// or http://")]
_Webhook = Annotated[str, _form(r"https://[^\s/]+(/\S*)?", "has to be a URL that begins with https://")]
_Secret = Annotated[SecretStr, _form(r"[A-Za-z0-9_-]{16,256}", "has to be 16 to 256 of the signs A-Z a-z 0-9 _ -")]
_Listen = Annotated[str, _form(r"(\S+):(\d{1,5})", "has to be HOST:PORT, e.g. 127.0.0.1:8080")]


class Settings(BaseSettings):
    """What may be set; an empty value counts as none.

    `database_url`: an SQLAlchemy URL of SQLite or PostgreSQL; if None, an SQLite file in the user's data folder.
    `key`: what sessions are encrypted with, 64 hexadecimal digits; after a comma older ones, see `bot.rekey`.
    `key_file`: where the key is kept if `key` is not set; made on first use.
    `retention_days`: a chat untouched for so long is erased.
    `telegram_token`: the bot's; `telegram_api`: where the Bot API is, without "/bot".
    `webhook_url`: where Telegram reaches the bot, `webhook_secret`: by what it is known there, `listen`: host:port.
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
    telegram_token: _Token | None = None
    telegram_api: _Api = "https://api.telegram.org"
    webhook_url: _Webhook | None = None
    webhook_secret: _Secret | None = None
    listen: _Listen = "127.0.0.1:8080"

    def required(self, *names: str) -> None:
        """Raises SettingsError where one of these settings is missing."""
        for name in names:
            if getattr(self, name) is None:
                raise SettingsError(f"{PREFIX}{name.upper()}: is not set")


def settings() -> Settings:
    """The settings as they are now. Raises SettingsError, which names the setting and never its value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        said = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{PREFIX}{str(first['loc'][0]).upper()}: {said}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env cannot be read ({type(error).__name__}); it has to be a file in UTF-8") from None
