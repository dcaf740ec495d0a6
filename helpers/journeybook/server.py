"""The Jupyter server of a desk: JupyterLab and Voila side by side, on this machine only.

One server runs per desk. It leaves a note, ``.journeybook/server.json`` (address and token, in a folder that its owner
alone can read), so that opening the workbook again finds it at once instead of starting a second one.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode, urlsplit

from jupyter_core.paths import jupyter_runtime_dir

from .atomic import write_text
from .desk import PRIVATE
from .errors import WorkbookError
from .i18n import LANGUAGE_VARIABLE, check_language
from .jupyter_settings import SHARE, write_settings
from .programs import search_path
from .workbook import START_PAGE

_NOTE = "server.json"
_LOG = "server.log"
_ASK_AGAIN_SECONDS = 0.1
_ANSWER_SECONDS = 5.0
_STOP_SECONDS = 15.0
_LOG_LINES = 15


def settings_folder(desk: Path) -> Path:
    """Return the folder with the Jupyter settings of a desk."""
    return desk / PRIVATE / "jupyter"


class Server:
    """A running server; made by :meth:`start` or found by :meth:`running`.

    Leaving a ``with`` block stops it.

    Attributes
    ----------
    url : str
        Base address, ending in a slash, e.g. ``"http://127.0.0.1:8888/"``.
    token : str
        Secret that the address of a page must carry once per browser.
    desk : Path
        Folder that is served.
    log : Path
        What the server wrote.

    Examples
    --------
    >>> with Server.start(Path("work/en"), "en") as server:  # doctest: +SKIP
    ...     server.address("lab")
    'http://127.0.0.1:41873/lab/tree/index.ipynb?token=…'
    """

    def __init__(self, url: str, token: str, desk: Path, process: subprocess.Popen[bytes] | None = None) -> None:
        self.url = url
        self.token = token
        self.desk = desk
        self.log = desk / PRIVATE / _LOG
        self._process = process

    @classmethod
    def start(
        cls,
        desk: Path,
        lang: str,
        *,
        theme: str = "light",
        port: int = 0,
        extra_config: Mapping[str, Any] | None = None,
        environment: Mapping[str, str] | None = None,
        token: str | None = None,
        timeout: float = 60.0,
    ) -> Self:
        """Start a server on `desk` and return it when it answers.

        Parameters
        ----------
        desk : Path
            Existing folder to serve.
        lang : {"zh", "en"}
            Language of JupyterLab, of Voila's pages and of every kernel (``JOURNEYBOOK_LANG``).
        theme : {"light", "dark"}
            Colours.
        port : int
            Port on 127.0.0.1; 0 takes a free one.
        extra_config : mapping, optional
            More server configuration, e.g. ``{"ServerApp": {"jpserver_extensions":
            {"nbgrader.server_extensions.formgrader": True}}}``.
        environment : mapping, optional
            More environment variables for the server and its kernels.
        token : str, optional
            Its secret, where it takes the place of a server that has ended; otherwise a new one.
        timeout : float
            Longest wait for the first answer, in seconds.

        Raises
        ------
        WorkbookError
            If the desk cannot be written, or the server ends or stays silent; the message holds its last words.
        """
        check_language(lang)
        desk = desk.resolve()
        settings = settings_folder(desk)
        token = token or secrets.token_hex(24)
        try:
            settings.parent.mkdir(exist_ok=True)
            settings.parent.chmod(0o700)  # note and log hold the token
            write_settings(settings, root=desk, lang=lang, theme=theme, port=port, extra=extra_config)
            with (desk / PRIVATE / _LOG).open("wb") as log:
                process = subprocess.Popen(
                    [sys.executable, "-m", "jupyterlab"],
                    cwd=desk,
                    env=_environment(settings, lang, token) | dict(environment or {}),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    # Ctrl-C in our terminal is ours to handle: the server would ask a question that nobody sees.
                    start_new_session=True,
                )
        except OSError as error:
            raise WorkbookError("desk.not_writable", desk=desk, reason=error.strerror or error) from error
        server = cls("", token, desk, process)
        try:
            server._wait_until_it_answers(timeout)
            server._leave_note()
        except BaseException:
            server.stop()
            raise
        return server

    @classmethod
    def running(cls, desk: Path) -> Self | None:
        """Return the server that runs on `desk`, if its note is there and it answers."""
        desk = desk.resolve()
        try:
            note = json.loads((desk / PRIVATE / _NOTE).read_text(encoding="utf-8"))
            server = cls(str(note["url"]), str(note["token"]), desk)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return server if server.alive() else None

    def address(self, app: str = "lab", page: str = START_PAGE, *, theme: str | None = None) -> str:
        """Return the address of a page, token included.

        Parameters
        ----------
        app : {"lab", "voila"}
            What shows it: JupyterLab, or Voila (no code, no menus).
        page : str
            A notebook on the desk, with forward slashes.
        theme : {"light", "dark"}, optional
            Colours of a Voila page other than the server's.
        """
        place = {"lab": "lab/tree/", "voila": "voila/render/"}[app]
        query = {"token": self.token}
        if app == "voila" and theme is not None:
            query["theme"] = theme
        return f"{self.url}{place}{quote(page)}?{urlencode(query)}"

    def alive(self) -> bool:
        """Return whether the server answers to its token."""
        return self._ask("GET", "api/status") == http.HTTPStatus.OK

    def wait(self) -> int:
        """Wait until the server ends by itself; return at once for one that somebody else started.

        Returns
        -------
        int
            0 where it was shut down, something else where it died.
        """
        return 0 if self._process is None else self._process.wait()

    def stop(self) -> None:
        """End the server and its kernels; do nothing if it has ended."""
        if self._process is None:
            self._ask("POST", "api/shutdown")
        elif self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._remove_note()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _wait_until_it_answers(self, timeout: float) -> None:
        assert self._process is not None  # noqa: S101 - only start() calls this
        deadline = time.monotonic() + timeout
        while True:
            if self._process.poll() is not None:
                raise WorkbookError("server.ended", desk=self.desk, log=self.log, last=self._last_words())
            self.url = self.url or self._find_url()
            if self.url and self.alive():
                return
            if time.monotonic() > deadline:
                raise WorkbookError(
                    "server.silent", desk=self.desk, seconds=round(timeout), log=self.log, last=self._last_words()
                )
            time.sleep(_ASK_AGAIN_SECONDS)

    def _find_url(self) -> str:
        """Return the address from the file in which Jupyter tells it, or nothing yet."""
        for path in Path(jupyter_runtime_dir()).glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError, KeyError):
                told = json.loads(path.read_text(encoding="utf-8"))
                if told["token"] == self.token:
                    return str(told["url"])
        return ""

    def _leave_note(self) -> None:
        write_text(self.desk / PRIVATE / _NOTE, json.dumps({"url": self.url, "token": self.token}) + "\n")

    def _remove_note(self) -> None:
        note = self.desk / PRIVATE / _NOTE
        with contextlib.suppress(OSError, ValueError, KeyError):
            if json.loads(note.read_text(encoding="utf-8"))["token"] == self.token:
                note.unlink()

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-_LOG_LINES:])

    def _ask(self, method: str, path: str) -> int | None:
        """Return the status of the server's answer, or None if there was none."""
        address = urlsplit(self.url)
        if address.hostname is None:
            return None
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=_ANSWER_SECONDS)
        try:
            connection.request(method, f"{address.path}{path}", headers={"Authorization": f"token {self.token}"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        return answer.status


def _environment(settings: Path, lang: str, token: str) -> dict[str, str]:
    """Return the server's environment: ours, with our own settings, data and language."""
    environment = dict(os.environ)
    shares = [str(SHARE), *filter(None, [environment.get("JUPYTER_PATH")])]
    return environment | {
        "PATH": search_path(),
        "JUPYTER_PATH": os.pathsep.join(shares),
        "JUPYTER_CONFIG_DIR": str(settings),
        "JUPYTER_TOKEN": token,
        LANGUAGE_VARIABLE: lang,
    }
