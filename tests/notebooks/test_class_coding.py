"""Does a coding exercise run from release to feedback in both languages, in the sandbox or not at all?"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from coding_class import (
    EXERCISE,
    LONG,
    SOURCES,
    STORES,
    autograde_one,
    coding_workbook_at,
    write_program,
)
from nbgrader.converters import Autograde
from test_class_run import Run

from journeybook import workbook
from journeybook.classroom import sandbox
from journeybook.classroom.folder import create
from journeybook.classroom.kernelrun import sandbox_kernel
from journeybook.classroom.session import StepError, open_session
from journeybook.errors import ClassError
from journeybook.handin import hand_in
from journeybook.i18n import use_language

needs_sandbox = pytest.mark.skipif(bool(sandbox.obstacle()), reason=f"no sandbox here: {sandbox.obstacle()}")

# Right; almost; nothing done; another kind of value than asked for; only half of it.
PROGRAMS = {
    "anna": (LONG, STORES),
    "bo": ("long_waits = 3", "by_store = {'North': 9.0, 'South': 1, 'West': 7}\nprint('<b>mine</b>')"),
    "chen": (None, None),
    "dora": ("long_waits = None", "by_store = {'North': {}}.__class__"),
    "emil": (LONG, "by_store = 1 / 0"),
}
POINTS = {"anna": (2, 3), "bo": (0, 2), "chen": (0, 0), "dora": (0, 0), "emil": (2, 0)}


@pytest.fixture(scope="module", params=["zh", "en"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    root = coding_workbook_at(tmp_path_factory.mktemp("workbook"))
    (root / "roster.csv").write_text("id\n" + "\n".join(PROGRAMS))
    with pytest.MonkeyPatch.context() as patch, use_language(request.param):
        patch.setenv(workbook.HOME_VARIABLE, str(root))
        run = Run(create("c1", request.param, root / "roster.csv"), root / "ran")
        run.command("release", "c1", EXERCISE)
        for trainee, (long, stores) in PROGRAMS.items():
            run.command("join", "c1", trainee, "--no-open")
            folder = run.class_.desk(trainee) / "exercises" / EXERCISE
            write_program(folder / f"{EXERCISE}.ipynb", long, stores)
            hand_in(folder)
        run.command("collect", "c1")
        yield run


def scores(run: Run) -> dict[str, tuple[float, ...]]:
    with open_session(run.class_) as session, session.gradebook() as gradebook:
        found = {}
        for submission in gradebook.assignment_submissions(EXERCISE):
            points = {grade.name: grade.score for grade in submission.notebooks[0].grades}
            found[submission.student.id] = (points["test-long"], points["test-stores"])
        return found


def test_what_is_released(run: Run) -> None:
    """Does a sentence in the class's language stand where the program goes, and nothing of the solution?"""
    # What nobody wrote into is what was released.
    path = run.class_.desk("chen") / "exercises" / EXERCISE / f"{EXERCISE}.ipynb"
    cells = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
    stub = {"zh": "# 在这里写你的程序", "en": "# Write your program here"}[run.class_.lang]
    for cell in ("long", "stores"):
        assert cells[cell] == f"{stub}\nraise NotImplementedError()"


@needs_sandbox
def test_from_release_to_feedback(run: Run) -> None:
    """Are points, sentences and pages right for each, once and again, and do hidden tests stay hidden?"""
    said = run.command("grade", "c1").splitlines()
    assert scores(run) == POINTS
    heard = [line for line in said if line.startswith("  ")]
    assert [who for who in PROGRAMS if any(re.search(rf" · {who}[:：]", line) for line in heard)] == ["dora", "emil"]
    assert any("ZeroDivisionError" in line for line in heard if "emil" in line)
    assert not any(line.startswith("  ") for line in run.command("grade", "c1").splitlines())
    run.command("feedback", "c1")
    pages = {
        trainee: (run.class_.desk(trainee) / "exercises" / EXERCISE / "feedback.html").read_text(encoding="utf-8")
        for trainee in PROGRAMS
    }
    assert "5 / 5" in pages["anna"] or "5 of 5" in pages["anna"]
    assert re.search("只数等待超过十分钟|Count only visits", pages["bo"])
    assert re.search("by_store", pages["emil"])
    for page in pages.values():
        assert not re.search("HIDDEN|long_waits == 4|JOURNEYBOOK_KEY_DIR|15.0", page)


@needs_sandbox
def test_again(run: Run) -> None:
    """Is what was graded graded again only if the trainer asks, with the same points, and the program shown as text?"""
    autograde_one(run.class_, "bo")
    path = run.class_.step("autograded", "bo", EXERCISE) / f"{EXERCISE}.ipynb"
    before = path.stat().st_mtime_ns
    autograde_one(run.class_, "bo")
    assert path.stat().st_mtime_ns == before
    autograde_one(run.class_, "bo", again=True)
    assert path.stat().st_mtime_ns != before
    assert scores(run)["bo"] == POINTS["bo"]
    cells = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
    assert cells["stores"].source == PROGRAMS["bo"][1]
    assert cells["stores"].outputs[0].text == "<b>mine</b>\n"
    assert {output.output_type for cell in cells.values() for output in cell.get("outputs", [])} == {
        "stream",
        "execute_result",
    }
    assert "HIDDEN" not in path.read_text(encoding="utf-8")


