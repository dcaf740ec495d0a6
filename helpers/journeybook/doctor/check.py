"""One thing that was looked at: how it stands, and what mends it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ..i18n import t


class State(Enum):
    """How a thing stands."""

    GOOD = "good"
    LIMITED = "limited"
    """Most of the workbook works; the sentence says what does not."""
    BAD = "bad"
    """A workshop cannot be held like this."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Parameters
    ----------
    name : str
        Which: ``doctor.name_NAME`` in the catalogue says it in words.
    state : State
        How it stands.
    key : str
        What was found: ``doctor.KEY`` in the catalogue.
    params : dict
        What stands in the sentence.
    mend : str
        The command, or the step, that mends it; ``""`` where nothing is amiss.
    """

    name: str
    state: State
    key: str
    params: dict[str, Any] = field(default_factory=dict)
    mend: str = ""

    @property
    def title(self) -> str:
        """The thing's name in the reader's language."""
        return t(f"doctor.name_{self.name}")

    @property
    def text(self) -> str:
        """What was found, in the reader's language."""
        return t(f"doctor.{self.key}", **self.params)


_BREW = {"nodejs": "node", "chromium": "--cask chromium", "fonts-noto-cjk": "--cask font-noto-sans-cjk"}
_DNF = {"fonts-noto-cjk": "google-noto-sans-cjk-fonts"}
_WINGET = {"nodejs": "OpenJS.NodeJS.LTS", "chromium": "Google.Chrome"}


def install(package: str) -> str:
    """Return the command by which this system installs a package that Debian calls `package`."""
    if sys.platform == "darwin":
        return f"brew install {_BREW.get(package, package)}"
    if sys.platform == "win32":
        return f"winget install {_WINGET.get(package, package)}"
    if shutil.which("dnf"):
        return f"sudo dnf install {_DNF.get(package, package)}"
    return f"sudo apt install {package}"
