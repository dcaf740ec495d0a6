"""The text of a file, in whatever usual encoding it is."""

from __future__ import annotations

from pathlib import Path

from ..errors import EventLogError, FormatError
from ..evidence.reading.encoding import find_encoding


def read_text(path: Path) -> str:
    """Return the text of a file, line ends as they are.

    Raises
    ------
    FormatError
        If it is not a text, or its encoding cannot be told.
    """
    try:
        encoding = find_encoding(path)
    except EventLogError as error:
        key = "formats.no_text" if error.key == "reading.no_text" else "formats.encoding"
        raise FormatError(key, file=path.name) from error
    with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as file:
        return file.read()
