"""The presenter's side of a debrief: agenda, times, spotlight, decisions, and what followers' phones get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from debrief_class import EXERCISE, GROUPS, NAMES, make_class, submit, variant
from exercise_folders import edited
from sqlalchemy import inspect, text

from journeybook.debrief import actions, agenda, clusters, decisions, presenterviews, spotlight, views
from journeybook.debrief.following import followed
from journeybook.debrief.session import Debrief
from journeybook.debrief.store import Store
from journeybook.errors import DebriefError
from journeybook.i18n import LANGUAGES, t

_TITLES = ["旅程图墙：各组看到了什么", "哪里看法一致，哪里不一致", "痛点和机会点", "投票：先做什么", "决定和行动"]


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def time(self) -> float:
        """Return the time it shows."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that the agenda looks at."""
    made = Clock()
    monkeypatch.setattr(agenda.time, "time", made.time)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a file."""
    opened = Store.open(tmp_path / "debrief.db")
    yield opened
    opened.close()


@pytest.fixture
def debrief(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Debrief:
    """A debrief whose four groups' maps are gathered."""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    begun = Debrief(make_class(tmp_path), EXERCISE, store)
    begun.update()
    return begun


def _ids(store: Store) -> list[int]:
    return [item.id for item in agenda.agenda(store, EXERCISE, "zh").items]


def _spent(store: Store) -> list[float]:
    return [item.spent for item in agenda.agenda(store, EXERCISE, "zh").items]


def _act(debrief: Debrief, action: str, /, **fields: Any) -> dict[str, Any]:
    return actions.act(debrief, action, json.dumps(fields).encode())


def _pain(debrief: Debrief, group: int = 0) -> tuple[str, str, str]:
    """Return page's id of a group, id and text of its first pain point."""
    shown = next(one for one in debrief.shown() if one.team.name == GROUPS[group])
    pain = debrief.maps()[0][shown.team.id].pain_points[0]
    return shown.id, pain.id, pain.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_default_agenda_follows_the_views(store: Store, lang: str) -> None:
    """Is there an agenda from the wall to the decisions in the class's language, made once, with nothing presented?"""
    assert agenda.kept(store, EXERCISE) is None
    first = agenda.agenda(store, EXERCISE, lang)
    assert [item.screen for item in first.items] == ["wall", "agreement", "ideas", "votes", "decisions"]
    assert [item.title for item in first.items] == [
        t(f"debriefview.agenda_{item.screen}", lang) for item in first.items
    ]
    assert (first.current, sum(item.minutes for item in first.items)) == (None, 60)
    number = store.changes()[0]
    assert agenda.agenda(store, EXERCISE, lang) == first
    assert store.changes()[0] == number
    assert agenda.kept(store, "another") is None


def test_an_agenda_that_was_emptied_stays_empty(store: Store) -> None:
    """Does the default agenda not come back by itself?"""
    for item in _ids(store):
        agenda.remove(store, EXERCISE, item)
    assert agenda.agenda(store, EXERCISE, "zh") == agenda.Agenda((), None)


def test_items_are_added_changed_moved_and_removed(store: Store) -> None:
    """Does the agenda hold what the trainer made of it, in their order?"""
    wall, agreement, *_ = _ids(store)
    new = agenda.add(store, EXERCISE, "  茶歇 \n 15 分钟 ", "", 15)
    agenda.edit(store, EXERCISE, agreement, title="先看分歧")
    agenda.edit(store, EXERCISE, agreement, minutes=20)
    agenda.place(store, EXERCISE, new, 1)
    agenda.place(store, EXERCISE, wall, 99)
    found = agenda.agenda(store, EXERCISE, "zh").items
    assert [item.title for item in found] == ["茶歇 15 分钟", "先看分歧", *_TITLES[2:], _TITLES[0]]
    assert [item.minutes for item in found[:2]] == [15, 20]
    agenda.remove(store, EXERCISE, new)
    assert _ids(store)[0] == agreement


