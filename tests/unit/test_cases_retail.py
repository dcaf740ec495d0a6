"""The retail case: its files, its description, and what can be found in it."""

import json
from pathlib import Path

import pandas as pd
import pytest

from journeybook.cases import load
from journeybook.cases.retail import generate, plan, write
from journeybook.cases.retail.describe import TABLES
from journeybook.cases.retail.draws import Draws
from journeybook.cases.retail.voice import phrases
from journeybook.model import Channel

FOLDER = Path(__file__).parents[2] / "datasets" / "retail"
TRUTHS = {"store_checkout", "after_sales"}


@pytest.fixture(scope="module")
def case():
    return load("retail")


@pytest.fixture(scope="module")
def per_touchpoint(case):
    """Simple statistics, made here with pandas alone."""
    events, surveys, tickets = (case.table(name) for name in ("events", "surveys", "tickets"))
    by_code = events.groupby("touchpoint")
    complaints = tickets[tickets["kind"] == "complaint"].groupby("touchpoint").size()
    return pd.DataFrame(
        {
            "events": by_code.size(),
            "wait_p90": by_code["wait_min"].quantile(0.9),
            "duration": by_code["duration_min"].median(),
            "mean": surveys.groupby("touchpoint")["csat"].mean(),
            "surveys": surveys.groupby("touchpoint").size(),
            "complaints": complaints,
            "rate": 100 * complaints / by_code.size(),
        }
    )


def test_generator_gives_exactly_the_committed_files(tmp_path):
    """Are the files in datasets/retail byte for byte what the command makes?"""
    paths = write(tmp_path)
    assert {path.name for path in paths} == {f"{name}.csv" for name in TABLES} | {"datapackage.json"}
    for path in paths:
        assert path.read_bytes() == FOLDER.joinpath(path.name).read_bytes(), path.name


def test_another_seed_gives_another_company_history():
    """Does the seed decide, and nothing else?"""
    assert generate(seed=1, customers=5) == generate(seed=1, customers=5)
    assert generate(seed=1, customers=5) != generate(seed=2, customers=5)


def test_files_stay_small():
    """Are all files together below 4 MB?"""
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 4_000_000


def test_every_table_obeys_its_description(case):
    """Does each file have the described columns, types, ranges and keys? (Reading checks each cell.)"""
    for name in case.table_names:
        table = case.table(name)
        assert len(table) > 10, name
        assert [column.name for column in TABLES[name]] == list(table.columns)


def test_every_column_is_described_in_both_languages():
    """Does each column have a meaning in zh and en, a type, and each measured number its unit and range?"""
    description = json.loads(FOLDER.joinpath("datapackage.json").read_text(encoding="utf-8"))
    assert description["licenses"][0]["name"] == "CC-BY-4.0"
    assert description["synthetic"] is True
    for resource in description["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"].isascii(), field
            assert any("\u4e00" <= character <= "\u9fff" for character in field["description_zh"]), field
            assert field["type"] in {"integer", "number", "string", "date", "datetime"}
            if field["type"] == "number":
                assert {"minimum", "maximum"} <= set(field["constraints"])
                assert field["unit"]


