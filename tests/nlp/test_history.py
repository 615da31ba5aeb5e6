import pytest

from tests.nlp.saying import facts, said

SAID = [
    ("on cellcept and prednisone", "mycophenolate", "present"),
    ("never had anything systemic", "systemic_treatment", "absent"),
    ("only tacrolimus ointment and a steroid cream so far", "topical_treatment", "only"),
    ("only tacrolimus ointment so far", "tacrolimus", None),
    ("they want to start rituximab next week", "rituximab", None),
    ("not on blood thinners", "anticoagulant", "absent"),
    ("stopped xarelto in june", "anticoagulant", "absent"),
    ("on eliquis since april, same dose", "apixaban", "present"),
    ("on eliquis since april, same dose", "anticoagulant_dose", "stable"),
    ("never changed the dose", "anticoagulant_dose", "stable"),
    ("had a dvt in september", "venous_thromboembolism", "present"),
    ("never a blood clot", "thromboembolic_event", "absent"),
    ("no clots ever", "thromboembolic_event", "absent"),
    ("lupus anticoagulant documented twice", "lupus_anticoagulant", "present"),
    ("got my dads kidney in 2023", "named_organ_transplant", "present"),
    ("stem cell transplant w my OWN cells", "autologous_transplant", "present"),
    ("no transplant of any kind", "allogeneic_transplant", "absent"),
    ("asthma, well controlled on an inhaler", "asthma", "controlled"),
    ("type 1 diabetes, poorly controlled", "diabetes", "uncontrolled"),
    ("heart is fine", "heart_disease", "absent"),
    ("no heart or lung disease", "lung_disease", "absent"),
    ("never been in a trial", "investigational_agent", "absent"),
    ("she's in another trial right now", "investigational_agent", "present"),
    ("does this trial pay for travel", "investigational_agent", None),
    ("i am interested in the study", "investigational_agent", None),
    ("got the FluMist nose spray on november 9", "nasal_flu_vaccine", "present"),
    ("just the regular flu shot in october, nothing live", "live_vaccine", "absent"),
    ("getting the yellow fever shot in january", "planned_live_vaccine", "present"),
    ("tdap in september, none coming up", "planned_live_vaccine", "absent"),
    ("got a uti rn, on antibiotics", "named_infection", "present"),
    ("i get cellulitis constantly", "recurrent_infection", "present"),
    ("the chickenpox shot was in august", "infection", None),
    ("takes zoloft for depression", "depression", "present"),
    ("no psych history", "psychiatric_illness", "absent"),
    ("both parents will sign", "consent", "present"),
    ("nobody is able to sign", "consent", "absent"),
    ("i cant sign", "consent", None),
    ("i'll sign, she'll assent", "consent", "present"),
    ("disease is moderate per rheum", "disease_activity", "moderate"),
    ("moderate to severe disease", "disease_activity", "mixed"),
    ("moderate pain in her knee", "disease_activity", None),
    ("its in remission", "disease_activity", "remission"),
    ("coags all normal", "clotting_result", "normal"),
    ("PT and PTT both normal", "clotting_result", "normal"),
]


@pytest.mark.parametrize(("text", "concept", "expected"), SAID)
def test_what_is_said_of_treatments_and_history(text: str, concept: str, expected: str | None) -> None:
    assert said(text, concept) == expected


@pytest.mark.parametrize(
    ("text", "concept", "start", "end"),
    [
        ("dvt on july 8 of this year", "venous_thromboembolism", "2026-07-08", "2026-07-08"),
        ("lupus, and a clot in september", "thromboembolic_event", "2026-09-01", "2026-09-30"),
        ("FluMist on november 9", "nasal_flu_vaccine", "2026-11-09", "2026-11-09"),
        ("hodgkins, last chemo was june 15 2024", "named_cancer", "2024-06-15", "2024-06-15"),
        ("another trial, last dose may 4 2026", "investigational_agent", "2026-05-04", "2026-05-04"),
    ],
)
def test_when_it_was(text: str, concept: str, start: str, end: str) -> None:
    (fact,) = facts(text, concept)
    assert fact.when is not None
    assert (str(fact.when.start), str(fact.when.end)) == (start, end)
