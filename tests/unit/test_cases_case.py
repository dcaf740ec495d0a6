"""Opening a case."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from small_case import describe, small_case, write_case

from journeybook.cases import Case, CaseOutcome, load
from journeybook.errors import CaseError
from journeybook.i18n import use_language
from journeybook.model import Channel


def test_retail_is_found_without_any_setting(monkeypatch):
    """Does the shipped case open from a plain checkout?"""
    monkeypatch.delenv("JOURNEYBOOK_HOME", raising=False)
    case = load("retail")
    assert case.name == "retail"
    assert "芦汀生活" in case.title("zh")
    assert "Reedbank Home" in case.title("en")
    assert "invented" in case.about("en")
    assert "虚构" in case.about("zh")


def test_home_decides_where_cases_lie(monkeypatch, tmp_path):
    """Does JOURNEYBOOK_HOME lead to another workbook's cases?"""
    write_case(tmp_path / "datasets" / "mine")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    assert load("mine").title("zh") == "小案例"


@pytest.mark.parametrize("name", ["nothing", "../retail", "", "RETAIL", "retail/"])
def test_unknown_case_names_the_known_ones(name):
    """Is a wrong name, or one that climbs out of the folder, answered with the names that work?"""
    with pytest.raises(CaseError) as caught:
        load(name)
    assert caught.value.key == "cases.unknown_case"
    assert "retail" in caught.value.message("en")


def test_missing_datasets_folder_is_said(monkeypatch, tmp_path):
    """Is a workbook without datasets told where they were looked for?"""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    with pytest.raises(CaseError) as caught:
        load("retail")
    assert caught.value.key == "cases.no_datasets"
    assert str(tmp_path) in str(caught.value)


def test_touchpoints_stand_in_journey_order(tmp_path):
    """Does the catalogue follow the stages, whatever the order in the file?"""
    ad, till = small_case(tmp_path).touchpoints
    assert (ad.code, ad.stage, ad.channel) == ("ad", 1, Channel.WEB)
    assert (till.name("zh"), till.name("en")) == ("收银台", "Till")


def test_options_follow_the_language(tmp_path):
    """Does the board get code, name and channel in the reader's language?"""
    case = small_case(tmp_path)
    assert case.touchpoint_options("en")[1] == {"code": "till", "name": "Till", "channel": "store"}
    with use_language("zh"):
        assert case.touchpoint_options()[0] == {"code": "ad", "name": "广告", "channel": "web"}


def test_title_falls_back_to_the_only_one(tmp_path):
    """Does a trainer's case described in one language still have a title in the other?"""
    description = describe()
    del description["title_zh"]
    assert small_case(tmp_path, description).title("zh") == "Small case"


def test_table_is_read_once(tmp_path):
    """Is a table kept after the first reading?"""
    case = small_case(tmp_path)
    assert case.table("events") is case.table("events")


def test_unknown_table_names_the_known_ones(tmp_path):
    """Is a wrong table name answered with those that work?"""
    with pytest.raises(CaseError) as caught:
        small_case(tmp_path).table("event")
    assert caught.value.key == "cases.unknown_table"
    assert "events" in caught.value.message("zh")


def test_window_and_promise_come_from_the_description(tmp_path):
    """Are the window's end and the promise read, and may the promise be absent?"""
    case = small_case(tmp_path)
    assert case.observed_until.isoformat() == "2026-03-12T00:00:00"
    assert case.promised_first_response == 24.0
    assert small_case(tmp_path, describe(promise=None)).promised_first_response is None


def whole_description():
    """Return a description with everything that a case may tell beyond its tables."""
    description = describe()
    description |= {
        "periods": {
            "before": {"from": "2026-03-01T00:00", "until": "2026-03-06T00:00"},
            "after": {"from": "2026-03-08T00:00", "until": "2026-03-12T00:00"},
        },
        "fix": {
            "from": "2026-03-06T09:00",
            "touchpoints": ["till"],
            "about": "More tills.",
            "about_zh": "增设收银台。",
        },
        "questions": {
            "ces": {
                "wording": "It was easy.",
                "wording_zh": "很轻松。",
                "low": 1,
                "high": 7,
                "low_label": "disagree",
                "low_label_zh": "不同意",
                "high_label": "agree",
                "high_label_zh": "同意",
                "version": "2.0",
            }
        },
        "sources": {"pos": {"name": "Till", "name_zh": "收银机", "identifies_by": ["member_id"]}},
        "outcome": {"table": "orders", "time": "placed", "amount": "amount_cny", "success": None},
    }
    return description


def test_what_a_description_tells_beyond_its_tables(tmp_path):
    """Are periods, fix, questions, sources and outcome read, each in the reader's language?"""
    case = small_case(tmp_path, whole_description())
    assert datetime(2026, 3, 5, 23, 59) in case.periods["before"]
    assert case.periods["before"].until not in case.periods["before"]
    assert case.fix_from == datetime(2026, 3, 6, 9)
    assert case.fixed_touchpoints == ("till",)
    assert (case.fix_about("zh"), case.fix_about("en")) == ("增设收银台。", "More tills.")
    ease = case.questions["ces"]
    assert (ease.low, ease.high, ease.version) == (1, 7, "2.0")
    assert (ease.wording("zh"), ease.low_label("en"), ease.high_label("zh")) == ("很轻松。", "disagree", "同意")
    assert case.outcome == CaseOutcome("orders", "placed", "amount_cny", None)
    assert (case.source_name("pos", "zh"), case.source_name("pos", "en"), case.source_name("x")) == (
        "收银机",
        "Till",
        "x",
    )


