"""The certificate itself: one page of A4, landscape, with the fonts it needs inside."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from ..fonts import Typeface
from ..i18n import catalogue, language, t
from ..lettering import FAMILY, Lettering, in_order

if TYPE_CHECKING:
    from fpdf import FPDF

_WIDTH, _HEIGHT = 297.0, 210.0
_LEFT, _RIGHT = 38.0, _WIDTH - 38.0
_INK, _QUIET, _ACCENT = (31, 45, 56), (96, 110, 120), (176, 134, 66)
_DEEP = (31, 78, 95)

_LONGEST = 200
"""Characters of a text that are looked at; nobody's name is longer."""

_ROWS = 5
"""Exercises in one column; there are two columns."""

_CURVE = ((0.0, 0.0), (0.14, 0.45), (0.3, -0.55), (0.46, -0.9), (0.62, 0.2), (0.8, 0.65), (1.0, 1.0))
"""An emotion curve that ends well: (share of the width, −1 to 1)."""


@dataclass(frozen=True)
class Certificate:
    """What a certificate says."""

    name: str
    course: str
    class_name: str
    exercises: tuple[tuple[str, float, float], ...]
    """Title, points and most points of each exercise."""
    day: date
    trainer: str = ""


def draw(certificate: Certificate, typeface: Typeface) -> tuple[bytes, str]:
    """Return the PDF in the current language, and the characters that no font on this computer has.

    Parameters
    ----------
    certificate : Certificate
        What it says; its texts may be anything.
    typeface : Typeface
        A font with Chinese characters.
    """
    page = _Page(typeface)
    page.frame()
    page.centred(33, t("trainer.certificate"), 34, bold=True, colour=_DEEP, spread=3)
    page.centred(53, t("trainer.certifies"), 12.5, colour=_QUIET)
    page.centred(64, certificate.name, 36, bold=True)
    page.rule(81.5, 92)
    page.centred(86, t("trainer.has_completed"), 12.5, colour=_QUIET)
    page.centred(94, certificate.course, 18, bold=True, colour=_DEEP)
    page.centred(105, t("trainer.in_class", class_name=certificate.class_name), 11.5, colour=_QUIET)
    page.exercises(116, certificate.exercises)
    page.signatures(176, _written(certificate.day), certificate.trainer)
    return page.finish(certificate), page.left_out


def characters(certificates: Iterable[Certificate]) -> str:
    """Return all characters that the certificates may need, in the current language."""
    found = set(" ".join(catalogue(language(), "trainer").values())) | set(map(chr, range(0x20, 0x7F))) | {"…"}
    for one in certificates:
        texts = (one.name, one.course, one.class_name, one.trainer, *(title for title, *_ in one.exercises))
        found |= set(unicodedata.normalize("NFC", " ".join(text[:_LONGEST] for text in texts)))
    return "".join(sorted(found))


def _written(day: date) -> str:
    """Return a day as people write it."""
    return t("trainer.day", year=day.year, month=t(f"trainer.month_{day.month}"), day=day.day)


