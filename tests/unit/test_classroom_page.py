"""Does the feedback page say what was found, what to try next and how it went, whatever lies beside the notebook?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from exercise_folders import ITEMS, edited, key_folder, released, solve, solved_map

from journeybook import answersfile, mapfile
from journeybook.classroom import page
from journeybook.classroom.distribution import Distribution
from journeybook.handin import FUTURE_FILE
from journeybook.i18n import LANGUAGES, Phrase, use_language
from journeybook.model import JourneyMap, Stage
from journeybook.rubric import Finding, Key, Status, Verdict, record

NOBODY = Distribution(0.0, (), 40.0)
WHY = Phrase("criteria.moments_of_truth_partly", {"found": 1, "total": 2, "marked": 1})
HINTS = (Phrase("criteria.decoys_left_alone_hint_1", {}), Phrase("criteria.decoys_left_alone_hint_2", {}))


def finding(criterion: str, share: float | None, points: float, where: tuple[str, ...] = ()) -> Finding:
    hints = HINTS if share is None or share < 1 else ()
    return Finding(criterion, Verdict(share, WHY, hints, where), points)


def part(name: str, score: float, points: float, *findings: Finding, waiting: bool = False) -> page.Part:
    placed = page.place_findings({name: findings}, None)[name]
    return page.Part(name, f"The {name}", score, points, waiting, findings=placed)


def graded(lang: str, folder: Path, journey_map: JourneyMap | None = None) -> Path:
    """Return the folder of a hand-in with its record, as grading leaves it."""
    exercise = released(lang, folder)
    solve(exercise)
    if journey_map is not None:
        mapfile.write(exercise.map_path, journey_map)
    key = Key.read(key_folder(lang) / "key.toml")
    record.write(folder / record.FILE_NAME, {item: exercise.findings(item, key=key) for item in ITEMS})
    return folder


def weak(lang: str) -> JourneyMap:
    """Return the model map with an empty stage, unjudged feelings, too many moments of truth and no owners."""
    journey_map = solved_map(lang)
    touchpoints = tuple(
        card.model_copy(update={"emotion": None if i % 2 else card.emotion, "is_moment_of_truth": i < 5})
        for i, card in enumerate(journey_map.touchpoints)
    )
    opportunities = tuple(card.model_copy(update={"owner": ""}) for card in journey_map.opportunities)
    stages = (*journey_map.stages, Stage(id="stage-bare", name="?"))
    return edited(journey_map, touchpoints=touchpoints, opportunities=opportunities, stages=stages)


def parts_of(folder: Path) -> tuple[list[page.Part], dict[str, str]]:
    """Return the parts of the retail exercise with the points that the record gives, and the items they check."""
    found = page.read_findings(folder)
    parts = [
        page.Part(f"check-{item}", item, sum(one.points for one in found.get(item, ())), points)
        for item, points in ITEMS.items()
    ]
    return parts, {f"check-{item}": item for item in ITEMS}


def gather(folder: Path, lang: str) -> page.Page:
    with use_language(lang):
        return page.gather(folder, "Anna", *parts_of(folder), NOBODY)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_solved(tmp_path: Path, lang: str) -> None:
    """Has a hand-in with full points no step to take, a full bar, a map without numbers and a glad sentence?"""
    made = gather(graded(lang, tmp_path / "x"), lang)
    assert (made.steps, made.share, made.numbered, made.problems) == ((), 1.0, False, ())
    assert (
        made.opening
        == {"zh": "要求的都做到了，非常好！", "en": "Everything that was asked for is there. Well done!"}[lang]
    )
    assert "<a " not in made.picture


@pytest.mark.parametrize("lang", LANGUAGES)
def test_findings_have_numbers_on_the_map(tmp_path: Path, lang: str) -> None:
    """Is each finding that speaks of cards numbered, in order, and its number a link on each of those cards?"""
    made = gather(graded(lang, tmp_path / "x", weak(lang)), lang)
    numbered = [one for part in made.parts for one in part.findings if one.anchor.number]
    assert [one.anchor.number for one in numbered] == list(range(1, len(numbered) + 1))
    assert {one.finding.criterion for one in numbered} == {
        "stages_covered",
        "touchpoints_complete",
        "stages_named",
        "moments_few",
        "moments_of_truth",
        "moments_ranked",
        "claims_have_evidence",
        "opportunities_complete",
    }
    links = [link.get("href") for link in fromstring(made.picture).iter("a")]
    assert links == [f"#{one.anchor.id}" for one in numbered for _ in one.finding.verdict.where]


def test_a_met_finding_has_no_number() -> None:
    """Is a finding that is met, or that speaks of no card that is drawn, without a number?"""
    journey_map = JourneyMap(stages=(Stage(id="stage-1"),))
    found = [finding("a", 1.0, 1, ("stage-1",)), finding("b", 0.0, 1, ("q1",)), finding("c", 0.5, 1, ("q1", "stage-1"))]
    placed = page.place_findings({"map": found}, journey_map)["map"]
    assert [one.anchor.number for one in placed] == [0, 0, 1]
    assert [one.anchor.id for one in placed] == ["map-1", "map-2", "map-3"]
    assert all(one.anchor.number == 0 for one in page.place_findings({"map": found}, None)["map"])


def test_next_steps_gain_most() -> None:
    """Are the three findings that would gain most named, the largest gain first, ties in order, with the first hint?"""
    parts = [
        part("a", 1, 3, finding("persona_complete", 0.0, 2), finding("scenario_complete", 1.0, 1)),
        part("b", 0, 8, finding("stages_covered", 0.0, 3), finding("touchpoints_complete", 0.0, 5)),
        part("c", 1, 4, finding("moments_of_truth", 0.25, 4)),
    ]
    with use_language("en"):
        steps = page.next_steps(parts)
    assert [(step.title, step.gain) for step in steps] == [
        ("The touchpoints are complete", 5.0),
        ("Every stage has a touchpoint", 3.0),
        ("The right moments of truth are marked", 3.0),
    ]
    assert steps[0].anchor == "b-2"
    assert steps[0].hint.startswith("Many complaints may only mean")
    assert steps[0].why.startswith("You marked 1.")


def test_next_steps_mind_the_trainers_own_points() -> None:
    """Does a part that the trainer gave full points by hand ask for nothing, and a waiting one neither?"""
    lacking = finding("stages_covered", 0.0, 3)
    assert page.next_steps([part("a", 3, 3, lacking), part("b", 0, 3, lacking, waiting=True)]) == ()
    with use_language("en"):
        (step,) = page.next_steps([part("a", 2, 3, lacking), part("open", 1, 4)])
    assert (step.anchor, step.gain) == ("a-1", 1)


def test_what_is_not_counted_comes_last() -> None:
    """Is a finding without points named only once no point is lacking, and then as one that gains nothing?"""
    said, counted = finding("customers_words", 0.5, 0), finding("stages_covered", 0.0, 3)
    met = finding("thoughts_given", 1.0, 0)
    with use_language("en"):
        assert [step.gain for step in page.next_steps([part("a", 0, 3, said, counted)])] == [3]
        (step,) = page.next_steps([part("a", 3, 3, met, said), part("b", 2, 2, finding("moments_few", 1.0, 2))])
    assert (step.anchor, step.gain) == ("a-2", 0)
    assert step.hint


def test_next_steps_of_who_has_not_begun() -> None:
    """Do they begin at the beginning, where what gains most would have nothing to stand on?"""
    parts = [
        part("a", 0, 3, finding("persona_complete", None, 2), finding("scenario_complete", None, 1)),
        part("b", 0, 8, finding("stages_covered", None, 3), finding("touchpoints_complete", None, 5)),
    ]
    with use_language("en"):
        assert [step.gain for step in page.next_steps(parts)] == [2, 1, 3]
    assert not page.begun(parts)
    assert page.begun([*parts, part("open", 1, 4)])


def test_without_a_record_parts_are_named(tmp_path: Path) -> None:
    """Where no record of the findings lies there, does the page name the parts that lack most, and draw the map?"""
    folder = graded("en", tmp_path / "x", weak("en"))
    parts, items = parts_of(folder)
    for content in (None, "{}", "{broken"):
        (folder / record.FILE_NAME).unlink(missing_ok=True)
        if content:
            (folder / record.FILE_NAME).write_text(content)
        with use_language("en"):
            made = page.gather(folder, "Anna", parts, items, NOBODY)
        assert [(step.anchor, step.gain) for step in made.steps] == [
            ("check-moments", 4.5),
            ("check-map", 3.75),
            ("check-evidence", 1.0),
        ]
        assert not made.found
        assert made.picture.startswith("<svg ")
        assert all(step.hint == "" for step in made.steps)


@pytest.mark.parametrize(
    ("criterion", "why"),
    [
        ("no_such", WHY),
        ("moments_of_truth", Phrase("criteria.no_such", {})),
        ("moments_of_truth", Phrase("no_such.no_such", {})),
        ("moments_of_truth", Phrase("criteria.moments_of_truth_partly", {})),
        ("moments_of_truth", Phrase("criteria.touchpoints_complete_hint_3", {"at_least": "8"})),
    ],
)
def test_a_record_of_another_version(tmp_path: Path, criterion: str, why: Phrase) -> None:
    """Is a record with a criterion or a sentence that this version does not know left alone, and one it knows read?"""
    path = tmp_path / record.FILE_NAME
    record.write(path, {"moments": [Finding(criterion, Verdict(0.0, why), 1.0)]})
    assert page.read_findings(tmp_path) == {}
    record.write(path, {"moments": [finding("moments_of_truth", 0.0, 1.0)]})
    assert len(page.read_findings(tmp_path)["moments"]) == 1


@pytest.mark.parametrize("content", ["{broken", None])
def test_a_map_that_cannot_be_drawn(tmp_path: Path, content: str | None) -> None:
    """Does a damaged or missing map leave a page without a picture, which says what is wrong, if anything is?"""
    folder = graded("en", tmp_path / "x")
    path = folder / "map.journey.json"
    path.unlink()
    if content:
        path.write_text(content)
    made = gather(folder, "en")
    assert made.picture == ""
    assert len(made.problems) == (1 if content else 0)


def test_a_map_too_large_to_be_seen(tmp_path: Path) -> None:
    """Is a map of thousands of cards not drawn, so that one hand-in cannot hold up the class's feedback?"""
    stages = tuple(Stage(id=f"stage-{i}") for i in range(page.MOST_CARDS + 1))
    mapfile.write(tmp_path / "map.journey.json", JourneyMap(stages=stages))
    assert page.read_map(tmp_path) is None
    mapfile.write(tmp_path / "map.journey.json", JourneyMap(stages=stages[1:]))
    assert page.read_map(tmp_path) is not None


