"""Does the shared document hold exactly the map, whatever its peers do?"""

from __future__ import annotations

import contextlib
import hashlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from journeybook.document import _FORM, MAX_UPDATE, MapDocument
from journeybook.errors import ModelError
from journeybook.model import (
    Aspect,
    Channel,
    Evidence,
    EvidenceKind,
    JourneyMap,
    Kind,
    Lane,
    LaneCell,
    LaneKind,
    Opportunity,
    PainPoint,
    Persona,
    Scenario,
    Stage,
    Touchpoint,
)

MAP = JourneyMap(
    kind=Kind.FUTURE,
    persona=Persona(name="林悦 🛒", about="上班族", goal="快"),
    scenario=Scenario(name="周六采购", situation="家里没米了"),
    stages=(Stage(id="stage-1", name="购买"), Stage(id="stage-2", name="使用")),
    touchpoints=(
        Touchpoint(id="touchpoint-9", stage="stage-1", name="结账", channel=Channel.STORE, emotion=-2),
        Touchpoint(id="touchpoint-1", stage="stage-1", name="开发票", is_moment_of_truth=True),
        Touchpoint(id="touchpoint-2", stage="stage-2", case_touchpoint="help_line", thought="怎么没人接？"),
    ),
    pain_points=(PainPoint(id="painpoint-1", stage="stage-1", touchpoint="touchpoint-9", text="排队", severity=5),),
    opportunities=(Opportunity(id="opportunity-1", stage="stage-1", text="加收银台", pain_points=("painpoint-1",)),),
    evidence=(
        Evidence(
            id="evidence-1", claim="painpoint-1", aspect=Aspect.PAIN_POINT, kind=EvidenceKind.QUOTE, text="等了半小时"
        ),
    ),
    lanes=(Lane(id="lane-2", name="等待 ⏱", kind=LaneKind.NUMBER, unit="分钟"), Lane(id="lane-1", name="部门")),
    lane_cells=(
        LaneCell(id="lanecell-9", lane="lane-2", stage="stage-1", number=14.5),
        LaneCell(id="lanecell-1", lane="lane-1", stage="stage-1", text="门店"),
        LaneCell(id="lanecell-2", lane="lane-2", stage="stage-2", number=-3),
    ),
)


def browser(document: MapDocument) -> tuple[Doc[Any], Map[Any]]:
    """Return a peer that has all of `document`, as the browser has after its hello."""
    doc: Doc[Any] = Doc()
    doc.apply_update(document.updates_since(doc.get_state()))
    return doc, doc.get("cards", type=Map)


def send(doc: Doc[Any], document: MapDocument) -> None:
    document.apply(doc.get_update(document.state()))


texts = st.text(max_size=12)


@st.composite
def maps(draw: st.DrawFn) -> JourneyMap:
    """Draw a map with up to four stages, eight touchpoints, four pain points and three lanes."""
    stages = [Stage(id=f"stage-{n}", name=draw(texts)) for n in range(draw(st.integers(1, 4)))]
    somewhere = st.sampled_from([stage.id for stage in stages])
    touchpoints = [
        Touchpoint(
            id=f"touchpoint-{n}",
            stage=draw(somewhere),
            name=draw(texts),
            channel=draw(st.sampled_from([None, *Channel])),
            emotion=draw(st.none() | st.integers(-2, 2)),
            is_moment_of_truth=draw(st.booleans()),
            backstage=draw(texts),
        )
        for n in range(draw(st.integers(0, 8)))
    ]
    pain_points = [
        PainPoint(id=f"painpoint-{n}", stage=draw(somewhere), text=draw(texts), severity=draw(st.integers(1, 5)))
        for n in range(draw(st.integers(0, 4)))
    ]
    lanes = [
        Lane(id=f"lane-{n}", name=draw(texts), kind=draw(st.sampled_from(LaneKind)), unit=draw(texts))
        for n in range(draw(st.integers(0, 3)))
    ]
    cells = [
        LaneCell(
            id=f"lanecell-{s}x{n}",
            lane=lane.id,
            stage=stage.id,
            text=draw(texts),
            number=draw(st.none() | st.floats(allow_nan=False, allow_infinity=False)),
        )
        for s, stage in enumerate(stages)
        for n, lane in enumerate(lanes)
        if draw(st.booleans())
    ]

    def ordered(cards: list[Any]) -> tuple[Any, ...]:
        return tuple(sorted(cards, key=lambda card: card.stage))

    return JourneyMap(
        stages=tuple(stages),
        touchpoints=ordered(touchpoints),
        pain_points=ordered(pain_points),
        lanes=tuple(lanes),
        lane_cells=tuple(cells),
    )


