"""Any text is read without an error, and every quote stands where its offsets say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.lexicon import cue_phrases, lexicon
from nlp.reading import read
from tests.nlp.saying import TODAY

NOISE = [
    *(
        "12",
        "9.8",
        "38k",
        "<",
        ">=",
        "10/11",
        "2026-02-30",
        "oct 5",
        "½",
        "300 years",
        "-5",
        "1e9",
        ".",
        "?",
        "\n",
        "\t",
    ),
    *("(", ")", "🫘", "مرحبا", "don't", "99999999999999", "1:640", "İ", "ß", "x10^9/L", "|", ",", ";", "\x00"),
    *("born tomorrow", "½½", "twenty one twenty two", "0", "since", "turns", "next", "ago"),
]
WORDS = sorted(" ".join(words) for words in lexicon("en").phrases)
CUES = sorted({phrase for phrases in cue_phrases("en").values() for phrase in phrases})
PIECES = st.sampled_from([*NOISE, *WORDS, *CUES])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from([" ", "", "\n"]))
def test_words_of_the_vocabulary_mixed_with_noise(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    for fact in read(text, "en", TODAY).facts:
        assert fact.quote
        assert text[fact.start : fact.end] == fact.quote


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    for fact in read(text, "en", TODAY).facts:
        assert text[fact.start : fact.end] == fact.quote


@pytest.mark.parametrize(
    "text", ["", "   \n\t", "🙂🙂🙂", "x" * 100_000, "lupus " * 20_000, "she is 300 years old", "DOB 2035-01-01"]
)
def test_strange_messages(text: str) -> None:
    facts = read(text, "en", TODAY).facts
    assert all(fact.concept not in ("age", "birth_date") for fact in facts)
