"""The concepts that the criteria name, for as long as the vocabulary lacks some of them."""

from __future__ import annotations

from nlp import concepts as module
from nlp.concepts import Concept

PARENTS = {
    "look_alike": "polymyositis jia",
    "systemic_treatment": "corticosteroid mycophenolate rituximab hydroxychloroquine tacrolimus methotrexate",
    "anticoagulant": "warfarin heparin apixaban rivaroxaban enoxaparin",
    "thromboembolic_event": "venous_thromboembolism arterial_thromboembolism",
    "heart_disease": "atrial_fibrillation",
    "lung_disease": "asthma copd",
    "malignancy": "nonmelanoma_skin_cancer breast_cancer colon_cancer",
    "live_vaccine": "mmr varicella_vaccine nasal_flu_vaccine yellow_fever_vaccine",
    "chronic_illness": "diabetes hypertension epilepsy",
    "psychiatric_illness": "depression anxiety bipolar ptsd",
}
SINGLE = """dialysis hepatitis_b hepatitis_c tuberculosis latent_tuberculosis primary_immunodeficiency organ_transplant
allogeneic_transplant autologous_transplant stem_cell_transplant lupus_anticoagulant cancer_surgery adjuvant_therapy
investigational_agent planned_live_vaccine nonlive_vaccine infection recurrent_infection consent topical_treatment
inhaled_treatment pyridostigmine antiplatelet"""


def complete() -> None:
    known = dict(module.concepts())
    for parent, children in PARENTS.items():
        known.setdefault(parent, Concept(id=parent, kind="history"))
        for child in children.split():
            if child not in known or known[child].is_a is None:
                known[child] = Concept(id=child, kind="history", is_a=parent)
    for concept in SINGLE.split():
        known.setdefault(concept, Concept(id=concept, kind="history"))
    module.concepts = lambda: known  # type: ignore[assignment]
    module.ancestors.cache_clear()
