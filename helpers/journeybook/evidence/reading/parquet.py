"""Reads Parquet files."""

from __future__ import annotations

from pathlib import Path

from ...errors import EventLogError
from .limits import check_size, too_large
from .table import RawTable, check_header

_BYTES_A_CELL = 8


def read_parquet(path: Path, most: int) -> RawTable:
    """Return the cells of a Parquet file; its times and numbers keep their type, all else becomes text.

    Raises
    ------
    EventLogError
        If the file is empty, too large, damaged, or its header is wrong.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    check_size(path, most)
    try:
        with pq.ParquetFile(path) as file:
            # Equal cells are stored once, so a small file can hold more cells than the memory.
            if _BYTES_A_CELL * file.metadata.num_rows * file.metadata.num_columns > most:
                raise too_large(path, most)
            table = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise EventLogError("reading.not_parquet", file=path.name) from error
    names = check_header(table.column_names, path.name)
    frame = pd.DataFrame(index=pd.RangeIndex(table.num_rows))
    for name, column in zip(names, table.columns, strict=True):
        cells = column.to_pandas()
        if pa.types.is_timestamp(column.type):
            # As the clock showed: a zone tells the moment, not the hour of the day.
            frame[name] = cells.dt.tz_localize(None) if cells.dt.tz is not None else cells
        elif pa.types.is_date(column.type):
            frame[name] = pd.to_datetime(cells)
        elif pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
            whole = pa.types.is_integer(column.type)
            frame[name] = column.to_pandas(types_mapper=pd.ArrowDtype) if whole and column.null_count else cells
        else:
            frame[name] = cells.map(str, na_action="ignore").astype("str").fillna("")
    return RawTable(frame, np.arange(1, table.num_rows + 1, dtype="int64"))
