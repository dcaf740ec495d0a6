"""Who may come in: whoever is on the roster now and has the join code, and the trainer."""

from __future__ import annotations

import asyncio
from typing import Any

from jupyterhub.auth import Authenticator
from tornado import web
from traitlets import Int

from ...errors import ClassError
from ...guesses import Guesses
from ...i18n import t
from .codes import Codes
from .settings import TRAINER, HubSettings, codes_file

_SECONDS = 300
"""Wrong codes are counted over so long; right ones are not."""


class RosterAuthenticator(Authenticator):
    """Lets people in by roster and join code; both are read at each sign-in, so late joiners need no restart."""

    wrong_from_address = Int(10, help="Wrong codes in five minutes from one address.").tag(config=True)
    wrong_for_name = Int(20, help="Wrong codes in five minutes for one name.").tag(config=True)
    wrong_altogether = Int(400, help="Wrong codes in five minutes altogether.").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        settings = HubSettings.read()
        self._class = settings.class_
        self._codes = Codes(codes_file(self._class))
        self._addresses = Guesses(each=self.wrong_from_address, all_=self.wrong_altogether, seconds=_SECONDS)
        self._people = Guesses(each=self.wrong_for_name, all_=self.wrong_altogether, seconds=_SECONDS)
        self._turn = asyncio.Lock()
        self.any_allow_config = True
        self.allow_all = True  # whoever has a code: there is none without the roster

    def normalize_username(self, username: str) -> str:
        """Return the id as the roster has it, since Anna may sign in as anna; what nobody is called stays."""
        wanted = username.strip().lower()
        if wanted == TRAINER:
            return TRAINER
        try:
            return next((one.id for one in self._class.trainees() if one.id.lower() == wanted), username.strip())
        except ClassError as error:
            self.log.error("%s", error)
            return username.strip()

    async def get_authenticated_user(self, handler: Any, data: dict[str, str] | None) -> Any:
        """Check a sign-in, unless there were too many wrong ones before."""
        name, address = self.normalize_username((data or {}).get("username", "")), handler.request.remote_ip or ""
        # One after the other: many at once would all be let through before the first was counted.
        async with self._turn:
            wait = max(self._addresses.wait(address), self._people.wait(name))
            if wait:
                refused = web.HTTPError(429, t("hub.too_many_tries", self._class.lang, minutes=int(wait / 60) + 1))
                refused.headers = {"Retry-After": str(int(wait) + 1)}  # type: ignore[attr-defined]  # the hub's way
                raise refused
            found = await super().get_authenticated_user(handler, data)
            if found is None:
                self._addresses.failed(address)
                self._people.failed(name)
            return found

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str | None:
        """Return who has this id and code; None if nobody."""
        name, code = self.normalize_username(data.get("username", "")), data.get("password", "")
        # Memory and time that scrypt takes are not the event loop's.
        right = await asyncio.to_thread(self._codes.check, name, code)
        return name if right and self._is_here(name) else None

    async def refresh_user(self, user: Any, handler: Any = None) -> bool:
        """Let nobody go on who has been taken off the roster."""
        return self._is_here(user.name)

    def _is_here(self, name: str) -> bool:
        if name == TRAINER:
            return True
        try:
            return any(one.id == name for one in self._class.trainees())
        except ClassError as error:  # a roster being edited: whoever is in stays in, and nobody new comes
            self.log.error("%s", error)
            return name in self._codes.known()
