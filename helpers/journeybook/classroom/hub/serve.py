"""Serve a class on the network: start the hub, bring in what is handed in, let late joiners in, end without a trace."""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from ... import workbook
from ...debrief.joining import room_address
from ...errors import ClassError
from ...programs import search_path
from ..folder import ClassFolder
from . import accounts, admission, arrival, proxy, walls
from .api import HubApi
from .settings import VARIABLE, HubSettings, hub_folder, letterbox

_LOOK_SECONDS = 0.5
_STOP_SECONDS = 30
_END_SECONDS = 5
_START_SECONDS = 60
_AGAIN_SECONDS = 2.0
"""How long a hub that ended must have run for it to be started again at once."""

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
"""Numbers of Linux's requests: see prctl(2)."""


@dataclass(frozen=True)
class News:
    """What is told while a class is served.

    Attributes
    ----------
    kind : str
        ``"codes"`` (new ones: `sheet` is where they are), ``"handed_in"``, ``"roster"`` (it cannot be read) or
        ``"again"`` (the hub had ended and was started anew).
    text : str
        Whom or what it is about.
    sheet : Path or None
        Where the new codes are.
    """

    kind: str
    text: str = ""
    sheet: Path | None = None


class Hub:
    """A class that is being served; made by :func:`serving`."""

    def __init__(self, settings: HubSettings, tell: Callable[[News], None]) -> None:
        self.settings = settings
        self.class_ = settings.class_
        self._tell = tell
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._roster = b""
        self._told = ""

    @property
    def address(self) -> str:
        """Where people come in."""
        return self.settings.address

    @property
    def api(self) -> HubApi:
        """The hub as ``journeybook class serve`` itself sees it."""
        return HubApi(self.settings.port, self.settings.token)

    @property
    def log(self) -> Path:
        """What the hub wrote."""
        return self.settings.folder / "hub.log"

    def admit(self) -> None:
        """Give codes, and accounts where there are any, to those who are new on the roster; say where the codes are."""
        people = [one.id for one in self.class_.trainees()]
        admission.refuse_trainer(people)
        if accounts.separate():
            known = accounts.ensure(self.class_, people)
            self.settings = replace(self.settings, accounts=known)
        self.settings.write()
        for person in people:
            letterbox(self.class_, person).parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        if new := admission.admit(self.class_, self.address):
            self._tell(News("codes", admission.named(new.people), new.sheet))

    def start(self) -> None:
        """Start the hub and return when it answers.

        Raises
        ------
        ClassError
            If it ends, or stays silent.
        """
        self._spawn()
        deadline = time.monotonic() + _START_SECONDS
        while not self.answers():
            if self._process is None or self._process.poll() is not None:
                raise ClassError("hub.ended", log=self.log, last=self._last_words())
            if time.monotonic() > deadline:
                raise ClassError("hub.silent", log=self.log, last=self._last_words())
            time.sleep(0.2)

    def answers(self) -> bool:
        """Return whether people can come in."""
        connection = http.client.HTTPConnection("127.0.0.1", self.settings.port, timeout=5)
        try:
            connection.request("GET", "/hub/login")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def step(self) -> None:
        """Do once what is done again and again: bring hand-ins, look at the roster, see that the hub runs."""
        for name in arrival.bring(self.class_):
            self._tell(News("handed_in", name))
        _bury_orphans(self._process)
        try:
            now = (self.class_.path / "roster.csv").read_bytes()
            if now != self._roster:
                self.admit()
                for person in self.class_.trainees():
                    self.api.enrol(person.id)
                self._roster = now
            self._told = ""
        except (ClassError, OSError) as error:
            if str(error) != self._told:  # a roster being edited is looked at again; it is told once
                self._told = str(error)
                self._tell(News("roster", self._told))
        if self._process is not None and self._process.poll() is not None:
            if time.monotonic() - self._began < _AGAIN_SECONDS:
                raise ClassError("hub.ended", log=self.log, last=self._last_words())
            _end_all_left()  # its proxy still holds the port
            self._spawn()
            self._tell(News("again"))

    def wait(self) -> None:
        """Serve until interrupted."""
        while True:
            self.step()
            time.sleep(_LOOK_SECONDS)

    def stop(self) -> None:
        """End the hub, its proxy and all servers; bring what was handed in at the last moment."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_STOP_SECONDS)
        _end_all_left()
        arrival.bring(self.class_)

    def _spawn(self) -> None:
        environment = os.environ | {
            "PATH": search_path(),
            VARIABLE: str(self.settings.folder / "settings.json"),
            workbook.HOME_VARIABLE: str(workbook.root()),
        }
        config = Path(__file__).with_name("jupyterhub_config.py")
        with self.log.open("ab") as log:
            self.log.chmod(0o600)
            self._process = subprocess.Popen(  # noqa: S603  # our own command, no shell
                [sys.executable, "-m", "jupyterhub", "--config", str(config)],
                cwd=self.settings.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self._began = time.monotonic()

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])


@contextmanager
def serving(
    class_: ClassFolder, *, port: int = 8000, exercise: str = "", host: str = "", tell: Callable[[News], None]
) -> Iterator[Hub]:
    """Serve a class on the network as long as the ``with`` block lasts.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    port : int
        Where people come in.
    exercise : str
        Id of the exercise whose maps the trainer's debrief shows; by default the first one with a case and a map.
    host : str
        What people type for this machine; by default its address in the room's network.
    tell : callable
        Told what happens.

    Raises
    ------
    ClassError
        If the port is taken, Node.js or the proxy is missing, the roster is wrong, or the hub does not come up.
    WorkbookError
        If the join sheet cannot be made.
    """
    admission.refuse_trainer([one.id for one in class_.trainees()])
    _check_port(port)
    command = proxy.command()
    folder = hub_folder(class_)
    _close(class_)
    settings = HubSettings(
        name=class_.name,
        path=str(class_.path),
        lang=class_.lang,
        exercise=exercise,
        port=port,
        hub_port=_free_port(),
        proxy_port=_free_port(),
        address=f"http://{host or room_address()}:{port}/",
        proxy=command,
        walls=not walls.obstacle(),
        token=secrets.token_hex(32),
    )
    (folder / "letterboxes").mkdir(mode=0o711, exist_ok=True)
    class_.inbound.mkdir(parents=True, exist_ok=True)
    _adopt_orphans()
    hub = Hub(settings, tell)
    hub.admit()
    try:
        hub.start()
        yield hub
    finally:
        hub.stop()


def _check_port(port: int) -> None:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("", port))
        except OSError as error:
            raise ClassError("hub.port_taken", port=port, reason=error.strerror or error) from error


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _close(class_: ClassFolder) -> None:
    """Close what is the trainer's alone to other accounts of this machine; the exchange stays reachable."""
    class_.path.chmod(0o711)
    for name in ("source", "release", "submitted", "autograded", "feedback", "debrief"):
        if (class_.path / name).is_dir():
            (class_.path / name).chmod(0o700)
    for name in ("roster.csv", "gradebook.db", "debrief.db", "log.txt"):
        if (class_.path / name).is_file():
            (class_.path / name).chmod(0o600)


def _end_with_parent() -> None:
    """Ask Linux to end this process when the one that started it has ended, however that came."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _adopt_orphans() -> None:
    """Ask Linux to make what a killed hub leaves behind children of ours, so that they can be found and ended."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _bury_orphans(hub: subprocess.Popen[bytes] | None) -> None:
    """Let go of what ended here after its own parent had."""
    for process in psutil.Process().children():
        with contextlib.suppress(psutil.Error, ChildProcessError):
            if (hub is None or process.pid != hub.pid) and process.status() == psutil.STATUS_ZOMBIE:
                os.waitpid(process.pid, os.WNOHANG)


def _end_all_left() -> None:
    """End all that was started here and still runs: the hub, its proxy and services, people's servers."""
    left = psutil.Process().children(recursive=True)
    for end in (psutil.Process.terminate, psutil.Process.kill):
        for process in left:
            with contextlib.suppress(psutil.Error):
                end(process)
        _, left = psutil.wait_procs(left, timeout=_END_SECONDS)
