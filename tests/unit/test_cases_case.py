"""Opening a case."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from small_case import describe, small_case, write_case

from journeybook.cases import Case, load
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
