"""nbgrader's step that puts the released notebook in the place of the one that was handed in: see :mod:`.restoring`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from ..errors import ClassError
from ..i18n import use_language
from .folder import is_coding
from .restoring import restore_from


class RestoreNotebook(NbGraderPreprocessor):
    """The only step of nbgrader's *sanitize* pass: restoring with the files of one hand-in."""

    lang = Unicode("en", help="Language of the class, zh or en.").tag(config=True)

    runs_programs = False
    """Whether what a learner wrote into a coding exercise is run afterwards."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the released notebook with this hand-in's answers."""
        names = resources["nbgrader"]
        directory = CourseDirectory(parent=self)
        release = Path(directory.format_path(directory.release_directory, ".", names["assignment"]))
        released = nbformat.read(release / f"{names['notebook']}.ipynb", as_version=4)
        if is_coding(release) and not self.runs_programs:
            # nbgrader's own buttons come here: without its program, a hand-in would get nothing for it.
            raise ClassError("coding.by_command", exercise=names["assignment"])
        with use_language(self.lang):
            folder = Path(resources["metadata"]["path"])
            return restore_from(folder, names["notebook"], released, nb), resources
