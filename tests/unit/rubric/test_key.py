"""Is the trainer's key read with care?"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from journeybook.cases import load
from journeybook.errors import RubricError
from journeybook.i18n import LANGUAGES
from journeybook.questions import QuestionKind, fits
from journeybook.questionsfile import read_questions
from journeybook.rubric import Key, Subject
from journeybook.rubric.causes import Approach, Cause
from journeybook.rubric.measured import effect_interval
from journeybook.rubric.subject import EffectKey

SOLUTIONS = Path(__file__).parents[3] / "solutions"
KEYS = sorted(SOLUTIONS.glob("*/*/key/key.toml"))

GOOD = """
[pain_points]
planted = [["checkout"], ["hotline", "repair"]]
decoys = ["search"]
[moments_of_truth]
codes = ["hotline"]
[quiz]
q1 = "b"
[explanations]
q1 = "Because."
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "key.toml"


def refusal(path: Path) -> RubricError:
    """Return the error that reading `path` gives; it names the file in both languages."""
    with pytest.raises(RubricError) as caught:
        Key.read(path)
    assert all("key.toml" in caught.value.message(lang) for lang in LANGUAGES)
    return caught.value


def test_a_whole_key(path: Path) -> None:
    """Is every part of the file in the key?"""
    path.write_text(GOOD, encoding="utf-8")
    assert Key.read(path) == Key(
        planted=(("checkout",), ("hotline", "repair")),
        decoys=("search",),
        moments=("hotline",),
        quiz={"q1": "b"},
        explanations={"q1": "Because."},
    )


def test_a_key_of_questions_alone_says_so(path: Path) -> None:
    """Does an exercise without a case need no pain points in its key, but only where the key says so outright?"""
    questions = GOOD[GOOD.index("[quiz]") :]
    path.write_text(f"no_case = true\n{questions}", encoding="utf-8")
    assert Key.read(path) == Key(quiz={"q1": "b"}, explanations={"q1": "Because."})
    path.write_text(questions, encoding="utf-8")
    assert refusal(path).params["place"] == "pain_points.planted"


CAUSES = """
[[pain_points.causes]]
at = ["hotline", "repair"]
cause = "Nobody keeps the promise."
approaches = [{ name = "an alarm", deeds = ["escalate", "升级"], things = ["ticket", "工单"] }]
"""

EFFECT = """
[effect]
indicator = "response_hours"
period = "e1"
group = "e2"
measure = "e3"
size = "e4"
sizes = { a = -28, b = 1.5 }
"""


def test_causes_and_the_effect(path: Path) -> None:
    """Are causes with what would mend them, and what is right about the effect, in the key?"""
    path.write_text(GOOD + CAUSES + EFFECT, encoding="utf-8")
    key = Key.read(path)
    alarm = Approach("an alarm", ("escalate", "升级"), ("ticket", "工单"))
    assert key.causes == (Cause(("hotline", "repair"), "Nobody keeps the promise.", (alarm,)),)
    parts = {"period": "e1", "group": "e2", "measure": "e3"}
    assert key.effect == EffectKey("response_hours", parts, "e4", {"a": -28, "b": 1.5})


