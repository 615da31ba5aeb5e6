"""The words of one language, ready to be found: names of concepts, cues, and the common words that guard spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from nlp.errors import VocabularyError
from nlp.text import fold, tokens

_COMMA = re.compile(r",(?!\])")
_CHOICE = re.compile(r"\(([^()]*)\)|<(\w+)>")
WORDS_ONLY = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # in these files `no` and `on` are words, not booleans


class Entry(NamedTuple):
    """What a phrase stands for: a concept by its `name`, by a `weak` name, or by one in `capitals`, which is weak too;
    nothing (`blocker`); or a `cue`."""

    kind: str
    value: str


class Lexicon(NamedTuple):
    """The phrases of a language with what they stand for, and its single words.

    `lengths` are the lengths in words of the phrases that begin with a word. A dictionary is filled in a tenth of the
    time that a PhraseMatcher takes for 7,000 phrases (10 ms instead of 110), which a short command line run feels.
    """

    phrases: Mapping[tuple[str, ...], Sequence[Entry]]
    lengths: Mapping[str, Sequence[int]]
    words: frozenset[str]
    name_words: frozenset[str]
    single_names: Mapping[str, str]
    common_words: frozenset[str]
    known_words: frozenset[str]  # words and common words

    def find(self, norms: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
        """All phrases in a row of words: first and last position, and what they stand for."""
        row = tuple(norms)
        for first, norm in enumerate(row):
            for length in self.lengths.get(norm, ()):
                words = row[first : first + length]
                if len(words) == length:
                    for entry in self.phrases.get(words, ()):
                        yield first, first + length - 1, entry


@cache
def read_words(language: str, name: str) -> Any:
    """A data file of a language, every scalar in it as text.

    Raises VocabularyError where the language has no such file.
    """
    path = files("nlp").joinpath("vocabulary", language, f"{name}.yaml")
    if not path.is_file():
        raise VocabularyError(f"nlp/vocabulary/{language}/{name}.yaml is missing: no vocabulary for {language!r}")
    return yaml.load(path.read_text(encoding="utf-8"), WORDS_ONLY)


@cache
def word_sets(language: str, name: str) -> Mapping[str, frozenset[str]]:
    """The lists of words in a data file of a language, by their keys; what is no list of words is left out."""
    return {
        key: frozenset(words)
        for key, words in read_words(language, name).items()
        if isinstance(words, list) and all(isinstance(word, str) for word in words)
    }


@cache
def cue_phrases(language: str) -> Mapping[str, tuple[str, ...]]:
    """The cues of a language by category ("hypothetical", "negation.before")."""
    groups = read_words(language, "grammar")["word_groups"]
    found: dict[str, tuple[str, ...]] = {}
    for category, phrases in read_words(language, "cues").items():
        parts = (
            {category: phrases} if isinstance(phrases, str) else {f"{category}.{key}": phrases[key] for key in phrases}
        )
        found.update({name: tuple(_wordings(text, groups)) for name, text in parts.items()})
    return found


def _wordings(text: str, groups: Mapping[str, str]) -> Iterator[str]:
    """The phrases of a comma-separated text: "<she> (has|had) it" stands for a phrase with each word of `<she>`."""
    waiting = listed(text)[::-1]
    while waiting:
        phrase = waiting.pop()
        choice = _CHOICE.search(phrase)
        if choice is None:
            yield " ".join(phrase.split())
            continue
        options = groups[choice[2]] if choice[2] else choice[1]
        waiting += [phrase[: choice.start()] + option + phrase[choice.end() :] for option in options.split("|")]


def listed(text: str) -> list[str]:
    """The phrases of a comma-separated text; a comma that belongs to a phrase is written `[,]`."""
    return [phrase.strip().replace("[,]", ",") for phrase in _COMMA.split(text)]


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language."""
    names = {entry: [_words(phrase) for phrase in phrases] for entry, phrases in _names(language)}
    _add_plurals(names)
    named = {word for wordings in names.values() for words in wordings for word in words}
    phrases: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry, wordings in names.items():
        for words in wordings:
            phrases[words].append(entry)
    for category, cues in cue_phrases(language).items():
        for phrase in cues:
            phrases[_words(phrase)].append(Entry("cue", category))
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in phrases:
        lengths[words[0]].add(len(words))
    every = {word for words in phrases for word in words}
    single = {
        words[0]: one.value for words in phrases if len(words) == 1 for one in phrases[words] if one.kind == "name"
    }
    common = files("nlp").joinpath("vocabulary", language, "common_words.txt").read_text(encoding="utf-8")
    return Lexicon(
        phrases={words: tuple(dict.fromkeys(entries)) for words, entries in phrases.items()},
        lengths={word: tuple(sizes) for word, sizes in lengths.items()},
        words=frozenset(every),
        name_words=frozenset(named),
        single_names=single,
        common_words=frozenset(common.split()),
        known_words=frozenset(every | set(common.split())),
    )


def _words(phrase: str) -> tuple[str, ...]:
    if phrase.isascii() and phrase.replace(" ", "").isalpha() and phrase.islower():
        return tuple(phrase.split())
    return tuple(token.norm for token in tokens(fold(phrase)))


def _names(language: str) -> Iterator[tuple[Entry, list[str]]]:
    for concept, wordings in read_words(language, "names").items():
        for kind, key in (("name", "names"), ("weak", "weak"), ("capitals", "capitals")):
            if key in wordings:
                entry = Entry("blocker", "") if concept == "blockers" else Entry(kind, concept)
                yield entry, listed(wordings[key])


def _add_plurals(names: Mapping[Entry, list[tuple[str, ...]]]) -> None:
    """Where both a name's last word and its plural occur in names, the name holds in both forms."""
    every = {word for wordings in names.values() for words in wordings for word in words if len(word) > 3}
    for entry, wordings in names.items():
        if entry.kind == "blocker":
            continue  # "alps" is no test, "alp" is one
        have = set(wordings)
        for words in list(wordings):
            last = words[-1]
            other = last[:-1] if last.endswith("s") else f"{last}s"
            if other in every and (*words[:-1], other) not in have:
                wordings.append((*words[:-1], other))
