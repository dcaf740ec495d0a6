"""Does an answers file survive whatever happens to it?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journeybook import answersfile
from journeybook.errors import AnswersFileError

ANSWERS = {"quiz-1": "b", "open-1": "排队 10 分钟，\n我会先改结账。🙂"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "answers.json"
    answersfile.write(file, ANSWERS)
    return file


def test_round_trip(path: Path) -> None:
    """Do the answers come back as they were written, in the order they were given?"""
    assert list(answersfile.read(path).items()) == list(ANSWERS.items())


def test_no_file_yet(tmp_path: Path) -> None:
    """Is an exercise that nobody has touched simply without answers?"""
    assert answersfile.read(tmp_path / "answers.json") == {}


def test_last_good_copy(path: Path) -> None:
    """Is the version before kept, and not replaced by a save that changes nothing?"""
    answersfile.write(path, {"quiz-1": "c"})
    answersfile.write(path, {"quiz-1": "c"})
    assert answersfile.read(answersfile.backup(path)) == ANSWERS


BROKEN = [
    (b"", "empty"),
    (b"[]", "not_answers"),
    (b'{"format": 1}', "not_answers"),
    (b'{"format": 1, "answers": []}', "not_answers"),
    (b'{"format": 1, "answers": {}, "score": 5}', "not_answers"),
    (b'{"format": 1, "answers": {"a": "x"', "truncated"),
    (b'{"format": 1, "answers": oops}', "not_json"),
    (b'{"format": 1, "answers": {"a": "x", "a": "y"}}', "strange_json"),
    (b"[" * 100_000, "strange_json"),
    (b'{"format": NaN, "answers": {}}', "strange_json"),
    ('{"format": 1, "answers": {"a": "好"}}'.encode("gb18030"), "not_utf8"),
    (b'{"format": true, "answers": {}}', "no_version"),
    (b'{"format": 0, "answers": {}}', "no_version"),
    (b'{"format": 2, "answers": {}}', "newer_version"),
    (b'{"format": 1, "answers": {"a": 5}}', "not_text"),
    (b'{"format": 1, "answers": {"a": "' + b"x" * 20_001 + b'"}}', "too_long"),
    (json.dumps({"format": 1, "answers": {str(n): "" for n in range(501)}}).encode(), "too_many"),
    (b" " * 2_000_001, "too_large"),
]


@pytest.mark.parametrize(("content", "key"), BROKEN, ids=[f"{n}-{case[1]}" for n, case in enumerate(BROKEN)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_broken_file(path: Path, content: bytes, key: str, lang: str) -> None:
    """Does each damage have its own sentence with file and copy, and is the file never overwritten?"""
    answersfile.write(path, {"quiz-1": "c"})
    path.write_bytes(content)
    for attempt in (lambda: answersfile.read(path), lambda: answersfile.write(path, ANSWERS)):
        with pytest.raises(AnswersFileError) as caught:
            attempt()
        assert caught.value.key == f"answersfile.{key}"
        message = caught.value.message(lang)
        assert "answers.json" in message
        assert "answers.json.bak" in message
    assert path.read_bytes() == content


def test_answers_that_break_a_rule_are_not_written(path: Path) -> None:
    """Is an answer that could not be read back refused, and the good file kept?"""
    with pytest.raises(AnswersFileError, match="20001"):
        answersfile.write(path, {"open-1": "x" * 20_001})
    assert answersfile.read(path) == ANSWERS


def test_half_an_emoji(path: Path) -> None:
    """Is half a character replaced, instead of making the file unwritable or unreadable?"""
    answersfile.write(path, {"a": "x\ud83d"})
    assert answersfile.read(path) == {"a": "x\ufffd"}
    path.write_text('{"format": 1, "answers": {"a": "\\ud83d\\ude42 \\ud83d"}}')
    assert answersfile.read(path) == {"a": "🙂 \ufffd"}


def test_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    """Is even a folder of that name reported in a sentence?"""
    (tmp_path / "answers.json").mkdir()
    with pytest.raises(AnswersFileError) as caught:
        answersfile.read(tmp_path / "answers.json")
    assert caught.value.key == "answersfile.cannot_read"
