"""A journey map as a picture: one SVG that stands for itself, drawn as the board draws it.

Nothing in it is loaded from elsewhere and nothing in it runs; all text is escaped. It is light on paper and in other
programs, and dark on a reader's dark screen.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..i18n import check_language, t
from ..model import JourneyMap
from .drawing import svg
from .drawing.blocks import LONGEST_TEXT, Style
from .drawing.blocks import label as line_of_text
from .drawing.marks import Look, Mark, Rect, Spot
from .drawing.table import Scene, sheet_scene
from .losses import CARDS, ONCE, Loss, LossKind, label, left_out

WIDTH = 1400
"""How wide a picture is made, in CSS pixels, where the map leaves a choice; one with many touchpoints is wider."""


@dataclass(frozen=True)
class Badge:
    """A numbered mark on a card.

    Parameters
    ----------
    number : int
        What stands on it.
    card : str
        Id of the card or stage that it stands on; a badge for a card that the map has not is left out.
    name : str
        What it means, for a screen reader and a mouse that rests on it.
    href : str
        Where it leads, such as ``"#finding-1"``: a place on the page around the picture.
    tone : str
        ``"bad"``, ``"fair"``, ``"good"`` or ``"accent"``.
    """

    number: int
    card: str
    name: str = ""
    href: str = ""
    tone: str = "bad"


def map_svg(
    journey_map: JourneyMap,
    lang: str,
    *,
    marks: Sequence[Badge] = (),
    title: str = "",
    width: float = WIDTH,
    inline: bool = False,
    paper: bool = False,
) -> str:
    """Return a journey map as an SVG picture.

    Parameters
    ----------
    journey_map : JourneyMap
        The map. Of very long texts the beginning is shown.
    lang : {"zh", "en"}
        Language of the words around the map's own.
    marks : sequence of Badge
        Numbers to put on cards.
    title : str
        What the picture is, for a screen reader; “customer journey map” and the scenario's name by default.
    width : float
        Width to fill, in CSS pixels, as far as what is in the map can be read.
    inline : bool
        Whether it goes into an HTML page, where an SVG needs no namespace; otherwise it is a file.
    paper : bool
        Whether it stays light on a dark screen too, as the page that it stands on does.

    Examples
    --------
    >>> map_svg(JourneyMap(), "en").startswith("<svg ")
    True
    """
    check_language(lang)
    scene = sheet_scene(journey_map, width, lang)
    badges = badge_marks(scene, marks)
    shown = [mark for mark in scene.marks if not isinstance(mark, Spot)]
    every: list[Mark] = [Rect(0, 0, scene.width, scene.height, 0, Look(fill="surface")), *shown]
    style = "" if paper else svg.dark_style([*every, *(mark for _, group in badges for mark in group)])
    words = title or title_of(journey_map, lang)
    # Two pictures on one page must not share the names of their parts.
    key = f"jb-{zlib.crc32((journey_map.model_dump_json() + words).encode('utf-8', 'replace')):08x}"
    body = "".join(svg.element(mark, f"{key}-feeling") for mark in every)
    named = f'role="img" aria-labelledby="{key}-title {key}-desc"'
    head = f'<title id="{key}-title">{svg.xml(words)}</title>'
    head += f'<desc id="{key}-desc">{svg.xml(description(journey_map, lang))}</desc>'
    # Badges that lead somewhere stand beside the image, not in it: in an image nothing can be reached.
    links = any(badge.href for badge, _ in badges)
    over = "".join(_badge(badge, group, f"{key}-feeling") for badge, group in badges)
    inside = f"<g {named}>{body}</g>{over}" if links else f"{body}{over}"
    size = f'width="{scene.width:g}" height="{scene.height:g}" viewBox="0 0 {scene.width:g} {scene.height:g}"'
    space = "" if inline else 'xmlns="http://www.w3.org/2000/svg" '
    language = "zh-CN" if lang == "zh" else "en"
    return (
        f'<svg {space}class="jb-picture" {size} lang="{language}" font-family="{svg.FONTS[lang]}"'
        f"{'' if links else f' {named}'}>{head}{style}{svg.feeling(f'{key}-feeling')}{inside}</svg>"
    )


def badge_marks(scene: Scene, badges: Sequence[Badge]) -> list[tuple[Badge, list[Mark]]]:
    """Return each badge that has a card with the marks that show it, side by side where a card has several."""
    spots = {mark.id: mark for mark in scene.marks if isinstance(mark, Spot)}
    taken: dict[str, int] = defaultdict(int)
    found: list[tuple[Badge, list[Mark]]] = []
    for badge in badges:
        spot = spots.get(badge.card)
        if spot is None:
            continue
        size = 22 if badge.number < 100 else 32
        # A row along the card's upper edge; what finds no room there goes on in a row below.
        in_row = max(1, int((spot.width - 24) // 26))
        row, place = divmod(taken[badge.card], in_row)
        taken[badge.card] += 1
        x, y = spot.x - 6 + place * 26, spot.y - 15 + row * 26
        marks: list[Mark] = [
            Rect(x, y, size, 22, 11, Look(f"{badge.tone}-text", "surface", width=2)),
            line_of_text(str(badge.number), x + size / 2, y + 11, Style(12, 700, "surface"), middle=True),
        ]
        found.append((badge, marks))
    return found


def _badge(badge: Badge, marks: list[Mark], gradient: str) -> str:
    drawn = "".join(svg.element(mark, gradient) for mark in marks)
    name = f"<title>{svg.xml(badge.name)}</title>" if badge.name else ""
    if not badge.href:
        return f"<g>{name}{drawn}</g>"
    said = f' aria-label="{svg.xml(f"{badge.number} {badge.name}".strip())}"'
    return f'<a href="{svg.xml(badge.href)}"{said}>{name}{drawn}</a>'


def title_of(journey_map: JourneyMap, lang: str) -> str:
    """Return what a map is called on a picture: “customer journey map” and the scenario's name."""
    words = t("words.journey_map", lang)
    named = [words[:1].upper() + words[1:], journey_map.scenario.name.strip()]
    return " · ".join(filter(None, named))


