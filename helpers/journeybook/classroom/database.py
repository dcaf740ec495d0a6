"""The database that holds a class's gradebook: a file by default, PostgreSQL by its address.

An address may hold a password, which is never shown: not in a sentence, not in the class's log.
"""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus

from sqlalchemy import URL, create_engine, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from ..errors import ClassError

CONNECT_SECONDS = 10


def check(address: str) -> None:
    """Make sure that `address` is a database that a new class may have for itself.

    Raises
    ------
    ClassError
        If it is no address, its driver is not installed, it cannot be opened, or it holds grades already.
    """
    url = _url(address)
    options = {"connect_timeout": CONNECT_SECONDS} if url.get_backend_name() == "postgresql" else {}
    try:
        engine = create_engine(url, connect_args=options)
    except (NoSuchModuleError, ArgumentError) as error:
        raise ClassError("grading.bad_url", address=shown(address)) from error
    except ImportError as error:
        raise ClassError("grading.no_driver", address=shown(address), reason=error.name or error) from error
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("assignment"):
                return
            if connection.execute(text("SELECT count(*) FROM assignment")).scalar():
                found = connection.execute(text("SELECT DISTINCT course_id FROM assignment"))
                classes = ", ".join(str(row.course_id) for row in found)
                raise ClassError("grading.foreign_database", address=shown(address), classes=classes)
    except SQLAlchemyError as error:
        raise cannot_open(address, error) from error
    finally:
        engine.dispose()


def cannot_open(address: str, error: Exception) -> ClassError:
    """Return what is to be said of a gradebook that could not be opened."""
    if isinstance(error, ImportError):
        return ClassError("grading.no_driver", address=shown(address), reason=error.name or error)
    reason = str(getattr(error, "orig", None) or error).strip()
    return ClassError("grading.no_database", address=shown(address), reason=hidden(reason, address))


def shown(address: str) -> str:
    """Return `address` without its password.

    Examples
    --------
    >>> shown("postgresql://li:secret@host/grades")
    'postgresql://li:***@host/grades'
    """
    try:
        return make_url(address).render_as_string(hide_password=True)
    except ArgumentError:
        # Anything in it may be a password, except for a word that stands before a colon.
        kind = re.match(r"[a-z][a-z0-9+]*:", address)
        return f"{kind[0]}…" if kind else "…"


def hidden(words: str, address: str) -> str:
    """Return `words` without the password in `address`, however it may be written there."""
    for secret in secrets(address):
        words = words.replace(secret, "***")
    return words


def secrets(address: str) -> tuple[str, ...]:
    """Return the password in `address` in all ways of writing it; nothing if it has none."""
    try:
        password = make_url(address).password
    except ArgumentError:
        return ()
    if not password:
        return ()
    return tuple(dict.fromkeys((password, quote(password, safe=""), quote_plus(password), repr(password)[1:-1])))


def _url(address: str) -> URL:
    try:
        return make_url(address)
    except ArgumentError as error:
        raise ClassError("grading.bad_url", address=shown(address)) from error
