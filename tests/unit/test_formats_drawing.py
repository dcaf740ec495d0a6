"""Are the parts of a picture the board's own, and do its lines and its curve keep their rules?"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from journeybook.formats.drawing import glyphs, palette
from journeybook.formats.drawing.curve import emotion_curve, emotion_y, monotone_slopes
from journeybook.formats.drawing.lanes import figure_words
from journeybook.formats.drawing.wrap import NO_END, NO_START, clusters, width_of, wrap

BOARD = Path(__file__).parents[2] / "helpers" / "board" / "src"


def measure(text: str) -> float:
    return width_of(text, 14)


def test_the_boards_pictures() -> None:
    """Are all signs drawn with the paths that the board draws them with?"""
    source = (BOARD / "ui" / "icons.tsx").read_text(encoding="utf-8")
    paths = dict(re.findall(r'(\w+):\s*"([^"]+)"', source))
    assert {name: paths.get(name) for name in glyphs.PATHS} == glyphs.PATHS
    for path in (glyphs.STAR, glyphs.EYES, *glyphs.MOUTHS.values()):
        assert f'"{path}"' in source
    assert f'"{glyphs.RING}"' in (BOARD / "picture" / "scene.ts").read_text(encoding="utf-8")


def test_the_boards_colours() -> None:
    """Are all colours mixed as the board mixes them, and worked out right?"""
    source = (BOARD / "picture" / "palette.ts").read_text(encoding="utf-8")
    mixes = re.findall(r'"?([\w-]+)"?: \["([\w-]+)", ([\d.]+), "([\w-]+)"\]', source)
    there = {name: (one, float(percent), other) for name, one, percent, other in mixes}
    assert {name: there[name] for name in palette.MIXES} == palette.MIXES
    assert dict(re.findall(r'(\w+): "(#\w+)"', source)).items() >= palette.ACCENTS.items()
    light = palette.colours(palette.LIGHT)
    assert light["muted"] == "#696b70"
    assert light["accent-tile"] == "#e6e9fb"


@pytest.mark.parametrize("ground", [palette.LIGHT, palette.DARK])
def test_texts_can_be_read(ground: palette.Ground) -> None:
    """Does every text stand out from what it stands on by 4.5 to 1, on a light and on a dark page?"""
    colours = palette.colours(ground)
    for text, behind in (
        *(("text", name) for name in ("surface", "sunken", "bad-soft", "good-soft", "gold-soft", "backstage")),
        *(("muted", name) for name in ("surface", "sunken")),
        ("accent-text", "accent-tile"),
        ("bad-text", "bad-soft"),
        *(("surface", f"{tone}-text") for tone in ("bad", "fair")),
    ):
        one, other = sorted((_luminance(colours[text]), _luminance(colours[behind])))
        assert (other + 0.05) / (one + 0.05) >= 4.5, (text, behind)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "text",
    [
        "结账排队太久，抱着东西（书架）站着动不了！",
        "Queues to pay on a Saturday afternoon",
        "App 搜索浏览 v2.10",
        "x" * 400,
        "",
    ],
)
@pytest.mark.parametrize("width", [40, 90, 160])
def test_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    """Are lines no wider than their room, and together the whole text but for spaces at their ends?"""
    lines = wrap(text, width, measure)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(measure(line) <= width for line in lines)


def test_lines_keep_the_rules_of_both_scripts() -> None:
    """Does no line begin with what closes or end with what opens, and is an English word kept whole?"""
    lines = wrap("她说：“排队太久（四十分钟），下次不来了。” Never again!", 75, measure)
    assert len(lines) > 3
    assert not any(line[0] in NO_START or line[-1] in NO_END for line in lines)
    assert "Never" in " ".join(lines).split()


def test_line_breaks_of_the_text_stay() -> None:
    """Does a new line that somebody typed begin a new line, and an empty one stay empty?"""
    assert wrap("one\r\ntwo\n\nthree", 500, measure) == ("one", "two", "", "three")


def test_letters_are_counted_as_readers_do() -> None:
    """Do accents, joined emoji and flags stay with their base, and is a Chinese letter as wide as it is high?"""
    assert clusters("e\u0301a👩‍👩‍👧🇨🇳🇩🇪👍🏽") == ["e\u0301", "a", "👩‍👩‍👧", "🇨🇳", "🇩🇪", "👍🏽"]
    assert width_of("痛点（一）", 14) == 5 * 14
    assert width_of("e\u0301", 14) == width_of("e", 14)


@pytest.mark.parametrize(
    "emotions", [(1, 1, 1, 2, -2, 0, -2, 0, -1), (2, -2, 2, -2), (0, 0), (-2, None, None, 2, 1), (1,), (None,), ()]
)
def test_the_curve_shows_no_feeling_that_nobody_had(emotions: tuple[int | None, ...]) -> None:
    """Does the curve run through every judged point and, between two, never leave the band between their heights?"""
    places = [(100.0 * i + 7 * (i % 3), emotion) for i, emotion in enumerate(emotions)]
    curve = emotion_curve(places)
    judged = [(x, emotion_y(emotion)) for x, emotion in places if emotion is not None]
    assert [stretch.start for stretch in curve] + [curve[-1].end] == judged if curve else len(judged) < 2
    for stretch in curve:
        low, high = sorted((stretch.start[1], stretch.end[1]))
        heights = []
        for step in range(101):
            at = step / 100
            weights = ((1 - at) ** 3, 3 * (1 - at) ** 2 * at, 3 * (1 - at) * at**2, at**3)
            points = (stretch.start, stretch.first, stretch.second, stretch.end)
            heights.append(sum(weight * point[1] for weight, point in zip(weights, points, strict=True)))
        assert low - 1e-9 <= min(heights) <= max(heights) <= high + 1e-9
        rising = [after - before for before, after in pairwise(heights)]
        assert all(step >= -1e-9 for step in rising) or all(step <= 1e-9 for step in rising)


def test_a_bridge_leads_over_what_nobody_judged() -> None:
    """Is a stretch over unjudged touchpoints told from one between neighbours?"""
    curve = emotion_curve([(0, 1), (1, None), (2, -1), (3, 0)])
    assert [stretch.bridge for stretch in curve] == [True, False]


def test_slopes_are_those_of_the_board() -> None:
    """Are the slopes those that Steffen's formula gives by hand: flat at ends and at turns, limited in between?"""
    assert monotone_slopes([(0, 0), (1, 1), (2, 0)]) == [0, 0, 0]
    assert monotone_slopes([(0, 0), (1, 1), (3, 5), (4, 5)]) == pytest.approx([0, 4 / 3, 0, 0])
    assert monotone_slopes([(0, 0), (1, 0.1), (2, 10), (3, 20)]) == pytest.approx([0, 0.2, 9.95, 0])
    assert monotone_slopes([]) == []


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "0"), (12.5, "12.5"), (-3.0, "−3"), (1234567.0, "1,234,567"), (1e15, "1.000000e+15")]
)
def test_figures(value: float, shown: str) -> None:
    """Are figures grouped, without needless zeros and with a true minus sign?"""
    assert figure_words(value) == shown


def test_words_of_the_board_are_there() -> None:
    """Does the board's catalogue have every word that a picture borrows from it?"""
    sources = Path(palette.__file__).parent.glob("*.py")
    borrowed = {key for source in sources for key in re.findall(r'"board\.(\w+)"', source.read_text(encoding="utf-8"))}
    assert len(borrowed) > 15
    for lang in ("zh", "en"):
        path = BOARD.parents[1] / "journeybook" / "locales" / lang / "board.json"
        assert borrowed <= json.loads(path.read_text(encoding="utf-8")).keys()
