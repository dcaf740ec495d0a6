"""The agenda of a debrief: its items, which of them is presented, and how long each has been.

Time is counted from stored times alone, so that a second window, or the page after a restart, shows the same. An item
that is left keeps its time; one that is come back to goes on from there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from ..errors import DebriefError
from ..i18n import t
from .store import Store
from .tables import AGENDA, PRESENTED

MOST_MINUTES = 240

_MOST_ITEMS = 50
_LONGEST_TITLE = 200
_DEFAULT = {"wall": 10, "agreement": 15, "ideas": 15, "votes": 10, "decisions": 10}
"""The views of a debrief in their order, and the minutes each gets unless the trainer says otherwise."""


@dataclass(frozen=True)
class Item:
    """One step of a debrief.

    Attributes
    ----------
    id : int
        Of the item.
    title : str
        As the trainer put it.
    screen : str
        Name of the view that is shown with it; empty: none but the title.
    minutes : int
        It may take.
    spent : float
        Seconds it has taken so far.
    running : bool
        Whether its time is being counted now.
    """

    id: int
    title: str
    screen: str
    minutes: int
    spent: float
    running: bool

    @property
    def left(self) -> float:
        """Seconds left; less than 0 when it is over time."""
        return 60 * self.minutes - self.spent


@dataclass(frozen=True)
class Agenda:
    """All items in their order.

    Attributes
    ----------
    items : tuple of Item
        The steps.
    current : int or None
        Id of the one that is presented.
    """

    items: tuple[Item, ...]
    current: int | None


def agenda(store: Store, exercise: str, lang: str) -> Agenda:
    """Return an exercise's agenda; the default one is made when it is first asked for.

    Parameters
    ----------
    store : Store
        The class's.
    exercise : str
        Id of the exercise whose maps are discussed.
    lang : {"zh", "en"}
        Of the default agenda's titles.
    """
    found = kept(store, exercise)
    if found is not None:
        return found
    with store.write("agenda") as connection:
        found = _kept(connection, exercise)
        if found is None:  # another one may have been quicker
            for screen, minutes in _DEFAULT.items():
                _append(connection, exercise, t(f"debriefview.agenda_{screen}", lang), screen, minutes)
            connection.execute(insert(PRESENTED).values(exercise=exercise))
            found = Agenda(_items(connection, exercise), None)
    return found


def kept(store: Store, exercise: str) -> Agenda | None:
    """Return an exercise's agenda as it is kept; None where it has not been asked for yet."""
    with store.read() as connection:
        return _kept(connection, exercise)


def add(store: Store, exercise: str, title: str, screen: str, minutes: int) -> int:
    """Put an item at the end of the agenda, and return its id.

    Raises
    ------
    DebriefError
        If the title or the minutes are out of range, or the agenda is full.
    """
    plain = _checked(title, minutes)
    with store.write("agenda") as connection:
        count = connection.scalar(select(func.count()).where(_of(exercise))) or 0
        if count >= _MOST_ITEMS:
            raise DebriefError("debrief.full_agenda", most=_MOST_ITEMS)
        return _append(connection, exercise, plain, screen, minutes)


def edit(
    store: Store,
    exercise: str,
    item: int,
    *,
    title: str | None = None,
    screen: str | None = None,
    minutes: int | None = None,
) -> None:
    """Say anew what an item is; what is None stays as it is, whatever another window has just made of it.

    Raises
    ------
    DebriefError
        If there is no such item, or the title or the minutes are out of range.
    """
    with store.write("agenda") as connection:
        was = _there(connection, exercise, item)
        minutes = was.minutes if minutes is None else minutes
        values = {
            "title": _checked(was.title if title is None else title, minutes),
            "screen": was.screen if screen is None else screen,
            "minutes": minutes,
        }
        connection.execute(update(AGENDA).where(AGENDA.c.id == item).values(values))


def place(store: Store, exercise: str, item: int, to: int) -> None:
    """Put an item at another place of the agenda, 0 being the first.

    Raises
    ------
    DebriefError
        If there is no such item.
    """
    with store.write("agenda") as connection:
        _there(connection, exercise, item)
        order = [one.id for one in _items(connection, exercise) if one.id != item]
        order.insert(max(0, to), item)
        for at, id_ in enumerate(order):
            connection.execute(update(AGENDA).where(AGENDA.c.id == id_).values(place=at))


def remove(store: Store, exercise: str, item: int) -> None:
    """Take an item off the agenda; if it was presented, nothing is.

    Raises
    ------
    DebriefError
        If there is no such item.
    """
    with store.write("agenda") as connection:
        _there(connection, exercise, item)
        connection.execute(update(PRESENTED).where(PRESENTED.c.item == item).values(item=None))
        connection.execute(delete(AGENDA).where(AGENDA.c.id == item))


