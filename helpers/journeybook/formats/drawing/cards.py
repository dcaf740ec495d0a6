"""The cards of a picture: touchpoints, pain points, opportunities, backstage work, and the arrows of the stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...i18n import t
from ...model import Aspect, Channel, Evidence, EvidenceKind, Opportunity, PainPoint, Touchpoint
from .blocks import (
    BODY,
    NAME,
    NOTHING,
    SIDE,
    SMALL,
    THOUGHT,
    Block,
    Style,
    behind,
    boxed,
    column,
    label,
    measure,
    noted,
    paragraph,
)
from .marks import Look, Mark, Path, Rect, Spot, circle, icon, star

LEAST_CARD = 64
"""Least height of a touchpoint's card."""

_TILE = 28
_BARE = "4 3"
"""The dashes of an edge around a claim that nothing supports."""

_BY_STRENGTH = (EvidenceKind.DATA, EvidenceKind.QUOTE, EvidenceKind.ASSUMPTION)
PROOF_COLOURS = {
    EvidenceKind.DATA: "good-text",
    EvidenceKind.QUOTE: "accent-text",
    EvidenceKind.ASSUMPTION: "muted",
}


@dataclass(frozen=True)
class Proof:
    """What a card's claims rest on: pieces of evidence by kind, the strongest first; whether a claim has none."""

    counts: tuple[tuple[EvidenceKind, int], ...]
    bare: bool


def proof_of(evidence: Sequence[Evidence], aspect: Aspect | None) -> Proof:
    """Return what a card shows of its evidence; `aspect` is what it claims by itself, if anything."""
    speaking = [one for one in evidence if one.text.strip()]
    counts = tuple((kind, sum(one.kind is kind for one in speaking)) for kind in _BY_STRENGTH)
    bare = aspect is not None and all(one.aspect is not aspect for one in speaking)
    return Proof(tuple(pair for pair in counts if pair[1]), bare)


def _proof_row(proof: Proof, lang: str) -> Block:
    """Return the signs of a card's evidence with their numbers."""
    entries = [(kind.value, str(count), PROOF_COLOURS[kind], "") for kind, count in proof.counts]
    if proof.bare:
        entries.append(("unproved", t("board.proof_none", lang), "muted", "4 3.5"))
    if not entries:
        return NOTHING

    def draw(x: float, y: float) -> list[Mark]:
        marks: list[Mark] = []
        for name, words, colour, dash in entries:
            style = Style(SMALL.size, SMALL.weight, colour)
            marks += [icon(name, x, y + 2, 14, colour, dash), label(words, x + 18, y + 9, style)]
            x += 18 + measure(words, style) + 12
        return marks

    return Block(18, draw)


def channel_tile(channel: Channel | None, x: float, y: float) -> list[Mark]:
    """Return a channel's sign on its tile; a dashed tile where none is chosen."""
    if channel is None:
        return [Rect(x, y, _TILE, _TILE, 9, Look(stroke="line-strong", dash="3 3"))]
    return [Rect(x, y, _TILE, _TILE, 9, Look(fill="accent-tile")), icon(channel.value, x + 5, y + 5, 18, "accent-text")]


def _quoted(text: str, width: float) -> Block:
    """Return what goes through the customer's mind, behind the bar of a quotation."""
    words = paragraph(text, width - 12, THOUGHT)
    if words.height == 0:
        return NOTHING
    bar = Look(fill="line")
    return Block(words.height, lambda x, y: [Rect(x + 1, y + 1, 2, words.height - 2, 1, bar), *words.draw(x + 11, y)])


def _placed(card: str, width: float, block: Block) -> Block:
    """Return a block that says where its card stands."""
    return Block(block.height, lambda x, y: [Spot(x, y, width, block.height, card), *block.draw(x, y)])


def touchpoint_card(card: Touchpoint, evidence: Sequence[Evidence], width: float, least: float, lang: str) -> Block:
    """Return a touchpoint's card; gold with a star on its corner where it is a moment of truth."""
    inner = width - 2 * SIDE
    name = NAME if card.name.strip() else Style(NAME.size, 400, "muted")
    moment = card.is_moment_of_truth
    proof = proof_of(evidence, Aspect.MOMENT_OF_TRUTH if moment else None)
    sign = Block(_TILE, lambda x, y: channel_tile(card.channel, x, y))
    title = paragraph(card.name if card.name.strip() else t("board.unnamed", lang), inner - _TILE - 8, name)
    body = column([behind(sign, _TILE + 8, title), _quoted(card.thought, inner), _proof_row(proof, lang)], 5)
    if not moment:
        return _placed(card.id, width, boxed(body, width, Look(fill="surface", stroke="line"), least=least))
    gold = Look("gold-bare", "gold-bare-edge", dash=_BARE) if proof.bare else Look("gold-soft", "gold-edge")
    frame = boxed(body, width, gold, least=least)
    starred = Block(frame.height, lambda x, y: [*frame.draw(x, y), *_corner_star(x + width, y)])
    return _placed(card.id, width, starred)


