"""Is every difference between two maps named, and said so that a person understands it?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maps import differing, maps

from journeybook.formats.losses import CARDS, Loss, LossKind, between, left_out, plain
from journeybook.i18n import LANGUAGES, catalogue
from journeybook.model import Evidence, JourneyMap, Persona, Scenario, Stage, Touchpoint

WHERES = [
    "id",
    "map.kind",
    *(f"persona.{field}" for field in Persona.model_fields),
    *(f"scenario.{field}" for field in Scenario.model_fields),
    *CARDS,
    *(
        f"{card}.{field}"
        for card, cards in CARDS.items()
        for field in JourneyMap.model_fields[cards].annotation.__args__[0].model_fields
        if field != "id"
    ),
]


def small(**fields: object) -> JourneyMap:
    data = {"id": "touchpoint-1", "stage": "stage-1", "name": "Till", "emotion": 0, **fields}
    return JourneyMap.parse({"stages": [{"id": "stage-1", "name": "Buy"}], "touchpoints": [data]})


@pytest.mark.parametrize(
    ("fields", "kind", "where"),
    [
        ({"emotion": None}, LossKind.LEFT_OUT, "touchpoint.emotion"),
        ({"emotion": 2}, LossKind.CHANGED, "touchpoint.emotion"),
        ({"thought": "why?"}, LossKind.ADDED, "touchpoint.thought"),
        ({"is_moment_of_truth": True}, LossKind.ADDED, "touchpoint.is_moment_of_truth"),
        ({"name": ""}, LossKind.LEFT_OUT, "touchpoint.name"),
    ],
)
def test_a_field_that_differs_is_named(fields: dict[str, object], kind: LossKind, where: str) -> None:
    """Is what became blank told from what changed and what is new, and an emotion of 0 from none?"""
    assert between(small(), small(**fields)) == (Loss(kind, where, "Till"),)


def test_an_empty_text_and_none_are_the_same() -> None:
    """Is nothing reported that no reader sees?"""
    assert between(small(case_touchpoint=""), small(case_touchpoint=None)) == ()


def test_cards_are_found_again_without_their_ids() -> None:
    """Are cards matched by their place where the ids are new, also after a card that is missing?"""
    before = small()
    after = JourneyMap(
        stages=(Stage(id="stage-9", name="Buy"),),
        touchpoints=(Touchpoint(id="touchpoint-9", stage="stage-9", name="Till", emotion=0),),
    )
    assert between(before, after) == (Loss(LossKind.LEFT_OUT, "id"),)
    about, again = (
        one.model_copy(update={"evidence": (Evidence(id="evidence-1", claim=one.touchpoints[0].id, aspect="emotion"),)})
        for one in (before, after)
    )
    assert between(about, again) == (Loss(LossKind.LEFT_OUT, "id"),)
    names = ["a", "b", "c", "d"]
    full = JourneyMap(stages=tuple(Stage(id=f"stage-{name}", name=name) for name in names))
    less = JourneyMap(stages=tuple(Stage(id=f"stage-x{name}", name=name) for name in names if name != "b"))
    assert [(loss.kind, loss.what) for loss in between(full, less) if loss.where == "stage"] == [
        (LossKind.LEFT_OUT, "b")
    ]


def test_evidence_that_moved_and_order_are_seen() -> None:
    """Is evidence of another claim a change, and another order within a stage told?"""
    stages = (Stage(id="stage-1", name="Buy"),)
    one, two = (Touchpoint(id=f"touchpoint-{n}", stage="stage-1", name=n) for n in "ab")
    piece = Evidence(id="evidence-1", claim=one.id, aspect="emotion", text="so")
    before = JourneyMap(stages=stages, touchpoints=(one, two), evidence=(piece,))
    moved = JourneyMap(stages=stages, touchpoints=(two, one), evidence=(piece.model_copy(update={"claim": two.id}),))
    found = {(loss.kind, loss.where) for loss in between(before, moved)}
    assert found == {(LossKind.ORDER, "touchpoint"), (LossKind.CHANGED, "evidence.claim")}


def test_between_finds_what_another_comparison_finds() -> None:
    """Do random maps differ where an independent comparison by place says they do?"""

    @settings(max_examples=60, deadline=None)
    @given(maps(), st.randoms(use_true_random=False))
    def check(before: JourneyMap, random: object) -> None:
        assert between(before, before) == ()
        data = before.to_json()
        cards = [(kind, place) for kind in CARDS.values() for place in range(len(data[kind]))]
        if not cards:
            return
        kind, place = random.choice(cards)
        field = random.choice([name for name, value in data[kind][place].items() if value and name != "id"] or ["id"])
        if field in ("id", "stage", "lane", "claim", "kind", "aspect", "channel", "severity"):
            return
        data[kind][place][field] = [] if field == "pain_points" else None if field in NULL else NEW.get(field, "")
        after = JourneyMap.parse(data)
        assert {loss.where for loss in between(before, after)} == differing(before, after) != set()

    check()


NULL = {"emotion", "number", "touchpoint", "case_touchpoint"}
NEW = {"is_moment_of_truth": False}


@pytest.mark.parametrize("where", WHERES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_has_words(lang: str, where: str) -> None:
    """Can each loss of each field be said, for one card and for many, in both languages?"""
    for kind in LossKind:
        if kind in (LossKind.IGNORED, LossKind.NOTE):
            continue
        for count in (1, 5):
            said = plain(
                [Loss(kind, where, f"x{n}" if where.partition(".")[0] in CARDS else "") for n in range(count)], lang
            )
            assert said.count("\n") == 0
            assert "{" not in said
            assert "x0" in said or where.partition(".")[0] not in CARDS


def test_many_alike_are_one_line() -> None:
    """Is a long report short to read: one line a field, three names, the others counted?"""
    losses = [Loss(LossKind.LEFT_OUT, "touchpoint.thought", f"no. {n}") for n in range(40)]
    assert plain(losses, "en") == "Left out: thought of 40 touchpoints (no. 0, no. 1, no. 2 …)."
    assert plain(losses, "zh") == "未写入：40 个接触点的客户想法（no. 0、no. 1、no. 2等）。"
    assert losses[0].words("zh") == "未写入：1 个接触点的客户想法（no. 0）。"


def test_only_what_is_there_can_be_left_out() -> None:
    """Does a format that holds no thoughts lose nothing of a map without thoughts?"""
    assert left_out(JourneyMap(), WHERES) == (Loss(LossKind.LEFT_OUT, "map.kind"),)
    found = left_out(small(thought="hm"), ["touchpoint.thought", "touchpoint.action", "touchpoint.emotion", "id"])
    assert [(loss.where, loss.what) for loss in found] == [
        ("touchpoint.thought", "Till"),
        ("touchpoint.emotion", "Till"),
        ("id", ""),
    ]


def test_no_sentence_is_left_that_nobody_says() -> None:
    """Does each entry of the catalogue belong to a place or a kind of loss?"""
    used = {"separator", "and_more", "with_names", "field_of", "id"} | {kind.value for kind in LossKind}
    used |= {where.replace(".", "_") for where in WHERES}
    used |= {f"{count}_{card}" for card in CARDS for count in ("one", "many")}
    used |= {f"field_{where.partition('.')[2]}" for where in WHERES}
    assert {name for name in catalogue("en", "losses") if not name.startswith(("ignored_", "note_"))} <= used
