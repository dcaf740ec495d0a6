"""A debrief's views as data, and what the trainer sets right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from debrief_class import EXERCISE, GROUPS, NAMES, make_class, submit, variant
from exercise_folders import released

from journeybook import workbook
from journeybook.debrief import clusters as kept
from journeybook.debrief import views, voting
from journeybook.debrief.extension import _VIEWS
from journeybook.debrief.session import Debrief, Figures
from journeybook.debrief.store import Store
from journeybook.errors import DebriefError
from journeybook.i18n import t
from journeybook.model import JourneyMap

_FIGURES = Figures(
    {"store_checkout": (-1.5, 12), "social_post": (1.0, 400)},
    {"store_checkout": {"name": "门店收银台", "surveys": 12, "csat": 20.0}},
)


@pytest.fixture
def debrief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Debrief]:
    """A debrief whose four groups' maps are gathered."""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    class_ = make_class(tmp_path)
    store = Store.open(tmp_path / "debrief.db")
    begun = Debrief(class_, EXERCISE, store, _FIGURES)
    begun.update()
    yield begun
    store.close()


def _ids(debrief: Debrief) -> dict[str, str]:
    return {one.name: one.id for one in debrief.shown()}


def _pains(debrief: Debrief) -> list[dict[str, Any]]:
    return [one for one in views.clusters(debrief)["clusters"] if one["kind"] == "pain_point"]


def test_all_maps_are_on_the_wall(debrief: Debrief) -> None:
    """Does each team stand there in the roster's order, with its map and the place of each of its stages?"""
    wall = views.wall(debrief)
    assert [team["name"] for team in wall["teams"]] == list(NAMES)
    assert wall["stages"] == [stage.name for stage in variant("zh", 0).stages]
    for number, team in enumerate(wall["teams"][: len(GROUPS)]):
        drawn = JourneyMap.parse(team["map"])
        assert drawn == variant("zh", number)
        assert team["places"] == {stage.id: place for place, stage in enumerate(drawn.stages)}
    assert (wall["teams"][-1]["map"], wall["teams"][-1]["places"]) == (None, {})
    assert wall["touchpoints"] == {"store_checkout": "门店收银台"}


def test_hidden_names_are_nowhere(debrief: Debrief) -> None:
    """Do no view's data hold a name, an id of the roster or its order while names are hidden, and do they come back?"""
    shown = _ids(debrief)
    debrief.hide_names(True)
    for view in (views.wall, views.agreement, views.clusters, views.votes):
        text = json.dumps(view(debrief), ensure_ascii=False)
        assert not [name for name in NAMES if name in text or f"group {name}" in text]
        assert "trainee" not in text
    teams = views.wall(debrief)["teams"]
    assert [team["name"] for team in teams] == [f"小组 {letter}" for letter in "ABCDE"]
    assert [team["id"] for team in teams] == sorted(shown.values())
    debrief.hide_names(False)
    assert _ids(debrief) == shown


def test_a_stage_is_put_elsewhere(debrief: Debrief) -> None:
    """Does a team's stage stand where the trainer put it, in every view, until that is taken back?"""
    team, stage = f"group {GROUPS[0]}", "stage-2"
    debrief.correct_stage(team, stage, 3)
    assert views.wall(debrief)["teams"][0]["places"][stage] == 3
    assert views.wall(debrief)["teams"][0]["likeness"][stage] == 1
    assert [team["corrected"] for team in views.wall(debrief)["teams"]] == [[stage], [], [], [], []]
    silent = views.agreement(debrief)["stages"][1]["silent"]
    assert silent == [_ids(debrief)[GROUPS[0]]]
    debrief.correct_stage(team, stage, None)
    assert views.wall(debrief)["teams"][0]["places"][stage] == 1
    assert views.wall(debrief)["teams"][0]["corrected"] == []


