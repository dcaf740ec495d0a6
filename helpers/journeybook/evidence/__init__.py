"""A case's event log, survey, comments and tickets turned into facts per touchpoint.

Every figure comes with its n; fewer than `SMALL` observations are flagged, never hidden.
"""

from .agreement import FEW_GROUPS, Agreement, kendalls_w, krippendorff_alpha
from .caselog import case_log
from .comments import THEMES, Comments, comments, sentiment, themes
from .did import Comparison, compare_means, compare_waits
from .drivers import Drivers, driver_shares, drivers
from .effect import INDICATORS, Effect, effect
from .emotion import emotion_from_survey, emotion_table
from .eventlog import EventLog
from .facts import SMALL, stage_facts, touchpoint_facts
from .ipa import ImportancePerformance, importance_performance, quadrants
from .kano import kano, kano_category, kano_table
from .learning import ClassGain, class_gain, learning_gain
from .moments import moment_table, moments_of_truth
from .opinions import Opinion, opinion
from .pains import UNHAPPY, pain_points
from .peakend import PeakEnd, peak_end
from .quotes import Quote, quotes
from .reading import read_log
from .reality import largest_gaps, reality_check
from .response import FirstResponse, first_response
from .scores import Ces, Csat, Nps, Repurchase, Retention, ces, csat, nps, repurchase, retention
from .unify import Unified, unify

__all__ = [
    "FEW_GROUPS",
    "INDICATORS",
    "SMALL",
    "THEMES",
    "UNHAPPY",
    "Agreement",
    "Ces",
    "ClassGain",
    "Comments",
    "Comparison",
    "Csat",
    "Drivers",
    "Effect",
    "EventLog",
    "FirstResponse",
    "ImportancePerformance",
    "Nps",
    "Opinion",
    "PeakEnd",
    "Quote",
    "Repurchase",
    "Retention",
    "Unified",
    "case_log",
    "ces",
    "class_gain",
    "comments",
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
    "kendalls_w",
    "krippendorff_alpha",
    "largest_gaps",
    "learning_gain",
    "moment_table",
    "moments_of_truth",
    "nps",
    "opinion",
    "pain_points",
    "peak_end",
    "quadrants",
    "quotes",
    "read_log",
    "reality_check",
    "repurchase",
    "retention",
    "sentiment",
    "stage_facts",
    "themes",
    "touchpoint_facts",
    "unify",
]
