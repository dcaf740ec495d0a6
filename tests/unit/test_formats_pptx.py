"""Are the slides of a map shapes that can be edited, with every text on them or in their notes, and harmless?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exercise_folders import edited, solved_map
from hostile import MARK, hostile_map, map_of
from large_map import large_map
from poppler import poppler
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from journeybook import fonts
from journeybook.errors import WorkbookError
from journeybook.formats import convert, pptx
from journeybook.i18n import LANGUAGES, t
from journeybook.model import MAX_TEXT, JourneyMap, Stage

SPACE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def made(journey_map: JourneyMap, folder: Path, lang: str) -> Any:
    path = folder / "map.pptx"
    pptx.write(journey_map, path, lang)
    return Presentation(str(path))


def shapes(presentation: Any) -> Iterator[Any]:
    for slide in presentation.slides:
        yield from slide.shapes


def texts(presentation: Any) -> str:
    """Return what stands on all slides."""
    return "\n".join(shape.text_frame.text for shape in shapes(presentation) if shape.has_text_frame)


def notes(presentation: Any) -> str:
    return "\n".join(slide.notes_slide.notes_text_frame.text for slide in presentation.slides)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_card_is_a_shape_with_its_text(lang: str, tmp_path: Path) -> None:
    """Is each card of the model map one shape that holds its text, and is nothing a picture?"""
    journey_map = solved_map(lang)
    presentation = made(journey_map, tmp_path, lang)
    found = [squeezed(shape.text_frame.text) for shape in shapes(presentation) if shape.has_text_frame]
    for card in journey_map.touchpoints:
        assert any(squeezed(card.name) in text and squeezed(card.action) in text for text in found), card.name
    for card in journey_map.pain_points:
        severity = squeezed(t("board.severity_n", lang, n=card.severity))
        assert any(squeezed(card.text) in text and severity in text for text in found), card.text
    for card in journey_map.opportunities:
        assert any(squeezed(card.text) in text and squeezed(card.owner) in text for text in found), card.text
    assert all(shape.shape_type is not MSO_SHAPE_TYPE.PICTURE for shape in shapes(presentation))
    assert not any("/media/" in name for name in zipfile.ZipFile(tmp_path / "map.pptx").namelist())
    assert presentation.slide_width * 9 == presentation.slide_height * 16


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_notes_hold_the_evidence(lang: str, tmp_path: Path) -> None:
    """Do the notes hold each evidence with its source, beside the card that it supports?"""
    journey_map = solved_map(lang)
    presentation = made(journey_map, tmp_path, lang)
    said = squeezed(notes(presentation))
    for one in journey_map.evidence:
        assert squeezed(one.text) in said
        assert squeezed(one.source) in said
    assert {loss.where for loss in convert.dump(journey_map, "map.pptx", lang)[1]} == {
        "touchpoint.case_touchpoint",
        "one_way",
    }


def test_every_run_names_a_chinese_font(tmp_path: Path) -> None:
    """Does each piece of text name a font for Chinese, so that none is left to chance?"""
    presentation = made(solved_map("zh"), tmp_path, "zh")
    runs = [run for slide in presentation.slides for run in slide._element.iter(f"{SPACE}rPr")]
    assert len(runs) > 60
    for run in runs:
        assert run.find(f"{SPACE}ea").get("typeface") == "Microsoft YaHei"
        assert run.get("lang") == "zh-CN"


def test_the_curve_is_made_of_curves(tmp_path: Path) -> None:
    """Is the emotion curve drawn as Béziers that can be edited, and a touchpoint's feeling said to a screen reader?"""
    journey_map = solved_map("en")
    presentation = made(journey_map, tmp_path, "en")
    curves = [found for slide in presentation.slides for found in slide._element.iter(f"{SPACE}cubicBezTo")]
    # One between each two touchpoints; that at a slide's edge goes on on the next.
    assert len(curves) >= len(journey_map.touchpoints) - 1
    assert all(len(one.findall(f"{SPACE}pt")) == 3 for one in curves)
    described = {shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in shapes(presentation)}
    assert "Store checkout: Very unhappy" in described


