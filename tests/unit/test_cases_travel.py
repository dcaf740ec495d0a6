"""The travel case: what can be found in its data, and what only looks as if."""

from statistics import fmean

import pandas as pd
import pytest

from journeybook import workbook
from journeybook.cases import load
from journeybook.cases.making import find_recipe
from journeybook.cases.making.build import lives
from journeybook.cases.travel import plan

TRUTHS = {"hotel_arrival", "online_payment"}


@pytest.fixture(scope="module")
def case():
    return load("travel")


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
def groups(case):
    """The group of each office."""
    return {unit.code: unit.group for unit in case.units}


def by_period_and_group(case, groups, table, time, unit):
    """Return the rows within one of the two periods, with columns for period and group."""
    period = pd.Series("", index=table.index)
    for name, span in case.periods.items():
        period = period.mask((table[time] >= span.since) & (table[time] < span.until), name)
    return table.assign(period=period, group=unit.map(groups))[period != ""]


@pytest.fixture(scope="module")
def some_lives():
    """Whole lives, in which nobody's id is missing."""
    return list(lives(find_recipe("travel"), seed=7, customers=700))


def test_truths_have_the_lowest_scores_and_cost_the_most_effort(per_touchpoint):
    """Are the two planted pains lowest in satisfaction and in ease, clear of the third?"""
    for column, gap in (("mean", 0.5), ("ease", 0.7)):
        ranked = per_touchpoint[column].dropna().sort_values()
        assert set(ranked.index[:2]) == TRUTHS
        assert ranked.iloc[2] - ranked.iloc[1] > gap
    assert per_touchpoint["mean"].idxmin() == "hotel_arrival"


def test_truths_have_the_highest_complaint_rates(per_touchpoint):
    """Are the two planted pains the two most complained about per event?"""
    rates = per_touchpoint["rate"].sort_values(ascending=False)
    assert set(rates.index[:2]) == TRUTHS
    assert rates.iloc[1] > 1.5 * rates.iloc[2]


def test_phone_is_loud_only_because_it_is_busy(per_touchpoint):
    """Does the phone draw by far the most complaints, at a rate far below the pains', with content callers?"""
    complaints = per_touchpoint["complaints"].sort_values(ascending=False)
    assert complaints.index[0] == "phone_advice"
    assert complaints.iloc[0] > 1.3 * complaints.iloc[1]
    assert per_touchpoint.loc["phone_advice", "rate"] < 0.6 * per_touchpoint.loc[list(TRUTHS), "rate"].min()
    assert per_touchpoint.loc["phone_advice", "mean"] > 4


def test_longest_touchpoint_is_liked_best(per_touchpoint):
    """Does the talk in the office take longest by far, and have the best score?"""
    durations = per_touchpoint["duration"].sort_values(ascending=False)
    assert durations.index[0] == "office_advice"
    assert durations.iloc[0] > 1.5 * durations.iloc[1]
    assert per_touchpoint["mean"].idxmax() == "office_advice"


def test_the_request_for_a_review_has_too_few_answers(per_touchpoint):
    """Is there one touchpoint with fewer than 30 answers, and only one?"""
    assert per_touchpoint.index[per_touchpoint["surveys"] < 30].tolist() == ["review_request"]


def test_extras_and_rooms_unlike_their_description_are_what_spoils(some_lives):
    """Do those whom nothing surprised rate payment and arrival well, and the others badly?"""
    answers = [survey.event for life in some_lives for survey in life.surveys if survey.event.code in TRUTHS]
    for code, tone in (("online_payment", "surcharge"), ("hotel_arrival", "differs")):
        plain, surprised = (
            [event.score >= 4 for event in answers if event.code == code and event.tone == wanted]
            for wanted in ("", tone)
        )
        assert min(len(plain), len(surprised)) > 60
        assert fmean(plain) > 0.7
        assert fmean(surprised) < 0.15


