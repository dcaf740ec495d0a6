"""Does a Dask cluster grade a class as this machine does, and say plainly where it cannot?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from retail_class import points, retail_class

from journeybook import workbook
from journeybook.classroom import pool
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.grade import grade
from journeybook.errors import ClassError
from journeybook.i18n import use_language

TRAINEES = 6

# In a process of its own: Dask's background threads and the warnings of its libraries are none of this test's.
CLUSTER = """
import sys
import dask
from distributed import LocalCluster
dask.config.set({"distributed.admin.low-level-log-length": 0})
if __name__ == "__main__":
    with LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, processes=True, dashboard_address=None,
                      host="127.0.0.1") as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def cluster(folder: Path, workers: int, **environment: str) -> Iterator[str]:
    """Run a cluster of processes; yield its address."""
    script = folder / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | environment,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
            process.wait()


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClassFolder]:
    with retail_class(tmp_path_factory.mktemp("workbook"), "en", TRAINEES) as class_:
        yield class_


def test_same_as_here(class_: ClassFolder, tmp_path: Path) -> None:
    """Do two processes of a cluster that has no class folder come to the points of this machine's own?"""
    with use_language("en"):
        assert len(grade(class_, workers=2).done) == TRAINEES
        here = points(class_)
        home = {workbook.HOME_VARIABLE: os.environ[workbook.HOME_VARIABLE]}
        with cluster(tmp_path, 2, **home) as address:
            report = grade(class_, again=True, scheduler=address)
            assert report.problems == ()
            assert len(report.done) == TRAINEES
            assert grade(class_, scheduler=address).unchanged == TRAINEES
    assert points(class_) == here
    assert sum(score or 0 for score in here["t02"].values()) == 62


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_there(class_: ClassFolder, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a scheduler that does not answer, or is none, named in a sentence, with nothing changed?"""
    monkeypatch.setattr(pool, "CONNECT_SECONDS", 1)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with use_language(lang), pytest.raises(ClassError, match=address) as raised:
            grade(class_, again=True, scheduler=address)
        assert raised.value.key == "grading.no_scheduler"


def test_no_workers(class_: ClassFolder, tmp_path: Path) -> None:
    """Is a cluster without a worker named, instead of waiting for one for ever?"""
    with cluster(tmp_path, 0) as address, pytest.raises(ClassError) as raised:
        grade(class_, again=True, scheduler=address)
    assert raised.value.key == "grading.no_workers"


def test_other_version(class_: ClassFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a cluster whose workers have another Journeybook refused, before it grades anything?"""
    with cluster(tmp_path, 1) as address:
        monkeypatch.setattr("importlib.metadata.version", lambda name: "0.0.1")
        with pytest.raises(ClassError, match=r"0\.0\.1") as raised:
            grade(class_, again=True, scheduler=address)
    assert raised.value.key == "grading.other_workers"


def test_not_installed(class_: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Dask, is the command that installs it named?"""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClassError, match=r"journeybook\[cluster\]"):
        grade(class_, again=True, scheduler="tcp://127.0.0.1:8786")
