"""The tables of a class's debrief: what the store holds, and nothing of what it does.

Whoever votes is a number, never a name: the slips with the codes are dealt out like cards, so the store does not know
who holds which.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = 1
"""Of these tables; a store of a newer version is refused."""

METADATA = MetaData()


def _table(name: str, *parts: Column[Any] | CheckConstraint | UniqueConstraint) -> Table:
    return Table(f"debrief_{name}", METADATA, *parts)


FACT = _table("fact", Column("name", String(32), primary_key=True), Column("value", Text, nullable=False))
"""What holds for the whole store: ``version``, and the ``secret`` that codes are hashed with."""

CHANGE = _table(
    "change",
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("topic", String(32), nullable=False),
    Column("at", Float, nullable=False),
)
"""One row for each transaction that wrote something; who watches the store asks for the highest number."""

MAP = _table(
    "map",
    Column("exercise", String(128), primary_key=True),
    Column("team", String(128), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("at", Float, nullable=False),
)
"""The newest map of each team (a group, or somebody alone), as the text of its file."""

STAGE = _table(
    "stage",
    Column("exercise", String(128), primary_key=True),
    Column("team", String(128), primary_key=True),
    Column("stage", String(128), primary_key=True),
    Column("place", Integer, nullable=False),
)
"""Corrections by the trainer: beside which shared stage a team's stage stands."""

CLUSTER = _table(
    "cluster",
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("exercise", String(128), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("by_hand", Boolean, nullable=False),
    Column("impact", Integer),
    Column("effort", Integer),
    Column("merged_into", Integer, ForeignKey("debrief_cluster.id")),
    CheckConstraint("kind IN ('pain_point', 'opportunity')", name="debrief_cluster_kind"),
)
"""Cards that say the same; a cluster that was merged stays, and its votes count for the one it went into."""

CARD = _table(
    "card",
    Column("exercise", String(128), primary_key=True),
    Column("team", String(128), primary_key=True),
    Column("card", String(128), primary_key=True),
    Column("cluster", Integer, ForeignKey("debrief_cluster.id"), nullable=False),
    Column("by_hand", Boolean, nullable=False),
)
"""In which cluster each team's card lies."""

VOTER = _table(
    "voter",
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("code", String(64), nullable=False, unique=True),
    Column("token", String(64), unique=True),
    Column("joined", Float),
)
"""One row for each slip: its code as a keyed hash, and once somebody has joined with it that device's token, hashed."""

ROUND = _table(
    "round",
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("exercise", String(128), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("question", Text, nullable=False),
    Column("dots", Integer, nullable=False),
    Column("choices", JSON, nullable=False),
    Column("opened", Float, nullable=False),
    Column("ends", Float),
    Column("closed", Float),
    Column("revealed", Float),
    CheckConstraint("dots BETWEEN 1 AND 20", name="debrief_round_dots"),
)
"""A question that is voted on: `choices` are the ids of the clusters that stood for choice when it was opened."""

BALLOT = _table(
    "ballot",
    Column("round", Integer, ForeignKey("debrief_round.id"), primary_key=True),
    Column("voter", Integer, ForeignKey("debrief_voter.id"), primary_key=True),
    Column("dots", JSON, nullable=False),
    Column("at", Float, nullable=False),
)
"""What one voter gave in one round, whole: voting again replaces it, so nothing counts twice."""

DECISION = _table(
    "decision",
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("exercise", String(128), nullable=False, index=True),
    Column("cluster", Integer, ForeignKey("debrief_cluster.id")),
    Column("text", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", String(10), nullable=False),
)
"""What was agreed: a decision, or an action with its owner and day."""

AGENDA = _table(
    "agenda",
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("exercise", String(128), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("screen", String(32), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("started", Float),
    Column("ended", Float),
)
"""The steps of the debrief, each with the screen it shows.

A step has taken the time from `started` to `ended`, or to now while it runs; one that goes on after standing still is
given a later start.
"""

PRESENTED = _table(
    "presented",
    Column("exercise", String(128), primary_key=True),
    Column("item", Integer, ForeignKey("debrief_agenda.id")),
)
"""Which step is presented, if any; an exercise has a row once it has an agenda."""

SPOTLIGHT = _table(
    "spotlight",
    Column("exercise", String(128), primary_key=True),
    Column("team", String(128), nullable=False),
    Column("card", String(128), nullable=False),
    Column("name", Text, nullable=False),
    Column("letter", Text, nullable=False),
)
"""The card that is shown large, and what its team is called with and without its name."""

SCREEN = _table("screen", Column("name", String(32), primary_key=True), Column("state", JSON, nullable=False))
"""What the trainer's page shows and hides, for all who look at it."""
