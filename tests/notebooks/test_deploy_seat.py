"""Do the commands of the cluster's images start with what a pod gives them: server, keeper, and the hub's settings?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jupyterhub
import pytest
import requests
from hub_class import free_port
from mini import EXERCISE, workbook_at

from journeybook.classroom.deploy import pods
from journeybook.classroom.deploy.export import settings_of
from journeybook.classroom.folder import ClassFolder, create
from journeybook.classroom.hub.settings import TRAINER, VARIABLE
from journeybook.classroom.release import release

WAIT_SECONDS = 120


class _Hub(BaseHTTPRequestHandler):
    """As much of a hub as a server asks at its start, and the keeper when it makes people known."""

    known: list[str]

    def do_GET(self) -> None:
        self._answer({"version": jupyterhub.__version__})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.known.append(self.path)
        self._answer({}, 201)

    def _answer(self, data: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[tuple[str, list[str]]]:
    """Return the address of a hub's interface, and what was sent to it."""
    known: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Hub", (_Hub,), {"known": known}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hub/api", known
    server.shutdown()
    server.server_close()


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    """Return a class of two with an exercise released, and its settings where the image expects them."""
    root = workbook_at(tmp_path / "book")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(root))
    (root / "roster.csv").write_text("id,name\nanna,Anna\n陈,陈晨\n", encoding="utf-8")
    made = create("一班", "en", root / "roster.csv")
    release(made, EXERCISE)
    # The class lies elsewhere than in the image; all else is as exported.
    settings = settings_of(made, "", "class.example.test")
    told = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    file = tmp_path / "class.json"
    file.write_text(json.dumps(told | {"path": str(made.path), "store": ""}, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(file))
    return made


@contextmanager
def running(module: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run a module of the images as long as the block lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        env=os.environ | environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=30)
        finally:
            process.kill()


@pytest.mark.parametrize("person", ["anna", TRAINER])
def test_a_seat_starts_as_its_pod_starts_it(
    class_: ClassFolder, hub: tuple[str, list[str]], tmp_path: Path, person: str
) -> None:
    """Does the image's command become a single-user server, on all of the pod's addresses, with the class in it?"""
    pods.trainees_mounts(class_, "anna")
    port, home = free_port(), tmp_path / "home"
    home.mkdir()
    pod = {
        "HOME": str(home),
        "JUPYTERHUB_USER": person,
        "JUPYTERHUB_API_URL": hub[0],
        "JUPYTERHUB_API_TOKEN": "t",
        "JUPYTERHUB_CLIENT_ID": f"jupyterhub-user-{person}",
        "JUPYTERHUB_HOST": "",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_SERVICE_PREFIX": f"/user/{person}/",
        "JUPYTERHUB_SERVICE_URL": f"http://0.0.0.0:{port}/user/{person}/",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"/user/{person}/oauth_callback",
        "JUPYTERHUB_OAUTH_SCOPES": "[]",
    }
    with running("journeybook.classroom.deploy.seat", pod) as process:
        address = f"http://127.0.0.1:{port}/user/{person}/"
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                found = requests.get(f"{address}api", timeout=5)
                break
            except requests.ConnectionError:
                assert process.poll() is None, process.stdout.read() if process.stdout else ""
                assert time.monotonic() < deadline
                time.sleep(0.2)
        listening = Path("/proc/net/tcp").read_text(encoding="ascii")
        closed = requests.get(f"{address}api/contents", timeout=5, allow_redirects=False)

    assert "version" in found.json()
    assert closed.status_code in {302, 403}
    assert f"00000000:{port:04X}" in listening
    if person != TRAINER:
        assert (class_.desk(person) / "exercises" / EXERCISE / f"{EXERCISE}.ipynb").is_file()


def test_the_keeper_keeps(class_: ClassFolder, hub: tuple[str, list[str]]) -> None:
    """Does the keeper's command make codes and a sheet, and everybody known to the hub?"""
    with running(
        "journeybook.classroom.deploy.keeper", {"JUPYTERHUB_API_URL": hub[0], "JUPYTERHUB_API_TOKEN": "t"}
    ) as process:
        deadline = time.monotonic() + WAIT_SECONDS
        while len(hub[1]) < 2:
            assert process.poll() is None, process.stdout.read() if process.stdout else ""
            assert time.monotonic() < deadline
            time.sleep(0.1)

    assert sorted(hub[1]) == ["/hub/api/users/%E9%99%88", "/hub/api/users/anna"]
    assert (class_.path / "join-sheet.pdf").is_file()


def test_the_images_have_the_programs_that_the_chart_calls() -> None:
    """Does the single-user server say its version, which the README compares with the hub's?"""
    done = subprocess.run(
        [sys.executable, "-m", "jupyterhub.singleuser", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == jupyterhub.__version__
