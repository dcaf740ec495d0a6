"""Which names may become part of a path?"""

from __future__ import annotations

import pytest

from journeybook.classroom import names


@pytest.mark.parametrize("name", ["a", "7", "anna.li", "anna_li-2", "王芳", "一班-2026", "A" * 40, "console"])
def test_safe(name: str) -> None:
    """Are ordinary ids in Latin letters, digits and Chinese let through?"""
    assert names.is_safe(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", ".hidden", "-x", "a/b", "a\\b", "../a", "a b", "a+b", "a*", "a?", "[a]", "a\n", "a\0"),
        *("a@b.c", "a:b", "a.", "CON", "nul.txt", "com1", "é", "A" * 41, "{x}", "$HOME", "～", "\u202ea"),
    ],
)
def test_unsafe(name: str) -> None:
    """Is everything refused that a path, a pattern, nbgrader or another system gives a meaning to?"""
    assert not names.is_safe(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("旅程 终稿　2.txt", "旅程 终稿　2.txt"),
        ("\x1b]0;owned\x07", "�]0;owned�"),
        ("a\r\nb\u2028c", "a��b�c"),
        ("\udcff.txt", "�.txt"),
        ("a\u202etxt.exe", "a�txt.exe"),
        ("x" * 200, "x" * names.MAX_SHOWN),
    ],
)
def test_printable(name: str, shown: str) -> None:
    """Is a name that others chose shown as it is, except for what would do something to the terminal?"""
    assert names.printable(name) == shown
    names.printable(name).encode()
