"""What runs beside the hub of a class: the room server, in which groups draw, and the voters' server, for phones."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from ...debrief.serving import desk_of, store_of
from ...debrief.voters import VotersServer
from ...rooms.access import Access
from ...rooms.announce import known_port, remember, websocket_address
from ...rooms.supervise import Supervisor
from ..folder import ClassFolder

_HERE = "127.0.0.1"
"""Rooms are entered by kernels, which run on this machine."""


@contextmanager
def beside(class_: ClassFolder, exercise: str, store: str, went_on: Callable[[], None]) -> Iterator[int]:
    """Run both as long as the block lasts, and give the port on which phones join; 0 where nobody votes.

    Parameters
    ----------
    class_ : ClassFolder
        The class; one without groups, or without an exercise that begins with a map, has no rooms.
    exercise : str
        Id of the exercise whose maps are discussed; empty for none.
    store : str
        Address of the debrief's store; empty for the file in the class folder.
    went_on : callable
        Told when the room server had died and was started again.

    Raises
    ------
    ClassError, DebriefError, WorkbookError
        If one of them does not come up.
    """
    with ExitStack() as running:
        access = Access(class_)
        if access.exercises() and access.groups():
            running.enter_context(_rooms(class_, went_on))
        port = 0
        if exercise:
            desk = desk_of(class_)
            desk.mkdir(mode=0o700, exist_ok=True)
            voters = VotersServer.start(desk, store_of(class_, store), exercise, class_.lang)
            port = running.enter_context(voters).port
        yield port


@contextmanager
def _rooms(class_: ClassFolder, went_on: Callable[[], None]) -> Iterator[None]:
    supervisor = Supervisor(class_, _HERE, known_port(class_))
    ending = threading.Event()
    keeping = threading.Thread(target=supervisor.keep, args=(went_on,), kwargs={"until": ending.is_set}, name="rooms")
    # Seats hear of it from the hub: what lies on a trainee's desk is the trainee's, and nothing to write into.
    remember(class_, websocket_address(_HERE, supervisor.port))
    keeping.start()
    try:
        yield
    finally:
        ending.set()
        keeping.join()
        supervisor.stop()