def test_the_future_map_is_drawn_too(tmp_path: Path) -> None:
    """Is a future map that was handed in drawn beside the current one, without numbers?"""
    folder = graded("en", tmp_path / "x", weak("en"))
    (folder / FUTURE_FILE).unlink()
    assert gather(folder, "en").future == ""
    mapfile.write(folder / FUTURE_FILE, edited(solved_map("en"), kind="future"))
    made = gather(folder, "en")
    assert "As it should be" in made.future
    assert "<a " not in made.future


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quiz_answers_are_explained(tmp_path: Path, lang: str) -> None:
    """Is each question there with what was chosen, what is right and why; and nothing where there is no key?"""
    folder = graded(lang, tmp_path / "x")
    answersfile.write(folder / answersfile.FILE_NAME, {"q1": "a", "q2": "no such"})
    with use_language(lang):
        found = page.explained(folder, key_folder(lang) / "key.toml", "quiz")
        assert page.explained(folder, folder / "key.toml", "quiz") == {}
        assert page.explained(tmp_path, key_folder(lang) / "key.toml", "quiz") == {}
        assert len(page.explained(folder, key_folder(lang) / "key.toml", "effect")) == 4
    assert len(found) == 3
    first, second, third = found.values()
    assert first[0] != first[1]
    assert second[0] == third[0]
    assert all(why for _, _, why in found.values())


