"""A case on cards, for groups without computers: its touchpoints, and what the data say of each.

The facts are those of the board's evidence panel, so that nobody knows more or less for working on paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..boardfacts import WHOLE_CASE, board_facts
from ..i18n import language, t
from .cards import HEIGHT, WIDTH, Card, card_head, channels, grid, line
from .sheets import QUIET, Sheets

if TYPE_CHECKING:
    from ..cases import Case
    from ..cases.case import CaseTouchpoint

Facts = Sequence[Mapping[str, Any]]

_STEPS = 5


def case_facts(case: Case) -> list[dict[str, Any]]:
    """Return what the cards say of a case, in the current language."""
    return board_facts(case, language())


def texts(case: Case, facts: Facts) -> str:
    """Return all texts of a case and its facts in a row, to know which characters are needed."""
    found = [case.title(), case.about(), *(one.name() for one in case.touchpoints)]
    for part in facts:
        found += [part["name"], *(str(one[field]) for one in part["facts"] for field in ("label", "value", "note"))]
        found += [str(one[field]) for one in part["quotes"] for field in ("text", "note")]
    return "".join(found)


def draw_case(sheets: Sheets, case: Case, facts: Facts) -> None:
    """Add a sheet about the company, a card for each touchpoint and one for what is known of it.

    Parameters
    ----------
    sheets : Sheets
        Where to.
    case : Case
        The case.
    facts : sequence of mapping
        What :func:`case_facts` returns.
    """
    title = case.title()
    foot = t("kitprint.case_foot_synthetic" if case.is_synthetic else "kitprint.case_foot_own", title=title)
    _front(sheets, case, len(facts), foot)
    touchpoints = list(enumerate(case.touchpoints, 1))
    count = len(touchpoints)

    def touchpoint(sheets: Sheets, card: Card, item: tuple[int, CaseTouchpoint]) -> None:
        _touchpoint(sheets, card, *item, count)

    grid(sheets, t("kitprint.case_cards", title=title, count=count), touchpoints, (2, 4), touchpoint, foot)
    places = {one.code: (number, one) for number, one in touchpoints}

    def known(sheets: Sheets, card: Card, part: Mapping[str, Any]) -> None:
        number, one = places.get(part["code"], (0, None))
        _facts(sheets, card, part, number, one, count)

    head = t("kitprint.case_facts", title=title, count=len(facts))
    grid(sheets, head, facts, (2, 2), known, foot)


def _front(sheets: Sheets, case: Case, facts: int, foot: str) -> None:
    sheets.add(WIDTH, HEIGHT)
    left, width = 20.0, WIDTH - 40
    y = 22.0
    y += sheets.paragraph(left, y, width, 26, t("kitprint.case_title", title=case.title()), 24, bold=True) + 5
    y += sheets.paragraph(left, y, width, 90, case.about(), 11.5, colour=QUIET) + 12
    y += sheets.paragraph(left, y, width, 10, t("kitprint.how_title"), 15, bold=True) + 4
    for number in range(1, _STEPS + 1):
        sheets.text(left, y, 8, str(number), 15, bold=True, colour=QUIET)
        used = sheets.paragraph(left + 9, y + 0.6, width - 9, 24, t(f"kitprint.how_{number}"), 11.5)
        y += max(used, 7) + 4.5
    sheets.box(left, y, width, 26, edge="line-strong", radius=2)
    words = t("kitprint.set", touchpoints=len(case.touchpoints), facts=facts)
    sheets.paragraph(left + 5, y + 4, width - 10, 19, words, 10.5)
    sheets.text(left, 287, width, foot, 7.5, colour=QUIET)


def _touchpoint(sheets: Sheets, card: Card, number: int, touchpoint: CaseTouchpoint, count: int) -> None:
    x, width = card.x + 5, card.width - 10
    card_head(sheets, card, "touch", t("board.touchpoint"), t("kitprint.place", number=number, count=count))
    sheets.paragraph(x, card.y + 12.5, width, 12, touchpoint.name(), 14, bold=True)
    # Which stage it belongs to is for the group to say.
    line(sheets, x, card.y + 30, width, t("board.stage"))
    line(sheets, x, card.y + 39, width, t("board.action"))
    channels(sheets, x, card.y + 43.5, width, touchpoint.channel)


def _facts(
    sheets: Sheets, card: Card, part: Mapping[str, Any], number: int, touchpoint: CaseTouchpoint | None, count: int
) -> None:
    x, width, bottom = card.x + 5, card.width - 10, card.y + card.height - 4
    place = t("kitprint.place", number=number, count=count) if number else ""
    card_head(sheets, card, "data", t("board.facts"), place)
    name = part["name"] if part["code"] != WHOLE_CASE else t("facts.whole_case")
    y = card.y + 12.5 + sheets.paragraph(x, card.y + 12.5, width, 11, name, 13, bold=True)
    if touchpoint is not None:
        sheets.icon(touchpoint.channel.value, x, y + 0.4, 4.4)
        sheets.text(x + 6, y + 0.8, width - 6, t(f"board.channel_{touchpoint.channel.value}"), 8, colour=QUIET)
        y += 6
    y += 1.5
    if not part["facts"] and not part["quotes"]:
        sheets.paragraph(x, y + 3, width, 20, t("kitprint.nothing_known"), 9, colour=QUIET)
    for fact in part["facts"]:
        y += _figure(sheets, x, y, width, fact)
    quotes = part["quotes"]
    for left, quote in zip(range(len(quotes), 0, -1), quotes, strict=True):
        room = (bottom - y) / left
        sheets.rule(x, y + 0.5, x + width, y + 0.5, colour="line")
        sheets.icon("quote", x - 0.5, y + 2, 4)
        used = sheets.paragraph(x + 5, y + 2.2, width - 5, room - 7.5, quote["text"], 8.5)
        sheets.text(x + 5, y + 2.4 + used, width - 5, quote["note"], 6.5, colour=QUIET)
        y += min(room, used + 7.5)


def _figure(sheets: Sheets, x: float, y: float, width: float, fact: Mapping[str, Any]) -> float:
    """Write one figure, with its interval as a bar where it has one; return how high it is."""
    value = sheets.text(x, y + 0.6, width * 0.42, fact["value"], 13, bold=True)
    beside = x + max(value + 3, 20)
    sheets.text(beside, y + 0.2, x + width - beside, fact["label"], 8, bold=True)
    used = sheets.paragraph(beside, y + 3.9, x + width - beside, 9.6, fact["note"], 7, colour=QUIET)
    height = 5.3 + max(used, 3.2)
    if fact["interval"]:
        share, low, high = (min(max(float(one), 0.0), 100.0) / 100 * width for one in fact["interval"])
        level = y + height + 1
        sheets.box(x, level - 1.2, width, 2.4, edge="line-strong", pen=0.15, radius=1.2)
        sheets.rule(x + low, level, x + high, level, colour="text", width=0.6)
        for end in (low, high):
            sheets.rule(x + end, level - 1.6, x + end, level + 1.6, colour="text", width=0.4)
        sheets.disc(x + share, level, 1.3, fill="text", edge="text")
        height += 4.2
    if fact["small"]:
        sheets.icon("bolt", x, y + height - 0.4, 3.4)
        sheets.text(x + 4.4, y + height - 0.2, width - 5, t("board.facts_small"), 7, bold=True)
        height += 4.2
    return height
