"""A blank customer journey map: one landscape sheet to draw on, with the lanes of the board.

It is designed for A3; A1 is just twice as large each way, so a group's sticky notes fit into its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..i18n import t
from ..model import Channel
from .sheets import LINE, QUIET, Sheets

WIDTH, HEIGHT = 420.0, 297.0
"""The sheet that it is designed for: A3."""

SCALES = {"a1": 2.0, "a3": 1.0, "a4": 0.5**0.5}
"""Size of paper → how much larger than A3."""

TEMPLATES = {"feedback": "board.template_a", "loyalty": "board.template_b"}
"""The two sets of five stages, by what their last stage is, and the board's names for their stages."""

BLANK = "blank"
"""The set whose stages have no names yet."""

STAGES = 5

EMOTIONS = (2, 1, 0, -1, -2)

_LEFT, _RIGHT = 10.0, WIDTH - 10.0
_LABELS = 34.0
"""Width of the lanes' names."""
_COLUMN = (_RIGHT - _LEFT - _LABELS) / STAGES
_VISIBILITY = 5.0
"""Height of the strip that parts what the customer sees from what is behind it."""
_HEAD = 44.0
"""Where the heads of the stages begin."""


def stage_names(stages: str) -> tuple[str, ...]:
    """Return the names of the stages in the current language, empty ones for `BLANK`."""
    return tuple(t(TEMPLATES[stages]).split(",")) if stages in TEMPLATES else ("",) * STAGES


def draw_map(sheets: Sheets, stages: str, size: str) -> None:
    """Add a blank map.

    Parameters
    ----------
    sheets : Sheets
        Where to.
    stages : str
        One of `TEMPLATES`, or `BLANK`.
    size : str
        One of `SCALES`.
    """
    sheets.add(WIDTH, HEIGHT, SCALES[size])
    _header(sheets)
    top = _HEAD + _stage_heads(sheets, stages)
    lanes: tuple[tuple[str, str, str, float, Callable[[Sheets, float, float, float], None]], ...] = (
        ("action", "action", "board.action_empty", 23, _lines),
        ("touch", "touchpoint", "kitprint.touchpoint_hint", 34, _touchpoints),
        ("", "", "", 9, _stars),
        ("quote", "thought", "board.thought_empty", 20, _lines),
        ("wave", "emotion", "kitprint.emotion_hint", 48, _emotions),
        ("bolt", "pain_point", "board.pain_point_empty", 30, _pain_points),
        ("bulb", "opportunity", "board.opportunity_empty", 31, _opportunities),
    )
    y = top
    for icon, lane, hint, height, cell in lanes:
        if lane:
            _label(sheets, y, icon, t(f"board.lane_{lane}"), t(hint))
        else:
            sheets.star(_LEFT + 1.2, y + 2, 5, filled=True)
            sheets.text(_LEFT + 7.2, y + 2.4, _LABELS - 8, t("board.moment_of_truth"), 9, bold=True)
        for x in _columns():
            cell(sheets, x, y, height)
        y += height
        sheets.rule(_LEFT, y, _RIGHT, y, width=0.25)
    y = _visibility(sheets, y)
    _label(sheets, y, "backstage", t("board.lane_backstage"), t("board.backstage_empty"))
    bottom = 281.0
    for x in _columns():
        _lines(sheets, x, y, bottom - y)
    for x in _columns():
        sheets.rule(x, top, x, y - _VISIBILITY, width=0.25)
        sheets.rule(x, y, x, bottom, width=0.25)
    sheets.box(_LEFT, top, _RIGHT - _LEFT, bottom - top, edge="text", pen=0.4)
    _scale(sheets, top + 23 + 34 + 9 + 20)
    _legend(sheets, bottom + 2.2)


def _columns() -> Iterator[float]:
    return (_LEFT + _LABELS + number * _COLUMN for number in range(STAGES))


def _header(sheets: Sheets) -> None:
    title = t("kitprint.map_title")
    sheets.text(_LEFT, 9, 92, title, 22, bold=True)
    x = _LEFT
    for kind in ("current", "future"):
        sheets.box(x, 22.3, 3.4, 3.4, edge="text", pen=0.3)
        x += 5 + sheets.text(x + 5, 22, 38, t(f"board.kind_{kind}"), 9.5) + 6
    _field(sheets, _LEFT, 30, 52, t("kitprint.group"))
    _field(sheets, _LEFT + 56, 30, 34, t("kitprint.date"))
    for x, icon, name, fields in (
        (110.0, "person", "persona", ("persona_name", "persona_about", "persona_goal")),
        (264.0, "scene", "scenario", ("scenario_name", "scenario_situation", "")),
    ):
        sheets.box(x, 8.5, 146, 31, edge=LINE, pen=0.3, radius=2)
        sheets.icon(icon, x + 3, 11.5, 7)
        sheets.paragraph(x + 2.5, 20, 20, 14, t(f"board.{name}"), 10, bold=True)
        for row, field in enumerate(fields):
            label, hint = (t(f"board.{field}"), t(f"board.{field}_empty")) if field else ("", "")
            _field(sheets, x + 24, 10.5 + row * 9.2, 119, label, hint)


