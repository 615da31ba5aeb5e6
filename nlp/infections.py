"""The infections and their tests: which virus a test looks for, which infection answers for a test."""

from __future__ import annotations

from collections.abc import Mapping

from nlp.concepts import Concept
from nlp.spans import Mention

VIRUS = {
    "hbsag": "b", "hbs_antibody": "b", "hbc_antibody": "b", "hbv_dna": "b", "hepatitis_b": "b",
    "hcv_antibody": "c", "hcv_rna": "c", "hepatitis_c": "c", "hiv": "hiv",
}  # fmt: skip
# An infection that is denied answers for its test: "no hepatitis B" is HBsAg negative (the contract's own reading).
TEST_OF = {"hepatitis_b": "hbsag", "hepatitis_c": "hcv_antibody"}
TESTS = frozenset({"hbsag", "hcv_antibody", "hcv_rna", "quantiferon", "hbs_antibody", "hbc_antibody", "hbv_dna"})
LOADS = frozenset({"hcv_rna", "hbv_dna"})


def is_test(mention: Mention, concepts: Mapping[str, Concept]) -> bool:
    """Whether a mention is an infection test, or an infection that answers for one."""
    return concepts[mention.concept].kind == "serology" or mention.concept in TEST_OF
