"""Which result word of a message belongs to which infection test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.concepts import Concept
from nlp.lexicon import read_words
from nlp.scene import Scene
from nlp.spans import Clause, Cue, Mention
from nlp.text import Token

VIRUS = {
    "hbsag": "b", "hbs_antibody": "b", "hbc_antibody": "b", "hbv_dna": "b", "hepatitis_b": "b",
    "hcv_antibody": "c", "hcv_rna": "c", "hepatitis_c": "c", "hiv": "hiv",
}  # fmt: skip
# An infection that is denied answers for its test: "no hepatitis B" is HBsAg negative (the contract's own reading).
TEST_OF = {"hepatitis_b": "hbsag", "hepatitis_c": "hcv_antibody"}
_TESTS = frozenset({"hbsag", "hcv_antibody", "hcv_rna", "quantiferon", "hbs_antibody", "hbc_antibody", "hbv_dna"})
_LOADS = frozenset({"hcv_rna", "hbv_dna"})
_STATES = frozenset(
    {"has", "have", "had", "got", "with", "living with", "infected", "confirmed", "present", "carrier", "elevated"}
)
_PARTING = frozenset({",", "/", ";", "|", "."})
_LEAST_COUNT = 100  # copies; a smaller bare number behind "HCV RNA" is more likely something else
_COUNT_REACH = 16  # characters between a virus and its count
_FAR = 14  # tokens between a test and its result


def results(scene: Scene) -> dict[int, tuple[str, Cue]]:
    """For each mention of an infection or its test, by its position: `positive` or `negative`, and the cue.

    The last result counts where a test was done again ("QFT negative in 2024, repeat positive").

    A result word belongs to the mentions before it in the sentence that have none yet, else to those that follow it.
    """
    mentions, words, clauses = scene.mentions, scene.words, scene.clauses
    tests = [i for i, one in enumerate(mentions) if is_test(one, scene.concepts)]
    found: dict[int, tuple[str, Cue]] = {}
    closed = _awaited(scene, tests)
    sentence = {i: _sentence(mentions[i].first, clauses) for i in tests}
    for cue in result_cues(scene.cues, mentions, words, scene.folded) if tests else []:
        place = _sentence(cue.first, clauses)
        denied = cue.category == "positive_result" and scene.assertions.denies(cue.first)
        waiting = [i for i in tests if sentence[i] == place and i not in found and i not in closed]
        if cue.category == "positive_result" and not denied:  # "no hepatitis B or C, HIV positive"
            waiting = [i for i in waiting if not scene.assertions.denies(mentions[i].first)]
        belonging = _nearest_run([i for i in waiting if mentions[i].last < cue.first], mentions, words, cue)
        kind = cue.category.partition("_")[0]
        if not belonging and kind != "pending" and not _follows_an_illness(scene, cue):
            clause = scene.passage.clause_at[cue.first]
            after = [
                i
                for i in waiting
                if _leads_to(cue, mentions[i], words) and scene.passage.clause_at[mentions[i].first] == clause
            ]
            belonging = _forward_run(after[:1], tests, mentions, words, sentence) if after else []
        for i in belonging:
            if kind == "pending":
                closed.add(i)
            elif not _contradicts(mentions[i], kind, cue, words):
                found[i] = ("negative" if denied else kind, cue)
    _result_line(scene, tests, found, closed)
    _done_again(scene, tests, found, closed)
    counts = {i: _counted(scene, mentions[i]) for i in tests if i not in found}
    found.update({i: count for i, count in counts.items() if count is not None})
    for i in tests:
        disease = mentions[i].concept not in _TESTS
        if i in found or i in closed:
            continue
        if disease and _is_denied(scene, mentions[i]) and not _is_of_test(scene, mentions[i]):
            one = mentions[i]
            found[i] = ("negative", Cue("negation", one.first, one.last, one.start, one.end))
        elif mentions[i].concept == "hiv" and _is_infected(scene, mentions[i]):
            one = mentions[i]
            found[i] = ("positive", Cue("infected", one.first, one.last, one.start, one.end))
    return found


def _counted(scene: Scene, mention: Mention) -> tuple[str, Cue] | None:
    """A virus that was counted is there: "HCV RNA 450,000 IU/mL"; "< 15" tells nothing."""
    if mention.concept not in _LOADS:
        return None
    behind = (number for number in scene.numbers if 0 <= number.start - mention.end <= _COUNT_REACH)
    number = next(behind, None)
    if number is None or number.taken or number.op in ("<", "<=") or number.value == 0:
        return None
    gap = scene.folded[mention.end : number.start]
    if any(mark in gap for mark in ".;,\n") or (number.value < _LEAST_COUNT and number.unit is None):
        return None
    first = scene.token_at(number.start)
    return "positive", Cue("amount", first, scene.token_at(number.unit_end - 1), number.start, number.unit_end)


def _awaited(scene: Scene, tests: Sequence[int]) -> set[int]:
    """The tests that are still to come or were never done: "waiting on the HIV", "they never ran a QuantiFERON"."""
    return {
        i
        for i in tests
        if any(cue.last < scene.mentions[i].first for cue in scene.clause_cues(scene.mentions[i], "awaits"))
    }


def _is_of_test(scene: Scene, mention: Mention) -> bool:
    """Whether the test is spoken of, not the infection: "she never had an HIV test"."""
    words = scene.words[mention.first : mention.last + 2]
    return any(word.norm in read_words(scene.language, "grammar")["test_words"] for word in words)


def _follows_an_illness(scene: Scene, cue: Cue) -> bool:
    """Whether the result is that of something named right before it that is no test ("TB negative, HIV positive")."""
    return any(
        0 < cue.first - one.last <= 2 and not _PARTING.intersection(_between(one, cue, scene.words))
        for one in scene.mentions
    )


def _between(mention: Mention, cue: Cue, words: Sequence[Token]) -> list[str]:
    first, last = (mention.last, cue.first) if mention.last < cue.first else (cue.last, mention.first)
    return [words[k].norm for k in range(first + 1, last)]


def _leads_to(cue: Cue, mention: Mention, words: Sequence[Token]) -> bool:
    """Whether a result stands before its test: "negative for hepatitis B", but not "neg / HBsAg"."""
    return 0 < mention.first - cue.last <= 4 and not _PARTING.intersection(_between(mention, cue, words))


def _result_line(scene: Scene, tests: Sequence[int], found: dict[int, tuple[str, Cue]], closed: set[int]) -> None:
    """ "Result: NEGATIVE" on a line of its own is the result of the last test named before it."""
    for cue in result_cues(scene.cues, scene.mentions, scene.words, scene.folded) if tests else []:
        before = [i for i in tests if scene.mentions[i].last < cue.first]
        if not before or before[-1] in found or cue.category == "pending":
            continue
        test = scene.mentions[before[-1]]
        if before[-1] in closed and not _all_told(scene, cue, tests):
            continue
        if _contradicts(test, cue.category.partition("_")[0], cue, scene.words):
            continue
        if (together := _all_told(scene, cue, tests)) and not any(i in found for i in together):
            found.update(dict.fromkeys(together, (cue.category.partition("_")[0], cue)))
        elif _opens_sentence(scene, cue, test) or any(
            0 < cue.first - one.last <= 3 for one in scene.cues_of("result_line")
        ):
            found[before[-1]] = (cue.category.partition("_")[0], cue)


def _all_told(scene: Scene, cue: Cue, tests: Sequence[int]) -> list[int]:
    """The tests of the sentence before "All negative." or "Everything came back negative."."""
    sentence = _sentence(cue.first, scene.clauses)
    start = scene.passage.sentence_span(sentence)[0]
    opens = any(one.start == start and one.first < cue.first <= one.last + 4 for one in scene.cues_of("all_tests"))
    return [i for i in tests if opens and scene.sentence_of(scene.mentions[i]) == sentence - 1]


def _done_again(scene: Scene, tests: Sequence[int], found: dict[int, tuple[str, Cue]], closed: set[int]) -> None:
    """The result of a repeat replaces that of the test named before it, also where that was none ("indeterminate")."""
    used = {cue.first for _, cue in found.values()}
    for cue in result_cues(scene.cues, scene.mentions, scene.words, scene.folded) if tests else []:
        before = [i for i in tests if scene.mentions[i].last < cue.first]
        if not before or not (before[-1] in found or before[-1] in closed):
            continue
        if cue.first in used or cue.category == "pending":
            continue
        test = before[-1]
        since = found[test][1].last if test in found else scene.mentions[test].last
        repeats = [one for one in scene.cues if one.category == "done_again" and since < one.first < cue.first]
        if repeats and _sentence(cue.first, scene.clauses) - scene.sentence_of(scene.mentions[test]) <= 1:
            found[test] = ("negative" if scene.assertions.denies(cue.first) else cue.category.partition("_")[0], cue)


def _opens_sentence(scene: Scene, cue: Cue, test: Mention) -> bool:
    """Whether the result begins the sentence after the one that names the test: "They did an HIV test. Negative."."""
    start, _ = scene.passage.sentence_span(scene.sentence_of(test) + 1)
    return cue.start == start > 0


def _is_denied(scene: Scene, mention: Mention) -> bool:
    """Whether the infection is denied; "no hepatitis B anymore" tells that it was there."""
    return scene.assertions.of(mention, "serology") == "absent" and not scene.sentence_cues(mention, "no_longer")


def _is_infected(scene: Scene, mention: Mention) -> bool:
    """ "Has HIV", "perinatally acquired HIV", "HIV, on ART": the infection itself, not its test."""
    if scene.assertions.of(mention, "history") != "present":
        return False
    if scene.sentence_cues(mention, "hiv_known") or scene.sentence_cues(mention, "past_history"):
        return True
    return any(1 <= mention.first - cue.last <= 2 for cue in scene.clause_cues(mention, "infected"))


def is_test(mention: Mention, concepts: Mapping[str, Concept]) -> bool:
    """Whether a mention is an infection test, or an infection that answers for one."""
    return concepts[mention.concept].kind == "serology" or mention.concept in TEST_OF


def _sentence(token: int, clauses: Sequence[Clause]) -> int:
    return next(
        (clause.sentence for clause in clauses if clause.first <= token <= clause.last),
        next((clause.sentence for clause in clauses if clause.first > token), -1),
    )


def result_cues(cues: Sequence[Cue], mentions: Sequence[Mention], words: Sequence[Token], folded: str) -> list[Cue]:
    """Result and pending words in order, the longest at each place, without those inside a mention."""
    inside = {i for one in mentions for i in range(one.first, one.last + 1)}
    named = {i for one in mentions if not one.weak for i in range(one.first, one.last + 1)}
    for cue in cues:
        span = range(cue.first, cue.last + 1)
        if cue.category == "no_result" and named.isdisjoint(span):  # "AB positive", but not "HCV Ab positive"
            inside.update(span)
    chosen: dict[int, Cue] = {}
    loads = {one.last for one in mentions if one.concept in _LOADS}
    for cue in sorted(cues, key=lambda one: one.first - one.last):
        if cue.category == "no_virus" and loads & {cue.first - 1, cue.first - 2}:  # "viral load zero", "RNA was 0"
            cue = Cue("negative_result", cue.first, cue.last, cue.start, cue.end)
        if cue.category not in ("positive_result", "negative_result", "pending"):
            continue
        span = range(cue.first, cue.last + 1)
        said = " ".join(words[i].norm for i in span)
        if said in _STATES or any(i in chosen or i in inside for i in span):
            continue
        if said in ("-", "+") and not _is_sign(cue, folded):
            continue
        if said in ("no", "n", "y"):
            after = words[cue.last + 1].norm if cue.last + 1 < len(words) else ""
            if after.isalnum():
                continue
        chosen.update(dict.fromkeys(span, cue))
    unique = {id(cue): cue for cue in chosen.values()}
    return sorted(unique.values(), key=lambda cue: cue.first)


def _is_sign(cue: Cue, folded: str) -> bool:
    """Whether a plus or minus is a result: "HIV+", "HIV (+)", "PCR -" at the end of an item."""
    before, after = folded[: cue.start][-1:], folded[cue.end :].lstrip(" ")[:1]
    if before in ("(", "["):
        return after in (")", "]")
    if before == " ":
        return after in ("", ",", ";", ".", ")", "\n")
    return (before.isalnum() or before == ")") and not folded[cue.end : cue.end + 1].isalnum()


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
        if (
            sum(word.isalnum() for word in gap) > reach
            or not listed
            or _same_virus(mentions[i], [mentions[k] for k in run])
        ):
            break
        run.append(i)
        edge = mentions[i].first
    return run


def _same_virus(mention: Mention, run: Sequence[Mention]) -> bool:
    """ "Past HBV infection, core Ab+": a test of the virus has the result, not what is told of the infection."""
    return any(
        one.concept in _TESTS and mention.concept not in _TESTS and VIRUS.get(one.concept) == VIRUS[mention.concept]
        for one in run
        if mention.concept in VIRUS and one.concept in VIRUS
    )


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
