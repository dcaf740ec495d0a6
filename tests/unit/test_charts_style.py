"""What charts have in common."""

import pytest

from journeybook.charts import style


def luminance(colour):
    """Relative luminance after WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("background", ["#ffffff", "#111111"])
def test_colours_are_readable_in_both_themes(background):
    """Is text above 4 : 1 and everything else that carries meaning above 3 : 1, on light and on dark?"""
    assert contrast(style.TEXT, background) > 4
    assert contrast(style.BLUE, background) > 3
    assert contrast(style.VERMILION, background) > 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<a href='x'>y</a>", "&lt;a href='x'&gt;y&lt;/a&gt;"),
        ("$a$ & $b$", "&#36;a&#36; &amp; &#36;b&#36;"),
        ("two\nlines\t", "two lines"),
        ("收银台", "收银台"),
    ],
)
def test_text_is_made_safe(text, shown):
    """Do markup, TeX and line breaks lose their power, and nothing else change?"""
    assert style.safe(text) == shown


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("门店收银台", 10, "门店收银台"),
        ("门店收银台", 8, "门店收…"),
        ("门", 1, "门…"),
    ],
)
def test_long_text_is_cut_by_width(text, most, shown):
    """Is text cut where it would be too wide, a Chinese character counting double?"""
    assert style.shortened(text, most) == shown


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("abc def", 7, ["abc def"]),
        ("abc def", 6, ["abc", "def"]),
        ("abc def ghi", 7, ["abc def", "ghi"]),
        ("abcdefgh", 5, ["abcde", "fgh"]),
        ("abcdefghijkl", 5, ["abcde", "fghi…"]),
        ("门店收银台", 6, ["门店收", "银台"]),
        ("门店", 1, ["门", "店…"]),
    ],
)
def test_long_text_is_folded_once(text, most, lines):
    """Is a text that is too wide broken at a blank where there is one, and cut only in its second line?"""
    assert style.folded(text, most) == lines
