"""The retail case: what can be found in it. What every case must keep to stands in test_cases_shipped."""

import json
import re
import tomllib

import pandas as pd
import pytest

from journeybook import workbook
from journeybook.cases import load
from journeybook.evidence import touchpoint_facts
from journeybook.model import Channel

TRUTHS = {"store_checkout", "after_sales"}


@pytest.fixture(scope="module")
def case():
    return load("retail")


def within(table, column, period):
    return table[(table[column] >= period.since) & (table[column] < period.until)]


@pytest.fixture(scope="module")
def events(case):
    """The events without what was sent twice, the first to be recorded kept."""
    table = case.table("events").sort_values("recorded", kind="stable")
    return table.drop_duplicates([column for column in table if column not in ("event_id", "recorded")])


@pytest.fixture(scope="module")
def surveys(case, events):
    """The survey answers with their events."""
    return case.table("surveys").merge(events, on="event_id", suffixes=("", "_event"))


@pytest.fixture(scope="module")
def before(case, events):
    return within(events, "started", case.periods["before"])


@pytest.fixture(scope="module")
def per_touchpoint(case, before):
    """Simple statistics of the period before the fix, made here with pandas alone."""
    surveys = within(case.table("surveys"), "answered", case.periods["before"])
    tickets = within(case.table("tickets"), "opened", case.periods["before"])
    by_code = before.groupby("touchpoint")
    complaints = tickets[tickets["kind"] == "complaint"].groupby("touchpoint").size()
    return pd.DataFrame(
        {
            "events": by_code.size(),
            "wait_p90": by_code["wait_min"].quantile(0.9),
            "duration": by_code["duration_min"].median(),
            "mean": surveys.groupby("touchpoint")["csat"].mean(),
            "csat": 100 * (surveys["csat"] >= 4).groupby(surveys["touchpoint"]).mean(),
            "surveys": surveys.groupby("touchpoint").size(),
            "complaints": complaints,
            "rate": 100 * complaints / by_code.size(),
        }
    )


def test_the_catalogue_has_the_channels_of_a_chain(case):
    """Are store, web, app and phone among the channels?"""
    channels = {touchpoint.channel for touchpoint in case.touchpoints}
    assert {Channel.STORE, Channel.WEB, Channel.APP, Channel.PHONE} <= channels


def test_truths_have_the_lowest_satisfaction(per_touchpoint):
    """Are the two planted pains the two lowest mean scores, clear of the third?"""
    means = per_touchpoint["mean"].sort_values()
    assert set(means.index[:2]) == TRUTHS
    assert means.iloc[2] - means.iloc[1] > 0.5


def test_truths_have_the_highest_complaint_rates(per_touchpoint):
    """Are the two planted pains the two most complained about per event?"""
    rates = per_touchpoint["rate"].sort_values(ascending=False)
    assert set(rates.index[:2]) == TRUTHS
    assert rates.iloc[1] > 1.5 * rates.iloc[2]


def test_only_the_email_offer_has_few_answers(per_touchpoint):
    """Is one touchpoint, and one only, answered by fewer than 30, and each visited by more than 300?"""
    assert per_touchpoint.index[per_touchpoint["surveys"] < 30].tolist() == ["email_offer"]
    assert (per_touchpoint["events"] > 300).all()


def test_checkout_waits_are_long_at_busy_hours(before, per_touchpoint):
    """Is the checkout's p90 wait the longest, half an hour at its busiest, and short when it is quiet?"""
    assert per_touchpoint["wait_p90"].idxmax() == "store_checkout"
    visits = before[before["touchpoint"] == "store_checkout"]
    hourly = visits.groupby([visits["started"].dt.day_of_week >= 5, visits["started"].dt.hour])["wait_min"]
    busy = hourly.quantile(0.9)[hourly.size() > 60]
    assert busy.max() > 30
    assert hourly.median()[hourly.size() > 25].min() < 4


