"""What the presenter's page may ask for: agenda, spotlight, decisions. :mod:`.actions` takes them with the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field, StrictStr

from . import agenda, decisions, spotlight
from .requests import Id, Number, Request
from .session import Debrief

_Title = Annotated[StrictStr, Field(max_length=1000)]
_Screen = Annotated[StrictStr, Field(pattern="^[a-z]{0,32}$")]


class _Add(Request):
    title: _Title
    screen: _Screen
    minutes: Number


class _Edit(Request):
    item: Number
    title: _Title | None
    screen: _Screen | None
    minutes: Number | None


class _Place(Request):
    item: Number
    place: Number


class _Item(Request):
    item: Number


class _Show(Request):
    item: Number | None


class _Nothing(Request):
    pass


class _Spotlight(Request):
    team: Id
    card: Id


class _Decide(Request):
    decision: Number | None
    text: Annotated[StrictStr, Field(max_length=10_000)]
    owner: _Title
    due: Annotated[StrictStr, Field(max_length=10)]
    cluster: Number | None


class _Decision(Request):
    decision: Number


def _add(debrief: Debrief, asked: _Add) -> dict[str, Any]:
    return {"item": agenda.add(debrief.store, debrief.exercise, asked.title, asked.screen, asked.minutes)}


def _edit(debrief: Debrief, asked: _Edit) -> dict[str, Any]:
    agenda.edit(
        debrief.store,
        debrief.exercise,
        asked.item,
        title=asked.title,
        screen=asked.screen,
        minutes=asked.minutes,
    )
    return {}


def _place(debrief: Debrief, asked: _Place) -> dict[str, Any]:
    agenda.place(debrief.store, debrief.exercise, asked.item, asked.place)
    return {}


def _remove(debrief: Debrief, asked: _Item) -> dict[str, Any]:
    agenda.remove(debrief.store, debrief.exercise, asked.item)
    return {}


def _show(debrief: Debrief, asked: _Show) -> dict[str, Any]:
    agenda.show(debrief.store, debrief.exercise, asked.item)
    return {}


def _pause(debrief: Debrief, asked: _Item) -> dict[str, Any]:
    agenda.pause(debrief.store, debrief.exercise, asked.item)
    return {}


def _extend(debrief: Debrief, asked: _Item) -> dict[str, Any]:
    agenda.extend(debrief.store, debrief.exercise, asked.item)
    return {}


def _rewind(debrief: Debrief, _: _Nothing) -> dict[str, Any]:
    agenda.rewind(debrief.store, debrief.exercise)
    return {}


def _spotlight(debrief: Debrief, asked: _Spotlight) -> dict[str, Any]:
    team = debrief.team(asked.team)
    name, letter = debrief.called(team)
    spotlight.put(debrief.store, debrief.exercise, team, asked.card, name=name, letter=letter)
    return {}


def _spotlight_off(debrief: Debrief, _: _Nothing) -> dict[str, Any]:
    spotlight.off(debrief.store, debrief.exercise)
    return {}


def _decide(debrief: Debrief, asked: _Decide) -> dict[str, Any]:
    kept = decisions.keep(
        debrief.store,
        debrief.exercise,
        asked.decision,
        asked.text,
        owner=debrief.unveiled(asked.owner),
        due=asked.due,
        cluster=asked.cluster,
    )
    return {"decision": kept}


def _forget(debrief: Debrief, asked: _Decision) -> dict[str, Any]:
    decisions.remove(debrief.store, debrief.exercise, asked.decision)
    return {}


ACTIONS: dict[str, tuple[type[Request], Callable[[Debrief, Any], dict[str, Any]]]] = {
    "agenda_add": (_Add, _add),
    "agenda_edit": (_Edit, _edit),
    "agenda_place": (_Place, _place),
    "agenda_remove": (_Item, _remove),
    "agenda_show": (_Show, _show),
    "agenda_pause": (_Item, _pause),
    "agenda_extend": (_Item, _extend),
    "agenda_rewind": (_Nothing, _rewind),
    "spotlight": (_Spotlight, _spotlight),
    "spotlight_off": (_Nothing, _spotlight_off),
    "decide": (_Decide, _decide),
    "forget": (_Decision, _forget),
}
