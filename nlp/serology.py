"""Infection tests and infections: which result belongs to which of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.assertions import Assertions
from nlp.concepts import Concept
from nlp.spans import Clause, Cue, Mention
from nlp.text import Token

# An infection that is denied answers for its test: "no hepatitis B" is HBsAg negative (the contract's own reading).
TEST_OF = {"hepatitis_b": "hbsag", "hepatitis_c": "hcv_antibody"}
_TESTS = frozenset({"hbsag", "hcv_antibody", "hcv_rna", "quantiferon", "hbs_antibody", "hbc_antibody", "hbv_dna"})
_STATES = frozenset(
    {"has", "have", "had", "got", "with", "living with", "infected", "confirmed", "present", "carrier", "elevated"}
)
_FAR = 14  # tokens between a test and its result


def results(
    mentions: Sequence[Mention],
    cues: Sequence[Cue],
    words: Sequence[Token],
    clauses: Sequence[Clause],
    assertions: Assertions,
    folded: str,
    concepts: Mapping[str, Concept],
) -> dict[int, tuple[str, Cue]]:
    """For each mention (by its position in `mentions`) of an infection or its test: `positive` or `negative`, and the cue.

    A result word belongs to the mentions before it in the sentence that have none yet, else to those that follow it.
    """
    tests = [i for i, one in enumerate(mentions) if _is_test(one, concepts)]
    found: dict[int, tuple[str, Cue]] = {}
    closed: set[int] = set()
    sentence = {i: _sentence(mentions[i].first, clauses) for i in tests}
    for cue in _result_cues(cues, mentions, words, folded):
        place = _sentence(cue.first, clauses)
        waiting = [i for i in tests if sentence[i] == place and i not in found and i not in closed]
        before = [i for i in waiting if mentions[i].last < cue.first]
        before = _nearest_run(before, mentions, words, cue)
        kind = cue.category.partition("_")[0]
        if not before and kind != "pending":
            after = [i for i in waiting if cue.last < mentions[i].first and mentions[i].first - cue.last <= 4]
            before = _forward_run(after[:1], tests, mentions, words, sentence) if after else []
        for i in before:
            if kind == "pending":
                closed.add(i)
            elif not _contradicts(mentions[i], kind, cue, words):
                found[i] = (kind, cue)
    for i in tests:
        if i in found or i in closed:
            continue
        said = assertions.of(mentions[i], "serology")
        disease = mentions[i].concept not in _TESTS
        if said == "absent" and disease:
            found[i] = (
                "negative",
                Cue("negation", mentions[i].first, mentions[i].last, mentions[i].start, mentions[i].end),
            )
    return found


def _is_test(mention: Mention, concepts: Mapping[str, Concept]) -> bool:
    return concepts[mention.concept].kind == "serology" or mention.concept in TEST_OF


def _sentence(token: int, clauses: Sequence[Clause]) -> int:
    return next(
        (clause.sentence for clause in clauses if clause.first <= token <= clause.last),
        next((clause.sentence for clause in clauses if clause.first > token), -1),
    )


def _result_cues(cues: Sequence[Cue], mentions: Sequence[Mention], words: Sequence[Token], folded: str) -> list[Cue]:
    """Result and pending words in order, the longest at each place, without those inside a mention."""
    inside = {i for one in mentions for i in range(one.first, one.last + 1)}
    chosen: dict[int, Cue] = {}
    for cue in sorted(cues, key=lambda one: one.first - one.last):
        if cue.category not in ("positive_result", "negative_result", "pending"):
            continue
        span = range(cue.first, cue.last + 1)
        said = " ".join(words[i].norm for i in span)
        if said in _STATES or any(i in chosen or i in inside for i in span):
            continue
        if said in ("-", "+") and not _attached_sign(cue, folded):
            continue
        if said == "no" and cue.category == "negative_result":
            after = words[cue.last + 1].norm if cue.last + 1 < len(words) else ""
            if after.isalnum():
                continue
        chosen.update(dict.fromkeys(span, cue))
    unique = {id(cue): cue for cue in chosen.values()}
    return sorted(unique.values(), key=lambda cue: cue.first)


def _attached_sign(cue: Cue, folded: str) -> bool:
    before = folded[cue.start - 1] if cue.start else " "
    after = folded[cue.end] if cue.end < len(folded) else " "
    return (before.isalnum() or before == ")") and not after.isalnum()


def _nearest_run(before: list[int], mentions: Sequence[Mention], words: Sequence[Token], cue: Cue) -> list[int]:
    """The last test before the result, and those listed with it."""
    run: list[int] = []
    edge = cue.first
    for i in reversed(before):
        gap = [words[k].norm for k in range(mentions[i].last + 1, edge)]
        reach = _FAR if not run else 4
        listed = not run or all(
            word in (",", "and", "&", "n", "or", "/", "plus", "both", "test", "tests", "the", ";", "+") for word in gap
        )
        if len(gap) > reach or not listed:
            break
        run.append(i)
        edge = mentions[i].first
    return run


def _forward_run(
    run: list[int],
    tests: Sequence[int],
    mentions: Sequence[Mention],
    words: Sequence[Token],
    sentence: Mapping[int, int],
) -> list[int]:
    for i in tests:
        if i <= run[-1] or sentence[i] != sentence[run[0]]:
            continue
        gap = [words[k].norm for k in range(mentions[run[-1]].last + 1, mentions[i].first)]
        if not all(word in (",", "and", "&", "n", "or", "/", "for", "the", "both") for word in gap):
            break
        run = [*run, i]
    return run


def _contradicts(mention: Mention, kind: str, cue: Cue, words: Sequence[Token]) -> bool:
    """An undetectable virus in a person with HIV is no negative HIV test."""
    said = " ".join(words[i].norm for i in range(cue.first, cue.last + 1))
    return kind == "negative" and mention.concept == "hiv" and said in ("undetectable", "not detected", "undetected")
