"""The errors of trialfit.

TrialfitError
├── VocabularyError   a data file of the vocabulary is missing or wrong
├── trials.errors     a registry record or criteria file is wrong
└── bot.errors        a setting, a key or the database of sessions cannot be used
"""


class TrialfitError(Exception):
    """Something a person can mend; the message says what is wrong, where and what to do, and holds nothing personal."""


class VocabularyError(TrialfitError):
    """A data file of the vocabulary is missing or wrong."""