@pytest.mark.parametrize(
    ("title", "minutes", "key"),
    [
        (" ", 5, "debrief.bad_name"),
        ("x" * 201, 5, "debrief.bad_name"),
        ("x", 0, "debrief.bad_minutes"),
        ("x", 241, "debrief.bad_minutes"),
    ],
)
def test_an_item_that_is_none(store: Store, title: str, minutes: int, key: str) -> None:
    """Is an item without title, or with strange minutes, refused both when new and when changed?"""
    item = _ids(store)[0]
    before = store.changes()
    for work in (
        lambda: agenda.add(store, EXERCISE, title, "wall", minutes),
        lambda: agenda.edit(store, EXERCISE, item, title=title, minutes=minutes),
    ):
        with pytest.raises(DebriefError) as told:
            work()
        assert told.value.key == key
    assert store.changes() == before


def test_no_such_item(store: Store) -> None:
    """Is what is asked of an item of another exercise, or of none, refused?"""
    theirs = agenda.agenda(store, "another", "en").items[0].id
    _ids(store)
    for item in (theirs, 99_999):
        for work in (
            lambda item=item: agenda.edit(store, EXERCISE, item, title="x"),
            lambda item=item: agenda.place(store, EXERCISE, item, 0),
            lambda item=item: agenda.remove(store, EXERCISE, item),
            lambda item=item: agenda.show(store, EXERCISE, item),
            lambda item=item: agenda.pause(store, EXERCISE, item),
            lambda item=item: agenda.extend(store, EXERCISE, item),
        ):
            with pytest.raises(DebriefError) as told:
                work()
            assert told.value.key == "debrief.unknown_item"


def test_the_agenda_does_not_grow_without_end(store: Store) -> None:
    """Is there a last item?"""
    for _ in range(50 - len(_ids(store))):
        agenda.add(store, EXERCISE, "x", "", 1)
    with pytest.raises(DebriefError, match="50"):
        agenda.add(store, EXERCISE, "x", "", 1)


def test_time_is_counted_from_what_is_stored(store: Store, clock: Clock, tmp_path: Path) -> None:
    """Does an item's time run, stand still, go on, and do a second window and a restart see the same?"""
    first, second, *_ = _ids(store)
    agenda.show(store, EXERCISE, first)
    clock.now += 65
    assert _spent(store)[:2] == [65, 0]
    agenda.pause(store, EXERCISE, first)
    agenda.pause(store, EXERCISE, first)
    clock.now += 1000
    assert _spent(store)[0] == 65
    other = Store.open(tmp_path / "debrief.db")
    assert _spent(other) == _spent(store)
    agenda.show(other, EXERCISE, first)
    agenda.show(store, EXERCISE, first)  # both windows were pressed
    clock.now += 5
    agenda.show(other, EXERCISE, second)
    clock.now += 7
    assert _spent(store)[:2] == [70, 7]
    other.close()
    again = Store.open(tmp_path / "debrief.db")
    found = agenda.agenda(again, EXERCISE, "zh")
    assert (found.current, [item.running for item in found.items]) == (second, [False, True, False, False, False])
    agenda.show(again, EXERCISE, first)
    clock.now += 1
    assert _spent(again)[:2] == [71, 7]
    again.close()


def test_over_time(store: Store, clock: Clock) -> None:
    """Is the time left less than nothing once it is over, and is a minute more a minute more?"""
    first = _ids(store)[0]
    agenda.show(store, EXERCISE, first)
    clock.now += 10 * 60 + 30
    assert agenda.agenda(store, EXERCISE, "zh").items[0].left == -30
    agenda.extend(store, EXERCISE, first)
    item = agenda.agenda(store, EXERCISE, "zh").items[0]
    assert (item.minutes, item.left) == (11, 30)
    agenda.edit(store, EXERCISE, first, minutes=agenda.MOST_MINUTES)
    with pytest.raises(DebriefError, match=str(agenda.MOST_MINUTES)):
        agenda.extend(store, EXERCISE, first)


