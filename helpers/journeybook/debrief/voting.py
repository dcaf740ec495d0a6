"""Dot votes without names: slips with codes, rounds, ballots and what they add up to.

A voter is a slip of paper with a code. Joining with the code binds it to one device; joining again moves it to another
one. A ballot is given whole and replaces the one before, so sending it twice changes nothing.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ..errors import DebriefError
from .store import Store
from .tables import BALLOT, CLUSTER, ROUND, VOTER

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of codes: none that is mistaken for another one."""

_CODE_LENGTH = 8
_MOST_SLIPS = 1000
_MOST_DOTS = 20
_MOST_CHOICES = 200


@dataclass(frozen=True)
class Round:
    """One question that is voted on.

    Attributes
    ----------
    id : int
        Of the round.
    kind : str
        ``"pain_point"`` or ``"opportunity"``: what the choices are.
    question : str
        As the trainer put it.
    dots : int
        How many each voter has.
    choices : tuple of int
        Ids of the clusters one can choose, in the order in which they are shown.
    opened : float
        When, in seconds since 1970.
    ends : float or None
        When no vote counts any more, where there is a time limit.
    state : str
        ``"open"``, ``"closed"`` (nobody can vote, nobody sees the result) or ``"revealed"``.
    """

    id: int
    kind: str
    question: str
    dots: int
    choices: tuple[int, ...]
    opened: float
    ends: float | None
    state: str


@dataclass(frozen=True)
class Tally:
    """What a round's ballots add up to.

    Attributes
    ----------
    dots : dict
        Cluster → dots, for every choice; those of merged clusters under the one they went into.
    ballots : int
        Voters who gave a dot at least.
    """

    dots: dict[int, int]
    ballots: int


def deal(store: Store, slips: int) -> list[str]:
    """Make slips with new codes, and return the codes; the store keeps no more than their hashes.

    Parameters
    ----------
    store : Store
        The class's.
    slips : int
        How many, 1 to 1000.

    Returns
    -------
    list of str
        Such as ``"K7PQ-3XM4"``: to be printed, cut and dealt out. They cannot be looked up afterwards.

    Raises
    ------
    DebriefError
        If the number is out of range.
    """
    if not 1 <= slips <= _MOST_SLIPS:
        raise DebriefError("debrief.bad_slips", got=slips, most=_MOST_SLIPS)
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)) for _ in range(slips)]
    salt = store.secret()
    hashes = [_hash(code, salt) for code in codes]
    with store.write("voters") as connection:
        connection.execute(insert(VOTER), [{"code": one} for one in hashes])
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def join(store: Store, code: str) -> str:
    """Return the token with which the holder of a slip votes from now on; an earlier device of theirs is let go.

    Parameters
    ----------
    store : Store
        The class's.
    code : str
        As typed: small letters, blanks and dashes do not matter.

    Raises
    ------
    DebriefError
        If no slip has this code.
    """
    plain = "".join(sign for sign in code.upper() if sign in _LETTERS)
    # An odd length needs no work: else long texts would be a way to keep the server busy.
    known = _hash(plain, store.secret()) if len(plain) == _CODE_LENGTH and len(code) <= 4 * _CODE_LENGTH else ""
    token = secrets.token_urlsafe(32)
    with store.write("voters") as connection:
        bound = connection.execute(
            update(VOTER).where(VOTER.c.code == known).values(token=_digest(token), joined=time.time())
        )
        if bound.rowcount != 1:
            raise DebriefError("debrief.unknown_code")
    return token


