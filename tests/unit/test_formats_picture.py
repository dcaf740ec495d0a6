"""Is a map drawn as a whole, harmless picture that stands for itself?"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from defusedxml.ElementTree import fromstring
from exercise_folders import edited, solved_map
from hostile import HOSTILE, MARK, hostile_map, map_of
from injections import INJECTIONS

from journeybook.formats.drawing.marks import Rect, Spot, Text
from journeybook.formats.drawing.table import sheet_scene
from journeybook.formats.drawing.wrap import width_of
from journeybook.formats.picture import Badge, badge_marks, map_svg
from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap, Lane, LaneCell, LaneKind, PainPoint, Stage, Touchpoint

SVG = "{http://www.w3.org/2000/svg}"
OURS = {SVG + tag for tag in "svg title desc style defs linearGradient stop g a rect path text tspan".split()}  # noqa: SIM905


def taken_apart(svg: str) -> ET.Element:
    """Return a picture's tree: it must be valid XML with none but our own elements, and nothing that runs or loads."""
    root: ET.Element = fromstring(svg)
    for element in root.iter():
        assert element.tag in OURS, element.tag
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), name
            if name == "aria-label":
                continue  # what a screen reader says: a text like those that are shown
            assert "javascript:" not in value.lower(), value
            if name in ("href", "src") or "url(" in value:
                assert re.fullmatch(r"#[\w-]+|url\(#[\w-]+\)", value), value
    return root


def words(root: ET.Element) -> str:
    """Return all that is written in a picture, each text on a line of its own, its lines put together again."""
    return "\n".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_on_the_map_is_in_the_picture(lang: str) -> None:
    """Does the picture of the model map hold every text of it, every lane's name and the words for peak and end?"""
    journey_map = solved_map(lang)
    shown = without_spaces(words(taken_apart(map_svg(journey_map, lang))))
    texts = [journey_map.persona.name, journey_map.persona.goal, journey_map.scenario.situation]
    texts += [stage.name for stage in journey_map.stages]
    texts += [text for card in journey_map.touchpoints for text in (card.name, card.action, card.thought)]
    texts += [card.text for card in journey_map.pain_points]
    texts += [text for card in journey_map.opportunities for text in (card.text, card.goal, card.measure, card.owner)]
    texts += {
        "zh": ["客户行为", "接触点", "情感曲线", "痛点", "机会点", "峰值", "终点", "场景·现状"],
        "en": ["Customer actions", "Touchpoints", "Emotion curve", "Pain points", "Opportunities", "peak", "end"],
    }[lang]
    assert [text for text in texts if without_spaces(text) not in shown] == []


MAPS = {"zh": solved_map("zh"), "en": solved_map("en"), "long": map_of("客户排队付款走不动，queueing for ages。" * 6)}


