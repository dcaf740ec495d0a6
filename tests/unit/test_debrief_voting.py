"""Dot votes without names."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from journeybook.debrief import voting
from journeybook.debrief.store import Store
from journeybook.debrief.tables import BALLOT, CLUSTER, ROUND, VOTER
from journeybook.errors import DebriefError

_EXERCISE = "03-retail"


@pytest.fixture
def store(tmp_path: Path):
    """A store with three clusters of pain points, and one of opportunities."""
    opened = Store.open(tmp_path / "debrief.db")
    rows = [("pain_point", "queue"), ("pain_point", "answers"), ("pain_point", "returns"), ("opportunity", "tills")]
    with opened.write("clusters") as connection:
        for kind, name in rows:
            connection.execute(insert(CLUSTER).values(exercise=_EXERCISE, kind=kind, name=name, by_hand=False))
    yield opened
    opened.close()


def _open(store: Store, **others: object) -> int:
    return voting.open_round(store, _EXERCISE, "pain_point", "What hurts most?", [1, 2, 3], **others)  # type: ignore[arg-type]


def _voters(store: Store, count: int) -> list[str]:
    return [voting.join(store, code) for code in voting.deal(store, count)]


def _key(caught: pytest.ExceptionInfo[DebriefError]) -> str:
    return caught.value.key.removeprefix("debrief.")


def test_a_code_is_forgiving_and_not_kept(store: Store) -> None:
    """May a code be typed small and with blanks, and does the store hold neither codes nor tokens?"""
    code = voting.deal(store, 1)[0]
    token = voting.join(store, f" {code.lower().replace('-', ' ')} ")
    with store.read() as connection:
        kept = " ".join(map(str, connection.execute(select(VOTER)).one()))
    assert code.replace("-", "") not in kept
    assert token not in kept
    assert voting.ballot(store, token, _open(store)) == {}


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "K7PQ", "' OR 1=1 --", "A" * 100_000, "１２３４５６７８", "\x00"])
def test_a_code_that_nobody_holds(store: Store, code: str) -> None:
    """Does a guessed or a nonsense code let nobody in?"""
    voting.deal(store, 3)
    with pytest.raises(DebriefError) as caught:
        voting.join(store, code)
    assert _key(caught) == "unknown_code"


def test_joining_again_moves_to_another_device(store: Store) -> None:
    """Does a slip count once, whatever device it is used on, and does the vote go along?"""
    code = voting.deal(store, 1)[0]
    first = voting.join(store, code)
    number = _open(store)
    voting.vote(store, first, number, {1: 2})
    second = voting.join(store, code)
    assert voting.ballot(store, second, number) == {1: 2}
    with pytest.raises(DebriefError) as caught:
        voting.vote(store, first, number, {1: 3})
    assert _key(caught) == "unknown_voter"
    voting.vote(store, second, number, {2: 1})
    assert voting.tally(store, number) == voting.Tally({1: 0, 2: 1, 3: 0}, 1)


def test_voting_again_replaces(store: Store) -> None:
    """Does a ballot count once, however often it is sent, and can it be taken back?"""
    (token,) = _voters(store, 1)
    number = _open(store)
    for _ in range(3):
        voting.vote(store, token, number, {1: 2, 3: 1})
    assert voting.tally(store, number) == voting.Tally({1: 2, 2: 0, 3: 1}, 1)
    voting.vote(store, token, number, {})
    assert voting.tally(store, number) == voting.Tally({1: 0, 2: 0, 3: 0}, 0)


@pytest.mark.parametrize(
    ("dots", "why"),
    [
        ({1: 4}, "too_many_dots"),
        ({1: 2, 2: 2}, "too_many_dots"),
        ({1: -1, 2: 3}, "too_many_dots"),
        ({1: 1.5}, "too_many_dots"),
        ({1: True}, "too_many_dots"),
        ({4: 1}, "unknown_choice"),
        ({99: 1}, "unknown_choice"),
    ],
)
def test_a_ballot_that_is_not_allowed_changes_nothing(store: Store, dots: dict[int, int], why: str) -> None:
    """Is a ballot with too many dots, odd numbers or foreign choices refused, and does the one before stay?"""
    (token,) = _voters(store, 1)
    number = _open(store)
    voting.vote(store, token, number, {2: 3})
    with pytest.raises(DebriefError) as caught:
        voting.vote(store, token, number, dots)
    assert _key(caught) == why
    assert voting.ballot(store, token, number) == {2: 3}


@pytest.mark.parametrize("end", ["closed", "revealed", "time", "next"])
def test_nobody_votes_late(store: Store, end: str) -> None:
    """Does no vote count once the round is closed, revealed, out of time or followed by another one?"""
    (token,) = _voters(store, 1)
    number = _open(store, seconds=600)
    voting.vote(store, token, number, {1: 1})
    if end == "closed":
        voting.close_round(store, number)
    elif end == "revealed":
        voting.reveal(store, number)
    elif end == "next":
        _open(store)
    else:
        with store.write("votes") as connection:
            connection.execute(update(ROUND).values(ends=ROUND.c.opened))
    with pytest.raises(DebriefError) as caught:
        voting.vote(store, token, number, {2: 1})
    assert _key(caught) == "round_closed"
    assert voting.tally(store, number).dots[1] == 1
    assert voting.rounds(store, _EXERCISE)[-1].state == ("revealed" if end == "revealed" else "closed")


def test_a_result_is_hidden_until_it_is_revealed(store: Store) -> None:
    """Does a voter see nothing of the others' votes before, and everything after?"""
    one, other = _voters(store, 2)
    number = _open(store)
    voting.vote(store, one, number, {1: 3})
    for close in (lambda: None, lambda: voting.close_round(store, number)):
        close()
        assert voting.result(store, other, number) is None
        assert voting.ballot(store, other, number) == {}
    voting.reveal(store, number)
    assert voting.result(store, other, number) == voting.Tally({1: 3, 2: 0, 3: 0}, 1)
    with pytest.raises(DebriefError):
        voting.result(store, "nobody's token", number)


