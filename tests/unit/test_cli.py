"""Does the ``journeybook`` command open the workbook, in the right language, and explain itself?"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_markdown_cell, new_notebook

from journeybook import cli, i18n, mapfile, programs
from journeybook.errors import MapFileError
from journeybook.server import Server


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a small workbook on a machine without a display."""
    for lang in i18n.LANGUAGES:
        (tmp_path / "course" / lang).mkdir(parents=True)
        (tmp_path / "exercises" / lang).mkdir(parents=True)
        nbformat.write(
            new_notebook(cells=[new_markdown_cell("# x", id="x")]), tmp_path / "course" / lang / "index.ipynb"
        )
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "JOURNEYBOOK_LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@contextmanager
def _journeybook(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command as a person would; end it as Ctrl-C would."""
    process = subprocess.Popen(
        [sys.executable, "-m", "journeybook.cli", *arguments],
        env=os.environ | environment | {"PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.communicate(timeout=30)
            finally:
                process.kill()  # for one that ignores Ctrl-C; no effect on one that has ended


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise AssertionError(process.stderr and process.stderr.read())


@pytest.mark.usefixtures("home")
def test_opens_in_the_systems_language_without_a_display(home: Path) -> None:
    """Does the bare command lay out the desk, print the address, answer a second call at once, and end on Ctrl-C?"""
    with _journeybook(LC_ALL="zh_CN.UTF-8") as first:
        address = _address(first)
        before = time.monotonic()
        second = subprocess.run(
            [sys.executable, "-m", "journeybook.cli", "--lang", "zh", "--app", "voila"],
            capture_output=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1"},
            check=True,
            timeout=60,
        )
        seconds = time.monotonic() - before
        assert Server.running(home / "work" / "zh") is not None

    assert "/lab/tree/index.ipynb?token=" in address
    assert address.split("/lab/")[0] in second.stdout
    assert "/voila/render/index.ipynb?" in second.stdout
    assert i18n.t("cli.already_running", lang="zh") in second.stdout
    assert seconds < 20
    assert first.returncode == 0
    assert Server.running(home / "work" / "zh") is None


def test_browser_opens_where_there_is_a_display(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the address handed to the browser when a window can appear, and not with --no-browser?"""
    opened: list[str] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(programs.webbrowser, "open", lambda address: opened.append(address) or True)
    monkeypatch.setattr(Server, "running", classmethod(lambda cls, desk: cls("http://127.0.0.1:1/", "secret", desk)))

    for arguments in (["--lang", "en"], ["open", "--lang", "en", "--no-browser"]):
        result = CliRunner().invoke(cli.commands, arguments)
        assert result.exit_code == 0
        assert "http://127.0.0.1:1/lab/tree/index.ipynb?token=secret" in result.output

    assert opened == ["http://127.0.0.1:1/lab/tree/index.ipynb?token=secret"]
    assert (home / "work" / "en" / "index.ipynb").exists()


@pytest.mark.parametrize(("lang", "word"), [("zh", "缺少"), ("en", "missing")])
def test_error_is_one_sentence(tmp_path: Path, lang: str, word: str) -> None:
    """Does an incomplete workbook give a plain sentence in the language asked for, exit code 1, and no traceback?"""
    with _journeybook("--lang", lang, JOURNEYBOOK_HOME=str(tmp_path)) as process:
        assert process.stderr is not None
        said = process.stderr.read()

    assert word in said
    assert "Traceback" not in said
    assert process.returncode == 1


def test_unknown_language_is_refused() -> None:
    """Does a language that we do not have list those that we do?"""
    result = CliRunner().invoke(cli.commands, ["--lang", "fr"])

    assert result.exit_code == 2
    assert "zh" in result.output
    assert "en" in result.output


def test_help_starts_no_heavy_import() -> None:
    """Does help list every command without importing nbgrader, JupyterLab or pandas?"""
    code = (
        "import sys; from click.testing import CliRunner; from journeybook import cli;"
        "print(CliRunner().invoke(cli.commands, ['--help']).output);"
        "print(sorted({'nbgrader', 'jupyterlab', 'pandas', 'plotly', 'nbformat'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout

    assert re.search(r"^  open ", said, re.MULTILINE)
    assert re.search(r"^  class ", said, re.MULTILINE)
    assert said.splitlines()[-1] == "[]"


def test_version_is_the_packages() -> None:
    """Does --version tell the version, and not open the workbook?"""
    result = CliRunner().invoke(cli.commands, ["--version"])

    assert result.exit_code == 0
    assert re.search(r"\d+\.\d+\.\d+", result.output)


def test_a_map_is_drafted_from_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is a case's draft written in the language asked for, and a file that is there left alone?"""
    file = tmp_path / "bank.journey.json"
    cli.commands(["map", "draft", "bank", str(file), "--lang", "zh"], standalone_mode=False)
    drafted = mapfile.read(file)
    assert drafted.stages[0].name == "认知"
    assert {pain.severity for pain in drafted.pain_points} <= {4, 5}
    assert file.name in capsys.readouterr().out
    before = file.read_bytes()
    with pytest.raises(MapFileError, match="bank"):
        cli.commands(["map", "draft", "retail", str(file)], standalone_mode=False)
    assert file.read_bytes() == before
