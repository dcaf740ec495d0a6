"""The cards of a map on slides: each a shape with its text inside, as high as that is, and what the notes say of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...i18n import t
from ...model import Aspect, Evidence, JourneyMap, Opportunity, PainPoint, Touchpoint
from ..drawing.cards import proof_of
from . import measuring
from .pptxfile import Said, call, panel, write
from .words import words

SIZES = (11.0, 10.0, 9.0)
"""Points of a card's text: the first are taken with which a slide has room for all lanes."""

_SMALLER = 1.5
"""By so many points what stands small on a card is smaller."""

_LINES = 6
"""So many lines of one text stand on a card; the notes hold the whole."""

_SIDE, _TOP = 7.0, 5.0
"""Room around the text of a card."""


@dataclass(frozen=True)
class Card:
    """A card.

    Attributes
    ----------
    id : str
        Id of what it shows.
    name : str
        What the shape is called in the list of a slide's objects.
    said : tuple of Said
        Its paragraphs.
    fill, edge : str
        Its colours.
    bare : bool
        Whether its edge is dashed, for nothing supports what it claims.
    star : bool
        Whether a star stands on its corner.
    notes : tuple of str
        All of its text, and its evidence.
    """

    id: str
    name: str
    said: tuple[Said, ...]
    fill: str
    edge: str
    bare: bool = False
    star: bool = False
    notes: tuple[str, ...] = ()

    def height(self, width: float) -> float:
        """Return how high the card is at a width."""
        room = width - 2 * _SIDE
        return 2 * _TOP + sum(_height(said, room) for said in self.said)

    def draw(self, slide: Any, x: float, y: float, width: float, height: float) -> None:
        """Draw the card."""
        from pptx.enum.dml import MSO_LINE

        shape = panel(slide, x, y, width, height, self.fill, edge=self.edge, radius=7)
        call(shape, self.name)
        if self.bare:
            shape.line.dash_style = MSO_LINE.DASH
        write(shape.text_frame, self.said, margins=(_SIDE, _TOP, _SIDE, _TOP))
        if self.star:
            mark = panel(slide, x + width - 13, y - 7, 18, 18, "gold", edge="surface", form="STAR_5_POINT")
            call(mark, t("board.moment_of_truth"))


def _height(said: Said, room: float) -> float:
    return measuring.height(said.words, room, said.size) + said.after


def _said(text: str, room: float, size: float, colour: str = "text", *, bold: bool = False) -> Said:
    """Return a paragraph that is cut where it has too many lines."""
    one_line = words(" ".join(text.split()), bold=bold)
    fitting = measuring.shortened(one_line, room, _LINES * size * measuring.LINE + 0.1, size)
    return Said(fitting, size, colour, bold=bold, after=1.5)


