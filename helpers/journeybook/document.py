"""The shared (Yjs) document behind a board, and the map it stands for.

Cards are kept by id, each with one register ``at = [place, lane, key]`` that is always written whole, so two people
who move a card at once never double it nor put it into a cell nobody chose. Deleting a card only marks it
``gone``: text that somebody else is typing into it is not lost.

======================  ===========================================================================================
Part                    In the document
======================  ===========================================================================================
persona, scenario       root texts ``persona.name``, ``persona.about``, ``persona.goal``, ``scenario.name``,
                        ``scenario.situation``
kind                    root map ``header``, entry ``kind``
everything else         root map ``cards``: id → map with ``type``, ``at``, ``gone`` and the model's own fields
======================  ===========================================================================================

``at`` is ``["", "stage", key]`` for a stage, ``[stage id, type, key]`` for a touchpoint, pain point or opportunity,
``[card id, aspect, key]`` for an evidence, ``["", "lane", key]`` for a learner-made lane and
``[stage id, lane id, "a0"]`` for its cell in a stage. Cards are ordered by (key, id).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from threading import RLock
from typing import Any

from fractional_indexing import generate_n_keys_between
from pycrdt import Doc, Map, Subscription, Text

from .model import (
    Evidence,
    JourneyMap,
    Lane,
    LaneCell,
    Opportunity,
    PainPoint,
    Persona,
    Scenario,
    Stage,
    Touchpoint,
)

MAX_UPDATE = 5_000_000
"""Largest update that is taken from a browser, in bytes; pasting 500 cards makes about 0.2 MB."""

_HEADER_TEXTS = tuple(
    (part, field) for part, model in (("persona", Persona), ("scenario", Scenario)) for field in model.model_fields
)
_TYPES: Mapping[str, type[Stage | Touchpoint | PainPoint | Opportunity | Evidence | Lane | LaneCell]] = {
    "stage": Stage,
    "touchpoint": Touchpoint,
    "pain_point": PainPoint,
    "opportunity": Opportunity,
    "evidence": Evidence,
    "lane": Lane,
    "lane_cell": LaneCell,
}
_TYPE_NAMES = list(_TYPES)
"""Compared, not hashed: a stranger's type may be a list."""

# Fields that people write prose into; each is a text of its own, so that two can type in it at once.
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "stage": ("name",),
    "touchpoint": ("name", "action", "thought", "backstage"),
    "pain_point": ("text",),
    "opportunity": ("text", "goal", "measure", "owner"),
    "evidence": ("text", "source"),
    "lane": ("name", "unit"),
    "lane_cell": ("text",),
}
_REGISTERS: Mapping[str, tuple[str, ...]] = {
    "stage": (),
    "touchpoint": ("channel", "case_touchpoint", "emotion", "is_moment_of_truth"),
    "pain_point": ("severity", "touchpoint"),
    "opportunity": (),
    "evidence": ("kind",),
    "lane": ("kind",),
    "lane_cell": ("number",),
}

_CELL_KEY = "a0"

_NOTHING_SEEN = b"\0"
"""The state vector of an empty document."""

_FORM = 1
"""Number of the way in which :meth:`MapDocument.begin` writes a map; another way makes other updates."""


