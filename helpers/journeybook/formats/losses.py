"""What a format cannot hold: listed, so that nothing is lost in silence.

A report is right by construction where a format can be read back: what was written is read, and :func:`between` lists
how the two maps differ. A format that is only written says with :func:`left_out` what it has no place for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from ..i18n import t
from ..model import JourneyMap

CARDS = {
    "stage": "stages",
    "touchpoint": "touchpoints",
    "pain_point": "pain_points",
    "opportunity": "opportunities",
    "evidence": "evidence",
    "lane": "lanes",
    "lane_cell": "lane_cells",
}
"""What a card is called in `Loss.where`, and the field of the map that holds its kind."""

ONCE = ("persona", "scenario")

NAMED = 3
"""So many cards of a kind are named in a sentence; the others are counted."""

_LINKS = {"stage", "touchpoint", "pain_points", "lane", "claim"}
"""Fields that hold ids of other cards."""

_SHORT = 24

Pair = tuple[Any, Any]


class LossKind(StrEnum):
    """How something differs once a map has gone through a format."""

    LEFT_OUT = "left_out"
    CHANGED = "changed"
    ADDED = "added"
    ORDER = "order"
    IGNORED = "ignored"
    SHORTENED = "shortened"
    NOTE = "note"


@dataclass(frozen=True)
class Loss:
    """One thing that a format does not hold as it was.

    Attributes
    ----------
    kind : LossKind
        ``LEFT_OUT``: of the map, not in the file. ``CHANGED``: there, but different. ``ADDED``: the format wants a
        value where the map has none. ``ORDER``: cards in another order. ``IGNORED``: of a file that was read, with no
        place on a map. ``SHORTENED``: only the beginning of the text is there. ``NOTE``: what else there is to know of
        the file.
    where : str
        ``"touchpoint"`` for a whole card, ``"touchpoint.thought"`` for a field of it, ``"persona.name"``,
        ``"map.kind"``, ``"id"`` for all ids. For ``IGNORED`` and ``NOTE`` the name of the sentence, such as
        ``ignored_<where>`` in ``losses.json``.
    what : str
        The card, as its reader knows it; for ``IGNORED`` the place or the text that was ignored, for ``NOTE`` what
        the sentence has to name.
    """

    kind: LossKind
    where: str
    what: str = ""

    def words(self, lang: str | None = None) -> str:
        """Return the loss as a sentence."""
        return plain([self], lang)


def between(before: JourneyMap, after: JourneyMap) -> tuple[Loss, ...]:
    """Return how `after` differs from `before`; nothing where a reader finds no difference.

    Cards are matched by their ids; where a format does not keep these, by their place. An empty text and none are the
    same; of the order of cards only that within a stage counts.

    Examples
    --------
    >>> from journeybook.model import Stage
    >>> before = JourneyMap(stages=(Stage(id="stage-1", name="Purchase"),))
    >>> after = JourneyMap(stages=(Stage(id="stage-1", name="Use"),))
    >>> [(loss.kind.value, loss.where, loss.what) for loss in between(before, after)]
    [('changed', 'stage.name', 'Purchase')]
    """
    losses: list[Loss] = []
    if before.kind != after.kind:
        losses.append(Loss(LossKind.CHANGED, "map.kind"))
    for part in ONCE:
        losses += _fields(part, getattr(before, part), getattr(after, part), {}, "")
    twins: dict[str, str] = {}
    new_ids = False
    for card in CARDS:
        there, here = _by_home(card, before), _by_home(card, after)
        pairs = list(_pairs(there, here, twins))
        new_ids |= any(old is not None and new is not None and old.id != new.id for old, new in pairs)
        twins |= {old.id: new.id for old, new in pairs if old is not None and new is not None}
        for old, new in pairs:
            if new is None:
                losses.append(Loss(LossKind.LEFT_OUT, card, label(old)))
            elif old is None:
                losses.append(Loss(LossKind.ADDED, card, label(new)))
            else:
                losses += _fields(card, old, new, twins, label(old))
        losses += _order(card, there, here, twins)
    if new_ids:
        losses.append(Loss(LossKind.LEFT_OUT, "id"))
    return tuple(losses)


def left_out(journey_map: JourneyMap, places: Iterable[str]) -> tuple[Loss, ...]:
    """Return the losses of a format that has no place for some things, as far as the map has them.

    Parameters
    ----------
    journey_map : JourneyMap
        What was written.
    places : iterable of str
        As in `Loss.where`: ``"evidence"`` for whole cards, ``"touchpoint.thought"`` for fields, ``"id"``.

    Examples
    --------
    >>> left_out(JourneyMap(), ["evidence", "persona.goal"])
    ()
    """
    losses: list[Loss] = []
    for place in places:
        part, _, field = place.partition(".")
        if place == "id":
            if any(getattr(journey_map, cards) for cards in CARDS.values()):
                losses.append(Loss(LossKind.LEFT_OUT, "id"))
        elif place == "map.kind":
            losses.append(Loss(LossKind.LEFT_OUT, place))
        elif part in ONCE:
            if not is_blank(getattr(getattr(journey_map, part), field)):
                losses.append(Loss(LossKind.LEFT_OUT, place))
        else:
            cards = getattr(journey_map, CARDS[part])
            losses += [
                Loss(LossKind.LEFT_OUT, place, label(card))
                for card in cards
                if not (field and is_blank(getattr(card, field)))
            ]
    return tuple(losses)


def plain(losses: Iterable[Loss], lang: str | None = None) -> str:
    """Return the losses in words, a line each; what befell many cards alike is one line with the first of them named.

    Examples
    --------
    >>> losses = [Loss(LossKind.LEFT_OUT, "touchpoint.thought", name) for name in ("Till", "App")]
    >>> plain(losses, "en")
    'Left out: thought of 2 touchpoints (Till, App).'
    """
    groups: dict[tuple[LossKind, str], list[str]] = {}
    for loss in losses:
        groups.setdefault((loss.kind, loss.where), []).append(loss.what)
    return "\n".join(_sentence(kind, where, names, lang) for (kind, where), names in groups.items())


def label(card: Any) -> str:
    """Return by what a reader knows a card: the start of its name or its text."""
    text = " ".join((getattr(card, "name", "") or getattr(card, "text", "")).split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def is_blank(value: Any) -> bool:
    """Return whether a field says nothing; an emotion of 0 does say something."""
    return value is None or value is False or value in ("", ())


def _sentence(kind: LossKind, where: str, names: list[str], lang: str | None) -> str:
    if kind in (LossKind.IGNORED, LossKind.NOTE):
        return t(f"losses.{kind.value}_{where}", lang, count=len(names), what=_listed(names, lang))
    part, _, field = where.partition(".")
    if part in {"id", "map", *ONCE}:
        return t(f"losses.{kind.value}", lang, what=t(f"losses.{part}_{field}" if field else "losses.id", lang))
    cards = t(f"losses.one_{part}" if len(names) == 1 else f"losses.many_{part}", lang, count=len(names))
    what = t("losses.field_of", lang, field=t(f"losses.field_{field}", lang), cards=cards) if field else cards
    if listed := _listed(names, lang):
        what = t("losses.with_names", lang, what=what, names=listed)
    return t(f"losses.{kind.value}", lang, what=what)


def _listed(names: list[str], lang: str | None) -> str:
    known = [name for name in names if name]
    listed = t("losses.separator", lang).join(known[:NAMED])
    return t("losses.and_more", lang, names=listed) if len(known) > NAMED else listed


def _by_home(card: str, journey_map: JourneyMap) -> dict[tuple[str, ...], list[Any]]:
    """Return the cards of a kind, in order, by where they are at home: their stage, their claim or their lane."""
    found: dict[tuple[str, ...], list[Any]] = {}
    for one in getattr(journey_map, CARDS[card]):
        found.setdefault(_home(card, one), []).append(one)
    return found


def _home(card: str, one: Any) -> tuple[str, ...]:
    if card in ("touchpoint", "pain_point", "opportunity"):
        return (one.stage,)
    if card == "evidence":
        return (one.claim,)
    return (one.lane, one.stage) if card == "lane_cell" else ()


def _pairs(
    there: dict[tuple[str, ...], list[Any]], here: dict[tuple[str, ...], list[Any]], twins: dict[str, str]
) -> Iterator[Pair]:
    """Yield which card before is which one after; None stands for the one that is missing."""
    before = [one for cards in there.values() for one in cards]
    after = {one.id: one for cards in here.values() for one in cards}
    if any(one.id in after for one in before):
        yield from ((one, after.pop(one.id, None)) for one in before)
        yield from ((None, one) for one in after.values())
        return
    left = dict(here)
    for home, cards in there.items():
        yield from _aligned(cards, left.pop(tuple(twins.get(step, step) for step in home), []))
    yield from ((None, one) for cards in left.values() for one in cards)


def _aligned(before: list[Any], after: list[Any]) -> Iterator[Pair]:
    if len(before) == len(after):
        yield from zip(before, after, strict=True)
        return
    matcher = SequenceMatcher(None, [label(one) for one in before], [label(one) for one in after], autojunk=False)
    for _, start, end, other_start, other_end in matcher.get_opcodes():
        shared = min(end - start, other_end - other_start)
        yield from zip(before[start : start + shared], after[other_start : other_start + shared], strict=True)
        yield from ((one, None) for one in before[start + shared : end])
        yield from ((None, one) for one in after[other_start + shared : other_end])


def _fields(part: str, old: Any, new: Any, twins: dict[str, str], what: str) -> Iterator[Loss]:
    for field in type(old).model_fields:
        if field == "id":
            continue
        was, became = getattr(old, field), getattr(new, field)
        if field in _LINKS:
            was = _translated(was, twins)
        if was == became or (is_blank(was) and is_blank(became)):
            continue
        kind = LossKind.CHANGED
        if is_blank(became):
            kind = LossKind.LEFT_OUT
        elif is_blank(was):
            kind = LossKind.ADDED
        yield Loss(kind, f"{part}.{field}", what)


def _translated(link: Any, twins: dict[str, str]) -> Any:
    if isinstance(link, tuple):
        return tuple(twins.get(one, one) for one in link)
    return twins.get(link, link)


def _order(
    card: str, there: dict[tuple[str, ...], list[Any]], here: dict[tuple[str, ...], list[Any]], twins: dict[str, str]
) -> Iterator[Loss]:
    for home, cards in there.items():
        after = [one.id for one in here.get(tuple(twins.get(step, step) for step in home), [])]
        here_too = set(after)
        wanted = [twins[one.id] for one in cards if twins.get(one.id) in here_too]
        stayed = set(wanted)
        if wanted != [one for one in after if one in stayed]:
            yield Loss(LossKind.ORDER, card, label(cards[0]))
