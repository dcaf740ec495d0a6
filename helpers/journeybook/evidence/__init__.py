"""A case's event log, survey, comments and tickets turned into facts per touchpoint.

Every figure comes with its n; fewer than `SMALL` observations are flagged, never hidden.
"""

from .did import Comparison, compare_means, compare_waits
from .drivers import Drivers, driver_shares, drivers
from .effect import INDICATORS, Effect, effect
from .emotion import emotion_from_survey, emotion_table
from .facts import SMALL, touchpoint_facts
from .ipa import ImportancePerformance, importance_performance, quadrants
from .kano import kano, kano_category, kano_table
from .moments import moment_table, moments_of_truth
from .peakend import PeakEnd, peak_end
from .quotes import Quote, quotes
from .response import FirstResponse, first_response
from .scores import Ces, Csat, Nps, Repurchase, Retention, ces, csat, nps, repurchase, retention

__all__ = [
    "INDICATORS",
    "SMALL",
    "Ces",
    "Comparison",
    "Csat",
    "Drivers",
    "Effect",
    "FirstResponse",
    "ImportancePerformance",
    "Nps",
    "PeakEnd",
    "Quote",
    "Repurchase",
    "Retention",
    "ces",
    "compare_means",
    "compare_waits",
    "csat",
    "driver_shares",
    "drivers",
    "effect",
    "emotion_from_survey",
    "emotion_table",
    "first_response",
    "importance_performance",
    "kano",
    "kano_category",
    "kano_table",
    "moment_table",
    "moments_of_truth",
    "nps",
    "peak_end",
    "quadrants",
    "quotes",
    "repurchase",
    "retention",
    "touchpoint_facts",
]
