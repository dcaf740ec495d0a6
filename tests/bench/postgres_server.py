"""A real PostgreSQL server that only this process can reach, and that may be killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

PASSWORD = "p@ss/w%rd 密"  # noqa: S105


def _program(name: str) -> str | None:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    return shutil.which(name, path=os.pathsep.join([*map(str, reversed(places)), os.environ.get("PATH", "")]))


class PostgresServer:
    """A server in a folder of its own; made by :meth:`start`, ended and removed by :meth:`remove`."""

    def __init__(self, initdb: str, pg_ctl: str) -> None:
        self._pg_ctl = pg_ctl
        # A short path, for the socket; and not root, which PostgreSQL refuses to run as.
        self.home = Path(tempfile.mkdtemp(prefix="jb-"))
        self._data = self.home / "data"
        self._other: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._other = {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(self.home, "postgres", "postgres")
        password = self.home / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        password.chmod(0o644)
        asks = ["-A", "scram-sha-256", "--pwfile", str(password), "-E", "UTF8", "--no-sync"]
        self._run(initdb, "-D", str(self._data), "-U", "trainer", *asks)

    @classmethod
    def start(cls, *options: str) -> Self | None:
        """Start one with options of the server's own, such as ``"fsync=off"``; None where it is not installed."""
        initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
        if initdb is None or pg_ctl is None:
            return None
        server = cls(initdb, pg_ctl)
        server.go_on(*options)
        return server

    def go_on(self, *options: str) -> None:
        """Start it, also where it was killed."""
        # Nothing is listened to but a socket in that folder.
        wanted = ("listen_addresses=''", f"unix_socket_directories='{self.home}'", *options)
        words = " ".join(f"-c {option}" for option in wanted)
        self._run(self._pg_ctl, "-D", str(self._data), "-l", str(self.home / "log"), "-o", words, "-w", "start")

    def kill(self) -> None:
        """End it by kill -9, with no chance to tidy up."""
        os.kill(int((self._data / "postmaster.pid").read_text(encoding="utf-8").split()[0]), signal.SIGKILL)

    def address(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://trainer:{quote(PASSWORD, safe='')}@/{database}?host={self.home}"

    def remove(self) -> None:
        """End it and remove all that is its."""
        self._run(self._pg_ctl, "-D", str(self._data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.home)

    def _run(self, *command: str) -> None:
        done = subprocess.run(
            command, cwd=self.home, env={"LC_ALL": "C.UTF-8"}, check=False, capture_output=True, **self._other
        )
        assert done.returncode == 0, done.stderr
