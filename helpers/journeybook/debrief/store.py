"""Where a debrief keeps its state: one database per class, SQLite by default, any process reading and writing it.

No process holds anything that is not here, so each of them may be killed at any moment. A transaction that wrote
something leaves a row in the table of changes; whoever watches asks for the newest one.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, insert, make_url, select
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from ..errors import DebriefError
from .tables import CHANGE, FACT, METADATA, VERSION

_WAIT_SECONDS = 30
"""How long a writer waits for another one."""

_WRITES = "journeybook_writes"
"""Marks the transactions that will write something."""

_WRITE_LOCK, _OPEN_LOCK = 7406, 7407
"""PostgreSQL's locks for one writer at a time, and for one who makes the tables."""


class Store:
    """The state of a class's debrief; made by :meth:`open`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, address: str | Path) -> Self:
        """Open a store; make its tables where they are missing.

        Parameters
        ----------
        address : str or Path
            A file, or a database's address such as ``"postgresql://trainer:…@host/debrief"``.

        Raises
        ------
        DebriefError
            If the database cannot be opened, or was made by a newer version.
        """
        engine = _engine(address)
        try:
            with engine.execution_options(**{_WRITES: True}).begin() as connection:
                if engine.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_OPEN_LOCK})")
                METADATA.create_all(connection)
                version = connection.scalar(select(FACT.c.value).where(FACT.c.name == "version"))
                if version is None:
                    connection.execute(insert(FACT).values(name="version", value=str(VERSION)))
                elif int(version) > VERSION:
                    raise DebriefError("debrief.newer_store", version=version, known=VERSION)
        except SQLAlchemyError as error:
            engine.dispose()
            raise DebriefError("debrief.no_store", reason=getattr(error, "orig", None) or error) from error
        return cls(engine)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store throughout."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, topic: str) -> Iterator[Connection]:
        """Give a connection whose writes are all kept, or none where the block raises; one writer at a time.

        Parameters
        ----------
        topic : str
            What changes, for those who watch: ``"maps"``, ``"clusters"``, ``"voters"``, ``"votes"``, ``"agenda"``,
            ``"screen"`` or ``"decisions"``.
        """
        with self._engine.execution_options(**{_WRITES: True}).begin() as connection:
            if self._engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")
            yield connection
            connection.execute(insert(CHANGE).values(topic=topic, at=time.time()))

    def changes(self, after: int = 0) -> tuple[int, frozenset[str]]:
        """Return the number of the newest change, and the topics of all that came after the change `after`."""
        newest = func.max(CHANGE.c.number)
        with self.read() as connection:
            rows = connection.execute(
                select(CHANGE.c.topic, newest).where(CHANGE.c.number > after).group_by(CHANGE.c.topic)
            ).all()
        return max((row[1] for row in rows), default=after), frozenset(row[0] for row in rows)

    def secret(self) -> str:
        """Return the random text that belongs to this store alone, made when it is first asked for."""
        wanted = select(FACT.c.value).where(FACT.c.name == "secret")
        with self.read() as connection:
            kept = connection.scalar(wanted)
        if kept is None:
            with self.write("secret") as connection:
                kept = connection.scalar(wanted)  # another one may have been quicker
                if kept is None:
                    kept = secrets.token_hex(32)
                    connection.execute(insert(FACT).values(name="secret", value=kept))
        return str(kept)


def _engine(address: str | Path) -> Engine:
    """Return an engine for a file or an address, whose transactions begin as `Store.write` needs it."""
    try:
        if isinstance(address, str) and "://" in address:
            url = make_url(address)
        else:
            # Whoever may read the ballots could count before the votes are revealed.
            os.close(os.open(address, os.O_CREAT | os.O_RDWR, 0o600))
            url = URL.create("sqlite", database=str(address))
        options = {"timeout": _WAIT_SECONDS} if url.get_backend_name() == "sqlite" else {}
        # What somebody gave stands in no log, should a statement fail.
        engine = create_engine(url, connect_args=options, hide_parameters=True)
    except OSError as error:
        raise DebriefError("debrief.no_store", reason=error.strerror or error) from error
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        # The address is not told: it may hold a password.
        raise DebriefError("debrief.no_store", reason=type(error).__name__) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Let readers go on beside a writer, and put each transaction on the disk before it counts as done."""
    connection.isolation_level = None  # transactions are begun by hand, below
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the writer's place at once: one who read first and wrote then could be turned away half-way."""
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