def test_rounds_are_kept(store: Store) -> None:
    """Do the votes of an earlier round stay as they were?"""
    tokens = _voters(store, 2)
    first = _open(store)
    for token in tokens:
        voting.vote(store, token, first, {1: 3})
    second = _open(store, dots=1)
    voting.vote(store, tokens[0], second, {3: 1})
    assert voting.tally(store, first).dots == {1: 6, 2: 0, 3: 0}
    assert voting.tally(store, second).dots == {1: 0, 2: 0, 3: 1}
    assert [one.id for one in voting.rounds(store, _EXERCISE)] == [second, first]


def test_merged_clusters_keep_their_votes(store: Store) -> None:
    """Do the votes of a cluster count for the one it was merged into, also over two steps, and come back?"""
    tokens = _voters(store, 2)
    number = _open(store)
    voting.vote(store, tokens[0], number, {1: 2, 2: 1})
    voting.vote(store, tokens[1], number, {2: 1, 3: 2})
    for source, into in ((1, 2), (2, 3)):
        with store.write("clusters") as connection:
            connection.execute(update(CLUSTER).where(CLUSTER.c.id == source).values(merged_into=into))
    assert voting.tally(store, number) == voting.Tally({3: 6}, 2)
    with store.write("clusters") as connection:
        connection.execute(update(CLUSTER).values(merged_into=None))
    assert voting.tally(store, number).dots == {1: 2, 2: 2, 3: 2}


@pytest.mark.parametrize(
    ("others", "why"),
    [({"dots": 0}, "bad_dots"), ({"dots": 21}, "bad_dots"), ({"seconds": 0}, "bad_seconds"),
     ({"seconds": float("nan")}, "bad_seconds"), ({"seconds": 1e9}, "bad_seconds")],
)  # fmt: skip
def test_a_round_that_makes_no_sense(store: Store, others: dict[str, float], why: str) -> None:
    """Is a round without dots, or without time, refused, and does the one that is open go on?"""
    number = _open(store)
    with pytest.raises(DebriefError) as caught:
        _open(store, **others)
    assert _key(caught) == why
    assert [one.state for one in voting.rounds(store, _EXERCISE)] == ["open"]
    assert voting.rounds(store, _EXERCISE)[0].id == number


@pytest.mark.parametrize(
    ("choices", "why"),
    [([1], "bad_choices"), ([1, 1], "bad_choices"), ([1, 4], "unknown_choice"), ([1, 9], "unknown_choice")],
)
def test_choices_that_are_none(store: Store, choices: list[int], why: str) -> None:
    """Is a round refused that leaves no choice, or names a cluster of another kind or of none?"""
    with pytest.raises(DebriefError) as caught:
        voting.open_round(store, _EXERCISE, "pain_point", "?", choices)
    assert _key(caught) == why
    assert voting.rounds(store, _EXERCISE) == []


def test_a_round_that_is_not_there(store: Store) -> None:
    """Is it said that a round is not there?"""
    for act in (voting.close_round, voting.reveal):
        with pytest.raises(DebriefError) as caught:
            act(store, 7)
        assert _key(caught) == "unknown_round"


@pytest.mark.parametrize("slips", [0, -1, 1001])
def test_slips_out_of_range(store: Store, slips: int) -> None:
    """Is a number of slips refused that nobody can mean?"""
    with pytest.raises(DebriefError) as caught:
        voting.deal(store, slips)
    assert _key(caught) == "bad_slips"


_VOTES_ON = """
import sys
from journeybook.debrief import voting
from journeybook.debrief.store import Store

store = Store.open(sys.argv[1])
for turn in range(10_000):
    for token in sys.argv[3:]:
        voting.vote(store, token, int(sys.argv[2]), {1 + turn % 3: 3})
        print(token, turn % 3 + 1, flush=True)
"""


def test_a_killed_process_loses_and_doubles_nothing(store: Store, tmp_path: Path) -> None:
    """After kill -9 in the middle of voting, is every confirmed ballot there, once, and the store whole?"""
    tokens = _voters(store, 4)
    number = _open(store)
    program = [sys.executable, "-c", _VOTES_ON, str(tmp_path / "debrief.db"), str(number), *tokens]
    chance = random.Random(7)  # noqa: S311
    for _ in range(5):
        with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            heard = [process.stdout.readline() for _ in range(chance.randrange(5, 60))]
            process.send_signal(signal.SIGKILL)
            heard += process.stdout.readlines()
        confirmed = dict(line.split() for line in heard if line.endswith("\n"))
        kept = {token: voting.ballot(store, token, number) for token in tokens}
        # One more may have been written than was confirmed, in place of the one before.
        assert sum(kept[token] != {int(choice): 3} for token, choice in confirmed.items()) <= 1
        assert all(sum(given.values()) == 3 for token, given in kept.items() if token in confirmed)
        with store.read() as connection:
            counted = Counter(connection.scalars(select(BALLOT.c.voter)))
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert set(counted.values()) == {1}
