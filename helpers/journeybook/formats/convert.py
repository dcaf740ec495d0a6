"""From one format to another: which there are, and the one way in and out.

A format is a module of this package with ``read(path)``, ``write(journey_map, path, lang, **options)`` or both. What
can be read is read back after it was written, and the difference is the loss; what is only written returns its own.
"""

from __future__ import annotations

import importlib
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..errors import FormatError
from ..i18n import Phrase, language, t
from ..model import JourneyMap
from .losses import Loss, between

MOST_BYTES = 20_000_000
"""Largest file that is read as a map; event logs have a limit of their own."""


@dataclass(frozen=True)
class Format:
    """A format that maps come in or go out.

    Attributes
    ----------
    name : str
        Its code; what people call it is ``formats.name_<name>``.
    suffixes : tuple of str
        How the names of its files end, the usual one first.
    module : str
        The module of this package that reads and writes it, loaded on first use.
    reads, writes : bool
        Whether the module has ``read`` and ``write``.
    options : tuple of str
        What else ``write`` may be told, by keyword.
    most_bytes : int
        Largest file that is read.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    reads: bool = False
    writes: bool = False
    options: tuple[str, ...] = ()
    most_bytes: int = MOST_BYTES

    def read(self, path: Path) -> tuple[JourneyMap, tuple[Loss, ...]]:
        """Return the map in `path`, and what of the file has no place on it."""
        read: tuple[JourneyMap, tuple[Loss, ...]] = self._module().read(path)
        return read

    def write(self, journey_map: JourneyMap, path: Path, lang: str, **options: Any) -> tuple[Loss, ...]:
        """Write the map and return what the file does not hold."""
        losses: tuple[Loss, ...] = self._module().write(journey_map, path, lang, **options)
        return (*losses, *(between(journey_map, self.read(path)[0]) if self.reads else ()))

    def title(self, lang: str | None = None) -> str:
        """Return what people call the format."""
        return t(f"formats.name_{self.name}", lang)

    def _module(self) -> Any:
        return importlib.import_module(f".{self.module}", __package__)


ALL = (
    Format("json", (".journey.json", ".json"), "journey", reads=True, writes=True),
    Format("xlsx", (".xlsx",), "xlsx", reads=True, writes=True),
    Format("csv", (".csv",), "csvfile", reads=True, writes=True),
    Format("cjml", (".cjml", ".xml"), "cjml", reads=True, writes=True),
    Format("mermaid", (".mmd", ".mermaid"), "mermaid", reads=True, writes=True, most_bytes=2_000_000),
    Format("xes", (".xes", ".xes.gz"), "xes", reads=True, most_bytes=500_000_000),
)
"""The formats that are read, in the order in which they are offered."""

OUTPUTS = (
    Format("png", (".png",), "png", writes=True),
    Format("svg", (".svg",), "svg", writes=True),
    Format("pdf", (".pdf",), "pdf", writes=True, options=("paper",)),
    Format("html", (".html", ".htm"), "html", writes=True),
    Format("markdown", (".md",), "markdown", writes=True),
    Format("pptx", (".pptx",), "pptx", writes=True),
)
"""The formats that are only written."""

FORMATS = {suffix: one for one in (*ALL, *OUTPUTS) for suffix in one.suffixes}
"""Format by suffix."""

_MAGIC = ((b"PK\x03\x04", ".xlsx"), (b"\xd0\xcf\x11\xe0", ".xls"), (b"%PDF", ".pdf"), (b"\x89PNG", ".png"))
"""With what files begin that are no text; a file that was only renamed is told by it."""

_PACKED = {".xlsx"}

_LONGEST_NAME = 60


def suffix_of(path: Path) -> str:
    """Return the longest known suffix of a file's name, ``""`` if there is none."""
    name = path.name.lower()
    return max((suffix for suffix in FORMATS if name.endswith(suffix)), key=len, default="")


def format_of(path: Path, *, reads: bool = False) -> Format:
    """Return the format that a file's name asks for.

    Raises
    ------
    FormatError
        If no format has such names, or the format cannot be read or written, as `reads` asks.
    """
    found = FORMATS.get(suffix_of(path))
    if found is None or not (found.reads if reads else found.writes):
        key = "unknown" if found is None else "not_read" if reads else "not_written"
        known = Phrase("formats.list", {"suffixes": " ".join(suffixes(reads=reads))})
        name = found.title() if found else ""
        raise FormatError(f"formats.{key}", file=path.name, known=known, name=name)
    return found