@pytest.mark.parametrize(
    ("part", "instead", "place"),
    [
        ('at = ["hotline", "repair"]', 'at = "hotline"', "pain_points.causes.1.at"),
        ('at = ["hotline", "repair"]', "at = []", "pain_points.causes.1.at"),
        ('at = ["hotline", "repair"]', "", "pain_points.causes.1.at"),
        ('cause = "Nobody keeps the promise."', 'cause = " "', "pain_points.causes.1.cause"),
        ('cause = "Nobody keeps the promise."', "cause = 3", "pain_points.causes.1.cause"),
        ("approaches = [{", "ways = [{", "pain_points.causes.1.approaches"),
        ('name = "an alarm", ', "", "pain_points.causes.1.approaches.1.name"),
        ('deeds = ["escalate", "升级"]', 'deeds = "escalate"', "pain_points.causes.1.approaches.1.deeds"),
        ('deeds = ["escalate", "升级"]', 'deeds = [""]', "pain_points.causes.1.approaches.1.deeds"),
        ('things = ["ticket", "工单"]', "things = [1]", "pain_points.causes.1.approaches.1.things"),
        ("[[pain_points.causes]]", "[pain_points.causes]", "pain_points.causes"),
        ('indicator = "response_hours"', 'indicator = "hours"', "effect.indicator"),
        ('indicator = "response_hours"', 'indicator = ["sales"]', "effect.indicator"),
        ('group = "e2"', "group = 2", "effect.group"),
        ('measure = "e3"', "", "effect.measure"),
        ('size = "e4"', "", "effect.size"),
        ("sizes = { a = -28, b = 1.5 }", "sizes = [1, 2]", "effect.sizes"),
        ("sizes = { a = -28, b = 1.5 }", "sizes = {}", "effect.sizes"),
        ("sizes = { a = -28, b = 1.5 }", 'sizes = { a = "28" }', "effect.sizes"),
        ("sizes = { a = -28, b = 1.5 }", "sizes = { a = true }", "effect.sizes"),
        ("sizes = { a = -28, b = 1.5 }", "sizes = { a = nan }", "effect.sizes"),
    ],
)
def test_a_cause_or_an_effect_of_the_wrong_shape(path: Path, part: str, instead: str, place: str) -> None:
    """Is a key refused, naming the place and what was expected there, that would recognise nothing or everything?"""
    whole = GOOD + CAUSES + EFFECT
    assert part in whole
    path.write_text(whole.replace(part, instead), encoding="utf-8")
    error = refusal(path)
    assert error.key == "rubric.key_wrong"
    assert all(place in error.message(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    "text", ["effect = 3\n" + GOOD, "effect = []\n" + GOOD, GOOD + EFFECT.replace('indicator = "response_hours"', "")]
)
def test_an_effect_without_its_indicator(path: Path, text: str) -> None:
    """Is an effect refused that is no table, or does not name its indicator?"""
    path.write_text(text, encoding="utf-8")
    error = refusal(path)
    assert error.key == "rubric.key_lacks"
    assert "effect.indicator" in error.message("zh")


def test_a_key_may_have_no_decoys(path: Path) -> None:
    """May a case have no decoys?"""
    path.write_text(GOOD.replace('["search"]', "[]"), encoding="utf-8")
    assert Key.read(path).decoys == ()


@pytest.mark.parametrize(
    ("part", "instead", "place"),
    [
        ('[["checkout"], ["hotline", "repair"]]', '["checkout", "hotline"]', "pain_points.planted"),
        ('[["checkout"], ["hotline", "repair"]]', '"checkout"', "pain_points.planted"),
        ('[["checkout"], ["hotline", "repair"]]', "[]", "pain_points.planted"),
        ('decoys = ["search"]', 'decoys = "search"', "pain_points.decoys"),
        ('decoys = ["search"]', "decoys = [1]", "pain_points.decoys"),
        ('codes = ["hotline"]', 'codes = "hotline"', "moments_of_truth.codes"),
        ('codes = ["hotline"]', "codes = []", "moments_of_truth.codes"),
        ('[quiz]\nq1 = "b"', "[quiz]\nq1 = 2", "quiz"),
        ('[quiz]\nq1 = "b"', "[quiz]\nq1 = []", "quiz"),
        ('q1 = "Because."', 'q1 = ["Because."]', "explanations"),
    ],
)
def test_a_part_of_the_wrong_shape(path: Path, part: str, instead: str, place: str) -> None:
    """Is a key refused that would mark everybody wrong, naming the place, rather than used?"""
    assert part in GOOD
    path.write_text(GOOD.replace(part, instead), encoding="utf-8")
    error = refusal(path)
    assert error.key == "rubric.key_wrong"
    assert all(place in error.message(lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("gone", "place"),
    [
        ('decoys = ["search"]', "pain_points.decoys"),
        ('codes = ["hotline"]', "moments_of_truth.codes"),
        ('[quiz]\nq1 = "b"', "quiz"),
        ('[explanations]\nq1 = "Because."', "explanations"),
    ],
)
def test_a_missing_part(path: Path, gone: str, place: str) -> None:
    """Is a key without one of its parts refused, naming the part?"""
    path.write_text(GOOD.replace(gone, ""), encoding="utf-8")
    error = refusal(path)
    assert error.key == "rubric.key_lacks"
    assert all(place in error.message(lang) for lang in LANGUAGES)


def test_missing_and_not_toml(path: Path) -> None:
    """Is a missing file told from one that is not TOML or not UTF-8?"""
    assert refusal(path).key == "rubric.key_missing"
    for content in (b"planted = [", b"# \xff"):
        path.write_bytes(content)
        assert refusal(path).key == "rubric.key_broken"


@pytest.mark.parametrize("path", KEYS, ids=lambda path: f"{path.parts[-4]}-{path.parts[-3]}")
def test_keys_of_the_exercises_fit_their_questions(path: Path) -> None:
    """Does each key answer and explain every question of its exercise with an option that exists?"""
    key = Key.read(path)
    exercise = tomllib.loads((path.parents[1] / "exercise.toml").read_text(encoding="utf-8"))
    asked = {one.id: one for one in read_questions(exercise["question"], "exercise.toml")}
    judged = {id_ for id_, question in asked.items() if question.kind is not QuestionKind.OPEN}
    assert set(key.quiz) == set(key.explanations) == judged
    assert all(fits(asked[question], right) for question, right in key.quiz.items())
    assert all(text.strip() for text in key.explanations.values())


def test_right_answers_of_every_kind(path: Path) -> None:
    """May a key hold texts, lists and tables, for the kinds of questions that need them?"""
    rights = 'q1 = "b"\nq2 = ["a", "c"]\nq3 = { number = 30, tolerance = 1 }'
    path.write_text(GOOD.replace('q1 = "b"', rights), encoding="utf-8")
    assert Key.read(path).quiz == {"q1": "b", "q2": ["a", "c"], "q3": {"number": 30, "tolerance": 1}}


@pytest.mark.parametrize("path", KEYS, ids=lambda path: f"{path.parts[-4]}-{path.parts[-3]}")
def test_keys_of_the_exercises_fit_their_data(path: Path) -> None:
    """Are the causes those of planted pain points, and does the right size alone lie in the data's interval?"""
    key = Key.read(path)
    exercise = tomllib.loads((path.parents[1] / "exercise.toml").read_text(encoding="utf-8"))
    assert {cause.at for cause in key.causes} <= set(key.planted)
    if key.effect is None:
        return
    options = {question["id"]: set(question.get("options", ())) for question in exercise["question"]}
    assert {*key.effect.parts.values(), key.effect.size} <= set(options)
    assert set(key.effect.sizes) <= options[key.effect.size]
    low, high = effect_interval(load(exercise["case"]), key.effect.indicator)
    assert [option for option, size in key.effect.sizes.items() if low <= size <= high] == [key.quiz[key.effect.size]]


def test_a_subject_gives_no_map_or_key_that_it_lacks() -> None:
    """Is a criterion that asks without need stopped, rather than given an empty map or key?"""
    with pytest.raises(ValueError, match="without a map"):
        _ = Subject(None).map
    with pytest.raises(ValueError, match="without it"):
        _ = Subject(None).the_key