def test_a_clock_that_is_set_back_gives_no_time_away(store: Store, clock: Clock) -> None:
    """Is the time an item has taken never less than nothing?"""
    first = _ids(store)[0]
    agenda.show(store, EXERCISE, first)
    clock.now -= 3600
    assert _spent(store)[0] == 0
    agenda.pause(store, EXERCISE, first)
    agenda.show(store, EXERCISE, first)
    clock.now += 10
    assert _spent(store)[0] == 10


def test_stopping_and_beginning_anew(store: Store, clock: Clock) -> None:
    """Does time stand still when nothing is presented, or the item is removed, and is it forgotten on demand?"""
    first, second, *_ = _ids(store)
    agenda.show(store, EXERCISE, first)
    clock.now += 10
    agenda.show(store, EXERCISE, None)
    clock.now += 10
    assert (agenda.agenda(store, EXERCISE, "zh").current, _spent(store)[0]) == (None, 10)
    agenda.show(store, EXERCISE, second)
    agenda.remove(store, EXERCISE, second)
    assert agenda.agenda(store, EXERCISE, "zh").current is None
    agenda.rewind(store, EXERCISE)
    found = agenda.agenda(store, EXERCISE, "zh")
    assert {(item.spent, item.running) for item in found.items} == {(0, False)}


def test_a_store_of_before_opens(tmp_path: Path) -> None:
    """Does a store made before there was a presenter open, keep what it has, and hold an agenda then?"""
    old = Store.open(tmp_path / "old.db")
    agenda.add(old, EXERCISE, "kept", "", 5)
    with old.write("maps") as connection:
        for name in ("debrief_presented", "debrief_spotlight"):
            connection.execute(text(f"DROP TABLE {name}"))
    old.close()
    opened = Store.open(tmp_path / "old.db")
    with opened.read() as connection:
        assert {"debrief_presented", "debrief_spotlight"} <= set(inspect(connection).get_table_names())
    assert agenda.agenda(opened, EXERCISE, "zh").items[0].title == "kept"
    opened.close()


def test_a_card_in_the_spotlight(debrief: Debrief) -> None:
    """Does a pain point stand there with its group, stage and evidence, and is it gone again on demand?"""
    team, card, said = _pain(debrief)
    _act(debrief, "spotlight", team=team, card=card)
    seen = presenterviews.presenter(debrief)["spotlight"]
    assert (seen["team"], seen["team_name"], seen["card"]) == (team, GROUPS[0], card)
    journey = variant("zh", 0)
    pain = next(one for one in journey.pain_points if one.id == card)
    stage = next(one for one in journey.stages if one.id == pain.stage)
    assert (seen["kind"], seen["text"], seen["stage"]) == ("pain_point", said, stage.name)
    assert seen["severity"] == pain.severity
    assert seen["evidence"] == [
        {"kind": str(one.kind), "text": one.text, "source": one.source} for one in journey.evidence if one.claim == card
    ]
    assert seen["evidence"]
    _act(debrief, "spotlight_off")
    assert presenterviews.presenter(debrief)["spotlight"] is None


