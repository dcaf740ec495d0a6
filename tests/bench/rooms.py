"""How a class draws together: how soon others see an edit, what the room server takes, and what faults do to it.

``python tests/bench/rooms.py [seconds]`` serves a class of 40 people in 8 groups from a real room server. Everybody
makes an edit a second, and it is measured how long each takes to be in the documents of the four others. Then, with
two groups that draw fast: the server is killed 20 times at random, all connections are cut for 10 seconds, the disk is
full for a while, and the server's clock jumps (where Debian's libfaketime is installed). At the end every acknowledged
edit must be in the log, all documents equal, and the map files must say what the documents do.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from pycrdt import Doc, Map, Text
from rooms_class import EXERCISE, make_class, room_address, served, until, write_roster

from journeybook import mapfile
from journeybook.classroom.folder import ClassFolder
from journeybook.document import MapDocument
from journeybook.handin import MAP_FILE
from journeybook.model import JourneyMap, Stage, Touchpoint
from journeybook.rooms.access import FOLDER, Place, token_for
from journeybook.rooms.log import UpdateLog
from journeybook.rooms.supervise import Supervisor
from journeybook.sharing.openmap import OpenMap
from journeybook.sharing.peer import Peer
from journeybook.sharing.settings import RoomAddress

MAP = JourneyMap(
    stages=(Stage(id="stage-1", name="购买"),),
    touchpoints=tuple(Touchpoint(id=f"touchpoint-{n}", stage="stage-1", name=f"结账 {n}") for n in range(8)),
)
GROUPS, MEMBERS = 8, 5


class Witness(Peer):
    """A line that remembers which of its person's edits the server has acknowledged."""

    count = 0
    acknowledged = 0

    def __init__(self, *args: Any) -> None:
        self.marks: dict[int, int] = {}
        super().__init__(*args)

    def _edited(self, update: bytes) -> None:
        super()._edited(update)
        self.marks[self._sent] = self.count

    def _push(self, line: Any, update: bytes) -> None:
        super()._push(line, update)
        self.marks[self._sent] = self.count

    def _hear(self, line: Any, said: dict[str, Any]) -> None:
        if "stored" in said:
            self.acknowledged = max(self.acknowledged, self.marks.get(said["stored"], 0))
        super()._hear(line, said)


class Member:
    """Somebody who draws: each edit writes a letter into a card and counts up in a place of their own."""

    def __init__(self, who: str, document: MapDocument, peer: Witness) -> None:
        self.who = who
        self.document = document
        self.peer = peer
        self.cards: Map[Any] = document._cards
        self.made: dict[int, float] = {}

    def edit(self) -> None:
        with self.document.lock, self.document._doc.transaction():
            self.peer.count += 1
            text: Text = self.cards[f"touchpoint-{self.peer.count % 8}"]["thought"]
            text.insert(len(str(text).encode()), "等")
            self.made[self.peer.count] = time.perf_counter()
            self.cards[f"count-{self.who}"] = self.peer.count


def _counts(document: MapDocument | Doc[Any]) -> dict[str, int]:
    cards: Map[Any] = document._cards if isinstance(document, MapDocument) else document.get("cards", type=Map)
    return {id_: int(cards[id_]) for id_ in cards if id_.startswith("count-")}


class Crowd:
    """Members with their lines, and how long each edit took to reach each of the others."""

    def __init__(self, class_: ClassFolder, server: Supervisor, groups: int) -> None:
        self.took: list[float] = []
        self.groups: list[list[Member]] = []
        for group in range(groups):
            members: list[Member] = []
            for n in range(MEMBERS):
                who = f"p{group}x{n}"
                document = MapDocument()
                document.begin(MAP)
                seen: dict[str, int] = {}
                peer = Witness(
                    room_address(server, token_for(class_, who)),
                    document,
                    lambda document=document, seen=seen, members=members: self._saw(document, seen, members),
                    lambda: None,
                )
                members.append(Member(who, document, peer))
            self.groups.append(members)
        until(lambda: not any(one.peer.owes for one in self.everybody()))

    def everybody(self) -> list[Member]:
        return [one for members in self.groups for one in members]

    def _saw(self, document: MapDocument, seen: dict[str, int], members: list[Member]) -> None:
        now = time.perf_counter()
        for one in members:
            if one.document is document:
                continue
            count = int(document._cards.get(f"count-{one.who}", 0))
            for number in range(seen.get(one.who, 0) + 1, count + 1):
                self.took.append(now - one.made[number])
            seen[one.who] = count

    def close(self) -> None:
        for one in self.everybody():
            one.peer.close()


