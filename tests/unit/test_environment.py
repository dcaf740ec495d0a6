"""Does conda install the packages that pip does?"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SELF = "-e ."


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def _by_name(lines: list[str]) -> dict[str, SpecifierSet]:
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(requirement.name): requirement.specifier for requirement in requirements}


def _conda() -> tuple[dict[str, SpecifierSet], list[str]]:
    """Return the packages that conda installs, and the lines that it hands to pip."""
    entries = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    (pip,) = [entry["pip"] for entry in entries if isinstance(entry, dict)]
    return _by_name([entry for entry in entries if isinstance(entry, str)]), pip


def test_conda_and_pip_ask_for_the_same() -> None:
    """Does environment.yml name every dependency of pyproject.toml, in the same range, and no other?"""
    conda, pip = _conda()
    given = conda | _by_name([line for line in pip if line != SELF])
    del given["python"], given["pip"]

    assert given == _by_name(_project()["dependencies"])


def test_conda_installs_journeybook_itself() -> None:
    """Is the command there once the environment is made?"""
    _, pip = _conda()

    assert pip[-1] == SELF


def test_conda_takes_a_python_that_the_package_allows() -> None:
    """Does conda choose among Pythons that pyproject.toml allows and the constraints were made for?"""
    conda, _ = _conda()
    allowed = SpecifierSet(_project()["requires-python"])
    candidates = [f"3.{minor}" for minor in range(9, 16)]

    chosen = list(conda["python"].filter(candidates))

    assert chosen == ["3.11", "3.12", "3.13"]
    assert list(allowed.filter(chosen)) == chosen
