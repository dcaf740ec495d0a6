"""A map as slides for PowerPoint and its like: shapes that can be edited, whole texts and evidence in the notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..i18n import t, use_language
from ..model import JourneyMap
from . import letters
from .losses import Loss, LossKind, left_out
from .picture import description, title_of
from .slides import measuring
from .slides.mapslides import LEFT, MapSlide, draw, slides_of
from .slides.pptxfile import Deck, Said, call, new_deck, note, panel, slide_number, text_box, title
from .slides.pptxfile import write as write_said
from .slides.theme import EAST_ASIAN, HEIGHT, WIDTH
from .slides.words import words

_ROOM = WIDTH - 2 * LEFT
_PANEL_GAP = 24.0
_MOST_PANEL = 290.0


def write(journey_map: JourneyMap, path: Path, lang: str) -> tuple[Loss, ...]:
    """Write the slides and return what of the map they do not hold."""
    with use_language(lang):
        deck = new_deck()
        deck.presentation.core_properties.title = words(title_of(journey_map, lang)[:250])[0].text
        deck.presentation.core_properties.author = "Journeybook"
        _first(deck, journey_map, lang)
        sheets = slides_of(journey_map) if journey_map.stages else []
        for sheet in sheets:
            _sheet(deck, sheet)
        deck.presentation.save(str(path))
    return (
        *left_out(journey_map, ["touchpoint.case_touchpoint"]),
        Loss(LossKind.NOTE, "one_way"),
        *letters.missing(journey_map, lang, EAST_ASIAN),
    )


def _first(deck: Deck, journey_map: JourneyMap, lang: str) -> None:
    """Add the slide that says who travels and why."""
    slide = deck.content()
    _title(slide, title_of(journey_map, lang), 28, 74)
    persona, scenario = journey_map.persona, journey_map.scenario
    kind = t("mapslides.kind", scenario=t("board.scenario"), kind=t(f"board.kind_{journey_map.kind}"))
    parts = (
        (
            *("accent-soft", "accent-text", t("board.persona"), persona.name),
            ((t("board.persona_about"), persona.about), (t("board.persona_goal"), persona.goal)),
        ),
        (
            *("good-soft", "good-text", kind, scenario.name),
            ((t("board.scenario_situation"), scenario.situation),),
        ),
    )
    width, top = (_ROOM - _PANEL_GAP) / 2, 120.0
    notes, texts = [], []
    for _, colour, kicker, name, facts in parts:
        shown = [(one, value) for one, value in facts if value.strip()]
        texts.append(_panel(kicker, colour, name, shown, width - 44, _MOST_PANEL - 40))
        notes += [t("board.named", name=kicker, value=name.strip() or t("board.unnamed"))]
        notes += [t("board.named", name=one, value=value) for one, value in shown]
    height = 44 + max(
        sum(measuring.height(one.words, width - 44, one.size) + one.after for one in said) for said in texts
    )
    for i, ((fill, _, kicker, *_), said) in enumerate(zip(parts, texts, strict=True)):
        shape = panel(slide, LEFT + i * (width + _PANEL_GAP), top, width, height, fill, radius=14)
        call(shape, kicker)
        write_said(shape.text_frame, said, margins=(22, 18, 22, 18))
    counts = description(journey_map, lang)
    below = measuring.shortened(words(counts), _ROOM, 66, 13)
    text_box(slide, LEFT, top + height + 14, _ROOM, 66, [Said(below, 13, "muted")])
    _foot(slide)
    note(slide, "\n".join([*notes, counts]))


def _panel(kicker: str, colour: str, name: str, facts: list[tuple[str, str]], room: float, height: float) -> list[Said]:
    """Return what stands in a panel, in letters that fit; texts that are still too long are cut."""
    heading = measuring.shortened(words(name.strip() or t("board.unnamed"), bold=True), room, 56, 20)
    said = [Said(words(kicker), 13, colour, bold=True, after=4), Said(heading, 20, bold=True, after=8)]
    texts = [words(t("board.named", name=one, value=value.strip())) for one, value in facts]
    left = height - 13 * measuring.LINE - measuring.height(heading, room, 20) - 12 - 6 * len(texts)
    for size in (16.0, 14.0, 12.0):
        if sum(measuring.height(text, room, size) for text in texts) <= left:
            break
    share = left / max(1, len(texts))
    return [*said, *(Said(measuring.shortened(text, room, share, size), size, after=6) for text in texts)]


def _sheet(deck: Deck, sheet: MapSlide) -> None:
    slide = deck.content()
    _title(slide, sheet.title, 14, 42)
    draw(slide, sheet)
    _foot(slide)
    lines = [line for row in sheet.rows for line in row.notes]
    note(slide, "\n".join([t("mapslides.notes"), "", *lines]))


def _title(slide: Any, text: str, top: float, height: float) -> None:
    heading = words(" ".join(text.split()), bold=True)
    sizes = (34, 30, 26, 22) if height > 50 else (24, 20, 18, 16)
    size = measuring.fitting(heading, _ROOM, height, sizes)
    title(slide, measuring.shortened(heading, _ROOM, height, size), LEFT, top, _ROOM, height, size)


def _foot(slide: Any) -> None:
    """Add the legend and the slide's number."""
    y, x = HEIGHT - 26.0, LEFT
    for form, fill, edge, word in (
        ("STAR_5_POINT", "gold", "", t("board.moment_of_truth")),
        ("ROUNDED_RECTANGLE", "bad-soft", "bad", t("mapslides.legend_pain")),
        ("ROUNDED_RECTANGLE", "good-soft", "good", t("mapslides.legend_opportunity")),
        ("ROUNDED_RECTANGLE", "surface", "bad", t("mapslides.legend_bare")),
    ):
        sign = panel(slide, x, y + 1.5, 13, 11, fill, edge=edge, form=form, radius=3)
        if fill == "surface":
            _dashed(sign)
        width = measuring.width(word, 10) + 12
        text_box(slide, x + 18, y, width, 14, [Said(words(word), 10, "muted")], middle=True)
        x += 18 + width + 10
    slide_number(slide, WIDTH - LEFT - 60, y, 60, 14, 10, "muted")


def _dashed(shape: Any) -> None:
    from pptx.enum.dml import MSO_LINE

    shape.line.dash_style = MSO_LINE.DASH
