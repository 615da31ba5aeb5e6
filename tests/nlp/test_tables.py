"""Columns and cells of tables: what a desk's headings mean, which cells state something, and which are left alone."""

from __future__ import annotations

from datetime import date

import pytest

from nlp.facts import Fact, When
from nlp.tables.headings import column, columns
from nlp.tables.rows import NESTED, RowReading, read_row

TODAY = date(2026, 11, 22)

HEADINGS = [
    ("Patient ID", "id", "", ""),
    ("mrn", "id", "", ""),
    ("clinical_note", "note", "", ""),
    ("Free text", "note", "", ""),
    ("Age (years)", "age", "", ""),
    ("birthDate", "birth_date", "", ""),
    ("Date of Birth", "birth_date", "", ""),
    ("age_at_onset", "onset_age", "", ""),
    ("Sex", "aside", "", ""),
    ("diagnosis", "said", "", ""),
    ("ICD-10 codes", "codes", "", ""),
    ("collection_date", "date", "", ""),
    ("platelets (10*3/uL)", "lab", "platelets", "10*3/uL"),
    ("plt_k_ul", "lab", "platelets", "10*3/uL"),
    ("PLT 10^9/L", "lab", "platelets", "10*3/uL"),
    ("Platelet count", "lab", "platelets", ""),
    ("platelets_units", "unit", "platelets", ""),
    ("platelets date", "lab_date", "platelets", ""),
    ("hemoglobin_g_dl", "lab", "hemoglobin", "g/dL"),
    ("Hgb [g/L]", "lab", "hemoglobin", "g/L"),
    ("hemoglobin (g/kg)", "lab", "hemoglobin", "?"),
    ("Latest ANC (cells/µL)", "lab", "anc", "/uL"),
    ("ALT (U/L)", "lab", "alt", "U/L"),
    ("alt_u_l", "lab", "alt", "U/L"),
    ("ALT ULN", "upper_limit", "alt", ""),
    ("eGFR (mL/min/1.73 m²)", "lab", "creatinine_clearance", "mL/min/{1.73_m2}"),
    ("INR", "lab", "inr", ""),
    ("aPTT_sec", "lab", "ptt", "s"),
    ("HBsAg", "test", "hbsag", ""),
    ("hcv_rna", "test", "hcv_rna", ""),
    ("QuantiFERON result", "test", "quantiferon", ""),
    # these say something else
    ("hemoglobin A1c (%)", "unread", "", ""),
    ("neutrophils (%)", "unread", "", ""),
    ("WBC (10*3/uL)", "unread", "", ""),
    ("baseline platelets", "unread", "", ""),
    ("platelet transfusions", "unread", "", ""),
    ("Family history", "unread", "", ""),
    ("referring physician", "unread", "", ""),
    ("", "unread", "", ""),
]


@pytest.mark.parametrize(("heading", "role", "concept", "unit"), HEADINGS)
def test_what_a_heading_means(heading: str, role: str, concept: str, unit: str) -> None:
    found = column(heading, "en")
    assert (found.role, found.concept, found.unit) == (role, concept, unit)


def test_of_two_dates_none_is_that_of_the_row_and_of_two_ids_the_first_counts() -> None:
    roles = [one.role for one in columns(["mrn", "visit date", "lab date", "patient id"], "en")]
    assert roles == ["id", "unread", "unread", "unread"]


def row(headings: str, cells: str) -> RowReading:
    return read_row(columns(headings.split(";"), "en"), cells.split(";"), TODAY, "en")


def facts(headings: str, cells: str) -> list[Fact]:
    return [fact for source in row(headings, cells).sources for fact in source.facts]


