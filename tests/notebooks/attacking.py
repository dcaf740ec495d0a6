"""How attacks on grading are written down: what each is called, what it does to a hand-in, what must be heard of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journeybook.classroom.folder import ClassFolder

CANARY = "canary-4f1d"
"""Part of every secret that was planted."""


@dataclass(frozen=True)
class HandIn:
    """One hand-in in the exchange, before it is collected."""

    class_: ClassFolder
    exercise: str
    trainee: str
    mark: Path
    """A file that nobody but an attacker's code would make."""

    @property
    def folder(self) -> Path:
        return self.of(self.trainee)

    @property
    def notebook(self) -> Path:
        return self.folder / f"{self.exercise}.ipynb"

    @property
    def map(self) -> Path:
        return self.folder / "map.journey.json"

    @property
    def answers(self) -> Path:
        return self.folder / "answers.json"

    @property
    def key(self) -> Path:
        return self.class_.source / self.exercise / "key"

    def of(self, trainee: str) -> Path:
        """Return the hand-in of one trainee."""
        return next(self.class_.inbound.glob(f"{trainee}+{self.exercise}+*"))

    def edit(self, change: Callable[[list[Any]], object]) -> None:
        """Change the cells of the notebook."""
        content = json.loads(self.notebook.read_text(encoding="utf-8"))
        change(content["cells"])
        self.notebook.write_text(json.dumps(content), encoding="utf-8")

    def edit_map(self, change: Callable[[dict[str, Any]], object]) -> None:
        """Change the map as JSON."""
        content = json.loads(self.map.read_text(encoding="utf-8"))
        change(content["map"])
        self.map.write_text(json.dumps(content), encoding="utf-8")

    def answer(self, **answers: str) -> None:
        """Write other answers."""
        self.answers.write_text(json.dumps({"format": 1, "answers": answers}), encoding="utf-8")

    def rename(self, time: str) -> None:
        """Say that it was handed in at `time`."""
        trainee, exercise, _, rest = self.folder.name.split("+")
        (self.folder / "timestamp.txt").write_text(time)
        self.folder.rename(self.folder.with_name("+".join((trainee, exercise, time, rest))))


@dataclass(frozen=True)
class Attack:
    """One attack; its name is also the id of the trainee who tries it."""

    name: str
    apply: Callable[[HandIn], None]
    reported: str


ATTACKS: list[Attack] = []


def attack(reported: str) -> Callable[[Callable[[HandIn], None]], Callable[[HandIn], None]]:
    """Add the function to the catalogue."""

    def add(function: Callable[[HandIn], None]) -> Callable[[HandIn], None]:
        ATTACKS.append(Attack(function.__name__.strip("_").replace("_", "-"), function, reported))
        return function

    return add
