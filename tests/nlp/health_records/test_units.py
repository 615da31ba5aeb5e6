"""Units: what laboratories write comes out as the same amount, and what is not known as none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.concepts import concepts
from nlp.facts import Fact
from nlp.health_records.ucum import unit
from tests.nlp.health_records.builder import lab, one_record

SAME = [
    (("10*3/uL", "10^3/uL", "K/uL", "k/uL", "10*9/L", "x10E3/uL", "X10E3/UL", "G/L", "10*3{cells}/uL", "Thousand/uL",
      "K/mcL", "x 10^9/L", "10*3/mm3", "10 3/uL", "10*6/mL", "/nL", "k/cumm", "10*3/µL", "10*3/μL"), "10*3/uL"),
    (("/uL", "/mm3", "{cells}/uL", "cells/uL", "cells/mm3", "/cumm", "10*6/L", "{#}/uL"), "/uL"),
    (("g/dL", "gm/dL", "G/DL", "g/100mL"), "g/dL"),
    (("g/L", "mg/mL"), "g/L"),
    (("umol/L", "µmol/L", "UMOL/L", "nmol/mL"), "umol/L"),
    (("U/L", "IU/L", "[iU]/L", "[IU]/L", "mU/mL", "u/l"), "U/L"),
    (("ukat/L", "uKat/L"), "ukat/L"),
    (("mL/min/{1.73_m2}", "mL/min/1.73m2", "mL/min/1.73 m2", "mL/min/1.73m^2", "mL/min/1.73", "mL/min/{1.73m2}",
      "mL/min/1.73.m2", "mL/min/(1.73 m2)", "ml/min/1.73_m2", "mL/min/1.73 sq m"), "mL/min/{1.73_m2}"),
    (("{INR}", "1", "INR", "{ratio}", "ratio"), "1"),
    (("s", "sec", "Seconds"), "s"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), [(one, meant) for every, meant in SAME for one in every])
def test_other_ways_to_write_a_unit(written: str, meant: str) -> None:
    assert unit(written) == unit(meant) is not None


def test_no_two_of_them_are_the_same() -> None:
    assert len({unit(meant) for _, meant in SAME}) == len(SAME)


@pytest.mark.parametrize("written", ["", "%", "foo", "K", "mm[Hg]", "/", "//", "10*", "10*999/L", "g%", "score"])
def test_what_is_not_known_is_no_unit(written: str) -> None:
    assert unit(written) is None


@given(st.text(alphabet="10*^./{}[]gLlmuUsKx_ 73iIkat", max_size=16))
def test_any_text_is_a_unit_or_none(written: str) -> None:
    found = unit(written)
    assert found is None or found.size > 0


def test_every_ucum_unit_of_the_vocabulary_is_known() -> None:
    units = {code for one in concepts().values() for code in one.units}
    assert [code for code in units if unit(code) is None] == []


AMOUNTS = [
    ("loinc 777-3", 38, "10*3/uL", 38_000),
    ("loinc 777-3", 38_000, "/uL", 38_000),
    ("loinc 777-3", 0.038, "10*12/L", 38_000),
    ("loinc 751-8", 1.2, "10*9/L", 1_200),
    ("loinc 718-7", 108, "g/L", 10.8),
    ("loinc 59260-0", 6.7, "mmol/L", 10.7964),
    ("loinc 2160-0", 88.4, "umol/L", 1.0),
    ("loinc 14682-9", 0.0884, "mmol/L", 1.0),
    ("loinc 1742-6", 2, "ukat/L", 120),
    ("loinc 1742-6", 2000, "nkat/L", 120),
    ("loinc 33914-3", 90, "mL/min/{1.73_m2}", 90),
    ("loinc 33914-3", 1.5, "mL/s/{1.73_m2}", 90),
    ("loinc 33914-3", 90, "mL/min", 90),  # the code itself says that it is by body surface
    ("loinc 6301-6", 1.1, "{INR}", 1.1),
    ("loinc 6301-6", 1.1, "", 1.1),
    ("loinc 5902-2", 12.5, "s", 12.5),
]


@pytest.mark.parametrize(("code", "value", "written", "amount"), AMOUNTS)
def test_amounts_in_the_concepts_own_unit(tmp_path: Path, code: str, value: float, written: str, amount: float) -> None:
    (fact,) = labs(tmp_path, lab(code, value, written))
    assert fact.value == pytest.approx(amount, rel=1e-3)
    assert fact.unit == concepts()[fact.concept].unit


NOT_USED = [
    ("loinc 777-3", 38, "foo"),
    ("loinc 777-3", 38, ""),
    ("loinc 777-3", 38, "g/L"),  # grams, not giga
    ("loinc 777-3", 250, "/uL"),  # in thousands, it seems
    ("loinc 777-3", 250_000, "10*3/uL"),
    ("loinc 718-7", 13, "g/L"),
    ("loinc 718-7", 13, "%"),
    ("loinc 6301-6", 95, "%"),
    ("loinc 2164-2", 90, "mL/min"),  # not by body surface
    ("loinc 5902-2", 12, "min"),
]


@pytest.mark.parametrize(("code", "value", "written"), NOT_USED)
def test_an_amount_that_is_not_sure_is_not_used_and_said(tmp_path: Path, code: str, value: float, written: str) -> None:
    record = one_record(tmp_path, lab(code, value, written))
    assert labs_of(record.facts) == []
    assert [one.message[:9] for one in record.problems] == ["not used:"]


def test_code_and_unit_at_odds(tmp_path: Path) -> None:
    quantity = {"value": 38, "unit": "/uL", "code": "10*3/uL", "system": "http://unitsofmeasure.org"}
    assert labs(tmp_path, lab("loinc 777-3", valueQuantity=quantity)) == []
    assert labs(tmp_path, lab("loinc 777-3", valueQuantity=quantity | {"unit": "x10^9/L"})) != []


LIMITS = [
    ([{"high": {"value": 44, "code": "U/L"}}], 44),
    ([{"high": {"value": 44}}], 44),
    ([{"high": {"value": 0.7, "code": "ukat/L"}}], 42),
    ([{"text": "10 - 44 U/L"}], 44),
    ([{"text": "< 44"}], 44),
    ([{"high": {"value": 44}, "type": {"coding": [{"code": "normal"}]}}], 44),
    ([{"high": {"value": 99}, "type": {"coding": [{"code": "treatment"}]}}, {"high": {"value": 44}}], 44),
    ([{"high": {"value": 44}}, {"high": {"value": 60}}], None),
    ([{"high": {"value": 44, "code": "foo"}}], None),
    ([{"low": {"value": 10}}], None),
    ([], None),
]


@pytest.mark.parametrize(("ranges", "limit"), LIMITS)
def test_the_upper_limit_of_the_report(tmp_path: Path, ranges: list[object], limit: float | None) -> None:
    (fact,) = labs(tmp_path, lab("loinc 1742-6", 130, "U/L", referenceRange=ranges))
    assert fact.upper_limit == limit


def labs(folder: Path, *observations: dict[str, object]) -> list[Fact]:
    return labs_of(one_record(folder, *observations).facts)


def labs_of(facts: tuple[Fact, ...]) -> list[Fact]:
    return [fact for fact in facts if fact.concept not in ("age", "birth_date")]
