"""How much a file may unpack to: small files that grow without end are refused before they fill the memory."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Protocol

from ...errors import EventLogError

MOST_BYTES = 500_000_000
"""A file may have so many bytes when it is unpacked, where the caller does not say otherwise."""

MOST_RATIO = 250
"""More than this many times its packed size no honest table has; a deflate bomb has about 1,000."""

_FREE_BYTES = 10_000_000
_BLOCK = 1 << 20


def check_size(path: Path, most: int) -> None:
    """Refuse an empty file and one above `most` bytes.

    Raises
    ------
    EventLogError
        If so.
    """
    size = path.stat().st_size
    if size == 0:
        raise EventLogError("reading.empty", file=path.name)
    if size > most:
        raise too_large(path, most)


def too_large(path: Path, most: int) -> EventLogError:
    """Return the complaint about a file above `most` bytes."""
    return EventLogError("reading.too_large", file=path.name, most=most / 1e6)


class Readable(Protocol):
    """What hands out bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes."""
        ...


class Limited:
    """A stream that refuses to hand out more than `most` bytes, or to grow too many times its packed size."""

    def __init__(self, stream: Readable, path: Path, most: int) -> None:
        self._stream = stream
        self._path = path
        self._most = most
        self._packed = path.stat().st_size
        self._given = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes.

        Raises
        ------
        EventLogError
            If the stream goes on after its limit.
        """
        block = self._stream.read(_BLOCK if size < 0 else size)
        self._given += len(block)
        if self._given > self._most:
            raise too_large(self._path, self._most)
        if self._given > _FREE_BYTES and self._given > MOST_RATIO * self._packed:
            raise EventLogError("reading.bomb", file=self._path.name)
        return block


def check_zip(path: Path, most: int) -> None:
    """Look through a zip archive of XML before anything unpacks it.

    Raises
    ------
    EventLogError
        If it is no zip archive, is locked with a password, would unpack to more than `most` bytes or to too many
        times its size, or has a document type definition, through which XML can grow or read other files.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise EventLogError("reading.locked", file=path.name)
            if sum(part.file_size for part in parts) > most:
                raise too_large(path, most)
            for part in parts:
                if part.file_size > _FREE_BYTES and part.file_size > MOST_RATIO * max(part.compress_size, 1):
                    raise EventLogError("reading.bomb", file=path.name)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _refuse_doctype(archive, part, path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise EventLogError("reading.not_xlsx", file=path.name) from error


def _refuse_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    sought = b"<!DOCTYPE"
    with archive.open(part) as stream:
        rest = b""
        while block := stream.read(_BLOCK):
            # Without its zeros UTF-16 reads like ASCII.
            rest += block.replace(b"\0", b"")
            if sought in rest.upper():
                raise EventLogError("reading.doctype", file=path.name)
            rest = rest[-len(sought) :]
