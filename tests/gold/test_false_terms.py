"""No everyday word alone is taken for a medical term that it is not, but those that are listed to be mended."""

from tests.gold.false_terms import LISTED, false_words


def test_no_frequent_word_is_taken_for_a_term() -> None:
    mistaken = {(word, concept) for concept, words in LISTED["mistaken"].items() for word in words}
    assert {(word, concept) for word, concepts in false_words().items() for concept in concepts} == mistaken
