"""Are the pictures and PDFs of a map whole: every word there, fonts inside, and harmless whatever people wrote?"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from exercise_folders import edited, solved_map
from hostile import MARK, hostile_map
from large_map import large_map
from PIL import Image
from poppler import poppler

from journeybook import fonts, mapfile
from journeybook.cli import commands
from journeybook.errors import FormatError, WorkbookError
from journeybook.formats import convert, pdf, png, svg
from journeybook.formats.losses import Loss, LossKind, plain
from journeybook.i18n import LANGUAGES
from journeybook.model import JourneyMap, Stage, Touchpoint

MM = 72 / 25.4
ENGLISH = JourneyMap(
    stages=(Stage(id="stage-1", name="Purchase"),),
    touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="Store checkout"),),
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts(journey_map: JourneyMap) -> list[str]:
    """Return what stands on a map's cards."""
    return [
        journey_map.persona.name,
        journey_map.scenario.name,
        *(stage.name for stage in journey_map.stages),
        *(text for card in journey_map.touchpoints for text in (card.name, card.action, card.thought)),
        *(card.text for card in journey_map.pain_points),
        *(text for card in journey_map.opportunities for text in (card.text, card.goal, card.measure, card.owner)),
    ]


def places(losses: tuple[Loss, ...]) -> set[str]:
    return {loss.where for loss in losses}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("paper", list(pdf.PAPERS))
def test_every_word_is_in_the_pdf(lang: str, paper: str, tmp_path: Path) -> None:
    """Does a PDF hold every text of the model map as text, on its paper, with all fonts inside and no picture?"""
    journey_map, path = solved_map(lang), tmp_path / "map.pdf"
    losses = convert.write(journey_map, path, lang, paper=paper)
    said = squeezed(poppler("pdftotext", path, "-raw"))
    for text in texts(journey_map):
        words = squeezed(text) if lang == "zh" else squeezed(text).replace("’", "'").replace("…", "...")
        for part in re.split(r"(?<=[，。、])|(?<=\W)", words):
            assert part in said, text
    sizes = re.findall(r"size:\s+([\d.]+) x ([\d.]+)", poppler("pdfinfo", path, "-f", "1", "-l", "99"))
    wide, high = pdf.PAPERS[paper].width, pdf.PAPERS[paper].height
    assert {(round(float(x) / MM), round(float(y) / MM)) for x, y in sizes} == {(wide, high)}
    assert (len(sizes) == 1) == (paper != "A4")
    faces = poppler("pdffonts", path).splitlines()[2:]
    assert faces
    assert all(re.search(r"\s(yes)\s+yes\s+yes\s", face) for face in faces), faces
    assert {"evidence.text", "evidence.source", "one_way"} <= places(losses)


def test_pages_are_numbered_and_have_all_lanes(tmp_path: Path) -> None:
    """Does each page of a map of many pages say which it is, and name its lanes and stages again?"""
    path = tmp_path / "map.pdf"
    pdf.write(large_map(60, "en", 5), path, "en")
    pages = poppler("pdftotext", path, "-raw").split("\f")[:-1]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in page
    assert sum("Emotion" in page for page in pages) >= 4


def test_a_poster_of_many_cards_says_how_small_its_letters_are(tmp_path: Path) -> None:
    """Is one told when a poster cannot be read, and what to do?"""
    losses = pdf.write(large_map(500), tmp_path / "map.pdf", "zh", paper="A1")
    (note,) = [loss for loss in losses if loss.where == "small_letters"]
    assert 1 < float(note.what) < 5
    assert "A3" in note.words("zh")
    assert "A3" in note.words("en")


