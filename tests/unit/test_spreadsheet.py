"""Can a spreadsheet hold a text without running it?"""

from __future__ import annotations

import pytest

from journeybook.spreadsheet import LONGEST, harmless, printable, text_width


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=cmd|'/c calc'!A1"])
def test_formulas(text: str) -> None:
    """Is a text that a spreadsheet would run made harmless?"""
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "李雷", "Anna-Li", "a=b", "1.5"])
def test_ordinary(text: str) -> None:
    """Does ordinary text stay as it is?"""
    assert harmless(text) == printable(text) == text


def test_what_no_file_can_hold() -> None:
    """Are control characters and half characters replaced, but those that are wanted kept, and is the rest cut off?"""
    assert printable("a\x00\n\ud83d") == "a\ufffd\ufffd\ufffd"
    assert printable("a\n", keep="\n") == "a\n"
    assert len(printable("x" * 40_000)) == LONGEST


def test_chinese_letters_are_twice_as_wide() -> None:
    """Is a column of Chinese made wide enough?"""
    assert (text_width("ab"), text_width("旅程")) == (2, 4)
