"""Everything Journeybook can complain about, in one tree.

::

    JourneybookError
    ├── MapFileError          a *.journey.json that cannot be read or may not be written
    ├── AnswersFileError      an answers.json that cannot be read or may not be written
    ├── PlanFileError         a plan.json that cannot be read or may not be written
    ├── FormatError           a file of another format that cannot be read as a map, or may not be written
    ├── ModelError            a journey map that breaks a rule of the model
    ├── CaseError             a case or one of its tables that is missing or damaged
    ├── EventLogError         an event log, or a file with one, that cannot be read or lacks what it needs
    ├── EvidenceError         data from which a figure cannot be computed
    ├── ExerciseError         an exercise folder that is incomplete or wrong
    ├── QuestionError         a question that is incomplete or wrong
    ├── LessonError           a lesson, or the course's list of lessons, that is incomplete or wrong
    ├── RubricError           a rubric with an unknown criterion or a bad weight
    ├── HandInError           a hand-in that could not be given to the class
    ├── ClassError            a class folder, roster or step of the class run that is wrong
    ├── DebriefError          a debrief's store that cannot be opened, or a vote or decision that is not allowed
    └── WorkbookError         the workbook itself: a missing folder, port or browser

A message says what was expected, what came and what to do next, in the reader's language: each error carries
the key of a catalogue entry and its parameters, and is put into words only when it is shown.
"""

from __future__ import annotations

from typing import Any

from .i18n import t


class JourneybookError(Exception):
    """Base of all errors that are meant for the reader.

    Parameters
    ----------
    key : str
        Catalogue key of the sentence, e.g. ``"mapfile.not_json"``.
    **params
        Values for the sentence's placeholders.
    """

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key, params)
        self.key = key
        self.params = params

    def __str__(self) -> str:
        return t(self.key, **self.params)

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in a notebook: the reader did nothing that a traceback could explain."""
        return [str(self)]

    def message(self, lang: str) -> str:
        """Return the sentence in `lang` (``"zh"`` or ``"en"``)."""
        return t(self.key, lang=lang, **self.params)


class MapFileError(JourneybookError):
    """A map file that cannot be read or may not be written."""


class AnswersFileError(JourneybookError):
    """An answers file that cannot be read or may not be written."""


class PlanFileError(JourneybookError):
    """A plan file that cannot be read or may not be written."""


class FormatError(JourneybookError):
    """A file of another format that cannot be read as a map, or may not be written."""


class ModelError(JourneybookError):
    """A journey map that breaks a rule of the model."""


class CaseError(JourneybookError):
    """A case, or one of its tables, that is missing or damaged."""


class EventLogError(JourneybookError):
    """An event log, or a file with one, that cannot be read or lacks what it needs."""


class EvidenceError(JourneybookError):
    """Data from which a figure cannot be computed."""


class ExerciseError(JourneybookError):
    """An exercise folder that is incomplete or wrong."""


class QuestionError(JourneybookError):
    """A question of a lesson or an exercise that is incomplete or wrong."""


class LessonError(JourneybookError):
    """A lesson, or the course's list of lessons, that is incomplete or wrong."""


class RubricError(JourneybookError):
    """A rubric with an unknown criterion or a bad weight."""


class HandInError(JourneybookError):
    """A hand-in that could not be given to the class."""


class ClassError(JourneybookError):
    """A class folder, a roster or a step of the class run that is wrong."""


class DebriefError(JourneybookError):
    """A debrief's store that cannot be opened, or something in it that may not be done."""


class WorkbookError(JourneybookError):
    """The workbook itself: a missing folder, port or browser."""
