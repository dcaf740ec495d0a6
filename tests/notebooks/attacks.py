"""Attacks on grading: what a trainee might hand in to gain a point, read a secret or spoil the run.

Each attack is one function that changes an ordinary hand-in as it lies in the exchange; its docstring says what the
attacker hopes for. ``reported`` is a pattern of what the trainer must hear of it.
"""

from __future__ import annotations

import gzip
import json
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attacking import HandIn, attack

EVIL = """\
import os, pathlib, sqlite3
pathlib.Path({mark!r}).write_text("ran")
for folder, _, names in os.walk({root!r}):
    for name in names:
        if name == "key.toml":
            print(pathlib.Path(folder, name).read_text())
sqlite3.connect({gradebook!r}).execute("update grade set auto_score = 1000")
float(1000)"""


def _settings(cells: list[Any]) -> list[dict[str, Any]]:
    return [cell["metadata"]["nbgrader"] for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade")]


def _evil(hand_in: HandIn) -> str:
    root = str(hand_in.class_.path)
    return EVIL.format(mark=str(hand_in.mark), root=root, gradebook=str(hand_in.class_.path / "gradebook.db"))


# The notebook -------------------------------------------------------------------------------------------------------


@attack("Read-only cells were changed: .*check-map")
def edited_tests(hand_in: HandIn) -> None:
    """Every grading cell runs the attacker's code and ends in a thousand points."""

    def change(cells: list[Any]) -> None:
        for cell in cells:
            if cell["metadata"].get("nbgrader", {}).get("grade"):
                cell["source"] = _evil(hand_in)

    hand_in.edit(change)


@attack("Cells are missing .*check-map")
def removed_tests(hand_in: HandIn) -> None:
    """What is not tested cannot be wrong."""
    hand_in.edit(lambda cells: cells.__setitem__(slice(None), [c for c in cells if "nbgrader" not in c["metadata"]]))


@attack("own cells")
def extra_cells(hand_in: HandIn) -> None:
    """Cells before and after look for the key and write into the gradebook."""
    cell = {"cell_type": "code", "id": "x1", "metadata": {}, "outputs": [], "execution_count": 1}
    cell["source"] = _evil(hand_in)
    hand_in.edit(lambda cells: (cells.insert(0, cell), cells.append(cell | {"id": "x2"})))


@attack("Cells come more than once .*check-map")
def same_id_twice(hand_in: HandIn) -> None:
    """A copied grading cell stops nbgrader's batch for everybody, and might count twice."""
    hand_in.edit(lambda cells: cells.extend([dict(cell) for cell in cells]))


@attack("Cells come more than once .*check-map")
def id_of_another(hand_in: HandIn) -> None:
    """An easy cell under the id of the one that is worth most."""

    def change(cells: list[Any]) -> None:
        for settings in _settings(cells):
            settings["grade_id"] = "check-map"

    hand_in.edit(change)


@attack("grading settings of cells")
def raised_points(hand_in: HandIn) -> None:
    """A thousand points for each part."""
    hand_in.edit(lambda cells: [settings.update(points=1000) for settings in _settings(cells)])


@attack("grading settings of cells")
def ungraded_cells(hand_in: HandIn) -> None:
    """Grading cells turned into cells of one's own, which nobody puts back."""
    hand_in.edit(
        lambda cells: [settings.update(grade=False, locked=False, solution=True) for settings in _settings(cells)]
    )


@attack("does not know: bonus")
def bonus_cell(hand_in: HandIn) -> None:
    """A grading cell that the exercise does not have."""
    settings = {"grade_id": "bonus", "grade": True, "locked": True, "solution": False, "points": 100}
    cell = {"cell_type": "code", "id": "bonus", "metadata": {"nbgrader": settings}, "source": "100.0"}
    hand_in.edit(lambda cells: cells.append(cell | {"outputs": [], "execution_count": None}))


@attack("own cells")
def page_code_in_cells(hand_in: HandIn) -> None:
    """A script that runs in the trainer's grading page."""
    cell = {"cell_type": "markdown", "id": "script", "metadata": {}}
    cell["source"] = "<script>fetch('/api/contents')</script><img src=x onerror=alert(1)>"
    hand_in.edit(lambda cells: cells.append(cell))


@attack("own cells")
def very_many_cells(hand_in: HandIn) -> None:
    """More cells than anybody can restore, run or show."""
    hand_in.edit(lambda cells: cells.extend([{"cell_type": "code", "metadata": {}, "source": "1"}] * 60_000))


@attack("notebook of the hand-in cannot be opened")
def old_notebook(hand_in: HandIn) -> None:
    """A notebook of the third format, whose upgrade might lose what marks a cell."""
    cell = {"cell_type": "code", "language": "python", "input": "1000.0", "outputs": [], "metadata": {}}
    worksheets = [{"cells": [cell], "metadata": {}}]
    content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": worksheets}
    hand_in.notebook.write_text(json.dumps(content))


class _Payload:
    def __init__(self, mark: str) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.write_text, (Path(self.mark), "ran"))


