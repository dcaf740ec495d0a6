"""What stands on each page of a report, and where: one composition for slides and PDF."""

from __future__ import annotations

import colorsys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from ...formats.drawing.marks import tone
from ...formats.slides.theme import BODY_HEIGHT, BODY_TOP, LEFT, ROOM, SCALES
from ...formats.slides.words import plain, words
from ...i18n import t
from ...kit.slides import flow
from ...kit.slides.text import Table
from ...model import JourneyMap
from ..comparison import signed
from .canvas import Canvas, Cell, Curve
from .data import Gathered, listed, ranked, rated, teams_of, written

Item = TypeVar("Item")

_HEAT = {-2: "EEA8A3", -1: "F7D7D5", 0: "EDEDEE", 1: "C6E5DC", 2: "91CDBD"}
"""What a cell of the map of heat is filled with, by emotion; dark letters can be read on all of them."""

MOST_CURVES = 10
"""With more teams than this their curves are grey: nobody tells twelve colours apart."""

_THUMBNAILS = 6
_HEAT_ROWS, _HEAT_COLUMNS = 9, 7
_MATRIX = 14
_BARS = 12


def draw(canvas: Canvas, found: Gathered) -> None:
    """Draw a whole report, in the current language."""
    named = t("debriefreport.names_hidden" if found.hidden else "debriefreport.names_shown")
    counted = t("debriefreport.maps_of", maps=len(found.maps), teams=len(found.maps) + len(found.without))
    kicker = t("debriefreport.kicker", class_name=found.class_name, exercise=found.title)
    canvas.cover(t("debriefreport.title"), kicker, [written(found.day), counted, named])
    _discuss(canvas, found)
    _wall(canvas, found)
    if found.agreement["stages"]:
        _curves(canvas, found)
        _heat(canvas, found)
    _figures(canvas, found)
    for kind in ("pain_point", "opportunity"):
        _clusters(canvas, kind, [one for one in found.clusters if one["kind"] == kind], found)
    _matrix(canvas, found)
    _votes(canvas, found)
    _decisions(canvas, found)
    for name, journey in found.maps:
        canvas.journey(t("debriefreport.map_of", team=name), journey)


