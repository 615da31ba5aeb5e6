"""Compares how targets are meant (present, absent, possible, other) as trialfit, negspacy and medSpaCy read them.

Run: python tests/benchmarks/assertions.py [--medspacy PYTHON]      (PYTHON: of an environment that has medspacy)
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import negspacy.negation  # noqa: F401 (registers the component)
import spacy

from nlp.reading import read
from tests.benchmarks.assertion_cases import Case, cases, meant
from tests.benchmarks.texts import TODAY, WORDS_30, WORDS_150

Spans = Sequence[tuple[int, int]]
Reader = Callable[[str, Spans], tuple[list[str], float]]  # a text and its targets -> their meanings, seconds
ROUNDS = 5


def trialfit(text: str, spans: Spans) -> tuple[list[str], float]:
    """All that trialfit reads of a text, ages and laboratory values too; only the targets are compared."""
    begun = time.perf_counter()
    facts = read(text, "en", TODAY).facts
    seconds = time.perf_counter() - begun
    return [meant(facts, *span) for span in spans], seconds


def negspacy_reader(targets: Sequence[str]) -> Reader:
    """negspacy after a sentencizer and an entity ruler; it knows present and absent."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    ruler.add_patterns([{"label": "TARGET", "pattern": target} for target in targets])  # type: ignore[attr-defined]
    nlp.add_pipe("negex", config={"ent_types": ["TARGET"]})

    def reader(text: str, spans: Spans) -> tuple[list[str], float]:
        begun = time.perf_counter()
        doc = nlp(text)
        seconds = time.perf_counter() - begun
        denied = [one for one in doc.ents if one._.negex]
        return [
            "absent" if any(one.start_char < end and start < one.end_char for one in denied) else "present"
            for start, end in spans
        ], seconds

    return reader


def medspacy_reader(python: str, targets: Sequence[str]) -> Reader:
    """medSpaCy's ConText in a process of another environment; ends with this one."""
    runner = str(Path(__file__).with_name("medspacy_runner.py"))
    process = subprocess.Popen([python, runner], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(question: object) -> str:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        return process.stdout.readline()

    if not ask(list(targets)):
        raise SystemExit(f"medSpaCy did not start: {python} {runner}")

    def reader(text: str, spans: Spans) -> tuple[list[str], float]:
        answer = json.loads(ask({"text": text, "spans": list(spans)}))
        return answer["meanings"], answer["seconds"]

    return reader


def compare(readers: dict[str, Reader], asked: Sequence[Case]) -> None:
    """Reads each text with each system in turn, and prints accuracy and milliseconds side by side."""
    texts: dict[str, list[Case]] = defaultdict(list)
    for case in asked:
        texts[case.text].append(case)
    said: dict[str, list[tuple[Case, str]]] = {name: [] for name in readers}
    times: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(ROUNDS):
        for text, here in texts.items():
            for name, reader in readers.items():
                meanings, seconds = reader(text, [(case.start, case.end) for case in here])
                times[name].append(seconds)
                if not turn:
                    said[name] += zip(here, meanings, strict=True)
    said["(all present)"] = [(case, "present") for case in asked]
    print(f"{len(asked)} targets in {len(texts)} texts; the milliseconds are medians of a text\n")
    print(f"{'':<28}{'absent or not':>14}{'three ways':>12}{'four ways':>11}{'false denials':>15}{'ms':>8}{'ratio':>8}")
    first = statistics.median(next(iter(times.values())))
    for name, pairs in said.items():
        speed = f"{1000 * (own := statistics.median(times[name])):>8.2f}{own / first:>8.2f}" if name in times else ""
        denials = sum(meaning == "absent" != case.meaning for case, meaning in pairs)
        print(f"{name:<28}{accuracy(pairs, _denied):>14.3f}{accuracy(pairs, _three):>12.3f}", end="")
        print(f"{accuracy(pairs, str):>11.3f}{denials:>15}{speed}")
    print(f"\n{'four ways':<28}{'targets':>8}" + "".join(f"{name:>14}" for name in said))
    for phenomenon in dict.fromkeys(case.phenomenon for case in asked):
        own = {name: [pair for pair in pairs if pair[0].phenomenon == phenomenon] for name, pairs in said.items()}
        counts = "".join(f"{accuracy(pairs, str):>14.2f}" for pairs in own.values())
        print(f"{phenomenon:<28}{len(next(iter(own.values()))):>8}{counts}")


def accuracy(pairs: Sequence[tuple[Case, str]], as_seen: Callable[[str], object]) -> float:
    """The share of targets whose meaning is right, once both are looked at through `as_seen`."""
    return statistics.mean(as_seen(case.meaning) == as_seen(meaning) for case, meaning in pairs)


def _denied(meaning: str) -> bool:
    return meaning == "absent"


def _three(meaning: str) -> str:
    """Doubted and not the patient's are one: neither lets a criterion pass."""
    return "neither" if meaning in ("possible", "other") else meaning


def longer_texts(readers: dict[str, Reader]) -> None:
    """Milliseconds for the messages of `run.py`, read in turns."""
    print()
    for name, text in (("30 words", WORDS_30), ("150 words", WORDS_150)):
        times = zip(*([reader(text, [])[1] for reader in readers.values()] for _ in range(100)), strict=True)
        medians = dict(zip(readers, map(statistics.median, times), strict=True))
        print(f"{name + ', ms':<28}" + "".join(f"{system} {1000 * own:.2f}   " for system, own in medians.items()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--medspacy", metavar="PYTHON", help="the python of an environment that has medspacy")
    options = parser.parse_args()
    asked = cases()
    targets = sorted({case.target for case in asked})
    readers: dict[str, Reader] = {"trialfit": trialfit, "negspacy": negspacy_reader(targets)}
    if options.medspacy:
        readers["medSpaCy"] = medspacy_reader(options.medspacy, targets)
    compare(readers, asked)
    longer_texts(readers)
