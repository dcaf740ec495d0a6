"""What every shipped case must keep to: its files, its description, its sources, its defects, its fix."""

import filecmp
import json
import re
import tomllib

import pandas as pd
import pytest

from journeybook import workbook
from journeybook.cases import load
from journeybook.cases.making import find_recipe, recipe_names, write
from journeybook.cases.making.describe import tables
from journeybook.cases.making.voice import phrases
from journeybook.cases.truths import MARK, true_effects

DATASETS = workbook.root() / "datasets"
TRUTHS = workbook.root() / "solutions" / "truths"
IDS = ["member_id", "phone", "app_id"]
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module", params=recipe_names())
def name(request):
    return request.param


@pytest.fixture(scope="module")
def recipe(name):
    return find_recipe(name)


@pytest.fixture(scope="module")
def case(name):
    return load(name)


@pytest.fixture(scope="module")
def description(name):
    return json.loads((DATASETS / name / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def events(case):
    """The events without what was sent twice, the first to be recorded kept."""
    ordered = case.table("events").sort_values("recorded", kind="stable")
    return ordered.drop_duplicates([column for column in ordered if column not in ("event_id", "recorded")])


@pytest.fixture(scope="module")
def truths(name):
    return tomllib.loads((TRUTHS / f"{name}.toml").read_text(encoding="utf-8"))


def test_generator_gives_exactly_the_committed_files(name, recipe, tmp_path):
    """Are the files of the dataset byte for byte what the command makes, and no others there?"""
    made = write(recipe, tmp_path)
    names = [path.name for path in made.paths]
    assert sorted(names) == sorted(path.name for path in (DATASETS / name).iterdir() if not path.name.startswith("."))
    _, different, missing = filecmp.cmpfiles(tmp_path, DATASETS / name, names, shallow=False)
    assert (different, missing) == ([], [])


def test_files_stay_small(name):
    """Are all files of a case together below 5 MB?"""
    assert sum(path.stat().st_size for path in (DATASETS / name).iterdir()) < 5_000_000


def test_every_table_obeys_its_description(case, recipe):
    """Does each file have the described columns, types and ranges, and are its keys unique?"""
    known = tables(recipe.plan, recipe.outcome)
    assert list(known) == list(case.table_names)
    for name, described in known.items():
        table = case.table(name)
        assert list(table.columns) == described.header
        assert len(table) >= 6, name
        assert not table.duplicated(list(described.key)).any(), name


def test_everything_is_described_in_both_languages(description):
    """Has each column, source, question and the fix its words in zh and en, each number its range?"""
    entries = [description, description["fix"], *description["sources"].values(), *description["questions"].values()]
    for resource in description["resources"]:
        entries += [resource, *resource["schema"]["fields"]]
        for field in resource["schema"]["fields"]:
            assert field["type"] in {"integer", "number", "string", "date", "datetime"}
            if field["type"] == "number":
                assert {"minimum", "maximum"} <= set(field["constraints"])
                assert field["unit"]
    for entry in entries:
        chinese = {key: text for key, text in entry.items() if key.endswith("_zh")}
        assert chinese
        for key, text in chinese.items():
            assert CHINESE.search(text) or text == "App", text
            assert not CHINESE.search(entry[key.removesuffix("_zh")])
    assert description["licenses"][0]["name"] == "CC-BY-4.0"
    assert description["synthetic"] is True


def test_foreign_keys_hold(case, description):
    """Does each reference that is not empty meet a row, and each row about an event the event's own touchpoint?"""
    checked = 0
    for resource in description["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            target = case.table(key["reference"]["resource"])[key["reference"]["fields"]]
            values = case.table(resource["name"])[key["fields"]]
            assert values[values != ""].isin(target).all(), (resource["name"], key["fields"])
            checked += 1
    assert checked >= 20
    touchpoint = case.table("events").set_index("event_id")["touchpoint"]
    for name in ("surveys", "comments", "tickets"):
        table = case.table(name)
        about = table[table["event_id"] != ""]
        assert (touchpoint[about["event_id"]].to_numpy() == about["touchpoint"]).all()


def test_the_two_periods_and_the_groups_fit(case):
    """Do the periods lie before and after the fix, within the data, and is half of the units treated?"""
    before, after = case.periods["before"], case.periods["after"]
    assert before.until <= case.fix_from < after.since
    assert (before.since, after.until) == (
        case.table("events")["started"].min().to_pydatetime().replace(day=1, hour=0, minute=0),
        case.observed_until,
    )
    groups = [unit.group for unit in case.units]
    assert 8 <= len(groups) <= 12
    assert groups.count("treated") == groups.count("control")
    assert set(case.fixed_touchpoints) <= {touchpoint.code for touchpoint in case.touchpoints}


def test_catalogue_covers_five_stages_and_the_channels(case):
    """Has the journey 12 to 14 touchpoints over all five stages and four channels or more?"""
    assert 12 <= len(case.touchpoints) <= 14
    assert {touchpoint.stage for touchpoint in case.touchpoints} == {1, 2, 3, 4, 5}
    assert len({touchpoint.channel for touchpoint in case.touchpoints}) >= 4


def test_defects_are_as_the_key_says(case, events, truths):
    """Are exactly as many rows doubled, late and without wait or id as the trainers' key tells?"""
    waited = events.groupby("touchpoint")["wait_min"].transform("count") > 0
    found = {
        "duplicates": len(case.table("events")) - len(events),
        "late": int((events["recorded"] - events["started"] > pd.Timedelta(days=1)).sum()),
        "missing_waits": int((waited & events["wait_min"].isna()).sum()),
        "missing_ids": int((events[IDS] == "").all(axis=1).sum()),
    }
    assert found == truths["planted_rows"]
    for kind, share in {"duplicates": 0.007, "late": 0.01, "missing_ids": 0.01}.items():
        assert found[kind] / len(events) == pytest.approx(share, rel=0.3), kind


def test_each_source_knows_the_ids_it_says(case, events, description):
    """Does no system record an id it does not identify by, and is each id that it says it knows ever there?"""
    for source, rows in events.groupby("source"):
        filled = {column for column in IDS if (rows[column] != "").any()}
        assert filled == set(description["sources"][source]["identifies_by"]), source
    assert set(description["sources"]) == set(events["source"])
    assert (events[IDS] != "").any(axis=1).mean() > 0.98


def test_phones_belong_to_nobody_and_are_written_in_several_ways(case):
    """Is each number 11 digits from 100 on, blank for some, written in three ways or more, and shared by a few?"""
    customers = case.table("customers")["phone"]
    assert (customers == "").mean() == pytest.approx(0.15, abs=0.03)
    assert customers.str.replace(r"\d", "0", regex=True).nunique() >= 4
    tables = ["customers", "app_accounts", "events", "tickets", case.outcome.table]
    digits = pd.concat([case.table(table)["phone"] for table in tables]).str.replace(r"[ +-]", "", regex=True)
    assert digits[digits != ""].str.fullmatch(r"(86)?100\d{8}").all()
    plain = customers[customers != ""].str.replace(r"[ +-]", "", regex=True).str[-11:]
    assert 0.005 < plain.duplicated().mean() < 0.05


def test_interviews_are_told_in_both_languages(case):
    """Are there 12 interviews of 8 to 14 turns in zh and in en, and is the same told of the same touchpoints?"""
    turns = case.table("interviews")
    for _, told in turns.groupby(["interview_id", "language"]):
        assert 8 <= len(told) <= 14
        assert told["turn"].tolist() == list(range(1, len(told) + 1))
        assert set(told["speaker"].iloc[::2]) == {"interviewer"}
        assert set(told["speaker"].iloc[1::2]) == {"customer"}
    about = turns[turns["touchpoint"] != ""].groupby(["interview_id", "language"])["touchpoint"].agg(set)
    assert about.xs("zh", level="language").equals(about.xs("en", level="language"))
    assert set(turns["interview_id"]) == set(range(1, 13))


def test_comments_are_varied_and_in_both_languages(case):
    """Is nearly every comment a text of its own, are half of the sentences, and is neither language rare?"""
    comments = case.table("comments")
    assert comments["text"].nunique() / len(comments) > 0.9
    shares = comments["language"].value_counts(normalize=True)
    assert shares.min() > 0.3
    for lang, breaks in (("zh", "(?<=[。！？])"), ("en", r"(?<=[.!?])\s+")):
        texts = comments.loc[comments["language"] == lang, "text"]
        sentences = texts.str.split(breaks, regex=True).explode()
        sentences = sentences[sentences != ""]
        assert sentences.nunique() / len(sentences) > 0.45, lang
    assert not comments["text"].str.contains(r"[{}\[\]|]").any()


def test_phrases_match_between_the_languages(recipe):
    """Does each language have words for every touchpoint, tone and topic that the other has?"""
    zh, en = (phrases(recipe.folder, lang) for lang in ("zh", "en"))
    assert zh.keys() == en.keys()
    assert zh["touchpoints"].keys() == en["touchpoints"].keys() == recipe.plan.by_code.keys()
    for code, bank in zh["touchpoints"].items():
        assert bank.keys() == en["touchpoints"][code].keys()
        assert bank.get("topics", {}).keys() == en["touchpoints"][code].get("topics", {}).keys()
        assert set(bank.get("topics", {})) <= set(recipe.plan.topics)


def test_answers_are_whole(case):
    """Is each improvement asked on each Kano sheet, and does nobody answer the relationship survey twice a period?"""
    sheets = case.table("kano").groupby("answer_id")["feature"].agg(list)
    assert all(sheet == sheets.iloc[0] for sheet in sheets)
    assert len(sheets) >= 100
    answers = case.table("relationship")
    period = answers["answered"] < case.periods["before"].until
    assert not answers.assign(period=period).duplicated(["member_id", "period"]).any()
    assert period.mean() == pytest.approx(0.5, abs=0.15)
    ratings = answers[[f"rate_{aspect.code}" for aspect in case.aspects]]
    assert 0.005 < ratings.isna().to_numpy().mean() < 0.3


def test_the_fix_works_and_chance_is_not_all_of_it(truths):
    """Does a bare comparison mislead, and does the difference in differences of whole populations find the effect?"""
    for name, effect in truths["effects"].items():
        bare = effect["with_fix"] - effect["before"]
        common = effect["control_after"] - effect["control_before"]
        assert effect["effect"] == pytest.approx(effect["with_fix"] - effect["without_fix"], abs=0.011)
        noise = 0.06 * abs(effect["before"]) if name == "sales" else 2.2
        assert bare - common == pytest.approx(effect["effect"], abs=noise), name
    assert truths["effects"]["satisfaction"]["effect"] > 10
    assert truths["effects"]["response_hours"]["effect"] < 0


def test_the_key_is_computed_as_it_says(name, recipe):
    """Does playing a small population again come near to the effects in the key, and is the computed part marked?"""
    text = (TRUTHS / f"{name}.toml").read_text(encoding="utf-8")
    assert f"{MARK} {name}" in text
    known = tomllib.loads(text)["effects"]
    found = true_effects(recipe, 600)
    assert found.keys() == known.keys()
    for indicator in ("satisfaction", "response_hours"):
        assert found[indicator]["effect"] == pytest.approx(known[indicator]["effect"], rel=0.35)
        assert found[indicator]["about"] == known[indicator]["about"]


def test_the_trainers_have_notes_in_both_languages(name, truths):
    """Are there notes in zh and en that name each planted truth and decoy by its code?"""
    for lang in ("zh", "en"):
        notes = (TRUTHS / f"{name}.{lang}.md").read_text(encoding="utf-8")
        for code in (*truths["pain_points"]["planted"], *truths["pain_points"]["decoys"]):
            assert f"`{code}`" in notes


def test_names_and_files_give_nothing_away(name):
    """Do descriptions, codes and titles keep from judging what the data show?"""
    for file in ("datapackage.json", "touchpoints.csv", "aspects.csv"):
        text = (DATASETS / name / file).read_text(encoding="utf-8").lower()
        for word in ("slow", "queue", "truth", "decoy", "too long", "太长", "太慢", "排队", "痛点", "pain point"):
            assert word not in text
