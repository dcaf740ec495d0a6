"""Writes what a platform team needs to run a class on Kubernetes with zero-to-jupyterhub."""

from __future__ import annotations

import json
import math
import re
import shlex
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from string import Template

from ...atomic import write_text
from ...errors import ClassError
from ...i18n import catalogue
from ..folder import ClassFolder
from ..hub.settings import HubSettings
from . import capacity, places

FILES = (
    "README.md",
    "Dockerfile",
    "Dockerfile.dockerignore",
    "class-volume.yaml",
    "keeper.yaml",
    "room-server.yaml",
    "postgres.yaml",
    "values.yaml",
)
"""What is written, in the order of its steps."""

PLACEHOLDER_HOST = "REPLACE-HOST"
"""Stands in the files for a host that was not named."""

_TEMPLATES = Path(__file__).parent / "templates"
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
_STORE = f"postgresql://journeybook@{places.POSTGRES}/debrief"
_SIZES = (40, 400, 4_000, 40_000)


class _File(Template):
    delimiter = "@"  # the files themselves are full of dollars


def export(
    class_: ClassFolder, folder: Path, *, exercise: str, host: str = "", people: int = 0, force: bool = False
) -> list[Path]:
    """Write the files and return them.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    folder : Path
        Where they go.
    exercise : str
        Id of the exercise whose maps the trainer's debrief shows.
    host : str
        Name under which people reach the class; by default a placeholder.
    people : int
        How many trainees sit there at the same time; by default as many as the roster has.
    force : bool
        Whether files that are there are overwritten.

    Raises
    ------
    ClassError
        If a file is there already, the folder cannot be written, or `host` is no name.
    """
    if host and not _HOST.fullmatch(host):
        raise ClassError("deploy.bad_host", host=host)
    there = [name for name in FILES if (folder / name).exists()]
    if there and not force:
        raise ClassError("deploy.exists", folder=folder, files=", ".join(there))
    words = _words(class_, exercise, host or PLACEHOLDER_HOST, people or len(class_.trainees()))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            source = f"README.{class_.lang}.md" if name == "README.md" else name
            text = (_TEMPLATES / source).read_text(encoding="utf-8")
            write_text(folder / name, _File(text).substitute(words))
    except OSError as error:
        raise ClassError("deploy.not_written", folder=folder, reason=error.strerror or error) from error
    return [folder / name for name in FILES]


def settings_of(class_: ClassFolder, exercise: str, host: str) -> HubSettings:
    """Return what all pods know of the class; ports and proxy are the chart's own business."""
    return HubSettings(
        name=class_.name,
        path=str(PurePosixPath(places.HOME, "classes", class_.name)),
        lang=class_.lang,
        exercise=exercise,
        port=443,
        hub_port=8081,
        proxy_port=8001,
        address=f"https://{host}/",
        proxy=[],
        walls=False,
        store=_STORE,
    )


def _words(class_: ClassFolder, exercise: str, host: str, people: int) -> dict[str, object]:
    """Return what stands in the files' places; names as JSON, which YAML reads as it is."""
    settings = settings_of(class_, exercise, host)
    needed = capacity.cluster(people)
    comments = {
        name: text.format(name=class_.name)
        for name, text in catalogue(class_.lang, "deploy").items()
        if name.partition("_")[0] in {"values", "volume", "keeper", "rooms", "postgres", "docker", "ignore"}
    }
    return comments | {
        "name": json.dumps(class_.name, ensure_ascii=False),
        "shell_name": shlex.quote(class_.name),
        "shell_path": shlex.quote(settings.path),
        "title": class_.name,
        "lang": class_.lang,
        "host": json.dumps(host),
        "plain_host": host,
        "version": version("journeybook"),
        "hub_version": version("jupyterhub"),
        "settings": json.dumps(asdict(settings), ensure_ascii=False),
        "settings_file": places.SETTINGS,
        "settings_folder": str(PurePosixPath(places.SETTINGS).parent),
        "class_path": json.dumps(settings.path, ensure_ascii=False),
        "home": places.HOME,
        "work": places.WORK,
        "class_volume": places.CLASS,
        "exchange_volume": places.EXCHANGE,
        "keeper": places.KEEPER,
        "rooms": places.ROOMS,
        "rooms_port": places.ROOMS_PORT,
        "postgres": places.POSTGRES,
        "seat_label": places.SEAT_LABEL,
        "class_account": places.CLASS_ACCOUNT,
        "trainee_account": places.TRAINEE_ACCOUNT,
        "memory_guarantee": capacity.DRAWING_MIB,
        "memory_limit": capacity.MEMORY_LIMIT_MIB,
        "cpu_guarantee": capacity.CPU_GUARANTEE,
        "cpu_limit": capacity.CPU_LIMIT,
        "placeholders": math.ceil(people / 10),
        "volume_size": math.ceil(5 + people * capacity.VOLUME_MIB / 1024),
        "people": people,
        "nodes": needed.nodes,
        "node_cores": capacity.Node().cores,
        "node_gib": capacity.Node().gib,
        "table": table(_SIZES),
    }


def table(sizes: tuple[int, ...]) -> str:
    """Return the rows of the capacity model, as a table in Markdown has them: people, nodes, hubs, minutes."""
    clusters = [capacity.cluster(size) for size in sizes]
    return "\n".join(f"| {one.people:,} | {one.nodes:,} | {one.hubs:,} | {one.start_minutes:.1f} |" for one in clusters)
