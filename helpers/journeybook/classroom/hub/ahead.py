"""Start the trainees' servers ahead of the class, a few at a time: all at once, each would take minutes."""

from __future__ import annotations

import time
from collections.abc import Iterable

from .api import HubApi

_AT_ONCE = 4
_ASK_AGAIN_SECONDS = 0.5
_LONGEST_SECONDS = 1800


def start_all(api: HubApi, people: Iterable[str]) -> int:
    """Start everybody's server and return how many are ready; those that run stay as they are."""
    everybody = tuple(people)
    waiting, starting = list(everybody), set[str]()
    deadline = time.monotonic() + _LONGEST_SECONDS
    while (waiting or starting) and time.monotonic() < deadline:
        while waiting and len(starting) < _AT_ONCE:
            person = waiting.pop(0)
            api.start(person)
            starting.add(person)
        starting = {person for person in starting if api.state(person) == "pending"}
        if starting:
            time.sleep(_ASK_AGAIN_SECONDS)
    return sum(1 for person in everybody if api.state(person) == "ready")
