"""Run cells in a sandboxed kernel, believing nothing that comes back.

A program inside holds its kernel's own keys and can send any message it likes. So every message is measured before it
is read, whatever cannot be read ends the program, and only outputs in plain text are kept.
"""

from __future__ import annotations

import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory

from .sandbox import PROVISIONER, Limits, SandboxProvisioner, kernel_spec

MAX_RECEIVED = 20_000_000
"""Most bytes of one message, and of all messages together."""

MAX_TEXT = 20_000
"""Most characters of output that are kept of a cell."""

_GRACE = 3.0
"""Seconds for the last outputs to come after a cell is done."""


@dataclass
class Ran:
    """What came of one cell."""

    text: str = ""
    """What it printed, cut at the limit."""
    result: str | None = None
    """Its last expression, as text."""
    error: tuple[str, str] | None = None
    """Name and message of the exception that ended it."""
    data: dict[str, str] = field(default_factory=dict)
    """The last text shown of each kind that was asked for."""
    finished: bool = False
    """Whether the kernel said that the cell is done."""


class SandboxKernel:
    """A running kernel; made by :func:`sandbox_kernel`."""

    def __init__(self, manager: Any, client: Any) -> None:
        self._client = client
        self._provisioner: SandboxProvisioner = manager.provisioner
        self._received = 0
        self._poller = zmq.Poller()
        self._channels = (client.iopub_channel.socket, client.shell_channel.socket)
        for channel in self._channels:
            self._poller.register(channel, zmq.POLLIN)

    @property
    def stopped(self) -> str:
        """Why the program was ended, ``""`` while it is running: see :attr:`.watch.Watch.verdict`, or ``"died"``."""
        watch, process = self._provisioner.watch, self._provisioner.process
        if watch is not None and watch.verdict:
            return watch.verdict
        ended = 0 if process is None else process.poll()
        if ended is None:
            return ""
        # bubblewrap says by 128 more which signal it was.
        return "time" if ended in (-signal.SIGXCPU, 128 + signal.SIGXCPU) else "died"

    def run(self, code: str, *, seconds: float, kinds: tuple[str, ...] = ()) -> Ran:
        """Run one cell; a program that takes too long, or says too much, is ended.

        Parameters
        ----------
        code : str
            The cell.
        seconds : float
            Longest time.
        kinds : tuple of str
            MIME types whose text is wanted.
        """
        ran = Ran()
        if self.stopped:
            return ran
        request = self._client.execute(code, store_history=False, allow_stdin=False, stop_on_error=False)
        deadline = time.monotonic() + seconds
        replied = idle = False
        while not (replied and idle) and not self.stopped:
            if time.monotonic() > deadline:
                if replied:
                    break  # only its last words are missing
                self._kill("time")
            for channel, _ in self._poller.poll(100):
                message = self._receive(channel)
                if message.get("parent_header", {}).get("msg_id") != request:
                    continue
                if channel is self._channels[1]:
                    replied, deadline = True, min(deadline, time.monotonic() + _GRACE)
                elif message["msg_type"] == "status" and message["content"].get("execution_state") == "idle":
                    idle = True
                else:
                    self._keep(ran, message, kinds)
        ran.finished = replied and not self.stopped
        return ran

    def _receive(self, channel: Any) -> dict[str, Any]:
        """Return one message, or an empty one if it is none; ends the program if it is one too many."""
        try:
            parts = channel.recv_multipart(zmq.NOBLOCK)
            self._received += sum(map(len, parts))
            if self._received > MAX_RECEIVED:
                self._kill("output")
                return {}
            session = self._client.session
            message: dict[str, Any] = session.deserialize(session.feed_identities(parts)[1])
            if not isinstance(message["content"], dict) or not isinstance(message["parent_header"], dict):
                raise TypeError("no message")
        except zmq.Again:
            return {}
        except Exception:  # the sender may have made it so that anything fails
            self._kill("forged")
            return {}
        return message

    def _keep(self, ran: Ran, message: dict[str, Any], kinds: tuple[str, ...]) -> None:
        content = message["content"]
        if message["msg_type"] == "stream":
            self._say(ran, content.get("text"))
        elif message["msg_type"] == "error":
            ran.error = (str(content.get("ename"))[:200], str(content.get("evalue"))[:2_000])
        elif message["msg_type"] in {"display_data", "execute_result"}:
            shown = content.get("data")
            if not isinstance(shown, dict):
                return
            ran.data |= {kind: shown[kind] for kind in kinds if isinstance(shown.get(kind), str)}
            plain = shown.get("text/plain")
            if message["msg_type"] == "execute_result" and isinstance(plain, str):
                ran.result = plain[:MAX_TEXT]
            elif plain is not None and not any(kind in shown for kind in kinds):
                self._say(ran, f"{plain}\n")

    @staticmethod
    def _say(ran: Ran, text: object) -> None:
        if isinstance(text, str) and len(ran.text) < MAX_TEXT:
            ran.text = f"{ran.text}{text}"[:MAX_TEXT]

    def _kill(self, reason: str) -> None:
        if self._provisioner.watch is not None:
            self._provisioner.watch.kill(reason)


@contextmanager
def sandbox_kernel(
    files: Path, *, key: Path | None = None, contained: bool = True, limits: Limits | None = None
) -> Iterator[SandboxKernel]:
    """Start a kernel in the sandbox that works on a copy of `files`; it ends with the ``with`` block.

    Parameters
    ----------
    files : Path
        Folder of files.
    key : Path, optional
        Folder of the answer key, for a kernel that runs the trainer's own tests and nothing else.
    contained : bool
        ``False`` to do without bubblewrap.
    limits : Limits, optional
        What the program may take.

    Raises
    ------
    RuntimeError
        If the kernel does not start.
    """
    # Registered by hand too, so that it is found where the package was not installed anew since it has this one.
    factory = KernelProvisionerFactory.instance()
    value = f"{SandboxProvisioner.__module__}:{SandboxProvisioner.__name__}"
    factory.provisioners[PROVISIONER] = EntryPoint(PROVISIONER, value, "jupyter_client.kernel_provisioners")
    # Below the temporary folder, and short: the path of a socket may not pass 107 bytes.
    with tempfile.TemporaryDirectory(prefix="jb-", ignore_cleanup_errors=True) as temporary:
        root = Path(temporary).resolve()
        root.chmod(0o711)
        config = {"files": str(_open_copy(files, root / "files")), "contained": contained, "limits": limits or Limits()}
        if key is not None:
            config["key"] = str(_open_copy(key, root / "key"))
        sockets = root / "s"
        sockets.mkdir()
        context = zmq.Context()
        context.setsockopt(zmq.MAXMSGSIZE, MAX_RECEIVED)
        context.setsockopt(zmq.LINGER, 0)
        manager = KernelManager(transport="ipc", ip=str(sockets / "k"), context=context)
        manager.connection_file = str(sockets / "c.json")
        manager._kernel_spec = kernel_spec(**config)
        client = None
        try:
            manager.start_kernel()
            client = manager.client()
            client.start_channels(stdin=False, hb=False)
            client.wait_for_ready(timeout=60)
            yield SandboxKernel(manager, client)
        finally:
            if client is not None:
                client.stop_channels()
            if manager.has_kernel:
                manager.shutdown_kernel(now=True)
            context.destroy(linger=0)


def _open_copy(source: Path, target: Path) -> Path:
    """Copy a folder so that any user can read the copy."""
    shutil.copytree(source, target, copy_function=shutil.copyfile)
    for path in (target, *target.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return target
