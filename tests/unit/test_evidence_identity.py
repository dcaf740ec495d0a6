"""Are member ids, phone numbers and app ids joined into one customer, and nobody joined by a guess?"""

import pandas as pd
import pytest

from journeybook.evidence.identity import Identities, normal_phone


@pytest.fixture
def identities():
    customers = pd.DataFrame(
        {
            "member_id": ["M1", "M2", "M3", "M4"],
            "phone": ["10000000001", "+86 100-0000-0002", "100 0000 0003", "10000000003"],
        }
    )
    accounts = pd.DataFrame(
        {
            "app_id": ["A1", "A2", "A3", "A4", "A5", "A6", "A7"],
            "phone": ["", "10000000002", "10000000009", "10000000009", "10000000003", "", "10000000001"],
            "member_id": ["M1", "", "", "", "", "", "M2"],
        }
    )
    return Identities.read(customers, accounts)


def rows(**columns):
    return pd.DataFrame(columns)


@pytest.mark.parametrize(
    "written",
    [
        "10012345678",
        "+86 100 1234 5678",
        "0086-100-1234-5678",
        "8610012345678",
        "(100)12345678",
        "１００１２３４５６７８",
    ],
)
def test_ways_of_writing_a_number_are_one_number(written):
    """Does it make no difference how somebody wrote the number down?"""
    assert normal_phone(written) == "10012345678"


def test_a_number_that_only_begins_like_the_country_code_keeps_its_digits():
    """Is 86 taken off only where a whole number is left?"""
    assert normal_phone("86123456789") == "86123456789"
    assert normal_phone("unknown") == ""


def test_each_system_s_id_leads_to_the_same_customer(identities):
    """Is M2 found by member id, by the phone in any writing, and by the app account that knows only the phone?"""
    found = identities.match(
        rows(
            member_id=["M2", "", "", ""],
            phone=["", "100 0000 0002", "", ""],
            app_id=["", "", "A2", "A1"],
        )
    )
    assert found["key"].tolist() == ["MM2", "MM2", "MM2", "MM1"]
    assert found["by"].tolist() == ["member", "phone", "app", "app"]
    assert not found["conflict"].any()


def test_a_phone_of_two_members_names_neither(identities):
    """Is a shared number left open, in whichever row and account it stands?"""
    found = identities.match(rows(phone=["10000000003", "10000000003"], member_id=["", "M3"]))
    assert found["key"].tolist() == ["", "MM3"]
    assert found["by"].tolist() == ["shared_phone", "member"]
    assert identities.match(rows(app_id=["A5"]))["key"].tolist() == ["AA5"]


def test_people_outside_the_register_are_customers_too(identities):
    """Are two accounts with one unknown phone one person, and a caller nobody knows a person as well?"""
    found = identities.match(rows(app_id=["A3", "A4", "A6", "A99", ""], phone=["", "", "", "", "10000000008"]))
    assert found["key"].tolist() == ["P10000000009", "P10000000009", "AA6", "AA99", "P10000000008"]


def test_ids_that_contradict_each_other_are_reported(identities):
    """Does the member id go before the app id, and that before the phone, with the contradiction marked?"""
    found = identities.match(
        rows(member_id=["M1", "", "M1"], app_id=["A2", "A1", "A1"], phone=["", "10000000002", "10000000001"])
    )
    assert found["key"].tolist() == ["MM1", "MM1", "MM1"]
    assert found["conflict"].tolist() == [True, True, False]


def test_an_account_follows_its_member_not_its_phone(identities):
    """Does an account that names M2 but carries M1's phone belong to M2, and are the two members never joined?"""
    assert identities.match(rows(app_id=["A7"]))["key"].tolist() == ["MM2"]
    assert identities.match(rows(phone=["10000000001"]))["key"].tolist() == ["MM1"]


def test_a_row_without_any_id_names_nobody(identities):
    """Is a row without an id, or with a member id that the register lacks, left without a customer?"""
    found = identities.match(rows(member_id=["", "M77"], phone=["", ""]))
    assert found["key"].tolist() == ["", ""]
    assert found["by"].tolist() == ["no_id", "no_id"]