def test_a_talk_in_the_office_spares_surprises(some_lives):
    """Do those who had a talk before they paid meet extras, and a hotel unlike its description, far less often?"""
    found = {(code, advised): [] for code in TRUTHS for advised in (False, True)}
    for life in some_lives:
        advised_places = {event.said["place"] for event in life.events if event.code == "office_advice"}
        for event in life.events:
            if event.code in TRUTHS and not event.fixed:
                found[event.code, event.said["place"] in advised_places].append(event.tone != "")
    for code in TRUTHS:
        assert min(len(found[code, advised]) for advised in (False, True)) > 30
        assert fmean(found[code, True]) < 0.65 * fmean(found[code, False])


def test_journeys_end_at_the_payment(case, groups, events):
    """Do nearly three in ten payments lead to no booking before the fix, and far fewer under it?"""
    payments = events[events["touchpoint"] == "online_payment"]
    payments = by_period_and_group(case, groups, payments, "started", payments["unit"])
    left = ~payments["event_id"].isin(case.table("bookings")["event_id"])
    shares = left.groupby([payments["group"], payments["period"]]).mean()
    assert shares["treated", "before"] == pytest.approx(0.29, abs=0.05)
    assert shares["control", "after"] == pytest.approx(0.29, abs=0.05)
    assert shares["treated", "after"] < 0.15


def test_whoever_leaves_at_the_payment_goes_nowhere(some_lives):
    """Is each arrival at a hotel that of a booking which nobody cancelled, and no payment left behind a trip?"""
    arrivals = 0
    for life in some_lives:
        departures = [booking.cells[2] for booking in life.outcomes if booking.cells[5] is None]
        for event in life.events:
            # Trips up to June may have been booked before the data begin.
            if event.code == "hotel_arrival" and event.start.month >= 7:
                arrivals += 1
                assert event.start.date() in departures
    assert arrivals > 150


def test_bookings_are_cancelled_before_the_trip_and_cost_a_fee(case):
    """Does a cancellation lie between booking and departure, and is what is billed then a fifth of the usual?"""
    bookings = case.table("bookings")
    cancelled = bookings[bookings["cancelled"].notna()]
    assert (cancelled["cancelled"] > cancelled["booked"]).all()
    assert (cancelled["cancelled"] < cancelled["departs"]).all()
    assert (bookings["departs"] - bookings["booked"] >= pd.Timedelta(days=5)).all()
    a_head = bookings["amount_cny"] / bookings["travellers"]
    usual = a_head[bookings["cancelled"].isna()].groupby(bookings["product"]).median()
    fees = a_head[bookings["cancelled"].notna()].groupby(bookings["product"]).median()
    assert (fees / usual).median() == pytest.approx(plan.CANCELLATION_FEE, rel=0.25)


def test_whoever_met_extras_cancels_more_often(some_lives):
    """Is the share of cancelled bookings about three times as high after extras?"""
    cancelled = {tone: [] for tone in ("", "surcharge")}
    for life in some_lives:
        for booking in life.outcomes:
            if booking.event.code == "online_payment":
                cancelled[booking.event.tone].append(booking.cells[5] is not None)
    assert fmean(cancelled["surcharge"]) > 1.8 * fmean(cancelled[""])


def test_requests_wait_longer_than_promised_and_are_about_the_room(case):
    """Is the median first reply about twice the promised 24 hours before the fix, the description the first topic?"""
    tickets = case.table("tickets")
    requests = tickets[(tickets["kind"] == "request") & (tickets["opened"] < case.periods["before"].until)]
    assert len(requests) > 100
    assert requests["topic"].value_counts().index[0] == "description"
    hours = (requests["first_reply"] - requests["opened"]).dt.total_seconds() / 3600
    assert hours.median() > 1.6 * case.promised_first_response
    assert 0.03 < requests["first_reply"].isna().mean() < 0.15