def test_every_kind_of_card(debrief: Debrief) -> None:
    """Is every card of the picker one that can be shown, with its own words?"""
    found = presenterviews.cards(debrief)["cards"]
    assert {card["kind"] for card in found} == {"touchpoint", "pain_point", "opportunity"}
    assert {card["team_name"] for card in found} == set(GROUPS)
    for one in found[:: max(1, len(found) // 25)]:
        _act(debrief, "spotlight", team=one["team"], card=one["card"])
        seen = presenterviews.presenter(debrief)["spotlight"]
        assert (seen["kind"], seen["text"], seen["stage"]) == (one["kind"], one["text"], one["stage"])
    chance = next(card for card in found if card["kind"] == "opportunity")
    _act(debrief, "spotlight", team=chance["team"], card=chance["card"])
    assert {"answers", "goal", "measure"} <= {
        line["kind"] for line in presenterviews.presenter(debrief)["spotlight"]["lines"]
    }


def test_no_such_card(debrief: Debrief) -> None:
    """Is a card refused that the group does not have, and a stage, which is no card?"""
    team, card, _ = _pain(debrief)
    for whose, which in ((team, "pain-9"), (team, "stage-1"), ("?", card)):
        with pytest.raises(DebriefError):
            _act(debrief, "spotlight", team=whose, card=which)
    assert presenterviews.presenter(debrief)["spotlight"] is None


def test_a_card_follows_its_map(debrief: Debrief) -> None:
    """Does the spotlight say what the card says now, and nothing once it is gone?"""
    team, card, _ = _pain(debrief)
    _act(debrief, "spotlight", team=team, card=card)
    journey = variant("zh", 0)
    pains = tuple(
        pain.model_copy(update={"text": "改过了"}) if pain.id == card else pain for pain in journey.pain_points
    )
    submit(debrief.class_, "m0", edited(journey, pain_points=pains))
    debrief.update()
    assert presenterviews.presenter(debrief)["spotlight"]["text"] == "改过了"
    submit(debrief.class_, "m0", edited(journey, pain_points=(), opportunities=(), evidence=()))
    debrief.update()
    assert presenterviews.presenter(debrief)["spotlight"] is None
    assert followed(debrief.store, EXERCISE)["spotlight"] is None


def test_decisions_are_kept_changed_and_forgotten(debrief: Debrief) -> None:
    """Does the list hold what was agreed, in order, with its cluster's newest name?"""
    one, other, *_ = [found.id for found in clusters.current(debrief.store, EXERCISE) if found.kind == "pain_point"]
    first = _act(debrief, "decide", decision=None, text=" 先修收银台 \n", owner="", due="", cluster=None)["decision"]
    action = {"text": "加开两台", "owner": " 王  芳 ", "due": "2026-12-31", "cluster": one}
    second = _act(debrief, "decide", decision=None, **action)["decision"]
    clusters.rename(debrief.store, EXERCISE, other, "排队")
    clusters.merge(debrief.store, EXERCISE, one, other)
    plain = {"id": first, "text": "先修收银台", "owner": "", "due": "", "cluster": None, "cluster_name": ""}
    told = {**plain, "id": second, "text": "加开两台", "owner": "王 芳", "due": "2026-12-31"}
    assert views.decisions(debrief) == {"decisions": [plain, {**told, "cluster": other, "cluster_name": "排队"}]}
    _act(debrief, "decide", decision=second, text="加开三台", owner="", due="", cluster=None)
    _act(debrief, "forget", decision=first)
    assert views.decisions(debrief) == {"decisions": [{**plain, "id": second, "text": "加开三台"}]}
    assert decisions.decisions(debrief.store, "another") == []


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"text": " "}, "bad_decision"),
        ({"text": "x" * 1001}, "bad_decision"),
        ({"owner": "x" * 201}, "bad_owner"),
        ({"due": "31.12.2026"}, "bad_due"),
        ({"due": "2026-02-30"}, "bad_due"),
        ({"due": "20261231"}, "bad_due"),
        ({"cluster": 99_999}, "unknown_cluster"),
        ({"decision": 99_999}, "unknown_decision"),
    ],
)
def test_a_decision_that_is_none(debrief: Debrief, fields: dict[str, Any], key: str) -> None:
    """Is the reason told, with nothing kept?"""
    before = debrief.store.changes()
    whole = {"decision": None, "text": "x", "owner": "", "due": "", "cluster": None} | fields
    with pytest.raises(DebriefError) as told:
        _act(debrief, "decide", **whole)
    assert (told.value.key, debrief.store.changes()) == (f"debrief.{key}", before)
    with pytest.raises(DebriefError):
        _act(debrief, "forget", decision=99_999)


