"""The command that opens a debrief."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from debrief_class import EXERCISE, make_class

from journeybook.i18n import t


def _command(root: Path, *words: str) -> subprocess.Popen[str]:
    environment = os.environ | {"JOURNEYBOOK_HOME": str(root), "JOURNEYBOOK_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    program = [sys.executable, "-u", "-m", "journeybook.cli", "debrief", *words]
    return subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def test_a_debrief_is_opened_and_ended(tmp_path: Path) -> None:
    """Does the command tell an address at which the page is, in the class's language, and end when it is told to?"""
    make_class(tmp_path)
    (tmp_path / "classes" / "c" / "source" / EXERCISE / f"{EXERCISE}.ipynb").write_text("{}")
    with _command(tmp_path, "c", EXERCISE, "--no-browser") as process:
        try:
            assert process.stdout is not None
            told = next(line for line in process.stdout if "token=" in line)
            address = urlsplit(re.search(r"http://\S+", told)[0])  # type: ignore[index]
            connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
            connection.request("GET", f"{address.path}?{address.query}")
            answer = connection.getresponse()
            assert answer.status == 200
            assert t("debriefpage.title", "zh") in answer.read().decode()
            connection.close()
            process.send_signal(signal.SIGTERM)
            assert t("cli.stopping", "zh") in process.stdout.read()
            assert process.wait(60) == 0
        finally:
            process.kill()


def test_a_report_is_written_and_no_page_opened(tmp_path: Path) -> None:
    """Does the command write the file that is asked for and end, and refuse a name of another kind?"""
    make_class(tmp_path)
    (tmp_path / "classes" / "c" / "source" / EXERCISE / f"{EXERCISE}.ipynb").write_text("{}")
    file = tmp_path / "report.pptx"
    with _command(tmp_path, "c", EXERCISE, "--report", str(file)) as process:
        told, _ = process.communicate(timeout=300)
    assert (process.returncode, t("debriefreport.written", "zh", file=file) in told) == (0, True)
    assert file.read_bytes().startswith(b"PK")
    with _command(tmp_path, "c", EXERCISE, "--report", str(tmp_path / "report.odp")) as process:
        told, _ = process.communicate(timeout=120)
    assert (process.returncode, "report.odp" in told) == (1, True)


def test_what_dies_is_replaced_or_ended(tmp_path: Path) -> None:
    """After kill -9, is the trainer's page back at its old address, and does nothing outlive a killed command?"""
    make_class(tmp_path)
    (tmp_path / "classes" / "c" / "source" / EXERCISE / f"{EXERCISE}.ipynb").write_text("{}")
    with _command(tmp_path, "c", EXERCISE, "--no-browser") as process:
        try:
            assert process.stdout is not None
            page = re.search(r"http://\S+", next(line for line in process.stdout if "token=" in line))[0]  # type: ignore[index]
            votes = next(line for line in process.stdout if ":" in line and "token=" not in line and "http:" in line)
            port = int(re.search(r":(\d+)/", votes)[1])  # type: ignore[index]
            assert (_status(page), _status(f"http://127.0.0.1:{port}/")) == (200, 200)
            _serving(process.pid, "jupyterlab").kill()
            assert _status(f"http://127.0.0.1:{port}/") == 200
            next(line for line in process.stdout if t("debriefcommand.again", "zh") in line)
            assert _status(page) == 200
            left = [_serving(process.pid, name) for name in ("jupyterlab", "journeybook.debrief.service")]
        finally:
            process.kill()
    _, alive = psutil.wait_procs(left, timeout=60)
    for one in alive:
        one.kill()
    assert alive == []


def test_nobody_votes_where_nobody_should(tmp_path: Path) -> None:
    """Is no server for phones there when it is not wanted?"""
    make_class(tmp_path)
    (tmp_path / "classes" / "c" / "source" / EXERCISE / f"{EXERCISE}.ipynb").write_text("{}")
    with _command(tmp_path, "c", EXERCISE, "--no-browser", "--no-votes") as process:
        try:
            assert process.stdout is not None
            page = re.search(r"http://\S+", next(line for line in process.stdout if "token=" in line))[0]  # type: ignore[index]
            address = urlsplit(page)
            connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=60)
            connection.request("GET", f"{address.path}joining?{address.query}")
            assert json.loads(connection.getresponse().read())["address"] is None
            connection.close()
            running = [" ".join(one.cmdline()) for one in psutil.Process(process.pid).children()]
            assert not [words for words in running if "journeybook.debrief.service" in words]
            process.send_signal(signal.SIGTERM)
            process.stdout.read()
        finally:
            process.kill()


def _status(address: str) -> int:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        return connection.getresponse().status
    finally:
        connection.close()


def _serving(parent: int, name: str) -> psutil.Process:
    (found,) = (one for one in psutil.Process(parent).children() if name in one.cmdline())
    return found


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """Does the command say which exercises there are when it is asked for another one?"""
    make_class(tmp_path)
    with _command(tmp_path, "c", "99-none", "--no-browser") as process:
        told, _ = process.communicate(timeout=120)
    assert (process.returncode, "99-none" in told) == (1, True)
