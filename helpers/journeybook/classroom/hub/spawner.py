"""Starts people's servers: trainees' behind walls and, where there are any, in accounts of their own."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import default

from ...rooms.announce import environment as rooms_environment
from ...workbook import HOME_VARIABLE, root
from . import seat, walls
from .settings import TRAINER, VARIABLE, HubSettings, letterbox

_ASK_AGAIN_SECONDS = 0.2

_NICE = 5
"""How far trainees' servers stand back: when forty start at once, the hub still has to let people in."""


class SeatSpawner(LocalProcessSpawner):
    """Starts one person's server."""

    @default("default_url")
    def _default_url(self) -> str:
        return seat.first_page(self.user.name)

    @property
    def _is_trainer(self) -> bool:
        return bool(self.user.name == TRAINER)

    @property
    def _account(self) -> int | None:
        return None if self._is_trainer else self._settings.accounts.get(self.user.name)

    async def start(self) -> Any:
        """Prepare what only the hub may make, then start the server."""
        self._settings = HubSettings.read()
        class_, person = self._settings.class_, self.user.name
        inside = [sys.executable, "-m", "journeybook.classroom.hub.seat", person]
        if not self._is_trainer:
            _make_own(class_.desk(person), self._account)
            _make_own(letterbox(class_, person), self._account)
        if self._is_trainer or not self._settings.walls:
            self.cmd = inside
        else:
            self.cmd = walls.command(class_, person, self._account, inside)
        address = await super().start()
        await self._wait_until_it_listens()
        return address

    async def _wait_until_it_listens(self) -> None:
        """Wait as long as the hub lets us, but no longer than the server lives."""
        while await self.poll() is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(_ASK_AGAIN_SECONDS)
            else:
                writer.close()
                return
        raise ChildProcessError(f"the server of {self.user.name} ended before it answered")

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        """Return what is done between fork and start: stand back, become the account where no walls do so."""
        account = None if self._settings.walls else self._account
        nice = 0 if self._is_trainer else _NICE

        def become() -> None:
            os.nice(nice)
            if account is not None:
                os.setgroups([])
                os.setresgid(account, account, account)
                os.setresuid(account, account, account)

        return become

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Add what the seat needs to know."""
        settings = self._settings
        home = settings.folder / "seat" if self._is_trainer else settings.class_.desk(self.user.name)
        found = env | seat.environment(settings)
        found |= {HOME_VARIABLE: str(root()), "HOME": str(home), "USER": self.user.name}
        if self._is_trainer:  # who is in no group: which one is visited, the visit's own folder says
            return found | {VARIABLE: str(settings.folder / "settings.json")}
        return found | rooms_environment(settings.class_, self.user.name) | settings.environment

    def get_args(self) -> list[str]:
        """Return nothing: the seat's own settings say everything."""
        return []

    async def move_certs(self, paths: dict[str, str]) -> dict[str, str]:
        """Leave certificates where they are: servers are reached on this machine alone."""
        return paths


def _make_own(folder: Path, account: int | None) -> None:
    """Make a folder that its owner alone can enter; the ones above it can be passed through, not read."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o711)
    folder.mkdir(exist_ok=True)
    if account is not None and folder.lstat().st_uid != account:
        shutil.chown(folder, account, account)
    folder.chmod(0o700)
