"""What a board does with files: its map goes out in any format, and a file that somebody opens comes in as a map.

Both are worked out beside the kernel's loop, so that edits are taken and saved meanwhile. Nothing of a file that comes
in changes the map: it is handed to the browser, which asks, and replaces the map by an edit that can be undone.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from .errors import FormatError, JourneybookError
from .formats import convert
from .formats.losses import plain
from .i18n import t, use_language
from .model import JourneyMap

MOST_BYTES = 8_000_000
"""Largest file that a browser may hand over; servers pass on messages of up to ten megabytes."""

_MOST_JSON = 4_000_000
"""Most characters of a map that becomes one edit; see ``MAX_UPDATE`` of the document."""

_LONGEST_NAME = 60

_worker = ThreadPoolExecutor(1, thread_name_prefix="journeybook-files")

Answer = tuple[dict[str, Any], Sequence[bytes]]
Send = Callable[[dict[str, Any], Sequence[bytes]], None]


def offered() -> dict[str, list[str]]:
    """Return what a board is told of formats: the codes of those that are written, and the suffixes that are read."""
    every = (*convert.ALL, *convert.OUTPUTS)
    return {"writes": [one.name for one in every if one.writes], "reads": convert.suffixes(reads=True)}


class BoardFiles:
    """The files of one board.

    Parameters
    ----------
    current : callable
        Returns the map as it stands.
    send : callable
        Sends a message with binary parts to the browser.
    """

    def __init__(self, current: Callable[[], JourneyMap], send: Send) -> None:
        self._current = current
        self._send = send

    def export(self, content: Mapping[str, Any], lang: str) -> None:
        """Answer ``export``: ``{format, paper?, number}`` with the bytes of a file, and what it does not hold."""
        head = {"type": "exported", "number": content.get("number")}
        # As it stands now, whatever is drawn while the file is made.
        journey_map = _or_error(self._current, lang)
        if isinstance(journey_map, str):
            self._send(head | {"state": "error", "message": journey_map}, [])
            return
        self._beside(head, lang, lambda: _exported(journey_map, content, lang))

    def open(self, content: Mapping[str, Any], payload: bytes, lang: str) -> None:
        """Answer ``import``: ``{name, number}`` and the bytes of a file, with the map in it and what was ignored."""
        name = str(content.get("name", ""))
        head = {"type": "imported", "number": content.get("number"), "name": name}
        self._beside(head, lang, lambda: _imported(payload, name, lang))

    def _beside(self, head: dict[str, Any], lang: str, work: Callable[[], Answer]) -> None:
        """Work an answer out in another thread, and send it in the asker's own loop and context."""

        def answered() -> Answer:
            found = _or_error(work, lang)
            return ({"state": "error", "message": found}, []) if isinstance(found, str) else found

        def tell(answer: Answer) -> None:
            self._send(head | answer[0], answer[1])

        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            tell(answered())
            return
        context = contextvars.copy_context()

        def pass_on(done: Future[Answer]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(tell, done.result(), context=context)

        _worker.submit(answered).add_done_callback(pass_on)


def _or_error(work: Callable[[], Any], lang: str) -> Any:
    """Return what `work` does, or the sentence that says why it failed."""
    try:
        with use_language(lang):
            return work()
    except JourneybookError as error:
        return error.message(lang)
    except Exception as error:  # a person would wait for ever for what only a log says is missing
        return t("panels.unexpected", lang, reason=f"{type(error).__name__}: {error}")


def _plain(name: str) -> str:
    """Return the end of a file's name that every system takes: it says the format, and which file is meant."""
    return "".join(letter for letter in name if letter.isprintable())[-_LONGEST_NAME:]


def _exported(journey_map: JourneyMap, content: Mapping[str, Any], lang: str) -> Answer:
    wanted = content.get("format")
    found = next((one for one in (*convert.ALL, *convert.OUTPUTS) if one.name == wanted and one.writes), None)
    if found is None:
        raise FormatError("formats.unknown", file=str(wanted), known="")
    options = {name: content[name] for name in found.options if isinstance(content.get(name), str)}
    raw, losses = convert.dump(journey_map, f"map{found.suffixes[0]}", lang, **options)
    return {"state": "ready", "suffix": found.suffixes[0], "losses": plain(losses, lang).splitlines()}, [raw]


def _imported(payload: bytes, name: str, lang: str) -> Answer:
    if len(payload) > MOST_BYTES:
        raise FormatError("formats.too_large", file=name, size=len(payload) / 1e6, most=MOST_BYTES / 1e6)
    journey_map, losses = convert.parse(payload, _plain(name))
    plain_map = journey_map.to_json()
    size = len(json.dumps(plain_map, ensure_ascii=False))
    if size > _MOST_JSON:
        raise FormatError("formats.too_large", file=name, size=size / 1e6, most=_MOST_JSON / 1e6)
    return {"state": "ready", "map": plain_map, "losses": plain(losses, lang).splitlines()}, []
