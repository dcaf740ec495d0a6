"""What somebody who follows the debrief on a phone sees of it: the item that is presented, its time, and a card.

Names that are hidden do not come here, and neither do votes: see :mod:`.voting` for what a voter may know of those.
"""

from __future__ import annotations

from typing import Any

from . import agenda
from .spotlight import spotlight
from .store import Store


def followed(store: Store, exercise: str) -> dict[str, Any]:
    """Return what is presented now.

    Returns
    -------
    dict
        ``item`` (None where nothing is presented, else ``title``, ``number`` and ``of``, counted from 1, ``screen``,
        ``seconds`` left, less than 0 when over time, and ``running``) and ``spotlight`` (None, or what
        :func:`.spotlight.said` gives, with the team's name or letter as ``team``).
    """
    kept = agenda.kept(store, exercise)
    item = None
    if kept is not None:
        for number, one in enumerate(kept.items, 1):
            if one.id == kept.current:
                item = {
                    "title": one.title,
                    "number": number,
                    "of": len(kept.items),
                    "screen": one.screen,
                    "seconds": one.left,
                    "running": one.running,
                }
    card = spotlight(store, exercise)
    return {"item": item, "spotlight": None if card is None else {**card.facts, "team": card.called}}