class Cards:
    """Makes the cards of one map in the current language.

    Parameters
    ----------
    journey_map : JourneyMap
        The map.
    size : float
        Points of their text.
    """

    def __init__(self, journey_map: JourneyMap, size: float) -> None:
        self._size, self._small = size, size - _SMALLER
        self._evidence: dict[str, list[Evidence]] = {}
        for one in journey_map.evidence:
            self._evidence.setdefault(one.claim, []).append(one)
        self._pains: Mapping[str, str] = {card.id: card.text for card in journey_map.pain_points}
        self._names: Mapping[str, str] = {card.id: card.name for card in journey_map.touchpoints}

    def touchpoint(self, card: Touchpoint, width: float) -> Card:
        """Return a touchpoint with what the customer does and thinks there."""
        room = width - 2 * _SIDE
        name = card.name.strip() or t("board.unnamed")
        channel = t(f"board.channel_{card.channel}") if card.channel else ""
        proof = proof_of(self._evidence.get(card.id, ()), Aspect.MOMENT_OF_TRUTH if card.is_moment_of_truth else None)
        said = [_said(name, room, self._size + 1, bold=True)]
        if channel:
            said.append(_said(channel, room, self._small, "accent-text"))
        if card.action.strip():
            said.append(_said(card.action, room, self._size))
        if card.thought.strip():
            said.append(_said(t("mapslides.thought", text=card.thought.strip()), room, self._size, "muted"))
        look = ("gold-soft", "gold-edge") if card.is_moment_of_truth else ("surface", "line-strong")
        facts = [
            (t("board.channel"), channel),
            (t("board.action"), card.action),
            (t("board.thought"), card.thought),
            (t("board.emotion"), "" if card.emotion is None else _feeling(card.emotion)),
            (t("board.moment_of_truth"), "★" if card.is_moment_of_truth else ""),
            (t("board.lane_backstage"), card.backstage),
        ]
        return Card(
            card.id,
            t("board.named", name=t("board.touchpoint"), value=name),
            tuple(said),
            *look,
            bare=card.is_moment_of_truth and proof.bare,
            star=card.is_moment_of_truth,
            notes=self._notes(t("board.touchpoint"), name, facts, card.id),
        )

    def pain_point(self, card: PainPoint, width: float) -> Card:
        """Return a pain point with its severity and what supports it."""
        room = width - 2 * _SIDE
        evidence = self._evidence.get(card.id, [])
        proof = proof_of(evidence, Aspect.PAIN_POINT)
        text = card.text.strip() or t("board.no_text")
        counted = [t("board.named", name=t(f"board.evidence_{kind}"), value=count) for kind, count in proof.counts]
        support = "  ".join(counted) if counted else t("board.proof_none")
        where = self._names.get(card.touchpoint or "", "")
        facts = [(t("board.severity"), t("board.severity_n", n=card.severity)), (t("board.touchpoint"), where)]
        said = (
            _said(text, room, self._size),
            _said(t("board.severity_n", n=card.severity), room, self._small, "bad-text", bold=True),
            _said(support, room, self._small, "muted"),
        )
        return Card(
            card.id,
            t("board.named", name=t("board.pain_point"), value=text),
            said,
            "bad-bare" if proof.bare else "bad-soft",
            "bad",
            bare=proof.bare,
            notes=self._notes(t("board.pain_point"), text, facts, card.id),
        )

    def opportunity(self, card: Opportunity, width: float) -> Card:
        """Return an opportunity with what is planned for it."""
        room = width - 2 * _SIDE
        text = card.text.strip() or t("board.no_text")
        said = [_said(text, room, self._size)]
        plans = [
            (t("board.goal"), card.goal),
            (t("board.measure"), card.measure),
            (t("board.owner"), card.owner),
        ]
        for name, value in plans:
            if value.strip():
                said.append(_said(t("board.named", name=name, value=value), room, self._small, "good-text"))
        facts = [(t("board.answers"), self._pains[id_]) for id_ in card.pain_points]
        return Card(
            card.id,
            t("board.named", name=t("board.opportunity"), value=text),
            tuple(said),
            "good-soft",
            "good",
            notes=self._notes(t("board.opportunity"), text, [*facts, *plans], card.id),
        )

    def text(self, id_: str, name: str, text: str, width: float, *, backstage: bool = False) -> Card:
        """Return what a lane of one's own or the lane of backstage work says."""
        said = _said(text, width - 2 * _SIDE, self._size)
        look = ("backstage", "backstage-edge") if backstage else ("surface", "line")
        return Card(
            id_,
            t("board.named", name=name, value=text),
            (said,),
            *look,
            notes=(t("board.named", name=name, value=" ".join(text.split())),),
        )

    def _notes(self, kind: str, text: str, facts: Sequence[tuple[str, str]], id_: str) -> tuple[str, ...]:
        lines = [t("board.named", name=kind, value=" ".join(text.split()))]
        lines += [
            "    " + t("board.named", name=name, value=" ".join(value.split()))
            for name, value in facts
            if value.strip()
        ]
        for one in self._evidence.get(id_, ()):
            claim = t(f"board.evidence_{one.aspect}")
            sort = t(f"board.evidence_{one.kind}")
            said = t(
                "board.named", name=t("mapslides.supported", claim=claim, kind=sort), value=" ".join(one.text.split())
            )
            source = f" – {' '.join(one.source.split())}" if one.source.strip() else ""
            lines.append(f"    {said}{source}")
        return tuple(lines)


def _feeling(emotion: int) -> str:
    signed = f"{emotion:+d}".replace("-", "−") if emotion else "0"
    return f"{signed} {t(f'board.emotion_{emotion}'.replace('-', 'm'))}"
