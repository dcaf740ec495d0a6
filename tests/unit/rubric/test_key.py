"""Is the trainer's key read with care?"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from journeybook.errors import RubricError
from journeybook.i18n import LANGUAGES
from journeybook.questions import QuestionKind, fits
from journeybook.questionsfile import read_questions
from journeybook.rubric import Key, Subject

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


def test_a_subject_gives_no_map_or_key_that_it_lacks() -> None:
    """Is a criterion that asks without need stopped, rather than given an empty map or key?"""
    with pytest.raises(ValueError, match="without a map"):
        _ = Subject(None).map
    with pytest.raises(ValueError, match="without it"):
        _ = Subject(None).the_key
