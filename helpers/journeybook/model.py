"""The journey map and its parts.

All parts are frozen: an edit returns a new map. :class:`JourneyMap` checks itself when it is made, so a map that
exists obeys the rules below; :meth:`JourneyMap.parse` turns a broken rule into a :class:`ModelError`.

Rules that hold between parts
-----------------------------
* ids are unique over the whole map;
* a touchpoint, a pain point and an opportunity stand in a stage that exists;
* a pain point's touchpoint, an opportunity's pain points and an evidence's claim exist;
* a lane cell's lane and stage exist, and no lane has two cells in one stage.

The order of stages, touchpoints, pain points, opportunities and lanes is the order on the board; within one stage
touchpoints follow each other in the order of the journey.
"""

from __future__ import annotations

import json
import secrets
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .errors import ModelError
from .i18n import Phrase, catalogue

MAX_TEXT = 10_000
"""Longest text of one field, in characters."""

MAX_CARDS = 5_000
"""Most stages, touchpoints, pain points, opportunities, evidence, lanes or lane cells in one map, each by itself."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z]+-[0-9a-z]{1,24}$")]
"""A kind and a random part, e.g. ``"touchpoint-3f9k2m1x"``; never shown, never reused."""

Text = Annotated[str, StringConstraints(max_length=MAX_TEXT)]

Emotion = Annotated[int, Field(ge=-2, le=2, strict=True)]
"""How the customer feels, from -2 (very bad) to +2 (very good); a person's judgement."""

Severity = Annotated[int, Field(ge=1, le=5, strict=True)]
"""How much a pain point hurts, from 1 (a scratch) to 5 (the customer leaves)."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A figure in a lane of the learner's own; what it counts is the lane's unit."""


class Kind(StrEnum):
    """What a map shows: the journey as it is, or as it should become."""

    CURRENT = "current"
    FUTURE = "future"


class Channel(StrEnum):
    """The medium of a touchpoint."""

    STORE = "store"
    WEB = "web"
    APP = "app"
    PHONE = "phone"
    CHAT = "chat"
    EMAIL = "email"
    SOCIAL = "social"
    DELIVERY = "delivery"
    OTHER = "other"


class Aspect(StrEnum):
    """Which claim of a card an evidence supports."""

    PAIN_POINT = "pain_point"
    EMOTION = "emotion"
    MOMENT_OF_TRUTH = "moment_of_truth"


class EvidenceKind(StrEnum):
    """Where a claim comes from."""

    ASSUMPTION = "assumption"
    QUOTE = "quote"
    DATA = "data"


class LaneKind(StrEnum):
    """What the cells of a learner-made lane hold."""

    TEXT = "text"
    NUMBER = "number"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Persona(_Part):
    """Who travels."""

    name: Text = ""
    about: Text = ""
    goal: Text = ""


class Scenario(_Part):
    """The customer's situation: what happened that the journey begins."""

    name: Text = ""
    situation: Text = ""


class Stage(_Part):
    """An ordered column of the map."""

    id: Id
    name: Text = ""


class Touchpoint(_Part):
    """One interaction in one stage through one channel.

    ``case_touchpoint`` is the code of the case's touchpoint that is meant (``"checkout"``), where the learner picked
    one; it ties the card to the case's facts. ``emotion`` is ``None`` until somebody judges it. ``backstage`` is the
    work behind it that the customer does not see.
    """

    id: Id
    stage: Id
    name: Text = ""
    channel: Channel | None = None
    case_touchpoint: Annotated[str, StringConstraints(max_length=64)] | None = None
    action: Text = ""
    thought: Text = ""
    emotion: Emotion | None = None
    is_moment_of_truth: StrictBool = False
    backstage: Text = ""


class PainPoint(_Part):
    """An obstacle that the customer meets, with its severity."""

    id: Id
    stage: Id
    touchpoint: Id | None = None
    text: Text = ""
    severity: Severity = 3