def show(store: Store, exercise: str, item: int | None) -> None:
    """Present an item and count its time from now on, or present none; the time of the one before stands still.

    Raises
    ------
    DebriefError
        If there is no such item.
    """
    now = time.time()
    with store.write("agenda") as connection:
        if item is not None:
            _there(connection, exercise, item)
        for row in connection.execute(select(AGENDA).where(_of(exercise))).all():
            if row.id == item:
                _run(connection, row, now)
            else:
                _pause(connection, row, now)
        connection.execute(update(PRESENTED).where(PRESENTED.c.exercise == exercise).values(item=item))


def pause(store: Store, exercise: str, item: int) -> None:
    """Let an item's time stand still; :func:`show` lets it go on.

    Raises
    ------
    DebriefError
        If there is no such item.
    """
    with store.write("agenda") as connection:
        _pause(connection, _there(connection, exercise, item), time.time())


def extend(store: Store, exercise: str, item: int) -> None:
    """Give an item one minute more.

    Raises
    ------
    DebriefError
        If there is no such item, or it has the most minutes already.
    """
    with store.write("agenda") as connection:
        minutes = _there(connection, exercise, item).minutes + 1
        if minutes > MOST_MINUTES:
            raise DebriefError("debrief.bad_minutes", got=minutes, most=MOST_MINUTES)
        connection.execute(update(AGENDA).where(AGENDA.c.id == item).values(minutes=minutes))


def rewind(store: Store, exercise: str) -> None:
    """Begin anew: nothing is presented, and no item has taken any time."""
    with store.write("agenda") as connection:
        connection.execute(update(PRESENTED).where(PRESENTED.c.exercise == exercise).values(item=None))
        connection.execute(update(AGENDA).where(_of(exercise)).values(started=None, ended=None))


def _kept(connection: Connection, exercise: str) -> Agenda | None:
    presented = connection.execute(select(PRESENTED).where(PRESENTED.c.exercise == exercise)).first()
    if presented is None:
        return None
    return Agenda(_items(connection, exercise), presented.item)


def _items(connection: Connection, exercise: str) -> tuple[Item, ...]:
    now = time.time()
    rows = connection.execute(select(AGENDA).where(_of(exercise)).order_by(AGENDA.c.place, AGENDA.c.id)).all()
    return tuple(_item(row, now) for row in rows)


def _item(row: Row[Any], now: float) -> Item:
    until = now if row.ended is None else row.ended
    # A clock that was set back must not give time away.
    spent = 0.0 if row.started is None else max(0.0, until - row.started)
    running = row.started is not None and row.ended is None
    return Item(row.id, row.title, row.screen, row.minutes, spent, running)


def _run(connection: Connection, row: Row[Any], now: float) -> None:
    """Count an item's time: from 0, or from where it stood still, as if it had begun that much ago."""
    if row.started is None:
        started = now
    elif row.ended is not None:
        started = now - max(0.0, row.ended - row.started)
    else:
        return
    connection.execute(update(AGENDA).where(AGENDA.c.id == row.id).values(started=started, ended=None))


def _pause(connection: Connection, row: Row[Any], now: float) -> None:
    if row.started is not None and row.ended is None:
        connection.execute(update(AGENDA).where(AGENDA.c.id == row.id).values(ended=now))


def _append(connection: Connection, exercise: str, title: str, screen: str, minutes: int) -> int:
    last = connection.scalar(select(func.max(AGENDA.c.place)).where(_of(exercise)))
    values = {"exercise": exercise, "title": title, "screen": screen, "minutes": minutes}
    at = 0 if last is None else last + 1
    return int(connection.execute(insert(AGENDA).values(**values, place=at).returning(AGENDA.c.id)).scalar_one())


def _there(connection: Connection, exercise: str, item: int) -> Row[Any]:
    found = connection.execute(select(AGENDA).where(_of(exercise), AGENDA.c.id == item)).first()
    if found is None:
        raise DebriefError("debrief.unknown_item")
    return found


def _checked(title: str, minutes: int) -> str:
    plain = " ".join(title.split())
    if not 1 <= len(plain) <= _LONGEST_TITLE:
        raise DebriefError("debrief.bad_name", got=len(plain), most=_LONGEST_TITLE)
    if not 1 <= minutes <= MOST_MINUTES:
        raise DebriefError("debrief.bad_minutes", got=minutes, most=MOST_MINUTES)
    return plain


def _of(exercise: str) -> ColumnElement[bool]:
    return AGENDA.c.exercise == exercise
