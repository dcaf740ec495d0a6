"""Making the files of a report: from a debrief to bytes and a name."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from ... import fonts
from ...i18n import catalogue, t, use_language
from ..session import Debrief
from . import pages
from .book import workbook
from .data import Gathered, gather
from .paper import Paper
from .slides import Slides

TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Kinds of report, and what kind of file each is."""

_DOMAINS = (
    "debriefreport",
    "debriefpage",
    "debriefview",
    "comparison",
    "slides",
    "trainer",
    "board",
    "picture",
    "words",
)
"""Catalogues whose words stand on the pages."""


def make(debrief: Debrief, kind: str) -> tuple[str, bytes]:
    """Return a report's file name and content, in the class's language; this takes seconds.

    Parameters
    ----------
    debrief : Debrief
        The debrief.
    kind : {"pptx", "pdf", "xlsx"}
        Which file.

    Raises
    ------
    ClassError
        If the roster cannot be read.
    WorkbookError
        If this computer has no font with Chinese characters, for a PDF.
    """
    with use_language(debrief.lang):
        found = gather(debrief, with_class=kind == "xlsx")
        content = {"pptx": _pptx, "pdf": _pdf, "xlsx": workbook}[kind](found)
        return file_name(found, kind), content


def file_name(found: Gathered, kind: str) -> str:
    """Return a name that every system takes: class, exercise, day."""
    plain = "-".join((found.class_name, found.exercise, t("debriefreport.file"), found.day.isoformat()))
    return f"{re.sub(r'[^0-9A-Za-z一-鿿._-]+', '_', plain)}.{kind}"


def _name(found: Gathered) -> str:
    kicker = t("debriefreport.kicker", class_name=found.class_name, exercise=found.title)
    return f"{t('debriefreport.title')} · {kicker}"


def _pptx(found: Gathered) -> bytes:
    slides = Slides(_name(found))
    pages.draw(slides, found)
    return slides.finish()


def _pdf(found: Gathered) -> bytes:
    typeface = fonts.chinese()
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        paper = Paper(fonts.cut(typeface, _characters(found), Path(temporary)), _name(found))
        pages.draw(paper, found)
        return paper.finish()


def _characters(found: Gathered) -> str:
    """Return all characters that may stand on the pages."""
    said = [
        json.dumps([found.agreement, found.clusters, found.stages, found.rounds], ensure_ascii=False),
        *(f"{name}{journey.model_dump_json()}" for name, journey in found.maps),
        *found.without,
        *(f"{one.text}{one.owner}{one.due}{one.about}" for one in found.decisions),
        *(text for domain in _DOMAINS for text in catalogue(found.lang, domain).values()),
        f"{found.class_name}{found.title}",
    ]
    return "".join(sorted({*"".join(said), *map(chr, range(0x20, 0x7F)), *"…−→★–·"}))
