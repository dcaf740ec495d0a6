"""What the trainer's page shows and hides for all who look at it, in the store."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from .store import Store
from .tables import SCREEN

_NAMES = "names"
"""The row of the table of screens that says whether names are hidden."""


def names_hidden(store: Store) -> bool:
    """Return whether the teams are called by letters."""
    with store.read() as connection:
        state = connection.scalar(select(SCREEN.c.state).where(SCREEN.c.name == _NAMES))
    return bool(state and state.get("hidden"))


def hide_names(store: Store, hidden: bool) -> None:
    """Call the teams by letters from now on, or by their names again."""
    with store.write("screen") as connection:
        connection.execute(delete(SCREEN).where(SCREEN.c.name == _NAMES))
        connection.execute(insert(SCREEN).values(name=_NAMES, state={"hidden": hidden}))
