"""The verdict, the days to look again, the grounds, and the form that the machine interface gives."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from tests.trials.telling import TODAY, assessed, outcome, told
from trials.catalog import trial
from trials.matching import Assessment, assess
from trials.profile import Profile

FITS = (
    "age=14; sle; disease_activity=moderate; mycophenolate; consent; no chronic_illness; no anticoagulant; "
    "clotting_result=normal; anc=3400 /uL; hemoglobin=12 g/dL; platelets=266000 /uL; alt=61 U/L; ast=74 U/L; "
    "creatinine_clearance=>90 mL/min/1.73m2; no primary_immunodeficiency; no organ_transplant; "
    "no allogeneic_transplant; no hepatitis_b; hcv_antibody=negative; hiv=negative; no tuberculosis; "
    "no heart_disease; no lung_disease; no thromboembolic_event; no malignancy; no investigational_agent; "
    "no live_vaccine; no infection; no psychiatric_illness"
)

VERDICTS = [
    ("", "needs_info"),
    (FITS, "likely_fit"),
    (FITS + " | depression", "likely_fit"),
    (FITS + " | platelets=38000 /uL", "not_a_fit"),
    (FITS + " | platelets=38000 /uL | platelets=61000 /uL", "likely_fit"),
    (FITS + " | sle?", "needs_info"),
    (FITS.replace("age=14; ", ""), "needs_info"),
    (FITS.replace("hiv=negative; ", ""), "possible_fit"),
    ("age=14; sle", "possible_fit"),
    ("age=14; sle?; hiv=positive", "not_a_fit"),
    ("platelets=38000 /uL", "not_a_fit"),
]


@pytest.mark.parametrize(("line", "verdict"), VERDICTS)
def test_verdict(line: str, verdict: str) -> None:
    assert assessed(line).verdict == verdict


REVISITS = [
    ("birth_date@2014-12-14", "I1", "2026-12-14"),
    ("birth_date@2015-02-19", "I1", "2027-02-19"),
    ("age=11; birth_date@2015-01-04", "I1", "2027-01-04"),
    ("age=12 | age=11; birth_date@2015-01-04", "I1", "2027-01-04"),
    ("birth_date@2015-01-01..2015-01-31", "I1", "2027-01-31"),
    ("birth_date@2015-01-04 | age=11", "I1", "2027-01-04"),
    ("birth_date@2016-02-29", "I1", "2028-02-29"),
    ("age=11", "I1", None),
    ("thromboembolic_event@2026-10-05", "E24", "2027-01-06"),
    ("venous_thromboembolism@2026-08-22", "E24", "2026-11-23"),
    ("venous_thromboembolism@2026-10-01..2026-10-31", "E24", "2027-02-01"),
    ("venous_thromboembolism@2026-11-30", "E24", "2027-03-01"),
    ("venous_thromboembolism@2026-10-05; arterial_thromboembolism@2026-11-01", "E24", "2027-02-02"),
    ("venous_thromboembolism@2026-10-05; arterial_thromboembolism", "E24", None),
    ("malignancy@2024-06-15", "E25", "2027-06-16"),
    ("malignancy@2024-02-29", "E25", "2027-03-01"),
    ("malignancy@2025-01-01..2025-12-31", "E25", "2029-01-01"),
    ("malignancy@2026-03-01..", "E25", None),
    ("breast_cancer@2025-05-01; adjuvant_therapy", "E25", "2028-05-02"),
    ("nasal_flu_vaccine@2026-11-09", "E27", "2026-12-07"),
    ("mmr@2026-11-01..2026-11-10", "E27", "2026-12-08"),
    ("planned_live_vaccine", "E27", None),
    ("mmr@2026-11-09; planned_live_vaccine", "E27", None),
    ("investigational_agent@2026-11-09", "E26", None),
    ("platelets=38000 /uL", "E5", None),
]


@pytest.mark.parametrize(("line", "criterion", "day"), REVISITS)
def test_revisit_on(line: str, criterion: str, day: str | None) -> None:
    found = outcome(line, criterion)
    assert found.status == "fail"
    assert found.revisit_on == (date.fromisoformat(day) if day else None)
    assert assessed(line).revisit_on == found.revisit_on


@pytest.mark.parametrize(("line", "criterion", "day"), [row for row in REVISITS if row[2]])
def test_the_fail_ends_on_that_day_and_not_before(line: str, criterion: str, day: str) -> None:
    first = date.fromisoformat(day)
    profile = told(line)
    for when, fails in ((first - timedelta(days=1), True), (first, False)):
        statuses = {one.id: one.status for one in assess(trial("NCT07089121"), profile, when).criteria}
        ranged = ".." in line
        assert (statuses[criterion] == "fail") is fails or (fails and ranged and statuses[criterion] == "unknown")


def test_the_latest_day_counts_for_the_whole() -> None:
    line = "birth_date@2014-12-14; thromboembolic_event@2026-10-05; mmr@2026-11-09"
    assert assessed(line).revisit_on == date(2027, 1, 6)


def test_one_fail_without_a_day_leaves_the_whole_without() -> None:
    assert assessed("birth_date@2014-12-14; hiv=positive").revisit_on is None


def test_no_fail_no_day() -> None:
    assert assessed("age=14; sle").revisit_on is None


GROUNDS = [
    ("age=11; platelets=80000 /uL", "I1", ["age=11"]),
    ("alt=150 U/L; ast=30 U/L; ggt=200 U/L", "E6", ["alt=150 U/L", "ggt=200 U/L"]),
    ("alt=150 U/L", "E6", ["alt=150 U/L"]),
    ("inr=1.8 1; hiv=negative", "E2", ["inr=1.8 1"]),
    ("ptt=60 s; lupus_anticoagulant", "E2", ["ptt=60 s", "lupus_anticoagulant"]),
    ("sle; age=30; onset_age=12", "I2", ["sle", "onset_age=12"]),
    ("diabetes=uncontrolled; hypertension=controlled", "E1", ["diabetes=uncontrolled"]),
    ("live_vaccine@2020-01-05; mmr@2026-11-01", "E27", ["mmr@2026-11-01"]),
    ("", "E3", []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "criterion", "quotes"), GROUNDS)
def test_grounds(line: str, criterion: str, quotes: list[str]) -> None:
    assert [fact.quote for fact in outcome(line, criterion).facts] == quotes


DEFAULTS = [
    ("alt=150 U/L; ggt=200 U/L (22)", "E6", ("alt",)),
    ("alt=5 xULN; ggt=4 xULN", "E6", ()),
    ("alt=30 U/L (35); ast=30 U/L (35)", "E6", ()),
    ("no anticoagulant; inr=1.0 1; ptt=30 s", "E2", ("ptt",)),
    ("no anticoagulant; clotting_result=normal", "E2", ()),
    ("platelets=38000 /uL", "E5", ()),
]


@pytest.mark.parametrize(("line", "criterion", "concepts"), DEFAULTS)
def test_what_leaned_on_a_default_limit(line: str, criterion: str, concepts: tuple[str, ...]) -> None:
    assert outcome(line, criterion).default_limits == concepts


def test_the_form_of_the_machine_interface() -> None:
    form = assessed("age=11; birth_date@2015-01-04; platelets=80000 /uL").as_contract()
    assert json.loads(json.dumps(form)) == form
    assert {key: form[key] for key in ("trial", "verdict", "revisit_on")} == {
        "trial": "NCT07089121",
        "verdict": "not_a_fit",
        "revisit_on": "2027-01-04",
    }
    assert form["criteria"][0] == {
        "id": "I1",
        "status": "fail",
        "record": "At least age 12",
        "quotes": ["birth_date@2015-01-04"],
        "revisit_on": "2027-01-04",
    }
    assert len(form["criteria"]) == 25


def test_an_assessment_survives_storage() -> None:
    one = assessed(FITS)
    assert Assessment.model_validate_json(one.model_dump_json()) == one


def test_a_profile_survives_storage() -> None:
    profile = told(FITS + " | mmr@2026-11-01..2026-11-10")
    assert Profile.model_validate_json(profile.model_dump_json()) == profile


def test_time_is_a_parameter() -> None:
    profile = told("mmr@2026-11-09; no planned_live_vaccine")
    statuses = [
        next(one.status for one in assess(trial("NCT07089121"), profile, day).criteria if one.id == "E27")
        for day in (TODAY, date(2026, 12, 6), date(2026, 12, 7))
    ]
    assert statuses == ["fail", "fail", "pass"]