VALUES = [
    ("platelets (10*3/uL)", "38", 38_000, None),
    ("platelets (10*3/uL)", "<5", 5_000, "<"),
    ("platelets (10*3/uL)", "38 (L)", 38_000, None),
    ("platelets (10*3/uL)", "H 38.5*", 38_500, None),
    ("platelets (10*3/uL)", "38 K/uL", 38_000, None),
    ("platelets", "38k", 38_000, None),
    ("platelets", "150,000 /uL", 150_000, None),
    ("anc;anc_unit", "1.2;K/uL", 1_200, None),
    ("anc;anc_unit", "0;cells/uL", 0, None),
    ("hemoglobin_g_dl", "9.8", 9.8, None),
    ("hemoglobin_g_dl", "13,4", 13.4, None),
    ("Hgb (g/L)", "98", 9.8, None),
    ("INR", "1.1", 1.1, None),
    ("ALT", "3.5x ULN", 3.5, None),
    ("HBsAg", "Non-Reactive", "negative", None),
    ("HIV", "POS", "positive", None),
    ("age", "14", 14, None),
    ("age", "14.5 yrs", 14.5, None),
    ("age", "6 months", 0.5, None),
    ("age", "14,5", 14.5, None),
    ("age", "14 y 3 m", 14.25, None),
    ("age", "13 years, 6 months", 13.5, None),
    ("platelets (10*3/uL)", "150.000", 150_000, None),
    ("anc (10*3/uL)", "1.050", 1_050, None),
    ("HBsAg", "pos 2020", "positive", None),
    ("QuantiFERON", "positive, treated", "positive", None),
    ("QuantiFERON", "Positive (2.4 IU/mL)", "positive", None),
    ("HIV", "neg (2019)", "negative", None),
    ("HIV", "Non-reactive 03/2024", "negative", None),
]


@pytest.mark.parametrize(("headings", "cells", "value", "op"), VALUES)
def test_what_a_cell_states(headings: str, cells: str, value: float | str, op: str | None) -> None:
    [fact] = facts(headings, cells)
    assert (fact.value, fact.op) == (value, op)
    assert fact.quote.startswith(f"{headings.split(';')[0]}: {cells.split(';')[0]}")


DOUBTS = [
    ("platelets", "38", "no_unit"),
    ("platelets;platelets_unit", "38;", "no_unit"),
    ("platelets;platelets_unit", "38;furlongs", "unknown_unit"),
    ("platelets (10*3/uL)", "38 /uL", "two_units"),
    ("hemoglobin_g_dl", "108 g/L", "two_units"),
    ("platelets (10*3/uL)", "1,050", "two_numbers"),
    ("platelets", "150.000 /uL", "two_numbers"),
    ("hemoglobin_g_dl", "98", "impossible"),
    ("platelets (10*3/uL)", "38000", "impossible"),
    ("platelets (10*3/uL)", "hemolyzed", "no_number"),
    ("platelets (10*3/uL)", "-5", "no_number"),
    ("hemoglobin (g/kg)", "98", "unknown_unit"),
    ("HBsAg", "borderline", "no_result"),
    ("HBsAg", "pos, now neg", "no_result"),
    ("HBsAg", "neg, repeat pending", "no_result"),
    ("QuantiFERON", "neg 2019, pos 2024", "no_result"),
    ("QuantiFERON", "neg/pos", "no_result"),
    ("QuantiFERON", "pos control ok", "no_result"),
    ("platelets (10*3/uL)", "1.050", "two_numbers"),
    ("ALT (U/L)", "1.050", "two_numbers"),
    ("medications", NESTED, "nested"),
    ("platelets (10*3/uL)", f"{NESTED}, {NESTED}", "nested"),
    ("age", "14 3", "no_age"),
    ("age", "14 to 15", "no_age"),
    ("age", "14 M", "no_age"),
    ("age", "130", "no_age"),
    ("age", "fourteen", "no_age"),
    ("dob", "3/4/12", "no_date"),
    ("dob", "31/02/2012", "no_date"),
    ("dob", "2031-01-01", "ahead"),
]


@pytest.mark.parametrize(("headings", "cells", "doubt"), DOUBTS)
def test_what_is_in_doubt_states_nothing_and_is_said(headings: str, cells: str, doubt: str) -> None:
    read = row(headings, cells)
    assert [fact for source in read.sources for fact in source.facts] == []
    assert [(one.heading, one.doubt) for one in read.doubted] == [(headings.split(";")[0], doubt)]


@pytest.mark.parametrize("cell", ["", " ", "-", "--", "N/A", "null", "None", "not done", "pending", "?"])
@pytest.mark.parametrize("heading", ["HIV", "platelets (10*3/uL)", "age", "dob", "medications"])
def test_an_empty_cell_states_nothing_and_is_no_doubt(heading: str, cell: str) -> None:
    read = row(heading, cell)
    assert not read.sources
    assert not read.doubted