def test_summer_sells_everywhere_and_pleases_nobody(case, groups, events):
    """Do sales and bookings rise in the control group, too, and its scores fall, so that a bare comparison misleads?"""
    customers = case.table("customers")
    home = customers.set_index("member_id")["unit"]
    bookings = case.table("bookings")
    made = by_period_and_group(case, groups, bookings, "booked", bookings["unit"])
    sold = made.groupby(["group", "period"])["amount_cny"].sum()
    assert sold["control", "after"] > 1.1 * sold["control", "before"]
    assert (
        sold["treated", "after"] / sold["treated", "before"]
        > 1.2 * sold["control", "after"] / sold["control", "before"]
    )
    answers = case.table("surveys").merge(events, on="event_id", suffixes=("", "_event"))
    unit = answers["unit"].where(answers["unit"] != "", answers["member_id"].map(home))
    answers = by_period_and_group(case, groups, answers, "started", unit)
    usual = answers[answers["touchpoint"].isin(["web_compare", "online_payment", "office_advice"])]
    scores = usual.groupby(["group", "period"])["csat"].mean()
    assert scores["control", "after"] < scores["control", "before"] - 0.05
    assert scores["treated", "after"] > scores["treated", "before"] + 0.3


def test_comparing_takes_less_time_under_the_fix(case, groups, events):
    """Does an evening on the website take about half as long where the fix is, and as long as ever elsewhere?"""
    evenings = events[events["touchpoint"] == "web_compare"]
    evenings = by_period_and_group(case, groups, evenings, "started", evenings["unit"])
    lengths = evenings.groupby(["group", "period"])["duration_min"].median()
    assert lengths["treated", "after"] < 0.65 * lengths["treated", "before"]
    assert lengths["control", "after"] == pytest.approx(lengths["control", "before"], rel=0.1)


def test_holidays_weekends_and_evenings_show(case, events):
    """Do people set off on holidays and weekends, and compare and call in the evening?"""
    departs = case.table("bookings")["departs"]
    a_day = departs.value_counts()
    # A first day of May and a Wednesday of the same month.
    assert a_day[pd.Timestamp(2026, 5, 1)] > 2.5 * a_day.get(pd.Timestamp(2026, 5, 13), 0)
    assert departs.dt.day_of_week.isin([4, 5]).mean() > 0.4
    for code, share in (("web_compare", 0.5), ("phone_advice", 0.33)):
        assert events.loc[events["touchpoint"] == code, "started"].dt.hour.between(18, 22).mean() > share
    offices = events[events["source"] == "office"]["started"]
    assert offices.dt.hour.between(10, 18).all()
    assert (offices.dt.day_of_week >= 5).mean() > 0.35


def test_comments_say_what_happened(case):
    """Are the minutes and the weekday in a comment those of its event?"""
    joined = case.table("comments").merge(case.table("events"), on="event_id", suffixes=("", "_event"))
    # Elsewhere people tell how long a thing took, not how long they waited.
    waiting = joined[joined["touchpoint"].isin(["phone_advice", "hotel_arrival"]) & joined["wait_min"].notna()]
    waiting = waiting[~waiting["text"].str.contains("Keys in|拿到钥匙")]
    minutes = waiting["text"].str.extract(r"(\d+) ?(?:minutes|分钟)")[0].dropna()
    assert len(minutes) > 15
    assert (waiting.loc[minutes.index, "wait_min"].round().astype(int) == minutes.astype(int)).all()
    weekdays = joined["text"].str.extract(r"This was on (\w+day)")[0].dropna()
    assert len(weekdays) > 5
    assert (joined.loc[weekdays.index, "started"].dt.day_name() == weekdays).all()


def test_comments_on_extras_come_from_payments_only(case):
    """Is a sum that came on top told of where people paid, and is it between the least and the most?"""
    comments = case.table("comments")
    extras = comments["text"].str.extract(r"(\d+) ?(?:yuan|元)")[0].dropna().astype(int)
    assert len(extras) > 60
    assert set(comments.loc[extras.index, "touchpoint"]) == {"online_payment"}
    assert extras.between(plan.LEAST_EXTRA, plan.MOST_EXTRA).all()


def test_only_who_met_the_fix_speaks_of_it(case, groups):
    """Do honest descriptions and steady totals turn up only after the fix, and in treated regions alone?"""
    comments = case.table("comments").merge(case.table("events"), on="event_id", suffixes=("", "_event"))
    told = (
        "small rooms, big garden|what the first page said|no shade|used to take|房间小，院子大|头一页多少|没树荫|怕吵"
    )
    new = comments[comments["text"].str.contains(told)]
    assert len(new) > 15
    assert (new["started"] >= pd.Timestamp(case.fix_from)).all()
    assert set(new["unit"].map(groups).dropna()) == {"treated"}