@given(maps())
@settings(max_examples=60, deadline=None)
def test_any_map_round_trips(journey_map: JourneyMap) -> None:
    """Does every map come back from the document as it went in?"""
    assert MapDocument(journey_map).to_map() == journey_map


def test_full_map_round_trips() -> None:
    """Do kind, header texts, evidence and links survive too?"""
    assert MapDocument(MAP).to_map() == MAP


def test_browser_edits_arrive() -> None:
    """Do text edits (Chinese and emoji), whole numbers and moves from a browser reach the map?"""
    document = MapDocument(MAP)
    doc, cards = browser(document)
    with doc.transaction():
        cards["touchpoint-9"]["name"].insert(len("结账".encode()), "台😀")
        cards["touchpoint-9"]["emotion"] = 1
        cards["touchpoint-1"]["at"] = ["stage-1", "touchpoint", "Zz"]
    send(doc, document)
    first, second, _ = document.to_map().touchpoints
    assert (second.name, second.emotion) == ("结账台😀", 1)
    assert first.id == "touchpoint-1"


def test_gone_cards_leave_no_loose_ends() -> None:
    """Does deleting a touchpoint, a pain point or a stage leave a map that obeys the model?"""
    document = MapDocument(MAP)
    doc, cards = browser(document)
    cards["touchpoint-9"]["gone"] = True
    send(doc, document)
    assert document.to_map().pain_points[0].touchpoint is None
    cards["painpoint-1"]["gone"] = True
    send(doc, document)
    after = document.to_map()
    assert (after.pain_points, after.evidence, after.opportunities[0].pain_points) == ((), (), ())
    cards["stage-2"]["gone"] = True
    send(doc, document)
    assert {touchpoint.stage for touchpoint in document.to_map().touchpoints} == {"stage-1"}
    cards["stage-1"]["gone"] = True
    send(doc, document)
    assert document.to_map().touchpoints == ()


def test_lane_cells_go_with_their_lane_or_stage() -> None:
    """Do cells vanish with a lane or a stage that is gone, and come back with it?"""
    document = MapDocument(MAP)
    doc, cards = browser(document)
    cards["lane-2"]["gone"] = True
    send(doc, document)
    after = document.to_map()
    assert ([lane.id for lane in after.lanes], [cell.id for cell in after.lane_cells]) == (["lane-1"], ["lanecell-1"])
    cards["lane-2"]["gone"] = False
    cards["stage-1"]["gone"] = True
    send(doc, document)
    assert [cell.id for cell in document.to_map().lane_cells] == ["lanecell-2"]


def test_two_cells_in_one_place_are_one() -> None:
    """Is the map whole where two programs made a cell of one lane in one stage each?"""
    document = MapDocument(MAP)
    doc, cards = browser(document)
    cards["lanecell-0"] = Map(
        {"type": "lane_cell", "at": ["stage-1", "lane-1", "a0"], "text": Text("总部"), "number": None}
    )
    send(doc, document)
    assert [cell.text for cell in document.to_map().lane_cells if cell.lane == "lane-1"] == ["总部"]


def test_observer_hears_each_update_until_it_leaves() -> None:
    """Is every change passed on to other browsers, and nothing after unobserving?"""
    document = MapDocument(MAP)
    doc, cards = browser(document)
    heard: list[bytes] = []
    subscription = document.observe(heard.append)
    cards["touchpoint-9"]["emotion"] = 0
    send(doc, document)
    assert len(heard) == 1
    other, other_cards = browser(MapDocument(MAP))
    document.unobserve(subscription)
    cards["touchpoint-9"]["emotion"] = 2
    send(doc, document)
    assert len(heard) == 1
    assert other_cards["touchpoint-9"]["emotion"] == -2
    del other


@pytest.mark.parametrize("raw", [b"", b"\xff" * 40, b"hello", b"\x01" * (MAX_UPDATE + 1)])
def test_bad_updates_are_refused(raw: bytes) -> None:
    """Is an update that is none refused, with the document as before?"""
    document = MapDocument(MAP)
    with pytest.raises(ValueError, match="update"):
        document.apply(raw)
    assert document.to_map() == MAP


def test_bad_state_vector_is_refused() -> None:
    """Is a state vector that is none refused?"""
    with pytest.raises(ValueError, match="state vector"):
        MapDocument(MAP).updates_since(b"\xff\xff\xff")


