"""From marks to SVG: every text escaped, nothing loaded, no script; dark where the reader's screen is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from .curve import emotion_y
from .marks import FEELING, Look, Mark, Path, Rect, Spot, Text
from .palette import DARK, LIGHT, colours

FONTS = {
    "en": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', "
    "'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    "zh": "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', system-ui, sans-serif",
}
"""The board's own fonts; the last one is there on every computer."""

_LIGHT = colours(LIGHT)
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Everything that XML 1.0 has no place for, halves of surrogate pairs among it."""


def xml(text: str) -> str:
    """Return a text as XML says it: nothing in it is markup, and nothing in it breaks the file."""
    return escape(_FORBIDDEN.sub("", text))


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _paint(look: Look, gradient: str) -> str:
    """Return the attributes of a look: the light page's colours, and classes that a dark screen paints anew."""
    names, written = [], []
    for attribute, colour in (("fill", look.fill), ("stroke", look.stroke)):
        if colour == FEELING:
            written.append(f'{attribute}="url(#{gradient})"')
        elif colour:
            names.append(f"{attribute[0]}-{colour}")
            written.append(f'{attribute}="{_LIGHT[colour]}"')
        elif attribute == "fill":
            written.append('fill="none"')
    if look.stroke:
        written.append(f'stroke-width="{look.width:g}" stroke-linejoin="round"')
        if look.dash:
            written.append(f'stroke-dasharray="{look.dash}"')
        # Short dashes with round ends would grow into each other.
        if look.round or not look.dash:
            written.append('stroke-linecap="round"')
    if look.opacity != 1:
        written.append(f'opacity="{look.opacity:g}"')
    if names:
        written.append(f'class="{" ".join(names)}"')
    return " ".join(written)


def element(mark: Mark, gradient: str) -> str:
    """Return the SVG element of one mark; nothing for a card's place."""
    match mark:
        case Spot():
            return ""
        case Rect():
            box = f'x="{_number(mark.x)}" y="{_number(mark.y)}" width="{_number(mark.width)}"'
            corner = f' rx="{_number(mark.radius)}"' if mark.radius else ""
            return f'<rect {box} height="{_number(mark.height)}"{corner} {_paint(mark.look, gradient)}/>'
        case Path():
            moves = f"translate({_number(mark.x)} {_number(mark.y)})" if mark.x or mark.y else ""
            moves += f" scale({round(mark.scale, 4):g})" if mark.scale != 1 else ""
            moved = f' transform="{moves.strip()}"' if moves else ""
            return f'<path d="{mark.d}"{moved} {_paint(mark.look, gradient)}/>'
        case Text():
            return _text(mark)


def _text(mark: Text) -> str:
    x, anchor = _number(mark.x), ' text-anchor="middle"' if mark.middle else ""
    style = f'font-size="{mark.size:g}" font-weight="{mark.weight}" {_paint(Look(fill=mark.fill), "")}'
    if len(mark.lines) == 1:
        inside = xml(mark.lines[0])
    else:
        step = _number(mark.step)
        lines = [
            f'<tspan x="{x}" dy="{step if i else 0}">{xml(one) or " "}</tspan>' for i, one in enumerate(mark.lines)
        ]
        inside = "".join(lines)
    return f'<text x="{x}" y="{_number(mark.y)}"{anchor} {style}>{inside}</text>'


def feeling(gradient: str) -> str:
    """Return the colours of the emotion curve, as a definition that marks refer to."""
    stops = "".join(f'<stop offset="{at}" stop-color="{_LIGHT[name]}"/>' for at, name in FEELING_STOPS)
    ends = f'y1="{emotion_y(2):g}" y2="{emotion_y(-2):g}"'
    kind = f'id="{gradient}" gradientUnits="userSpaceOnUse" x1="0" x2="0" {ends}'
    return f"<defs><linearGradient {kind}>{stops}</linearGradient></defs>"


FEELING_STOPS = ((0, "good"), (0.5, "fair"), (1, "bad"))


def dark_style(marks: Iterable[Mark]) -> str:
    """Return the style sheet that paints these marks for a dark screen; paper and other programs stay light."""
    dark = colours(DARK)
    used: set[tuple[str, str]] = set()
    for mark in marks:
        if isinstance(mark, Rect | Path):
            used |= {("fill", mark.look.fill), ("stroke", mark.look.stroke)}
        elif isinstance(mark, Text):
            used.add(("fill", mark.fill))
    rules = [
        f".jb-picture .{kind[0]}-{colour}{{{kind}:{dark[colour]}}}"
        for kind, colour in sorted(used)
        if colour in dark and dark[colour] != _LIGHT[colour]
    ]
    return f"<style>@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}</style>"