def _corner_star(x: float, y: float) -> list[Mark]:
    return [circle(x - 5, y + 3, 13, Look("surface", "gold-edge")), star(x - 14, y - 6, 18)]


def _severity_bars(severity: int) -> Block:
    """Return five bars, as many of them full as the pain point is severe, and the number."""

    def draw(x: float, y: float) -> list[Mark]:
        bars: list[Mark] = [
            Rect(x + i * 15, y + 6, 12, 6, 3, Look(fill="bad" if i < severity else "bad-edge")) for i in range(5)
        ]
        return [*bars, label(str(severity), x + 80, y + 9, Style(12, 700, "bad-text"))]

    return Block(18, draw)


def _signed(name: str, colour: str, text: str, width: float, lang: str) -> Block:
    """Return the first line of a note: its sign, so that its colour is not all that tells it."""
    sign = Block(21, lambda x, y: [icon(name, x - 2, y + 2, 17, colour)])
    words = text if text.strip() else t("board.no_text", lang)
    return behind(sign, 20, paragraph(words, width - 20, BODY if text.strip() else THOUGHT))


def pain_note(card: PainPoint, evidence: Sequence[Evidence], width: float, elsewhere: str, lang: str) -> Block:
    """Return a pain point as a red note; `elsewhere` names its touchpoint where that stands in another stage."""
    inner = width - 2 * SIDE
    proof = proof_of(evidence, Aspect.PAIN_POINT)
    body = column(
        [
            _signed("bolt", "bad", card.text, inner, lang),
            _severity_bars(card.severity),
            noted("touch", elsewhere, inner),
            _proof_row(proof, lang),
        ],
        4,
    )
    look = Look("bad-bare", "bad-bare-edge", dash=_BARE) if proof.bare else Look("bad-soft", "bad-edge")
    return _placed(card.id, width, boxed(body, width, look))


def opportunity_note(card: Opportunity, width: float, lang: str) -> Block:
    """Return an opportunity as a green note, with what is planned for it."""
    inner = width - 2 * SIDE
    count = len(card.pain_points)
    answered = t("board.answers_one" if count == 1 else "board.answers_other", lang, n=count) if count else ""
    body = column(
        [
            _signed("bulb", "good", card.text, inner, lang),
            noted("bolt", answered, inner),
            noted("target", card.goal, inner),
            noted("gauge", card.measure, inner),
            noted("person", card.owner, inner),
        ],
        4,
    )
    return _placed(card.id, width, boxed(body, width, Look("good-soft", "good-edge")))


def backstage_note(text: str, width: float) -> Block:
    """Return what is done behind the scenes for a touchpoint; nothing where nobody wrote it."""
    words = paragraph(text, width - 2 * SIDE, BODY)
    return boxed(words, width, Look("backstage", "backstage-edge"), radius=10) if words.height else NOTHING


_NOTCH = 14


def stage_arrow(stage: str, name: str, number: int, width: float) -> Block:
    """Return a stage's name on an arrow that points to the next."""
    words = paragraph(name, width - 22 - 30 - 20, Style(15, 650, "accent-text"))
    height = max(44, words.height + 14)

    def draw(x: float, y: float) -> list[Mark]:
        middle, right, low = y + height / 2, x + width, y + height
        outline = (
            f"M{x:g} {y:g}L{right - _NOTCH:g} {y:g}L{right:g} {middle:g}L{right - _NOTCH:g} {low:g}"
            f"L{x:g} {low:g}L{x + _NOTCH:g} {middle:g}z"
        )
        return [
            Spot(x, y, width, height, stage),
            Path(outline, Look(fill="accent-tile")),
            circle(x + 33, middle, 11, Look(fill="surface")),
            label(str(number), x + 33, middle, Style(12, 650, "accent-text"), middle=True),
            *words.draw(x + 52, middle - words.height / 2),
        ]

    return Block(height, draw)