def test_foreign_keys_hold(case):
    """Does each reference meet a row, and the event's own customer and touchpoint?"""
    description = json.loads(FOLDER.joinpath("datapackage.json").read_text(encoding="utf-8"))
    checked = 0
    for resource in description["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            target = case.table(key["reference"]["resource"])[key["reference"]["fields"]]
            assert case.table(resource["name"])[key["fields"]].isin(target).all()
            checked += 1
    assert checked >= 10
    events = case.table("events").set_index("event_id")
    for name in ("surveys", "comments", "tickets", "orders"):
        table = case.table(name)
        assert (events.loc[table["event_id"], "customer_id"].to_numpy() == table["customer_id"]).all()


def test_catalogue_covers_five_stages_and_the_channels(case):
    """Does the journey have 12 to 14 touchpoints over all five stages, store, web, app and phone among them?"""
    assert 12 <= len(case.touchpoints) <= 14
    assert {touchpoint.stage for touchpoint in case.touchpoints} == {1, 2, 3, 4, 5}
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


def test_checkout_waits_are_long_at_busy_hours(case, per_touchpoint):
    """Is the checkout's p90 wait the longest, half an hour at its busiest, and short when it is quiet?"""
    assert per_touchpoint["wait_p90"].idxmax() == "store_checkout"
    events = case.table("events")
    visits = events[events["touchpoint"] == "store_checkout"]
    hourly = visits.groupby([visits["started"].dt.day_of_week >= 5, visits["started"].dt.hour])["wait_min"]
    busy = hourly.quantile(0.9)[hourly.size() > 100]
    assert busy.max() > 30
    assert hourly.median()[hourly.size() > 25].min() < 4


def test_waiting_is_what_spoils_the_checkout(case):
    """Do those who hardly waited rate the checkout well?"""
    joined = case.table("surveys").merge(case.table("events"), on="event_id", suffixes=("", "_event"))
    checkout = joined[joined["touchpoint"] == "store_checkout"]
    assert (checkout[checkout["wait_min"] < 4]["csat"] >= 4).mean() > 0.65
    assert (checkout[checkout["wait_min"] > 15]["csat"] >= 4).mean() < 0.2


def test_after_sales_breaks_its_promise(case):
    """Is the median first reply to a request about twice the promised 24 hours, and are many unanswered?"""
    tickets = case.table("tickets")
    requests = tickets[tickets["kind"] == "request"]
    hours = (requests["first_reply"] - requests["opened"]).dt.total_seconds() / 3600
    assert hours.median() > 40
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


def test_names_and_files_give_nothing_away():
    """Do file names, columns, codes and titles keep from judging what the data show?"""
    description = FOLDER.joinpath("datapackage.json").read_text(encoding="utf-8").lower()
    catalogue = FOLDER.joinpath("touchpoints.csv").read_text(encoding="utf-8").lower()
    for word in ("slow", "queue", "truth", "decoy", "too long", "太长", "太慢", "排队", "痛点", "pain"):
        assert word not in description
        assert word not in catalogue


def test_comments_are_varied_and_in_both_languages(case):
    """Is nearly every comment a text of its own, about two in five of them in the rarer language?"""
    comments = case.table("comments")
    assert comments["text"].nunique() / len(comments) > 0.9
    shares = comments["language"].value_counts(normalize=True)
    assert shares.min() > 0.35
    per_cell = comments.groupby(["touchpoint", "language"]).size()
    assert per_cell.drop(index="email_offer").min() >= 5


def test_comments_say_what_happened(case):
    """Are the minutes and the weekday in a comment those of its event?"""
    joined = case.table("comments").merge(case.table("events"), on="event_id", suffixes=("", "_event"))
    told = joined[joined["touchpoint"].eq("store_checkout") & joined["text"].str.contains("minutes in line")]
    assert len(told) > 5
    said = told["text"].str.extract(r"(\d+) minutes in line")[0].astype(int)
    assert (said == told["wait_min"].round().astype(int)).all()
    weekdays = joined["text"].str.extract(r"This was on (\w+day)")[0].dropna()
    assert len(weekdays) > 5
    assert (joined.loc[weekdays.index, "started"].dt.day_name() == weekdays).all()


def test_nobody_praises_a_quick_reply_they_never_had(case):
    """Do comments on unanswered requests stay free of thanks for an answer?"""
    tickets = case.table("tickets")
    unanswered = tickets[(tickets["kind"] == "request") & tickets["first_reply"].isna()]["event_id"]
    comments = case.table("comments")
    texts = comments[comments["event_id"].isin(unanswered)]["text"]
    assert len(texts) > 5
    assert not texts.str.contains("same day|refund was there|当天就回电|退款也到了").any()


def test_phrases_match_between_the_languages():
    """Does each language have parts for every touchpoint, tone and placeholder that the other has?"""
    zh, en = phrases("zh"), phrases("en")
    assert zh.keys() == en.keys()
    assert zh["touchpoints"].keys() == en["touchpoints"].keys() == plan.BY_CODE.keys()
    for code, bank in zh["touchpoints"].items():
        assert bank.keys() == en["touchpoints"][code].keys()


def test_busy_days_and_hours_show(case):
    """Do weekends fill the stores and evenings the app?"""
    events = case.table("events")
    store = events[events["touchpoint"] == "store_checkout"]["started"].dt.day_of_week
    assert (store >= 5).mean() > 0.4
    app = events[events["channel"] == "app"]["started"].dt.hour
    assert app.between(19, 22).mean() > 0.35


def test_draws_repeat_and_keep_to_their_shape():
    """Do equal seeds repeat, weights of 0 never come, and a long tail have its median and p90?"""
    assert [Draws("a").unit() for _ in range(3)] == [Draws("a").unit()] * 3
    draws = Draws("b")
    assert {draws.weighted({"never": 0.0, "always": 1.0}) for _ in range(200)} == {"always"}
    assert {draws.between(2, 4) for _ in range(200)} == {2, 3, 4}
    values = pd.Series([draws.long_tailed(10, 30) for _ in range(20_000)])
    assert values.median() == pytest.approx(10, rel=0.05)
    assert values.quantile(0.9) == pytest.approx(30, rel=0.05)
    counts = pd.Series([draws.poisson(1.6) for _ in range(20_000)])
    assert counts.mean() == pytest.approx(1.6, rel=0.03)
    assert counts.var() == pytest.approx(1.6, rel=0.05)
