"""Figures of an event log, written once for every engine that holds one.

An `EventLog` stands on a frame of pandas, Polars (eager or lazy), DuckDB or PySpark; the functions are written on
narwhals, give the same answer on all of them, and return small pandas frames. Two events at the same time stand in the
order of the file they came from.
"""

from .figures import follows, touchpoints, wait_bins
from .journeys import JourneyFigures, flow_steps, journey_figures, journeys, since_start, variants
from .log import EventLog

__all__ = [
    "EventLog",
    "JourneyFigures",
    "flow_steps",
    "follows",
    "journey_figures",
    "journeys",
    "since_start",
    "touchpoints",
    "variants",
    "wait_bins",
]
