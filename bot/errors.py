"""Errors of the bot floor, below `nlp.errors.TrialfitError`. None of them holds anything personal or secret."""

from nlp.errors import TrialfitError


class SettingsError(TrialfitError):
    """A setting is missing or malformed; the message names it."""


class KeyFileError(TrialfitError):
    """The key that sessions are encrypted with cannot be used, or is not the one of the database."""


class StoreError(TrialfitError):
    """The database of sessions cannot be used."""


class ScreeningError(TrialfitError):
    """A list cannot be screened: its file, the place for the results, or what does the work is at fault."""


class PageError(TrialfitError):
    """A page cannot be made: what it is made of cannot be read, or it cannot be written."""


class WrongUseError(TrialfitError):
    """The command was called in a way that cannot work, which its options alone do not show."""


class ScriptError(TrialfitError):
    """The script for a review board cannot be written."""
