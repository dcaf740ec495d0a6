"""From slides to a presentation: each kind of slide in its looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...formats.slides import measuring
from ...formats.slides.pptxfile import Deck, Said, new_deck, note, panel, slide_number, table, text_box, title, write
from ...formats.slides.theme import (
    BODY_HEIGHT,
    BODY_TOP,
    FOOT_TOP,
    HEIGHT,
    LEFT,
    ROOM,
    SCALES,
    TITLE_HEIGHT,
    TITLE_TOP,
    WIDTH,
    Scale,
)
from ...formats.slides.words import Run, plain, words
from ...i18n import t
from . import chartdrawing, figures, flow, mapdrawing
from .flow import Box, CardBox, TableBox, TextBox
from .outline import Look, Slide
from .text import Paragraph, Table

_TITLE_SIZES = (32, 28, 24, 20)
_COVER_SIZES = (46, 40, 34, 28, 22)
_COVER_WIDTH = 400.0
_GOALS = (LEFT + _COVER_WIDTH + 44, 96.0, WIDTH - LEFT - (LEFT + _COVER_WIDTH + 44), 370.0)
_COVER_SCALES = tuple(Scale(size, size, size, size) for size in (24, 22, 20, 18))
_GROUP_SCALES = tuple(Scale(size, size, size, size) for size in (36, 32, 28, 24, 20))
_TAKEAWAY_SCALES = tuple(Scale(size, size, 16, 16) for size in (28, 26, 24, 22, 20))

_BADGES = {
    Look.TASK: ("gold", "gold-soft"),
    Look.QUESTION: ("accent", "accent-soft"),
    Look.ANSWER: ("good", "good-soft"),
    Look.TAKEAWAYS: ("accent", "accent-soft"),
    Look.GROUP: ("gold", "gold-soft"),
}


def presentation(slides: Sequence[Slide], name: str) -> Any:
    """Return a presentation with these slides, in the current language."""
    deck = new_deck()
    for slide in slides:
        draw(deck, slide)
    properties = deck.presentation.core_properties
    properties.title, properties.author, properties.last_modified_by = name, "Journeybook", ""
    return deck.presentation


def draw(deck: Deck, slide: Slide) -> None:
    """Add a slide, on as many pages as it needs."""
    match slide.look:
        case Look.MODULE | Look.TITLE:
            _covers(deck, slide)
        case Look.MAP if slide.journey_map is not None:
            pages = mapdrawing.sheets(slide.journey_map)
            for number, page in enumerate(pages, 1):
                made = _begin(deck, slide, number, len(pages))
                mapdrawing.draw(made, page)
        case Look.CHART if slide.figure is not None:
            _chart(deck, slide)
        case _:
            _flowing(deck, slide)


def _numbered(slide: Slide, number: int, count: int) -> str:
    return t("slides.part", title=slide.title, number=number, count=count) if count > 1 else slide.title


def _begin(deck: Deck, slide: Slide, number: int = 1, count: int = 1) -> Any:
    """Add a slide on white with its title, its kicker and its number."""
    made = deck.content()
    accent, _ = _BADGES.get(slide.look, ("accent", ""))
    panel(made, 0, 0, 12, HEIGHT, accent, form="RECTANGLE")
    heading = words(_numbered(slide, number, count), bold=True)
    size = measuring.fitting(heading, ROOM, TITLE_HEIGHT, _TITLE_SIZES)
    title(made, measuring.shortened(heading, ROOM, TITLE_HEIGHT, size), LEFT, TITLE_TOP, ROOM, TITLE_HEIGHT, size)
    label = _label(slide)
    # One line each: a name that is longer is cut, for the whole stands on the lesson's first slide.
    if label:
        width = measuring.width(label, 13, True) / 0.9 + 24
        width = min(width, ROOM / 2)
        tag = panel(made, LEFT, 24, width, 24, accent, radius=12)
        inside = measuring.shortened(words(label, bold=True), width - 16, 13 * measuring.LINE + 1, 13)
        write(tag.text_frame, [Said(inside, 13, "surface", bold=True)], middle=True, centre=True)
    if slide.kicker:
        said = measuring.shortened(words(slide.kicker), ROOM - 80, 18, 13)
        text_box(made, LEFT, FOOT_TOP, ROOM - 80, 18, [Said(said, 13, "muted")])
    slide_number(made, WIDTH - LEFT - 60, FOOT_TOP, 60, 18, 13, "muted")
    note(made, slide.notes)
    return made


def _label(slide: Slide) -> str:
    match slide.look:
        case Look.TASK:
            return t("slides.task")
        case Look.TAKEAWAYS:
            return t("slides.takeaways")
        case Look.QUESTION | Look.ANSWER:
            return slide.about
        case _:
            return ""


def _flowing(deck: Deck, slide: Slide) -> None:
    slide = _asked(slide)
    scales = {Look.GROUP: _GROUP_SCALES, Look.TAKEAWAYS: _TAKEAWAY_SCALES}.get(slide.look, SCALES)
    framed = slide.look in (Look.GROUP, Look.TASK)
    width = ROOM - 48 if framed else ROOM
    height = BODY_HEIGHT - 40 if framed else BODY_HEIGHT
    left, top = (LEFT + 24, BODY_TOP + 20) if framed else (LEFT, BODY_TOP)
    pages = flow.pages(slide.body, width, height, scales)
    for number, page in enumerate(pages, 1):
        made = _begin(deck, slide, number, len(pages))
        used = max((box.y + box.height for box in page), default=0.0)
        if framed and page:
            _, soft = _BADGES[slide.look]
            panel(made, LEFT, BODY_TOP, ROOM, used + 40, soft, radius=16)
        if slide.look is Look.TAKEAWAYS:
            top = BODY_TOP + 4
        for box in page:
            _box(made, box, left, top, width)


def _asked(slide: Slide) -> Slide:
    """Return the slide of a question with the question as its title, where it is short enough for one."""
    if slide.look not in (Look.QUESTION, Look.ANSWER):
        return slide
    first, *rest = slide.body
    if isinstance(first, Paragraph) and rest:
        said = (*first.words, Run(t("slides.part", title="", number=9, count=9), bold=True))
        if measuring.height(said, ROOM, _TITLE_SIZES[-1]) <= TITLE_HEIGHT:
            return replace(slide, title=plain(first.words), body=tuple(rest), about=slide.title)
    return slide


def _box(made: Any, box: Box, left: float, top: float, width: float, colour: str = "text") -> None:
    y = top + box.y
    match box:
        case TextBox():
            text_box(made, left, y, width, box.height, _said(box, colour))
        case CardBox():
            _card(made, box, left, y, width)
        case TableBox():
            table(made, left, y, box.widths, box.heights, box.rows, box.size, (flow.CELL_X, flow.CELL_Y))


def _said(box: TextBox, colour: str = "text") -> list[Said]:
    found = []
    for line in box.lines:
        strong = "" if colour != "text" else "accent-text"
        said = Said(
            line.words,
            line.size,
            "accent-text" if line.quote and colour == "text" else colour,
            mark=line.mark,
            bullet=line.bullet,
            indent=line.indent,
            hanging=flow.INDENT if line.bullet else 0.0,
            after=flow.AFTER,
            accent=strong if any(not run.bold for run in line.words) else "",
        )
        found.append(said)
    return [*found[:-1], replace(found[-1], after=0.0)]


def _card(made: Any, box: CardBox, left: float, y: float, width: float) -> None:
    card = box.card
    fill, edge, disc = {
        "good": ("good-soft", "good", "good"),
        "accent": ("accent-soft", "", "accent"),
    }.get(card.tone, ("sunken", "line", "muted"))
    shape = panel(made, left, y, width, box.height, fill, edge=edge)
    said = [Said(card.words, box.size)]
    if card.note:
        said.append(Said(card.note, box.note_size, "muted"))
    margins = (flow.CARD_LEFT, flow.CARD_TOP / 2, flow.CARD_RIGHT, flow.CARD_TOP / 2)
    write(shape.text_frame, said, middle=True, margins=margins)
    tag = panel(made, left + 14, y + box.height / 2 - 14, 28, 28, disc, form="OVAL")
    write(tag.text_frame, [Said(words(card.tag), 15, "surface", bold=True)], middle=True, centre=True)


def _covers(deck: Deck, slide: Slide) -> None:
    x, top, width, height = _GOALS
    pages = flow.pages(slide.body, width, height - 46, _COVER_SCALES)
    for number, page in enumerate(pages, 1):
        made = deck.cover()
        heading = words(_numbered(slide, number, len(pages)), bold=True)
        size = measuring.fitting(heading, _COVER_WIDTH, 220, _COVER_SIZES)
        heading = measuring.shortened(heading, _COVER_WIDTH, 220, size)
        title(made, heading, LEFT, 150, _COVER_WIDTH, 220, size, "surface")
        said = measuring.shortened(words(slide.kicker, bold=True), _COVER_WIDTH, 24, 16)
        text_box(made, LEFT, 96, _COVER_WIDTH, 24, [Said(said, 16, "night-soft", bold=True)])
        panel(made, LEFT, 128, 64, 5, "gold", form="RECTANGLE")
        about = measuring.shortened(words(slide.about), _COVER_WIDTH, 72, 18)
        text_box(made, LEFT, 394, _COVER_WIDTH, 72, [Said(about, 18, "night-soft")])
        if page:
            key = "slides.agenda" if slide.look is Look.MODULE else "slides.afterwards"
            text_box(made, x, top, width, 26, [Said(words(t(key)), 18, "night-soft", bold=True)])
            for box in page:
                _box(made, box, x, top + 46, width, "surface")
        slide_number(made, WIDTH - LEFT - 60, FOOT_TOP, 60, 18, 13, "night-soft")
        note(made, slide.notes)


def _chart(deck: Deck, slide: Slide) -> None:
    shown = figures.shown(slide.figure)
    if isinstance(shown, Table):
        hint = (Paragraph((Run(slide.about),)),) if slide.about else ()
        _flowing(deck, replace(slide, look=Look.POINTS, body=(*hint, shown)))
        return
    made = _begin(deck, slide)
    if slide.about:
        about = words(slide.about)
        size = measuring.fitting(about, ROOM, 42, (18, 16, 14, 12))
        about = measuring.shortened(about, ROOM, 42, size)
        text_box(made, LEFT, TITLE_TOP + TITLE_HEIGHT - 6, ROOM, 42, [Said(about, size, "muted")])
    chartdrawing.draw(made, shown, slide.notes)
