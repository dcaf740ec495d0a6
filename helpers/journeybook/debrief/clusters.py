"""Clusters of the teams' cards in the store: proposed by their texts, moved, merged and renamed by the trainer.

What the trainer did stays when maps change: a card moved by hand stays where it was put, a cluster named by hand keeps
its name. Clusters are never deleted, since votes may have been given to them; one without cards is not shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from ..errors import DebriefError
from ..model import JourneyMap, Opportunity, PainPoint
from .likeness import FURTHEST, Said, clusters, distances, middle
from .stages import Alignment
from .store import Store
from .tables import CARD, CLUSTER

KINDS = ("pain_point", "opportunity")

_LONGEST_NAME = 200

Key = tuple[str, str]
"""Team and card id."""


@dataclass(frozen=True)
class Cluster:
    """Cards of several teams that say the same.

    Attributes
    ----------
    id : int
        Of the cluster.
    kind : {"pain_point", "opportunity"}
        What its cards are.
    name : str
        By hand, or the text of the card closest to all others.
    cards : tuple of (str, str)
        Team and card id.
    impact, effort : int or None
        1 to 5, where somebody has said so.
    """

    id: int
    kind: str
    name: str
    cards: tuple[Key, ...]
    impact: int | None
    effort: int | None


def arrange(store: Store, exercise: str, maps: Mapping[str, JourneyMap], alignment: Alignment) -> None:
    """Bring the clusters up to date with the maps: new cards find a place, cards that are gone leave theirs.

    Parameters
    ----------
    store : Store
        The class's.
    exercise : str
        Id of the exercise whose maps these are.
    maps : mapping of str to JourneyMap
        Team → its map.
    alignment : Alignment
        Of these maps.
    """
    said = {kind: dict(_cards(kind, maps, alignment)) for kind in KINDS}
    with store.write("clusters") as connection:
        held = {
            (row.team, row.card): row for row in connection.execute(select(CARD).where(CARD.c.exercise == exercise))
        }
        there = {key for cards in said.values() for key in cards}
        for team, card in held.keys() - there:
            connection.execute(delete(CARD).where(_is(exercise, (team, card))))
        for kind, cards in said.items():
            _settle(connection, exercise, kind, cards, {key: held[key].cluster for key in cards if key in held})


def current(store: Store, exercise: str) -> list[Cluster]:
    """Return the clusters that hold cards, the largest first; of equally large ones the oldest."""
    with store.read() as connection:
        rows = connection.execute(
            select(CLUSTER).where(CLUSTER.c.exercise == exercise, CLUSTER.c.merged_into.is_(None))
        ).all()
        cards = defaultdict(list)
        for row in connection.execute(
            select(CARD).where(CARD.c.exercise == exercise).order_by(CARD.c.team, CARD.c.card)
        ):
            cards[row.cluster].append((row.team, row.card))
    found = [
        Cluster(row.id, row.kind, row.name, tuple(cards[row.id]), row.impact, row.effort)
        for row in rows
        if cards[row.id]
    ]
    return sorted(found, key=lambda one: (-len(one.cards), one.id))


def move(store: Store, exercise: str, card: Key, cluster: int | None) -> int:
    """Put a card into another cluster, or by None into a new one of its own; return that cluster's id.

    Raises
    ------
    DebriefError
        If the card or the cluster is not there, or the cluster holds cards of the other kind.
    """
    with store.write("clusters") as connection:
        found = connection.execute(
            select(CLUSTER.c.kind, CLUSTER.c.name).join(CARD, CARD.c.cluster == CLUSTER.c.id).where(_is(exercise, card))
        ).first()
        if found is None:
            raise DebriefError("debrief.unknown_card")
        if cluster is None:
            cluster = _new(connection, exercise, found.kind, found.name)
        elif _there(connection, exercise, cluster).kind != found.kind:
            raise DebriefError("debrief.other_kind")
        connection.execute(update(CARD).where(_is(exercise, card)).values(cluster=cluster, by_hand=True))
    return cluster


def merge(store: Store, exercise: str, source: int, into: int) -> None:
    """Put all cards of one cluster into another; its votes count for that one from now on.

    Raises
    ------
    DebriefError
        If one of them is not there, both are the same, or they hold cards of different kinds.
    """
    with store.write("clusters") as connection:
        one, other = _there(connection, exercise, source), _there(connection, exercise, into)
        if source == into or one.kind != other.kind:
            raise DebriefError("debrief.other_kind")
        connection.execute(update(CARD).where(CARD.c.cluster == source).values(cluster=into, by_hand=True))
        connection.execute(update(CLUSTER).where(CLUSTER.c.id == source).values(merged_into=into))


def rename(store: Store, exercise: str, cluster: int, name: str) -> None:
    """Give a cluster a name that stays.

    Raises
    ------
    DebriefError
        If the cluster is not there, or the name is empty or longer than 200 characters.
    """
    name = " ".join(name.split())
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise DebriefError("debrief.bad_name", most=_LONGEST_NAME, got=len(name))
    with store.write("clusters") as connection:
        _there(connection, exercise, cluster)
        connection.execute(update(CLUSTER).where(CLUSTER.c.id == cluster).values(name=name, by_hand=True))


def rate(store: Store, exercise: str, cluster: int, **ratings: int | None) -> None:
    """Say where a cluster stands in the impact–effort matrix.

    Parameters
    ----------
    store : Store
        The class's.
    exercise : str
        Id of the exercise whose maps are discussed.
    cluster : int
        Of this exercise.
    **ratings : int or None
        ``impact``, ``effort`` or both, 1 to 5, None to take it out; what is not named stays.

    Raises
    ------
    DebriefError
        If the cluster is not there, or a number is not 1 to 5.
    """
    for value in ratings.values():
        if value is not None and not 1 <= value <= 5:
            raise DebriefError("debrief.bad_rating", got=value)
    with store.write("clusters") as connection:
        _there(connection, exercise, cluster)
        connection.execute(update(CLUSTER).where(CLUSTER.c.id == cluster).values(ratings))


def _cards(kind: str, maps: Mapping[str, JourneyMap], alignment: Alignment) -> Iterable[tuple[Key, Said]]:
    """Yield all cards of one kind that say something."""
    for team, journey in maps.items():
        codes = {one.id: one.case_touchpoint for one in journey.touchpoints}
        at = {one.id: one.touchpoint for one in journey.pain_points}
        drawn: tuple[PainPoint | Opportunity, ...] = (
            journey.pain_points if kind == "pain_point" else journey.opportunities
        )
        for card in drawn:
            if not card.text.strip():
                continue
            if isinstance(card, PainPoint):
                touchpoint = card.touchpoint
            else:
                touchpoint = next((at[pain] for pain in card.pain_points), None)
            code = None if touchpoint is None else codes.get(touchpoint)
            yield (team, card.id), Said(card.text, alignment.places.get((team, card.stage)), code)


def _settle(
    connection: Connection, exercise: str, kind: str, cards: Mapping[Key, Said], placed: Mapping[Key, int]
) -> None:
    """Find a cluster for each card that has none: one that is near, or a new one with others that have none."""
    keys = list(cards)
    members: dict[int, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if key in placed:
            members[placed[key]].append(index)
    homeless = [index for index, key in enumerate(keys) if key not in placed]
    if not homeless:
        return
    apart = distances([cards[key] for key in keys])
    left = []
    for index in homeless:
        nearest = min(members, key=lambda cluster: apart[index, members[cluster]].mean(), default=None)
        if nearest is not None and apart[index, members[nearest]].mean() <= FURTHEST:
            _put(connection, exercise, keys[index], nearest)
        else:
            left.append(index)
    for group in clusters([cards[keys[index]] for index in left]):
        indices = [left[at] for at in group]
        said = [cards[keys[index]] for index in indices]
        name = " ".join(said[middle(said, range(len(said)))].text.split())[:_LONGEST_NAME]
        cluster = _new(connection, exercise, kind, name)
        for index in indices:
            _put(connection, exercise, keys[index], cluster)


def _new(connection: Connection, exercise: str, kind: str, name: str) -> int:
    values = {"exercise": exercise, "kind": kind, "name": name, "by_hand": False}
    return int(connection.execute(insert(CLUSTER).values(values).returning(CLUSTER.c.id)).scalar_one())


def _put(connection: Connection, exercise: str, key: Key, cluster: int) -> None:
    values = {"exercise": exercise, "team": key[0], "card": key[1], "cluster": cluster, "by_hand": False}
    connection.execute(insert(CARD).values(values))


def _there(connection: Connection, exercise: str, cluster: int) -> Row[tuple[str]]:
    """Return the kind of a cluster that has not been merged."""
    mine = (CLUSTER.c.id == cluster) & (CLUSTER.c.exercise == exercise) & CLUSTER.c.merged_into.is_(None)
    found = connection.execute(select(CLUSTER.c.kind).where(mine)).first()
    if found is None:
        raise DebriefError("debrief.unknown_cluster")
    return found


def _is(exercise: str, key: Key) -> ColumnElement[bool]:
    return (CARD.c.exercise == exercise) & (CARD.c.team == key[0]) & (CARD.c.card == key[1])
