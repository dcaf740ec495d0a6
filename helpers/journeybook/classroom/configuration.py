"""nbgrader's settings for one class, and how they are loaded.

The settings live in the class's ``nbgrader_config.py``, so that nbgrader's own commands and its formgrader obey them
too: they grade safely, from the same gradebook, whichever way the trainer takes.
"""

from __future__ import annotations

import logging
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from ..errors import ClassError
from ..i18n import t

CONFIG_FILE = "nbgrader_config.py"

_TEMPLATE = """\
# {head}
from pathlib import Path

c = get_config()  # noqa: F821
here = Path(__file__).resolve().parent

c.CourseDirectory.root = str(here)
c.CourseDirectory.course_id = {name!r}
# {gradebook}
c.CourseDirectory.db_url = {db_url}

# {ignore}
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "key"]

# {exchange}
c.Exchange.root = str(here / "exchange")
c.ExchangeFactory.collect = "journeybook.classroom.collect.SafeCollect"
c.SafeCollect.check_owner = False

# {stub}
c.ClearSolutions.text_stub = {text_stub!r}
c.ClearSolutions.code_stub = {code_stub!r}

# {grading}
c.RestoreNotebook.lang = {lang!r}
c.GradeFromData.lang = {lang!r}
c.GradeFromData.timeout = 120  # {timeout}
c.GradeFromData.shutdown_kernel = "immediate"
c.GradeFromData.extra_arguments = ["--Application.log_level=40"]
c.Autograde.sanitize_preprocessors = ["journeybook.classroom.restore.RestoreNotebook"]
c.Autograde.autograde_preprocessors = [
    "journeybook.classroom.execute.GradeFromData",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# {feedback}
c.GenerateFeedback.exporter_class = "journeybook.classroom.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "journeybook.classroom.feedback.TidyFeedback",
]
c.FeedbackExporter.lang = {lang!r}
c.TidyFeedback.lang = {lang!r}
"""


_OWN_FILE = """f"sqlite:///{here / 'gradebook.db'}\""""
"""Where grades are by default, as Python."""


def config_text(name: str, lang: str, gradebook: str | None = None) -> str:
    """Return the ``nbgrader_config.py`` of a class, its comments in the class's language.

    Parameters
    ----------
    name : str
        The class's name.
    lang : {"zh", "en"}
        Its language.
    gradebook : str, optional
        Address of the database for its grades; by default a file in the class folder.
    """
    comments = {
        part: t(f"classroom.config_{part}", lang=lang)
        for part in ("head", "ignore", "exchange", "stub", "grading", "timeout", "feedback")
    }
    comments["gradebook"] = t("grading.config_gradebook", lang=lang)
    db_url = _OWN_FILE if gradebook is None else repr(gradebook)
    stubs = {"text_stub": t("classroom.text_stub", lang=lang), "code_stub": code_stub(lang)}
    return _TEMPLATE.format(name=name, lang=lang, db_url=db_url, **stubs, **comments)


def code_stub(lang: str) -> dict[str, str]:
    """Return what stands in a released notebook where a solution stood, by programming language."""
    return {"python": f"# {t('classroom.code_stub', lang=lang)}\nraise NotImplementedError()"}


def load(folder: Path) -> Config:
    """Return the settings in a class folder.

    Raises
    ------
    ClassError
        If the file is missing or cannot be run.
    """
    try:
        return PyFileConfigLoader(CONFIG_FILE, path=str(folder), log=logging.getLogger(__name__)).load_config()
    except Exception as error:  # the trainer may have edited the file: anything can happen in it
        file = folder / CONFIG_FILE
        raise ClassError("classroom.broken_config", file=file, reason=f"{type(error).__name__}: {error}") from error
