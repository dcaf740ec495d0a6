"""A kernel in which a stranger's program may run: no network, no home, a read-only system, limits on everything.

:class:`SandboxProvisioner` is a kernel provisioner of Jupyter that starts ipykernel by way of ``bubblewrap``. What is
inside sees the operating system, this Python and this package (all read-only), the files it is given (a copy, in
memory) and its own sockets; no class folder, no grade, no key, no other process.

The machine may forbid what a sandbox needs, so :func:`obstacle` really tries one.
"""

from __future__ import annotations

import functools
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Instance, Unicode

from .. import workbook
from ..exercise import KEY_FOLDER_VARIABLE
from ..i18n import LANGUAGE_VARIABLE, language
from . import binds, inside, seccomp
from .watch import Watch

PROVISIONER = "journeybook-sandbox"
"""Name of the provisioner among the entry points of ``jupyter_client.kernel_provisioners``."""

WORK = "/tmp/work"  # noqa: S108  # a file system of the sandbox's own
"""Where a program finds its files inside the sandbox."""

_GIVEN, _KEY, _LAUNCHER = "/journeybook/files", "/journeybook/key", "/journeybook/inside.py"

_SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "fonts", "mime.types")
"""What programs need of ``/etc``; it holds no names of people."""

_FIRST_USER, _USERS = 61_184, 4_336
"""User ids that systems keep for services of a moment: nobody is called so, and no file is theirs."""


@dataclass(frozen=True)
class Limits:
    """What one program may take; of time and memory about ten times what an honest one needs."""

    seconds: int = 60
    """From its start to its end."""
    cpu_seconds: int = 60
    memory: int = 2_000_000_000
    """Bytes, of all its processes together."""
    address_space: int = 6_000_000_000
    """Bytes that one process may reserve; libraries reserve far more than they use."""
    processes: int = 64
    """Processes and threads; processes alone, half of them."""
    file: int = 50_000_000
    """Bytes of one file."""
    space: int = 200_000_000
    """Bytes of all its files."""


class SandboxProvisioner(LocalProvisioner):
    """Starts a kernel in the sandbox, or, where a trainer insists, without one but with the same limits."""

    files = Unicode(help="Folder whose files the program gets a copy of.").tag(config=True)
    key = Unicode("", help="Folder of the answer key, for the trainer's own tests.").tag(config=True)
    contained = Bool(True, help="Whether to use bubblewrap.").tag(config=True)
    limits = Instance(Limits, ())
    watch = Instance(Watch, allow_none=True)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Write the connection file and put the kernel's command into the sandbox's."""
        kwargs = await super().pre_launch(**kwargs)
        manager: Any = self.parent
        sockets = Path(manager.connection_file).parent
        user = sandbox_user(self.contained)
        if user is not None:
            for path in (sockets, *sockets.iterdir()):
                os.chown(path, user, user)
        work = WORK if self.contained else str(sockets / "work")
        environment = _environment(work, (_KEY if self.contained else self.key) if self.key else "")
        files = _GIVEN if self.contained else self.files
        launcher = _LAUNCHER if self.contained else inside.__file__
        plan = _plan(kwargs["cmd"], self.limits, user, files, work, launcher)
        if self.contained:
            given = [*binds.bind(self.files, _GIVEN), *binds.bind(str(sockets), str(sockets), "--bind")]
            given += binds.bind(self.key, _KEY) if self.key else []
            plan = [*_bubblewrap(self.limits, environment, given), *plan]
        return {**kwargs, "cmd": plan, "env": environment, "cwd": str(sockets)}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start it, and somebody who watches it."""
        with _filter_file() as (number, arguments):
            # The kernel's own standard streams are nobody's to read; what it prints comes as messages.
            self.process = subprocess.Popen(  # noqa: S603  # our own command, no shell
                [*cmd[:1], *(arguments if self.contained else ()), *cmd[1:]],
                env=kwargs["env"],
                cwd=kwargs["cwd"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(number,) if self.contained else (),
                start_new_session=True,
            )
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs["cwd"]
        limits = self.limits
        self.watch = Watch(
            self.pid,
            Path(kwargs["cwd"]),
            seconds=limits.seconds,
            memory=limits.memory,
            processes=limits.processes // 2,
            space=limits.space,
        )
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """Leave nothing running."""
        if self.watch is not None:
            self.watch.end()
        await super().cleanup(restart=restart)


def kernel_spec(**config: Any) -> KernelSpec:
    """Return the specification of this Python's kernel in the sandbox; `config` are the provisioner's traits."""
    return KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--Application.log_level=50"],
        display_name="Journeybook sandbox",
        language="python",
        # No process outside the sandbox can signal one inside.
        interrupt_mode="message",
        metadata={"kernel_provisioner": {"provisioner_name": PROVISIONER, "config": config}},
    )


