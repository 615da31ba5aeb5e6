"""No everyday word alone is taken for a medical term that it is not, but those that are listed to be mended."""

from tests.gold.false_terms import MISTAKEN, false_words


def test_no_frequent_word_is_taken_for_a_term() -> None:
    assert false_words().keys() <= MISTAKEN
