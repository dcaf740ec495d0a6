"""Which encoding a text file is in: found by decoding all of it strictly, never by looking at its beginning alone."""

from __future__ import annotations

import codecs
from pathlib import Path

from ...errors import EventLogError

_BLOCK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

LEAST_COMMON = 0.8
"""Of a text that is really GB18030 at least this share of the characters beyond ASCII are common Chinese ones."""


def find_encoding(path: Path, asked: str | None = None) -> str:
    """Return the encoding of a text file, as Python names it.

    A byte order mark decides; else UTF-16 if half of the beginning is zeros, UTF-8 if all of the file is that, and
    GB18030 if all of it is that and reads like Chinese: a Western European file can by chance be valid GB18030, but
    reads as rare characters.

    Parameters
    ----------
    path : Path
        Not empty.
    asked : str, optional
        The encoding that the caller says it is; only checked.

    Raises
    ------
    EventLogError
        If the file is in none of these, or not in the one asked for.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "log.csv")
    ...     _ = path.write_text("客户,时间", encoding="gb18030")
    ...     find_encoding(path)
    'gb18030'
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if asked is not None:
        return _asked(path, asked)
    for mark, name in _BOMS:
        if head.startswith(mark):
            line = _first_bad_line(path, name)
            if line is not None:
                raise EventLogError("reading.wrong_encoding", file=path.name, encoding=name, line=line)
            return name
    if head.count(0) > len(head) / 4:
        for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
            if zeros.count(0) > len(zeros) / 2 and _first_bad_line(path, name) is None:
                return name
    if b"\0" in head:
        raise EventLogError("reading.no_text", file=path.name)
    line = _first_bad_line(path, "utf-8")
    if line is None:
        return "utf-8"
    if _reads_like_chinese(path):
        return "gb18030"
    raise EventLogError("reading.unknown_encoding", file=path.name, line=line)


def _asked(path: Path, name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise EventLogError("reading.no_such_encoding", encoding=name) from error
    line = _first_bad_line(path, name)
    if line is not None:
        raise EventLogError("reading.wrong_encoding", file=path.name, encoding=name, line=line)
    return name


def _first_bad_line(path: Path, name: str) -> int | None:
    """Return the line on which decoding fails, or None where it does not."""
    decoder = codecs.getincrementaldecoder(name)()
    lines = 1
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                lines += decoder.decode(block, final=not block).count("\n")
            except UnicodeDecodeError as error:
                return lines + error.object[: error.start].count(b"\n")
            if not block:
                return None


def _reads_like_chinese(path: Path) -> bool:
    """Return whether all of the file is GB18030, and most of its characters beyond ASCII are common ones."""
    decoder = codecs.getincrementaldecoder("gb18030")()
    beyond = common = 0
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError:
                return False
            if not block:
                return common >= LEAST_COMMON * beyond
            foreign = "".join(character for character in text if character > "\x7f")
            beyond += len(foreign)
            # GB 2312 holds the characters of everyday writing, two bytes each.
            common += len(foreign.encode("gb2312", "ignore")) // 2
