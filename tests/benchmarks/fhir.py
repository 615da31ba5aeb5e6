"""Prints how fast health records are read, with how much memory, and what other models of FHIR would cost.

Run: python tests/benchmarks/fhir.py [PATIENTS]      (1,000 if not said; fhir.resources is compared where it is there)
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.nlp.health_records.builder import bundle_file
from tests.nlp.health_records.made_up import people, person

PATIENTS = 1_000
COMPARED = 100  # bundles that both kinds of models read

# the most memory that the process had (the kernel's ru_maxrss counts that of its parent too)
PEAK = """
from pathlib import Path
def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024
"""
READ = """
import sys, time
from datetime import date
from nlp.health_records import PatientRecord, patients
from nlp.reading import read
read("platelets 38k", "en", date(2026, 11, 22))
before = peak()
start, found, facts = time.perf_counter(), 0, 0
for one in patients(Path(sys.argv[1]), date(2026, 11, 22)):
    assert isinstance(one, PatientRecord), one
    found, facts = found + 1, facts + len(one.facts)
spent = time.perf_counter() - start
print(f"{found} patients, {facts / found:.0f} facts each: {found / spent:,.0f} patients a second, "
      f"{peak():.0f} MB in all, {peak() - before:.0f} MB more than before the first")
"""
VALIDATE = """
import json, sys, time
import nlp.reading  # which the program has at hand in any case
before, start = peak(), time.perf_counter()
{models}
spent = time.perf_counter() - start
lines = open(sys.argv[1], "rb").read().splitlines()
first = time.perf_counter()
one(json.loads(lines[0]))
first, start = time.perf_counter() - first, time.perf_counter()
for line in lines:
    one(json.loads(line))
each = 1000 * (time.perf_counter() - start) / len(lines)
print(f"import {{1000 * spent:.0f}} ms, first {{1000 * first:.0f}} ms, then {{each:.2f}} ms each, "
      f"{{peak() - before:.0f}} MB more")
"""
OURS = """
from nlp.health_records import resources
def model(kind):
    return getattr(resources, kind, resources.Medicine)
def one(bundle):
    for entry in bundle["entry"]:
        model(entry["resource"]["resourceType"]).model_validate(entry["resource"])
"""
THEIRS = """
from fhir.resources.R4B.bundle import Bundle
one = Bundle.model_validate
"""
PARSING = """
one = len
"""


def main() -> None:
    """Makes the records in a folder that is dropped afterwards, and reads them in processes of their own."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PATIENTS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bundles, export = folder / "bundles", folder / "export"
        bundles.mkdir()
        export.mkdir()
        for number, resources in enumerate(people(count)):
            bundle_file(bundles, *resources, name=f"{number}.json")
        _export(export, count)
        _export(larger := folder / "larger", 5 * count)
        print(f"{count} made-up patients, {len(person(0))} resources each")
        for what, path in (("Bundles, a file each", bundles), ("bulk export", export), ("5 times as large", larger)):
            print(f"  {what + ':':<22} {_run(READ, path)}")
        lines = folder / "bundles.ndjson"
        files = sorted(bundles.iterdir())[:COMPARED]
        lines.write_text("".join(one.read_text() + "\n" for one in files))
        print(f"parsing and validating {len(files)} Bundles")
        for what, models in (("parsing alone", PARSING), ("our models", OURS), ("fhir.resources", THEIRS)):
            print(f"  {what + ':':<22} {_run(VALIDATE.format(models=models), lines)}")


def _export(folder: Path, count: int) -> None:
    """A bulk export: a file for each type, the patients' resources in turn."""
    folder.mkdir(exist_ok=True)
    for resources in people(count):
        for one in resources:
            with (folder / f"{one['resourceType']}.ndjson").open("a") as file:
                file.write(json.dumps(one) + "\n")


def _run(code: str, path: Path) -> str:
    """What a process prints; why not, where it fails."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", PEAK + code, str(path)], capture_output=True, text=True, cwd=root)
    return done.stdout.strip() or f"not measured: {done.stderr.strip().splitlines()[-1]}"


if __name__ == "__main__":
    main()