def test_waiting_is_what_spoils_the_checkout(surveys):
    """Do those who hardly waited rate the checkout well, and find it easy?"""
    checkout = surveys[surveys["touchpoint"] == "store_checkout"]
    quick, slow = checkout[checkout["wait_min"] < 4], checkout[checkout["wait_min"] > 15]
    assert (quick["csat"] >= 4).mean() > 0.65
    assert (slow["csat"] >= 4).mean() < 0.2
    assert quick["ces"].mean() - slow["ces"].mean() > 1.5


def test_after_sales_breaks_its_promise(case):
    """Is the median first reply to a request about twice the promised 24 hours, and are many unanswered?"""
    tickets = within(case.table("tickets"), "opened", case.periods["before"])
    requests = tickets[tickets["kind"] == "request"]
    hours = (requests["first_reply"] - requests["opened"]).dt.total_seconds() / 3600
    assert 40 < hours.median() < 60
    assert requests["first_reply"].isna().mean() > 0.08
    assert case.promised_first_response == 24


def test_busiest_touchpoint_only_looks_bad_in_counts(per_touchpoint):
    """Has the app search most complaints by far, at an ordinary rate and with content customers?"""
    counts = per_touchpoint["complaints"].sort_values(ascending=False)
    assert counts.index[0] == "app_search"
    assert counts.iloc[0] > 1.7 * counts.iloc[1]
    others = per_touchpoint.drop(index=[*TRUTHS, "app_search"])
    assert per_touchpoint.loc["app_search", "rate"] < others["rate"].quantile(0.75)
    assert per_touchpoint.loc["app_search", "mean"] > 4


def test_longest_touchpoint_is_liked_best(per_touchpoint):
    """Does advice in the store take longest by far, and have the best score?"""
    durations = per_touchpoint["duration"].sort_values(ascending=False)
    assert durations.index[0] == "store_advice"
    assert durations.iloc[0] > 2 * durations.iloc[1]
    assert per_touchpoint["mean"].idxmax() == "store_advice"


def test_the_fix_shows_in_its_stores_and_summer_in_all(case, events):
    """Is the checkout's median wait cut by half in the treated stores, and a little shorter in the others, too?"""
    group = {unit.code: unit.group for unit in case.units}
    visits = events[events["touchpoint"] == "store_checkout"]
    median = {
        (name, of): within(visits[visits["unit"].map(group) == of], "started", period)["wait_min"].median()
        for name, period in case.periods.items()
        for of in ("treated", "control")
    }
    assert median["before", "treated"] == pytest.approx(median["before", "control"], rel=0.15)
    assert median["after", "treated"] < 0.5 * median["before", "treated"]
    assert 0.65 < median["after", "control"] / median["before", "control"] < 0.97


def test_the_desk_answers_the_customers_of_its_stores(case):
    """Does a request of a treated store's member get its first reply within a day once the desk is there?"""
    group = {unit.code: unit.group for unit in case.units}
    home = case.table("customers").set_index("member_id")["unit"].map(group)
    tickets = within(case.table("tickets"), "opened", case.periods["after"])
    known = tickets[tickets["member_id"] != ""]
    hours = (known["first_reply"] - known["opened"]).dt.total_seconds().div(3600).fillna(float("inf"))
    median = hours.groupby(known["member_id"].map(home)).median()
    assert median["treated"] < 16 < 30 < median["control"]


def test_comments_say_what_happened(case, events):
    """Are the minutes and the weekday in a comment those of its event?"""
    joined = case.table("comments").merge(events, on="event_id", suffixes=("", "_event"))
    checkout = joined[joined["touchpoint"].eq("store_checkout") & joined["wait_min"].notna()]
    for pattern in (r"(\d+) minutes in line", r"排了(\d+)分钟"):
        said = checkout["text"].str.extract(pattern)[0].dropna().astype(int)
        assert len(said) >= 5
        assert (said == checkout.loc[said.index, "wait_min"].round().astype(int)).all()
    weekdays = joined["text"].str.extract(r"This was on (\w+day)")[0].dropna()
    assert len(weekdays) > 5
    assert (joined.loc[weekdays.index, "started"].dt.day_name() == weekdays).all()