@attack("notebook of the hand-in cannot be opened")
def pickles(hand_in: HandIn) -> None:
    """Files that run code in whoever loads them as what they are."""
    for path in (hand_in.notebook, hand_in.map, hand_in.answers):
        path.write_bytes(pickle.dumps(_Payload(str(hand_in.mark))))


# Files that are none --------------------------------------------------------------------------------------------------


def _instead(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


@attack(r"map.journey.json \(not an ordinary file\)")
def map_is_link_to_key(hand_in: HandIn) -> None:
    """The model map as one's own."""
    _instead(hand_in.map, lambda path: path.symlink_to(hand_in.key / "map.journey.json"))


@attack(r"map.journey.json \(not an ordinary file\)")
def map_is_link_to_other(hand_in: HandIn) -> None:
    """Another trainee's map as one's own."""
    _instead(hand_in.map, lambda path: path.symlink_to(hand_in.of("anna") / "map.journey.json"))


@attack(r"map.journey.json \(a second name")
def map_is_hard_link(hand_in: HandIn) -> None:
    """A second name of another's file, which looks like any file; the other must not suffer for it."""
    _instead(hand_in.map, lambda path: path.hardlink_to(hand_in.of("anna") / "map.journey.json"))


@attack(r"map.journey.json \(not an ordinary file\)")
def map_is_pipe(hand_in: HandIn) -> None:
    """Whoever reads it waits for ever."""
    _instead(hand_in.map, os.mkfifo)


@attack(r"map.journey.json \(not an ordinary file\)")
def map_is_folder(hand_in: HandIn) -> None:
    """Whoever reads it stumbles."""
    _instead(hand_in.map, Path.mkdir)


@attack(r"map.journey.json \(not an ordinary file\)")
def map_is_device(hand_in: HandIn) -> None:
    """A file without an end."""

    def make(path: Path) -> None:
        try:
            os.mknod(path, 0o020666, os.makedev(1, 5))  # /dev/zero
        except PermissionError:  # only root makes devices
            path.symlink_to("/dev/zero")

    _instead(hand_in.map, make)


@attack(r"answers.json \(not an ordinary file\)")
def answers_are_link(hand_in: HandIn) -> None:
    """The right answers of the key."""
    _instead(hand_in.answers, lambda path: path.symlink_to(hand_in.key / "answers.json"))


@attack(r"03-retail.ipynb \(not an ordinary file\)")
def notebook_is_link(hand_in: HandIn) -> None:
    """The source with its key's answers, shown in the feedback."""
    source = hand_in.class_.source / hand_in.exercise / f"{hand_in.exercise}.ipynb"
    _instead(hand_in.notebook, lambda path: path.symlink_to(source))


@attack(r"\(not an ordinary file\)")
def all_is_link(hand_in: HandIn) -> None:
    """Another's whole hand-in under one's own name."""
    folder = hand_in.folder
    shutil.rmtree(folder)
    folder.symlink_to(hand_in.of("anna"))


# Files that do not belong ---------------------------------------------------------------------------------------------


@attack("journeybook .*not part of this exercise")
def package_beside(hand_in: HandIn) -> None:
    """Packages of the attacker's are found first by whatever runs in that folder."""
    for name in ("journeybook", "pandas", "nbgrader"):
        (hand_in.folder / name).mkdir()
        (hand_in.folder / name / "__init__.py").write_text(_evil(hand_in))


@attack("sitecustomize.py .*not part of this exercise")
def sitecustomize(hand_in: HandIn) -> None:
    """Files that Python, IPython and Jupyter run by themselves."""
    for name in ("sitecustomize.py", "usercustomize.py", "x.pth", "ipython_config.py", "jupyter_config.py"):
        (hand_in.folder / name).write_text(_evil(hand_in))


@attack("key.toml .*not part of this exercise")
def own_key(hand_in: HandIn) -> None:
    """A key by which the wrong answers are right."""
    (hand_in.folder / "key").mkdir()
    for path in (hand_in.folder / "key.toml", hand_in.folder / "key" / "key.toml"):
        path.write_text('[quiz]\nq1 = "a"\nq2 = "a"\nq3 = "a"\n')


@attack("rubric.toml .*not part of this exercise")
def own_rubric(hand_in: HandIn) -> None:
    """A rubric with points for nothing."""
    (hand_in.folder / "rubric.toml").write_text('[[item]]\nid = "map"\ncriterion = []\n')
    (hand_in.folder / "exercise.toml").write_text("coding = true\n")
    (hand_in.folder / "nbgrader_config.py").write_text(_evil(hand_in))


@attack("hand-in.json .*not part of this exercise")
def own_notes(hand_in: HandIn) -> None:
    """The note of our own that a hand-in has been looked at already."""
    (hand_in.folder / "hand-in.json").write_text('{"notebook": "", "set_aside": []}')


@attack("not part of this exercise")
def strange_names(hand_in: HandIn) -> None:
    """Names that lead elsewhere, go on in another line, or steer the trainer's terminal."""
    for name in (b"..\\..\\gradebook.db", b"a\n  03-retail \xc2\xb7 anna: 0 points", b"\x1b]0;owned\x07", b"\xff\xfe"):
        Path(os.fsdecode(os.fsencode(hand_in.folder) + b"/" + name)).touch()


@attack("too many files")
def very_many_files(hand_in: HandIn) -> None:
    """More files than anybody should look at."""
    for number in range(2_000):
        (hand_in.folder / f"{number}.txt").touch()


# Data -----------------------------------------------------------------------------------------------------------------


@attack(r"map.journey.json \(too large\)")
def huge_map(hand_in: HandIn) -> None:
    """A file that fills the memory of whoever reads it."""
    hand_in.map.write_bytes(b'{"map": "' + b"x" * 30_000_000 + b'"}')


@attack("map.journey.json")
def very_many_touchpoints(hand_in: HandIn) -> None:
    """A map just small enough to be taken, and far too large to be judged."""

    def change(content: dict[str, Any]) -> None:
        content["touchpoints"] = [{"id": f"touchpoint-{n}", "stage": "stage-1", "name": "x"} for n in range(70_000)]

    hand_in.edit_map(change)


@attack("map.journey.json")
def packed_map(hand_in: HandIn) -> None:
    """A few bytes that become very many if anybody unpacks them."""
    hand_in.map.write_bytes(gzip.compress(b" " * 50_000_000))


@attack("map.journey.json")
def deep_json(hand_in: HandIn) -> None:
    """So many brackets that the reader runs out of stack; answers and notebook likewise."""
    hand_in.map.write_text("[" * 100_000 + "]" * 100_000)
    hand_in.answers.write_text('{"format": 1, "answers": ' + '{"a":' * 100_000 + "1" + "}" * 100_001)


@attack("map.journey.json")
def no_numbers(hand_in: HandIn) -> None:
    """NaN compares with nothing, Infinity is more than any limit."""
    text = hand_in.map.read_text(encoding="utf-8")
    hand_in.map.write_text(text.replace('"emotion": ', '"emotion": NaN, "x": Infinity, "y": ', 1), encoding="utf-8")


@attack("map.journey.json")
def huge_numbers(hand_in: HandIn) -> None:
    """Whole numbers of a hundred thousand digits take minutes to read."""
    text = hand_in.map.read_text(encoding="utf-8")
    hand_in.map.write_text(text.replace('"emotion": ', '"emotion": ' + "9" * 100_000, 1), encoding="utf-8")


@attack("map.journey.json")
def repeated_fields(hand_in: HandIn) -> None:
    """One field twice: who checks the first and uses the second is fooled."""
    text = hand_in.map.read_text(encoding="utf-8")
    hand_in.map.write_text(text.replace("{", '{"format": 1, "format": 2, ', 1), encoding="utf-8")


@attack("map.journey.json")
def steering_error(hand_in: HandIn) -> None:
    """A wrong id that is quoted where the trainer reads what is wrong."""
    hand_in.edit_map(
        lambda content: content["touchpoints"][0].update(stage="\x1b]0;owned\x07\n  03-retail · anna: 0 points")
    )


@attack("page code")
def page_code_in_map(hand_in: HandIn) -> None:
    """Scripts that run in the feedback or on the trainer's page."""
    hand_in.edit_map(lambda content: content["persona"].update(name="</td><script>alert(1)</script>"))
    hand_in.answer(q1="a", open="<img src=x onerror=alert(document.cookie)>")


@attack("control characters")
def escape_sequences(hand_in: HandIn) -> None:
    """Texts that clear a terminal, turn the writing round, or are half a character."""
    hand_in.edit_map(lambda content: content["persona"].update(name="\x1b[2J\u202eevil \ud83d"))
    hand_in.answer(q1="a", q2="\ud83d", open="\x1b]0;owned\x07")


@attack("name files of others")
def answers_name_files(hand_in: HandIn) -> None:
    """Answers that might be taken for the name of a file to read."""
    other = f"../../anna/{hand_in.exercise}/answers.json"
    hand_in.answer(q1=other, q2=f"file://{hand_in.key / 'key.toml'}", open=other, **{"../key/key.toml": "b"})


# Who and when ---------------------------------------------------------------------------------------------------------


@attack("is yet to come")
def from_the_future(hand_in: HandIn) -> None:
    """A hand-in that stays the newest for ever."""
    hand_in.rename("2999-12-31 23:59:59.000000 UTC")


@attack("but came on")
def before_it_was_due(hand_in: HandIn) -> None:
    """Handed in late, dated as if in time."""
    hand_in.rename("2020-01-01 00:00:00.000000 UTC")


@attack("not on the roster")
def way_out(hand_in: HandIn) -> None:
    """A name that leads out of the folder of hand-ins when it becomes part of a path."""
    for name in ("..", ".", f"{hand_in.trainee}\\..\\anna", "-rf"):
        stranger = f"{name}+{hand_in.exercise}+2026-01-01 00:00:00.000000 UTC+x"
        shutil.copytree(hand_in.folder, hand_in.class_.inbound / stranger)


@attack("another account put into the exchange: 1")
def name_of_another(hand_in: HandIn) -> None:
    """A worse hand-in, newer than the other's own, under the other's name; the trainer hears of it with the other."""
    own = hand_in.of("victim").name
    trainee, exercise, time, _ = own.split("+")
    forged = hand_in.class_.inbound / f"{trainee}+{exercise}+{time[:19]}.999999 UTC+x"
    shutil.copytree(hand_in.folder, forged)
    (forged / "map.journey.json").write_text("{}")
    os.chown(forged, hand_in.folder.stat().st_uid, -1)


NEEDS_ACCOUNTS = {"map-is-hard-link", "name-of-another"}
"""Attacks that only differ from an honest hand-in where each trainee has an account of their own on the machine."""
