"""The messages that speed is measured on, and the baseline pipeline it is compared with."""

from __future__ import annotations

from datetime import date

import negspacy.negation  # noqa: F401 (registers the component)
import spacy
from spacy.language import Language

TODAY = date(2026, 11, 22)
WORDS_30 = (
    "my daughter is 14 and has had lupus nephritis since she was 11, she takes cellcept and prednisone, "
    "her platelets were 38k last week and hemoglobin 9.8, no hepatitis or HIV"
)
WORDS_150 = (
    "Dear colleagues, thank you for considering this 17-year-old young woman with granulomatosis with polyangiitis "
    "(PR3-ANCA), diagnosed at 15 after sinusitis, pulmonary nodules and a biopsy-proven pauci-immune "
    "glomerulonephritis. She received cyclophosphamide induction and is maintained on rituximab, most recent infusion "
    "in May. Disease remains moderate with nasal crusting and arthralgia. Most recent results: haemoglobin 108 g/L, "
    "platelets 297 x10^9/L, neutrophils 3.6 x10^9/L, creatinine 88.4 umol/L, eGFR 61. HBsAg, HCV antibody and HIV all "
    "negative; TB blood test negative. Her father has psoriasis. She has no history of thrombosis, malignancy or "
    "transplantation, takes no anticoagulants, has well controlled asthma, and had an influenza vaccination in October "
    "without problems. Her parents are willing to give consent and to travel. There is no psychiatric history. Please "
    "let us know whether an assessment visit could be arranged before the end of the year, and which further results "
    "you would like us to send along."
)


def baseline() -> Language:
    """spaCy blank with a sentencizer, an entity ruler of 500 patterns and negspacy."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    known = ["lupus nephritis", "hepatitis", "platelets", "hemoglobin", "rituximab"]
    terms = known + [f"term{number} word{number}" for number in range(500 - len(known))]
    ruler.add_patterns([{"label": "TERM", "pattern": term} for term in terms])  # type: ignore[attr-defined]
    nlp.add_pipe("negex", config={"ent_types": ["TERM"]})
    return nlp
