"""The spaCy pipeline of a language: our tokens, corrected spellings, and the names and cues found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from nlp import mentions
from nlp.lexicon import Lexicon, lexicon
from nlp.spans import Cue, Mention
from nlp.spelling import Speller
from nlp.text import Token, fold, tokens

FOUND = "trialfit"  # the key of Doc.user_data under which the pipeline leaves what it found


@dataclass(slots=True)
class Found:
    """What the pipeline finds in a text: its folded form, tokens, which are in capitals or misspelt, mentions, cues."""

    folded: str
    words: list[Token]
    capitals: frozenset[int] = frozenset()
    misspelt: frozenset[int] = frozenset()
    mentions: list[Mention] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)


class Tokenizer:
    """Makes a Doc of the folded words of a text; the tokens with their offsets go into `Doc.user_data`."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        """A Doc of the text's tokens."""
        folded = fold(text)
        words = tokens(folded)
        doc = Doc(self._vocab, words=[word.norm for word in words])
        shouted = text.isupper()
        capitals = (
            i
            for i, word in enumerate(words)
            if text[word.start].isupper() and not shouted and text[word.start : word.end].isupper()
        )
        doc.user_data[FOUND] = Found(folded, words, frozenset(capitals))
        return doc


class Spelling:
    """Puts the term that was meant in the place of each misspelt token."""

    def __init__(self, words: Lexicon) -> None:
        self._speller = Speller(words.name_words, words.words, words.common_words, words.single_names)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with the norms of its tokens corrected, and with the positions of the corrected ones."""
        misspelt = []
        found: Found = doc.user_data[FOUND]
        for index, word in enumerate(found.words):
            meant = self._speller.correct(word.norm) if len(word.norm) > 3 else None
            if meant is not None:
                found.words[index] = word._replace(norm=meant)
                doc[index].norm_ = meant
                if meant != word.norm.removesuffix("s"):
                    misspelt.append(index)
        found.misspelt = frozenset(misspelt)
        return doc


class Finder:
    """Finds the mentions and cues of a Doc and leaves them in `Doc.user_data`."""

    def __init__(self, words: Lexicon) -> None:
        self._lexicon = words

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with `mentions` and `cues` in its user data."""
        found: Found = doc.user_data[FOUND]
        found.mentions, found.cues = mentions.find(
            found.words, self._lexicon, found.misspelt, found.capitals, found.folded
        )
        return doc


@registry.tokenizers("trialfit.tokenizer")  # type: ignore[untyped-decorator]
def _tokenizer() -> type[Tokenizer]:
    return Tokenizer


@Language.factory("trialfit_spelling")
def _spelling(nlp: Language, name: str) -> Spelling:
    return Spelling(lexicon(str(nlp.lang)))


@Language.factory("trialfit_mentions")
def _mentions(nlp: Language, name: str) -> Finder:
    return Finder(lexicon(str(nlp.lang)))


@cache
def pipeline(language: str) -> Language:
    """The pipeline of a language, made once.

    Raises VocabularyError where there is no vocabulary for the language.
    """
    lexicon(language)
    vocab = (
        Vocab()
    )  # without the attributes of words (shape, like_num …), which take a third of the time and no one reads
    nlp = spacy.blank(language, vocab=vocab, config={"nlp": {"tokenizer": {"@tokenizers": "trialfit.tokenizer"}}})
    nlp.add_pipe("trialfit_spelling")
    nlp.add_pipe("trialfit_mentions")
    return nlp
