"""A real Dask cluster: a scheduler and two workers, each a process; what they give is what one process gives."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from desk import TODAY, patients, screen, write_list
from distributed import Client
from processes import LIMIT, ROOT
from running import Running

from bot.cli import main

DASK = [sys.executable, "-m", "dask"]


class Cluster:
    """A scheduler and its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                                    "--dashboard-address", ":0", "--scheduler-file", str(self.file))  # fmt: skip
        self.workers: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        own = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_LOGGING__DISTRIBUTED": "warning"}
        log = (self.folder / "log.txt").open("ab")
        return subprocess.Popen([*DASK, *arguments], cwd=self.folder, env=own, stdout=log, stderr=log)

    def add_worker(self) -> subprocess.Popen[bytes]:
        """One more worker, with no nanny that would start it again."""
        self.workers.append(self.start("worker", "--scheduler-file", str(self.file), "--nthreads", "2", "--no-nanny",
                                       "--no-dashboard", "--host", "127.0.0.1"))  # fmt: skip
        return self.workers[-1]

    def ready(self, workers: int) -> str:
        """Waits for so many workers; the address of the scheduler."""
        end = time.monotonic() + LIMIT
        while not self.file.exists():
            assert time.monotonic() < end
            time.sleep(0.05)
        with Client(scheduler_file=str(self.file), set_as_default=False) as client:
            if workers:
                client.wait_for_workers(workers, timeout=LIMIT)
            return str(client.scheduler.address)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    running = Cluster(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def two(cluster: Cluster) -> str:
    """The address of a cluster of two workers."""
    cluster.add_worker()
    cluster.add_worker()
    return cluster.ready(2)


def test_a_cluster_gives_what_one_process_gives_though_a_worker_is_killed(
    desk: Path, cluster: Cluster, two: str, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    run = Running(desk, out, "--scheduler", two)
    run.wait_for_parts()
    cluster.workers[0].kill()
    code, said = run.ended()
    assert code == 0, said
    assert "Traceback" not in said
    assert out.read_bytes() == desk.with_name("wanted.csv").read_bytes()
    assert not run.parts.exists()


def test_a_cluster_that_loses_all_workers_is_gone_on_with(
    desk: Path,
    cluster: Cluster,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.screening.cluster._PATIENCE", 3)
    cluster.add_worker()
    out = tmp_path / "out.csv"
    command = ["screen", str(desk), "--out", str(out), "--today", TODAY, "--scheduler", cluster.ready(1)]

    def kill() -> None:
        while not [*tmp_path.glob("out.csv.part/*.parquet")]:
            time.sleep(0.01)
        cluster.workers[0].kill()

    killer = Thread(target=kill)
    killer.start()
    assert main(command) == 1
    killer.join()
    said = capsys.readouterr().err.splitlines()[-1]
    assert said == "trialfit: the cluster has lost all its workers; start some, then use --resume"
    cluster.add_worker()
    cluster.ready(1)
    assert main([*command, "--resume"]) == 0
    assert out.read_bytes() == desk.with_name("wanted.csv").read_bytes()


def test_the_cluster_writes_down_nothing_of_what_it_reads(cluster: Cluster, two: str) -> None:
    secret = "Rumpelstilz"
    rows = [[f"{secret}{number}", "lu\0pus" if number % 2 else f"lupus {secret}"] for number in range(20)]
    path = write_list(cluster.folder / "list.csv", rows, ["id", "note"])
    code, found = screen(path, "--scheduler", two)
    assert code == 1
    assert found["id"].to_list() == [row[0] for row in rows]
    assert secret not in (cluster.folder / "log.txt").read_text()


def test_no_cluster_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_list(tmp_path / "list.csv", patients(2))
    command = ["screen", str(path), "--out", str(tmp_path / "out.csv"), "--scheduler"]
    assert main([*command, "tcp://127.0.0.1:9"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "trialfit: tcp://127.0.0.1:9: no scheduler answers there"
    for wrong in ("nowhere", "tcp://", "tcp://127.0.0.1", "127.0.0.1:9"):
        with pytest.raises(SystemExit) as left:
            main([*command, wrong])
        assert left.value.code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["list.csv"]


def test_no_workers_there(
    cluster: Cluster, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.screening.cluster._PATIENCE", 5)
    path = write_list(cluster.folder / "list.csv", patients(2))
    address = cluster.ready(0)
    assert main(["screen", str(path), "--out", str(cluster.folder / "out.csv"), "--scheduler", address]) == 1
    assert "the cluster has no workers" in capsys.readouterr().err
