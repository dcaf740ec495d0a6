"""The programs outside this one that the workbook needs: a browser, and commands that libraries run by name."""

from __future__ import annotations

import os
import sys
import sysconfig
import webbrowser


def open_page(address: str) -> bool:
    """Open `address` in the person's browser; return whether a window can be expected to appear.

    Without a display nothing is opened: a text browser would take over the terminal.
    """
    return _has_display() and webbrowser.open(address)


def search_path() -> str:
    """Return the ``PATH`` on which commands of this Python environment are found before all others.

    Kernels and nbgrader call ``jupyter`` and ``alembic`` by name, also where nobody has activated the environment.
    """
    return os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH") or os.defpath])


def _has_display() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