def _field(sheets: Sheets, x: float, y: float, width: float, label: str, hint: str = "") -> None:
    """Draw a line to write on, with what belongs there small at its beginning and, paler, what helps."""
    used = sheets.text(x, y, width, label, 7.5, colour=QUIET) if label else 0
    if hint:
        room = width - used - 4
        sheets.text(x + used + 4, y + 0.1, room, hint, 6.5, colour="line-strong", align="R")
    sheets.rule(x, y + 8, x + width, y + 8)


def _stage_heads(sheets: Sheets, stages: str) -> float:
    """Draw the heads of the stages; return how high they are."""
    owed = stages == "loyalty"
    height = 18.0 if owed else 13.0
    names = stage_names(stages)
    for number, (x, name) in enumerate(zip(_columns(), names, strict=True), 1):
        last = number == STAGES
        sheets.box(x + 0.6, _HEAD, _COLUMN - (0.6 if last else 1.2), height - 1.5, fill="hover", edge="text", pen=0.35)
        sheets.text(x + 3, _HEAD + 1.8, 8, f"{number}", 13, bold=True, colour=QUIET)
        if name:
            sheets.text(x + 10, _HEAD + 1.8, _COLUMN - 13, name, 15, bold=True)
        else:
            sheets.rule(x + 10, _HEAD + 9, x + _COLUMN - 5, _HEAD + 9)
        if owed:
            words = t("kitprint.owed", owed=t(f"kitprint.owed_{number}"))
            sheets.text(x + 3, _HEAD + 10.8, _COLUMN - 6, words, 8, colour=QUIET)
    sheets.paragraph(_LEFT, _HEAD + 2, _LABELS - 3, height - 3, t("kitprint.stages_label"), 9, bold=True)
    if owed:
        sheets.paragraph(_LEFT, _HEAD + 9.6, _LABELS - 2, 7, t("kitprint.owed_label"), 6.5, colour=QUIET)
    return height


def _label(sheets: Sheets, y: float, icon: str, name: str, hint: str) -> None:
    sheets.icon(icon, _LEFT + 1.2, y + 1.8, 5)
    used = sheets.paragraph(_LEFT + 7.2, y + 2.2, _LABELS - (15.5 if icon == "wave" else 8), 10, name, 9, bold=True)
    # Where the faces stand there is less room.
    room = _LABELS - (11 if icon == "wave" else 2.6)
    sheets.paragraph(_LEFT + 1.4, y + 3.4 + max(used, 4.6), room, 16, hint, 6.5, colour=QUIET)


