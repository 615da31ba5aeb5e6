"""The folder beside the results where finished batches wait for the rest, Parquet files for their owner alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from pydantic import ValidationError

from bot.errors import ScreeningError
from bot.own_files import own_file
from bot.screening.batches import ERROR
from bot.screening.plan import Plan
from bot.screening.results import frame
from nlp.facts import Frozen

_RUN = "run.json"


class Run(Frozen):
    """All that the parts of a run depend on: the version of trialfit, a digest of the list, the rows of a part."""

    version: str
    digest: str
    batch: int
    plan: Plan


class Parts:
    """The finished batches of the run that is to write `out`."""

    def __init__(self, out: Path) -> None:
        self.folder = out.with_name(f"{out.name}.part")
        self._is_own = False  # made by this run

    def begin(self, run: Run) -> None:
        """Makes the folder for a run. Raises ScreeningError where an earlier run has left something finished."""
        if self.done():
            raise ScreeningError(f"{self.folder} holds an unfinished run; go on with --resume, or delete that folder")
        self._is_own = True
        self._write(_RUN, run.model_dump_json().encode())

    def resumed(self) -> Run:
        """The run that was interrupted. Raises ScreeningError where there is none."""
        try:
            return Run.model_validate_json((self.folder / _RUN).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            raise ScreeningError(f"{self.folder} is not there: nothing to resume") from None
        except ValidationError:
            raise ScreeningError(f"{self.folder} is not of this version; delete it and begin anew") from None

    def done(self) -> frozenset[int]:
        """The numbers of the batches that are finished."""
        return frozenset(int(one.stem) for one in self.folder.glob("*.parquet"))

    def add(self, number: int, parquet: bytes) -> None:
        """Keeps a finished batch."""
        self._write(f"{number:08}.parquet", parquet)

    def counts(self) -> Mapping[str, int]:
        """How many patients have each verdict, or `ERROR`."""
        if not self.done():
            return {}
        found = self._scan().select(pl.col("verdict").fill_null(ERROR)).collect()["verdict"].value_counts()
        return {str(verdict): int(count) for verdict, count in found.iter_rows()}

    def repeated_ids(self) -> int:
        """How many ids more than one patient has."""
        if not self.done():
            return 0
        found = self._scan().group_by("id").len().filter(pl.col("len") > 1).select(pl.len())
        return int(found.collect().item())

    def all(self, trial: str) -> pl.LazyFrame:
        """All results so far, in order; of no patients a table without rows."""
        return self._scan() if self.done() else frame([], trial).lazy()

    @contextmanager
    def left_when_begun(self) -> Iterator[None]:
        """Leaves no folder behind in which nothing is finished."""
        try:
            yield
        except BaseException:
            if self._is_own and not self.done():
                self.remove()
            raise

    def _scan(self) -> pl.LazyFrame:
        return pl.scan_parquet(sorted(self.folder.glob("*.parquet")))

    def remove(self) -> None:
        """Removes the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, name: str, content: bytes) -> None:
        with own_file(self.folder / name, replace=True) as draft:
            draft.write_bytes(content)