def test_a_large_map_goes_on_with_its_stages_named(tmp_path: Path) -> None:
    """Does every card of a large map stand on a slide, inside its edges, with its stage named over it?"""
    journey_map = large_map(200, "en", 6)
    presentation = made(journey_map, tmp_path, "en")
    said = texts(presentation)
    for kind, cards in (("P", journey_map.pain_points), ("O", journey_map.opportunities)):
        for i in range(len(cards)):
            assert len(re.findall(rf"^{kind}{i} ", said, re.MULTILINE)) == 1
    for slide in list(presentation.slides)[1:]:
        assert any(shape.name.startswith(t("board.stage", "en")) for shape in slide.shapes)
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= presentation.slide_width + 1
            assert shape.top + shape.height <= presentation.slide_height + 1, shape.name


def test_long_texts_are_cut_and_stand_in_the_notes(tmp_path: Path) -> None:
    """Does a text of ten thousand characters leave its card readable, and stand in the notes whole?"""
    presentation = made(map_of("长" * MAX_TEXT), tmp_path, "zh")
    assert "长" * MAX_TEXT in notes(presentation)
    assert max(len(shape.text_frame.text) for shape in shapes(presentation) if shape.has_text_frame) < 2_000
    for shape in shapes(presentation):
        assert shape.top + shape.height <= presentation.slide_height + 1, shape.name


def test_hostile_texts_are_only_text(tmp_path: Path) -> None:
    """Has a file full of attacks no link, no script, no object and nothing from elsewhere in it?"""
    presentation = made(hostile_map(), tmp_path, "en")
    assert f"window.{MARK}=1" in texts(presentation)
    with zipfile.ZipFile(tmp_path / "map.pptx") as archive:
        names = archive.namelist()
        for name in names:
            content = archive.read(name)
            assert b"hlinkClick" not in content
            assert b'TargetMode="External"' not in content
        assert not any("vba" in name.lower() or "embeddings" in name or "externalLinks" in name for name in names)


def test_characters_that_no_file_may_hold(tmp_path: Path) -> None:
    """Are controls left out, for they would make a file that no program opens?"""
    presentation = made(map_of("a\x00\x0b\x1b\ufffe\u202eb"), tmp_path, "en")
    assert "ab" in texts(presentation)


def test_an_empty_map_has_one_slide(tmp_path: Path) -> None:
    """Is a map without stages one slide, and one with an empty stage two?"""
    assert len(made(JourneyMap(), tmp_path, "zh").slides) == 1
    one = JourneyMap(stages=(Stage(id="stage-1"),))
    assert len(made(one, tmp_path, "zh").slides) == 2


def test_without_a_chinese_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is one told where this computer cannot show the file's Chinese?"""

    def none() -> fonts.Typeface:
        raise WorkbookError("fonts.none_chinese")

    monkeypatch.setattr(fonts, "chinese", none)
    losses = pptx.write(solved_map("zh"), tmp_path / "map.pptx", "zh")
    (note,) = [loss for loss in losses if loss.where == "no_chinese_font"]
    assert "Microsoft YaHei" in note.words("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_libreoffice_opens_it(lang: str, tmp_path: Path) -> None:
    """Does another program than ours open the slides, with every stage, card and legend on them, none off the page?"""
    if shutil.which("soffice") is None and not os.environ.get("CI"):
        pytest.skip("soffice is not installed: it comes with libreoffice-impress")
    journey_map = solved_map(lang)
    backstage = [card.model_copy(update={"backstage": "后台 backstage"}) for card in journey_map.touchpoints]
    presentation = made(edited(journey_map, touchpoints=tuple(backstage)), tmp_path, lang)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "map.pptx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    said = squeezed(poppler("pdftotext", tmp_path / "map.pdf"))
    for stage in journey_map.stages:
        assert squeezed(stage.name) in said
    for card in (*journey_map.pain_points, *journey_map.opportunities):
        assert squeezed(card.text)[:8] in said
    assert squeezed(t("mapslides.legend_bare", lang)) in said
    pages = re.search(r"Pages:\s+(\d+)", poppler("pdfinfo", tmp_path / "map.pdf"))
    assert pages is not None
    assert int(pages[1]) == len(presentation.slides)
