"""What everyday English is taken for. Run it as `python -m tests.gold.false_terms`.

The sentences are those of the Debian package `fortunes`, which has to be installed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from wordfreq import top_n_list

from nlp.facts import Fact
from nlp.pipeline import FOUND, Found, pipeline
from nlp.reading import read

TODAY = date(2026, 11, 22)
WORDS = 20_000
SENTENCES = 5_000
MOST_FALSE_SENTENCES = 5
FORTUNES = Path("/usr/share/games/fortunes")
_LISTED = yaml.safe_load(Path(__file__).with_name("words_that_are_terms.yaml").read_text(encoding="utf-8"))
TERMS = frozenset(word for words in _LISTED["terms"].values() for word in words)
SENTENCE_TERMS = frozenset(_LISTED["terms in sentences"])
_AGE = re.compile(r"\b(?:years?|days?)[ -]old$|^(?:he|she)'s \w+$")
MISTAKEN = frozenset(_LISTED["mistaken"])


def taken_for(word: str) -> set[str]:
    """The concepts that a word alone is taken for: those it names (not weakly), and those of which it states a fact."""
    found: Found = pipeline("en")(word).user_data[FOUND]
    return {one.concept for one in found.mentions if not one.weak} | {fact.concept for fact in stated(word)}


def stated(text: str) -> list[Fact]:
    """The facts about the patient in a text."""
    return [fact for fact in read(text, "en", TODAY).facts if fact.subject == "patient"]


def false_words() -> dict[str, set[str]]:
    """The most frequent English words that are taken for a term and are not listed as one, with the concepts."""
    words = (word for word in top_n_list("en", WORDS) if word not in TERMS)
    return {word: concepts for word in words if (concepts := taken_for(word))}


def sentences() -> Iterator[str]:
    """The sentences of 4 to 40 words in the fortunes, without who said them."""
    for path in sorted(FORTUNES.iterdir()):
        if path.suffix:  # an index, or the same text under another name
            continue
        for fortune in re.split(r"\n%\n", path.read_text(encoding="utf-8", errors="replace")):
            said = " ".join(line for line in fortune.splitlines() if not line.lstrip().startswith("--"))
            yield from (
                one for one in re.split(r"(?<=[.!?])\s+", " ".join(said.split())) if 4 <= len(one.split()) <= 40
            )


def false_sentences() -> list[tuple[str, list[Fact]]]:
    """Those of a sample of sentences that are taken to state what they do not.

    A sentence that really names a disease or somebody's age ("the 74-year-old captain") is none of them.
    """
    sample = random.Random(0).sample(sorted(set(sentences())), SENTENCES)
    return [(one, facts) for one in sample if (facts := [fact for fact in stated(one) if not is_meant(fact)])]


def is_meant(fact: Fact) -> bool:
    """Whether the words of a fact mean what they are taken for: a listed term, or an age with its years or days."""
    said = fact.quote.lower()
    return said in TERMS | SENTENCE_TERMS or (fact.concept == "age" and _AGE.search(said) is not None)


def main() -> None:
    """Prints what is taken for a term that it is not."""
    words = false_words()
    print(f"{len(words)} of the {WORDS:,} most frequent words are taken for a term that they are not")
    for word, concepts in words.items():
        print(f"  {word}: {', '.join(sorted(concepts))}")
    false = false_sentences()
    print(
        f"{len(false)} of {SENTENCES:,} sentences are taken to state something; at most {MOST_FALSE_SENTENCES} may be"
    )
    for sentence, facts in false:
        print(f"  {', '.join(f'{fact.concept} ({fact.quote})' for fact in facts)}: {sentence}")


if __name__ == "__main__":
    main()
