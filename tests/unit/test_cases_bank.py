"""The bank case: what can be found in its data, and what only looks as if."""

import re
from itertools import pairwise

import pandas as pd
import pytest

from journeybook.cases import load
from journeybook.cases.bank import plan
from journeybook.cases.making import find_recipe
from journeybook.cases.making.build import lives
from journeybook.cases.making.voice import phrases

TRUTHS = {"document_check", "application_status"}


@pytest.fixture(scope="module")
def case():
    return load("bank")


@pytest.fixture(scope="module")
def events(case):
    """The events without what was sent twice."""
    rows = case.table("events").sort_values("recorded", kind="stable")
    return rows.drop_duplicates([column for column in rows if column not in ("event_id", "recorded")])


@pytest.fixture(scope="module")
def per_touchpoint(case, events):
    """Simple statistics of the period before the fix, made here with pandas alone."""
    until = pd.Timestamp(case.periods["before"].until)
    surveys, tickets = case.table("surveys"), case.table("tickets")
    seen = events[events["started"] < until].groupby("touchpoint")
    answers = surveys[surveys["answered"] < until].groupby("touchpoint")
    complaints = tickets[(tickets["kind"] == "complaint") & (tickets["opened"] < until)]
    counts = complaints.groupby("touchpoint").size().reindex(seen.size().index, fill_value=0)
    return pd.DataFrame(
        {
            "events": seen.size(),
            "duration": seen["duration_min"].median(),
            "mean": answers["csat"].mean(),
            "ease": answers["ces"].mean(),
            "surveys": answers.size(),
            "complaints": counts,
            "rate": 100 * counts / seen.size(),
        }
    )


@pytest.fixture(scope="module")
def applications(case):
    """The applications with their period, the group of their branch, and whether they led to an account."""
    table = case.table("applications")
    groups = {unit.code: unit.group for unit in case.units}
    for name, span in case.periods.items():
        inside = (table["applied"] >= span.since) & (table["applied"] < span.until)
        table = table.assign(period=table.get("period", pd.Series("", index=table.index)).mask(inside, name))
    return table.assign(group=table["unit"].map(groups), succeeded=table["opened"].notna())


@pytest.fixture(scope="module")
def some_lives():
    """Whole lives, in which nobody's id is missing."""
    return list(lives(find_recipe("bank"), seed=7, customers=900))


def test_truths_have_the_lowest_scores_and_cost_the_most_effort(per_touchpoint):
    """Are the two planted pains lowest in satisfaction and in ease, clear of the third?"""
    for column, gap in (("mean", 0.5), ("ease", 1.0)):
        ranked = per_touchpoint[column].dropna().sort_values()
        assert set(ranked.index[:2]) == TRUTHS
        assert ranked.iloc[2] - ranked.iloc[1] > gap


def test_truths_have_the_highest_complaint_rates(per_touchpoint):
    """Are the two planted pains the two most complained about per event?"""
    rates = per_touchpoint["rate"].sort_values(ascending=False)
    assert set(rates.index[:2]) == TRUTHS
    assert rates.iloc[1] > 1.5 * rates.iloc[2]


def test_hotline_is_loud_only_because_it_is_busy(per_touchpoint):
    """Does the hotline draw by far the most complaints, at a rate below half of the pains', with content callers?"""
    complaints = per_touchpoint["complaints"].sort_values(ascending=False)
    assert complaints.index[0] == "phone_line"
    assert complaints.iloc[0] > 1.3 * complaints.iloc[1]
    assert per_touchpoint.loc["phone_line", "rate"] < 0.6 * per_touchpoint.loc[list(TRUTHS), "rate"].min()
    assert per_touchpoint.loc["phone_line", "mean"] > 4


def test_longest_touchpoint_is_liked_best(per_touchpoint):
    """Does the talk with an account manager take longest by far, and have the best score?"""
    durations = per_touchpoint["duration"].sort_values(ascending=False)
    assert durations.index[0] == "advice_talk"
    assert durations.iloc[0] > 1.5 * durations.iloc[1]
    assert per_touchpoint["mean"].idxmax() == "advice_talk"