def test_one_journey_speaks_of_one_place(some_lives):
    """Does every word about a trip name the place that was paid for, in the list of its kind of trip?"""
    checked = 0
    for life in some_lives:
        for booking in life.outcomes:
            place, trip = booking.event.said["place"], booking.event.said["trip"]
            assert place.removeprefix("place:")[:-1] == trip.removeprefix("trip:") == booking.cells[0]
            arrivals = [e for e in life.events if e.code == "hotel_arrival" and e.start.date() == booking.cells[2]]
            if booking.cells[5] is None:
                assert all(arrival.said["place"] == place for arrival in arrivals)
                checked += len(arrivals)
    assert checked > 200


def test_nobody_thanks_for_an_answer_they_never_had(case):
    """Do comments on unanswered requests keep to silence or hope?"""
    tickets = case.table("tickets")
    unanswered = tickets[(tickets["kind"] == "request") & tickets["first_reply"].isna()]["event_id"]
    comments = case.table("comments")
    texts = comments[comments["event_id"].isin(unanswered[unanswered != ""])]["text"]
    assert len(texts) > 2
    assert not texts.str.contains("put right|settled|in the end somebody|给办了|把事办了|处理得公道", case=False).any()


def test_interviews_name_the_truths_and_the_loud_exceptions(case):
    """Are hotel and payment told of in many interviews, and requests for a review in one only, at length?"""
    turns = case.table("interviews")
    told = turns[turns["speaker"] == "customer"].groupby("touchpoint")["interview_id"].nunique()
    assert told["hotel_arrival"] >= 7
    assert told["online_payment"] >= 6
    assert told["review_request"] == 1
    assert (turns["touchpoint"] == "review_request").sum() >= 20


def test_lodging_and_paying_decide_the_relationship(case):
    """Do those who rate hotel or paying low recommend far less than those who rate anything else low?"""
    answers = case.table("relationship")
    answers = answers[answers["answered"] < case.periods["before"].until]
    gap = {}
    for aspect in case.aspects:
        low = answers[f"rate_{aspect.code}"] <= 3
        gap[aspect.code] = answers.loc[~low, "nps"].mean() - answers.loc[low, "nps"].mean()
    assert set(sorted(gap, key=gap.get)[-2:]) == {"lodging", "paying"}


def test_the_sales_department_is_alone_with_its_shopping_stops(case):
    """Do most customers dislike stops at shops, and a price that is not the whole one?"""
    kano = case.table("kano")
    stops = kano[kano["feature"] == "shopping_stop"]
    assert (stops["functional"] == 5).mean() > 0.5
    total = kano[kano["feature"] == "total_price"]
    assert (total["dysfunctional"] == 5).mean() > 0.7


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_notes_quote_the_data(lang, per_touchpoint, case):
    """Are the figures that the trainers' notes give for pains and decoys those of the data?"""
    notes = (workbook.root() / "solutions" / "truths" / f"travel.{lang}.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in notes.splitlines() if line.startswith("|") and "`" in line}
    for code in TRUTHS:
        of = per_touchpoint.loc[code]
        for figure in (of["mean"], of["ease"], of["rate"]):
            assert f"{figure:.1f}" in rows[code]
    phone, office = per_touchpoint.loc["phone_advice"], per_touchpoint.loc["office_advice"]
    for figure in (f"{phone['complaints']:.0f}", f"{phone['rate']:.1f}", f"{phone['mean']:.1f}"):
        assert figure in rows["phone_advice"]
    for figure in (f"{office['duration']:.0f}", f"{office['mean']:.1f}"):
        assert figure in rows["office_advice"]
    assert f"{per_touchpoint.loc['online_payment', 'events']:.0f}" in rows["online_payment"]
    assert f"{len(case.table('customers')):,}" in notes