class Opportunity(_Part):
    """What answers one or more pain points, with a goal, a measure and an owner."""

    id: Id
    stage: Id
    text: Text = ""
    pain_points: tuple[Id, ...] = ()
    goal: Text = ""
    measure: Text = ""
    owner: Text = ""


class Evidence(_Part):
    """Where a claim comes from.

    ``claim`` is the id of the card; ``aspect`` says which of its claims is meant; ``source`` names the
    interview, table or chart.
    """

    id: Id
    claim: Id
    aspect: Aspect
    kind: EvidenceKind = EvidenceKind.ASSUMPTION
    text: Text = ""
    source: Text = ""


class Lane(_Part):
    """A row that learners add to the board: a text or a number per stage; ``unit`` says what the numbers count."""

    id: Id
    name: Text = ""
    kind: LaneKind = LaneKind.TEXT
    unit: Text = ""


class LaneCell(_Part):
    """What a learner-made lane says of one stage: ``text`` or ``number``, by the lane's kind."""

    id: Id
    lane: Id
    stage: Id
    text: Text = ""
    number: Number | None = None


class JourneyMap(_Part):
    """A whole journey map.

    Raises
    ------
    pydantic.ValidationError
        From the constructor, if a rule is broken; use :meth:`parse` for data from outside.

    Examples
    --------
    >>> stage = Stage(id=new_id("stage"), name="Purchase")
    >>> JourneyMap(stages=(stage,)).stages[0].name
    'Purchase'
    """

    kind: Kind = Kind.CURRENT
    persona: Persona = Persona()
    scenario: Scenario = Scenario()
    stages: Annotated[tuple[Stage, ...], Field(max_length=MAX_CARDS)] = ()
    touchpoints: Annotated[tuple[Touchpoint, ...], Field(max_length=MAX_CARDS)] = ()
    pain_points: Annotated[tuple[PainPoint, ...], Field(max_length=MAX_CARDS)] = ()
    opportunities: Annotated[tuple[Opportunity, ...], Field(max_length=MAX_CARDS)] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=MAX_CARDS)] = ()
    lanes: Annotated[tuple[Lane, ...], Field(max_length=MAX_CARDS)] = ()
    lane_cells: Annotated[tuple[LaneCell, ...], Field(max_length=MAX_CARDS)] = ()

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Self:
        seen: set[str] = set()
        for cards in (
            self.stages,
            self.touchpoints,
            self.pain_points,
            self.opportunities,
            self.evidence,
            self.lanes,
            self.lane_cells,
        ):
            for card in cards:
                if card.id in seen:
                    raise PydanticCustomError("duplicate_id", "duplicate id", {"id": card.id})
                seen.add(card.id)
        stages = {stage.id for stage in self.stages}
        touchpoints = {touchpoint.id for touchpoint in self.touchpoints}
        pain_points = {pain_point.id for pain_point in self.pain_points}

        def demand(ids: set[str], wanted: str, field: str, card: str) -> None:
            if wanted not in ids:
                raise PydanticCustomError("dangling_id", "dangling id", {"card": card, "field": field, "id": wanted})

        for touchpoint in self.touchpoints:
            demand(stages, touchpoint.stage, "stage", touchpoint.id)
        for pain_point in self.pain_points:
            demand(stages, pain_point.stage, "stage", pain_point.id)
            if pain_point.touchpoint is not None:
                demand(touchpoints, pain_point.touchpoint, "touchpoint", pain_point.id)
        for opportunity in self.opportunities:
            demand(stages, opportunity.stage, "stage", opportunity.id)
            for answered in opportunity.pain_points:
                demand(pain_points, answered, "pain_points", opportunity.id)
        for evidence in self.evidence:
            demand(touchpoints | pain_points, evidence.claim, "claim", evidence.id)
        lanes = {lane.id for lane in self.lanes}
        filled: set[tuple[str, str]] = set()
        for cell in self.lane_cells:
            demand(lanes, cell.lane, "lane", cell.id)
            demand(stages, cell.stage, "stage", cell.id)
            if (cell.lane, cell.stage) in filled:
                raise PydanticCustomError("second_cell", "second cell", {"id": cell.id, "lane": cell.lane})
            filled.add((cell.lane, cell.stage))
        return self

    @classmethod
    def parse(cls, data: Any) -> Self:
        """Return the map that `data` (parsed JSON) describes.

        Raises
        ------
        ModelError
            If a rule is broken; the sentence names the place, what was expected and what came.
        """
        try:
            # JSON mode: numbers must be numbers, but lists stand for tuples and strings for enum members.
            return cls.model_validate_json(json.dumps(data, ensure_ascii=False))
        except ValidationError as error:
            raise ModelError("model.broken_rule", **broken_rule(error)) from error

    def touchpoints_in(self, stage: str) -> tuple[Touchpoint, ...]:
        """Return the touchpoints of one stage, in journey order."""
        return tuple(touchpoint for touchpoint in self.touchpoints if touchpoint.stage == stage)

    def emotion_curve(self) -> tuple[tuple[str, int | None], ...]:
        """Return (touchpoint id, emotion) in journey order: by stage, then by position within it."""
        return tuple(
            (touchpoint.id, touchpoint.emotion) for stage in self.stages for touchpoint in self.touchpoints_in(stage.id)
        )

    def to_json(self) -> dict[str, Any]:
        """Return the map as plain JSON data, every field present."""
        return self.model_dump(mode="json")