def test_hostile_texts_are_only_text(tmp_path: Path) -> None:
    """Has a PDF of a map full of attacks no script, no link and nothing that starts by itself?"""
    path = tmp_path / "map.pdf"
    pdf.write(hostile_map(), path, "en")
    raw = path.read_bytes()
    for name in (b"/JavaScript", b"/JS", b"/AA", b"/URI", b"/Launch", b"/Annot"):
        assert name not in raw
    assert f"window.{MARK}=1" in squeezed(poppler("pdftotext", path, "-raw"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_png_shows_what_the_pdf_does(lang: str, tmp_path: Path) -> None:
    """Is a PNG sharp, as large as the drawing, light, and drawn with letters rather than boxes?"""
    path = tmp_path / "map.png"
    losses = convert.write(solved_map(lang), path, lang)
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert picture.width > 2_500
        assert picture.getpixel((3, 3)) == (255, 255, 255)
        colours = {colour for count, colour in picture.convert("RGB").getcolors(1 << 24) if count > 200}
    # The curve is drawn in all its colours, and so are cards of each kind.
    assert {(16, 147, 111), (220, 74, 63), (246, 239, 220)} <= {near(colour, colours) for colour in WANTED}
    assert "evidence.text" in places(losses)


WANTED = ((16, 147, 111), (220, 74, 63), (246, 239, 220))


def near(wanted: tuple[int, int, int], colours: set[tuple[int, int, int]]) -> tuple[int, int, int] | None:
    """Return the colour where one within two steps of it is there."""
    close = any(all(abs(a - b) <= 2 for a, b in zip(wanted, one, strict=True)) for one in colours)
    return wanted if close else None


def test_a_large_png_is_made_smaller_and_says_so(tmp_path: Path) -> None:
    """Does a map of 500 cards become a picture that programs open, and is one told that it is less sharp?"""
    path = tmp_path / "map.png"
    losses = png.write(large_map(500), path, "zh")
    with Image.open(path) as picture:
        assert max(picture.size) <= png.MOST_SIDE
        assert picture.width * picture.height <= png.MOST_PIXELS * 1.01
    assert "less_sharp" in places(losses)


def test_an_svg_is_a_file_of_its_own(tmp_path: Path) -> None:
    """Is the SVG that is written the picture that pages show, and does it say what it leaves out?"""
    path = tmp_path / "map.svg"
    losses = convert.write(solved_map("zh"), path, "zh")
    text = path.read_text(encoding="utf-8")
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "Noto Sans CJK SC" in text
    assert {loss.where for loss in losses} >= {"evidence.text", "one_way"}


def test_texts_that_are_cut_are_losses(tmp_path: Path) -> None:
    """Is one told of a text of which only the beginning is shown, and not of one that just fits?"""
    journey_map = solved_map("en")
    card = journey_map.touchpoints[0]
    long, short = (
        edited(
            journey_map, touchpoints=(card.model_copy(update={"thought": "x" * length}), *journey_map.touchpoints[1:])
        )
        for length in (1001, 1000)
    )
    shortened = Loss(LossKind.SHORTENED, "touchpoint.thought", card.name)
    assert shortened in svg.write(long, tmp_path / "map.svg", "en")
    assert shortened not in svg.write(short, tmp_path / "map.svg", "en")
    assert plain([shortened], "en") == f"Only the beginning is in it: thought of 1 touchpoint ({card.name})."


def test_without_a_chinese_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no font has Chinese: is one told so, are files that name fonts made, and an English map drawn?"""

    def none() -> fonts.Typeface:
        raise WorkbookError("fonts.none_chinese")

    monkeypatch.setattr(fonts, "chinese", none)
    for writer, name in ((pdf, "map.pdf"), (png, "map.png")):
        with pytest.raises(WorkbookError, match="fonts-noto-cjk"):
            writer.write(solved_map("zh"), tmp_path / name, "zh")
        assert not (tmp_path / name).exists()
    losses = svg.write(solved_map("zh"), tmp_path / "map.svg", "zh")
    assert "no_chinese_font" in places(losses)
    assert "no_chinese_font" not in places(svg.write(ENGLISH, tmp_path / "map.svg", "en"))
    pdf.write(ENGLISH, tmp_path / "map.pdf", "en")
    assert "Store checkout" in poppler("pdftotext", tmp_path / "map.pdf")


def test_characters_that_no_font_has_are_named(tmp_path: Path) -> None:
    """Is one told which characters are missing from a PDF and from a PNG?"""
    odd = edited(ENGLISH, stages=(Stage(id="stage-1", name="Purchase \U00013000"),))
    for writer, name in ((pdf, "map.pdf"), (png, "map.png")):
        losses = writer.write(odd, tmp_path / name, "en")
        assert Loss(LossKind.NOTE, "no_font", "\U00013000") in losses


def test_what_is_not_a_paper_is_refused(tmp_path: Path) -> None:
    """Is a size of paper that is not known an error that says which are, and nothing written?"""
    with pytest.raises(FormatError, match="A4, A3, A1"):
        convert.write(ENGLISH, tmp_path / "map.pdf", "en", paper="A2")
    assert list(tmp_path.iterdir()) == []


def test_pages_are_drawn_right(tmp_path: Path) -> None:
    """Do poppler's pages show ink in every lane: nothing is drawn off the page or in white?"""
    path = tmp_path / "map.pdf"
    pdf.write(solved_map("zh"), path, "zh", paper="A3")
    poppler("pdftotext", path)
    subprocess.run(["pdftoppm", "-png", "-r", "40", "-singlefile", path, tmp_path / "page"], check=True)
    with Image.open(tmp_path / "page.png") as picture:
        grey = picture.convert("L")
        for part in range(8):
            band = grey.crop((0, part * grey.height // 8, grey.width, (part + 1) * grey.height // 8))
            assert band.getextrema()[0] < 150, part


def test_the_command_chooses_the_paper(tmp_path: Path) -> None:
    """Does ``journeybook map convert`` write a poster, and refuse paper for what is no PDF?"""
    source = tmp_path / "map.journey.json"
    mapfile.write(source, ENGLISH)
    run = CliRunner()
    done = run.invoke(
        commands, ["map", "convert", str(source), str(tmp_path / "a.pdf"), "--paper", "a1", "--lang", "en"]
    )
    assert done.exit_code == 0, done.output
    assert "No map can be read from this file again" in done.output
    assert "2383.94 x 1683.78" in poppler("pdfinfo", tmp_path / "a.pdf")
    refused = run.invoke(commands, ["map", "convert", str(source), str(tmp_path / "a.svg"), "--paper", "A1"])
    assert isinstance(refused.exception, FormatError)
    assert not (tmp_path / "a.svg").exists()
