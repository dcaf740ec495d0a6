"""Does constraints.txt pin everything, exactly, and name no place?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]


def _lines() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _pinned() -> dict[str, str]:
    return dict(line.split("==") for line in _lines())


def _wanted() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for extra in extras.values() for line in extra)]
    # An extra may include another one of ours.
    return [one for one in map(Requirement, lines) if one.name != project["name"]]


def _needed_here() -> Iterator[Requirement]:
    """Yield every requirement of what is installed on this machine, direct or not, as far as it applies here."""
    waiting, seen = _wanted(), set[tuple[str, str]]()
    while waiting:
        requirement = waiting.pop()
        yield requirement
        for extra in ["", *requirement.extras]:
            key = (canonicalize_name(requirement.name), extra)
            if key in seen:
                continue
            seen.add(key)
            try:
                lines = distribution(requirement.name).requires or []
            except PackageNotFoundError:
                continue
            found = [Requirement(line) for line in lines]
            waiting += [one for one in found if one.marker is None or one.marker.evaluate({"extra": extra})]


def test_every_line_is_one_exact_version() -> None:
    """Is each line a name and a version: no host, no path, no editable install, no range?"""
    odd = [line for line in _lines() if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)]

    assert odd == []
    assert list(_pinned()) == sorted(_pinned())


def test_pins_lie_in_the_ranges_of_pyproject() -> None:
    """Is every dependency pinned, and to a version that pyproject.toml allows?"""
    pinned = _pinned()
    wanted = {canonicalize_name(one.name): one.specifier for one in _wanted()}

    assert wanted.keys() - pinned.keys() == set()
    assert [name for name, allowed in wanted.items() if not allowed.contains(pinned[name])] == []


def test_what_is_needed_indirectly_is_pinned_too() -> None:
    """Is there a pin for every package that is installed because another one asks for it?"""
    pinned = _pinned()
    needed = {canonicalize_name(one.name): one for one in _needed_here()}

    assert len(needed) > 100
    assert needed.keys() - pinned.keys() == set()


def test_other_systems_are_thought_of() -> None:
    """Are the packages pinned that only Windows or macOS needs?"""
    assert {"appnope", "colorama", "pywinpty"} <= _pinned().keys()


@pytest.mark.parametrize("lock", ["helpers/board", "helpers/journeybook/classroom/hub/npm"])
def test_no_lock_names_an_address(lock: str) -> None:
    """Does a lock of npm's say which versions and which contents, and nothing of where they come from?"""
    text = (ROOT / lock / "package-lock.json").read_text(encoding="utf-8")

    assert '"integrity": "sha512-' in text
    assert "://" not in text