def test_hidden_names_are_in_none_of_it(debrief: Debrief) -> None:
    """Do the presenter's views and the phones hold no name while names are hidden, and do the names come back?"""
    for number in range(2):
        _act(debrief, "decide", decision=None, text="x", owner=GROUPS[number], due="", cluster=None)
    team, card, _ = _pain(debrief)
    _act(debrief, "spotlight", team=team, card=card)
    assert followed(debrief.store, EXERCISE)["spotlight"]["team"] == GROUPS[0]
    debrief.hide_names(True)
    letters = {one.id: one.name for one in debrief.shown()}
    seen = [presenterviews.presenter(debrief), presenterviews.cards(debrief), views.decisions(debrief)]
    seen.append(followed(debrief.store, EXERCISE))
    for one in seen:
        said = json.dumps(one, ensure_ascii=False)
        assert not [name for name in NAMES if json.dumps(name, ensure_ascii=False)[1:-1] in said]
        assert "group " not in said
    assert seen[0]["spotlight"]["team_name"] == seen[-1]["spotlight"]["team"] == letters[team]
    # A decision that is changed meanwhile keeps its owner.
    first = views.decisions(debrief)["decisions"][0]
    assert first["owner"] in letters.values()
    _act(debrief, "decide", decision=first["id"], text="y", owner=first["owner"], due="", cluster=None)
    debrief.hide_names(False)
    assert [one["owner"] for one in views.decisions(debrief)["decisions"]] == list(GROUPS[:2])


def test_what_followers_get(debrief: Debrief, clock: Clock) -> None:
    """Do phones get title, place, time and card, nothing before it is presented, and no more than that?"""
    assert followed(debrief.store, EXERCISE) == {"item": None, "spotlight": None}
    items = _ids(debrief.store)
    assert followed(debrief.store, EXERCISE) == {"item": None, "spotlight": None}
    _act(debrief, "agenda_show", item=items[3])
    clock.now += 10 * 60 + 5
    assert followed(debrief.store, EXERCISE)["item"] == {
        "title": _TITLES[3],
        "number": 4,
        "of": 5,
        "screen": "votes",
        "seconds": -5,
        "running": True,
    }
    team, card, said = _pain(debrief)
    _act(debrief, "spotlight", team=team, card=card)
    shown = followed(debrief.store, EXERCISE)["spotlight"]
    assert (shown["text"], shown["team"]) == (said, GROUPS[0])
    assert set(shown) == {*(spotlight.said(variant("zh", 0), card) or {}), "team"}


def test_the_agenda_by_actions(debrief: Debrief) -> None:
    """Does each action change what the presenter sees, and are screens no more than names?"""
    first, second, *_ = [item["id"] for item in presenterviews.presenter(debrief)["items"]]
    new = _act(debrief, "agenda_add", title="茶歇", screen="", minutes=5)["item"]
    _act(debrief, "agenda_edit", item=first, title="墙", screen=None, minutes=None)
    _act(debrief, "agenda_edit", item=first, title=None, screen="", minutes=7)
    _act(debrief, "agenda_place", item=new, place=0)
    _act(debrief, "agenda_extend", item=new)
    _act(debrief, "agenda_show", item=first)
    _act(debrief, "agenda_pause", item=first)
    _act(debrief, "agenda_remove", item=second)
    seen = presenterviews.presenter(debrief)
    assert [(item["title"], item["minutes"]) for item in seen["items"][:2]] == [("茶歇", 6), ("墙", 7)]
    assert (seen["current"], seen["items"][1]["running"], seen["items"][1]["screen"]) == (first, False, "")
    _act(debrief, "agenda_rewind")
    assert presenterviews.presenter(debrief)["current"] is None
    for screen in ("Wall", "../x", "<b>", "x" * 33):
        with pytest.raises(DebriefError) as told:
            _act(debrief, "agenda_add", title="x", screen=screen, minutes=5)
        assert told.value.key == "debrief.bad_request"
