"""Is a case's event log that of its one customer view?"""

from __future__ import annotations

import pandas as pd
import pytest

from journeybook.cases import load
from journeybook.evidence import case_log, touchpoint_facts, unify
from journeybook.evidence.eventlog import journey_figures, touchpoints


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