def _some(items: Sequence[Item], most: int) -> Iterator[list[Item]]:
    """Yield a few at a time, in even shares: a last page with one line looks like a mistake."""
    pages = -(-len(items) // most)
    rest = iter(items)
    for page in range(pages):
        yield list(islice(rest, len(items) * (page + 1) // pages - len(items) * page // pages))


def _part(title: str, number: int, count: int) -> str:
    return t("slides.part", title=title, number=number, count=count) if count > 1 else title


def _nothing(canvas: Canvas, title: str, said: str) -> None:
    canvas.begin(title)
    canvas.text(LEFT, BODY_TOP, ROOM, 80, said, (22, 18), colour="muted")


# What to discuss ------------------------------------------------------------------------------------------------------


def _discuss(canvas: Canvas, found: Gathered) -> None:
    title = t("debriefpage.discuss")
    topics = found.agreement["discuss"]
    if not topics:
        key = "debriefpage.nothing_to_discuss" if found.maps else "debriefpage.nothing_drawn"
        _nothing(canvas, title, t(key))
        return
    names = {one["id"]: one["name"] for one in found.agreement["teams"]}
    canvas.begin(title)
    height = 104.0
    for number, topic in enumerate(topics):
        y = BODY_TOP + number * (height + 14)
        canvas.panel(LEFT, y, ROOM, height, "sunken")
        canvas.disc(LEFT + 34, y + height / 2, 18, "accent")
        canvas.text(
            LEFT + 16, y + height / 2 - 18, 36, 36, f"{number + 1}", (20,),
            bold=True, colour="surface", centre=True, middle=True,
        )  # fmt: skip
        canvas.text(LEFT + 68, y + 10, ROOM - 88, 58, topic["text"], (22, 20, 18, 16, 14))
        begin = t("debriefpage.begin", teams=listed([names[team] for team in topic["teams"]]))
        canvas.text(LEFT + 68, y + 72, ROOM - 88, 24, begin, (16, 14), colour="muted")


# The wall -------------------------------------------------------------------------------------------------------------


def _wall(canvas: Canvas, found: Gathered) -> None:
    title = t("debriefreport.wall")
    if not found.maps:
        _nothing(canvas, title, t("debriefpage.nothing_drawn"))
        return
    pages = list(_some(found.maps, _THUMBNAILS))
    for number, page in enumerate(pages, 1):
        canvas.begin(_part(title, number, len(pages)))
        rows = -(-len(page) // 3)
        width, height = (ROOM - 2 * 16) / 3, (BODY_HEIGHT - 16 * (rows - 1)) / 2
        for at, (name, journey) in enumerate(page):
            row, column = divmod(at, 3)
            _thumbnail(
                canvas, LEFT + column * (width + 16), BODY_TOP + row * (height + 16), width, height, name, journey
            )
    if found.without:
        said = t("debriefreport.without", teams=listed(found.without))
        canvas.text(LEFT, BODY_TOP - 24, ROOM, 20, said, (14, 12), colour="muted")


def _thumbnail(canvas: Canvas, x: float, y: float, width: float, height: float, name: str, journey: JourneyMap) -> None:
    """Draw a map as small as a stamp: its stages, its curve, how much was found."""
    canvas.panel(x, y, width, height, "surface", edge="line")
    canvas.text(x + 12, y + 8, width - 24, 22, name, (16, 14, 12), bold=True)
    counts = t("debriefreport.counts", pains=len(journey.pain_points), chances=len(journey.opportunities))
    canvas.text(x + 12, y + height - 22, width - 24, 16, counts, (12, 11), colour="muted")
    if not journey.stages:
        return
    step = (width - 24) / len(journey.stages)
    top, room = y + 64, height - 100
    dots: list[tuple[float, float, int | None, bool]] = []
    for place, stage in enumerate(journey.stages):
        left = x + 12 + place * step
        canvas.panel(left, y + 34, step - 3, 22, "accent-tile", radius=4)
        canvas.text(
            left + 2, y + 34, step - 7, 22, stage.name, (11, 10, 9), colour="accent-text", centre=True, middle=True
        )
        cards = journey.touchpoints_in(stage.id)
        dots += [
            (
                left + (at + 0.5) * (step - 3) / len(cards),
                top + (2 - (card.emotion or 0)) / 4 * room,
                card.emotion,
                card.is_moment_of_truth,
            )
            for at, card in enumerate(cards)
        ]
    canvas.path([(x + 12, top + room / 2), (x + width - 12, top + room / 2)], "line", 1)
    known = [(across, down) for across, down, emotion, _ in dots if emotion is not None]
    if len(known) > 1:
        canvas.path(known, "accent", 2)
    for across, down, emotion, moment in dots:
        canvas.disc(across, down, 4, tone(emotion) or "line-strong")
        if moment:
            canvas.star(across - 1, down - 13, 10)


# Agreement ------------------------------------------------------------------------------------------------------------


def _colour(index: int) -> str:
    """Return the colour of one team among many, as the trainer's page has it."""
    hue = (index * 137.508 + 230) % 360
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue / 360, 0.4, 0.62))


def _curves(canvas: Canvas, found: Gathered) -> None:
    stages, teams = found.agreement["stages"], found.agreement["teams"]
    many = len(teams) > MOST_CURVES
    curves = [
        Curve(
            team["name"],
            tuple(stage["emotions"].get(team["id"]) for stage in stages),
            "B4B8BF" if many else _colour(number),
            faint=many,
        )
        for number, team in enumerate(teams)
    ]
    if many:
        curves.append(Curve(t("debriefreport.mean"), tuple(stage["mean"] for stage in stages), "5B6EE1"))
    if any(stage["measured"] is not None for stage in stages):
        measured = tuple(stage["measured"] for stage in stages)
        curves.append(Curve(t("debriefpage.measured"), measured, "1B1F27", dotted=True))
    canvas.begin(t("debriefpage.curves"))
    if many:
        canvas.text(LEFT, BODY_TOP - 24, ROOM, 20, t("debriefreport.grey"), (14, 12), colour="muted")
    canvas.curves(LEFT, BODY_TOP - 4, ROOM, BODY_HEIGHT, [stage["name"] for stage in stages], curves)


def _heat(canvas: Canvas, found: Gathered) -> None:
    stages, teams = found.agreement["stages"], found.agreement["teams"]
    columns = list(_some(stages, _HEAT_COLUMNS))
    rows = list(_some(teams, _HEAT_ROWS))
    count = len(columns) * len(rows)
    number = 0
    for some_stages in columns:
        for at, some_teams in enumerate(rows):
            number += 1
            canvas.begin(_part(t("debriefpage.heat"), number, count))
            _heat_page(canvas, some_stages, some_teams, last=at == len(rows) - 1)
            canvas.text(LEFT, BODY_TOP - 24, ROOM, 20, t("debriefpage.heat_hint"), (14, 12), colour="muted")


def _heat_page(
    canvas: Canvas, stages: Sequence[dict[str, Any]], teams: Sequence[dict[str, Any]], *, last: bool
) -> None:
    first = 190.0
    width = (ROOM - first) / len(stages)
    head = [Cell(t("debriefpage.team"), bold=True), *(Cell(one["name"], bold=True, centre=True) for one in stages)]
    body = [[Cell(team["name"], bold=True), *(_heat_cell(stage, team["id"]) for stage in stages)] for team in teams]
    if last:
        body += [
            [Cell(t("debriefreport.mean"), "surface", bold=True), *(_plain(one["mean"]) for one in stages)],
            [Cell(t("debriefreport.spread"), "surface"), *(_plain(one["spread"], sign=False) for one in stages)],
            [Cell(t("debriefpage.measured"), "surface"), *(_measured(one) for one in stages)],
        ]
    heights = [44.0, *[min(30.0, (BODY_HEIGHT - 44) / len(body))] * len(body)]
    canvas.table(LEFT, BODY_TOP, [first, *[width] * len(stages)], heights, [head, *body], 14)


def _heat_cell(stage: dict[str, Any], team: str) -> Cell:
    if team in stage["silent"]:
        return Cell(t("debriefpage.silent"), "surface", centre=True)
    value = stage["emotions"].get(team)
    star = " ★" if team in stage["moments"] else ""
    if value is None:
        return Cell(f"–{star}", "surface", centre=True)
    return Cell(f"{signed(value)}{star}", _HEAT[max(-2, min(2, round(value)))], centre=True)


def _plain(value: float | None, *, sign: bool = True) -> Cell:
    said = "–" if value is None else signed(value) if sign else f"{value:.1f}"
    return Cell(said, "surface", centre=True)


def _measured(stage: dict[str, Any]) -> Cell:
    value = stage["measured"]
    said = "–" if value is None else t("debriefreport.measured", value=signed(value), n=stage["n"])
    return Cell(said, "surface", centre=True)


def _figures(canvas: Canvas, found: Gathered) -> None:
    canvas.begin(t("debriefreport.agreement"))
    width = (ROOM - 24) / 2
    for at, name in enumerate(("alpha", "w")):
        figure = found.agreement[name]
        x = LEFT + at * (width + 24)
        value = "–" if figure["value"] is None else f"{figure['value']:.2f}".replace("-", "−")
        canvas.panel(x, BODY_TOP, width, 200, "sunken")
        canvas.text(x + 20, BODY_TOP + 12, width - 40, 44, t(f"debriefpage.{name}"), (18, 16, 14), bold=True)
        canvas.text(x + 20, BODY_TOP + 52, width - 40, 64, value, (48,), bold=True, colour="accent-text")
        canvas.text(x + 20, BODY_TOP + 116, width - 40, 76, figure["text"], (18, 16, 14))
    y = BODY_TOP + 220
    for warning in found.agreement["warnings"]:
        canvas.panel(LEFT, y, ROOM, 54, "bad-soft", radius=6)
        canvas.text(LEFT + 16, y + 4, ROOM - 32, 46, warning, (16, 14, 12), middle=True)
        y += 62


# Clusters, votes, decisions -------------------------------------------------------------------------------------------


def _rows(canvas: Canvas, title: str, rows: Sequence[Sequence[str]]) -> None:
    """Draw a table on as many pages as it needs; its first row is its head."""
    table = Table(tuple(tuple(words(cell) for cell in row) for row in rows))
    pages = flow.pages([table], ROOM, BODY_HEIGHT, SCALES[2:])
    for number, page in enumerate(pages, 1):
        canvas.begin(_part(title, number, len(pages)))
        for box in page:
            if isinstance(box, flow.TableBox):
                cells = [[Cell(plain(cell), bold=down == 0) for cell in row] for down, row in enumerate(box.rows)]
                canvas.table(LEFT, BODY_TOP + box.y, box.widths, box.heights, cells, box.size)


def _clusters(canvas: Canvas, kind: str, clusters: Sequence[dict[str, Any]], found: Gathered) -> None:
    title = t(f"debriefreport.{kind}")
    if not clusters:
        _nothing(canvas, title, t("debriefreport.no_clusters"))
        return
    columns = ["cluster", "cards", "teams", "stages", *(["severity"] if kind == "pain_point" else []), "matrix"]
    rows = [[t(f"debriefreport.column_{name}") for name in columns]]
    for one in clusters:
        severity = one["severity"]
        rows.append(
            [
                one["name"],
                f"{len(one['cards'])}",
                listed(teams_of(one)),
                listed([found.stages[place] for place in one["places"] if place < len(found.stages)]),
                *(["–" if severity is None else f"{severity:.1f}"] if kind == "pain_point" else []),
                _placed(one),
            ]
        )
    _rows(canvas, title, rows)


def _placed(one: dict[str, Any]) -> str:
    if one["impact"] is None and one["effort"] is None:
        return "–"
    return " / ".join("–" if value is None else f"{value}" for value in (one["impact"], one["effort"]))


def _matrix(canvas: Canvas, found: Gathered) -> None:
    title = t("debriefreport.matrix")
    placed = rated(found.clusters)
    if not placed:
        _nothing(canvas, title, t("debriefreport.no_matrix"))
        return
    canvas.begin(title)
    x, y, width, height = LEFT, BODY_TOP, 440.0, 310.0
    for column in range(2):
        for row in range(2):
            key = ("do_first", "plan", "in_passing", "leave")[2 * row + column]
            left, top = x + column * width / 2, y + row * height / 2
            fill = "good-soft" if key == "do_first" else "sunken"
            canvas.panel(left + 2, top + 2, width / 2 - 4, height / 2 - 4, fill, radius=6)
            label = t(f"debriefreport.quadrant_{key}")
            # At the outer edge, where no disc stands.
            y_label = top + (height / 2 - 21 if row else 3)
            canvas.text(left + 10, y_label, width / 2 - 20, 18, label, (13, 12, 11), colour="muted")
    canvas.text(x, y + height + 4, width, 20, t("debriefreport.effort"), (14, 12), colour="muted", centre=True)
    canvas.text(x, y - 22, width, 20, t("debriefreport.impact"), (14, 12), colour="muted")
    shown = placed[:_MATRIX]
    taken: dict[tuple[int, int], int] = defaultdict(int)
    lines = min(40.0, (BODY_HEIGHT - 10) / max(1, len(shown)))
    for number, one in enumerate(shown, 1):
        cell = one["effort"], one["impact"]
        at, taken[cell] = taken[cell], taken[cell] + 1
        across = x + (one["effort"] - 0.5) / 5 * width + (at % 3) * 24 - 12
        down = y + 24 + (5.5 - one["impact"]) / 5 * (height - 48) + (at // 3) * 24
        fill = "bad" if one["kind"] == "pain_point" else "good"
        _numbered(canvas, across, down, number, fill)
        top = y + (number - 1) * lines
        _numbered(canvas, x + width + 34, top + lines / 2, number, fill, 9)
        canvas.text(x + width + 50, top, ROOM - width - 84, lines, one["name"], (15, 14, 13, 12, 11), middle=True)
    left_out = len(placed) - len(shown)
    if left_out:
        said = t("debriefreport.more", count=left_out)
        canvas.text(x + width + 50, BODY_TOP + BODY_HEIGHT - 14, ROOM - width - 84, 18, said, (12,), colour="muted")


def _numbered(canvas: Canvas, x: float, y: float, number: int, fill: str, radius: float = 11.0) -> None:
    canvas.disc(x, y, radius, fill)
    canvas.text(
        x - radius, y - radius, 2 * radius, 2 * radius, f"{number}", (12 if radius > 9 else 10,),
        bold=True, colour="surface", centre=True, middle=True,
    )  # fmt: skip


def _votes(canvas: Canvas, found: Gathered) -> None:
    if not found.rounds:
        _nothing(canvas, t("debriefreport.votes"), t("debriefreport.no_votes"))
        return
    for one in found.rounds:
        parts = list(_some(ranked(one), _BARS))
        for number, part in enumerate(parts, 1):
            canvas.begin(_part(t("debriefreport.vote", question=one["question"]), number, len(parts)))
            said = t("debriefreport.ballots", ballots=one["ballots"], dots=one["dots"])
            canvas.text(LEFT, BODY_TOP - 24, ROOM, 20, said, (14, 12), colour="muted")
            canvas.bars(LEFT, BODY_TOP, ROOM, BODY_HEIGHT, t("debriefreport.dots"), part)


def _decisions(canvas: Canvas, found: Gathered) -> None:
    title = t("debriefreport.decisions")
    if not found.decisions:
        _nothing(canvas, title, t("debriefreport.no_decisions"))
        return
    columns = ("decision", "owner", "due", "about")
    rows = [[t(f"debriefreport.column_{name}") for name in columns]]
    rows += [[one.text, one.owner or "–", one.due or "–", one.about or "–"] for one in found.decisions]
    _rows(canvas, title, rows)