@pytest.mark.parametrize("journey_map", MAPS.values(), ids=MAPS)
def test_every_card_has_its_place(journey_map: JourneyMap) -> None:
    """Does each stage and card stand within the picture, one of no touchpoint too, and none on another?"""
    scene = sheet_scene(journey_map, 1400, "zh")
    spots = [mark for mark in scene.marks if isinstance(mark, Spot)]
    groups = (journey_map.stages, journey_map.touchpoints, journey_map.pain_points, journey_map.opportunities)
    assert sorted(spot.id for spot in spots) == sorted(card.id for group in groups for card in group)
    for i, one in enumerate(spots):
        assert 0 <= one.x < one.x + one.width <= scene.width
        assert 0 <= one.y < one.y + one.height <= scene.height
        for other in spots[i + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            below = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert beside or below, (one.id, other.id)


@pytest.mark.parametrize(
    "text", ["客户排队付款走不动，" * 20, "Wartezeitüberschreitung-" * 12, "a " * 150, "👩‍👩‍👧排队" * 40]
)
def test_long_texts_stay_in_their_boxes(text: str) -> None:
    """Do 200 Chinese characters, endless words and joined emoji break into lines that fit their card?"""
    scene = sheet_scene(map_of(text), 1400, "zh")
    boxes = [mark for mark in scene.marks if isinstance(mark, Spot)]
    inside = 0
    for mark in scene.marks:
        if not isinstance(mark, Text):
            continue
        widest = max(width_of(line, mark.size, mark.weight) for line in mark.lines)
        assert mark.x + (widest / 2 if mark.middle else widest) <= scene.width
        low = mark.y + (len(mark.lines) - 1) * mark.step
        for box in boxes:
            if box.x <= mark.x < box.x + box.width and box.y <= mark.y < box.y + box.height:
                inside += 1
                assert mark.x + widest <= box.x + box.width
                assert low <= box.y + box.height
    assert inside >= 8


def test_lanes_that_hold_nothing() -> None:
    """Is backstage work shown under its line only where somebody wrote some, and an own lane with its unit?"""
    plain = words(taken_apart(map_svg(solved_map("en"), "en")))
    assert "Line of visibility" not in plain
    journey_map = edited(
        solved_map("en"),
        lanes=(Lane(id="lane-1", name="Waiting", kind=LaneKind.NUMBER, unit="minutes"),),
        lane_cells=(LaneCell(id="lanecell-1", lane="lane-1", stage="stage-3", number=1234.5),),
        touchpoints=tuple(
            card.model_copy(update={"backstage": "Opens a second till"}) if i == 4 else card
            for i, card in enumerate(solved_map("en").touchpoints)
        ),
    )
    shown = words(taken_apart(map_svg(journey_map, "en")))
    assert "Line of visibility" in shown
    for text in ("Opensasecondtill", "Waiting", "minutes", "1,234.5"):
        assert text in without_spaces(shown)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_map(lang: str) -> None:
    """Is a map with nothing on it a picture all the same, which says so to a screen reader?"""
    root = taken_apart(map_svg(JourneyMap(), lang))
    description = root.find(f"{SVG}desc")
    assert description is not None
    assert description.text == {"zh": "这张旅程图还是空的。", "en": "The map is empty."}[lang]


@pytest.mark.parametrize("text", [HOSTILE, *INJECTIONS, "\x00\x0b\ufffe]]>", "a\tb\r\nc\u2028d"])
def test_hostile_texts_stay_texts(text: str) -> None:
    """Is a text that would run somewhere nothing but a text, wherever it stands?"""
    journey_map = map_of(text)
    for inline in (False, True):
        marks = [Badge(1, "touchpoint-1", text, "#here")]
        svg = map_svg(journey_map, "en", marks=marks, title=text, inline=inline)
        root = taken_apart(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) if inline else svg)
        assert root.tag == f"{SVG}svg"


def test_hostile_map() -> None:
    """Is the map that is hostile in every field drawn, with its texts to be read and none of them outside of one?"""
    svg = map_svg(hostile_map(), "en")
    root = taken_apart(svg)
    assert MARK in words(root)
    for element in root.iter():
        if element.tag not in (f"{SVG}text", f"{SVG}tspan", f"{SVG}title", f"{SVG}desc"):
            assert MARK not in (element.text or "")
        assert all(MARK not in value for value in element.attrib.values())


def test_a_large_map() -> None:
    """Is a map of 500 cards drawn in under a megabyte and a half, each card in its place?"""
    touchpoints = tuple(
        Touchpoint(
            id=f"touchpoint-{i}", stage=f"stage-{i % 10}", name=f"接触点 {i}", action="排队付款", emotion=i % 5 - 2
        )
        for i in range(300)
    )
    pains = tuple(
        PainPoint(id=f"painpoint-{i}", stage=f"stage-{i % 10}", touchpoint=f"touchpoint-{i}", text="等得太久")
        for i in range(200)
    )
    journey_map = JourneyMap(
        stages=tuple(Stage(id=f"stage-{i}", name=f"阶段 {i}") for i in range(10)),
        touchpoints=touchpoints,
        pain_points=pains,
    )
    svg = map_svg(journey_map, "zh")
    assert len(svg.encode()) < 1_500_000
    shown = words(taken_apart(svg)).split("\n")
    assert sum(text.startswith("接触点 ") for text in shown) == 300


