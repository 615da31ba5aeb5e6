"""The vocabulary of a language: every list in it is read by something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import nlp
from nlp.lexicon import cue_phrases, read_words
from nlp.reading import languages

FLOOR = Path(nlp.__file__).parent
CODE = "\n".join(file.read_text(encoding="utf-8") for file in FLOOR.rglob("*.py"))
LISTS = ("ages", "dates", "given_names", "grammar", "numbers", "ranges", "slips", "tables", "values")


def is_named(word: str, text: str) -> bool:
    """Whether a key stands in quotes in the code, alone or before a dot."""
    return re.search(rf"""["']{re.escape(word)}["'.]""", text) is not None


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_kind_of_cue_is_asked_for(language: str) -> None:
    families = {category.partition(".")[0] for category in cue_phrases(language)}
    assert {family for family in families if not is_named(family, CODE)} == set()


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_words_is_read(language: str, name: str) -> None:
    words = read_words(language, name)
    patterns = set(re.findall(r"<(\w+)>", str(words)))
    unread = {key for key in words if not is_named(key, CODE) and key not in patterns and f".{key}" not in CODE}
    assert unread == set()
