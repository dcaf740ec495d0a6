"""Keeps a class in a cluster going: ``python -m journeybook.classroom.deploy.keeper``.

It does what ``journeybook class serve`` does beside its hub: it brings hand-ins from the letterboxes into the exchange,
gives codes to late joiners, and makes everybody known to the hub so that the trainer can start their servers.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time

from ...errors import JourneybookError
from ...i18n import set_language, t
from ..folder import CLASS_FILE, ClassFolder
from ..hub import admission, arrival
from ..hub.api import HubApi
from ..hub.settings import FOLDER, HubSettings

_LOOK_SECONDS = 1.0


class Keeper:
    """What the keeper knows between two looks.

    Parameters
    ----------
    class_ : ClassFolder
        The class, whose folder may not be there yet.
    address : str
        Where people come in, for join sheets.
    api : HubApi
        The hub; it need not answer.
    """

    def __init__(self, class_: ClassFolder, address: str, api: HubApi) -> None:
        self._class = class_
        self._address = address
        self._api = api
        self._roster = b""
        self._said = ""

    def step(self) -> None:
        """Do once what is done again and again."""
        if not (self._class.path / CLASS_FILE).is_file():
            self._say(t("deploy.log_waiting"))
            return
        try:
            self._open_ways()
            for name in arrival.bring(self._class):
                self._say(t("deploy.log_handed_in", name=name))
            self._admit()
        except (JourneybookError, OSError) as error:  # a roster being edited, a full disk: looked at again
            self._say(str(error))

    def _open_ways(self) -> None:
        """Let whoever mounts a letterbox pass through the folders above it; what lies in them stays closed."""
        folder = self._class.path / FOLDER
        for one in (folder, folder / "letterboxes"):
            one.mkdir(mode=0o711, exist_ok=True)
            one.chmod(0o711)
        self._class.inbound.mkdir(parents=True, exist_ok=True)

    def _admit(self) -> None:
        now = (self._class.path / "roster.csv").read_bytes()
        if now == self._roster:
            return
        if new := admission.admit(self._class, self._address):
            self._say(t("deploy.log_codes", people=admission.named(new.people), sheet=new.sheet.name))
        if all(self._api.enrol(one.id) for one in self._class.trainees()):
            self._roster = now

    def _say(self, text: str) -> None:
        if text != self._said:
            print(text, flush=True)
            self._said = text


def main() -> None:
    """Keep the class until ended."""
    os.umask(0o022)
    settings = HubSettings.read()
    set_language(settings.lang)
    keeper = Keeper(settings.class_, settings.address, HubApi.here())
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            keeper.step()
            time.sleep(_LOOK_SECONDS)
    sys.exit()


if __name__ == "__main__":
    main()
