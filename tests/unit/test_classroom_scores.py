"""Can the scores be opened in a spreadsheet without harm?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from journeybook.classroom.scores import Line, Score, write_csv
from journeybook.errors import ClassError
from journeybook.i18n import use_language


def test_file(tmp_path: Path) -> None:
    """Does the file hold everyone's points, blanks for what is not graded, and no formula?"""
    lines = (
        Line("anna", "=HYPERLINK(1)", "一组", {"01-a": Score(2.5, 5, True), "02-b": Score(4, 4, False)}),
        Line("王芳", "王芳", "@x", {}),
    )
    with use_language("zh"):
        write_csv(tmp_path / "scores.csv", ("01-a", "02-b"), lines)
    assert (tmp_path / "scores.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "scores.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["编号", "姓名", "小组", "01-a", "02-b", "总分"],
            ["anna", "'=HYPERLINK(1)", "一组", "2.5", "4", "6.5"],
            ["王芳", "王芳", "'@x", "", "", "0"],
        ]


def test_no_folder(tmp_path: Path) -> None:
    """Is a file that cannot be written reported in a sentence?"""
    with pytest.raises(ClassError, match=r"scores\.csv"):
        write_csv(tmp_path / "none" / "scores.csv", (), ())