def test_refused_without_a_sandbox(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no sandbox, is nothing run, and does a sentence say why and what to do?"""
    shutil.rmtree(run.class_.step("autograded", "anna", EXERCISE), ignore_errors=True)
    monkeypatch.setenv("PATH", "/nowhere")
    sandbox.obstacle.cache_clear()
    with pytest.raises(ClassError) as refused:
        autograde_one(run.class_, "anna")
    sandbox.obstacle.cache_clear()
    assert "bwrap: not found" in str(refused.value)
    assert "bubblewrap" in str(refused.value)
    assert "--without-sandbox" in str(refused.value)
    assert not run.class_.step("autograded", "anna", EXERCISE).exists()


def test_insisting(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a trainer who insists get points all the same, and a warning with them?"""
    monkeypatch.setattr(sandbox, "obstacle", lambda: "namespaces are forbidden")
    heard = autograde_one(run.class_, "anna", again=True, insist=True)
    assert scores(run)["anna"] == POINTS["anna"]
    (sentence,) = (one.sentence for one in heard)
    assert "namespaces are forbidden" in sentence


@needs_sandbox
def test_what_is_inside(tmp_path: Path) -> None:
    """Does a program see its files and this Python only, and can it write nowhere but into its own folder?"""
    (tmp_path / "a.txt").write_text("given")
    with sandbox_kernel(tmp_path) as kernel:
        ran = kernel.run(
            "import os, pandas, plotly, statsmodels.api\nprint(open('a.txt').read(), os.getcwd())", seconds=60
        )
        assert ran.text == f"given {sandbox.WORK}\n"
        assert kernel.run("open('b.txt', 'w').write('x')", seconds=60).result == "1"
        refused = "for place in ('/x', '/usr/x', '/etc/x', '/dev/x', os.__file__, pandas.__file__):\n"
        refused += "    try:\n        open(place, 'a')\n        print(place)\n    except OSError:\n        pass"
        assert kernel.run(refused, seconds=60).text == ""
        assert kernel.run("[p for p in os.listdir('/proc') if p.isdigit()]", seconds=60).result == "['1', '2']"
        seen = "sorted(os.listdir('/'))"
        assert "home" not in kernel.run(seen, seconds=60).result.split("'")
        assert kernel.run("os.path.exists('/etc/passwd')", seconds=60).result == "False"
        assert kernel.run("os.getuid() == 0 or os.access('/', os.W_OK)", seconds=60).result == "False"
        rights = "import ctypes\nc = ctypes.CDLL(None)\n"
        rights += "[c.unshare(1 << 28), c.setuid(0), c.mount(0, b'/tmp', b'tmpfs', 0, 0)]"
        assert kernel.run(rights, seconds=60).result == "[-1, -1, -1]"
        assert kernel.run("sorted(os.environ).count('JOURNEYBOOK_KEY_DIR')", seconds=60).result == "0"
    assert not (tmp_path / "b.txt").exists()


@needs_sandbox
def test_workbook_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a program see nothing of the workbook around the package: no solutions, no classes?"""
    monkeypatch.delenv(workbook.HOME_VARIABLE, raising=False)
    home = workbook.home()
    with sandbox_kernel(tmp_path) as kernel:
        code = f"import os; sorted(os.listdir({str(home)!r})) if os.path.exists({str(home)!r}) else []"
        seen = kernel.run(code, seconds=60).result or ""
    assert "datasets" in seen
    assert "solutions" not in seen
    assert "classes" not in seen


def test_not_without_its_program(run: Run) -> None:
    """Do nbgrader's own buttons, which run no program, refuse rather than grade it with nothing in it?"""
    with open_session(run.class_) as session:
        before = scores(run)
        with pytest.raises(StepError):
            session.run(Autograde, traits={"force": True}, assignment_id=EXERCISE, student_id="emil")
    assert "journeybook class grade" in (run.class_.path / "log.txt").read_text(encoding="utf-8")
    assert scores(run) == before


def test_languages_match() -> None:
    """Is the example the same in both languages but for its words: cells, settings, data, key and program?"""
    zh, en = (nbformat.read(SOURCES / lang / EXERCISE / f"{EXERCISE}.ipynb", as_version=4) for lang in ("zh", "en"))
    assert [(c.id, c.cell_type, c.metadata) for c in zh.cells] == [(c.id, c.cell_type, c.metadata) for c in en.cells]

    def without_words(source: str) -> str:
        return re.sub(r'"[^"]*"|#(?!##).*', '""', source)

    code = [[without_words(cell.source) for cell in book.cells if cell.cell_type == "code"] for book in (zh, en)]
    assert code[0] == code[1]
    for name in ("visits.csv", "key/waits.json"):
        assert (SOURCES / "zh" / EXERCISE / name).read_bytes() == (SOURCES / "en" / EXERCISE / name).read_bytes()


@needs_sandbox
def test_nothing_is_left_running(tmp_path: Path) -> None:
    """Does everything that a program started end with it, however it detached itself?"""
    mark = "3141592"
    with sandbox_kernel(tmp_path) as kernel:
        code = f"import subprocess; subprocess.Popen(['sleep', '{mark}'], start_new_session=True).pid > 0"
        assert kernel.run(code, seconds=60).result == "True"
        assert mark in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert mark not in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
