"""What a trainee's server can see of the machine: the system, the workbook, their own desk, and nothing of the others.

Answer keys, grades, the hub's own files, the other desks and the exchange's other hand-ins are not there at all, so
this holds also where all trainees share one account. What it cannot hide there: processes of one account may be
stopped, and ports on this machine be reached.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .. import binds
from ..folder import ClassFolder
from .settings import letterbox

_SETTINGS = (
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "alternatives",
    "localtime",
    "fonts",
    "mime.types",
    "hosts",
    "host.conf",
    "nsswitch.conf",
    "resolv.conf",
    "passwd",
    "group",
)


def command(class_: ClassFolder, trainee: str, user: int | None, inside: list[str]) -> list[str]:
    """Return the command that starts a trainee's server behind walls.

    Parameters
    ----------
    class_ : ClassFolder
        The class.
    trainee : str
        Whose server it is.
    user : int or None
        Id of the account that it becomes; None to stay the hub's.
    inside : list of str
        The server's own command.
    """
    found = [shutil.which("bwrap") or "bwrap", "--unshare-pid", "--unshare-ipc", "--unshare-uts"]
    found += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--hostname", "journeybook"]
    found += ["--cap-drop", "ALL"]
    if os.geteuid() == 0:
        found += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        found += ["--unshare-user"]
    found += binds.system(_SETTINGS)
    found += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]  # noqa: S108  # its own
    found += ["--perms", "1777", "--tmpfs", "/dev/shm"]  # noqa: S108
    found += binds.workbook_and_python("course", "exercises")
    desk, box = class_.desk(trainee), letterbox(class_, trainee)
    found += binds.bind(str(desk), str(desk), "--bind")
    # nbgrader wants to be able to write at the exchange's root; what is written there is nobody's.
    found += [*binds.way(str(class_.exchange)), "--perms", "1777", "--tmpfs", str(class_.exchange)]
    found += binds.bind(str(class_.outbound), str(class_.outbound), "--ro-bind-try")
    feedback = str(class_.exchange / class_.name / "feedback")
    found += binds.bind(feedback, feedback, "--ro-bind-try")
    for folder in reviews(class_, trainee):
        found += binds.bind(str(folder), str(folder))
    found += binds.bind(str(box), str(class_.inbound), "--bind")
    found += ["--remount-ro", "/", "--chdir", "/", "--"]
    if user is not None:
        # Root laid the walls; from here on nobody is root, and nobody becomes it again.
        found += ["/usr/bin/setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--no-new-privs", "--"]
    return [*found, *inside]


def reviews(class_: ClassFolder, trainee: str) -> Iterator[Path]:
    """Yield the folders of the exchange with reviews that are for this trainee."""
    yield from sorted((class_.exchange / class_.name / "reviews").glob(f"*/{trainee}"))


@functools.cache
def obstacle() -> str:
    """Return why servers cannot be walled in on this machine; ``""`` if it was tried and works."""
    if not sys.platform.startswith("linux"):
        return sys.platform
    if shutil.which("bwrap") is None:
        return "bwrap: not found"
    test = [
        shutil.which("bwrap") or "bwrap",
        "--unshare-pid",
        "--ro-bind",
        "/",
        "/",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
    ]
    test += [] if os.geteuid() == 0 else ["--unshare-user"]
    try:
        done = subprocess.run(  # noqa: S603  # our own command, no shell
            [*test, "--", "/bin/true"], capture_output=True, text=True, errors="replace", check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if done.returncode == 0 else (done.stderr.strip().splitlines() or [f"bwrap: {done.returncode}"])[-1][:300]