def test_a_case_may_tell_nothing_of_it(tmp_path):
    """Does a trainer's case without periods, fix, units or questions still open?"""
    case = small_case(tmp_path)
    assert (case.periods, case.fix_from, case.fixed_touchpoints, case.questions) == ({}, None, (), {})
    assert (case.outcome, case.units, case.aspects, case.fix_about("en")) == (None, (), (), "")


def test_units_and_aspects_come_from_their_tables():
    """Are the shipped case's stores and aspects there, with names in both languages and their touchpoints?"""
    case = load("retail")
    assert (case.units[0].name("zh"), case.units[0].name("en"), case.units[0].group) == (
        "东门店",
        "East Gate",
        "treated",
    )
    aspects = {aspect.code: aspect for aspect in case.aspects}
    assert aspects["help"].touchpoints == ("after_sales",)
    assert (aspects["paying"].name("zh"), aspects["paying"].name("en")) == ("结账付款", "Paying")
    assert len(aspects["paying"].touchpoints) == 3


def changed(change):
    description = whole_description()
    change(description)
    return description


@pytest.mark.parametrize(
    ("description", "place"),
    [
        (changed(lambda d: d.update(periods=[])), "periods"),
        (changed(lambda d: d["periods"]["after"].pop("until")), "periods.after.until"),
        (changed(lambda d: d["periods"].update(before="March")), "periods.before.from"),
        (changed(lambda d: d["fix"].update({"from": "soon"})), "fix.from"),
        (changed(lambda d: d["fix"].update(touchpoints="till")), "fix.touchpoints"),
        (changed(lambda d: d["questions"]["ces"].pop("version")), "questions.ces"),
        (changed(lambda d: d["questions"]["ces"].update(high="many")), "questions.ces"),
        (changed(lambda d: d["sources"].update(pos="Till")), "sources.pos"),
        (changed(lambda d: d["outcome"].pop("time")), "outcome"),
    ],
)
def test_damage_beyond_the_tables_is_placed(tmp_path, description, place):
    """Is damage in periods, fix, questions or outcome told with its place when the case is opened?"""
    with pytest.raises(CaseError) as caught:
        small_case(tmp_path, description)
    assert caught.value.key == "cases.broken_description"
    assert caught.value.params["place"] == place


def break_description(change):
    description = describe()
    change(description)
    return json.dumps(description)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "1:2"),
        ("[]", "title"),
        (break_description(lambda d: d.pop("title")), "title"),
        (break_description(lambda d: d.update(resources={})), "resources"),
        (break_description(lambda d: d["observed"].pop("until")), "observed.until"),
        (break_description(lambda d: d["observed"].update(until="June")), "observed.until"),
        (break_description(lambda d: d["resources"][1].pop("schema")), "resources.1"),
        (break_description(lambda d: d["resources"].append("x")), "resources.5"),
        (break_description(lambda d: d["resources"][0].update(path="../x.csv")), "resources.0.path"),
    ],
)
def test_damaged_description_is_placed(tmp_path, text, place):
    """Does a damaged datapackage.json give a sentence with the place, and no traceback of another kind?"""
    folder = write_case(tmp_path / "small")
    folder.joinpath("datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        Case(folder)
    assert caught.value.key == "cases.broken_description"
    assert caught.value.params["place"] == place
    assert place in str(caught.value)


def test_description_in_another_encoding_is_said(tmp_path):
    """Is a description saved as GB18030 told apart from a readable one?"""
    folder = write_case(tmp_path / "small")
    folder.joinpath("datapackage.json").write_bytes('{"title": "小案例"}'.encode("gb18030"))
    with pytest.raises(CaseError) as caught:
        Case(folder)
    assert caught.value.key == "cases.broken_description"


def test_missing_description_is_said(tmp_path):
    """Is a folder without datapackage.json told what it lacks?"""
    with pytest.raises(CaseError) as caught:
        Case(tmp_path)
    assert caught.value.params["file"] == "datapackage.json"


def test_touchpoint_with_unknown_channel_is_said(tmp_path):
    """Is a channel outside the model's list named, with the list?"""
    case = small_case(tmp_path, touchpoints="ad,1,carrier pigeon,广告,Ad\n")
    with pytest.raises(CaseError) as caught:
        _ = case.touchpoints
    assert "carrier pigeon" in str(caught.value)
    assert "store" in str(caught.value)


def test_catalogue_without_a_needed_column_is_said(tmp_path):
    """Is a catalogue described without a stage refused in words?"""
    folder = write_case(tmp_path / "small")
    description = describe()
    description["resources"][0]["schema"]["fields"].pop(1)
    folder.joinpath("datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    folder.joinpath("touchpoints.csv").write_text("code,channel,name_zh,name_en\nad,web,广告,Ad\n", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        _ = Case(folder).touchpoints
    assert "stage" in str(caught.value)


def test_import_stays_light():
    """Does importing the package leave pandas, plotly and scipy for their first use?"""
    code = (
        "import sys, journeybook.cases, journeybook.evidence, journeybook.charts;"
        "print([name for name in ('pandas', 'plotly', 'scipy', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    assert done.stdout.strip() == "[]"
