"""A class that is exported for a cluster, for tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journeybook.classroom.deploy.export import settings_of
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.hub.settings import VARIABLE, HubSettings

ROSTER = "id,name,group\nanna,Anna,red\n陈,陈晨,blue\n"


def class_at(root: Path, lang: str = "zh", name: str = "一班") -> ClassFolder:
    """Make a class of two in the workbook `root`, as far as its export looks at it."""
    for folder in ("course", "exercises"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    made = ClassFolder(root / "classes" / name, name, lang)
    made.inbound.mkdir(parents=True)
    (made.path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (made.path / "class.toml").write_text(f'name = "{name}"\nlang = "{lang}"\n', encoding="utf-8")
    return made


def settled(class_: ClassFolder, file: Path, patch: pytest.MonkeyPatch) -> HubSettings:
    """Write the settings of a class's pods, with the class where it is on this machine, and make them known."""
    settings = settings_of(class_, "03-retail", "class.example.test")
    told = {name: getattr(settings, name) for name in settings.__dataclass_fields__} | {"path": str(class_.path)}
    file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    patch.setenv(VARIABLE, str(file))
    return HubSettings.read()
