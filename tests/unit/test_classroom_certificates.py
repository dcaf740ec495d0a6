"""Is a certificate whole, in both languages, whatever names it is given?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from poppler import poppler

from journeybook import fonts
from journeybook.classroom.certificate_page import Certificate, characters, draw
from journeybook.i18n import LANGUAGES, use_language

DAY = date(2026, 3, 14)
EXERCISES = (("Retail", 33.5, 40.0), ("银行", 28.0, 40.0))
LONG = "Anna Maria von und zu Hohenlohe-Waldenburg " * 8


@pytest.fixture(scope="module")
def typeface(tmp_path_factory: pytest.TempPathFactory) -> fonts.Typeface:
    """Return a Chinese font, cut down to what these tests write."""
    written = ""
    for lang in LANGUAGES:
        with use_language(lang):
            written += characters([certificate(name, trainer="李雷") for name in (*NAMES, LONG)])
    return fonts.cut(fonts.chinese(), written, tmp_path_factory.mktemp("fonts"))


def certificate(name: str, **parts: Any) -> Certificate:
    return replace(Certificate(name, "客户旅程图", "春季", EXERCISES, DAY), **parts)


def read(program: str, folder: Path, content: bytes, *args: str) -> str:
    (folder / "page.pdf").write_bytes(content)
    return poppler(program, folder / "page.pdf", *args)


NAMES = {
    "王芳": "王芳",
    "Zoë Åström": "Zoë Åström",
    "=1+1 <b>&": "=1+1 <b>&",
    "\x1b[2J\u202eli\nna\x00": "[2Jli na",
    "安娜🎉": "安娜",
    "": "",
}


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_names(typeface: fonts.Typeface, tmp_path: Path, name: str, shown: str) -> None:
    """Is what a name steers or no font has left out, and the rest there?"""
    content, left_out = draw(certificate(name), typeface)
    lines = [line.strip() for line in read("pdftotext", tmp_path, content, "-layout").splitlines()]
    assert not shown or shown in lines
    assert left_out == ("🎉" if "🎉" in name else "")


WORDS = {
    "zh": ("结业证书", "2026 年 3 月 14 日", "33.5 / 40 分"),
    "en": ("Certificate of Completion", "14 March 2026", "33.5 of 40 points"),
}


@pytest.mark.parametrize(("lang", "words"), WORDS.items())
def test_languages(typeface: fonts.Typeface, tmp_path: Path, lang: str, words: tuple[str, ...]) -> None:
    """Are the words those of the language, on one wide page of A4 with its fonts inside?"""
    with use_language(lang):
        content, _ = draw(certificate("王芳", trainer="李雷"), typeface)
    text = read("pdftotext", tmp_path, content, "-layout")
    assert [word for word in (*words, "李雷", "银行") if word not in text] == []
    about = read("pdfinfo", tmp_path, content)
    assert "Pages:           1\n" in about
    assert "Mar 14" in next(line for line in about.splitlines() if line.startswith("CreationDate"))
    assert "841.89 x 595.28 pts (A4)" in about
    embedded = read("pdffonts", tmp_path, content).splitlines()[2:]
    assert len(embedded) == 2
    assert all(" yes yes yes " in line for line in embedded)


def test_long_texts_stay_on_the_page(typeface: fonts.Typeface, tmp_path: Path) -> None:
    """Is a text that is too long made smaller and then cut, and a long list of exercises summed up?"""
    content, _ = draw(certificate(LONG, course=LONG, exercises=tuple((LONG, 1.0, 2.0) for _ in range(14))), typeface)
    boxes = read("pdftotext", tmp_path, content, "-bbox")
    ends = [float(part.split('"')[1]) for part in boxes.split("xMax=")[1:]]
    assert ends
    assert max(ends) < 841 - 30
    assert "and 5 more" in read("pdftotext", tmp_path, content, "-layout")


def test_from_the_right(tmp_path: Path) -> None:
    """Is a Hebrew name, which the Chinese font lacks, borrowed from another font and read from the right?"""
    if fonts.for_characters("שלום") is None:
        pytest.skip("no font with Hebrew characters is installed")
    content, left_out = draw(certificate("שלום"), fonts.chinese())
    assert left_out == ""
    # What is drawn from the right is found from the left in the order of the page.
    assert any(word in read("pdftotext", tmp_path, content) for word in ("שלום", "םולש"))
    assert len(read("pdffonts", tmp_path, content).splitlines()) == 5


def test_the_same_again(typeface: fonts.Typeface) -> None:
    """Does the same certificate give the same file?"""
    assert draw(certificate("王芳"), typeface) == draw(certificate("王芳"), typeface)
