"""Run the restored notebook and make sure that each grading cell ends in points."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import Execute
from traitlets import Unicode

from ..exercise import KEY_FOLDER_VARIABLE
from ..i18n import LANGUAGE_VARIABLE, use_language
from .folder import KEY_FOLDER
from .points import is_grade, judge


class GradeFromData(Execute):
    """nbgrader's execute step, with the answer key in the kernel's reach and judged outputs."""

    lang = Unicode("en", help="Language of the class, zh or en.").tag(config=True)
    key_folder = Unicode("", help="Folder of the exercise's key; by default the one in its source.")

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Start the grading kernel; only its own environment, and no other's, names the answer key."""
        key = self.key_folder or self._key_in_source()
        kwargs["env"] = {**os.environ, KEY_FOLDER_VARIABLE: key, LANGUAGE_VARIABLE: self.lang}
        super().start_new_kernel(**kwargs)

    def _key_in_source(self) -> str:
        directory = CourseDirectory(parent=self)
        exercise = self.resources["nbgrader"]["assignment"]
        return str(Path(directory.format_path(directory.source_directory, ".", exercise), KEY_FOLDER).resolve())

    def preprocess(self, nb: NotebookNode, resources: Any, km: Any = None) -> tuple[NotebookNode, Any]:
        """Run all cells, then judge the grading ones."""
        try:
            nb, resources = super().preprocess(nb, resources, km)
        except DeadKernelError:
            # The data of this one hand-in was too much for its kernel: what has not run by now gets no points.
            self.log.exception("The kernel died")
        with use_language(self.lang):
            for cell in nb.cells:
                if cell.cell_type == "code" and is_grade(cell):
                    judge(cell)
        return nb, resources
