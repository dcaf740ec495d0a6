"""What is agreed during a debrief: decisions, and actions with their owner and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from ..errors import DebriefError
from . import voting
from .store import Store
from .tables import CLUSTER, DECISION

_LONGEST_TEXT = 1000
_LONGEST_OWNER = 200
_MOST = 500


@dataclass(frozen=True)
class Decision:
    """One thing that was agreed.

    Attributes
    ----------
    id : int
        Of the decision.
    text : str
        What was agreed.
    owner : str
        Who does it; may be empty.
    due : str
        Until which day, as ``"2026-12-31"``; may be empty.
    cluster : int or None
        The cluster it answers, after merging the one that it became.
    cluster_name : str
        What that is called; empty without one.
    """

    id: int
    text: str
    owner: str
    due: str
    cluster: int | None
    cluster_name: str


def decisions(store: Store, exercise: str) -> list[Decision]:
    """Return what was agreed on an exercise's maps, in the order in which it was."""
    with store.read() as connection:
        rows = connection.execute(select(DECISION).where(_of(exercise)).order_by(DECISION.c.id)).all()
    meant = voting.shown(store, [row.cluster for row in rows if row.cluster is not None])
    return [Decision(row.id, row.text, row.owner, row.due, *(meant.get(row.cluster) or (None, ""))) for row in rows]


def keep(
    store: Store,
    exercise: str,
    decision: int | None,
    text: str,
    *,
    owner: str = "",
    due: str = "",
    cluster: int | None = None,
) -> int:
    """Keep a new decision, or a known one in new words; return its id.

    Parameters
    ----------
    store : Store
        The class's.
    exercise : str
        Id of the exercise whose maps are discussed.
    decision : int or None
        Id of the one to be changed; None for a new one.
    text : str
        What was agreed, 1 to 1000 characters.
    owner : str
        Who does it, at most 200 characters; may be empty.
    due : str
        Until which day, as ``"2026-12-31"``; may be empty.
    cluster : int, optional
        The cluster it answers.

    Raises
    ------
    DebriefError
        If the decision or the cluster is not there, or a text is not as expected.
    """
    said, who = text.strip(), " ".join(owner.split())
    if not 1 <= len(said) <= _LONGEST_TEXT:
        raise DebriefError("debrief.bad_decision", got=len(said), most=_LONGEST_TEXT)
    if len(who) > _LONGEST_OWNER:
        raise DebriefError("debrief.bad_owner", got=len(who), most=_LONGEST_OWNER)
    if due and not _is_day(due):
        raise DebriefError("debrief.bad_due")
    values = {"text": said, "owner": who, "due": due, "cluster": cluster}
    with store.write("decisions") as connection:
        answered = (CLUSTER.c.id == cluster) & (CLUSTER.c.exercise == exercise)
        if cluster is not None and connection.scalar(select(CLUSTER.c.id).where(answered)) is None:
            raise DebriefError("debrief.unknown_cluster")
        if decision is not None:
            changed = connection.execute(
                update(DECISION).where(_of(exercise), DECISION.c.id == decision).values(values)
            )
            if changed.rowcount != 1:
                raise DebriefError("debrief.unknown_decision")
            return decision
        if (connection.scalar(select(func.count()).where(_of(exercise))) or 0) >= _MOST:
            raise DebriefError("debrief.full_decisions", most=_MOST)
        new = insert(DECISION).values(exercise=exercise, **values).returning(DECISION.c.id)
        return int(connection.execute(new).scalar_one())


def remove(store: Store, exercise: str, decision: int) -> None:
    """Forget a decision.

    Raises
    ------
    DebriefError
        If there is no such decision.
    """
    with store.write("decisions") as connection:
        if connection.execute(delete(DECISION).where(_of(exercise), DECISION.c.id == decision)).rowcount != 1:
            raise DebriefError("debrief.unknown_decision")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _of(exercise: str) -> ColumnElement[bool]:
    return DECISION.c.exercise == exercise