@pytest.mark.parametrize(
    ("field", "value"), [("emotion", 7), ("emotion", "high"), ("channel", "pigeon"), ("is_moment_of_truth", 3)]
)
def test_values_outside_the_model_are_an_error(field: str, value: object) -> None:
    """Does a browser that writes a value outside the rules get a ModelError, not a broken map?"""
    document = MapDocument(MAP)
    doc, cards = browser(document)
    cards["touchpoint-9"][field] = value
    send(doc, document)
    with pytest.raises(ModelError):
        document.to_map()


def test_unknown_and_malformed_cards_are_passed_over() -> None:
    """Do cards of an unknown type, plain values and a card without a place leave the rest readable?"""
    document = MapDocument(MAP)
    doc, cards = browser(document)
    with doc.transaction():
        cards["sticker-1"] = Map({"type": "sticker", "at": ["stage-1", "sticker", "a0"]})
        cards["number-1"] = 5
        cards["painpoint-2"] = Map({"type": "pain_point", "at": 7, "text": Text("无处可去"), "severity": 2})
    send(doc, document)
    after = document.to_map()
    assert after.touchpoints == MAP.touchpoints
    assert [(p.id, p.stage) for p in after.pain_points] == [("painpoint-2", "stage-1"), ("painpoint-1", "stage-1")]


STRANGE = st.sampled_from(
    [True, -1.5, 2**60, "x", b"x", [], ["", "stage", "a0"], [["x"], 1, 2], {"a": 1}, "Text", "Map", "Array"]
)
_SHARED = {"Text": lambda: Text("t"), "Map": lambda: Map({"k": 1}), "Array": lambda: Array([1])}
FIELDS = [
    "type",
    "at",
    "gone",
    "name",
    "text",
    "emotion",
    "channel",
    "severity",
    "pain_points",
    "touchpoint",
    "is_moment_of_truth",
    "number",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["touchpoint-9", "painpoint-1", "header"]), st.sampled_from(FIELDS), STRANGE))
)
def test_whatever_a_member_writes_the_others_can_go_on(strange: list[tuple[str, str, Any]]) -> None:
    """Is the worst that strange values in a group's document do a sentence on the board?"""
    document = MapDocument(MAP)
    doc, cards = browser(document)
    header: Map[Any] = doc.get("header", type=Map)
    for card, field, value in strange:
        made = _SHARED[value]() if value in ("Text", "Map", "Array") else value
        if card == "header":
            header["kind"] = made
        else:
            cards[card][field] = made
    send(doc, document)
    with contextlib.suppress(ModelError):
        document.to_map()


def test_all_who_begin_with_one_map_have_one_document() -> None:
    """Do two peers that began apart make the same update, so that neither doubles a card or loses the other's text?"""
    one, two = MapDocument(), MapDocument()
    assert one.is_empty
    for document in (one, two):
        document.begin(MAP)
    assert not one.is_empty
    assert one.updates_since(b"") == two.updates_since(b"")
    doc, cards = browser(one)
    text: Text = cards[MAP.pain_points[0].id]["text"]
    text += " 🚶"
    send(doc, two)
    assert two.to_map().pain_points[0].text == f"{MAP.pain_points[0].text} 🚶"
    assert len(two.to_map().touchpoints) == len(MAP.touchpoints)


def test_the_update_that_begins_a_map_stays_the_same() -> None:
    """Would a kernel of another version of the workbook begin in the same way? If not, `_FORM` has to change."""
    document = MapDocument()
    document.begin(
        JourneyMap(
            stages=(Stage(id="stage-1", name="买"),), touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1"),)
        )
    )
    found = hashlib.sha256(document.updates_since(b"")).hexdigest()[:16]
    assert (_FORM, found) == (1, "886b10b8fc4da21b")


@settings(max_examples=60, deadline=None)
@given(maps(), maps())
def test_a_document_becomes_any_map(before: JourneyMap, after: JourneyMap) -> None:
    """Does a document that says one map say another after it was told to, whatever the two have in common?"""
    document = MapDocument(before)
    document.become(after)
    assert document.to_map() == after


def test_becoming_keeps_what_somebody_else_types() -> None:
    """Is a text that another peer changes at the same time still there where the map does not differ in it?"""
    document = MapDocument(MAP)
    doc, cards = browser(document)
    text: Text = cards[MAP.touchpoints[0].id]["thought"]
    text += "（同时写的）"
    update = doc.get_update(document.state())
    changed = MAP.touchpoints[0].model_copy(update={"name": "新名字"})
    document.become(MAP.model_copy(update={"touchpoints": (changed, *MAP.touchpoints[1:])}))
    document.apply(update)
    found = document.to_map().touchpoints[0]
    assert found.name == "新名字"
    assert found.thought.endswith("（同时写的）")