def _feeling(emotion: int | None, lang: str) -> str:
    if emotion is None:
        return t("board.emotion_unset", lang)
    return t(f"board.emotion_{emotion}".replace("-", "m"), lang)


def losses_of(journey_map: JourneyMap) -> tuple[Loss, ...]:
    """Return what of a map its picture does not show."""
    shortened = [
        Loss(LossKind.SHORTENED, f"{part}.{field}", label(card))
        for part, field, card in _written(journey_map)
        if len(getattr(card, field)) > LONGEST_TEXT
    ]
    places = [f"{part}.{field}" for part, fields in _NOT_SHOWN.items() for field in fields]
    return (*left_out(journey_map, places), *shortened, Loss(LossKind.NOTE, "one_way"))


_NOT_SHOWN = {
    "touchpoint": ("case_touchpoint",),
    "opportunity": ("pain_points",),
    "evidence": ("text", "source"),
}
"""Of evidence a picture shows how much of each kind there is, of opportunities how many pain points they answer."""

_SHOWN_TEXTS = {
    "stage": ("name",),
    "touchpoint": ("name", "action", "thought", "backstage"),
    "pain_point": ("text",),
    "opportunity": ("text", "goal", "measure", "owner"),
    "lane": ("name", "unit"),
    "lane_cell": ("text",),
    "persona": ("name", "about", "goal"),
    "scenario": ("name", "situation"),
}


def _written(journey_map: JourneyMap) -> Iterator[tuple[str, str, Any]]:
    """Yield the texts that a picture shows: part, field and card."""
    for part, fields in _SHOWN_TEXTS.items():
        cards = (getattr(journey_map, part),) if part in ONCE else getattr(journey_map, CARDS[part])
        yield from ((part, field, card) for field in fields for card in cards)


_MOST_SAID = 40
"""A description for the ear names no more touchpoints than this."""


def description(journey_map: JourneyMap, lang: str) -> str:
    """Return in a few sentences what the picture shows, for those who cannot see it."""
    if not journey_map.stages:
        return t("picture.empty", lang)
    comma = t("picture.comma", lang)
    unnamed = t("board.unnamed", lang)
    cards = {card.id: card for card in journey_map.touchpoints}
    order = [cards[card] for card, _ in journey_map.emotion_curve()]
    feelings = [
        t(
            "board.named",
            lang,
            name=card.name or unnamed,
            value=_feeling(card.emotion, lang),
        )
        for card in order[:_MOST_SAID]
    ]
    sentences = [
        t("picture.stages", lang, stages=comma.join(stage.name or unnamed for stage in journey_map.stages)),
        t("picture.curve", lang, feelings=comma.join(feelings)) if feelings else t("picture.no_touchpoints", lang),
        t(
            "picture.counts",
            lang,
            pain_points=len(journey_map.pain_points),
            opportunities=len(journey_map.opportunities),
        ),
    ]
    moments = comma.join(card.name or unnamed for card in order[:_MOST_SAID] if card.is_moment_of_truth)
    if moments:
        sentences.append(t("picture.moments", lang, moments=moments))
    return " ".join(sentences)
