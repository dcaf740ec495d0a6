"""Does one server per desk start, tell its address, get found again and end?"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from journeybook import jupyter_settings, server
from journeybook.errors import WorkbookError
from journeybook.server import Server


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return one server that the tests share; its formgrader is switched on."""
    desk = tmp_path_factory.mktemp("desk")
    cell = new_code_cell(
        "import os, shutil; print(os.environ['JOURNEYBOOK_LANG'], os.environ['MARK'], shutil.which('jupyter'))"
    )
    nbformat.write(new_notebook(cells=[cell]), desk / "旅程 1.ipynb")
    extra = {"ServerApp": {"jpserver_extensions": {"nbgrader.server_extensions.formgrader": True}}}
    with Server.start(desk, "zh", theme="dark", extra_config=extra, environment={"MARK": "7"}) as started:
        yield started


def _get(address: str, **headers: str) -> tuple[int, bytes]:
    parts = urlsplit(address)
    assert parts.hostname == "127.0.0.1"
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def _settings(running: Server, name: str) -> dict[str, Any]:
    path = running.desk / ".journeybook" / "jupyter" / name
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_pages_ask_for_the_token(running: Server) -> None:
    """Does JupyterLab open with the address that we give, and the server refuse who lacks the token?"""
    status, body = _get(running.address("lab", "旅程 1.ipynb"))
    without, _ = _get(f"{running.url}api/contents")
    wrong, _ = _get(f"{running.url}api/contents", Authorization="token wrong")

    assert status == 200
    assert b"jupyter-config-data" in body
    assert (without, wrong) == (403, 403)


def test_voila_runs_in_the_same_server(running: Server) -> None:
    """Does Voila render in our template, and its kernel have our language, our variables and our tools?"""
    status, body = _get(running.address("voila", "旅程 1.ipynb"))

    text = body.decode()
    assert status == 200
    assert '<html lang="zh-CN">' in text
    assert 'data-jp-theme-light="false"' in text
    assert re.search(r"<pre>zh 7 \S+jupyter", text)


def test_extra_configuration_joins_ours(running: Server) -> None:
    """Does the trainer's formgrader answer beside JupyterLab, once it is asked for?"""
    extensions = _settings(running, "jupyter_server_config.json")["ServerApp"]["jpserver_extensions"]

    assert extensions["nbgrader.server_extensions.formgrader"] is True
    assert extensions["nbgrader.server_extensions.course_list"] is False
    assert extensions["jupyterlab"] is True


def test_running_server_is_found_again(running: Server) -> None:
    """Is a second server spared while one serves the desk?"""
    found = Server.running(running.desk)

    assert found is not None
    assert found.address("lab") == running.address("lab")


def test_chosen_theme_reaches_pages_that_open_later(running: Server) -> None:
    """Does a theme that is asked for while the server runs take effect, and keep the trainee's other choices?"""
    folder = server.settings_folder(running.desk)
    own = folder / "lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
    own.parent.mkdir(parents=True)
    own.write_text('{"theme-scrollbars": true}')

    jupyter_settings.choose_theme(folder, "light")

    _, body = _get(
        f"{running.url}lab/api/settings/@jupyterlab/apputils-extension:themes",
        Authorization=f"token {running.token}",
    )
    assert json.loads(json.loads(body)["raw"]) == {"theme-scrollbars": True, "theme": "JupyterLab Light"}


@pytest.mark.parametrize("before", ["// my comment\n{}", "[]"])
def test_theme_can_be_chosen_over_settings_we_cannot_read(tmp_path: Path, before: str) -> None:
    """Is a theme set even where the settings hold comments or are no settings?"""
    own = tmp_path / "lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
    own.parent.mkdir(parents=True)
    own.write_text(before)

    jupyter_settings.choose_theme(tmp_path, "dark")

    assert json.loads(own.read_text(encoding="utf-8")) == {"theme": "JupyterLab Dark"}


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these permissions")
def test_token_is_for_its_owner_alone(running: Server) -> None:
    """Can another account of the machine read the note with the token?"""
    mode = stat.S_IMODE((running.desk / ".journeybook").stat().st_mode)

    assert mode == 0o700


