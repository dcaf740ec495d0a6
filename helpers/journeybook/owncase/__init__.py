"""Cases of a trainer's own: from the files of a company to an exercise that is released and graded like any other.

::

    cases/NAME/
        datapackage.json, *.csv      the case's data, as :mod:`journeybook.cases` loads it
        columns.txt                  what each column of the trainer's files was taken for
        suggestions.<lang>.md        what the data suggest for the key, with figures; for the trainer alone
        key/key.toml                 the key of both languages, filled by the trainer; never released
        exercise/<lang>/case-NAME/   the exercise, one folder a language

The folder is the trainer's: no update of the workbook touches it, and git leaves it alone.
"""

from .check import open_points, ready_sources
from .make import Made, make_case
from .place import own_case_names

__all__ = ["Made", "make_case", "open_points", "own_case_names", "ready_sources"]
