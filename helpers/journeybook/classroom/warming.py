"""What workers import before their first call; light itself, so that they can begin while their asker still imports."""

from __future__ import annotations

from functools import cache


def for_grading() -> None:
    """Import what grading without a kernel needs."""
    from . import judging  # noqa: F401


def for_pages() -> None:
    """Import what making a page needs, and let the steps of a page share what they know of the gradebook.

    Each of nbgrader's steps opens the gradebook for itself, and has all its queries put into words once more; with one
    engine for all of them a page takes a third less. This is for a worker only, which does nothing but make pages.
    """
    from nbgrader import api

    from . import feedback  # noqa: F401  # it is named in the class's settings only

    api.create_engine = cache(api.create_engine)
