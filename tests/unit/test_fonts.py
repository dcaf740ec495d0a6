"""Is a font with Chinese characters found, cut down, and its absence told?"""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from journeybook import fonts
from journeybook.errors import WorkbookError
from journeybook.i18n import LANGUAGES

TEXT = "客户旅程图 Journey 1²"


def characters(face: fonts.FontFile) -> set[int]:
    with TTFont(str(face.path), fontNumber=face.index, lazy=True) as font:
        return set(font.getBestCmap())


def weight(face: fonts.FontFile) -> int:
    with TTFont(str(face.path), fontNumber=face.index, lazy=True) as font:
        return int(font["OS/2"].usWeightClass)


def test_found() -> None:
    """Does the face that was chosen, and its bold one, hold Chinese and Latin, and carry the family's name?"""
    typeface = fonts.chinese()
    for face in (typeface.regular, typeface.bold):
        assert set(map(ord, "客户旅程图 Journey")) <= characters(face)
        with TTFont(str(face.path), fontNumber=face.index, lazy=True) as font:
            assert typeface.family in {font["name"].getBestFamilyName(), font["name"].getDebugName(1)}
    assert weight(typeface.regular) in range(300, 501)
    if typeface.family.startswith("Noto"):
        assert weight(typeface.bold) == 700


def test_found_without_fontconfig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Is the same face found in its usual place where no program can be asked?"""
    asked = fonts.chinese()
    places = [("Other", tmp_path / "none.ttf", tmp_path / "none.ttf")]
    monkeypatch.setattr(fonts, "_places", lambda: [*places, (asked.family, asked.regular.path, asked.bold.path)])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert fonts.chinese() == asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str) -> None:
    """Does a computer without one say what to install?"""
    monkeypatch.setattr(fonts, "_places", lambda: [])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WorkbookError) as error:
        fonts.chinese()
    assert "fonts-noto-cjk" in error.value.message(lang)
    assert fonts.for_characters("客") is None


def test_cut(tmp_path: Path) -> None:
    """Does a cut font hold what was asked for and nothing else, in a small file?"""
    cut = fonts.cut(fonts.chinese(), f"{TEXT}\U0001f389", tmp_path)
    for face in (cut.regular, cut.bold):
        assert characters(face) == set(map(ord, TEXT))
        assert face.path.stat().st_size < 50_000
    with TTFont(str(cut.regular.path)) as font:
        assert cut.family in {font["name"].getBestFamilyName(), font["name"].getDebugName(1)}


def test_other_scripts() -> None:
    """Is a font named for characters only if it has all of them?"""
    face = fonts.for_characters("客户")
    assert face is not None
    assert set(map(ord, "客户")) <= characters(face)
    assert fonts.for_characters("\U0010fffd") is None
