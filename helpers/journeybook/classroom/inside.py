"""The first program inside a sandbox: takes the limits and the rights of a trainee upon itself, then becomes another.

Run by path, ``python -I -S inside.py PLAN``, and so imports nothing of ours. PLAN is JSON: ``limits`` (name of a
resource → value), ``user`` (numeric id to become, or null), ``files`` (folder to copy), ``work`` (new folder for the
copy, where to start) and ``command`` (what to become).
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import sys
from pathlib import Path


def main(raw: str) -> None:
    """Do what the plan says; does not return."""
    plan = json.loads(raw)
    with contextlib.suppress(OSError):
        # Whatever runs here is the first to go if the machine runs out of memory all the same.
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    for name, value in plan["limits"].items():
        number = getattr(resource, name)
        _, most = resource.getrlimit(number)
        # A little more than the limit before the end that says nothing: the signal for too much time is heard of.
        hard = value + 5 if name == "RLIMIT_CPU" else value
        hard = hard if most == resource.RLIM_INFINITY else min(hard, most)
        resource.setrlimit(number, (min(value, hard), hard))
    user = plan["user"]
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    work = Path(plan["work"])
    shutil.copytree(plan["files"], work, copy_function=shutil.copyfile)
    for folder in (work, *filter(Path.is_dir, work.rglob("*"))):
        folder.chmod(0o755)
    os.chdir(work)
    os.execv(plan["command"][0], plan["command"])  # noqa: S606  # our own command, no shell


if __name__ == "__main__":
    main(sys.argv[1])
