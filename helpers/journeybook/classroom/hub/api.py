"""What is asked of the hub by its own interface."""

from __future__ import annotations

import http.client
import json
import os
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import quote, urlsplit

_PAGE = 200
"""The most people the hub tells at once."""


@dataclass(frozen=True)
class HubApi:
    """The hub's interface, as somebody with a token sees it.

    Parameters
    ----------
    port : int
        Of the hub or its proxy on this machine.
    token : str
        Whose rights count.
    host : str
        Where it is, if not on this machine.
    """

    port: int
    token: str
    host: str = "127.0.0.1"

    @classmethod
    def here(cls) -> Self:
        """Return the interface as a server or a service of the hub sees it, by what the hub told it."""
        where = urlsplit(os.environ.get("JUPYTERHUB_API_URL", ""))
        return cls(where.port or 0, os.environ.get("JUPYTERHUB_API_TOKEN", ""), where.hostname or "127.0.0.1")

    def enrol(self, person: str) -> bool:
        """Make somebody known to the hub who never signed in; return whether they are known now."""
        status, _ = self._ask("POST", f"users/{quote(person)}")
        return status in {HTTPStatus.CREATED, HTTPStatus.CONFLICT}

    def start(self, person: str) -> None:
        """Begin to start somebody's server; one that runs goes on."""
        self._ask("POST", f"users/{quote(person)}/server")

    def state(self, person: str) -> str:
        """Return how somebody's server is: ``"ready"``, ``"pending"`` or ``""``."""
        _, user = self._ask("GET", f"users/{quote(person)}")
        return _state(user)

    def states(self) -> dict[str, str]:
        """Return how the server of each person is that the hub knows."""
        found: dict[str, str] = {}
        while True:
            _, users = self._ask("GET", f"users?limit={_PAGE}&offset={len(found)}")
            if not isinstance(users, list) or not users:
                return found
            before = len(found)
            found |= {user["name"]: _state(user) for user in users}
            if len(users) < _PAGE or len(found) == before:
                return found

    def _ask(self, method: str, path: str) -> tuple[int, Any]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=120)
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