def open_round(
    store: Store,
    exercise: str,
    kind: str,
    question: str,
    choices: Sequence[int],
    *,
    dots: int = 3,
    seconds: float | None = None,
) -> int:
    """Open a round of voting and return its id; a round that is still open is closed first.

    Parameters
    ----------
    store : Store
        The class's.
    exercise : str
        Id of the exercise whose maps are discussed.
    kind : {"pain_point", "opportunity"}
        What is voted on.
    question : str
        What the voters read.
    choices : sequence of int
        Ids of clusters, 2 to 200.
    dots : int
        How many each voter has, 1 to 20.
    seconds : float, optional
        After how long no vote counts any more; without it the trainer closes the round.

    Raises
    ------
    DebriefError
        If a number is out of range, or a choice is no cluster of this exercise and kind.
    """
    if not 1 <= dots <= _MOST_DOTS:
        raise DebriefError("debrief.bad_dots", got=dots, most=_MOST_DOTS)
    wanted = list(dict.fromkeys(choices))
    if not 2 <= len(wanted) <= _MOST_CHOICES:
        raise DebriefError("debrief.bad_choices", got=len(wanted), most=_MOST_CHOICES)
    if seconds is not None and not 0 < seconds <= 24 * 3600:
        raise DebriefError("debrief.bad_seconds", got=seconds)
    now = time.time()
    with store.write("votes") as connection:
        there = select(func.count()).where(
            CLUSTER.c.id.in_(wanted), CLUSTER.c.exercise == exercise, CLUSTER.c.kind == kind
        )
        if connection.scalar(there) != len(wanted):
            raise DebriefError("debrief.unknown_choice")
        connection.execute(update(ROUND).where(ROUND.c.closed.is_(None)).values(closed=now))
        values = {
            "exercise": exercise,
            "kind": kind,
            "question": question,
            "dots": dots,
            "choices": wanted,
            "opened": now,
            "ends": None if seconds is None else now + seconds,
        }
        return int(connection.execute(insert(ROUND).values(values).returning(ROUND.c.id)).scalar_one())


