"""Which result word of a message belongs to which infection test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nlp.infections import LOADS, TESTS, VIRUS, is_test
from nlp.passage import Passage
from nlp.scene import Scene
from nlp.spans import Clause, Cue, DateSpan, Mention
from nlp.text import Token

_PARTING = frozenset({",", "/", ";", "|", "."})
_LEAST_COUNT = 100  # copies; a smaller bare number behind "HCV RNA" is more likely something else
_COUNT_REACH = 16  # characters between a virus and its count
_DAY_REACH = 12  # characters between a result and its day
_FAR = 14  # tokens between a test and its result


def results(scene: Scene, cues: Sequence[Cue]) -> dict[int, tuple[str, Cue]]:
    """For each mention of an infection or its test, by its position: `positive` or `negative`, and the cue.

    `cues` are those for results. The last one counts where a test was done again ("QFT negative, repeat positive").

    A result word belongs to the mentions before it in the sentence that have none yet, else to those that follow it.
    """
    mentions, words, clauses = scene.mentions, scene.words, scene.clauses
    tests = [i for i, one in enumerate(mentions) if is_test(one, scene.concepts)]
    found: dict[int, tuple[str, Cue]] = {}
    closed = _awaited(scene, tests)
    sentence = {i: _sentence(mentions[i].first, clauses) for i in tests}
    for cue in cues if tests else []:
        place = _sentence(cue.first, clauses)
        denied = cue.category == "positive_result" and scene.assertions.denies(cue.first)
        waiting = [i for i in tests if sentence[i] == place and i not in found and i not in closed]
        if cue.category == "positive_result" and not denied:  # "no hepatitis B or C, HIV positive"
            waiting = [i for i in waiting if not scene.assertions.denies(mentions[i].first)]
        belonging = _nearest_run(scene.passage, [i for i in waiting if mentions[i].last < cue.first], cue)
        kind = cue.category.partition("_")[0]
        if not belonging and kind != "pending" and not _follows_an_illness(scene, cue):
            clause = scene.passage.clause_at[cue.first]
            after = [
                i
                for i in waiting
                if _leads_to(cue, mentions[i], words) and scene.passage.clause_at[mentions[i].first] == clause
            ]
            belonging = _forward_run(scene.passage, after[:1], tests, sentence) if after else []
        for i in belonging:
            if kind == "pending":
                closed.add(i)
            elif not _contradicts(scene.passage, mentions[i], kind, cue):
                found[i] = ("negative" if denied else kind, cue)
    _result_line(scene, cues, tests, found, closed)
    _done_again(scene, cues, tests, found, closed)
    _told_twice(scene, cues, tests, found, closed)
    counts = {i: _counted(scene, mentions[i]) for i in tests if i not in found}
    found.update({i: count for i, count in counts.items() if count is not None})
    for i in tests:
        disease = mentions[i].concept not in TESTS
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
    if mention.concept not in LOADS:
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
    return any(word.norm in scene.said["test_words"] for word in words)


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


def _result_line(
    scene: Scene, cues: Sequence[Cue], tests: Sequence[int], found: dict[int, tuple[str, Cue]], closed: set[int]
) -> None:
    """ "Result: NEGATIVE" on a line of its own is the result of the last test named before it."""
    for cue in cues if tests else []:
        before = [i for i in tests if scene.mentions[i].last < cue.first]
        if not before or before[-1] in found or cue.category == "pending":
            continue
        test = scene.mentions[before[-1]]
        if before[-1] in closed and not _all_told(scene, cue, tests):
            continue
        if _contradicts(scene.passage, test, cue.category.partition("_")[0], cue):
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


def _done_again(
    scene: Scene, cues: Sequence[Cue], tests: Sequence[int], found: dict[int, tuple[str, Cue]], closed: set[int]
) -> None:
    """The result of a repeat replaces that of the test named before it, also where that was none ("indeterminate")."""
    used = {cue.first for _, cue in found.values()}
    for cue in cues if tests else []:
        before = [i for i in tests if scene.mentions[i].last < cue.first]
        if not before or not (before[-1] in found or before[-1] in closed):
            continue
        if cue.first in used or cue.category == "pending":
            continue
        test = before[-1]
        since = found[test][1].last if test in found else scene.mentions[test].last
        repeats = [one for one in scene.cues_of("done_again") if since < one.first < cue.first]
        if repeats and _sentence(cue.first, scene.clauses) - scene.sentence_of(scene.mentions[test]) <= 1:
            found[test] = (_result(scene, cue), cue)


def _told_twice(
    scene: Scene, cues: Sequence[Cue], tests: Sequence[int], found: dict[int, tuple[str, Cue]], closed: set[int]
) -> None:
    """Two results of one test: the later day's counts ("neg 2019, pos 2024"), a positive HIV test always does; without
    days ("neg/pos") none is known.
    """
    for test in tests:
        kind, first = found.get(test, ("", None))
        if first is None or scene.mentions[test].last > first.first:
            continue
        second = next((one for one in cues if one.first > first.last and one.category != "pending"), None)
        if second is None or not _is_joined(scene, first, second):
            continue
        other = _result(scene, second)
        if other == kind:
            continue
        days = [_day_behind(scene, first, second.start), _day_behind(scene, second, len(scene.text))]
        if days[0] is None or days[1] is None:
            del found[test]
            closed.add(test)
        elif other == "positive" if scene.mentions[test].concept == "hiv" else days[0].first <= days[1].first:
            found[test] = (other, second)


def _is_joined(scene: Scene, first: Cue, second: Cue) -> bool:
    """Whether nothing but days and joining words stands between two results, and no name behind the second."""
    if _sentence(first.first, scene.clauses) != _sentence(second.first, scene.clauses):
        return False
    joining = scene.said["between_results"]
    dated = {k for day in scene.dates for k in range(scene.token_at(day.start), scene.token_at(day.end - 1) + 1)}
    near = [*range(first.last + 1, second.first), *range(second.last + 1, min(second.last + 2, len(scene.words)))]
    return all(k in dated or scene.words[k].norm in joining or not scene.words[k].norm.isalnum() for k in near)


def _day_behind(scene: Scene, cue: Cue, end: int) -> DateSpan | None:
    return next((day for day in scene.dates if cue.end <= day.start < min(end, cue.end + _DAY_REACH)), None)


def _result(scene: Scene, cue: Cue) -> str:
    """What a further result of a test says: `positive`, or `negative` also where it is denied."""
    return "negative" if scene.assertions.denies(cue.first) else cue.category.partition("_")[0]


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


def _sentence(token: int, clauses: Sequence[Clause]) -> int:
    return next(
        (clause.sentence for clause in clauses if clause.first <= token <= clause.last),
        next((clause.sentence for clause in clauses if clause.first > token), -1),
    )


def _nearest_run(passage: Passage, before: list[int], cue: Cue) -> list[int]:
    """The last test before the result, and those listed with it."""
    run: list[int] = []
    edge = cue.first
    mentions, listing = passage.mentions, passage.said["lists_before_result"]
    for i in reversed(before):
        gap = passage.norms(mentions[i].last + 1, edge - 1)
        reach = _FAR if not run else 4
        listed = not run or all(word in listing for word in gap)
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
        one.concept in TESTS and mention.concept not in TESTS and VIRUS.get(one.concept) == VIRUS[mention.concept]
        for one in run
        if mention.concept in VIRUS and one.concept in VIRUS
    )


def _forward_run(passage: Passage, run: list[int], tests: Sequence[int], sentence: Mapping[int, int]) -> list[int]:
    """The first test behind a result, and those listed with it."""
    mentions, listing = passage.mentions, passage.said["lists_behind_result"]
    for i in tests:
        if i <= run[-1] or sentence[i] != sentence[run[0]]:
            continue
        if not all(word in listing for word in passage.norms(mentions[run[-1]].last + 1, mentions[i].first - 1)):
            break
        run = [*run, i]
    return run


def _contradicts(passage: Passage, mention: Mention, kind: str, cue: Cue) -> bool:
    """An undetectable virus in a person with HIV is no negative HIV test."""
    said = " ".join(passage.norms(cue.first, cue.last))
    return kind == "negative" and mention.concept == "hiv" and said in passage.said["undetected"]
