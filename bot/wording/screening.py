"""The words of screened lists, checked as they load."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bot.wording import read_yaml
from bot.wording.forms import Words
from nlp.tables.amounts import Doubt


class ScreeningWords(Words):
    """screening.yaml: why a cell or a row was not read, what does not agree in a row, what was guessed."""

    doubts: Mapping[Doubt, str]
    contradiction: str
    guessed: str
    default_limit: str
    bad_rows: Mapping[str, str]


@cache
def screening_wording(language: str) -> ScreeningWords:
    """The words of a language."""
    return ScreeningWords.model_validate(read_yaml(language, "screening.yaml"))
