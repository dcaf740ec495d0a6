"""Is a hand-in in another's name told from an honest one, and nobody shut out?"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journeybook.classroom import arrivals
from journeybook.classroom.arrivals import Arrival

NOW = datetime.now(UTC).replace(tzinfo=None)


def arrival(trainee: str, owner: int, minute: int) -> Arrival:
    time = NOW - timedelta(days=1) + timedelta(minutes=minute)
    return Arrival(f"{trainee}-{owner}-{minute}", trainee, "x", time, time, owner)


@pytest.mark.parametrize(
    ("entries", "refused"),
    [
        # Each from an account of their own, again and again.
        ([("anna", 1, 0), ("bo", 2, 1), ("anna", 1, 2)], set()),
        # Bo in Anna's name.
        ([("anna", 1, 0), ("bo", 2, 1), ("anna", 2, 2)], {"anna-2-2"}),
        # One account for all: nothing can be told apart, nobody is shut out.
        ([("anna", 1, 0), ("bo", 1, 1), ("anna", 1, 2)], set()),
        # One account for some, who have no other.
        ([("anna", 1, 0), ("bo", 1, 1), ("chen", 2, 2)], set()),
        # The trainer may hand in for everybody.
        ([("bo", 99, 0), ("anna", 1, 1), ("anna", 99, 2)], set()),
        # Two accounts, neither of which is anybody else's.
        ([("anna", 1, 0), ("anna", 2, 1)], set()),
    ],
)
def test_forged(entries: list[tuple[str, int, int]], refused: set[str]) -> None:
    """Is just that refused which comes from another trainee's account?"""
    assert arrivals.forged([arrival(*entry) for entry in entries], ours=99) == refused


def test_account_of_that_name() -> None:
    """Does an account belong to the trainee that it is called after, whoever was first?"""
    root = [arrival("anna", 0, 0), arrival("root", 0, 1), arrival("anna", 5, 2)]
    assert arrivals.forged(root, ours=99) == {"anna-0-0"}


def test_look(tmp_path: Path) -> None:
    """Are hand-ins found with their time and owner, and everything else left out?"""
    good = "anna+x+2026-03-01 09:00:00.000001 UTC+random"
    for name in (good, "anna+x", "..+x+2026-03-01 09:00:00 UTC+r", "anna+x+yesterday+r", "anna+x+y+2026-03-01+r+s"):
        (tmp_path / name).mkdir()
    (found,) = arrivals.look(tmp_path)
    assert (found.name, found.trainee, found.exercise, found.owner) == (good, "anna", "x", os.geteuid())
    assert found.claimed == datetime(2026, 3, 1, 9, 0, 0, 1)
    assert arrivals.look(tmp_path / "missing") == []


def test_times() -> None:
    """Is a time in the future replaced by the arrival's, a much earlier one doubted, and clocks given a little?"""
    hour = timedelta(hours=1)

    def of(claimed: datetime) -> Arrival:
        return Arrival("a", "anna", "x", claimed, NOW - hour, 1)

    future, early, honest = of(NOW + hour), of(NOW - 3 * hour), of(NOW - hour - timedelta(minutes=3))
    assert (future.doubt, future.time) == ("future", NOW - hour)
    assert (early.doubt, early.time) == ("backdated", NOW - 3 * hour)
    assert (honest.doubt, honest.time) == ("", honest.claimed)
