"""Work a case's facts out beside the kernel's loop, so that edits are taken and saved meanwhile.

The first request imports pandas and reads the case's tables, which takes seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from .errors import JourneybookError
from .i18n import t

FindFacts = Callable[[str], Sequence[Mapping[str, Any]]]

# One thread for all boards: those of one exercise read the same tables, and it is made by the first request.
_worker = ThreadPoolExecutor(1, thread_name_prefix="journeybook-facts")


def beside_loop(work: Callable[[], object], then: Callable[[], None]) -> None:
    """Do `work` in the thread of the facts, and call `then` in the asker's own loop and context once it is done.

    Where no loop runs nobody waits for it, so nothing is done; where `work` fails, `then` is not called.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    context = contextvars.copy_context()

    def go_on(done: Future[object]) -> None:
        if done.exception() is None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(then, context=context)

    _worker.submit(work).add_done_callback(go_on)


class FactSource:
    """The facts of one board's case, found once for each language.

    Parameters
    ----------
    find : callable, optional
        Takes a language and returns the facts, as :func:`.boardfacts.board_facts` does; without it there are none.
        It is called in another thread.
    """

    def __init__(self, find: FindFacts | None) -> None:
        self._find = find
        self._found: dict[str, Future[dict[str, Any]]] = {}

    def ask(self, lang: str, tell: Callable[[dict[str, Any]], None]) -> None:
        """Call `tell` with the facts in `lang` once they are there.

        It is called in the asker's own loop and context, so what it sends goes where the question came from; where no
        loop runs, before this returns. Its argument has ``state``: ``"ready"`` (with ``touchpoints``), ``"error"``
        (with ``message``) or ``"none"``. After an error the next question tries again.
        """
        if self._find is None:
            tell({"state": "none"})
            return
        future = self._found.get(lang)
        if future is None or (future.done() and future.result()["state"] == "error"):
            future = self._found[lang] = _worker.submit(self._answer, self._find, lang)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            tell(future.result())
            return
        context = contextvars.copy_context()

        def pass_on(done: Future[dict[str, Any]]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(tell, done.result(), context=context)

        future.add_done_callback(pass_on)

    @staticmethod
    def _answer(find: FindFacts, lang: str) -> dict[str, Any]:
        try:
            return {"state": "ready", "touchpoints": [dict(part) for part in find(lang)]}
        except JourneybookError as error:
            return {"state": "error", "message": error.message(lang)}
        except Exception as error:  # the trainee would wait for ever for facts that only a log says are missing
            reason = f"{type(error).__name__}: {error}"
            return {"state": "error", "message": t("panels.unexpected", lang, reason=reason)}
