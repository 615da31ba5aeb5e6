"""Errors of the trials floor, below `nlp.errors.TrialfitError`."""

from nlp.errors import TrialfitError


class RecordError(TrialfitError):
    """A registry record cannot be read; the message names the file and the field."""


class CriteriaError(TrialfitError):
    """A criteria file is wrong or does not fit its record; the message names file, criterion and mistake."""


class UnknownTrialError(TrialfitError):
    """There is no trial of that number at hand."""