def test_addresses_are_escaped() -> None:
    """Do a space, a hash and Chinese in a name survive in the address?"""
    made = Server("http://127.0.0.1:1/", "t&k", Path()).address("voila", "a b/#旅程.ipynb", theme="dark")

    parts = urlsplit(made)
    assert parts.path == "/voila/render/a%20b/%23%E6%97%85%E7%A8%8B.ipynb"
    assert parse_qs(parts.query) == {"token": ["t&k"], "theme": ["dark"]}


def test_server_that_has_ended_is_not_found(tmp_path: Path) -> None:
    """After the end, are the note and the process gone, and does stopping twice do no harm?"""
    started = Server.start(tmp_path, "en")
    found = Server.running(tmp_path)
    assert found is not None

    found.stop()  # as another process would
    assert started._process is not None
    started._process.wait(60)
    started.stop()

    assert Server.running(tmp_path) is None
    assert not (tmp_path / ".journeybook" / "server.json").exists()


@pytest.mark.parametrize(
    "note", ["", "[]", '{"url": "http://127.0.0.1:1/"}', '{"url": "http://127.0.0.1:9/", "token": "x"}']
)
def test_stale_note_is_no_server(tmp_path: Path, note: str) -> None:
    """Is a note that a crash left behind taken for nothing?"""
    (tmp_path / ".journeybook").mkdir()
    (tmp_path / ".journeybook" / "server.json").write_text(note)

    assert Server.running(tmp_path) is None


def test_port_in_use_is_told(tmp_path: Path) -> None:
    """Does a taken port give our sentence with the server's own words, and no second port?"""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(WorkbookError) as caught:
            Server.start(tmp_path, "en", port=port)

    assert caught.value.key == "server.ended"
    assert str(port) in caught.value.message("zh")
    assert "--port" in caught.value.message("en")


def test_silent_server_is_ended_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a server that never answers ended, and the wait told?"""
    processes: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def silent(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        processes.append(popen([command[0], "-c", "import time; time.sleep(60)"], **options))
        return processes[-1]

    monkeypatch.setattr(server.subprocess, "Popen", silent)

    with pytest.raises(WorkbookError) as caught:
        Server.start(tmp_path, "en", timeout=0.2)

    assert caught.value.key == "server.silent"
    assert [process.poll() is not None for process in processes] == [True]


def test_desk_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Does a file in the way of our settings give a sentence?"""
    (tmp_path / ".journeybook").write_text("a file")

    with pytest.raises(WorkbookError) as caught:
        Server.start(tmp_path, "en")

    assert caught.value.key == "desk.not_writable"


def test_settings_call_nobody() -> None:
    """Are news, update checks and the package list off in every language?"""
    for lang, locale in (("zh", "zh_CN"), ("en", "en")):
        lab = jupyter_settings.lab_settings(lang=lang, theme="light")
        config = jupyter_settings.server_config(root=Path("/desk"), lang=lang, theme="light", port=0)

        assert lab["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}
        assert lab["@jupyterlab/translation-extension:plugin"]["locale"] == locale
        assert config["LabApp"]["extension_manager"] == "readonly"
        assert config["ServerApp"]["ip"] == "127.0.0.1"


def test_trainees_settings_are_left_alone(tmp_path: Path) -> None:
    """Does writing our settings again keep what the trainee chose in JupyterLab's menus?"""
    own = tmp_path / "lab" / "user-settings" / "themes.json"
    own.parent.mkdir(parents=True)
    own.write_text("{}")
    extra = {"ServerApp": {"port": 1, "jpserver_extensions": {"mine": True}}, "Mine": {"trait": [1]}}

    for _ in range(2):
        jupyter_settings.write_settings(tmp_path, root=tmp_path, lang="zh", theme="dark", port=5, extra=extra)

    config = json.loads((tmp_path / "jupyter_server_config.json").read_text(encoding="utf-8"))
    assert own.read_text() == "{}"
    assert config["ServerApp"]["port"] == 1
    assert config["ServerApp"]["jpserver_extensions"]["mine"] is True
    assert config["ServerApp"]["jpserver_extensions"]["jupyterlab"] is True
    assert config["Mine"] == {"trait": [1]}