BIRTH_DATES = [
    ("2012-03-04", "2012-03-04", "2012-03-04"),
    ("2012-03-04T00:00:00", "2012-03-04", "2012-03-04"),
    ("2012/3/4", "2012-03-04", "2012-03-04"),
    ("20120304", "2012-03-04", "2012-03-04"),
    ("03/14/2012", "2012-03-14", "2012-03-14"),
    ("14/03/2012", "2012-03-14", "2012-03-14"),
    ("04.03.2012", "2012-03-04", "2012-03-04"),
    ("4 Mar 2012", "2012-03-04", "2012-03-04"),
    ("March 4, 2012", "2012-03-04", "2012-03-04"),
    ("04-MAR-2012", "2012-03-04", "2012-03-04"),
    ("03/03/2012", "2012-03-03", "2012-03-03"),
    ("03/04/2012", "2012-03-04", "2012-04-03"),  # either: born between the two
]


@pytest.mark.parametrize(("cell", "first", "last"), BIRTH_DATES)
def test_birth_dates(cell: str, first: str, last: str) -> None:
    [fact] = facts("dob", cell)
    assert fact.when is not None
    assert (str(fact.when.start), str(fact.when.end)) == (first, last)


def test_the_date_of_a_test_goes_before_that_of_the_row() -> None:
    one, other = facts("date;ANC (/uL);HIV;HIV date", "2026-10-01;1200;neg;2026-02-03")
    assert (str(one.when and one.when.end), str(other.when and other.when.end)) == ("2026-10-01", "2026-02-03")


def test_a_date_in_doubt_leaves_its_value_without_a_date() -> None:
    read = row("date;ANC (/uL)", "03/04/2026;1200")
    [source] = read.sources
    assert source.facts[0].when is None
    assert [one.doubt for one in read.doubted] == ["two_dates"]


def test_the_upper_limit_of_normal_stands_in_a_column_of_its_own() -> None:
    [fact] = facts("ALT (U/L);ALT ULN", "120;55")
    assert fact.upper_limit == 55


def test_a_heading_is_read_with_the_words_below_it() -> None:
    [fact] = facts("disease_activity", "moderate")
    assert (fact.concept, fact.value) == ("disease_activity", "moderate")


def test_a_long_text_is_read_to_its_end() -> None:
    text = "Seen in clinic, nothing new to report today. " * 1_000 + "Platelets were 38 K/uL."
    [fact] = facts("note", text.replace(";", ","))
    assert (fact.concept, fact.value) == ("platelets", 38_000)


CODES = [
    ("icd10", "M32.14; J45.909", ["sle", "asthma"]),
    ("icd10", "m3214 Z94.0", ["sle", "named_organ_transplant"]),
    ("ICD-10 codes", "M32.14 - lupus nephritis type 2|G70.00", ["sle", "myasthenia_gravis"]),
    ("codes", "ICD-10-CM:M32.14|RxNorm: 68149", ["sle", "mycophenolate"]),
    ("codes", "SNOMED CT: 55464009, 6851", ["sle"]),  # of which system 6851 is, nobody says
    ("rxcui", "6851", ["methotrexate"]),
    ("cvx", "03", ["mmr"]),
    ("snomed", "M32.14", []),
    ("icd10", "M32.0", ["drug_induced_lupus"]),
    ("icd10", "J06.9, none", []),
    ("loinc", "777-3", []),
]


@pytest.mark.parametrize(("heading", "cell", "concepts"), CODES)
def test_codes(heading: str, cell: str, concepts: list[str]) -> None:
    read = read_row(columns([heading], "en"), [cell], TODAY, "en")
    found = [fact for source in read.sources for fact in source.facts]
    assert [fact.concept for fact in found] == concepts
    assert all(fact.quote.removeprefix(f"{heading}: ").upper() in cell.upper() for fact in found)


def test_an_age_told_long_ago_may_be_higher_now() -> None:
    [of_then] = facts("Age;Visit date", "11;2024-01-10")
    [of_now] = facts("Age;Visit date", "11;2026-11-01")
    assert (of_then.op, of_now.op) == (">=", None)


def test_the_year_behind_a_result_is_its_date() -> None:
    [fact] = facts("HIV", "neg (2019)")
    assert fact.when == When(start=date(2019, 1, 1), end=date(2019, 12, 31))


@pytest.mark.parametrize(("cell", "there"), [("positive", "present"), ("neg", "absent")])
def test_lupus_anticoagulant_is_a_test_that_is_there_or_not(cell: str, there: str) -> None:
    [fact] = facts("Lupus anticoagulant", cell)
    assert (fact.concept, fact.assertion) == ("lupus_anticoagulant", there)
