"""Start the trainees' servers ahead of the class, a few at a time: on two cores forty at once take minutes each."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any
from urllib.parse import quote

from .serve import Hub

_AT_ONCE = 4
_ASK_AGAIN_SECONDS = 0.5
_LONGEST_SECONDS = 900


def start_all(hub: Hub) -> int:
    """Start every trainee's server and return how many are ready; those that run stay as they are."""
    waiting = [one.id for one in hub.class_.trainees()]
    total, starting = len(waiting), set[str]()
    deadline = time.monotonic() + _LONGEST_SECONDS
    while (waiting or starting) and time.monotonic() < deadline:
        while waiting and len(starting) < _AT_ONCE:
            person = waiting.pop(0)
            _ask(hub, "POST", f"users/{quote(person)}")  # who never signed in is not known to the hub yet
            _ask(hub, "POST", f"users/{quote(person)}/server")
            starting.add(person)
        starting -= {person for person in starting if not _pending(hub, person)}
        hub.step()
        time.sleep(_ASK_AGAIN_SECONDS)
    return sum(1 for one in hub.class_.trainees() if _ready(hub, one.id)) if total else 0


def _pending(hub: Hub, person: str) -> bool:
    return _server(hub, person).get("pending") is not None


def _ready(hub: Hub, person: str) -> bool:
    return bool(_server(hub, person).get("ready"))


def _server(hub: Hub, person: str) -> dict[str, Any]:
    status, user = _ask(hub, "GET", f"users/{quote(person)}")
    servers = user.get("servers") or {} if status == http.HTTPStatus.OK else {}
    found: dict[str, Any] = servers.get("") or {}
    return found


def _ask(hub: Hub, method: str, path: str) -> tuple[int, dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", hub.settings.port, timeout=120)
    try:
        connection.request(
            method, f"/hub/api/{path}", body="{}", headers={"Authorization": f"token {hub.settings.token}"}
        )
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, json.loads(body) if body else {}
    except (OSError, http.client.HTTPException, ValueError):
        return 0, {}
    finally:
        connection.close()
