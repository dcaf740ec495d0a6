"""A case's event log, survey, comments and tickets turned into facts per touchpoint.

Every figure comes with its n; fewer than `SMALL` observations are flagged, never hidden.
"""

from .eventlog import EventLog
from .facts import SMALL, touchpoint_facts
from .quotes import Quote, quotes
from .reading import read_log
from .response import FirstResponse, first_response

__all__ = ["SMALL", "EventLog", "FirstResponse", "Quote", "first_response", "quotes", "read_log", "touchpoint_facts"]
