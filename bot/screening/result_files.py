"""The file of results: CSV, JSON Lines or Parquet by its name; others see it whole or not at all."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from bot.errors import WrongUseError
from bot.own_files import own_file

_FORMATS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
_FORMULA = r"^(\s*[=+\-@\t\r＝＋－＠])"  # how cells begin that a spreadsheet would run


def format_of(out: Path) -> str:
    """The format that a name asks for. Raises WrongUseError where it is none of the three."""
    if out.suffix.lower() not in _FORMATS:
        raise WrongUseError(f"--out {out}: the name has to end in .csv, .jsonl or .parquet")
    return _FORMATS[out.suffix.lower()]


def write_results(results: pl.LazyFrame, out: Path) -> None:
    """Writes the results, for their owner alone, in place of a file of that name. Raises OSError or PolarsError."""
    with own_file(out, replace=True) as draft:
        if format_of(out) == "parquet":
            results.sink_parquet(draft)
        elif format_of(out) == "jsonl":
            results.sink_ndjson(draft)
        else:
            harmless = pl.col(pl.String).str.replace(_FORMULA, "'${1}")
            results.with_columns(harmless).sink_csv(draft)