def test_the_statement_has_too_few_answers(per_touchpoint):
    """Is there one touchpoint with fewer than 30 answers, and only one?"""
    assert per_touchpoint.index[per_touchpoint["surveys"] < 30].tolist() == ["email_statement"]


def test_being_sent_back_is_what_spoils_the_check(some_lives):
    """Do those whose papers were complete the first time rate the check well, and those sent back badly?"""
    checks = [survey.event for life in some_lives for survey in life.surveys if survey.event.code == "document_check"]
    scores = {
        tone: pd.Series([check.score for check in checks if check.tone == tone]) for tone in ("", "sent_back", "again")
    }
    assert min(len(found) for found in scores.values()) > 20
    assert (scores[""] >= 4).mean() > 0.65
    assert (scores["sent_back"] >= 4).mean() < 0.15
    assert scores["again"].mean() < scores["sent_back"].mean()


def test_the_event_log_shows_where_applicants_are_lost(some_lives):
    """Of those who gave up before the fix, did the largest part leave at the check, and does nothing follow there?"""
    fix = plan.PLAN.fix_from
    lost = []
    for life in some_lives:
        steps = [event for event in life.events if event.touchpoint.stage == 3 and event.start < fix]
        if (
            life.outcomes
            and life.outcomes[0].cells[2] is None
            and life.outcomes[0].when < plan.PLAN.before.until
            and steps
        ):
            lost.append(steps[-1].code)
    shares = pd.Series(lost).value_counts(normalize=True)
    assert len(lost) > 60
    assert shares.index[0] == "document_check"
    assert shares["application_status"] > 0.08
    assert shares["online_application"] > 0.15


def test_nobody_has_an_account_before_the_papers_are_complete(some_lives):
    """Does each open account follow a form, a check that went well, and nothing more of the application?"""
    opened = 0
    for life in some_lives:
        for application in life.outcomes:
            when = application.cells[2]
            checks = [e for e in life.events if e.code == "document_check" and e.start >= application.event.start]
            tones = [check.tone for check in checks]
            assert all(tone in ("sent_back", "again", "missed") for tone in tones[:-1])
            if when is not None:
                opened += 1
                assert application.when <= checks[-1].start < when
                assert tones[-1] in ("", "passed_late")
                assert application.cells[3] >= 10
    assert opened > 100


def test_nobody_is_known_before_they_are_on_record(some_lives):
    """Does no event lie before the day on which the customer came on record, or in a branch on a Sunday?"""
    for life in some_lives:
        for event in life.events:
            assert event.start.date() >= life.person.joined
            if event.touchpoint.source == "branch":
                assert event.start.weekday() < 6


def test_enquiries_wait_longer_than_promised(case):
    """Is the median first reply to an enquiry about twice the promised 24 hours before the fix, some never answered?"""
    tickets = case.table("tickets")
    requests = tickets[(tickets["kind"] == "request") & (tickets["opened"] < case.periods["before"].until)]
    assert len(requests) > 100
    assert set(requests["topic"]) == {"progress"}
    hours = (requests["first_reply"] - requests["opened"]).dt.total_seconds() / 3600
    assert hours.median() > 1.6 * case.promised_first_response
    assert 0.03 < requests["first_reply"].isna().mean() < 0.15


def test_conversion_rises_where_the_fix_is_and_the_bare_comparison_misleads(applications):
    """Does the treated branches' share of opened accounts rise, the others' fall, so that the bare figure is short?"""
    shares = applications[applications["period"] != ""].groupby(["group", "period"])["succeeded"].mean()
    assert applications[applications["period"] != ""].groupby(["group", "period"]).size().min() > 300
    bare = shares["treated", "after"] - shares["treated", "before"]
    common = shares["control", "after"] - shares["control", "before"]
    assert bare > 0.1
    assert common < -0.03


def test_deposits_belong_to_open_accounts(applications):
    """Is there a first deposit exactly where there is an account?"""
    assert (applications["first_deposit_cny"].notna() == applications["succeeded"]).all()
    assert (
        applications.loc[applications["succeeded"], "opened"] > applications.loc[applications["succeeded"], "applied"]
    ).all()


