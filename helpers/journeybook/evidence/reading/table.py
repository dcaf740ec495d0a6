"""What every reader returns: the file's cells, before anything is known of their meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...errors import EventLogError
from ...i18n import Phrase
from .report import Aside

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pandas import DataFrame


@dataclass
class RawTable:
    """A file's cells.

    Attributes
    ----------
    frame : pandas.DataFrame
        Columns as the file names them. Cells are text, blank where there is nothing; only times and numbers of a
        Parquet file come typed.
    lines : array of int64
        Where each row stands in the file.
    notes, asides : list
        What the reader decided, and the rows that it could not take.
    serials : bool
        Whether a bare number among the dates is one of Excel's, days since the end of 1899.
    """

    frame: DataFrame
    lines: NDArray[np.int64]
    notes: list[Phrase] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    serials: bool = False


def check_header(names: list[str], file: str) -> list[str]:
    """Return the names of the columns without spaces around them.

    Raises
    ------
    EventLogError
        If there is none, or one is blank or occurs twice.
    """
    names = [name.strip() for name in names]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise EventLogError("reading.empty", file=file)
    if "" in names:
        raise EventLogError("reading.unnamed_column", file=file, place=names.index("") + 1)
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise EventLogError("reading.repeated_columns", file=file, columns=", ".join(repeated))
    return names


def text_frame(names: list[str], columns: list[list[Any]]) -> DataFrame:
    """Return columns of text as a frame."""
    import pandas as pd

    return pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in zip(names, columns, strict=True)})
