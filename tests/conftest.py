"""What every test needs: a home of its own for Jupyter, and no language left over from the test before."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybook import i18n


@pytest.fixture(scope="session", autouse=True)
def jupyter_home() -> Iterator[Path]:
    """Give Jupyter throw-away folders for keys, settings and connection files."""
    # A short path: sockets in it may not pass 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="jb-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_DATA_DIR", str(home / "data"))
        patch.setenv("JUPYTER_CONFIG_DIR", str(home / "config"))
        patch.setenv("JUPYTER_RUNTIME_DIR", str(home / "run"))
        patch.setenv("IPYTHONDIR", str(home / "ipython"))
        yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(autouse=True)
def language_of_the_system() -> Iterator[None]:
    """Forget a language that a command chose, so that no test speaks the last one's."""
    token = i18n._current.set(None)
    yield
    i18n._current.reset(token)
