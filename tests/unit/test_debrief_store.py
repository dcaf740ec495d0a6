"""Where a debrief keeps its state."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from journeybook.debrief.store import Store
from journeybook.debrief.tables import CLUSTER, FACT
from journeybook.errors import DebriefError


@pytest.fixture
def store(tmp_path: Path):
    """A store in a file."""
    opened = Store.open(tmp_path / "debrief.db")
    yield opened
    opened.close()


def _item(name: str) -> dict[str, object]:
    return {"exercise": "03-retail", "kind": "pain_point", "name": name, "by_hand": False}


def test_a_store_is_for_its_owner(store: Store, tmp_path: Path) -> None:
    """May nobody else read the ballots, in any of the database's files?"""
    with store.write("clusters") as connection:
        connection.execute(insert(CLUSTER).values(_item("wall")))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes["debrief.db"] == 0o600
    assert set(modes.values()) == {0o600}


def test_a_block_that_raises_writes_nothing(store: Store) -> None:
    """Is a transaction kept whole or not at all, and is only a kept one a change?"""
    with store.write("clusters") as connection:
        connection.execute(insert(CLUSTER).values(_item("kept")))
    before = store.changes()

    def fail() -> None:
        with store.write("clusters") as connection:
            connection.execute(insert(CLUSTER).values(_item("lost")))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.read() as connection:
        assert connection.scalars(select(CLUSTER.c.name)).all() == ["kept"]
    assert store.changes() == before


def test_changes_tell_what_is_new(store: Store) -> None:
    """Are the topics of the changes after a number told, and nothing of those before it?"""
    assert store.changes() == (0, frozenset())
    for topic in ("maps", "votes", "votes"):
        with store.write(topic):
            pass
    number, topics = store.changes()
    assert topics == {"maps", "votes"}
    assert store.changes(number) == (number, frozenset())
    with store.write("voters"):
        pass
    assert store.changes(number) == (number + 1, {"voters"})


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    """Do many writers with connections of their own all get their turn, none losing what another wrote?"""
    stores = [Store.open(tmp_path / "debrief.db") for _ in range(8)]
    with stores[0].write("clusters") as connection:
        connection.execute(insert(CLUSTER).values(_item("counted") | {"impact": 0}))

    def count(store: Store) -> None:
        for _ in range(25):
            with store.write("clusters") as connection:
                impact = connection.scalar(select(CLUSTER.c.impact))
                connection.execute(update(CLUSTER).values(impact=impact + 1))

    threads = [threading.Thread(target=count, args=(store,)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with stores[0].read() as connection:
        assert connection.scalar(select(CLUSTER.c.impact)) == 200
    for store in stores:
        store.close()


def test_reading_goes_on_beside_a_writer(store: Store) -> None:
    """Does a reader see the last kept state while somebody writes?"""
    with store.write("clusters") as writing:
        writing.execute(insert(CLUSTER).values(_item("new")))
        with store.read() as reading:
            assert reading.scalars(select(CLUSTER.c.name)).all() == []


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    """Is a store's secret kept, and another store's a different one?"""
    one, again, other = Store.open(tmp_path / "a.db"), Store.open(tmp_path / "a.db"), Store.open(tmp_path / "b.db")
    assert one.secret() == again.secret()
    assert one.secret() != other.secret()
    assert len(one.secret()) == 64
    for store in (one, again, other):
        store.close()


def test_a_newer_store_is_left_alone(store: Store, tmp_path: Path) -> None:
    """Is a store whose tables are of a later version refused rather than misread?"""
    with store.write("version") as connection:
        connection.execute(update(FACT).where(FACT.c.name == "version").values(value="99"))
    with pytest.raises(DebriefError) as caught:
        Store.open(tmp_path / "debrief.db")
    assert "99" in caught.value.message("en")
    assert "99" in caught.value.message("zh")


@pytest.mark.parametrize(
    "address", ["nonsense://host/db", "postgresql://li:secret@127.0.0.1:1/db", "missing/folder.db", "."]
)
def test_what_is_no_store_is_said(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does an address that leads nowhere end in a sentence, without its password and without a new file?"""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DebriefError) as caught:
        Store.open(address)
    assert "secret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_something_else_stays_as_it_is(tmp_path: Path) -> None:
    """Is a file of another kind refused and left alone?"""
    (tmp_path / "notes.txt").write_text("These are my notes, not a database. " * 100)
    before = (tmp_path / "notes.txt").read_bytes()
    with pytest.raises(DebriefError):
        Store.open(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_bytes() == before
