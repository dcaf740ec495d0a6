"""Cards to cut out, on sheets of A4, and sheets that stay whole: the persona, the votes.

Cards of one kind fill one sheet; how many sheets a group needs is said at its head.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..i18n import t
from ..model import Channel
from .blankmap import EMOTIONS, feeling, signed
from .sheets import LINE, QUIET, Sheets

WIDTH, HEIGHT = 210.0, 297.0

_LEFT, _TOP = 12.0, 17.0
_CUT_WIDTH, _CUT_HEIGHT = WIDTH - 2 * _LEFT, 264.0

Item = TypeVar("Item")


@dataclass(frozen=True)
class Card:
    """Where a card is."""

    x: float
    y: float
    width: float
    height: float


def draw_cards(sheets: Sheets) -> None:
    """Add a sheet of each kind of blank card, the persona sheet and the sheet of votes."""
    for kind, (columns, rows), draw in (
        ("touchpoint", (2, 4), _touchpoint),
        ("pain_point", (2, 4), _pain_point),
        ("opportunity", (2, 3), _opportunity),
        ("moment", (3, 6), _moment),
    ):
        grid(sheets, t(f"kitprint.cards_{kind}"), range(columns * rows), (columns, rows), draw)
    faces = [emotion for _ in range(6) for emotion in EMOTIONS]
    grid(sheets, t("kitprint.cards_emotion"), faces, (5, 6), _face)
    persona_sheet(sheets)
    vote_sheet(sheets)


def grid(
    sheets: Sheets,
    title: str,
    items: Sequence[Item],
    shape: tuple[int, int],
    draw: Callable[[Sheets, Card, Item], None],
    foot: str = "",
) -> None:
    """Add as many sheets as `items` need, one card each, with dotted lines to cut along and marks at the edges.

    Parameters
    ----------
    sheets : Sheets
        Where to.
    title : str
        What stands at the head of each sheet.
    items : sequence
        What the cards are of.
    shape : tuple of int
        Columns and rows of cards on a sheet.
    draw : callable
        Draws one card.
    foot : str
        What stands at the foot of each sheet.
    """
    columns, rows = shape
    width, height = _CUT_WIDTH / columns, _CUT_HEIGHT / rows
    for number, item in enumerate(items):
        place = number % (columns * rows)
        if place == 0:
            sheets.add(WIDTH, HEIGHT)
            sheets.text(_LEFT, 5.5, _CUT_WIDTH, title, 9, colour=QUIET)
            sheets.text(_LEFT, 287, _CUT_WIDTH, foot or t("kitprint.cut"), 7.5, colour=QUIET)
            _cutting_lines(sheets, columns, rows)
        row, column = divmod(place, columns)
        draw(sheets, Card(_LEFT + column * width, _TOP + row * height, width, height), item)


def _cutting_lines(sheets: Sheets, columns: int, rows: int) -> None:
    right, bottom = _LEFT + _CUT_WIDTH, _TOP + _CUT_HEIGHT
    for column in range(columns + 1):
        x = _LEFT + column * _CUT_WIDTH / columns
        sheets.rule(x, _TOP, x, bottom, dots=True)
        for y in (_TOP - 5, bottom + 1):
            sheets.rule(x, y, x, y + 4, colour="text")
    for row in range(rows + 1):
        y = _TOP + row * _CUT_HEIGHT / rows
        sheets.rule(_LEFT, y, right, y, dots=True)
        for x in (_LEFT - 5, right + 1):
            sheets.rule(x, y, x + 4, y, colour="text")


def card_head(sheets: Sheets, card: Card, icon: str, name: str, note: str = "") -> None:
    """Write what kind of card it is, with a small remark at the right."""
    sheets.icon(icon, card.x + 4, card.y + 4, 5.5)
    sheets.text(card.x + 11, card.y + 4.4, card.width - 15, name, 10.5, bold=True, colour=QUIET)
    if note:
        sheets.text(card.x + 11, card.y + 4.8, card.width - 15, note, 8.5, colour=QUIET, align="R")


def line(sheets: Sheets, x: float, y: float, width: float, label: str = "") -> None:
    """Draw a line to write on, what belongs there in front of it; `y` is where it is written on."""
    used = sheets.text(x, y - 3.6, width * 0.6, label, 7.5, colour=QUIET) + 1.5 if label else 0
    sheets.rule(x + used, y, x + width, y)


def ticks(sheets: Sheets, x: float, y: float, label: str, choices: Sequence[str], *, start: float = 0) -> float:
    """Draw boxes to tick in a row, a word before them; the boxes begin at `start` if it is further right."""
    x = max(x + sheets.text(x, y + 0.3, 40, label, 7.5, colour=QUIET) + 2.5, start)
    for choice in choices:
        sheets.box(x, y, 3.6, 3.6, edge="text", pen=0.25)
        x += 4.8 + sheets.text(x + 4.8, y + 0.2, 40, choice, 8) + 3.2
    return x


def severities(sheets: Sheets, x: float, y: float, width: float) -> None:
    """Draw five boxes, from a scratch to a customer who leaves."""
    used = sheets.text(x, y + 0.8, 25, t("board.severity"), 7.5, colour=QUIET) + 2.5
    for severity in range(1, 6):
        left = x + used + (severity - 1) * 6.6
        sheets.box(left, y, 5, 5, edge="text", pen=0.3, radius=0.8)
        sheets.text(left, y + 0.75, 5, str(severity), 8.5, align="C")
    left = x + used + 34
    for row, words in enumerate((f"1 {t('board.severity_low')}", f"5 {t('board.severity_high')}")):
        sheets.text(left, y - 0.3 + row * 2.8, x + width - left, words, 6.5, colour=QUIET)


def channels(sheets: Sheets, x: float, y: float, width: float, chosen: Channel | None = None) -> None:
    """Draw the channels in three rows, each with a box to tick; one may be ticked."""
    for number, channel in enumerate(Channel):
        row, column = divmod(number, 3)
        left, top = x + column * width / 3, y + row * 6.4
        picked = channel is chosen
        sheets.box(left, top + 0.6, 3.6, 3.6, edge="text", pen=0.25, fill="text" if picked else "")
        sheets.icon(channel.value, left + 5, top, 4.8)
        room = width / 3 - 11.5
        sheets.text(left + 10.8, top + 0.8, room, t(f"board.channel_{channel.value}"), 8, bold=picked)


def _touchpoint(sheets: Sheets, card: Card, _: int) -> None:
    x, width = card.x + 5, card.width - 10
    card_head(sheets, card, "touch", t("board.touchpoint"))
    line(sheets, x, card.y + 20, width)
    line(sheets, x, card.y + 29, width, t("board.stage"))
    line(sheets, x, card.y + 38, width, t("board.action"))
    channels(sheets, x, card.y + 43.5, width)


def _pain_point(sheets: Sheets, card: Card, _: int) -> None:
    x, width = card.x + 5, card.width - 10
    card_head(sheets, card, "bolt", t("board.pain_point"))
    line(sheets, x, card.y + 19, width)
    line(sheets, x, card.y + 27, width)
    line(sheets, x, card.y + 36, width, t("board.touchpoint"))
    severities(sheets, x, card.y + 41, width)
    ticks(sheets, x, card.y + 50, t("board.evidence"), _evidence())
    line(sheets, x, card.y + 61, width, t("board.evidence_source"))


def _evidence() -> list[str]:
    return [t(f"board.evidence_{kind}") for kind in ("assumption", "quote", "data")]


def _opportunity(sheets: Sheets, card: Card, _: int) -> None:
    x, width = card.x + 5, card.width - 10
    card_head(sheets, card, "bulb", t("board.opportunity"))
    line(sheets, x, card.y + 19, width)
    line(sheets, x, card.y + 27, width)
    for row, label in enumerate(("answers", "goal", "measure", "owner")):
        line(sheets, x, card.y + 36.5 + row * 9, width, t(f"board.{label}"))
    levels = [t(f"kitprint.level_{level}") for level in ("low", "middle", "high")]
    labels = [t("kitprint.effort"), t("kitprint.impact")]
    start = x + max(sheets.width_of(label, 7.5) for label in labels) + 3
    for row, label in enumerate(labels):
        ticks(sheets, x, card.y + 70 + row * 7, label, levels, start=start)


def _moment(sheets: Sheets, card: Card, _: int) -> None:
    sheets.star(card.x + 4, card.y + 4, 13, filled=True)
    sheets.paragraph(card.x + 19, card.y + 5.5, card.width - 22, 12, t("board.moment_of_truth"), 11, bold=True)
    line(sheets, card.x + 4, card.y + 27, card.width - 8, t("board.touchpoint"))
    line(sheets, card.x + 4, card.y + 37, card.width - 8, t("kitprint.why"))


def _face(sheets: Sheets, card: Card, emotion: int) -> None:
    middle = card.x + card.width / 2
    sheets.face(emotion, middle - 11, card.y + 4, 22)
    sheets.text(card.x + 2, card.y + 28, card.width - 4, signed(emotion), 15, bold=True, align="C")
    sheets.text(card.x + 2, card.y + 35.5, card.width - 4, feeling(emotion), 9, align="C")


def persona_sheet(sheets: Sheets) -> None:
    """Add a sheet to invent a customer on."""
    sheets.add(WIDTH, HEIGHT)
    left, width = 16.0, WIDTH - 32
    sheets.text(left, 14, 120, t("board.persona"), 24, bold=True)
    sheets.text(left, 26.5, width, t("kitprint.persona_hint"), 10, colour=QUIET)
    sheets.box(left, 38, 46, 54, edge=LINE, pen=0.35, radius=2)
    sheets.icon("person", left + 11, 48, 24, "line")
    sheets.text(left, 84.5, 46, t("kitprint.portrait"), 8, colour=QUIET, align="C")
    for row, field in enumerate(("name", "about", "about", "goal")):
        label = t(f"board.persona_{field}") if row != 2 else ""
        line(sheets, left + 54, 49 + row * 13.5, width - 54, label)
    y = 104.0
    for icon, heading, hint, lines in (
        ("scene", "board.scenario", "board.scenario_situation_empty", 2),
        ("quote", "kitprint.in_own_words", "kitprint.in_own_words_hint", 2),
        ("target", "kitprint.matters", "kitprint.matters_hint", 3),
        ("bolt", "kitprint.annoys", "kitprint.annoys_hint", 3),
    ):
        sheets.icon(icon, left, y, 7)
        used = sheets.text(left + 10, y + 0.8, 90, t(heading), 13, bold=True)
        sheets.text(left + 14 + used, y + 1.8, width - 14 - used, t(hint), 8.5, colour=QUIET)
        for row in range(1, lines + 1):
            line(sheets, left, y + 6 + row * 9.5, width)
        y += 14 + lines * 9.5
    sheets.icon("touch", left, y, 7)
    used = sheets.text(left + 10, y + 0.8, 90, t("board.channel"), 13, bold=True)
    sheets.text(left + 14 + used, y + 1.8, width - 14 - used, t("kitprint.channels_hint"), 8.5, colour=QUIET)
    channels(sheets, left, y + 10, width)
    sheets.text(left, 285, width, "Journeybook", 7.5, colour=QUIET, align="R")


DOTS = 3
"""Votes that each person has."""


def vote_sheet(sheets: Sheets) -> None:
    """Add a sheet on which a group votes with dots, and dots to cut out."""
    sheets.add(WIDTH, HEIGHT)
    left, width = 16.0, WIDTH - 32
    sheets.text(left, 14, width, t("kitprint.vote_title"), 24, bold=True)
    sheets.paragraph(left, 26.5, width, 11, t("kitprint.vote_hint", dots=DOTS), 10, colour=QUIET)
    top, step, circles = 42.0, 17.5, 10
    words = 84.0
    sheets.text(left, top, words, t("kitprint.vote_on"), 9, bold=True, colour=QUIET)
    sheets.text(left + words + 4, top, 60, t("kitprint.vote_dots"), 9, bold=True, colour=QUIET)
    sheets.text(left + width - 18, top, 18, t("kitprint.vote_sum"), 9, bold=True, colour=QUIET, align="R")
    for row in range(10):
        y = top + 6 + row * step
        sheets.text(left, y + 4.5, 8, str(row + 1), 13, bold=True, colour=QUIET)
        sheets.rule(left + 9, y + 8, left + words, y + 8, dots=True)
        sheets.rule(left, y + step - 1.5, left + width, y + step - 1.5)
        for number in range(circles):
            sheets.disc(left + words + 8 + number * 7.2, y + 8, 2.9)
        sheets.box(left + width - 14, y + 2.5, 14, 11, edge=LINE, radius=1.2)
    y = 230.0
    sheets.text(left, y, width, t("kitprint.vote_cut", dots=DOTS), 8.5, colour=QUIET)
    columns, rows = 4, 3
    cell_width, cell_height = width / columns, 15.0
    for column in range(columns + 1):
        x = left + column * cell_width
        sheets.rule(x, y + 6, x, y + 6 + rows * cell_height, dots=True)
    for row in range(rows + 1):
        sheets.rule(left, y + 6 + row * cell_height, left + width, y + 6 + row * cell_height, dots=True)
    for number in range(columns * rows):
        row, column = divmod(number, columns)
        for dot in range(DOTS):
            x = left + column * cell_width + (dot + 0.5) * cell_width / DOTS
            sheets.disc(x, y + 6 + (row + 0.5) * cell_height, 5, fill="text")