class MapDocument:
    """A Yjs document that holds one journey map.

    Parameters
    ----------
    journey_map : JourneyMap, optional
        What the document holds at first; default nothing at all, not even what it shows: :meth:`begin` it then, or
        :meth:`apply` what another document holds.

    Attributes
    ----------
    lock : RLock
        Held during each access. JupyterLab has a kernel take the browser's messages in a thread of its own, while a
        cell reads the map in the main one, and a Yjs document stands only one of them at a time. Hold it for what
        must see two accesses as one.
    """

    def __init__(self, journey_map: JourneyMap | None = None, *, _client: int | None = None) -> None:
        self.lock = RLock()
        self._doc: Doc[Any] = Doc(client_id=_client)
        self._texts = {f"{part}.{field}": self._doc.get(f"{part}.{field}", type=Text) for part, field in _HEADER_TEXTS}
        self._header: Map[Any] = self._doc.get("header", type=Map)
        self._cards: Map[Any] = self._doc.get("cards", type=Map)
        if journey_map is not None:
            with self._doc.transaction():
                self._fill(journey_map)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever written here."""
        return self.state() == _NOTHING_SEEN

    def begin(self, journey_map: JourneyMap) -> None:
        """Write a map into an empty document, such that all who begin with the same map make the same update.

        Each of a group's kernels may begin by itself, with the server out of reach, and their documents still become
        one: to Yjs, they have all seen the same edits of one peer.
        """
        words = json.dumps(journey_map.to_json(), sort_keys=True)
        digest = hashlib.sha256(f"{_FORM}\0{words}".encode()).digest()
        seed = MapDocument(journey_map, _client=int.from_bytes(digest[:4], "big"))
        self.apply(seed.updates_since(b""))

    def become(self, journey_map: JourneyMap) -> None:
        """Edit the document until it says what `journey_map` says."""
        with self.lock, self._doc.transaction():
            for name, text in self._texts.items():
                part, field = name.split(".")
                _rewrite(text, getattr(getattr(journey_map, part), field))
            self._header["kind"] = journey_map.kind.value
            wanted: set[str] = set()
            for type_, cards in _cards_by_type(journey_map).items():
                keys = generate_n_keys_between(None, None, len(cards))
                for card, key in zip(cards, keys, strict=True):
                    wanted.add(card.id)
                    plain = _plain_shared(type_, card, key)
                    shared = self._cards.get(card.id)
                    if isinstance(shared, Map) and shared.get("type") == type_:
                        _edit(shared, plain, _TEXTS[type_])
                    else:
                        self._cards[card.id] = _to_shared(type_, card, key)
            for id_, shared in self._cards.items():
                if id_ not in wanted and isinstance(shared, Map):
                    shared["gone"] = True

    def _fill(self, journey_map: JourneyMap) -> None:
        self._header["kind"] = journey_map.kind.value
        for name, text in self._texts.items():
            part, field = name.split(".")
            if written := getattr(getattr(journey_map, part), field):
                text += written
        for type_, cards in _cards_by_type(journey_map).items():
            keys = generate_n_keys_between(None, None, len(cards))
            for card, key in zip(cards, keys, strict=True):
                self._cards[card.id] = _to_shared(type_, card, key)

    def to_map(self) -> JourneyMap:
        """Return the map as it stands.

        Cards that are gone are left out, and so is whatever pointed at them; a card whose stage is gone stands in
        the first stage that is left.

        Raises
        ------
        ModelError
            If the document breaks a rule of the model; only a browser that does not keep to the board can do that.
        """
        with self.lock:
            data = self._plain()
        return JourneyMap.parse(_without_dangling(data))

    def _plain(self) -> dict[str, Any]:
        """Return the map as plain data, as the model takes it but for what points at nothing."""
        living = {
            id_: card
            for id_, card in self._cards.items()
            if isinstance(card, Map) and card.get("type") in _TYPE_NAMES and not card.get("gone")
        }
        order = sorted(living, key=lambda id_: (_at(living[id_])[2], id_))
        found: dict[str, list[dict[str, Any]]] = {type_: [] for type_ in _TYPES}
        for id_ in order:
            found[living[id_]["type"]].append(_from_shared(id_, living[id_]))
        stages = [stage["id"] for stage in found["stage"]]
        return {
            "kind": kind if _is_scalar(kind := self._header.get("kind")) else "current",
            "persona": {field: str(self._texts[f"persona.{field}"]) for field in Persona.model_fields},
            "scenario": {field: str(self._texts[f"scenario.{field}"]) for field in Scenario.model_fields},
            "stages": found["stage"],
            "touchpoints": _by_stage(found["touchpoint"], stages),
            "pain_points": _by_stage(found["pain_point"], stages),
            "opportunities": _by_stage(found["opportunity"], stages),
            "evidence": found["evidence"],
            "lanes": found["lane"],
            "lane_cells": _one_by_place(found["lane_cell"], [lane["id"] for lane in found["lane"]], stages),
        }

    def state(self) -> bytes:
        """Return the Yjs state vector: what this document has seen."""
        with self.lock:
            return self._doc.get_state()

    def updates_since(self, state: bytes) -> bytes:
        """Return all that a peer with the state vector `state` lacks; empty `state` stands for everything.

        Raises
        ------
        ValueError
            If `state` is not a state vector.
        """
        try:
            with self.lock:
                return self._doc.get_update(state or _NOTHING_SEEN)
        except Exception as error:
            raise ValueError("not a Yjs state vector") from error

    def apply(self, update: bytes, limit: int = MAX_UPDATE) -> None:
        """Take in an update from another document, at most `limit` bytes long.

        Raises
        ------
        ValueError
            If `update` is too large or not a Yjs update; the document is then as before.
        """
        if len(update) > limit:
            raise ValueError(f"update of {len(update)} bytes, at most {limit} are taken")
        try:
            with self.lock:
                self._doc.apply_update(update)
        except Exception as error:
            raise ValueError("not a Yjs update") from error

    def observe(self, callback: Callable[[bytes], None]) -> Subscription:
        """Call `callback` with each update from now on; drop it with :meth:`unobserve`."""
        with self.lock:
            return self._doc.observe(lambda event: callback(event.update))

    def unobserve(self, subscription: Subscription) -> None:
        """Stop what :meth:`observe` began."""
        with self.lock:
            self._doc.unobserve(subscription)


def _cards_by_type(journey_map: JourneyMap) -> dict[str, tuple[Any, ...]]:
    return {
        "stage": journey_map.stages,
        "touchpoint": journey_map.touchpoints,
        "pain_point": journey_map.pain_points,
        "opportunity": journey_map.opportunities,
        "evidence": journey_map.evidence,
        "lane": journey_map.lanes,
        "lane_cell": journey_map.lane_cells,
    }


def _to_shared(type_: str, card: Any, key: str) -> Map[Any]:
    shared = _plain_shared(type_, card, key)
    shared |= {field: Text(shared[field]) for field in _TEXTS[type_]}
    if type_ == "opportunity":
        shared["pain_points"] = Map(shared["pain_points"])
    return Map(shared)


def _plain_shared(type_: str, card: Any, key: str) -> dict[str, Any]:
    """Return a card's entries as plain data, in the order in which they are written."""
    plain = card.model_dump(mode="json")
    match type_:
        case "stage" | "lane":
            at = ["", type_, key]
        case "lane_cell":
            at = [plain["stage"], plain["lane"], _CELL_KEY]
        case "evidence":
            at = [plain["claim"], plain["aspect"], key]
        case _:
            at = [plain["stage"], type_, key]
    shared: dict[str, Any] = {"type": type_, "at": at}
    shared |= {field: plain[field] for field in (*_TEXTS[type_], *_REGISTERS[type_])}
    if type_ == "opportunity":
        shared["pain_points"] = dict.fromkeys(plain["pain_points"], True)
    return shared


