"""Is a review read for what it is, and a damaged packet told?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journeybook import reviewfile
from journeybook.errors import ExerciseError
from journeybook.reviewfile import CHANGE, KEEP, PACKET_FILE, Packet, parse, question, read_packet, write_packet
from journeybook.rubric import Status

CRITERIA = ("persona_complete", "moments_few")
PACKET = Packet("03-retail", "0ad434", "零售 <b>", "zh", CRITERIA)


def test_ratings_of_known_criteria() -> None:
    """Are ratings of other criteria, and what is no rating, left out?"""
    answers = {
        question("persona_complete"): "partly_met",
        question("moments_few"): "not_attempted",
        question("stages_covered"): "met",
        KEEP: "good",
    }
    review = parse(answers, CRITERIA)
    assert review.ratings == {"persona_complete": Status.PARTLY_MET}
    assert (review.keep, review.change, review.is_empty) == ("good", "", False)
    assert parse(review.to_answers(), CRITERIA) == review
    assert parse({CHANGE: " \n", "criterion:none": "met"}, CRITERIA).is_empty


def test_packet(tmp_path: Path) -> None:
    """Is a packet read as it was written, without criteria that this version does not know?"""
    write_packet(tmp_path / PACKET_FILE, PACKET)
    assert read_packet(tmp_path / PACKET_FILE) == PACKET
    data = json.loads((tmp_path / PACKET_FILE).read_text())
    (tmp_path / PACKET_FILE).write_text(json.dumps(data | {"criteria": ["moments_few", "from_the_future"]}))
    assert read_packet(tmp_path / PACKET_FILE).criteria == ("moments_few",)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"lang": "fr"},
        {"code": "../../x"},
        {"code": 7},
        {"criteria": None},
        {"exercise": None, "code": ""},
    ],
)
def test_damaged_packet(tmp_path: Path, change: dict[str, object]) -> None:
    """Is a packet that is missing, damaged or points elsewhere told, with what to do?"""
    path = tmp_path / PACKET_FILE
    with pytest.raises(ExerciseError, match="join"):
        read_packet(path)
    write_packet(path, PACKET)
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(ExerciseError, match=r"packet\.json"):
        read_packet(path)


def test_waiting(tmp_path: Path) -> None:
    """Are the maps that wait on a desk found by their codes, and other folders passed over?"""
    exercise = tmp_path / "exercises" / "03-retail"
    assert reviewfile.waiting(exercise) == ()
    for name in ("0ad434", "ffffff", "notes", "0ad435"):
        (tmp_path / "reviews" / "03-retail" / name).mkdir(parents=True)
    for name in ("ffffff", "0ad434", "notes"):
        (tmp_path / "reviews" / "03-retail" / name / reviewfile.NOTEBOOK).touch()
    assert reviewfile.waiting(exercise) == ("0ad434", "ffffff")