@pytest.mark.parametrize(
    ("team", "stage", "place"),
    [
        ("group 蓝鲸组", "stage-99", 0),
        ("group ?", "stage-1", 0),
        ("group 蓝鲸组", "stage-1", 5),
        ("group 蓝鲸组", "stage-1", -1),
    ],
)
def test_no_such_stage(debrief: Debrief, team: str, stage: str, place: int) -> None:
    """Is a correction refused whose stage or place is not there?"""
    before = debrief.store.changes()
    with pytest.raises(DebriefError, match="stage"):
        debrief.correct_stage(team, stage, place)
    assert debrief.store.changes() == before


def test_agreement_in_figures_and_words(debrief: Debrief) -> None:
    """Does the stage that one group sees darker come first, with a sentence, and are the words those of the figures?"""
    found = views.agreement(debrief)
    ids = _ids(debrief)
    assert [team["name"] for team in found["teams"]] == list(GROUPS)
    second = found["stages"][1]
    assert second["emotions"][ids[GROUPS[1]]] == -2
    assert found["discuss"][0]["place"] == 1
    assert second["name"] in found["discuss"][0]["text"]
    assert ids[GROUPS[1]] in found["discuss"][0]["teams"]
    assert 0 < found["alpha"]["value"] < 1
    assert found["alpha"]["text"] == t(f"debriefview.alpha_{_alpha_word(found['alpha']['value'])}", "zh")
    assert found["stages"][-1]["silent"] == [ids[GROUPS[2]]]


def _alpha_word(value: float) -> str:
    return "high" if value >= 0.8 else "fair" if value >= 2 / 3 else "low"


def test_few_answers_are_told(debrief: Debrief) -> None:
    """Does a warning name the stages with few answers, and none of those with many or without any?"""
    (few_answers,) = views.agreement(debrief)["warnings"]
    names = [stage.name for stage in variant("zh", 0).stages]
    assert [name for name in names if f"“{name}”" in few_answers] == [names[2]]


def test_few_teams_are_told(debrief: Debrief) -> None:
    """Does a warning say that two teams are few, once the others are off the roster?"""
    roster = debrief.class_.path / "roster.csv"
    roster.write_text("\n".join(roster.read_text(encoding="utf-8").splitlines()[:3]) + "\n", encoding="utf-8")
    debrief.update()
    assert views.agreement(debrief)["warnings"][0] == t("debriefview.few_teams", "zh", teams=2)


def test_clusters_hold_cards_and_what_the_data_say(debrief: Debrief) -> None:
    """Do the groups' queues at the till lie in one cluster, with texts, teams, severity, stage and figures?"""
    queue = next(one for one in _pains(debrief) if "排队" in one["name"])
    assert {card["team_name"] for card in queue["cards"]} >= set(GROUPS[:3])
    assert {card["touchpoint"] for card in queue["cards"]} == {"store_checkout"}
    assert (queue["severity"], queue["places"]) == (5, [2])
    assert queue["facts"] == [{"code": "store_checkout", **_FIGURES.facts["store_checkout"]}]
    assert any(one["kind"] == "opportunity" for one in views.clusters(debrief)["clusters"])


def test_no_result_before_it_is_revealed(debrief: Debrief) -> None:
    """Do views count ballots while a round is open, and tell its dots once it is revealed, not before?"""
    one, other = [found["id"] for found in _pains(debrief)[:2]]
    token = voting.join(debrief.store, voting.deal(debrief.store, 3)[0])
    round_id = voting.open_round(debrief.store, EXERCISE, "pain_point", "先做哪个？", [one, other])
    voting.vote(debrief.store, token, round_id, {one: 2, other: 1})
    voting.close_round(debrief.store, round_id)
    found = views.votes(debrief)
    assert (found["slips"], found["joined"]) == (3, 1)
    assert (found["rounds"][0]["ballots"], found["rounds"][0]["result"]) == (1, None)
    assert all(cluster["votes"] == {} for cluster in _pains(debrief))
    voting.reveal(debrief.store, round_id)
    assert views.votes(debrief)["rounds"][0]["result"] == {one: 2, other: 1}
    assert next(found for found in _pains(debrief) if found["id"] == one)["votes"] == {round_id: 2}