def test_badges_stand_on_their_cards() -> None:
    """Does each number stand at its card's corner, several of one card beside each other, and a lost one nowhere?"""
    journey_map = solved_map("en")
    scene = sheet_scene(journey_map, 1400, "en")
    first, pain = journey_map.touchpoints[0].id, journey_map.pain_points[0].id
    badges = [Badge(1, first), Badge(2, first), Badge(3, pain), Badge(4, "touchpoint-gone"), Badge(5, "stage-2")]
    placed = badge_marks(scene, badges)
    assert [badge.number for badge, _ in placed] == [1, 2, 3, 5]
    spots = {mark.id: mark for mark in scene.marks if isinstance(mark, Spot)}
    boxes = []
    for badge, marks in placed:
        (box,) = (mark for mark in marks if isinstance(mark, Rect))
        spot = spots[badge.card]
        assert spot.x - 10 <= box.x <= spot.x + spot.width
        assert spot.y - 20 <= box.y <= spot.y
        boxes.append(box)
    assert boxes[0].x + boxes[0].width < boxes[1].x


def test_many_badges_on_one_card_go_on_below() -> None:
    """Do more numbers than fit beside each other go on in a second row, none of them hidden?"""
    journey_map = solved_map("en")
    scene = sheet_scene(journey_map, 1400, "en")
    placed = badge_marks(scene, [Badge(i, journey_map.touchpoints[0].id) for i in range(1, 13)])
    places = {(mark.x, mark.y) for _, marks in placed for mark in marks if isinstance(mark, Rect)}
    assert len(places) == 12


def test_a_picture_says_what_it_is() -> None:
    """Is it one image with a name and a description, and are badges that lead somewhere links beside that image?"""
    journey_map = solved_map("en")
    root = taken_apart(map_svg(journey_map, "en"))
    assert root.get("role") == "img"
    names = (root.get("aria-labelledby") or "").split()
    said = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert said[names[0]] == "Journey map · A bookshelf on Saturday"
    assert "Store checkout: Very unhappy" in (said[names[1]] or "")
    assert "Moments of truth: Store checkout, After-sales hotline." in (said[names[1]] or "")

    badge = Badge(7, journey_map.touchpoints[0].id, "The touchpoints are complete", "#check-map-2")
    root = taken_apart(map_svg(journey_map, "en", marks=[badge]))
    assert root.get("role") is None
    (image,) = (element for element in root.iter() if element.get("role") == "img")
    (link,) = root.iter(f"{SVG}a")
    assert link not in set(image.iter())
    assert (link.get("href"), link.get("aria-label")) == ("#check-map-2", "7 The touchpoints are complete")


def test_dark_on_a_dark_screen_and_light_on_paper() -> None:
    """Does each colour of a mark that differs on a dark screen have its rule there, and none on paper?"""
    root = taken_apart(map_svg(solved_map("en"), "en"))
    style = root.findtext(f"{SVG}style") or ""
    assert style.startswith("@media screen and (prefers-color-scheme:dark){")
    used = {name for element in root.iter() for name in (element.get("class") or "").split()} - {"jb-picture"}
    same = {f"{kind}-{accent}" for kind in "fs" for accent in ("accent", "good", "fair", "bad", "gold")}
    assert {name for name in used - same if f".jb-picture .{name}{{" not in style} == set()


def test_two_pictures_on_a_page() -> None:
    """Do the parts of two pictures have different names, and those of one always the same?"""

    def ids(svg: str) -> set[str]:
        return set(re.findall(r' id="([^"]+)"', svg))

    one = map_svg(solved_map("en"), "en")
    assert len(ids(one)) == 3
    for other in (solved_map("zh"), edited(solved_map("en"), opportunities=())):
        assert ids(one).isdisjoint(ids(map_svg(other, "en")))
    assert map_svg(solved_map("en"), "en") == one


def test_inside_a_page_it_names_no_address() -> None:
    """Does a picture for an HTML page hold no address at all, not even the namespace's?"""
    assert "http" not in map_svg(solved_map("en"), "en", inline=True)
    assert map_svg(solved_map("en"), "en").count("http") == 1


def test_another_language_is_refused() -> None:
    """Is a language that there is not refused?"""
    with pytest.raises(ValueError, match="one of zh, en"):
        map_svg(JourneyMap(), "de")
