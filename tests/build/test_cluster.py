"""A Dask cluster makes the same files; a worker that dies loses nothing."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from tiny_project import TinyProject, copy_project

distributed = pytest.importorskip("distributed")


def test_cluster_survives_the_death_of_a_worker(built: TinyProject, tmp_path: Path) -> None:
    again = copy_project(built.root, tmp_path / "again")
    for path in [one for one in (again.root / "deliverables").rglob("*") if one.is_file()]:
        path.unlink()
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        first = next(iter(cluster.workers.values())).pid

        def kill_one() -> None:
            time.sleep(0.3)
            os.kill(first, signal.SIGKILL)

        killer = threading.Thread(target=kill_one)
        killer.start()
        outcome = again.run("build", "--executor", cluster.scheduler_address)
        killer.join()
    assert outcome.code == 0, outcome.err
    assert again.made()
    assert again.made() == built.made()


def test_an_address_without_a_cluster_is_named(project: TinyProject) -> None:
    outcome = project.run("build", "--executor", "tcp://127.0.0.1:9")
    assert outcome.code == 1
    assert "no cluster answers at tcp://127.0.0.1:9" in outcome.err
    assert "Traceback" not in outcome.err
