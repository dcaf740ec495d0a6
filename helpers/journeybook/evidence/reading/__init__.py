"""Event logs out of people's own files: CSV, Excel, Parquet and XES.

Nothing is guessed in silence. What a column was taken for is shown with its reason and can be corrected; a date that
can be read in two ways is asked back; every row that does not become an event is listed with its line and the reason.
"""

from .read import read_log
from .report import Reading, Role, Roles

__all__ = ["Reading", "Role", "Roles", "read_log"]
