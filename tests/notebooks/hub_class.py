"""A class that is really served: the hub as its command starts it, and people who come in by HTTP."""

from __future__ import annotations

import json
import os
import pwd
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests
import websocket

WAIT_SECONDS = 120


class Visitor:
    """Somebody with a browser, as far as HTTP goes."""

    def __init__(self, address: str, name: str) -> None:
        self.address = address
        self.name = name
        self.session = requests.Session()

    def sign_in(self, name: str, code: str, **headers: str) -> requests.Response:
        """Send the form of the sign-in page, and follow nowhere."""
        page = self.session.get(f"{self.address}/hub/login", timeout=30)
        (xsrf,) = re.findall(r'name="_xsrf" value="([^"]*)"', page.text)
        form = {"username": name, "password": code, "_xsrf": xsrf}
        return self.session.post(
            f"{self.address}/hub/login", data=form, headers=headers, allow_redirects=False, timeout=30
        )

    def enter(self, code: str) -> requests.Response:
        """Sign in, wait for the server and return its first page."""
        answer = self.sign_in(self.name, code)
        assert answer.status_code == 302, answer.text
        deadline = time.monotonic() + WAIT_SECONDS
        page = self.session.get(f"{self.address}/hub/spawn", timeout=60)
        while "/hub/" in page.url:
            assert time.monotonic() < deadline, page.text
            time.sleep(0.2)
            page = self.session.get(f"{self.address}/hub/spawn", timeout=60)
        return page

    def get(self, path: str, of: str | None = None) -> requests.Response:
        """Ask a server, one's own unless another one's is named."""
        return self.session.get(f"{self.address}/user/{quote(of or self.name)}/{path}", timeout=60)

    def post(self, path: str, data: Any = None, form: dict[str, str] | None = None) -> requests.Response:
        """Send something to one's own server, as its pages do."""
        base = f"{self.address}/user/{quote(self.name)}/"
        return self.session.post(
            base + path, json=data, data=form, headers={"X-XSRFToken": self.xsrf(), "Referer": base}, timeout=120
        )

    def run(self, code: str, folder: str = "") -> str:
        """Run code in a kernel of one's own server, as a notebook's cell would; return all it printed."""
        kernel = self.post("api/kernels", {"name": "python3", "path": folder}).json()["id"]
        address = f"{self.address}/user/{quote(self.name)}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
        cookies = "; ".join(f"{one.name}={one.value}" for one in self._cookies())
        connection = websocket.create_connection(
            f"{address}?_xsrf={quote(self.xsrf())}", cookie=cookies, timeout=WAIT_SECONDS
        )
        try:
            message = uuid.uuid4().hex
            header = {"msg_id": message, "msg_type": "execute_request", "session": message, "username": "", "date": ""}
            content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}}
            sent = {"header": header | {"version": "5.3"}, "parent_header": {}, "metadata": {}, "content": content}
            connection.send(json.dumps(sent | {"channel": "shell", "buffers": []}))
            return "".join(_printed(connection, message))
        finally:
            connection.close()
            self.session.delete(
                f"{self.address}/user/{quote(self.name)}/api/kernels/{kernel}",
                headers={"X-XSRFToken": self.xsrf()},
                timeout=30,
            )

    def _cookies(self) -> list[Any]:
        path = f"/user/{quote(self.name)}/"
        return [one for one in self.session.cookies if path.startswith(one.path)]

    def xsrf(self) -> str:
        """Return what a page of one's own server sends along to prove that it is one."""
        if not any(one.name == "_xsrf" and "/user/" in one.path for one in self.session.cookies):
            self.get("lab")
        return next(
            (one.value or "" for one in self.session.cookies if one.name == "_xsrf" and "/user/" in one.path), ""
        )


def _printed(connection: Any, message: str) -> Iterator[str]:
    while True:
        told = json.loads(connection.recv())
        if told.get("parent_header", {}).get("msg_id") != message:
            continue
        content = told["content"]
        if told["msg_type"] == "stream":
            yield content["text"]
        elif told["msg_type"] == "error":
            yield "\n".join(content["traceback"])
        elif told["msg_type"] == "status" and content["execution_state"] == "idle":
            return


@dataclass
class Served:
    """A class that is being served."""

    name: str
    home: Path
    address: str
    process: subprocess.Popen[str]
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The class folder."""
        return self.home / "classes" / self.name

    def visitor(self, name: str) -> Visitor:
        """Return somebody who has not signed in yet."""
        return Visitor(self.address, name)

    def enter(self, name: str) -> Visitor:
        """Return somebody whose server runs."""
        visitor = self.visitor(name)
        visitor.enter(self.codes[name])
        return visitor

    def read_codes(self) -> dict[str, str]:
        """Return the codes of all join sheets, as somebody reads them who has the paper."""
        for sheet in sorted(self.folder.glob("join-sheet*.pdf")):
            text = subprocess.run(
                ["pdftotext", "-raw", str(sheet), "-"], capture_output=True, text=True, check=True
            ).stdout
            ids = re.findall(r"(?:Sign in as: |编号：)(\S+)", text)
            codes = re.findall(r"(?:Code: |加入码：)(\w{4}-\w{4})", text)
            self.codes |= dict(zip(ids, codes, strict=True))
        return self.codes


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("", 0))
        return int(one.getsockname()[1])


def until(true: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.1)


@contextmanager
def served(home: Path, name: str, *words: str) -> Iterator[Served]:
    """Run ``journeybook class serve`` on a class of the workbook `home`, as long as the block lasts."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "journeybook.cli", "class", "serve", name, *words, "--port", str(port)],
        env=os.environ | {"JOURNEYBOOK_HOME": str(home), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = []
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        else:
            raise AssertionError("".join(said))
        running = Served(name, home, f"http://127.0.0.1:{port}", process)
        running.read_codes()
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=60)
        finally:
            process.kill()
            _drop_accounts(home)


def _drop_accounts(home: Path) -> None:
    """Remove the accounts that the class's trainees got from the system, where root served it."""
    if os.geteuid() != 0:
        return
    for account in pwd.getpwall():
        if account.pw_name.startswith("jb-") and Path(account.pw_dir).is_relative_to(home):
            subprocess.run(["userdel", account.pw_name], check=False, capture_output=True)
