"""Does the room server let the right kernels in, survive what is sent to it, and come back when it dies?"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from pycrdt import Doc, Text
from rooms_class import BLUE, EXERCISE, RED, ROSTER, make_class, room_address, served, until, write_roster
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from journeybook.classroom.folder import ClassFolder
from journeybook.errors import ClassError
from journeybook.rooms import server as server_module
from journeybook.rooms.access import Place, token_for, trainer_token
from journeybook.rooms.room import Person
from journeybook.rooms.server import Rooms, serve
from journeybook.rooms.supervise import Supervisor
from journeybook.sharing import wire
from journeybook.sharing.settings import RoomAddress


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> ClassFolder:
    return make_class(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def server(class_: ClassFolder) -> Iterator[Supervisor]:
    with served(class_) as supervisor:
        yield supervisor


async def _join(address: RoomAddress, **headers: str) -> WebSocketClientConnection:
    return await websocket_connect(HTTPRequest(address.url, headers=address.headers | headers, request_timeout=20))


async def _status(address: RoomAddress, **headers: str) -> int:
    """Return the status with which a kernel is refused; 101 where it is let in."""
    try:
        line = await _join(address, **headers)
    except HTTPClientError as error:
        return error.code
    await _bye(line)
    return 101


async def _next(line: WebSocketClientConnection, kind: bytes | str) -> Any:
    """Return the next message of a kind: a letter, or the name of a field."""
    while (message := await asyncio.wait_for(line.read_message(), 20)) is not None:
        if isinstance(kind, bytes) and isinstance(message, bytes) and message[:1] == kind:
            return message
        if isinstance(kind, str) and isinstance(message, str) and kind in wire.read_said(message):
            return wire.read_said(message)
    raise AssertionError("the server closed the line")


async def _bye(*lines: WebSocketClientConnection) -> None:
    """Close lines, and wait until they are."""
    for line in lines:
        line.close()
        while await asyncio.wait_for(line.read_message(), 20) is not None:
            pass


def _edit(text: str) -> bytes:
    doc: Doc[Any] = Doc()
    doc.get("text", type=Text).insert(0, text)
    return doc.get_update()


def test_who_is_let_in(class_: ClassFolder, server: Supervisor) -> None:
    """Are members and the trainer let in, and is everybody else refused without a word of whether the room exists?"""
    anna, dora, trainer = token_for(class_, "anna"), token_for(class_, "dora"), trainer_token(class_)

    async def scene() -> None:
        for token, group, expected in (
            (anna, "~", 101),
            (anna, BLUE, 101),
            (anna, RED, 404),
            (anna, "none", 404),
            (dora, "~", 404),
            (trainer, RED, 101),
            (trainer, "none", 404),
            ("nonsense", BLUE, 403),
            (token_for(class_, "stranger"), BLUE, 403),
        ):
            assert (await _status(room_address(server, token, group)), group) == (expected, group)
        assert await _status(room_address(server, anna), Origin="http://127.0.0.1") == 403
        assert await _status(room_address(server, anna, side="past")) == 404

    asyncio.run(scene())


def test_an_update_reaches_the_others_and_is_acknowledged(class_: ClassFolder, server: Supervisor) -> None:
    """Does an edit of one member reach another in the group, and nobody in another group?"""

    async def scene() -> None:
        lines = [await _join(room_address(server, token_for(class_, who))) for who in ("anna", "bo", "chen")]
        for line in lines:
            line.write_message(wire.hello(b""), binary=True)
            await _next(line, wire.SYNC)
        anna, bo, chen = lines
        update = _edit("排队")
        anna.write_message(wire.numbered(7, update), binary=True)
        assert await _next(bo, wire.UPDATE) == wire.UPDATE + update
        assert await _next(anna, "stored") == {"stored": 7}
        chen.write_message(wire.hello(b""), binary=True)
        assert wire.read_sync(await _next(chen, wire.SYNC))[0] == wire.NOTHING
        begun = [
            await AsyncHTTPClient().fetch(f"http{room_address(server, token_for(class_, who)).url[2:]}/begun",
                                          headers=room_address(server, token_for(class_, who)).headers)
            for who in ("anna", "chen")
        ]  # fmt: skip
        assert [answer.body for answer in begun] == [b'{"begun": true}', b'{"begun": false}']
        await _bye(*lines)

    asyncio.run(scene())


@pytest.mark.parametrize(
    "message",
    [b"", b"?", b"U", b"U\0\0\0\1nonsense", b"H\xff\xff\xff", "", "[]", "{", '{"here": 7, "editing": []}', "[" * 9000],
)
def test_nonsense_harms_nobody(class_: ClassFolder, server: Supervisor, message: bytes | str) -> None:
    """Does the server go on serving the others, with the same process, whatever somebody sends?"""
    pid = server.pid

    async def scene() -> None:
        anna = await _join(room_address(server, token_for(class_, "anna")))
        bo = await _join(room_address(server, token_for(class_, "bo")))
        anna.write_message(message, binary=isinstance(message, bytes))
        bo.write_message(wire.hello(b""), binary=True)
        await _next(bo, wire.SYNC)
        await _bye(anna, bo)

    asyncio.run(scene())
    assert server.pid == pid


def test_a_message_that_is_too_long_ends_the_line(class_: ClassFolder, server: Supervisor) -> None:
    """Is a kernel that sends more than any map needs sent away?"""

    async def scene() -> None:
        line = await _join(room_address(server, token_for(class_, "anna")))
        line.write_message(bytes(wire.MAX_MESSAGE + 1), binary=True)
        while await asyncio.wait_for(line.read_message(), 20) is not None:
            pass
        line.close()

    asyncio.run(scene())


def test_one_person_does_not_fill_a_room(class_: ClassFolder, server: Supervisor) -> None:
    """Is the thirteenth kernel of one person sent away, and another person not?"""

    async def scene() -> None:
        lines = [await _join(room_address(server, token_for(class_, "anna"))) for _ in range(13)]
        assert await asyncio.wait_for(lines[-1].read_message(), 20) is None
        lines[-1].close()
        bo = await _join(room_address(server, token_for(class_, "bo")))
        bo.write_message(wire.hello(b""), binary=True)
        await _next(bo, wire.SYNC)
        await _bye(*lines[:-1], bo)

    asyncio.run(scene())


def test_a_kernel_that_takes_nothing_is_sent_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a kernel that hangs leave the room when too much waits for it, while the others draw on?"""
    monkeypatch.setattr(server_module, "_MOST_BEHIND", 200_000)
    monkeypatch.setattr(server_module, "PING_SECONDS", 1000)  # else the missing answer to a ping would do it, later
    class_ = make_class(tmp_path)
    address = "/rooms/~/" + f"{EXERCISE}/current"

    async def hang(port: int) -> asyncio.StreamWriter:
        """Join as Anna, say hello, and never read again."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        head = {
            "Host": "127.0.0.1",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            "Authorization": f"Bearer {token_for(class_, 'anna')}",
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        writer.write(f"GET {address} HTTP/1.1\r\n{lines}\r\n".encode())
        assert b" 101 " in await reader.readline()
        hello = wire.hello(b"")
        writer.write(bytes([0x82, 0x80 | len(hello), 0, 0, 0, 0]) + hello)  # one binary frame, masked with zeros
        return writer

    async def scene() -> None:
        rooms = Rooms(class_)
        listening = socket.create_server(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        serving = asyncio.create_task(serve(rooms, listening))
        lazy = await hang(port)
        place = Place(BLUE, EXERCISE, "current")
        anna = Person("anna", "Anna")
        bo = await _join(RoomAddress(f"ws://127.0.0.1:{port}{address}", token_for(class_, "bo")))
        bo.write_message(wire.hello(b""), binary=True)
        await _next(bo, wire.SYNC)
        number = 0
        deadline = time.monotonic() + 30
        while rooms.seats_of(place, anna):  # a closing line is given five seconds
            number += 1
            assert time.monotonic() < deadline
            await asyncio.sleep(0.2)
            bo.write_message(wire.numbered(number, _edit("x" * 300_000)), binary=True)
            await _next(bo, "stored")
        await _bye(bo)
        lazy.transport.abort()
        serving.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await serving

    asyncio.run(scene())


def test_who_leaves_the_group_leaves_the_room(tmp_path: Path) -> None:
    """Is a kernel sent away soon after the roster says that its person is in another group?"""
    class_ = make_class(tmp_path)

    async def scene(server: Supervisor) -> None:
        line = await _join(room_address(server, token_for(class_, "anna")))
        await _next(line, "people")
        write_roster(class_, ROSTER.replace(f"Anna,{BLUE}", f"Anna,{RED}"))
        while await asyncio.wait_for(line.read_message(), 20) is not None:
            pass
        assert line.close_code == 4403
        line.close()

    with served(class_) as server:
        asyncio.run(scene(server))


def test_what_was_acknowledged_survives_kill_9(class_: ClassFolder, server: Supervisor) -> None:
    """After the server was killed the moment it acknowledged, is the edit there, and is nobody refused on the way?"""
    token, port = token_for(class_, "chen"), server.port

    async def scene() -> None:
        for n in range(3):
            line = await _join(room_address(server, token))
            line.write_message(wire.hello(b""), binary=True)
            update, _ = wire.read_sync(await _next(line, wire.SYNC))
            doc: Doc[Any] = Doc()
            doc.apply_update(update)
            assert str(doc.get("text", type=Text)) == "x" * n
            line.write_message(wire.numbered(1, _edit("x")), binary=True)
            await _next(line, "stored")
            pid = server.pid
            os.kill(pid, signal.SIGKILL)
            await _bye(line)

    asyncio.run(scene())
    assert server.port == port


def test_two_servers_do_not_share_the_logs(class_: ClassFolder, server: Supervisor, tmp_path: Path) -> None:
    """Is a second server for the same class refused, and is a port that is taken told?"""
    assert asyncio.run(_status(room_address(server, token_for(class_, "anna")))) == 101  # it runs again
    with pytest.raises(ClassError, match=r"open already|已经在"):
        Rooms(class_)
    other = make_class(tmp_path)
    with pytest.raises(ClassError, match=str(server.port)):
        Supervisor(other, port=server.port)


def test_no_server_is_left_behind(tmp_path: Path) -> None:
    """Does the server end, and free port and logs, when the process that keeps it is killed outright?"""
    class_ = make_class(tmp_path)
    program = (
        "import sys\nfrom pathlib import Path\nfrom journeybook.classroom.folder import ClassFolder\n"
        "from journeybook.rooms.supervise import Supervisor\n"
        f"one = Supervisor(ClassFolder(Path({str(class_.path)!r}), 'c', 'zh'))\n"
        "print(one.port, one.pid, flush=True)\none.keep()\n"
    )
    keeper = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert keeper.stdout is not None
    port, pid = map(int, keeper.stdout.readline().split())
    keeper.kill()
    keeper.wait()
    keeper.stdout.close()
    until(lambda: not psutil.pid_exists(pid))
    with served(class_, port=port) as again:
        assert again.port == port
