"""The way from a kernel to a board's browser, also while a cell is running."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any


class FrontEndLine:
    """The way to a board's browser, from any thread.

    ipykernel hands a browser's next message to the loop in whose context something was last sent to it, whatever loop
    the browser meant it for. A board is made in a cell, and a room speaks in a thread of its own: either would have
    the browser's edits taken by the main loop, where they wait behind a running cell. So what is sent goes out in the
    context of the browser's own last message, and before it has sent any, what was sent is forgotten.

    Parameters
    ----------
    comm : object
        The widget's comm.
    """

    def __init__(self, comm: object) -> None:
        self._comm = comm
        self._context: contextvars.Context | None = None
        self._forget()

    def spoke(self) -> None:
        """Remember the present context as the browser's."""
        self._context = contextvars.copy_context()

    def run(self, send: Callable[..., object], *args: Any) -> None:
        """Call what sends something."""
        if self._context is None:
            send(*args)
            self._forget()
        else:
            # A copy each time: a context can be entered only once at a time, and two threads may send at once.
            self._context.copy().run(send, *args)

    def _forget(self) -> None:
        # Not part of ipykernel's interface; without it all works, but for a browser that first speaks to a busy kernel.
        getattr(self._comm, "__dict__", {}).pop("_reply_subshell_id", None)
