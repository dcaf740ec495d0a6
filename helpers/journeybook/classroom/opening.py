"""Open the class that a command names."""

from __future__ import annotations

import os

from ..i18n import LANGUAGE_VARIABLE, set_language
from .folder import ClassFolder, open_class


def opened(name: str) -> ClassFolder:
    """Return the class and speak its language from here on; raises like :func:`.folder.open_class`."""
    class_ = open_class(name)
    if LANGUAGE_VARIABLE not in os.environ:
        set_language(class_.lang)
    return class_