def class_of(root: Path, groups: int) -> ClassFolder:
    """Make a class of so many groups of five."""
    class_ = make_class(root, "en")
    people = "".join(f"p{group}x{n},P{n},group {group}\n" for group in range(groups) for n in range(MEMBERS))
    write_roster(class_, f"id,name,group\n{people}")
    return class_


def load(root: Path, seconds: float) -> bool:
    """Let 40 people draw; print what it took, and return whether all edits arrived everywhere."""
    class_ = class_of(root, GROUPS)
    with served(class_) as server:
        crowd = Crowd(class_, server, GROUPS)
        process = psutil.Process(server.pid)
        before = sum(process.cpu_times()[:2])
        everybody = crowd.everybody()
        start = time.perf_counter()
        for turn in range(round(seconds)):
            for n, one in enumerate(everybody):
                time.sleep(max(0.0, start + turn + n / len(everybody) - time.perf_counter()))
                one.edit()
        expected = round(seconds) * len(everybody) * (MEMBERS - 1)
        with contextlib.suppress(AssertionError):
            until(lambda: len(crowd.took) >= expected)
        cpu = (sum(process.cpu_times()[:2]) - before) / (time.perf_counter() - start)
        memory = process.memory_info().rss / 2**20
        took = sorted(crowd.took)
        crowd.close()
    print(f"| {len(everybody)} people in {GROUPS} groups, {seconds:g} s, {len(took)} of {expected} seen | |\n|---|---|")
    print(f"| edit to visible at the others, median | {statistics.median(took) * 1000:.1f} ms |")
    print(f"| 95th percentile (goal 100 ms) | {took[int(0.95 * len(took))] * 1000:.1f} ms |")
    print(f"| slowest | {took[-1] * 1000:.0f} ms |")
    print(f"| room server | {cpu:.1%} of a core, {memory:.0f} MiB |")
    return len(took) == expected


class Cable:
    """A connection between kernels and server that can be cut."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._loop = asyncio.new_event_loop()
        self._ends: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        server = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._join, "127.0.0.1", 0), self._loop).result()
        self.port: int = server.sockets[0].getsockname()[1]

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_cut:
            writer.close()
            return
        other_reader, other = await asyncio.open_connection("127.0.0.1", self._target)
        self._ends |= {writer, other}
        await asyncio.gather(self._pump(reader, other), self._pump(other_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
        writer.close()

    def cut(self, seconds: float) -> None:
        self._is_cut = True
        for end in list(self._ends):
            self._loop.call_soon_threadsafe(end.transport.abort)
        self._ends.clear()
        time.sleep(seconds)
        self._is_cut = False


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Put a disk of 1 MB at `folder`, and say whether that could be done."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=0700", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield done
    finally:
        if done:
            subprocess.run(["umount", str(folder)], check=True)


@contextlib.contextmanager
def own_clock(file: Path) -> Iterator[bool]:
    """Give processes that are started inside a clock that jumps as the file says; give whether that could be done."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if library is None:
        yield False
        return
    file.write_text("+0", encoding="ascii")
    clock = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(file),
        "FAKETIME_NO_CACHE": "1",
        # A machine whose clock is set goes on counting the seconds since its start.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    os.environ.update(clock)
    try:
        yield True
    finally:
        for name in clock:
            del os.environ[name]


def _jump(file: Path, members: list[Member]) -> None:
    """Set the server's clock an hour on, then a day back, then right, while all go on drawing."""
    for offset in ("+1h", "-1d", "+0"):
        file.write_text(offset, encoding="ascii")
        before = [one.peer.acknowledged for one in members]
        until(lambda: all(one.peer.acknowledged > n for one, n in zip(members, before, strict=True)), 30)  # noqa: B023


