"""Makes Jupyter fork its kernels from a warm parent; named in our kernelspec."""

from __future__ import annotations

import asyncio
import atexit
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from .forking import CannotForkError, WarmParent, can_fork

_parent: WarmParent | None = None


def warm_parent() -> WarmParent | None:
    """Return this process's warm parent; start one where there is none, or where it has ended."""
    global _parent
    if not can_fork():
        return None
    if _parent is None or not _parent.is_alive():
        if _parent is None:
            atexit.register(_close)
        else:
            _parent.close()
        _parent = WarmParent()
    return _parent


def _close() -> None:
    if _parent is not None:
        _parent.close()


class WarmProvisioner(LocalProvisioner):
    """Forks kernels; where that cannot be, starts them as Jupyter does."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Launch a kernel and return how to reach it."""
        parent = warm_parent()
        if parent is not None and not {"stdin", "stdout", "stderr"} & kwargs.keys():
            cwd = kwargs.get("cwd") or Path.cwd()
            try:
                # Behind "python -m" stands what the kernel takes for its own name.
                forked = await asyncio.to_thread(parent.fork, cmd[2:], kwargs["env"], cwd)
            except CannotForkError:
                self.log.warning("No warm parent; the kernel starts by itself.")
            else:
                self.process = forked  # type: ignore[assignment]  # as much of a Popen as is used
                self.pid = self.pgid = forked.pid
                self.cwd = cwd
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)
