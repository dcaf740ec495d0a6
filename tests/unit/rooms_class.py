"""A class of two groups, somebody alone, and one exercise with a map that is released."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from exercise_folders import NAME, SOLUTIONS

from journeybook.classroom.folder import CLASS_FILE, ClassFolder
from journeybook.rooms.supervise import Supervisor
from journeybook.sharing.settings import RoomAddress

EXERCISE = NAME
BLUE, RED = "蓝鲸组", "../red & <b>"
ROSTER = f"id,name,group\nanna,Anna,{BLUE}\nbo,Bo,{BLUE}\nchen,陈静,{RED}\ndora,Dora,\n"


def make_class(root: Path, lang: str = "zh") -> ClassFolder:
    """Make a class in a workbook at `root` (made as well), its one exercise released as far as rooms need it."""
    for part in ("course", "datasets", "exercises"):
        (root / part).symlink_to(SOLUTIONS.parent / part)
    class_ = ClassFolder(root / "classes" / "c", "c", lang)
    source = SOLUTIONS.parent / "exercises" / lang / EXERCISE
    shutil.copytree(source, class_.outbound / EXERCISE)
    class_.inbound.mkdir()
    (class_.path / CLASS_FILE).write_text(f'name = "c"\nlang = "{lang}"\n', encoding="utf-8")
    write_roster(class_, ROSTER)
    return class_


def write_roster(class_: ClassFolder, text: str) -> None:
    """Replace the class's roster."""
    (class_.path / "roster.csv").write_text(text, encoding="utf-8")


@contextlib.contextmanager
def served(class_: ClassFolder, **options: Any) -> Iterator[Supervisor]:
    """Serve the class's rooms from a process that is started again whenever it dies."""
    done = threading.Event()
    with Supervisor(class_, **options) as supervisor:
        keeper = threading.Thread(target=supervisor.keep, kwargs={"until": done.is_set})
        keeper.start()
        try:
            yield supervisor
        finally:
            done.set()
            keeper.join()


def room_address(supervisor: Supervisor, token: str, group: str = "~", side: str = "current") -> RoomAddress:
    """Return the address of a room of the served class."""
    place = "/".join(quote(part, safe="~") for part in (group, EXERCISE, side))
    return RoomAddress(f"ws://127.0.0.1:{supervisor.port}/rooms/{place}", token)


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
