"""First responses, the unanswered tickets counted."""

import pytest
from small_case import describe, small_case

from journeybook.cases import load
from journeybook.errors import CaseError
from journeybook.evidence import first_response


def test_unanswered_tickets_are_censored(tmp_path):
    """Do Kaplan and Meier's steps come out as by hand?

    Replies after 10, 20, 30 and 40 hours, one ticket still open after 24: the share answered is 1 − 4/5 at 10,
    1 − 4/5·3/4 at 20, 1 − 3/5·1/2 at 30 (two left at risk), 1 at 40. Dropping the open one would give a median of 20.
    """
    facts = first_response(small_case(tmp_path))
    assert (facts.n, facts.answered, facts.unanswered) == (5, 4, 1)
    steps = dict(zip(facts.hours, facts.share, strict=True))
    assert [steps[hour] for hour in (0, 10, 20, 30, 40)] == pytest.approx([0, 20, 40, 70, 100])
    assert (facts.median, facts.p90) == (30, 40)


def test_promise_is_set_against_all_tickets(tmp_path):
    """Is the share kept read off the curve at the promised hour, and missing where nothing is promised?"""
    assert first_response(small_case(tmp_path)).within_promise == pytest.approx(40)
    assert first_response(small_case(tmp_path, describe(promise=10))).within_promise == pytest.approx(20)
    assert first_response(small_case(tmp_path, describe(promise=9))).within_promise == 0
    silent = first_response(small_case(tmp_path, describe(promise=None)))
    assert (silent.promised, silent.within_promise) == (None, None)


def test_a_curve_that_stays_low_has_no_median(tmp_path):
    """Is a quantile that was never reached None, not the longest wait?"""
    rows = "1,till,request,2026-03-10T00:00,2026-03-10T01:00\n" + "".join(
        f"{number},till,request,2026-03-10T00:00,\n" for number in (2, 3, 4)
    )
    facts = first_response(small_case(tmp_path, tickets=rows))
    assert facts.share[-1] == pytest.approx(25)
    assert (facts.median, facts.p90) == (None, None)


@pytest.mark.parametrize("rows", ["", "1,till,request,2026-03-10T00:00,\n"])
def test_nothing_answered_is_no_failure(tmp_path, rows):
    """Do no tickets, or none answered, give zeros and None without a warning?"""
    facts = first_response(small_case(tmp_path, tickets=rows))
    assert facts.answered == 0
    assert (facts.hours, facts.share) == ((0.0,), (0.0,))
    assert facts.median is None
    assert facts.small


def test_a_reply_before_its_ticket_is_refused(tmp_path):
    """Is an impossible time named by its ticket?"""
    case = small_case(tmp_path, tickets="7,till,request,2026-03-10T00:00,2026-03-09T00:00\n")
    with pytest.raises(CaseError) as caught:
        first_response(case)
    assert caught.value.key == "evidence.reply_before_opening"
    assert "7" in caught.value.message("zh")


def test_retail_breaks_its_promise():
    """Is the shipped case's median about two days, with about one in five tickets answered in time?"""
    facts = first_response(load("retail"))
    assert 40 < facts.median < 56
    assert 15 < facts.within_promise < 25
    assert facts.unanswered / facts.n > 0.1
    assert not facts.small
    assert list(facts.share) == sorted(facts.share)