class _Page:
    """A page to draw on, all lengths in millimetres."""

    def __init__(self, typeface: Typeface) -> None:
        from fpdf import FPDF

        self._pdf: FPDF = FPDF(orientation="L", unit="mm", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.add_page()
        self._letters = Lettering(self._pdf, typeface)

    @property
    def left_out(self) -> str:
        """Return the characters that no font has."""
        return self._letters.left_out

    def frame(self) -> None:
        """Draw the frame and, quietly, a journey that ends well."""
        pdf = self._pdf
        for inset, width, colour in ((9.0, 0.9, _DEEP), (11.5, 0.25, _ACCENT)):
            pdf.set_draw_color(*colour)
            pdf.set_line_width(width)
            pdf.rect(inset, inset, _WIDTH - 2 * inset, _HEIGHT - 2 * inset)
        points = [(_LEFT + share * (_RIGHT - _LEFT), 163 - height * 6) for share, height in _CURVE]
        pdf.set_draw_color(222, 205, 172)
        pdf.set_line_width(0.5)
        # Horizontal tangents at each point make one smooth line.
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            middle = (x1 + x2) / 2
            pdf.bezier([(x1, y1), (middle, y1), (middle, y2), (x2, y2)])
        for x, y in points:
            pdf.set_fill_color(255, 255, 255)
            pdf.circle(x, y, 1.0, style="DF")
        pdf.set_fill_color(*_ACCENT)
        pdf.circle(*points[-1], 1.3, style="F")

    def rule(self, y: float, length: float) -> None:
        """Draw a thin line in the middle."""
        self._pdf.set_draw_color(*_ACCENT)
        self._pdf.set_line_width(0.35)
        self._pdf.line((_WIDTH - length) / 2, y, (_WIDTH + length) / 2, y)

    def centred(
        self, y: float, text: str, size: float, *, bold: bool = False, colour: Any = _INK, spread: float = 0
    ) -> None:
        """Write a line in the middle, in smaller letters if it is long."""
        self._pdf.set_char_spacing(spread)
        self.write(_LEFT, _RIGHT - _LEFT, y, text, size, "C", bold=bold, colour=colour)
        self._pdf.set_char_spacing(0)

    def write(
        self,
        x: float,
        width: float,
        y: float,
        text: str,
        size: float,
        align: str,
        *,
        bold: bool = False,
        colour: Any = _INK,
    ) -> None:
        """Write a line into `width`; letters shrink to less than half, then the text is cut."""
        pdf = self._pdf
        pdf.set_text_color(*colour)
        shown = self._printable(text)
        smallest = max(size * 0.45, 8)
        pdf.set_font(FAMILY, "B" if bold else "", size)
        wanted = pdf.get_string_width(shown)
        if wanted > width:
            pdf.set_font_size(max(size * width / wanted * 0.99, smallest))
            while shown and pdf.get_string_width(f"{shown}…") > width and pdf.get_string_width(shown) > width:
                shown = shown[:-1]
            shown = shown if pdf.get_string_width(self._printable(text)) <= width else f"{shown[:-1]}…"
        pdf.set_xy(x, y)
        pdf.cell(width, size * 0.45, in_order(shown), align=align)

    def exercises(self, y: float, exercises: tuple[tuple[str, float, float], ...]) -> None:
        """List the exercises with their points, in one column or two."""
        places = 2 * _ROWS
        listed, more = exercises[:places], 0
        if len(exercises) > places:
            listed, more = exercises[: places - 1], len(exercises) - places + 1
        lines = [(title, t("trainer.points", points=f"{points:g}", most=f"{most:g}")) for title, points, most in listed]
        if more:
            lines.append((t("trainer.more", count=more), ""))
        gap = 14.0
        columns = 1 if len(lines) <= _ROWS else 2
        width = 150.0 if columns == 1 else (_RIGHT - _LEFT - gap) / 2
        first = (_WIDTH - width) / 2 if columns == 1 else _LEFT
        for number, (title, points) in enumerate(lines):
            column, row = divmod(number, _ROWS)
            x, line = first + column * (width + gap), y + row * 7.4
            self.write(x, width - 34, line, title, 12, "L")
            self.write(x + width - 32, 32, line, points, 12, "R", colour=_QUIET)
            self._pdf.set_draw_color(225, 225, 225)
            self._pdf.set_line_width(0.15)
            self._pdf.line(x, line + 6.2, x + width, line + 6.2)

    def signatures(self, y: float, day: str, trainer: str) -> None:
        """Put the day at the left, and at the right a line to sign on with the trainer's name."""
        width = 74.0
        for x, above, below in ((_LEFT, day, t("trainer.date")), (_RIGHT - width, "", trainer or t("trainer.trainer"))):
            self.write(x, width, y, above, 12.5, "C")
            self._pdf.set_draw_color(*_QUIET)
            self._pdf.set_line_width(0.25)
            self._pdf.line(x, y + 7.5, x + width, y + 7.5)
            self.write(x, width, y + 9.2, below, 10.5, "C", colour=_QUIET)
        if trainer:
            self.write(_RIGHT - width, width, y + 14.6, t("trainer.trainer"), 9, "C", colour=_QUIET)

    def finish(self, certificate: Certificate) -> bytes:
        """Return the file, with its title, language and day."""
        pdf = self._pdf
        pdf.set_title(f"{t('trainer.certificate')} · {self._printable(certificate.name)}")
        pdf.set_author(self._printable(certificate.trainer) or "Journeybook")
        pdf.set_lang("zh-CN" if language() == "zh" else "en")
        # The day on the page, not the moment: made again, the file is the same.
        pdf.set_creation_date(datetime.combine(certificate.day, time(12), UTC))
        return bytes(pdf.output())

    def _printable(self, text: str) -> str:
        return self._letters.printable(text, _LONGEST)