@functools.cache
def obstacle() -> str:
    """Return why this machine has no sandbox, in the words of whoever refused; ``""`` if one was tried and works."""
    if not sys.platform.startswith("linux"):
        return sys.platform
    if shutil.which("bwrap") is None:
        return "bwrap: not found"
    limits = Limits(seconds=30)
    with tempfile.TemporaryDirectory(prefix="jb-") as folder, _filter_file() as (number, arguments):
        Path(folder).chmod(0o755)
        plan = _plan([sys.executable, "-c", "print('inside')"], limits, sandbox_user(True), _GIVEN, WORK, _LAUNCHER)
        start = _bubblewrap(limits, _environment(WORK, ""), binds.bind(folder, _GIVEN))
        try:
            done = subprocess.run(  # noqa: S603  # our own command, no shell
                [*start[:1], *arguments, *start[1:], *plan],
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                pass_fds=(number,),
                timeout=limits.seconds,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    if done.returncode == 0 and done.stdout.strip() == "inside":
        return ""
    return (done.stderr.strip().splitlines() or [f"bwrap: {done.returncode}"])[-1][:300]


def sandbox_user(contained: bool) -> int | None:
    """Return the user to become inside; ``None`` to stay who one is, as everybody but root must.

    The limit on processes does not bind root, and root's sandbox needs no user namespace to be set up.
    """
    if os.geteuid() != 0:
        return None
    user = _FIRST_USER + os.getpid() % _USERS
    return user if contained or _may_run(user) else None


@functools.cache
def _may_run(user: int) -> bool:
    """Return whether that user can run this Python: one below root's home is closed to others."""
    try:
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", "import resource"],
            check=True,
            capture_output=True,
            user=user,
            group=user,
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _plan(command: list[str], limits: Limits, user: int | None, files: str, work: str, launcher: str) -> list[str]:
    plan = {
        "limits": {
            "RLIMIT_CPU": limits.cpu_seconds,
            "RLIMIT_AS": limits.address_space,
            "RLIMIT_FSIZE": limits.file,
            "RLIMIT_NOFILE": 512,
            "RLIMIT_CORE": 0,
            **({"RLIMIT_NPROC": limits.processes} if user is not None or _counts_by_namespace() else {}),
        },
        "user": user,
        "files": files,
        "work": work,
        "command": command,
    }
    return [sys.executable, "-I", "-S", launcher, json.dumps(plan)]


def _counts_by_namespace() -> bool:
    """Return whether processes are counted for each sandbox apart; older kernels count all that a person runs."""
    major, minor, *_ = (*platform.release().split("."), "0")
    return major.isdigit() and (int(major), int("".join(filter(str.isdigit, minor)) or 0)) >= (5, 14)


def _environment(work: str, key: str) -> dict[str, str]:
    """Return the few variables that a program inside gets to know."""
    return {
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), "/usr/bin", "/bin"]),
        "PYTHONPATH": str(binds.PACKAGE.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": work,
        "IPYTHONDIR": f"{work}/.ipython",
        "TMPDIR": "/tmp",  # noqa: S108  # of its own
        "LANG": "C.UTF-8",
        "USER": "trainee",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        LANGUAGE_VARIABLE: language(),
        workbook.HOME_VARIABLE: str(workbook.home()),
        **({KEY_FOLDER_VARIABLE: key, "NBGRADER_EXECUTION": "autograde"} if key else {}),
    }


def _bubblewrap(limits: Limits, environment: dict[str, str], given: list[str]) -> list[str]:
    """Return bubblewrap's command up to the program that it is to start."""
    command = [shutil.which("bwrap") or "bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    command += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--hostname", "sandbox"]
    # Root lays out the files as root, then becomes nobody in particular; anybody else needs a user namespace.
    command += ["--cap-drop", "ALL"]
    if os.geteuid() == 0:
        command += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SYS_RESOURCE"]
    else:
        command += ["--unshare-user"]
    command += binds.system(_SETTINGS)
    command += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
    for path in ("/dev/shm", "/tmp"):  # noqa: S108  # both of the sandbox's own
        command += ["--perms", "1777", "--size", str(limits.space), "--tmpfs", path]
    command += binds.workbook_and_python()
    command += binds.bind(inside.__file__, _LAUNCHER)
    command += given
    command += ["--remount-ro", "/", "--chdir", "/", "--clearenv"]
    for name, value in environment.items():
        command += ["--setenv", name, value]
    return [*command, "--"]


@contextmanager
def _filter_file() -> Iterator[tuple[int, list[str]]]:
    """Give bubblewrap the filter of :mod:`.seccomp` to read: (number of the open file, arguments that name it)."""
    with tempfile.TemporaryFile() as file:
        program = seccomp.program()
        file.write(program)
        file.seek(0)
        yield file.fileno(), ["--seccomp", str(file.fileno())] if program else []
