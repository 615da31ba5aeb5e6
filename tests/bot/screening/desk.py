"""A referral desk's list: made-up patients as a desk would have them, and what the command makes of a list."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from bot.cli import main

TODAY = "2026-11-22"
HEADINGS = [
    "MRN",
    "DOB",
    "Sex",
    "Clinical note",
    "Platelets (10*3/uL)",
    "Hgb (g/dL)",
    "ANC (10*3/uL)",
    "HBsAg",
    "Insurance",
]
_DISEASES = ["lupus nephritis", "juvenile dermatomyositis", "JMG", "GPA (PR3-ANCA)", "discoid lupus", "suspected lupus"]
_DRUGS = ["mycophenolate and prednisone", "IVIG", "rituximab", "hydroxychloroquine", "nothing so far"]
_ACTIVITY = ["Disease activity is moderate.", "Currently mild.", "In remission.", ""]
_REST = [
    "No hepatitis, HIV or TB. No blood clots, no cancer, no transplant.",
    "On warfarin since a DVT in October 2026.",
    "Asthma, well controlled.\nMother has lupus too.",
    'She says she is "tired"; parents willing to consent.',
    "",
]


def patients(count: int, seed: int = 1) -> list[list[str]]:
    """The rows of so many made-up patients, the same for the same seed."""
    draw = random.Random(seed)
    return [_patient(number, draw) for number in range(1, count + 1)]


def _patient(number: int, draw: random.Random) -> list[str]:
    age, onset = draw.randint(9, 24), draw.randint(4, 16)
    born = f"{2026 - age}-{draw.randint(1, 11):02}-{draw.randint(1, 22):02}"
    note = (
        f"{draw.choice(_DISEASES)}, began at age {min(onset, age)}. Has had {draw.choice(_DRUGS)}. "
        f"{draw.choice(_ACTIVITY)} {draw.choice(_REST)}"
    )
    labs = [str(draw.randint(20, 400)), f"{draw.uniform(6.5, 14):.1f}", f"{draw.uniform(0.5, 6):.2f}"]
    labs = [value if draw.random() < 0.8 else "" for value in labs]
    return [f"MRN{number:05}", born, draw.choice("FM"), note, *labs, draw.choice(["negative", "NR", "", "-"]), "public"]


def write_list(path: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS, mark: str = ",") -> Path:
    """The rows as CSV, as a spreadsheet saves it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=mark).writerows([headings, *rows])
    return path


def screen(source: Path, *options: str, out: str = "out.csv") -> tuple[int, pl.DataFrame]:
    """The exit code and the results of the command, written beside the list."""
    target = source.with_name(out)
    code = main(["screen", str(source), "--out", str(target), "--today", TODAY, *options])
    return code, results(target)


def results(path: Path) -> pl.DataFrame:
    """What a file of results holds, as text."""
    if path.suffix == ".parquet":
        found = pl.read_parquet(path)
    elif path.suffix == ".jsonl":
        found = pl.read_ndjson(path, infer_schema_length=None)
    else:
        found = pl.read_csv(path, infer_schema=False)
    return found.with_columns(pl.all().cast(pl.String))


def only(source: Path, *options: str) -> Mapping[str, str | None]:
    """The row of the only patient of a list."""
    code, found = screen(source, *options)
    assert len(found) == 1
    assert code == int(found["error"][0] is not None)
    return found.row(0, named=True)