def faults(root: Path) -> bool:
    """Let two groups draw fast through all faults; return whether nothing was lost."""
    class_ = class_of(root, 2)
    rng = random.Random(4)  # noqa: S311  # no secret
    clock = root / "clock"
    with small_disk(class_.path / FOLDER) as has_disk, own_clock(clock) as has_clock, served(class_) as server:
        cable = Cable(server.port)
        members, maps = _open_maps(class_, server, cable, root)
        done = threading.Event()
        writers = [threading.Thread(target=_draw, args=(one, done, n)) for n, one in enumerate(members)]
        for writer in writers:
            writer.start()
        for _ in range(20):
            time.sleep(rng.uniform(0.05, 1.5))
            until(lambda: _kill(server))
        print(f"| server killed 20 times | {sum(one.peer.count for one in members)} edits so far |")
        cable.cut(10)
        until(lambda: all(one.peer._in_step for one in members), 30)
        if has_disk:
            filler = class_.path / FOLDER / "filler"
            with contextlib.suppress(OSError):
                filler.write_bytes(bytes(2**21))
            until(lambda: all(str(one.peer.standing) == "not_stored" for one in members), 30)
            time.sleep(3)
            filler.unlink()
            until(lambda: all(str(one.peer.standing) == "connected" for one in members), 30)
        outcome = "said by every kernel, then stored" if has_disk else "not tried: no right to mount"
        print(f"| disk full for a while | {outcome} |")
        if has_clock:
            _jump(clock, members)
        outcome = "an hour on, a day back, right again: all went on" if has_clock else "not tried: no libfaketime"
        print(f"| the server's clock jumps | {outcome} |")
        # What was acknowledged is in the log at this very moment, whatever is still on its way.
        _kill(server)
        acknowledged = {f"count-{one.who}": one.peer.acknowledged for one in members}
        logged = _logged(class_)
        lost = {who: (n, logged.get(who, 0)) for who, n in acknowledged.items() if logged.get(who, 0) < n}
        done.set()
        for writer in writers:
            writer.join()
        until(lambda: not any(one.peer.owes for one in members), 60)
        until(lambda: _logged(class_) == {f"count-{one.who}": one.peer.count for one in members}, 60)
        groups = [members[:MEMBERS], members[MEMBERS:]]
        said = [{tuple(sorted(_counts(one.document).items())) for one in group} for group in groups]
        texts = [{tuple(_thoughts(one)) for one in group} for group in groups]
        equal = all(len(found) == 1 for found in (*said, *texts))
        letters = sum(len(text) for found in texts for text in next(iter(found)))
        edits = sum(one.peer.count for one in members)
        for one in maps:
            one.flush()
        time.sleep(1.5)
        valid = all(mapfile.read(one.path) == one.document.to_map() for one in maps)
        for one in maps:
            one._leave()
    print(f"| acknowledged edits missing from the log after a kill | {lost or 'none'} |")
    print(f"| edits made, letters in all maps | {edits}, {letters} |")
    print(f"| replicas equal, map files valid | {equal}, {valid} |")
    return not lost and equal and valid and letters == edits


def _open_maps(class_: ClassFolder, server: Supervisor, cable: Cable, root: Path) -> tuple[list[Member], list[OpenMap]]:
    import journeybook.sharing.openmap as module

    module.Peer = Witness  # type: ignore[misc]
    members, maps = [], []
    for group in range(2):
        for n in range(MEMBERS):
            who = f"p{group}x{n}"
            (root / who).mkdir()
            room = room_address(server, token_for(class_, who))
            room = RoomAddress(room.url.replace(f":{server.port}", f":{cable.port}"), room.token)
            opened = OpenMap(root / who / MAP_FILE, MAP, room=room)
            assert isinstance(opened.peer, Witness)
            maps.append(opened)
            members.append(Member(who, opened.document, opened.peer))
    until(lambda: not any(one.peer.owes for one in members))
    return members, maps


def _draw(one: Member, done: threading.Event, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  # no secret
    while not done.wait(rng.uniform(0.05, 0.4)):
        one.edit()


def _thoughts(one: Member) -> list[str]:
    with one.document.lock:
        return [str(one.cards[f"touchpoint-{n}"]["thought"]) for n in range(8)]


def _kill(server: Supervisor) -> bool:
    """Kill the server that runs now; where one is only just being started, return False."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(server.pid, signal.SIGKILL)
        return True
    return False


def _logged(class_: ClassFolder) -> dict[str, int]:
    """Return everybody's count, as a server would find it in the logs that starts now."""
    found: dict[str, int] = {}
    for group in range(2):
        path = Place(f"group {group}", EXERCISE, "current").log(class_.path / FOLDER)
        doc: Doc[Any] = Doc()
        log = UpdateLog.__new__(UpdateLog)
        log.path, log.size = path, path.stat().st_size
        for update in log.read():
            doc.apply_update(update)
        found |= _counts(doc)
    return found


def main(seconds: float = 60) -> int:
    """Run both; return 1 if anything was lost."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        fine = load(Path(one), seconds)
        print("\n| Faults | |\n|---|---|")
        fine = faults(Path(two)) and fine
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