@pytest.mark.parametrize(
    ("scores", "key"),
    [
        ((0, 0), "opening_nothing"),
        ((1, 0), "opening_start"),
        ((4, 1), "opening_way"),
        ((4, 4), "opening_good"),
        ((4, 5.5), "opening_great"),
        ((4, 6), "opening_full"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_opening_fits_the_score(lang: str, scores: tuple[float, float], key: str) -> None:
    """Is each score met by its own sentence, which names the strongest part where there is one to be glad of?"""
    parts = [part("map", scores[0], 4), part("quiz", scores[1], 6)]
    with use_language(lang):
        said = page.opening(parts)
        named = page.t(f"feedback_page.{key}", part="The map")
        assert said == named
        assert page.opening([*parts, part("open", 0, 4, waiting=True)]) == (
            page.t("feedback_page.opening_full_so_far") if key == "opening_full" else named
        )
        assert page.opening([part("open", 0, 4, waiting=True)]) == page.t("feedback_page.opening_waiting")


def test_which_item_a_cell_checks() -> None:
    """Is the item read from the cell, in either kind of quotes, and none from other cells?"""
    assert page.item_of("from x import y\nexercise.check( 'pain-points' )") == "pain-points"
    assert page.item_of("exercise.board()") == ""


def test_bar_and_waiting_points() -> None:
    """Is the bar never fuller than full or emptier than empty, and are waiting points added up?"""
    made = page.Page("", (part("a", 5, 4), part("b", 0, 2, waiting=True)), "", (), "", "", (), NOBODY)
    assert (made.share, made.waiting) == (5 / 6, 2)
    assert replace(made, parts=(part("a", 9, 4),)).share == 1
    assert replace(made, parts=()).share == 0
    assert finding("a", None, 1).status is Status.NOT_ATTEMPTED
