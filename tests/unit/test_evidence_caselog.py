"""Is a case's event log that of its one customer view?"""

from __future__ import annotations

import pandas as pd
import pytest

from journeybook import charts
from journeybook.cases import load
from journeybook.errors import CaseError
from journeybook.evidence import case_log, touchpoint_facts, unify
from journeybook.evidence.eventlog import journey_figures, touchpoints
from journeybook.i18n import use_language


@pytest.fixture(scope="module")
def case():
    return load("retail")


@pytest.mark.parametrize(("period", "group"), [("before", None), ("after", "control")])
def test_the_log_tells_what_the_facts_tell(case, period, group):
    """Do drop-off and customers agree with the facts of the same period and group?"""
    figures = touchpoints(case_log(case, period, group)).set_index("touchpoint")
    facts = touchpoint_facts(case, period, group).loc[figures.index]
    pd.testing.assert_series_equal(figures["drop_off"], facts["drop_off"], check_index=False)
    assert figures["customers"].tolist() == facts["customers"].tolist()


def test_events_of_nobody_are_not_journeys(case):
    """Are exactly the events left out that could be given to no customer?"""
    events = unify(case).events
    log = case_log(case, None)
    assert log.n == events["customer"].notna().sum() < len(events)
    assert journey_figures(log).customers == events["customer"].nunique()


def test_a_part_of_the_journey(case):
    """Are the events at the touchpoints that were asked for left, all of them, and a code that is none refused?"""
    only = ["store_checkout", "after_sales"]
    part, whole = (touchpoints(case_log(case, only=codes)).set_index("touchpoint") for codes in (only, ()))
    assert sorted(part.index) == sorted(only)
    assert part["events"].to_dict() == whole.loc[part.index, "events"].to_dict()
    with pytest.raises(CaseError, match="till") as caught:
        case_log(case, only=["till"])
    assert caught.value.key == "evidence.unknown_touchpoint"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_charts_of_a_part_name_its_touchpoints(case, lang):
    """Are flow and timeline of a case worded with the names of its touchpoints, and of no other?"""
    with use_language(lang):
        summaries = [
            draw(case, "store_checkout", "after_sales").layout.meta["summary"]
            for draw in (charts.case_flow, charts.case_timeline)
        ]
    names = {touchpoint.code: touchpoint.name(lang) for touchpoint in case.touchpoints}
    for summary in summaries:
        assert {code for code, name in names.items() if name in summary} <= {"store_checkout", "after_sales"}
        assert names["store_checkout"] in summary
