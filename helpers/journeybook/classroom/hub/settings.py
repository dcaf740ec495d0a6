"""What the hub's processes know of the class: written by ``journeybook class serve``, read by its configuration."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from ...atomic import write_text
from ..folder import ClassFolder

VARIABLE = "JOURNEYBOOK_HUB"
"""Environment variable that names the file of settings."""

FOLDER = "hub"
"""Folder in the class's that holds all the hub has; for its owner alone."""

TRAINER = "trainer"
"""The trainer's name at the sign-in."""


@dataclass(frozen=True)
class HubSettings:
    """A class on the network.

    Attributes
    ----------
    name, path, lang : str
        The class's.
    exercise : str
        Id of the exercise whose maps the trainer's debrief shows.
    port, hub_port, proxy_port : int
        Where people come in; where servers reach the hub, and the hub its proxy, on 127.0.0.1.
    address : str
        What people type, such as ``"http://192.168.1.20:8000/"``.
    proxy : list of str
        The proxy's command.
    walls : bool
        Whether servers are started by bubblewrap.
    accounts : dict
        Trainee's id → user id of their own account; empty where all share the hub's.
    environment : dict
        More environment variables of every trainee's server.
    token : str
        With which ``journeybook class serve`` itself asks the hub.
    store : str
        Address of the debrief's store; by default a file in the class folder.
    """

    name: str
    path: str
    lang: str
    exercise: str
    port: int
    hub_port: int
    proxy_port: int
    address: str
    proxy: list[str]
    walls: bool
    accounts: dict[str, int] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    token: str = ""
    store: str = ""

    @property
    def class_(self) -> ClassFolder:
        """The class."""
        return ClassFolder(Path(self.path), self.name, self.lang)

    @property
    def folder(self) -> Path:
        """Where the hub keeps what is its own."""
        return Path(self.path, FOLDER)

    def write(self) -> Path:
        """Write the settings and return the file."""
        file = self.folder / "settings.json"
        file.touch(mode=0o600)
        write_text(file, json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n")
        file.chmod(0o600)
        return file

    @classmethod
    def read(cls) -> Self:
        """Return the settings that :data:`VARIABLE` names."""
        return cls(**json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8")))


def hub_folder(class_: ClassFolder) -> Path:
    """Return the hub's folder of a class, made if it is not there."""
    folder = class_.path / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return folder


def codes_file(class_: ClassFolder) -> Path:
    """Return where the hashes of the class's join codes are."""
    return class_.path / FOLDER / "codes.json"


def letterbox(class_: ClassFolder, trainee: str) -> Path:
    """Return the folder into which a trainee's server hands in; nobody else's server can reach it."""
    return class_.path / FOLDER / "letterboxes" / trainee
