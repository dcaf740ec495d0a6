"""Do findings come back from disk as they were, and does a damaged file say what to do?"""

from __future__ import annotations

from pathlib import Path

import pytest

from journeybook.errors import RubricError
from journeybook.i18n import Phrase, use_language
from journeybook.rubric import Finding, Verdict, record


def test_findings_come_back(tmp_path: Path) -> None:
    """Are shares, sentences within sentences, hints and cards kept, and "not attempted" told from zero?"""
    inner = Phrase("rubric.key_texts", {})
    why = Phrase("rubric.key_wrong", {"file": "key.toml", "place": "quiz", "expected": inner, "came": "3"})
    findings = {
        "map": (
            Finding("stages_covered", Verdict(0.25, why, (Phrase("criteria.a", {"n": 3}),), ("stage-1",)), 3.0),
            Finding("persona_complete", Verdict(None, Phrase("criteria.b", {})), 1.0),
        ),
        "quiz": (Finding("quiz_right", Verdict(0.0, Phrase("criteria.c", {"name": "<b>旅程</b>"})), 2.0),),
    }
    record.write(tmp_path / record.FILE_NAME, findings)
    assert record.read(tmp_path / record.FILE_NAME) == findings


@pytest.mark.parametrize("text", [None, "", "[]", '{"format": 2, "items": {}}', '{"format": 1, "items": {"a": [{}]}}'])
def test_a_damaged_file_says_what_to_do(tmp_path: Path, text: str | None) -> None:
    """Is a missing, cut or foreign file an error in words?"""
    path = tmp_path / record.FILE_NAME
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with use_language("en"), pytest.raises(RubricError, match="Grade it again"):
        record.read(path)
