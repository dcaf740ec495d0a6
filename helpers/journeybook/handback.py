"""Hand a peer review back: from the reviewer's folder to the class's exchange, as hand-ins go.

It lies there like a hand-in of the exercise ``review.<exercise>.<code>``; collecting exercises passes it by.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from .errors import HandInError
from .handin import Membership, RefusedFileError, membership, read_regular, submit

MAX_BYTES = 200_000
"""Largest review that is handed back or collected; a long one has a few kB."""


def exchange_name(exercise: str, code: str) -> str:
    """Return the name under which a review travels."""
    return f"review.{exercise}.{code}"


def hand_back(file: Path, exercise: str, code: str) -> datetime:
    """Hand the review `file` back and return when, in UTC; may be repeated, the newest one counts.

    Raises
    ------
    HandInError
        If the desk has joined no class, the class's exchange cannot be reached, or the file is missing, no ordinary
        file or too large. Nothing is handed back then.
    """
    member = membership(file.parent)
    if member is None:
        raise HandInError("handin.no_class")
    try:
        content = read_regular(file, MAX_BYTES)
    except FileNotFoundError as error:
        raise HandInError("peer.nothing_yet") from error
    except RefusedFileError as refused:
        raise HandInError(f"handin.{refused}", file=file.name, limit=MAX_BYTES / 1_000_000) from refused
    except OSError as error:
        raise HandInError("handin.cannot_read", file=file.name, reason=error.strerror or error) from error
    return send(member, exchange_name(exercise, code), {file.name: content})


def send(member: Membership, name: str, files: Mapping[str, bytes]) -> datetime:
    """Put files into the class's exchange, as a hand-in of something that was never released; return when, in UTC.

    Parameters
    ----------
    member : Membership
        As whom.
    name : str
        The name under which they travel.
    files : mapping
        File name → content.

    Raises
    ------
    HandInError
        If this is a computer on which nothing can be handed in, or nbgrader's exchange does not take it.
    """
    if sys.platform == "win32":
        raise HandInError("handin.windows")
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        clean = Path(temporary, name)
        clean.mkdir()
        for file, content in files.items():
            (clean / file).write_bytes(content)
        return submit(member, clean, _kind())


def _kind() -> type[Any]:
    """Return nbgrader's action for handing in, for what was never released as an exercise."""
    # Loaded here: nbgrader takes most of a second, which the first cell of a notebook need not wait for.
    from nbgrader.exchange.default import ExchangeSubmit

    class Submit(ExchangeSubmit):
        """Asks for no released version and compares with none."""

        def init_release(self) -> None:
            """Look for no released version."""

        def check_filename_diff(self) -> None:
            """Compare with no released version."""

    return Submit
