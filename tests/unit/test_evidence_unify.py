"""Are a case's sources joined into one customer view, with an account of every row?"""

import json

import pytest
import unified_case

from journeybook.cases import Case
from journeybook.errors import CaseError
from journeybook.evidence.unify import unify


@pytest.fixture
def case(tmp_path):
    return unified_case.build(tmp_path)


def customers_of(table):
    """Return id → customer, None where nobody could be named."""
    ids = table[table.columns[0]]
    return {
        one: None if customer != customer else int(customer)
        for one, customer in zip(ids, table["customer"].astype(float), strict=True)
    }


def test_every_row_finds_its_customer(case):
    """Do the till's member id, the app's account and the caller's number lead to the same three members?"""
    view = unify(case)
    members = dict(zip(view.customers["member_id"], view.customers.index, strict=True))
    one, two, three = (members[member] for member in ("M1", "M2", "M3"))
    assert (one, two, three) == (1, 2, 3)
    app_only = len(view.customers)
    assert customers_of(view.events) == {
        "E1": one,
        "E2": one,
        "E3": two,
        "E4": two,
        "E5": None,
        "E6": None,
        "E7": app_only,
        "E8": two,
    }
    assert customers_of(view.tickets) == {"T1": two, "T2": app_only, "T3": None}
    assert customers_of(view.outcomes) == {"O1": one, "O2": two}
    assert customers_of(view.relationship) == {"R1": three}


def test_surveys_and_comments_follow_their_event(case):
    """Do answers belong to whoever met the touchpoint, also those about a row that was sent twice?"""
    view = unify(case)
    assert customers_of(view.surveys) == {"Q1": 1, "Q2": len(view.customers)}
    assert view.surveys.set_index("survey_id").loc["Q2", "event_id"] == "E7"
    assert customers_of(view.comments) == {"C1": 2}


def test_nothing_is_left_out_in_silence(case):
    """Is each row that was left out or stayed without a customer listed, with the reason?"""
    listed = unify(case).set_aside
    assert sorted(listed.itertuples(index=False, name=None)) == [
        ("events", "E0", "duplicate", "E7"),
        ("events", "E5", "shared_phone", "10000000001"),
        ("events", "E6", "no_id", ""),
        ("surveys", "Q3", "duplicate", "Q2"),
        ("surveys", "Q4", "unknown_event", "E99"),
        ("tickets", "T3", "shared_phone", "10000000001"),
    ]


def test_the_report_adds_up(case):
    """Does each source's number of rows equal what was left out and what became of the rest?"""
    view = unify(case)
    parts = ["left_out", "by_member", "by_app", "by_phone", "shared_phone", "no_id"]
    own = view.report[view.report["table"].isin(["events", "tickets", "orders", "relationship"])]
    assert (own[parts].sum(axis=1) == own["rows"]).all()
    row = view.report.set_index(["table", "source"]).loc
    assert row["events", "till"].to_dict() == {
        "rows": 3,
        "left_out": 0,
        "by_member": 2,
        "by_app": 0,
        "by_phone": 0,
        "shared_phone": 0,
        "no_id": 1,
        "conflicts": 1,
        "late": 0,
        "no_wait": 1,
    }
    assert row["events", "app"]["late"] == 1
    assert row["events", "app"]["left_out"] == 1
    assert row["surveys", ""]["left_out"] == 2


def test_the_home_unit_says_who_got_the_fix(case):
    """Does each member stand in the group of the home unit, and who has none in neither?"""
    assert unify(case).customers["group"].fillna("").tolist() == ["treated", "control", "control", ""]


def test_the_view_is_worked_out_once(case):
    """Does asking twice give the same view, and another case its own?"""
    assert unify(case) is unify(case)
    assert unify(Case(case.folder)) is not unify(case)


def test_a_case_without_outcomes_says_what_to_add(case):
    """Is a description that names no table of outcomes told what is missing?"""
    path = case.folder / "datapackage.json"
    description = json.loads(path.read_text(encoding="utf-8"))
    del description["outcome"]
    path.write_text(json.dumps(description), encoding="utf-8")
    with pytest.raises(CaseError, match="outcome"):
        unify(Case(case.folder))
