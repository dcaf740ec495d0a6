"""Call nbgrader's own classes from Python, without its noise.

nbgrader's exchange and converter classes expect to live inside one of its command line programs, which load
configuration, print to stderr and leave their settings in a process-wide singleton. A :class:`Caller` gives them
the two things that they need, a configuration and a logger, so that they also run inside a notebook's kernel.
"""

from __future__ import annotations

import logging
from typing import Any

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, LoggingConfigurable

LOG = logging.getLogger("journeybook.nbgrader")
"""Where nbgrader's messages go. Silent unless someone adds a handler."""

LOG.addHandler(logging.NullHandler())
LOG.setLevel(logging.INFO)
LOG.propagate = False


class Caller(LoggingConfigurable):
    """Parent of every nbgrader object of one call: they take configuration and logger from it.

    Parameters
    ----------
    config : Config
        Settings by class name, as in ``nbgrader_config.py``.
    """

    def __init__(self, config: Config) -> None:
        super().__init__(config=config, log=LOG)

    def make(self, kind: type[Any], **settings: str) -> Any:
        """Return a new `kind`, one of nbgrader's converters or exchange actions, ready to ``start()``.

        Parameters
        ----------
        kind : type
            A subclass of ``BaseConverter`` or ``Exchange``.
        **settings
            Traits of ``CourseDirectory`` for this call, such as ``assignment_id`` and ``student_id``.
        """
        directory = CourseDirectory(parent=self, **settings)
        if hasattr(kind, "authenticator"):
            return kind(coursedir=directory, authenticator=Authenticator(parent=self), parent=self)
        return kind(coursedir=directory, parent=self)
