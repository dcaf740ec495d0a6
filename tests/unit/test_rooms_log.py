"""Does a room's log keep every update that it took, whatever happens to the process or the disk?"""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeybook.rooms.log import MAGIC, NotALogError, UpdateLog

_opened: list[UpdateLog] = []


def _open(path: Path) -> UpdateLog:
    _opened.append(UpdateLog(path))
    return _opened[-1]


@pytest.fixture(autouse=True)
def closed_logs() -> Iterator[None]:
    """Close what a test opened."""
    yield
    for log in _opened:
        log.close()
    _opened.clear()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "group.log"


def _filled(path: Path, *updates: bytes) -> UpdateLog:
    log = _open(path)
    for update in updates:
        log.append(update)
    return log


def test_what_was_appended_is_read_again(path: Path) -> None:
    """Are updates there in their order, also after the log was opened anew, and is no file made before the first?"""
    log = _open(path)
    assert (log.read(), path.exists()) == ([], False)
    _filled(path, b"one", b"", b"\0" * 50)
    again = _open(path)
    assert again.read() == [b"one", b"", b"\0" * 50]
    again.append(b"four")
    assert _open(path).read()[-1] == b"four"
    assert path.stat().st_mode & 0o077 == 0


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=6), st.data())
def test_a_torn_tail_is_cut(
    tmp_path_factory: pytest.TempPathFactory, updates: list[bytes], data: st.DataObject
) -> None:
    """Wherever writing was torn, are the whole records before it kept, and can one go on?"""
    path = tmp_path_factory.mktemp("log") / "group.log"
    ends = [0]
    log = _open(path)
    for update in updates:
        log.append(update)
        ends.append(log.size)
    cut = data.draw(st.integers(0, log.size))
    whole = max(n for n, end in enumerate(ends) if end <= cut)
    path.write_bytes(path.read_bytes()[:cut])
    torn = _open(path)
    assert torn.read() == updates[:whole]
    torn.append(b"next")
    assert _open(path).read() == [*updates[:whole], b"next"]


def test_a_changed_byte_is_noticed(path: Path) -> None:
    """Is a record whose bytes changed on disk left out, and what follows it set aside rather than lost?"""
    log = _filled(path, b"one", b"two", b"three")
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"two")] ^= 1
    path.write_bytes(raw)
    log = _open(path)
    assert log.read() == [b"one"]
    assert path.with_name("group.log.cut").read_bytes().endswith(b"three")


def test_a_tail_of_zeros_is_no_record(path: Path) -> None:
    """Are the zeros that a power cut can leave behind not taken for empty updates?"""
    _filled(path, b"one")
    with path.open("ab") as stream:
        stream.write(bytes(64))
    assert _open(path).read() == [b"one"]


def test_compacting_leaves_one_record(path: Path) -> None:
    """Does the compacted log hold the one update, and does appending go on behind it?"""
    log = _filled(path, *(b"x" * 100 for _ in range(50)))
    before = log.size
    log.compact(b"all")
    assert (log.records, log.size < before) == (1, True)
    log.append(b"more")
    assert _open(path).read() == [b"all", b"more"]


class _FullDisk(io.FileIO):
    """Takes so many bytes and no more."""

    room = 7

    def write(self, content: bytes) -> int:  # type: ignore[override]
        written = super().write(content[: self.room])
        self.room -= written
        if not written:
            raise OSError(errno.ENOSPC, "full")
        return written

    def truncate(self, size: int | None = None) -> int:
        raise OSError(errno.EIO, "broken")


def test_a_full_disk_leaves_the_log_as_it_was(path: Path) -> None:
    """Is an update that did not fit refused, and does one that fits later stand right behind the last whole record?"""
    log = _filled(path, b"one")
    log.close()
    log._file = _FullDisk(path, "r+")
    for _ in range(2):
        with pytest.raises(OSError, match=r"space|full"):
            log.append(b"a longer update that does not fit")
    assert log.read() == [b"one"]
    log.close()
    log.append(b"2")
    assert _open(path).read() == [b"one", b"2"]


def test_the_last_record_can_be_taken_back(path: Path) -> None:
    """Is the newest update gone after it was taken back, and only that?"""
    log = _filled(path, b"one", b"two")
    log.take_back()
    assert (_open(path).read(), log.records) == ([b"one"], 1)
    log.append(b"three")
    assert _open(path).read() == [b"one", b"three"]


@pytest.mark.parametrize("content", [b"{}", b"something else", MAGIC[:-1] + b"x"])
def test_another_file_is_left_alone(path: Path, content: bytes) -> None:
    """Is a file that is no log refused and left as it is?"""
    path.write_bytes(content)
    with pytest.raises(NotALogError):
        _open(path)
    assert path.read_bytes() == content
