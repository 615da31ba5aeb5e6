"""Labels of a form that nothing is filled in behind: "Transplant: N/A"."""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon import read_words
from nlp.numbers import words_pattern
from nlp.spans import Mention


def is_left_blank(folded: str, mention: Mention, kind: str, language: str) -> bool:
    """Whether a mention is only the label of a form, with nothing behind it or with words that say so."""
    filled = _blank(language).match(folded, mention.end)
    if filled is None or (kind == "condition" and not filled.group(1)):
        return False  # "Lupus:" over what is told of it is a heading
    before = folded[max(0, mention.start - 2) : mention.start].rstrip(" ")
    return not before or before[-1] in "\n.,;|*•-"


@cache
def _blank(language: str) -> re.Pattern[str]:
    """A colon and, as its group, what says that there is nothing to say."""
    words = words_pattern(read_words(language, "grammar")["left_blank"])
    return re.compile(rf"[ \t]*[:=|][ \t]*((?:{words})(?!\w)|[?_-]+|)[ \t.]*(?=[\n,;|]|\Z)")
