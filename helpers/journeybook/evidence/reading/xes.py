"""Reads XES, the exchange format of event logs (IEEE 1849)."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from ...errors import EventLogError
from ...i18n import Phrase
from .limits import Limited, Readable, check_size
from .report import Aside
from .table import RawTable, text_frame

if TYPE_CHECKING:
    import numpy as np

TYPES = {"string", "date", "int", "float", "boolean", "id"}
"""The elements that carry one value each."""

CASE = "case:"
"""Stands before the name of an attribute of the trace."""

_TRANSITION = "lifecycle:transition"


def read_xes(path: Path, most: int) -> RawTable:
    """Return the events of an XES file, packed with gzip or not, the attributes of their trace beside their own.

    Where a log tells the start of an activity from its completion, only the completion is an event; all others are set
    aside. A line is the line of the XML on which an event begins.

    Raises
    ------
    EventLogError
        If the file is empty, too large (unpacked), no XES, or has a document type definition, through which XML can
        grow or read other files.
    """
    check_size(path, most)
    reader = _Reader(path)
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        try:
            reader.parse(Limited(gzip.GzipFile(fileobj=file), path, most) if packed else file)
        except expat.ExpatError as error:
            raise EventLogError("reading.not_xes", file=path.name, line=error.lineno) from error
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise EventLogError("reading.bad_gzip", file=path.name) from error
    if not reader.is_log:
        raise EventLogError("reading.not_xes", file=path.name, line=1)
    if not reader.lines:
        raise EventLogError("reading.empty", file=path.name)
    return _table(reader)


def _table(reader: _Reader) -> RawTable:
    import numpy as np

    lines = np.array(reader.lines, dtype="int64")
    names = list(reader.columns)
    frame = text_frame(names, [reader.column(name) for name in names])
    asides: list[Aside] = []
    notes: list[Phrase] = []
    if _TRANSITION in frame:
        transitions = frame[_TRANSITION].str.lower()
        other = ~transitions.isin(["complete", ""])
        if (transitions == "complete").any() and other.any():
            places: np.ndarray[tuple[int], np.dtype[np.int64]] = np.flatnonzero(other.to_numpy())
            asides = [
                Aside(int(lines[place]), "not_complete", _TRANSITION, str(frame[_TRANSITION].iloc[place]))
                for place in places
            ]
            notes.append(Phrase("reading.note_lifecycle", {"count": len(asides)}))
            frame, lines = frame[~other].reset_index(drop=True), lines[~other.to_numpy()]
    return RawTable(frame, lines, notes, asides)


class _Reader:
    """Collects the events while the parser runs through the file; columns appear as they are first met."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._open: list[str] = []
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self.is_log = False
        self.lines: list[int] = []
        self.columns: dict[str, dict[int, str]] = {}

    def parse(self, stream: Readable) -> None:
        """Read the file to its end."""
        self._parser.ParseFile(stream)

    def column(self, name: str) -> list[str]:
        """Return the cells of one attribute, blank where an event has none."""
        cells = self.columns[name]
        return [cells.get(place, "") for place in range(len(self.lines))]

    def _doctype(self, *_: object) -> None:
        raise EventLogError("reading.doctype", file=self._path.name)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        # A prefix stands before the names where the file declares a namespace of its own.
        tag = element.rpartition(":")[2]
        parent = self._open[-1] if self._open else ""
        self._open.append(tag)
        if not parent:
            self.is_log = tag == "log"
        elif tag == "trace":
            self._trace = {}
        elif tag == "event":
            self._event = {}
            self.lines.append(self._parser.CurrentLineNumber)
        elif tag in TYPES and parent == "event":
            self._event[attributes.get("key", "")] = attributes.get("value", "")
        elif tag in TYPES and parent == "trace":
            self._trace[CASE + attributes.get("key", "")] = attributes.get("value", "")

    def _end(self, element: str) -> None:
        self._open.pop()
        if element.rpartition(":")[2] == "event":
            inside = self._trace if "trace" in self._open else {}
            for name, value in (inside | self._event).items():
                self.columns.setdefault(name, {})[len(self.lines) - 1] = value
