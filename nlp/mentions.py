"""Names of concepts and cues found in the tokens of a message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from nlp.lexicon import Entry, Lexicon
from nlp.spans import Cue, Mention
from nlp.spelling import Speller
from nlp.text import Token

_LONG = 10  # letters of a name that is found although it was written in pieces and misspelt
_SHORT = 6  # letters that a name in pieces has at least
_JOINED = 5  # how many tokens dictation may have made of one word
_DEGREES = ("dose", "childhood")  # families whose longer phrases hide the shorter ones in them
_POLARITY = ("negation", "doubt", "not_a_cue", "hypothetical", "pending", "controlled", "uncontrolled", "ended")


def find(
    words: Sequence[Token], lexicon: Lexicon, misspelt: frozenset[int], capitals: frozenset[int], folded: str
) -> tuple[list[Mention], list[Cue]]:
    """All mentions (longest first where they overlap; blockers hide what they cover) and all cues, in text order.

    `misspelt` are the tokens whose spelling was corrected before, `capitals` those that are written in capitals. A
    blocker does not reach over a line's end: "Unit", and "Platelets" in the row below, are no unit of platelets.
    """
    names: list[tuple[int, int, Entry]] = []
    cues: list[tuple[int, int, Entry]] = []
    for hit in lexicon.find([word.norm for word in words]):
        first, last, entry = hit
        kind = entry.kind
        if kind == "cue":
            cues.append(hit)
        elif kind == "capitals" and not capitals.issuperset(range(first, last + 1)):
            continue
        elif kind != "blocker" or "\n" not in folded[words[first].start : words[last].end]:
            names.append(hit)
    return _mentions(names + _joined_names(words, lexicon), words, misspelt), _cues(cues, words)


def _mentions(found: list[tuple[int, int, Entry]], words: Sequence[Token], misspelt: frozenset[int]) -> list[Mention]:
    found.sort(key=lambda hit: (hit[0] - hit[1], hit[0], hit[2].kind != "blocker"))
    taken: set[int] = set()
    spans: set[tuple[int, int, str]] = set()
    kept: list[Mention] = []
    for first, last, entry in found:
        span = range(first, last + 1)
        if taken.isdisjoint(span) or ((first, last, entry.kind) in spans and entry.kind != "blocker"):
            spans.add((first, last, entry.kind))
            taken.update(span)
            if entry.kind != "blocker":
                start, end = words[first].start, words[last].end
                wrong = not misspelt.isdisjoint(span)
                kept.append(Mention(entry.value, first, last, start, end, entry.kind != "name", wrong))
    kept.sort(key=lambda mention: mention.first)
    return kept


def _cues(found: list[tuple[int, int, Entry]], words: Sequence[Token]) -> list[Cue]:
    """The cues, without those that lie inside a longer cue of the same family."""
    found.sort(key=lambda hit: hit[0] - hit[1])
    covers: dict[str, dict[int, int]] = defaultdict(dict)  # of each group, to which token a cue reaches from a token
    kept: list[Cue] = []
    for first, last, entry in found:
        cover = covers[_group(entry.value)]
        if cover and (cover.get(first, -1) > last or cover.get(first - 1, -1) >= last):
            continue
        if last > first:  # one word hides no other
            for token in range(first, last + 1):
                cover.setdefault(token, last)
        kept.append(Cue(entry.value, first, last, words[first].start, words[last].end))
    kept.sort(key=lambda cue: (cue.first, cue.category))
    return kept


@cache
def _group(category: str) -> str:
    """The family within which a longer cue hides a shorter one."""
    family = category.partition(".")[0]
    return "polarity" if family in _POLARITY else family if family in _DEGREES else category


def _joined_names(words: Sequence[Token], lexicon: Lexicon) -> list[tuple[int, int, Entry]]:
    """Names written in pieces ("derma toe my oh sitis", "cell cept"): one piece at least is no common word."""
    found = []
    norms = [word.norm for word in words]
    known = lexicon.known_words
    strange = [len(norm) > 2 and norm not in known and norm.isalpha() for norm in norms]
    near = {
        first for place, one in enumerate(strange) if one for first in range(max(0, place - _JOINED + 1), place + 1)
    }
    if not near:
        return []
    speller = _joining_speller(tuple(lexicon.single_names))
    for first in sorted(near):
        joined = ""
        for last in range(first, min(first + _JOINED, len(norms))):
            if not norms[last].isalpha():
                break
            joined += norms[last]
            if last == first or len(joined) < _SHORT or True not in strange[first : last + 1]:
                continue
            concept = lexicon.single_names.get(joined)
            if concept is None and len(joined) >= _LONG + 2 and lexicon.name_words.isdisjoint(norms[first : last + 1]):
                meant = speller.correct(joined)
                concept = lexicon.single_names.get(meant) if meant else None
            if concept is not None:
                found.append((first, last, Entry("name", concept)))
    return found


@cache
def _joining_speller(names: tuple[str, ...]) -> Speller:
    return Speller((name for name in names if len(name) >= _LONG), frozenset(), frozenset())