def test_the_online_form_is_shorter_under_the_fix(case, events):
    """Does the form take half as long where the fix is, and as long as ever elsewhere?"""
    groups = {unit.code: unit.group for unit in case.units}
    forms = events[events["touchpoint"] == "online_application"]
    after = forms["started"] >= case.periods["after"].since
    lengths = forms.groupby([forms["unit"].map(groups), after])["duration_min"].median()
    assert lengths["treated", True] < 0.6 * lengths["treated", False]
    assert lengths["control", True] == pytest.approx(lengths["control", False], rel=0.15)


def test_busy_days_and_hours_show(events):
    """Are paydays the longest waits in the branch, mornings its fullest hours, and evenings the app's?"""
    counter = events[events["touchpoint"] == "branch_application"]
    payday = counter["started"].dt.day.isin(plan.PAYDAYS)
    assert counter[payday]["wait_min"].median() > 1.5 * counter[~payday]["wait_min"].median()
    assert counter["started"].dt.hour.between(10, 11).mean() > 0.3
    app = events[events["touchpoint"] == "app_transfer"]["started"].dt.hour
    assert app.between(19, 22).mean() > 0.35


def test_comments_say_what_happened(case):
    """Are the minutes and the weekday in a comment those of its event?"""
    joined = case.table("comments").merge(case.table("events"), on="event_id", suffixes=("", "_event"))
    # Nobody tells how long a call or a delivery took, only how long they waited.
    waiting = joined[joined["touchpoint"].isin(["phone_line", "card_delivery"])]
    minutes = waiting["text"].str.extract(r"(\d+) ?(?:minutes|分钟)")[0].dropna()
    assert len(minutes) > 5
    waited = joined.loc[minutes.index, "wait_min"].dropna()
    assert (waited.round().astype(int) == minutes[waited.index].astype(int)).all()
    weekdays = joined["text"].str.extract(r"This was on (\w+day)")[0].dropna()
    assert len(weekdays) > 5
    assert (joined.loc[weekdays.index, "started"].dt.day_name() == weekdays).all()


def test_nobody_speaks_of_a_visit_they_have_not_made(some_lives):
    """Does the count of a check that a comment may name grow by one from check to check?"""
    seen = 0
    for life in some_lives:
        checks = [event for event in life.events if event.code == "document_check"]
        numbers = [int(check.said["nth"].removeprefix("nth:")) for check in checks]
        for before, after in pairwise(numbers):
            assert after == before + 1
            seen += 1
    assert seen > 50


def test_only_who_met_the_fix_speaks_of_it(case):
    """Do steps with dates and checklists turn up only in comments from treated branches after the fix?"""
    comments = case.table("comments").merge(case.table("events"), on="event_id", suffixes=("", "_event"))
    new = comments[comments["text"].str.contains("Five steps|checklist on my phone|五步，|手机上有清单")]
    assert len(new) > 5
    assert (new["started"] >= pd.Timestamp(case.fix_from)).all()
    groups = {unit.code: unit.group for unit in case.units}
    assert set(new["unit"].map(groups).dropna()) == {"treated"}


def test_nobody_thanks_for_an_answer_they_never_had(case):
    """Do comments on unanswered enquiries keep to silence or hope?"""
    tickets = case.table("tickets")
    unanswered = tickets[(tickets["kind"] == "request") & tickets["first_reply"].isna()]["event_id"]
    comments = case.table("comments")
    texts = " ".join(comments[comments["event_id"].isin(unanswered[unanswered != ""])]["text"])
    assert len(texts) > 100
    for lang in ("zh", "en"):
        bank = phrases(find_recipe("bank").folder, lang)["touchpoints"]["application_status"]
        for part in (*bank["slow"], *bank["patient"], *bank["fixed"]):
            fixed_words = max(re.split(r"\{\w+\}|\[[^\]]*\]", part), key=len)
            assert fixed_words not in texts


def test_interviews_name_the_truths_and_the_loud_exceptions(case):
    """Is the check told of in at least six interviews, and points in one only, at length?"""
    turns = case.table("interviews")
    told = turns[turns["speaker"] == "customer"].groupby("touchpoint")["interview_id"].nunique()
    assert told["document_check"] >= 6
    assert told["application_status"] >= 4
    assert told["points_mall"] == 1
    assert (turns["touchpoint"] == "points_mall").sum() >= 10
