"""Lists as spreadsheets and databases export them: rows of separators, nested values, numbers in four bytes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
from desk import only, screen


def test_rows_of_nothing_but_separators_are_no_patients(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id;age;note\n;;\na;13;lupus\n ; ;\n;;\n")
    code, found = screen(path)
    assert (code, found["id"].to_list()) == (0, ["a"])


def test_the_line_that_tells_a_spreadsheet_its_separator_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("sep=;\nid;age;note\na;13;lupus, since age 9\n")
    assert only(path)["I2"] == "pass"


def test_a_nested_value_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text('{"id": {"mrn": 7}, "age": 14, "medications": [{"name": "warfarin"}]}\n')
    row = only(path)
    assert (row["id"], row["E2"]) == ("1", "unknown")
    assert row["notes"] == "id: not read, no single text or number | medications: not read, no single text or number"


def test_half_a_character_is_read_as_a_sign_for_one(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text('{"id": "a", "note": "13 yo with lupus \\ud83d"}\n')
    assert only(path)["I1"] == "pass"


def test_parquet_with_decimals_categories_and_numbers_in_four_bytes(tmp_path: Path) -> None:
    columns = {
        "age": [14],
        "diagnosis": [["lupus", "asthma"]],
        "HBsAg": pl.Series(["neg"], dtype=pl.Categorical),
        "Platelets (K/uL)": [Decimal("45.50")],
        "ANC (K/uL)": pl.Series([1.2], dtype=pl.Float32),
    }
    pl.DataFrame(columns).write_parquet(tmp_path / "list.parquet")
    row = only(tmp_path / "list.parquet")
    assert {one: row[one] for one in ("I2", "E3", "E5", "E9")} == {
        "I2": "pass",
        "E3": "pass",
        "E5": "fail",
        "E9": "pass",
    }
    assert row["E3_quotes"] == "ANC (K/uL): 1.2"
