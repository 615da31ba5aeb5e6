"""The vocabulary of the tests, completed before any trial is loaded."""

from vocabulary import complete

complete()
