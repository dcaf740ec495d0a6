"""The proxy in front of a class: configurable-http-proxy, JupyterHub's own, from npm."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from ...errors import ClassError
from ..folder import classes_folder

_FILES = ("package.json", "package-lock.json")
_SECONDS = 300


def command() -> list[str]:
    """Return the command that starts the proxy; it is fetched once, into a hidden folder beside the classes.

    Raises
    ------
    ClassError
        If there is no Node.js or npm, or the proxy cannot be fetched.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None:
        raise ClassError("hub.no_node")
    folder = classes_folder() / ".proxy"
    program = folder / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
    here = Path(__file__).parent / "npm"
    if program.is_file() and all(
        (folder / name).is_file() and (folder / name).read_bytes() == (here / name).read_bytes() for name in _FILES
    ):
        return [node, str(program)]
    if npm is None:
        raise ClassError("hub.no_npm")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _FILES:
            shutil.copyfile(here / name, folder / name)
        subprocess.run(  # noqa: S603  # our own command, no shell
            [npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
        )
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        words = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        raise ClassError("hub.no_proxy", reason=words[-1][:300] if words else error) from error
    return [node, str(program)]