def new_id(kind: str) -> str:
    """Return a fresh id such as ``"stage-3f9k2m1xq0"``; `kind` is a lower-case word."""
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    return f"{kind}-{''.join(secrets.choice(alphabet) for _ in range(10))}"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of `JourneyMap`; the committed copy and the board's types are made from it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **JourneyMap.model_json_schema()}


def broken_rule(error: ValidationError) -> dict[str, str | Phrase]:
    """Return where a rule is broken, what was expected and what came: the words of ``model.broken_rule``."""
    first = error.errors(include_url=False)[0]
    return {"place": _place(first), "expected": _expected(first), "came": _came(first)}


def _place(error: Any) -> str | Phrase:
    """Return where the rule is broken, e.g. ``"touchpoints.0.emotion"`` or, between parts, ``"touchpoint-1.stage"``."""
    if error["type"] in ("duplicate_id", "second_cell"):
        return str(error["ctx"]["id"])
    if error["type"] == "dangling_id":
        return f"{error['ctx']['card']}.{error['ctx']['field']}"
    return _short(".".join(str(step) for step in error["loc"])) or Phrase("model.whole_map", {})


def _expected(error: Any) -> Phrase:
    """Put what the rule demands into the reader's words."""
    rule = f"rule_{error['type']}"
    if rule not in catalogue("en", "model"):
        return Phrase("model.rule_other", {})
    context = dict(error.get("ctx", {}))
    if error["type"] == "enum":
        # pydantic joins the last two with an English word.
        context["expected"] = context["expected"].replace(" or ", ", ")
    return Phrase(f"model.{rule}", context)


def _came(error: Any) -> str | Phrase:
    """Return the start of the offending value as JSON; a whole part would bury the message."""
    match error["type"]:
        case "missing":
            return Phrase("model.nothing", {})
        case "duplicate_id":
            return Phrase("model.id_again", {"id": error["ctx"]["id"]})
        case "second_cell":
            return Phrase("model.cell_again", {"lane": error["ctx"]["lane"]})
        case "dangling_id":
            return Phrase("model.id_unknown", {"id": error["ctx"]["id"]})
        case "string_unicode":
            return Phrase("model.half_character", {})
    return _short(json.dumps(error["input"], ensure_ascii=False, default=str))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