def _lines(sheets: Sheets, x: float, y: float, height: float) -> None:
    for row in range(1, int(height // 7.5) + 1):
        if row * 7.5 + 1.5 < height - 0.8:
            sheets.rule(x + 3, y + row * 7.5 + 1.5, x + _COLUMN - 3, y + row * 7.5 + 1.5, dots=True)


def _halves(x: float) -> tuple[tuple[float, float], ...]:
    """Return where the two cards of a cell begin, and how wide they are."""
    width = (_COLUMN - 6) / 2
    return ((x + 2, width), (x + 4 + width, width))


def _touchpoints(sheets: Sheets, x: float, y: float, height: float) -> None:
    for left, width in _halves(x):
        sheets.box(left, y + 2, width, height - 4, edge=LINE, radius=1.5, dots=True)
        sheets.text(left + 1.8, y + height - 7.2, 12, t("board.channel"), 6.5, colour=QUIET)
        sheets.rule(left + 14, y + height - 4, left + width - 2, y + height - 4)


def _stars(sheets: Sheets, x: float, y: float, height: float) -> None:
    for left, width in _halves(x):
        sheets.star(left + width / 2 - 3, y + height / 2 - 3, 6)


def _emotions(sheets: Sheets, x: float, y: float, height: float) -> None:
    for row, emotion in enumerate(EMOTIONS):
        level = y + 5 + row * (height - 10) / 4
        sheets.rule(x, level, x + _COLUMN, level, width=0.4 if emotion == 0 else 0.2, dots=emotion != 0)
    for left, width in _halves(x):
        sheets.rule(left + width / 2, y + 1.5, left + width / 2, y + height - 1.5, dots=True)


def _scale(sheets: Sheets, y: float, height: float = 48) -> None:
    """Draw the faces at the left of the emotion grid; its words stand in the legend."""
    for row, emotion in enumerate(EMOTIONS):
        level = y + 5 + row * (height - 10) / 4
        sheets.face(emotion, _LEFT + _LABELS - 7.8, level - 3.2, 6.4)
        sheets.text(_LEFT + _LABELS + 0.8, level - 3.1, 6, signed(emotion), 6.5, bold=True, colour=QUIET)


def _pain_points(sheets: Sheets, x: float, y: float, height: float) -> None:
    for left, width in _halves(x):
        sheets.box(left, y + 2, width, height - 4, edge=LINE, radius=1.5, dots=True)
        _boxes(sheets, left + 1.8, y + height - 6.6, width - 3.6)


def _boxes(sheets: Sheets, x: float, y: float, width: float) -> None:
    sheets.text(x, y + 0.2, width - 19.5, t("board.severity"), 6.5, colour=QUIET)
    for severity in range(1, 6):
        left = x + width - 18.4 + (severity - 1) * 3.8
        sheets.box(left, y, 3.2, 3.4, edge="text", pen=0.25)
        sheets.text(left, y + 0.25, 3.2, str(severity), 6.5, colour=QUIET, align="C")


def _opportunities(sheets: Sheets, x: float, y: float, height: float) -> None:
    for row, field in enumerate(("goal", "measure", "owner")):
        level = y + height - 3 - (2 - row) * 6.4
        used = sheets.text(x + 2.5, level - 3.2, 22, t(f"board.{field}"), 6.5, colour=QUIET)
        sheets.rule(x + 4 + used, level, x + _COLUMN - 3, level)


def _visibility(sheets: Sheets, y: float) -> float:
    sheets.box(_LEFT, y, _RIGHT - _LEFT, _VISIBILITY, fill="backstage")
    for above in (0.0, _VISIBILITY):
        sheets.rule(_LEFT, y + above, _RIGHT, y + above, colour="text", width=0.4)
    room = _RIGHT - _LEFT - _LABELS - 6
    sheets.text(_LEFT + _LABELS + 3, y + 1, room, t("kitprint.visibility"), 7.5, bold=True, colour=QUIET)
    return y + _VISIBILITY


def _legend(sheets: Sheets, y: float) -> None:
    """Explain signs in two rows: faces and severity, then channels, star and evidence."""
    size = 7.0

    def word(x: float, row: int, text: str, *, bold: bool = False) -> float:
        return x + sheets.text(x, y + row * 5 + 0.6, 120, text, size, bold=bold, colour=QUIET)

    x = word(_LEFT, 0, t("board.emotion"), bold=True) + 3
    for emotion in EMOTIONS:
        sheets.face(emotion, x, y, 3.8)
        x = word(x + 4.8, 0, feeling(emotion)) + 3.5
    x = word(x + 4, 0, t("board.severity"), bold=True) + 3
    x = word(x, 0, f"1 {t('board.severity_low')} … 5 {t('board.severity_high')}") + 8
    x = word(x, 0, t("board.evidence"), bold=True) + 3
    for kind in ("assumption", "quote", "data"):
        sheets.icon(kind, x, y, 3.8)
        x = word(x + 4.8, 0, t(f"board.evidence_{kind}")) + 3.5
    x = word(_LEFT, 1, t("board.channel"), bold=True) + 3
    for channel in Channel:
        sheets.icon(channel.value, x, y + 5, 3.8)
        x = word(x + 4.8, 1, t(f"board.channel_{channel.value}")) + 3.5
    sheets.star(x + 4, y + 5, 3.8, filled=True)
    word(x + 9, 1, t("kitprint.star_legend"))
    sheets.text(_RIGHT - 40, y + 5.6, 40, "Journeybook", 6.5, colour=QUIET, align="R")


def feeling(emotion: int) -> str:
    """Return an emotion in words."""
    return t(f"board.emotion_{emotion}".replace("-", "m"))


def signed(emotion: int) -> str:
    """Return an emotion as a number with its sign."""
    return f"{emotion:+d}".replace("-", "−") if emotion else "0"
