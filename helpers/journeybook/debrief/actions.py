"""What the trainer's page may ask for: each request by its name, with the fields that it must have and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, Self, cast

from pydantic import Field, StrictBool, StrictStr, ValidationError, model_validator

from ..errors import DebriefError
from . import clusters, presenteractions, qr, voting
from .requests import Id as _Id
from .requests import Number as _Number
from .requests import Request as _Request
from .session import Debrief


class _Stage(_Request):
    team: _Id
    stage: _Id
    place: _Number | None


class _Move(_Request):
    team: _Id
    card: _Id
    cluster: _Number | None


class _Merge(_Request):
    source: _Number
    into: _Number


class _Rename(_Request):
    cluster: _Number
    name: Annotated[StrictStr, Field(max_length=1000)]


class _Rate(_Request):
    """What is not named stays as it is."""

    cluster: _Number
    impact: _Number | None = None
    effort: _Number | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if not self.ratings():
            raise ValueError
        return self

    def ratings(self) -> dict[str, int | None]:
        return self.model_dump(include={"impact", "effort"}, exclude_unset=True)


class _Open(_Request):
    kind: Literal["pain_point", "opportunity"]
    question: Annotated[StrictStr, Field(min_length=1, max_length=300)]
    choices: Annotated[list[_Number], Field(max_length=1000)]
    dots: _Number
    seconds: _Number | None


class _Round(_Request):
    round: _Number


class _Deal(_Request):
    slips: _Number


class _Qr(_Request):
    texts: Annotated[list[Annotated[StrictStr, Field(min_length=1, max_length=qr.LONGEST)]], Field(max_length=200)]


class _Names(_Request):
    hidden: StrictBool


def _stage(debrief: Debrief, asked: _Stage) -> dict[str, Any]:
    debrief.correct_stage(debrief.team(asked.team), asked.stage, asked.place)
    return {}


def _move(debrief: Debrief, asked: _Move) -> dict[str, Any]:
    card = debrief.team(asked.team), asked.card
    return {"cluster": clusters.move(debrief.store, debrief.exercise, card, asked.cluster)}


def _merge(debrief: Debrief, asked: _Merge) -> dict[str, Any]:
    clusters.merge(debrief.store, debrief.exercise, asked.source, asked.into)
    return {}


def _rename(debrief: Debrief, asked: _Rename) -> dict[str, Any]:
    clusters.rename(debrief.store, debrief.exercise, asked.cluster, asked.name)
    return {}


def _rate(debrief: Debrief, asked: _Rate) -> dict[str, Any]:
    clusters.rate(debrief.store, debrief.exercise, asked.cluster, **asked.ratings())
    return {}


def _open(debrief: Debrief, asked: _Open) -> dict[str, Any]:
    opened = voting.open_round(
        debrief.store,
        debrief.exercise,
        asked.kind,
        asked.question,
        asked.choices,
        dots=asked.dots,
        seconds=asked.seconds,
    )
    return {"round": opened}


def _close(debrief: Debrief, asked: _Round) -> dict[str, Any]:
    voting.close_round(debrief.store, asked.round)
    return {}


def _reveal(debrief: Debrief, asked: _Round) -> dict[str, Any]:
    voting.reveal(debrief.store, asked.round)
    return {}


def _deal(debrief: Debrief, asked: _Deal) -> dict[str, Any]:
    return {"codes": voting.deal(debrief.store, asked.slips)}


def _qr(debrief: Debrief, asked: _Qr) -> dict[str, Any]:
    return {"codes": [qr.drawn(text) for text in asked.texts]}


def _names(debrief: Debrief, asked: _Names) -> dict[str, Any]:
    debrief.hide_names(asked.hidden)
    return {}


_Work = Callable[[Debrief, Any], dict[str, Any]]

_ACTIONS: dict[str, tuple[type[_Request], _Work]] = {
    "stage": (_Stage, _stage),
    "move": (_Move, _move),
    "merge": (_Merge, _merge),
    "rename": (_Rename, _rename),
    "rate": (_Rate, _rate),
    "open": (_Open, _open),
    "close": (_Round, _close),
    "reveal": (_Round, _reveal),
    "deal": (_Deal, _deal),
    "qr": (_Qr, _qr),
    "names": (_Names, _names),
    **presenteractions.ACTIONS,
}

NAMES = tuple(_ACTIONS)
"""All actions."""


def act(debrief: Debrief, name: str, body: bytes) -> dict[str, Any]:
    """Do what a page asks for, and return the answer to it.

    Parameters
    ----------
    debrief : Debrief
        That it is asked of.
    name : str
        One of `NAMES`.
    body : bytes
        The request's fields as a JSON object.

    Raises
    ------
    DebriefError
        If the fields are not as expected (``debrief.bad_request``), or this may not be done.
    """
    request, work = _ACTIONS[name]
    try:
        asked = request.model_validate_json(body)
    except ValidationError:
        raise DebriefError("debrief.bad_request") from None
    return work(debrief, cast("Any", asked))
