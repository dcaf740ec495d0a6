"""The log of a room: every update of its document, in the order in which the server took them.

A file begins with eight bytes that say what it is; then comes one record for each update: its length and its checksum
(four bytes each, big-endian), then the update. A record is written with one unbuffered call, so a server that is
killed leaves either all of it or a torn tail, which is cut off when the log is opened next.

Compacting replaces the file in one step by one that holds a single record.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import struct
import zlib
from pathlib import Path

from ..atomic import write_bytes

MAGIC = b"JBROOM1\n"
"""The first bytes of a log."""

MAX_RECORD = 50_000_000
"""Longest record that is read; a length beyond it is damage."""

_HEAD = struct.Struct(">II")


class NotALogError(Exception):
    """A file in a log's place that is none; it is left as it is."""


def read_updates(path: Path) -> list[bytes]:
    """Return the whole records of a log, the oldest first, and change nothing: a server may be writing it.

    Raises
    ------
    NotALogError
        If the file is something else.
    OSError
        If it cannot be read.
    """
    raw = path.read_bytes()
    if not MAGIC.startswith(raw[: len(MAGIC)]):
        raise NotALogError(path.name)
    return _parse(raw)[0]


class UpdateLog:
    """An open log.

    Parameters
    ----------
    path : Path
        The file; it is made with the first record. Its folder must exist.

    Attributes
    ----------
    path : Path
        The file.
    size : int
        Bytes of the file up to the end of its last whole record.
    records : int
        How many there are.

    Raises
    ------
    NotALogError
        If the file is there and is something else.
    OSError
        If it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.records = 0
        self._before_last = 0
        self._file: io.FileIO | None = None
        if path.exists():
            self._cut_torn_tail()

    def read(self) -> list[bytes]:
        """Return the updates, the oldest first."""
        if not self.path.exists():
            return []
        found, _ = _parse(self.path.read_bytes()[: self.size])
        return found

    def append(self, update: bytes) -> None:
        """Write one update; once this returns, it survives the end of this process.

        Raises
        ------
        OSError
            If it could not be written whole, as where the disk is full. The log is then as before.
        """
        start = self.size or len(MAGIC)
        record = _record(update) if self.size else MAGIC + _record(update)
        file = self._opened()
        # Over whatever an earlier attempt that failed may have left behind the last whole record.
        file.seek(self.size)
        try:
            written = file.write(record)
            if written != len(record):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError:
            with contextlib.suppress(OSError):
                file.truncate(self.size)
            raise
        self._before_last = start
        self.size += len(record)
        self.records += 1

    def take_back(self) -> None:
        """Remove the record that was appended last."""
        file = self._opened()
        file.truncate(self._before_last)
        self.size = self._before_last
        self.records -= 1

    def compact(self, update: bytes) -> None:
        """Replace all records by one.

        Raises
        ------
        OSError
            If there is no room for it. The log is then as before.
        """
        content = MAGIC + _record(update)
        write_bytes(self.path, content)
        self.close()
        self.size = len(content)
        self.records = 1
        self._before_last = len(MAGIC)

    def close(self) -> None:
        """Let go of the file; the next record opens it again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _opened(self) -> io.FileIO:
        if self._file is None:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            self._file = io.FileIO(descriptor, "r+")
        return self._file

    def _cut_torn_tail(self) -> None:
        raw = self.path.read_bytes()
        if not MAGIC.startswith(raw[: len(MAGIC)]):
            raise NotALogError(self.path.name)
        found, end = _parse(raw)
        if end < len(raw):
            # Half a record is nobody's: it was never acknowledged. Whole ones behind damage may be worth a look.
            with contextlib.suppress(OSError):
                write_bytes(self.path.with_name(f"{self.path.name}.cut"), raw[end:])
            self._opened().truncate(end)
        self.size = end
        self.records = len(found)


def _record(update: bytes) -> bytes:
    # The checksum covers the length too: a tail of zeros is no record.
    length = len(update).to_bytes(4, "big")
    return _HEAD.pack(len(update), zlib.crc32(update, zlib.crc32(length))) + update


def _parse(raw: bytes) -> tuple[list[bytes], int]:
    """Return the whole records of a log, and where the last of them ends."""
    found: list[bytes] = []
    if len(raw) < len(MAGIC):
        return found, 0
    end = len(MAGIC)
    while end + _HEAD.size <= len(raw):
        length, checksum = _HEAD.unpack_from(raw, end)
        start = end + _HEAD.size
        update = raw[start : start + length]
        if length > MAX_RECORD or len(update) < length:
            break
        if zlib.crc32(update, zlib.crc32(raw[end : end + 4])) != checksum:
            break
        found.append(update)
        end = start + length
    return found, end
