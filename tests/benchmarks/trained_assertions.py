"""Trains small spaCy components on the project's own text and compares them with the rules, on cases neither has seen.

Run: python tests/benchmarks/trained_assertions.py      (minutes, on a CPU)
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import spacy
import yaml
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

from nlp.concepts import concepts
from nlp.lexicon import cue_phrases
from nlp.pipeline import FOUND, Found, pipeline
from nlp.reading import read
from tests.benchmarks.assertion_cases import MEANINGS, Case, cases, meant, ours
from tests.benchmarks.assertions import accuracy
from tests.benchmarks.texts import TODAY
from tests.gold.gold import FOLDERS, items
from tests.gold.test_messages import as_dict, key

SEED, EPOCHS, WINDOW, NEAR = 0, 12, 12, 3  # WINDOW and NEAR: words on each side of the target
PHENOMENA = Path(__file__).parents[1] / "gold" / "phenomena.yaml"
NAMED = ("condition", "look_alike", "history", "serology", "vaccine")
TARGETS = ("lupus", "a clot", "cancer", "tb", "myasthenia gravis", "hepatitis b")
FRAMES = {  # the rules' own cues as sentences: {cue} is each phrase of a category, {name} a target
    "negation.before": ("absent", "{cue} {name}"),
    "negation.far": ("absent", "they {cue} it is {name}"),
    "negation.after": ("absent", "{name} {cue}"),
    "doubt.before": ("possible", "{cue} {name}"),
    "doubt.after": ("possible", "{name} {cue}"),
    "not_a_cue": ("present", "{cue}, she has {name}"),
    "certain": ("present", "{name} {cue}"),
    "positive": ("present", "she {cue} {name}"),
    "hypothetical": ("other", "{cue} she gets {name}"),
    "family_history": ("other", "{cue} {name}"),
    "generic_people": ("other", "{cue} {name}"),
    "relative_words": ("other", "her {cue} has {name}"),
    "child_words": ("present", "my {cue} has {name}"),
}
MODELS: dict[str, dict[str, Any]] = {
    "bag of words": {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": True,
        "length": 65536,
        "ngram_size": 3,
        "no_output_layer": False,
    },
    "CNN": {
        "@architectures": "spacy.TextCatReduce.v1",
        "exclusive_classes": True,
        "use_reduce_first": False,
        "use_reduce_last": False,
        "use_reduce_max": True,
        "use_reduce_mean": True,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "width": 96,
            "depth": 4,
            "embed_size": 2000,
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": False,
            "pretrained_vectors": None,
        },
    },
}
Row = tuple[list[str], str]  # the words round a target as the component sees them, its meaning


def around(text: str, start: int, end: int) -> list[str]:
    """The words round a target, each with its side and whether it is near; names are hidden behind their kind."""
    found: Found = pipeline("en")(text).user_data[FOUND]
    inside = [i for i, word in enumerate(found.words) if word.start < end and start < word.end]
    kinds = {i: concepts()[one.concept].kind for one in found.mentions for i in range(one.first, one.last + 1)}
    shown: list[str] = []
    for i in range(max(0, inside[0] - WINDOW), min(len(found.words), inside[-1] + WINDOW + 1)):
        word = kinds.get(i, found.words[i].norm)
        away = inside[0] - i if i < inside[0] else i - inside[-1]
        if away > 0:
            shown.append(word + ("<" if i < inside[0] else ">") * (2 if away <= NEAR else 1))
        elif i == inside[0]:
            shown.append("TARGET")
    return shown


def texts_of_rules() -> Iterator[Row]:
    """Mentions of the corpus, labelled by the rules: of the messages only those on which the labels agree."""
    for folder in FOLDERS:
        for item in items(folder, "messages"):
            gold = {key(fact) for fact in item["facts"]} - {None}
            facts = read(item["text"], "en", TODAY).facts
            if {key(as_dict(fact)) for fact in facts} - {None} == gold:
                yield from _mentions(item["text"])
    for group in yaml.safe_load(PHENOMENA.read_text(encoding="utf-8")).values():
        for case in group:
            if isinstance(case["says"], str):
                yield from _mentions(case["says"])


def _mentions(text: str) -> Iterator[Row]:
    facts = read(text, "en", TODAY).facts
    stated = {fact.concept for fact in facts}
    for one in pipeline("en")(text).user_data[FOUND].mentions:
        meaning = meant(facts, one.start, one.end)
        repeated = meaning == "other" and one.concept in stated  # a message states a concept once
        if concepts()[one.concept].kind in NAMED and not one.weak and not repeated:
            yield around(text, one.start, one.end), meaning


def frames() -> Iterator[Row]:
    """Each cue of the rules round a target."""
    for category, (meaning, frame) in FRAMES.items():
        names = [one for one in cue_phrases("en") if one == category or one.startswith(category + ".")]
        for number, cue in enumerate(cue for name in names for cue in cue_phrases("en")[name]):
            name = TARGETS[number % len(TARGETS)]
            text = frame.format(cue=cue, name=name)
            start = text.rindex(name) if frame.endswith("{name}") else text.index(name)
            yield around(text, start, start + len(name)), meaning


def train(model: dict[str, Any], rows: Sequence[Row]) -> Language:
    """A pipeline of one component, the same one for the same rows."""
    fix_random_seed(SEED)
    shuffle = random.Random(SEED)
    nlp = spacy.blank("en")
    component = nlp.add_pipe("textcat", config={"model": model})
    for meaning in MEANINGS:
        component.add_label(meaning)  # type: ignore[attr-defined]
    examples = [
        Example.from_dict(Doc(nlp.vocab, words=words), {"cats": {one: float(one == meaning) for one in MEANINGS}})
        for words, meaning in rows
    ]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(EPOCHS):
        shuffle.shuffle(examples)
        for batch in minibatch(examples, 32):
            nlp.update(batch, sgd=optimizer, drop=0.2)
    return nlp


def scores(nlp: Language, words: list[str]) -> dict[str, float]:
    """The probability of each meaning."""
    return nlp(Doc(nlp.vocab, words=words)).cats


def show(said: dict[str, list[tuple[Case, str]]], by: str) -> None:
    """Accuracy in four ways, a line for each phenomenon or each meaning."""
    pairs = next(iter(said.values()))
    print(f"\n{'by ' + by:<28}{'targets':>8}" + "".join(f"{name:>16}" for name in said))
    for value in dict.fromkeys(getattr(case, by) for case, _ in pairs):
        own = [[pair for pair in pairs if getattr(pair[0], by) == value] for pairs in said.values()]
        print(f"{value:<28}{len(own[0]):>8}" + "".join(f"{accuracy(pairs, str):>16.2f}" for pairs in own))


if __name__ == "__main__":
    rows = [*texts_of_rules(), *frames()]
    rows += [(around(case.text, case.start, case.end), case.meaning) for case in cases() if not case.held]
    held = [case for case in cases() if case.held]
    shown = [around(case.text, case.start, case.end) for case in held]
    said = {"rules": [(case, ours(case)) for case in held]}
    print(f"trained on {len(rows)} targets, compared on {len(held)} held ones")
    for name, model in MODELS.items():
        begun = time.perf_counter()
        nlp = train(model, rows)
        minutes = (time.perf_counter() - begun) / 60
        answers = [scores(nlp, words) for words in shown]
        again = train(model, rows)
        same = answers == [scores(again, words) for words in shown]
        said[name] = [(case, max(cats, key=cats.__getitem__)) for case, cats in zip(held, answers, strict=True)]
        times = []
        for words in shown:
            begun = time.perf_counter()
            scores(nlp, words)
            times.append(1000 * (time.perf_counter() - begun))
        size = len(nlp.get_pipe("textcat").to_bytes()) / 1e6  # type: ignore[attr-defined]
        print(
            f"{name}: {size:.1f} MB, {minutes:.1f} minutes, {statistics.median(times):.2f} ms a target, "
            f"trained twice: {'the same answers' if same else 'other answers'}"
        )
    print(f"\n{'':<28}{'absent or not':>14}{'four ways':>11}{'false denials':>15}")
    for name, pairs in said.items():
        denials = sum(meaning == "absent" != case.meaning for case, meaning in pairs)
        denied = accuracy(pairs, lambda meaning: meaning == "absent")
        print(f"{name:<28}{denied:>14.3f}{accuracy(pairs, str):>11.3f}{denials:>15}")
    show(said, "meaning")
    show(said, "phenomenon")
