"""Does a map stand on sheets of paper with every card on one of them, and nothing cut in two?"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from exercise_folders import solved_map
from large_map import large_map

from journeybook.formats.drawing.curve import emotion_curve
from journeybook.formats.drawing.marks import Rect, Text, extent
from journeybook.formats.drawing.sheets import Sheet, poster_of, sheets_of, spread
from journeybook.formats.drawing.table import LEAST_SLOT, columns_of, fixed_width
from journeybook.i18n import LANGUAGES, t
from journeybook.model import JourneyMap, PainPoint, Stage, Touchpoint

WIDTH, HEIGHT = 1260.0, 820.0


def lines(sheets: list[Sheet]) -> Counter[str]:
    """Return every line of text that stands below the names of the stages, and on how many sheets."""
    return Counter(
        words
        for sheet in sheets
        for view in sheet.views
        for mark in view.marks
        if isinstance(mark, Text) and view.top > 0
        for words in mark.lines
    )


def test_every_card_stands_on_one_sheet() -> None:
    """Is each card of a large map on exactly one of its sheets, and each sheet no fuller than it may be?"""
    journey_map = large_map(120, stages=6)
    sheets = sheets_of(journey_map, WIDTH, HEIGHT, "zh")
    assert len(sheets) > 6
    found = lines(sheets)
    starts = Counter(words.split()[0] for words in found.elements() if words[:1] in "PO" or words[:1].isdigit())
    for i in range(len(journey_map.pain_points)):
        assert starts[f"P{i}"] == 1
    for i in range(len(journey_map.opportunities)):
        assert starts[f"O{i}"] == 1
    for sheet in sheets:
        assert all(view.at + view.bottom - view.top <= HEIGHT + 1 for view in sheet.views)


def test_nothing_is_cut_in_two() -> None:
    """Does each line of text stand on its sheet whole, and do the sheets together leave no height out?"""
    journey_map = JourneyMap(
        stages=(Stage(id="stage-1", name="购买"),),
        touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="收银台"),),
        pain_points=tuple(
            PainPoint(id=f"pain-{i}", stage="stage-1", touchpoint="touchpoint-1", text="排队太久 " * (5 + 7 * i % 40))
            for i in range(30)
        ),
    )
    sheets = sheets_of(journey_map, WIDTH, HEIGHT, "zh")
    parts = [sheet.views[-1] for sheet in sheets]
    assert len(parts) > 3
    assert [sheet.goes_on for sheet in sheets] == [False, *[True] * (len(sheets) - 1)]
    for view in parts:
        for mark in view.marks:
            low, high = extent(mark)
            if isinstance(mark, Text) or (isinstance(mark, Rect) and mark.height < 60):
                assert low >= view.top - 1, mark
                assert high <= view.bottom + 1, mark
    assert all(after.top <= before.bottom for before, after in pairwise(parts))
    # What goes on says whose it is.
    with_pains = [view for view in parts if any("排队" in str(getattr(mark, "lines", "")) for mark in view.marks)]
    assert lines(sheets)[t("board.lane_pain_point", "zh")] == len(with_pains) > 3


def test_stages_are_spread_evenly() -> None:
    """Are as few sheets used as can be, filled evenly, and a stage that is too wide for one cut into pieces?"""
    stages = tuple(Stage(id=f"stage-{i}", name=str(i)) for i in range(4))
    cards = tuple(Touchpoint(id=f"touchpoint-{i}", stage=f"stage-{min(i // 2, 3)}") for i in range(26))
    pains = (
        PainPoint(id="pain-1", stage="stage-3", touchpoint="touchpoint-25"),
        PainPoint(id="pain-2", stage="stage-3", touchpoint="touchpoint-0"),
    )
    columns = columns_of(JourneyMap(stages=stages, touchpoints=cards, pain_points=pains))
    found = spread(columns, WIDTH)
    assert [[(one.stage.name, one.slots) for one in sheet] for sheet in found] == [
        [("0", 2), ("1", 2), ("2", 2)],
        [("3", 7)],
        [("3", 7)],
        [("3", 6)],
    ]
    pieces = [one for sheet in found[1:] for one in sheet]
    assert [one.goes_on for one in pieces] == [False, True, True]
    # A pain point stays with its touchpoint; one that hangs elsewhere stands somewhere.
    assert "pain-1" in {card.id for card in pieces[2].pain_points}
    assert sum(card.id == "pain-2" for one in pieces for card in one.pain_points) == 1
    for sheet in found:
        assert fixed_width(sheet) + LEAST_SLOT * sum(one.slots for one in sheet) <= WIDTH
    assert len(spread(columns, WIDTH, 1)) == len(found) + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_peak_and_end_are_those_of_the_whole_journey(lang: str) -> None:
    """Are a map's peak and its end named once, however many sheets it has?"""
    found = lines(sheets_of(solved_map(lang), 700, 1600, lang))
    assert found[t("board.peak", lang)] == 1
    assert found[t("board.peak_end", lang)] == 1


def test_the_curve_goes_on_at_the_edge() -> None:
    """Does the curve leave a sheet at the height at which it comes onto the next?"""
    (one,) = emotion_curve([(0, 2), (100, -2)])
    left, right = one.between(-50, 30), one.between(30, 400)
    assert left is not None
    assert right is not None
    assert left.start == one.start
    assert right.end == one.end
    assert left.end == pytest.approx(right.start)
    assert left.end[0] == pytest.approx(30)
    assert one.between(100, 200) is None


def test_a_poster_has_bands() -> None:
    """Does a long map fill a poster in several bands, and a short one in one?"""
    long, short = large_map(200), solved_map("zh")
    assert sum(stage_heads(poster_of(short, 2300, 1600, "zh"))) == 5
    heads = stage_heads(poster_of(long, 2300, 1600, "zh"))
    assert sum(heads) == 10
    assert len(heads) > 1


def stage_heads(scene: object) -> list[int]:
    """Return how many stages each band of a drawing has."""
    from journeybook.formats.drawing.marks import Spot

    heights = Counter(
        round(mark.y)
        for mark in scene.marks  # type: ignore[attr-defined]
        if isinstance(mark, Spot) and mark.id.startswith("stage-")
    )
    return [count for _, count in sorted(heights.items())]
