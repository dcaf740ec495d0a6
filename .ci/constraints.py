"""Write constraints.txt: one exact version of every package that Journeybook needs, for all Pythons and systems.

    python .ci/constraints.py PYTHON... > constraints.txt

The first Python (the oldest) resolves everything; each further one may only add what it needs besides. Packages that
only Windows or macOS needs are resolved by name. Called by ``make constraints``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

REQUIREMENT = ".[test,bench,peers]"

OTHER_SYSTEMS = {
    "win_amd64": ("colorama", "pywinpty"),
    "macosx_11_0_arm64": ("appnope",),
}
"""Packages that our dependencies ask for on another system than the one this runs on."""

HEAD = """\
# Every package at the exact version that is tested; made by "make constraints", never edited.
"""


def resolve(python: str, pinned: dict[str, str], *request: str) -> dict[str, str]:
    """Return name and version of all that pip would install for `request`, given the versions in `pinned`."""
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder, "constraints.txt")
        constraints.write_text(render(pinned), encoding="utf-8")
        report = Path(folder, "report.json")
        command = ["-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([python, *command, "--report", str(report), "-c", str(constraints), *request], check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {normal(entry["metadata"]["name"]): entry["metadata"]["version"] for entry in found}


def normal(name: str) -> str:
    """Return a package's name in the one spelling that all of them have."""
    return re.sub(r"[-_.]+", "-", name).lower()


def render(pinned: dict[str, str]) -> str:
    """Return `pinned` as the lines of a constraints file."""
    return HEAD + "".join(f"{name}=={version}\n" for name, version in sorted(pinned.items()))


def main(pythons: list[str]) -> None:
    """Print the constraints file."""
    pinned: dict[str, str] = {}
    for python in pythons:
        pinned |= resolve(python, pinned, REQUIREMENT)
    with tempfile.TemporaryDirectory() as target:
        for system, names in OTHER_SYSTEMS.items():
            wheels = ["--platform", system, "--only-binary", ":all:", "--no-deps", "--target", target]
            pinned |= resolve(pythons[0], pinned, *wheels, *names)
    pinned.pop("journeybook")
    sys.stdout.write(render(pinned))


if __name__ == "__main__":
    main(sys.argv[1:])
