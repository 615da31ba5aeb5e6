"""The plain forms of words in which cues are looked for."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.wording import Answers
from nlp.text import fold

_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[^\w/]+|_")


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """Lower case, no apostrophes, single spaces; the marks stay."""
    return _SPACES.sub(" ", fold(text).replace("'", "")).strip()


def bare(text: str, answers: Answers) -> str:
    """The words alone, without marks and fillers ("um, no, thanks!" is "no")."""
    words = _MARKS.sub(" ", plain(text)).strip()
    return _SPACES.sub(" ", answers.fillers.sub(" ", words)).strip() or words
