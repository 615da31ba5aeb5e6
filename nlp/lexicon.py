"""The words of one language, ready to be found: names of concepts, cues, and the common words that guard spelling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from nlp.errors import VocabularyError
from nlp.text import fold, tokens

WORDS_ONLY = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # in these files `no` and `on` are words, not booleans


class Entry(NamedTuple):
    """What a phrase stands for: a concept by its `name`, or by a `weak` name, nothing (`blocker`), or a `cue`."""

    kind: str
    value: str


class Lexicon(NamedTuple):
    """The phrases of a language compiled into a matcher, and its single words."""

    matcher: PhraseMatcher
    entries: Mapping[int, Entry]
    words: frozenset[str]
    name_words: frozenset[str]
    single_names: Mapping[str, str]
    common_words: frozenset[str]


@cache
def read_words(language: str, name: str) -> Any:
    """A data file of a language, every scalar in it as text.

    Raises VocabularyError where the language has no such file.
    """
    path = files("nlp").joinpath("vocabulary", language, f"{name}.yaml")
    if not path.is_file():
        raise VocabularyError(f"nlp/vocabulary/{language}/{name}.yaml is missing: no vocabulary for {language!r}")
    return yaml.load(path.read_text(encoding="utf-8"), WORDS_ONLY)


def build(nlp: Language, language: str) -> Lexicon:
    """The lexicon of `language`, with patterns made in the vocabulary of `nlp`."""
    phrases: dict[Entry, list[list[str]]] = {}
    for entry, phrase in _phrases(language):
        phrases.setdefault(entry, []).append([token.norm for token in tokens(fold(phrase))])
    _add_plurals(phrases)
    matcher = PhraseMatcher(nlp.vocab, attr="NORM")
    entries: dict[int, Entry] = {}
    single_names: dict[str, str] = {}
    for entry, wordings in phrases.items():
        key = f"{entry.kind} {entry.value}"
        matcher.add(key, [Doc(nlp.vocab, words=words) for words in wordings])
        entries[nlp.vocab.strings[key]] = entry
        if entry.kind == "name":
            single_names.update({words[0]: entry.value for words in wordings if len(words) == 1})
    named = {word for entry, wordings in phrases.items() if entry.kind != "cue" for words in wordings for word in words}
    every = named | {word for wordings in phrases.values() for words in wordings for word in words}
    common = files("nlp").joinpath("vocabulary", language, "common_words.txt").read_text(encoding="utf-8")
    return Lexicon(matcher, entries, frozenset(every), frozenset(named), single_names, frozenset(common.split()))


def _add_plurals(phrases: dict[Entry, list[list[str]]]) -> None:
    """Where both a name's last word and its plural occur in names, the name holds in both forms."""
    names = [(entry, wordings) for entry, wordings in phrases.items() if entry.kind != "cue"]
    every = {word for _, wordings in names for words in wordings for word in words if len(word) > 3}
    for _, wordings in names:
        have = {tuple(words) for words in wordings}
        for words in list(wordings):
            last = words[-1]
            other = last[:-1] if last.endswith("s") else f"{last}s"
            if other in every and (*words[:-1], other) not in have:
                wordings.append([*words[:-1], other])


def _phrases(language: str) -> Iterator[tuple[Entry, str]]:
    names = read_words(language, "names")
    for concept, wordings in names.items():
        if concept == "blockers":
            yield from ((Entry("blocker", ""), phrase) for phrase in wordings)
            continue
        for kind, key in (("name", "names"), ("weak", "weak")):
            yield from ((Entry(kind, concept), phrase) for phrase in wordings.get(key, ()))
    for category, phrases in read_words(language, "cues").items():
        if isinstance(phrases, list):
            yield from ((Entry("cue", category), phrase) for phrase in phrases)
        else:
            for part, wordings in phrases.items():
                yield from ((Entry("cue", f"{category}.{part}"), phrase) for phrase in wordings)
