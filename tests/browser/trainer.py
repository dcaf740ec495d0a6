"""What a trainer does around the browser: types commands, makes classes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from journeybook import workbook


def workbook_of_its_own(root: Path) -> Path:
    """Copy the workbook to `root`, so that classes and desks do not touch the real one."""
    for folder in ("course", "exercises", "solutions", "datasets"):
        shutil.copytree(workbook.root() / folder, root / folder)
    return root


def journeybook(*words: str, code: int = 0) -> str:
    """Run a command of the trainer's, which ends with a code, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", "from journeybook.cli import main; main()", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout


def new_class(home: Path, name: str, lang: str, trainees: Mapping[str, str], *release: str) -> dict[str, Path]:
    """Make a class, release some exercises to it or all, and return its trainees' desks."""
    roster = home / f"{name}.csv"
    lines = ["id,first_name,last_name", *(f"{id_},{person}," for id_, person in trainees.items())]
    roster.write_text("\n".join(lines), encoding="utf-8")
    journeybook("class", "new", name, "--lang", lang, "--roster", str(roster))
    for words in [[exercise] for exercise in release] or [[]]:
        journeybook("class", "release", name, *words)
    for id_ in trainees:
        journeybook("class", "join", name, id_, "--no-open")
    return {id_: home / "work" / name / id_ for id_ in trainees}
