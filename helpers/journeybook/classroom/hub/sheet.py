"""The join sheet: one slip for each person with the address, their name and their code, to be cut and handed out."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import segno

from ... import fonts
from ...i18n import catalogue, t, use_language
from ...kit import files
from ...kit.sheets import LINE, QUIET, Sheets
from ..folder import ClassFolder
from ..roster import full_name
from .codes import shown
from .settings import TRAINER

_WIDTH, _HEIGHT = 210.0, 297.0
_COLUMNS, _ROWS = 2, 5
_LEFT, _TOP = 12.0, 16.0
_SLIP_WIDTH = (_WIDTH - 2 * _LEFT) / _COLUMNS
_SLIP_HEIGHT = (_HEIGHT - 2 * _TOP) / _ROWS
_PICTURE = 30.0


@dataclass(frozen=True)
class Slip:
    """What one person gets."""

    id: str
    name: str
    group: str
    code: str


def slips(class_: ClassFolder, codes: Mapping[str, str]) -> tuple[Slip, ...]:
    """Return the slips of those who have a new code: the trainer first, then as the roster has them."""
    found = [Slip(TRAINER, t("hub.trainer", class_.lang), "", codes[TRAINER])] if TRAINER in codes else []
    return (
        *found,
        *(Slip(one.id, full_name(one), one.group, codes[one.id]) for one in class_.trainees() if one.id in codes),
    )


def write(file: Path, class_: ClassFolder, address: str, people: Sequence[Slip]) -> None:
    """Write the sheet as a PDF that its owner alone can read.

    Raises
    ------
    WorkbookError
        If there is no font with Chinese characters, or the file cannot be written.
    """
    with use_language(class_.lang), tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        words = "".join(catalogue(class_.lang, "hub").values()) + class_.name + address
        words += "".join(f"{one.id}{one.name}{one.group}" for one in people) + "".join(map(chr, range(0x20, 0x7F)))
        sheets = Sheets(fonts.cut(fonts.chinese(), words, Path(temporary)), t("hub.sheet_title", name=class_.name))
        picture = segno.make(address, error="m", micro=False)
        for place, one in enumerate(people):
            row, column = divmod(place % (_COLUMNS * _ROWS), _COLUMNS)
            if row == column == 0:
                sheets.add(_WIDTH, _HEIGHT)
            _slip(sheets, _LEFT + column * _SLIP_WIDTH, _TOP + row * _SLIP_HEIGHT, class_.name, address, one, picture)
        files.write({file: sheets.finish()}, private=True)


def _slip(sheets: Sheets, x: float, y: float, name: str, address: str, one: Slip, picture: segno.QRCode) -> None:
    sheets.box(x, y, _SLIP_WIDTH, _SLIP_HEIGHT, edge=LINE, dots=True)
    left, right = x + 4, x + _SLIP_WIDTH - _PICTURE - 4
    room = right - left - 3
    sheets.text(left, y + 3, room, name, 9, colour=QUIET)
    sheets.text(left, y + 8, room, one.name or one.id, 14, bold=True)
    if one.group:
        sheets.text(left, y + 15, room, t("hub.sheet_group", group=one.group), 9, colour=QUIET)
    sheets.text(left, y + 22, room, t("hub.sheet_id", id=one.id), 11)
    sheets.text(left, y + 28, room, t("hub.sheet_code", code=shown(one.code)), 13, bold=True)
    sheets.text(left, y + 37, _SLIP_WIDTH - 8, address, 10)
    sheets.text(left, y + 43, _SLIP_WIDTH - 8, t("hub.sheet_hint"), 8, colour=QUIET)
    _draw(sheets, right, y + 4, picture)


def _draw(sheets: Sheets, x: float, y: float, picture: segno.QRCode) -> None:
    """Draw the code's dark fields, neighbours in a row as one: hair lines between them would disturb cameras."""
    rows = [bytes(row) for row in picture.matrix]
    field = _PICTURE / len(rows)
    for down, row in enumerate(rows):
        across = 0
        while across < len(row):
            length = next((n for n in range(len(row) - across) if not row[across + n]), len(row) - across)
            if length:
                sheets.box(x + across * field, y + down * field, length * field, field, fill="text")
            across += length or 1