def shown(store: Store, choices: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Return for each choice the cluster it is now, which is another one after merging, and what that is called."""
    with store.read() as connection:
        rows = connection.execute(select(CLUSTER.c.id, CLUSTER.c.name, CLUSTER.c.merged_into)).all()
    merged, called = {row.id: row.merged_into for row in rows}, {row.id: row.name for row in rows}
    return {choice: (_end(choice, merged), called[_end(choice, merged)]) for choice in choices}


def close_round(store: Store, round_id: int) -> None:
    """Let nobody vote in a round any more; nothing happens to one that is closed."""
    _set(store, round_id, "closed")


def reveal(store: Store, round_id: int) -> None:
    """Close a round and show its result to everybody."""
    _set(store, round_id, "closed", "revealed")


def rounds(store: Store, exercise: str) -> list[Round]:
    """Return all rounds of an exercise, the newest first."""
    with store.read() as connection:
        rows = connection.execute(select(ROUND).where(ROUND.c.exercise == exercise).order_by(ROUND.c.id.desc())).all()
    return [_round(row) for row in rows]


def vote(store: Store, token: str, round_id: int, dots: Mapping[int, int]) -> None:
    """Keep what a voter gives in an open round, in place of what they gave before.

    Parameters
    ----------
    store : Store
        The class's.
    token : str
        From :func:`join`.
    round_id : int
        Of an open round.
    dots : mapping of int to int
        Cluster → dots, 0 and up, together no more than the round allows; clusters left out get none.

    Raises
    ------
    DebriefError
        If the token is no voter's, the round is not open, or the dots are not as allowed. Nothing is changed then.
    """
    given = {choice: count for choice, count in dots.items() if count != 0}
    with store.write("votes") as connection:
        voter = _voter(connection, token)
        found = connection.execute(select(ROUND).where(ROUND.c.id == round_id)).first()
        if found is None or _round(found).state != "open":
            raise DebriefError("debrief.round_closed")
        merged = _merged(connection)
        if not set(given) <= {*found.choices, *(_end(choice, merged) for choice in found.choices)}:
            raise DebriefError("debrief.unknown_choice")
        if any(type(count) is not int or count < 0 for count in given.values()) or sum(given.values()) > found.dots:
            raise DebriefError("debrief.too_many_dots", most=found.dots)
        upsert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(BALLOT)
        content = {"dots": {str(choice): count for choice, count in given.items()}, "at": time.time()}
        connection.execute(
            upsert.values(round=round_id, voter=voter, **content).on_conflict_do_update(
                index_elements=["round", "voter"], set_=content
            )
        )


def ballot(store: Store, token: str, round_id: int) -> dict[int, int]:
    """Return what a voter gave in a round, cluster → dots.

    Raises
    ------
    DebriefError
        If the token is no voter's.
    """
    with store.read() as connection:
        voter = _voter(connection, token)
        mine = (BALLOT.c.round == round_id) & (BALLOT.c.voter == voter)
        kept = connection.scalar(select(BALLOT.c.dots).where(mine))
    return {int(choice): count for choice, count in (kept or {}).items()}


def tally(store: Store, round_id: int) -> Tally:
    """Return what the ballots of a round add up to.

    This is for the trainer, and for everybody once the round is revealed: see :func:`result`.
    """
    with store.read() as connection:
        choices = connection.scalar(select(ROUND.c.choices).where(ROUND.c.id == round_id)) or []
        ballots = connection.scalars(select(BALLOT.c.dots).where(BALLOT.c.round == round_id)).all()
        merged = _merged(connection)
    sums: Counter[int] = Counter()
    for given in ballots:
        for choice, count in given.items():
            sums[_end(int(choice), merged)] += count
    return Tally({end: sums[end] for end in dict.fromkeys(_end(choice, merged) for choice in choices)},
                 sum(1 for given in ballots if given))  # fmt: skip


def result(store: Store, token: str, round_id: int) -> Tally | None:
    """Return a round's tally as a voter may see it: None until it is revealed.

    Raises
    ------
    DebriefError
        If the token is no voter's.
    """
    with store.read() as connection:
        _voter(connection, token)
        revealed = connection.scalar(select(ROUND.c.revealed).where(ROUND.c.id == round_id))
    return None if revealed is None else tally(store, round_id)


def _set(store: Store, round_id: int, *columns: str) -> None:
    now = time.time()
    with store.write("votes") as connection:
        values: dict[str, Any] = {name: func.coalesce(ROUND.c[name], now) for name in columns}
        if connection.execute(update(ROUND).where(ROUND.c.id == round_id).values(values)).rowcount != 1:
            raise DebriefError("debrief.unknown_round", round=round_id)


def _round(row: Row[Any]) -> Round:
    over = row.closed is not None or (row.ends is not None and time.time() >= row.ends)
    state = "revealed" if row.revealed is not None else "closed" if over else "open"
    return Round(row.id, row.kind, row.question, row.dots, tuple(row.choices), row.opened, row.ends, state)


def _voter(connection: Connection, token: str) -> int:
    found = connection.scalar(select(VOTER.c.id).where(VOTER.c.token == _digest(token)))
    if found is None:
        raise DebriefError("debrief.unknown_voter")
    return int(found)


def _merged(connection: Connection) -> dict[int, int | None]:
    return {row.id: row.merged_into for row in connection.execute(select(CLUSTER.c.id, CLUSTER.c.merged_into))}


def _end(cluster: int, merged: Mapping[int, int | None]) -> int:
    """Return the cluster that a merged one has become."""
    while (into := merged.get(cluster)) is not None:
        cluster = into
    return cluster


def _hash(code: str, salt: str) -> str:
    """Return a code's slow hash: codes are short enough to be tried out, should a copy of the store get about."""
    return hashlib.scrypt(code.encode(), salt=salt.encode(), n=2**13, r=8, p=1, dklen=32).hex()


def _digest(token: str) -> str:
    """Return a token's hash; tokens are too long to be tried out."""
    return hashlib.sha256(token.encode()).hexdigest()