def test_votes_follow_a_merged_cluster(debrief: Debrief) -> None:
    """Are a merged cluster's dots those of the one it went into, and its cards there?"""
    one, other = [found["id"] for found in _pains(debrief)[:2]]
    token = voting.join(debrief.store, voting.deal(debrief.store, 1)[0])
    round_id = voting.open_round(debrief.store, EXERCISE, "pain_point", "?", [one, other])
    voting.vote(debrief.store, token, round_id, {one: 2, other: 1})
    voting.reveal(debrief.store, round_id)
    kept.merge(debrief.store, EXERCISE, other, one)
    assert next(found for found in _pains(debrief) if found["id"] == one)["votes"] == {round_id: 3}
    assert other not in [found["id"] for found in _pains(debrief)]


def test_updating_writes_nothing_where_nothing_is_new(debrief: Debrief) -> None:
    """Is the store left alone while no map changes, and are new cards found a cluster once one does?"""
    before = debrief.store.changes()[0]
    assert debrief.update().changed == ()
    assert debrief.store.changes()[0] == before
    submit(debrief.class_, "m9", variant("zh", 0))
    assert debrief.update().changed == ("trainee m9",)
    assert views.wall(debrief)["teams"][-1]["map"] is not None
    assert NAMES[-1] in {card["team_name"] for one in _pains(debrief) for card in one["cards"]}


def test_another_process_sees_the_same(debrief: Debrief) -> None:
    """Does a debrief that is begun anew on the same store show what this one does, corrections and ids included?"""
    debrief.correct_stage(f"group {GROUPS[0]}", "stage-2", 3)
    again = Debrief(debrief.class_, EXERCISE, debrief.store, _FIGURES)
    for view in (views.wall, views.agreement, views.clusters, views.votes):
        assert view(again) == view(debrief)


def test_views_can_be_sent(debrief: Debrief) -> None:
    """Are all views plain JSON, without numbers that JSON does not have?"""
    for view in (views.wall, views.agreement, views.clusters, views.votes):
        json.dumps(view(debrief), allow_nan=False)


def test_figures_of_a_case(tmp_path: Path) -> None:
    """Are the case's measured emotions and facts there for each touchpoint, named in the class's language?"""
    found = Figures.of(released("zh", tmp_path / "03-retail"), "en")
    assert found.facts.keys() >= found.emotions.keys() > {"store_checkout"}
    assert all(-2 <= mean <= 2 and n > 0 for mean, n in found.emotions.values())
    assert found.facts["store_checkout"]["name"].isascii()
    json.dumps(found.facts, allow_nan=False)


def test_cards_stand_in_the_order_of_the_teams_shown(debrief: Debrief) -> None:
    """Does the order of a cluster's cards tell nothing of the roster while names are hidden?"""
    for hidden in (False, True):
        debrief.hide_names(hidden)
        order = [one.id for one in debrief.shown()]
        for cluster in views.clusters(debrief)["clusters"]:
            places = [order.index(card["team"]) for card in cluster["cards"]]
            assert places == sorted(places)


def test_the_page_knows_what_each_view_hears_of() -> None:
    """Does the page's list name every view of the server, and no topic that the store does not have?"""
    source = (workbook.root() / "helpers" / "board" / "src" / "debrief" / "topics.ts").read_text(encoding="utf-8")
    listed = re.search(r"const CONCERNS = \{(.*?)\}", source, re.DOTALL)
    assert listed is not None
    found = {name: set(re.findall(r'"(\w+)"', topics)) for name, topics in re.findall(r"(\w+): \[(.*?)\]", listed[1])}
    assert set(found) == set(_VIEWS)
    written = [path.read_text(encoding="utf-8") for path in Path(views.__file__).parent.glob("*.py")]
    topics = {topic for text in written for topic in re.findall(r'\.write\("(\w+)"\)', text)} - {"secret"}
    assert set().union(*found.values()) == topics
