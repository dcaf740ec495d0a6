"""The way from a kernel to a board's browser, also while a cell is running."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import Any


class FrontEndLine:
    """The way to a board's browser, from any thread.

    ipykernel sends a browser's next message to the loop in whose context something was last sent to it. What a room's
    thread sends must therefore go out in the context of the browser's own last message: else the browser would be
    answered by the main loop, and its edits wait there behind a running cell.
    """

    def __init__(self) -> None:
        self._context = contextvars.copy_context()

    def spoke(self) -> None:
        """Remember the present context as the browser's."""
        self._context = contextvars.copy_context()

    def run(self, send: Callable[..., object], *args: Any) -> None:
        """Call what sends something."""
        # A copy each time: a context can be entered only once at a time, and two threads may send at once.
        self._context.copy().run(send, *args)