def test_only_customers_of_the_fix_speak_of_new_tills(case, events):
    """Do comments tell of self-service tills only where and when there are some, and do many there?"""
    fixed = {unit.code for unit in case.units if unit.group == "treated"}
    joined = case.table("comments").merge(events, on="event_id", suffixes=("", "_event"))
    checkout = joined[joined["touchpoint"] == "store_checkout"]
    told = checkout["text"].str.contains("self-service|new till|new checkout|自助|新收银区|新台子", case=False)
    assert set(checkout.loc[told, "unit"]) <= fixed
    assert checkout.loc[told, "started"].min() >= case.fix_from
    after = within(checkout[checkout["unit"].isin(fixed)], "started", case.periods["after"])
    assert told[after.index].mean() > 0.25


def test_nobody_praises_a_quick_reply_they_never_had(case):
    """Do comments on unanswered requests stay free of thanks for an answer?"""
    tickets = case.table("tickets")
    unanswered = tickets[(tickets["kind"] == "request") & tickets["first_reply"].isna()]["event_id"]
    comments = case.table("comments")
    texts = comments[comments["event_id"].isin(unanswered)]["text"]
    assert len(texts) > 5
    assert not texts.str.contains("same day|sorted out|refund arrived|当天就回电|到账|解决").any()


def test_busy_days_and_hours_show(events):
    """Do weekends fill the stores and evenings the app?"""
    store = events[events["touchpoint"] == "store_checkout"]["started"].dt.day_of_week
    assert (store >= 5).mean() > 0.4
    app = events[events["channel"] == "app"]["started"].dt.hour
    assert app.between(19, 22).mean() > 0.35


def test_help_and_paying_decide_the_relationship(case):
    """Do those who rate help or paying low recommend far less than those who rate advice or points low?"""
    answers = within(case.table("relationship"), "answered", case.periods["before"])
    gap = {}
    for aspect in case.aspects:
        low = answers[f"rate_{aspect.code}"] <= 3
        gap[aspect.code] = answers.loc[~low, "nps"].mean() - answers.loc[low, "nps"].mean()
    gaps = pd.Series(gap)
    assert gaps.notna().all()
    assert set(gaps.nlargest(2).index) == {"help", "paying"}


def test_store_managers_are_alone_with_their_limit(case):
    """Do most customers dislike a limit on advice, and take a reply within a day for granted?"""
    kano = case.table("kano")
    limit = kano[kano["feature"] == "advice_limit"]
    assert (limit["functional"] == 5).mean() > 0.5
    reply = kano[kano["feature"] == "reply_in_a_day"]
    assert (reply["dysfunctional"] == 5).mean() > 0.7


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_key_quotes_the_data(lang, case, per_touchpoint):
    """Are the figures in the model map and in the explanations those of the data?"""
    key = workbook.root() / "solutions" / lang / "03-retail" / "key"
    drawn = json.loads((key / "map.journey.json").read_text(encoding="utf-8"))["map"]
    code = {touchpoint["id"]: touchpoint["case_touchpoint"] for touchpoint in drawn["touchpoints"]}
    code |= {pain["id"]: code[pain["touchpoint"]] for pain in drawn["pain_points"]}
    checked, answers = 0, touchpoint_facts(case)  # who answered is known once the ids are joined
    for evidence in drawn["evidence"]:
        of, said = per_touchpoint.loc[code[evidence["claim"]]], answers.loc[code[evidence["claim"]]]
        if share := re.search(r"(\d+)%( satisfied|（打 4)", evidence["text"]):
            assert int(share[1]) == round(said["csat"])
            assert f"n = {said['surveys']:,.0f}" in evidence["source"]
            checked += 1
        if rate := re.search(r"(\d+\.\d)( complaints per 100| 件投诉)", evidence["text"]):
            assert float(rate[1]) == round(of["rate"], 1)
            checked += 1
    assert checked == 11
    explained = tomllib.loads((key / "key.toml").read_text(encoding="utf-8"))["explanations"]["q1"]
    assert f"{per_touchpoint.loc['app_search', 'rate']:.1f}" in explained
    assert round(per_touchpoint.loc["store_checkout", "rate"]) == 5
