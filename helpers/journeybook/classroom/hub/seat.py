"""One person's server: lays out the desk, writes the server's settings, then becomes JupyterHub's single-user server.

``python -m journeybook.classroom.hub.seat ID`` runs as the trainee, behind the walls, and knows of the class what the
hub tells it in the environment. For the trainer it serves the class folder, with formgrader and the debrief.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from ...i18n import LANGUAGE_VARIABLE, set_language
from ...jupyter_settings import SHARE, write_settings
from ...programs import search_path
from ...workbook import START_PAGE
from ..folder import ClassFolder
from ..formgrader import EXTENSION as FORMGRADER
from ..trainee import lay_out
from .settings import TRAINER, HubSettings

VARIABLE = "JOURNEYBOOK_SEAT"
"""Environment variable with what the hub tells, as JSON: ``name``, ``path``, ``lang``, ``exercise``, ``store``."""

_ASSIGNMENTS = "nbgrader.server_extensions.assignment_list"

_KERNELS = {"KernelManager": {"transport": "ipc"}}
"""Kernels speak through files of their own. Free ports are looked for before they are taken: where forty servers of one
machine start their kernels at once, two get the same one, and the second kernel never starts."""


def environment(settings: HubSettings) -> dict[str, str]:
    """Return what every seat of a class finds in its environment, whoever sits there."""
    told = {name: getattr(settings, name) for name in ("name", "path", "lang", "exercise", "store")}
    return {
        "PATH": search_path(),
        "JUPYTER_PATH": os.pathsep.join([str(SHARE), *filter(None, [os.environ.get("JUPYTER_PATH")])]),
        "JUPYTERHUB_SINGLEUSER_APP": "jupyter_server.serverapp.ServerApp",
        LANGUAGE_VARIABLE: settings.lang,
        VARIABLE: json.dumps(told, ensure_ascii=False),
    }


def first_page(person: str) -> str:
    """Return the path of the page on which somebody's sign-in ends."""
    return "/journeybook/class" if person == TRAINER else f"/lab/tree/{START_PAGE}"


def main(person: str) -> None:
    """Prepare the seat, then become the server; does not return."""
    told = json.loads(os.environ[VARIABLE])
    class_ = ClassFolder(Path(told["path"]), told["name"], told["lang"])
    set_language(class_.lang)
    if person == TRAINER:
        root = class_.path
        extra = _trainers(class_, told["exercise"], told["store"])
    else:
        root = lay_out(class_, person)
        extra = _trainees(class_, person)
    settings = Path(os.environ["HOME"], ".journeybook", "jupyter")
    settings.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_settings(settings, root=root, lang=class_.lang, theme="light", extra=extra | _KERNELS)
    if person != TRAINER:
        _write_nbgrader(settings, class_, person)
        _show_assignments(settings)
    os.environ["JUPYTER_CONFIG_DIR"] = str(settings)
    # Sockets in it may not pass 107 bytes, and a restarted server must not find the last one's.
    os.environ["JUPYTER_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="jb-")
    os.chdir(root)
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser"])  # noqa: S606  # our own, no shell


def _trainees(class_: ClassFolder, trainee: str) -> dict[str, Any]:
    return {
        "ServerApp": {"jpserver_extensions": {_ASSIGNMENTS: True}, "ip": "127.0.0.1"},
        "CourseDirectory": {"course_id": class_.name, "student_id": trainee},
    }


def _trainers(class_: ClassFolder, exercise: str, store: str) -> dict[str, Any]:
    return {
        "ServerApp": {
            "jpserver_extensions": {
                FORMGRADER: True,
                "journeybook.debrief.extension": bool(exercise),
                "journeybook.classroom.hub.trainerpage": True,
            },
            "ip": "127.0.0.1",
        },
        "DebriefSettings": {"class_name": class_.name, "exercise": exercise, "store": store},
    }


def _write_nbgrader(settings: Path, class_: ClassFolder, trainee: str) -> None:
    """Write what nbgrader's own list of exercises needs to know; it works on the desk and through the exchange."""
    desk = class_.desk(trainee)
    config = {
        "CourseDirectory": {"course_id": class_.name, "student_id": trainee, "root": str(desk / "exercises")},
        "Exchange": {
            "root": str(class_.exchange),
            "cache": str(desk / ".journeybook" / "cache"),
            "assignment_dir": str(desk / "exercises"),
        },
    }
    (settings / "nbgrader_config.json").write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")


def _show_assignments(settings: Path) -> None:
    """Show nbgrader's list of exercises in JupyterLab, and nothing else that nbgrader has there."""
    file = settings / "labconfig" / "page_config.json"
    page = json.loads(file.read_text(encoding="utf-8"))
    hidden = page["disabledExtensions"]
    hidden.pop("@jupyter/nbgrader", None)
    for plugin in ("create-assignment", "formgrader", "course-list", "validate-assignment", "menu"):
        hidden[f"@jupyter/nbgrader:{plugin}"] = True
    file.write_text(json.dumps(page, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
