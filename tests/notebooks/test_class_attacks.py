"""Does no attack in a hand-in gain a point, read a secret, change another's grade or stop the run? Is each reported?

One class for all: honest trainees beside one attacker for each attack, through the trainer's own commands.
"""

from __future__ import annotations

import http.server
import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from attacking import ATTACKS, CANARY, HandIn
from attacks import NEEDS_ACCOUNTS
from coding_attacks import PROGRAMS, WRONG
from coding_class import EXERCISE as CODING
from coding_class import LONG, STORES, autograde_all, coding_workbook_at, write_program
from mini import EXERCISE as MINI
from test_class_run import Run

import journeybook
from journeybook import answersfile, mapfile, workbook
from journeybook.classroom import sandbox
from journeybook.classroom.folder import create
from journeybook.classroom.session import open_session
from journeybook.handin import hand_in
from journeybook.i18n import use_language
from journeybook.model import JourneyMap

RETAIL = "03-retail"
HONEST = ("anna", "victim", "plain")
"""Two who did everything right, and one who handed in just what the attackers change."""

AS_ROOT = os.geteuid() == 0
TRIED = [attack for attack in ATTACKS if AS_ROOT or attack.name not in NEEDS_ACCOUNTS]
FULL = {
    "check-persona": 4,
    "check-map": 10,
    "check-pain-points": 12,
    "check-moments": 6,
    "check-evidence": 11,
    "check-opportunities": 10,
    "check-future": 0,  # nobody hands in a future map
    "check-quiz": 3,
    "check-effect": 4,
}


@dataclass
class Attacked(Run):
    """A class after all attacks."""

    retail: dict[str, dict[str, float]] = field(default_factory=dict)
    coding: dict[str, dict[str, float]] = field(default_factory=dict)
    """Points by trainee and cell."""
    visits: list[str] = field(default_factory=list)
    """What was asked of a web server on this machine."""
    heard: str = ""
    """Everything that the trainer's commands said."""

    def lines(self, trainee: str) -> str:
        """Return what the trainer heard of one trainee."""
        return "\n".join(line for line in self.heard.splitlines() if re.match(rf"  \S+ · {trainee}: ", line))

    def scores(self, exercise: str) -> dict[str, dict[str, float]]:
        """Return each trainee's points by cell."""
        found = {}
        with open_session(self.class_) as session, session.gradebook() as gradebook:
            for submission in gradebook.assignment_submissions(exercise):
                (notebook,) = submission.notebooks
                found[submission.student.id] = {grade.name: grade.score for grade in notebook.grades}
        return found


def _slim(source: Path) -> None:
    """Leave out of the exercise what only shows something, and plant secrets in its key."""
    path = source / f"{RETAIL}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    shows = ("chart", "board", "reality", "quiz()", "open_question", "hand_in")
    notebook.cells = [
        cell for cell in notebook.cells if not (cell.cell_type == "code" and any(word in cell.source for word in shows))
    ]
    nbformat.write(notebook, path)
    with (source / "key" / "key.toml").open("a") as stream:
        stream.write(f"\n# {CANARY}-key\n")
    key_map = mapfile.read(source / "key" / "map.journey.json")
    persona = key_map.persona.model_copy(update={"about": f"{CANARY}-key-map"})
    mapfile.write(source / "key" / "map.journey.json", JourneyMap(**(dict(key_map) | {"persona": persona})))
    answers = answersfile.read(source / "key" / "answers.json")
    answersfile.write(source / "key" / "answers.json", answers | {"open": f"{CANARY}-key-answers"})


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    root = coding_workbook_at(tmp_path_factory.mktemp("workbook"))
    real = workbook.root()
    shutil.rmtree(root / "solutions" / "en" / MINI)
    shutil.copytree(real / "solutions" / "en" / RETAIL, root / "solutions" / "en" / RETAIL)
    _slim(root / "solutions" / "en" / RETAIL)
    waits = root / "solutions" / "en" / CODING / "key" / "waits.json"
    waits.write_text(waits.read_text().replace("{", f'{{"{CANARY}-waits": 1.0,', 1))
    (root / "datasets").symlink_to(real / "datasets")
    home = tmp_path_factory.mktemp("home")
    (home / "private.txt").write_text(f"{CANARY}-home")
    roster = "".join(f"{one},{CANARY if one == 'anna' else ''}\n" for one in (*HONEST, *_attackers()))
    (root / "roster.csv").write_text(f"id,last_name\n{roster}")
    with pytest.MonkeyPatch.context() as patch, use_language("en"):
        patch.setenv(workbook.HOME_VARIABLE, str(root))
        patch.setenv("HOME", str(home))
        patch.setenv("JOURNEYBOOK_PRIVATE", f"{CANARY}-environment")
        run = Attacked(create("c1", "en", root / "roster.csv"), root / "ran")
        with _web_server(run.visits) as port:
            _hand_everything_in(run, home, port)
            run.heard = run.command("collect", "c1")
            run.heard += run.command("grade", "c1", RETAIL)
            if not sandbox.obstacle():
                heard = autograde_all(run.class_)
                run.heard += "".join(f"  {one.exercise} · {one.trainee}: {one.sentence}\n" for one in heard)
            run.heard += run.command("feedback", "c1")
        run.retail, run.coding = run.scores(RETAIL), run.scores(CODING)
        yield run