def suffixes(*, reads: bool = False) -> list[str]:
    """Return the suffixes that can be read or, by default, written."""
    return [suffix for suffix, one in FORMATS.items() if (one.reads if reads else one.writes)]


def read(path: Path) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return the map in a file of any format that is read, and what of the file has no place on it.

    Raises
    ------
    JourneybookError
        If the file is missing, empty, too large, damaged, unsafe or of another kind than its name says; the sentence
        says where.
    """
    found = format_of(path, reads=True)
    if not path.is_file():
        raise FormatError("formats.missing", file=path.name)
    try:
        return _checked(found, path)
    except OSError as error:
        raise FormatError("formats.cannot_read", file=path.name, reason=error.strerror or str(error)) from error


def _checked(found: Format, path: Path) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return what a file holds that is neither empty nor too large, and what its name says."""
    size = path.stat().st_size
    if size == 0:
        raise FormatError("formats.empty", file=path.name)
    if size > found.most_bytes:
        raise FormatError("formats.too_large", file=path.name, size=size / 1e6, most=found.most_bytes / 1e6)
    with path.open("rb") as file:
        head = file.read(8)
    kind = next((suffix for magic, suffix in _MAGIC if head.startswith(magic)), "")
    if kind == ".xls":
        raise FormatError("formats.old_or_locked", file=path.name)
    if kind and kind not in found.suffixes:
        raise FormatError("formats.other_kind", file=path.name, kind=kind)
    if not kind and found.suffixes[0] in _PACKED:
        raise FormatError("formats.not_packed", file=path.name, name=found.title())
    return found.read(path)


def write(
    journey_map: JourneyMap, path: Path, lang: str | None = None, *, force: bool = False, **options: Any
) -> tuple[Loss, ...]:
    """Write a map in the format that the file's name asks for, in one step, and return what the file does not hold.

    Parameters
    ----------
    journey_map : JourneyMap
        What to write.
    path : Path
        Where; its folder must exist.
    lang : {"zh", "en"}, optional
        Language of headings in the file; default the current one.
    force : bool
        Whether a file that is there may be replaced.
    **options
        What the format may be told besides.

    Raises
    ------
    FormatError
        If the format is unknown or only read, knows no such option, the file is there or cannot be written.
    """
    found = format_of(path)
    if strange := sorted(set(options) - set(found.options)):
        raise FormatError("formats.no_option", name=found.title(), option=strange[0])
    if path.exists() and not force:
        raise FormatError("formats.exists", file=path.name)
    ending = path.name[len(path.name) - len(suffix_of(path)) :]
    temporary = path.with_name(f".{secrets.token_hex(8)}{ending}")
    try:
        losses = found.write(journey_map, temporary, lang or language(), **options)
        temporary.replace(path)
    except OSError as error:
        raise FormatError("formats.cannot_write", file=path.name, reason=error.strerror or str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)
    return losses


def convert(
    source: Path, target: Path, lang: str | None = None, *, force: bool = False, **options: Any
) -> tuple[Loss, ...]:
    """Read a map from one file, write it to another, and return all that was lost on the way.

    Raises
    ------
    JourneybookError
        As :func:`read` and :func:`write` do.
    """
    format_of(target)
    journey_map, losses = read(source)
    return (*losses, *write(journey_map, target, lang, force=force, **options))


def dump(journey_map: JourneyMap, name: str, lang: str | None = None, **options: Any) -> tuple[bytes, tuple[Loss, ...]]:
    """Return a map as the bytes of a file called `name`, and what they do not hold; raises as :func:`write` does."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"map{suffix_of(Path(name)) or Path(name).suffix}")
        losses = write(journey_map, path, lang, **options)
        return path.read_bytes(), losses


def parse(raw: bytes, name: str) -> tuple[JourneyMap, tuple[Loss, ...]]:
    """Return the map in the bytes of a file called `name`, as :func:`read` does."""
    with TemporaryDirectory() as folder:
        path = Path(folder, _plain_name(name))
        path.write_bytes(raw)
        return read(path)


def _plain_name(name: str) -> str:
    """Return a file's name without folders and without signs that no system allows, its end kept."""
    last = re.sub(r"[^\w. -]", "_", name.replace("\\", "/").rpartition("/")[2])[-_LONGEST_NAME:]
    return f"map{last}" if last.startswith(".") or not last else last
