"""Errors inside the Telegram door, below `nlp.errors.TrialfitError`; nothing personal in them."""

from nlp.errors import TrialfitError


class LeaseLostError(TrialfitError):
    """This process was taken for dead, and another does its work."""


class ApiError(TrialfitError):
    """Telegram does not do what it is asked for."""