def _attackers() -> tuple[str, ...]:
    return (*(attack.name for attack in TRIED), *PROGRAMS)


class _web_server:  # noqa: N801  # used like a function
    """A web server on this machine that notes who asks."""

    def __init__(self, visits: list[str]) -> None:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                visits.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self) -> int:
        self._thread.start()
        return int(self._server.server_address[1])

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _hand_everything_in(run: Attacked, home: Path, port: int) -> None:
    """Let everybody hand in, each from an account of their own if that can be had, then change what attackers do."""
    run.command("release", "c1")
    key = run.class_.source / RETAIL / "key"
    solved, right = mapfile.read(key / "map.journey.json"), answersfile.read(key / "answers.json")
    solved = JourneyMap(**(dict(solved) | {"persona": solved.persona.model_copy(update={"about": "a person"})}))
    middling = JourneyMap(**(dict(solved) | {"pain_points": (), "opportunities": (), "evidence": ()}))
    paths = {
        "class_folder": run.class_.path,
        "home": home,
        "package": Path(journeybook.__file__).parent,
        "mark": run.mark,
        "port": port,
    }
    for trainee in (*HONEST, *_attackers()):
        run.command("join", "c1", trainee, "--no-open")
        exercises = run.class_.desk(trainee) / "exercises"
        if trainee not in PROGRAMS:
            good = trainee in {"anna", "victim"}
            mapfile.write(exercises / RETAIL / "map.journey.json", solved if good else middling)
            wrong = {"q1": "a", "q2": right["q2"], "q3": "a", "open": "my own words"}
            answers = right | {"open": f"{CANARY}-of-{trainee}"} if good else wrong
            answersfile.write(exercises / RETAIL / "answers.json", answers)
            hand_in(exercises / RETAIL)
        if trainee in PROGRAMS or trainee in HONEST:
            program = f"{WRONG}\n" + PROGRAMS.get(trainee, ("", ""))[1].format(**paths)
            good = trainee in {"anna", "victim"}
            private = f"{STORES}\nmine = '{CANARY}-of-{trainee}'"
            write_program(exercises / CODING / f"{CODING}.ipynb", LONG, private if good else program)
            hand_in(exercises / CODING)
    if AS_ROOT:
        for number, trainee in enumerate((*HONEST, *_attackers())):
            for folder in run.class_.inbound.glob(f"{trainee}+*"):
                for path in (folder, *folder.iterdir()):
                    os.chown(path, 70_001 + number, -1)
    for attack in TRIED:
        attack.apply(HandIn(run.class_, RETAIL, attack.name, run.mark))
    edited = HandIn(run.class_, CODING, "c-edited-tests", run.mark)
    edited.edit(lambda cells: [cell.update(source="3.0") for cell in cells if cell["id"].startswith("test")])


def test_there_are_enough() -> None:
    """Are there at least 25 attacks, each under a name of its own?"""
    assert len(_attackers()) >= 60
    assert len(set(_attackers())) == len(_attackers())


def test_honest_grades(run: Attacked) -> None:
    """Have those who did everything right all points that a computer gives, whatever the others tried on them?"""
    for trainee in ("anna", "victim"):
        assert run.retail[trainee] == {**FULL, "answer-open": 0}
    assert 0 < sum(run.retail["plain"].values()) < sum(FULL.values())


