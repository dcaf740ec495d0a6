"""A case's event log, survey, comments and tickets turned into facts per touchpoint.

Every figure comes with its n; fewer than `SMALL` observations are flagged, never hidden.
"""

from .facts import SMALL, touchpoint_facts
from .quotes import Quote, quotes
from .response import FirstResponse, first_response

__all__ = ["SMALL", "FirstResponse", "Quote", "first_response", "quotes", "touchpoint_facts"]