def _edit(shared: Map[Any], plain: Mapping[str, Any], texts: tuple[str, ...]) -> None:
    """Change what differs in a card."""
    if shared.get("gone"):
        shared["gone"] = False
    for field, value in plain.items():
        found = shared.get(field)
        if field in texts and isinstance(found, Text):
            _rewrite(found, value)
        elif isinstance(found, Map):
            for name in [name for name in found.keys() if name not in value]:  # noqa: SIM118 - a Yjs map
                del found[name]
            for name in value:
                found[name] = True
        elif found != value:
            shared[field] = Text(value) if field in texts else value


def _rewrite(text: Text, words: str) -> None:
    if str(text) != words:
        text.clear()
        text.insert(0, words)


def _from_shared(id_: str, card: Map[Any]) -> dict[str, Any]:
    type_ = card["type"]
    place, lane, _ = _at(card)
    plain: dict[str, Any] = {"id": id_}
    if type_ == "evidence":
        plain |= {"claim": place, "aspect": lane}
    elif type_ == "lane_cell":
        plain |= {"stage": place, "lane": lane}
    elif type_ not in ("stage", "lane"):
        plain["stage"] = place
    plain |= {field: str(card.get(field, "")) for field in _TEXTS[type_]}
    registers = {field: card[field] for field in _REGISTERS[type_] if field in card}
    plain |= {field: _whole(value) for field, value in registers.items() if value is None or _is_scalar(value)}
    if type_ == "opportunity":
        answered = card.get("pain_points")
        plain["pain_points"] = sorted(answered.keys()) if isinstance(answered, Map) else []
    return plain


def _at(card: Map[Any]) -> tuple[str, str, str]:
    at = card.get("at")
    if isinstance(at, list) and len(at) == 3 and all(isinstance(step, str) for step in at):
        return (at[0], at[1], at[2])
    return ("", "", "")


def _is_scalar(value: Any) -> bool:
    """Return whether a value is a text, a number or a truth value; anything else a stranger has written there."""
    return isinstance(value, str | int | float)


def _whole(value: Any) -> Any:
    """Undo Yjs's habit of handing whole numbers back as floats."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _by_stage(cards: list[dict[str, Any]], stages: list[str]) -> list[dict[str, Any]]:
    """Return `cards` stage by stage, strays in the first stage; without stages there is no place for any."""
    if not stages:
        return []
    rank = {stage: position for position, stage in enumerate(stages)}
    settled = [card if card["stage"] in rank else card | {"stage": stages[0]} for card in cards]
    return sorted(settled, key=lambda card: rank[card["stage"]])


def _one_by_place(cells: list[dict[str, Any]], lanes: list[str], stages: list[str]) -> list[dict[str, Any]]:
    """Return stage by stage the first of `cells` in each lane; a cell without its lane or stage has no place."""
    first: dict[tuple[str, str], dict[str, Any]] = {}
    for cell in cells:
        first.setdefault((cell["stage"], cell["lane"]), cell)
    return [first[place] for stage in stages for lane in lanes if (place := (stage, lane)) in first]


def _without_dangling(data: dict[str, Any]) -> dict[str, Any]:
    def ids(part: str) -> set[str]:
        return {card["id"] for card in data[part]}

    touchpoints, pain_points = ids("touchpoints"), ids("pain_points")

    def pain_point_cards() -> Iterator[dict[str, Any]]:
        for card in data["pain_points"]:
            yield card if card.get("touchpoint") in touchpoints else card | {"touchpoint": None}

    return data | {
        "pain_points": list(pain_point_cards()),
        "opportunities": [
            card | {"pain_points": [id_ for id_ in card["pain_points"] if id_ in pain_points]}
            for card in data["opportunities"]
        ],
        "evidence": [card for card in data["evidence"] if card["claim"] in touchpoints | pain_points],
    }