def test_run_went_on(run: Attacked) -> None:
    """Was every hand-in graded, and did everybody get feedback?"""
    expected = {*HONEST, *(attack.name for attack in TRIED)}
    assert not re.search("Not graded|No feedback made", run.heard), run.heard
    assert set(run.retail) == expected
    for trainee in expected:
        assert (run.class_.desk(trainee) / "exercises" / RETAIL / "feedback.html").is_file() or trainee == "all-is-link"
    assert "Traceback" not in run.heard


@pytest.mark.parametrize("attack", TRIED, ids=lambda attack: attack.name)
def test_no_gain(run: Attacked, attack: object) -> None:
    """Has the attacker in no part more than the same hand-in without the attack?"""
    plain, mine = run.retail["plain"], run.retail[attack.name]
    assert mine.keys() == plain.keys()
    assert {cell: points for cell, points in mine.items() if points > plain[cell]} == {}


@pytest.mark.parametrize("attack", TRIED, ids=lambda attack: attack.name)
def test_reported(run: Attacked, attack: object) -> None:
    """Does the trainer hear of it: from a command, or where only the learner's own cells changed, in the notebook?"""
    if attack.reported == "own cells":
        graded = run.class_.step("autograded", attack.name, RETAIL) / f"{RETAIL}.ipynb"
        assert any(cell.id == "journeybook-own" for cell in nbformat.read(graded, as_version=4).cells)
        return
    heard = {"name-of-another": run.lines("victim"), "way-out": run.heard}.get(attack.name, run.lines(attack.name))
    assert re.search(attack.reported, heard), heard


def test_honest_are_not_suspected(run: Attacked) -> None:
    """Is nothing said of those who did nothing, but for what was done to them?"""
    assert run.lines("anna") == run.lines("plain") == ""
    assert len(run.lines("victim").splitlines()) == (1 if AS_ROOT else 0)


def test_nothing_ran(run: Attacked) -> None:
    """Did none of the attackers' code run outside the sandbox?"""
    assert not run.mark.exists()
    assert run.visits == []


def test_no_secret(run: Attacked) -> None:
    """Is no part of a key, of the gradebook, of the trainer's home or of another's work in anything attackers get?"""
    holders = []
    for trainee in ("plain", *_attackers()):
        places = [run.class_.desk(trainee), *(run.class_.path / step / trainee for step in ("autograded", "feedback"))]
        for path in (path for place in places for path in place.rglob("*")):
            if path.is_file() and not path.is_symlink():
                text = path.read_text(encoding="utf-8", errors="replace")
                # The programs themselves name nothing that is secret.
                holders += [str(path)] if CANARY in text else []
    assert holders == []
    assert CANARY not in run.heard


def test_terminal_is_not_steered(run: Attacked) -> None:
    """Does what the commands print hold no character that steers, and no line of an attacker's making?"""
    assert not {letter for letter in run.heard if ord(letter) < 32} - {"\n"}
    assert not {"\u202e", "\udcff"} & set(run.heard)
    assert not re.search(r"^  03-retail · anna: 0 points", run.heard, re.MULTILINE)


needs_sandbox = pytest.mark.skipif(bool(sandbox.obstacle()), reason=f"no sandbox here: {sandbox.obstacle()}")


@needs_sandbox
def test_honest_programs(run: Attacked) -> None:
    """Have right programs all points, and a wrong one those for what is right in it?"""
    assert set(run.coding) == {*HONEST, *PROGRAMS}
    for trainee in ("anna", "victim"):
        assert run.coding[trainee] == {"test-long": 2, "test-stores": 3}
    assert run.coding["plain"] == {"test-long": 2, "test-stores": 1}


@needs_sandbox
@pytest.mark.parametrize("name", PROGRAMS)
def test_program_gains_nothing(run: Attacked, name: str) -> None:
    """Has an attacking program no more points than one that returns the same without an attack?"""
    mine, plain = run.coding[name], run.coding["plain"]
    assert {cell: points for cell, points in mine.items() if points > plain[cell]} == {}


@needs_sandbox
@pytest.mark.parametrize("name", PROGRAMS)
def test_program_is_reported(run: Attacked, name: str) -> None:
    """Does the trainer hear what the program did?"""
    assert re.search(PROGRAMS[name][0], run.lines(name)), run.lines(name)
