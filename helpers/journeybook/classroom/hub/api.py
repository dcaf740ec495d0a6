"""What is asked of the hub by its own interface."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote


@dataclass(frozen=True)
class HubApi:
    """The hub's interface, as somebody with a token sees it.

    Parameters
    ----------
    port : int
        Of the hub or its proxy on this machine.
    token : str
        Whose rights count.
    """

    port: int
    token: str

    def enrol(self, person: str) -> None:
        """Make somebody known to the hub who never signed in."""
        self._ask("POST", f"users/{quote(person)}")

    def start(self, person: str) -> None:
        """Begin to start somebody's server; one that runs goes on."""
        self._ask("POST", f"users/{quote(person)}/server")

    def state(self, person: str) -> str:
        """Return how somebody's server is: ``"ready"``, ``"pending"`` or ``""``."""
        _, user = self._ask("GET", f"users/{quote(person)}")
        return _state(user)

    def states(self) -> dict[str, str]:
        """Return how the server of each person is that the hub knows."""
        _, users = self._ask("GET", "users?limit=200")
        return {user["name"]: _state(user) for user in users} if isinstance(users, list) else {}

    def _ask(self, method: str, path: str) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, f"/hub/api/{path}", body="{}", headers={"Authorization": f"token {self.token}"})
            answer = connection.getresponse()
            body = answer.read()
            return answer.status, json.loads(body) if body else {}
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            connection.close()


def _state(user: Any) -> str:
    server = (user.get("servers") or {}).get("") if isinstance(user, dict) else None
    if not server:
        return ""
    return "ready" if server.get("ready") else "pending"
