"""What the workbook needs of the machine: Python and its packages, Node, a font, a browser, a port, room on a disk."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from .. import fonts, workbook
from ..errors import WorkbookError
from .check import Check, State, install

_PYTHON = (3, 11)
_NODE = 20
"""Oldest Node that the proxy of a class on the network runs on."""

_FREE_BYTES = 2_000_000_000
_FREE_BYTES_LEAST = 500_000_000
HUB_PORT = 8000
"""Where ``journeybook class serve`` listens unless told otherwise."""


def machine_checks(port: int = HUB_PORT) -> Iterator[Check]:
    """Look at the machine, one thing after the other.

    Parameters
    ----------
    port : int
        Port that a class would be served on.
    """
    yield _python()
    yield _packages()
    yield _node()
    yield _font()
    yield _browser()
    yield _port(port)
    yield _disk(workbook.root())
    yield _sandbox()


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _PYTHON:
        return Check("python", State.GOOD, "python_good", {"found": found})
    return Check("python", State.BAD, "python_old", {"found": found, "least": "3.11"}, install("python3"))


def _packages() -> Check:
    wrong = []
    for line in requires("journeybook") or []:
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            if not wanted.specifier.contains(version(wanted.name), prereleases=True):
                wrong.append(f"{wanted.name} {version(wanted.name)}")
        except PackageNotFoundError:
            wrong.append(wanted.name)
    if not wrong:
        return Check("packages", State.GOOD, "packages_good")
    mend = f'"{sys.executable}" -m pip install -c constraints.txt -e .'
    return Check("packages", State.BAD, "packages_wrong", {"packages": ", ".join(wrong)}, mend)


def _node() -> Check:
    found = _says("node", "--version")
    number = re.match(r"v(\d+)\.", found)
    if number is None:
        return Check("node", State.LIMITED, "node_missing", {"least": _NODE}, install("nodejs"))
    if int(number[1]) < _NODE:
        return Check("node", State.LIMITED, "node_old", {"found": found, "least": _NODE}, install("nodejs"))
    if shutil.which("npm") is None:
        return Check("node", State.LIMITED, "npm_missing", {"found": found}, install("npm"))
    return Check("node", State.GOOD, "node_good", {"found": found})


def _font() -> Check:
    try:
        return Check("font", State.GOOD, "font_good", {"family": fonts.chinese().family})
    except WorkbookError:
        return Check("font", State.LIMITED, "font_missing", mend=install("fonts-noto-cjk"))


def _browser() -> Check:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "firefox", "msedge")
    found = next((name for name in names if shutil.which(name)), "")
    if not found and sys.platform in {"darwin", "win32"}:
        found = "Safari" if sys.platform == "darwin" else "Edge"  # these systems bring one
    if not found:
        try:
            found = webbrowser.get().__class__.__name__
        except webbrowser.Error:
            return Check("browser", State.LIMITED, "browser_missing", mend=install("chromium"))
    return Check("browser", State.GOOD, "browser_good", {"found": found})


def _port(port: int) -> Check:
    with socket.socket() as one:
        if sys.platform != "win32":  # there this option would take a port that is in use
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("", port))
        except PermissionError:
            return Check("port", State.LIMITED, "port_forbidden", {"port": port}, f"--port {HUB_PORT}")
        except OSError:
            return Check("port", State.LIMITED, "port_taken", {"port": port}, f"--port {_free_port()}")
    return Check("port", State.GOOD, "port_good", {"port": port})


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("", 0))
        return int(one.getsockname()[1])


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    params = {"folder": folder, "free": f"{free / 1e9:.1f}", "wanted": f"{_FREE_BYTES / 1e9:g}"}
    if not os.access(folder, os.W_OK):
        return Check("disk", State.BAD, "disk_closed", params, f'sudo chown -R "$USER" "{folder}"')
    if free >= _FREE_BYTES:
        return Check("disk", State.GOOD, "disk_good", params)
    state = State.LIMITED if free >= _FREE_BYTES_LEAST else State.BAD
    return Check("disk", state, "disk_full", params, f'du -xh "{folder}" | sort -h | tail -20')


def _sandbox() -> Check:
    from ..classroom.sandbox import obstacle

    reason = obstacle()
    if not reason:
        return Check("sandbox", State.GOOD, "sandbox_good")
    mend = install("bubblewrap") if sys.platform.startswith("linux") and shutil.which("bwrap") is None else ""
    return Check("sandbox", State.LIMITED, "sandbox_missing", {"reason": reason}, mend)


def _says(program: str, argument: str) -> str:
    path = shutil.which(program)
    if path is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603  # a fixed argument, no shell
            [path, argument], capture_output=True, text=True, errors="replace", check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
