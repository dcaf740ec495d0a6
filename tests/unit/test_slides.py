"""Do the lessons' slides hold what they should, where it can be read, and nothing that harms?"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from pptx import Presentation

from journeybook import workbook
from journeybook.course import Course, PageKind
from journeybook.errors import JourneybookError
from journeybook.formats.drawing.wrap import wrap
from journeybook.formats.slides import measuring
from journeybook.i18n import LANGUAGES, t
from journeybook.kit import slides
from journeybook.kit.slides import text
from journeybook.kit.slides.chartdrawing import harmless
from journeybook.lesson import Lesson

SPACE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

SAMPLE = [
    ("zh", "02-drawing/design-improvement"),
    ("en", "02-drawing/carry-out-and-feedback"),
    ("en", "01-theory/stages"),
]
if os.environ.get("JOURNEYBOOK_ALL_PAGES"):
    SAMPLE = [
        (lang, page.folder.relative_to(course.folder).as_posix())
        for lang in LANGUAGES
        for course in [Course(workbook.course(lang))]
        for page in course.pages
        if page.kind is not PageKind.EXERCISE
    ]


@pytest.fixture(scope="module", params=SAMPLE, ids="/".join)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Lesson, Any, Path]:
    lang, name = request.param
    [one] = slides.make([lang], tmp_path_factory.mktemp("slides"), lessons=[name])
    return Lesson(workbook.course(lang) / name), Presentation(str(one.path)), one.path


def shapes(deck: Any) -> Iterator[tuple[int, Any]]:
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            yield number, shape


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def high(frame: Any, width: float) -> float:
    """Return how high the text of a frame is, in points, by the sizes that the file gives."""
    total = 0.0
    for paragraph in frame.paragraphs:
        size = max((run.font.size.pt for run in paragraph.runs), default=0.0)
        bold = any(run.font.bold for run in paragraph.runs)
        room = width - int(paragraph._p.pPr.get("marL", "0")) / 12700
        said = paragraph.text.replace("\v", "\n")
        lines = wrap(said, room, lambda part, size=size, bold=bold: measuring.width(part, size, bold))
        total += len(lines) * (paragraph.line_spacing.pt if said else 0) + paragraph.space_after.pt
    return total


def test_every_lesson_begins_with_its_title_and_ends_with_the_group(made: tuple[Lesson, Any, Path]) -> None:
    """Does the first slide name the lesson and its minutes, and are takeaways and the group's question there?"""
    lesson, deck, _ = made
    first = "\n".join(texts(deck.slides[0]))
    assert lesson.title in first
    assert t("slides.minutes", lesson.lang, minutes=lesson.minutes) in first
    if not lesson.is_test:
        every = [said for slide in deck.slides for said in texts(slide)]
        assert t("slides.takeaways", lesson.lang) in every
        assert t("slides.group", lesson.lang) in every


def test_questions_come_before_their_answers(made: tuple[Lesson, Any, Path]) -> None:
    """Is each question asked once without its explanations, and is its answer on a later slide?"""
    lesson, deck, _ = made
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    if lesson.is_test:
        assert not any(keyed.question.text in said for keyed in lesson.questions.values() for said in notes)
        return
    for keyed in lesson.questions.values():
        about = [number for number, said in enumerate(notes) if keyed.question.text in said]
        told = [*filter(None, [*keyed.why.values(), keyed.explanation])]
        answers = [number for number in about if all(one in notes[number] for one in told)]
        assert answers, keyed.question.id
        assert about[0] < answers[0]
        assert not any(one in notes[about[0]] for one in told)
        asked = "\n".join(texts(deck.slides[about[0]]))
        assert not any(one in asked for one in told)


def test_the_notes_hold_the_whole_text(made: tuple[Lesson, Any, Path]) -> None:
    """Does the trainer find every sentence of the lesson in the notes?"""
    lesson, deck, _ = made
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    notebook = nbformat.read(lesson.folder / f"{lesson.folder.name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type != "markdown" or cell.source.startswith("["):
            continue
        for block in text.blocks(cell.source):
            if isinstance(block, text.Paragraph | text.Item):
                assert text.plain(block.words) in notes


def test_no_text_is_higher_than_its_frame(made: tuple[Lesson, Any, Path]) -> None:
    """Does every text fit its frame, and every frame the slide?"""
    _, deck, _ = made
    for number, shape in shapes(deck):
        assert min(shape.left, shape.top) >= 0, (number, shape.name)
        assert shape.left + shape.width <= deck.slide_width + 9, (number, shape.name)
        assert shape.top + shape.height <= deck.slide_height + 9, (number, shape.name)
        if shape.has_text_frame and shape.text_frame.text:
            frame = shape.text_frame
            width = (shape.width - frame.margin_left - frame.margin_right) / 12700
            used = high(frame, width)
            assert used <= (shape.height - frame.margin_top - frame.margin_bottom) / 12700 + 1.5, (number, frame.text)
        if shape.has_table:
            for row in shape.table.rows:
                for cell, column in zip(row.cells, shape.table.columns, strict=True):
                    used = high(cell.text_frame, (column.width - cell.margin_left - cell.margin_right) / 12700)
                    assert used <= (row.height - cell.margin_top - cell.margin_bottom) / 12700 + 1.5, cell.text


def test_every_run_names_an_east_asian_font(made: tuple[Lesson, Any, Path]) -> None:
    """Will Chinese be drawn by a Chinese font, also in tables and charts?"""
    _, deck, path = made
    seen = 0
    for slide in deck.slides:
        for run in slide._element.iter(f"{SPACE}r"):
            assert run.find(f"{SPACE}rPr/{SPACE}ea") is not None, run.findtext(f"{SPACE}t")
            seen += 1
    assert seen
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if name.startswith("ppt/charts/chart"):
                assert b"a:ea " in file.read(name)


def test_nothing_leads_elsewhere(made: tuple[Lesson, Any, Path]) -> None:
    """Is no part of the file, or of a sheet in it, related to something outside?"""
    _, _, path = made
    assert outside(path.read_bytes()) == []


def outside(content: bytes) -> list[str]:
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            data = file.read(name)
            if name.endswith(".rels") and b'TargetMode="External"' in data:
                found.append(name)
            if name.startswith("xl/worksheets/") and (b"<f>" in data or b"<hyperlink" in data):
                found.append(name)
            if name.endswith(".xlsx"):
                found += outside(data)
    return found


HOSTILE = [
    "# Title\n\n- [x](javascript:alert(1)) ![p](http://evil.example/p.png)\n- <script>alert(1)</script>",
    "## Bad\u0000\u0007\u202e \ud83d `=1+1`\n\n" + "W" * 900 + "\n\n" + "字" * 900,
    "## Table\n\n|" + "a|" * 30 + "\n|" + "-|" * 30 + "\n|" + "=cmd|" * 30 + "\n\n" + "> q\n" * 30,
    "## " + "very long heading " * 60 + "\n\n" + "".join(f"{n}. item {n} " + "words " * 30 + "\n" for n in range(40)),
]


def test_hostile_lessons_are_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a lesson with markup, controls, endless words and code that is no call make slides that hold together?"""
    home = tmp_path / "home"
    folder = home / "course" / "en" / "m" / "bad"
    folder.mkdir(parents=True)
    (home / "exercises").mkdir()
    (folder.parents[1] / "index.ipynb").write_text("{}", encoding="utf-8")
    course = 'format = 1\nlang = "en"\n[[module]]\nid = "m"\ntitle = "M"\n[[module.page]]\nlesson = "m/bad"\n'
    (folder.parents[1] / "course.toml").write_text(course, encoding="utf-8")
    (folder / "lesson.toml").write_text('lang = "en"\ntitle = "=Bad <b>"\nminutes = 5\n', encoding="utf-8")
    cells = [{"cell_type": "markdown", "id": f"c{n}", "metadata": {}, "source": one} for n, one in enumerate(HOSTILE)]
    code = "\n".join(
        [
            '__import__("os").system("touch ran")',
            'lesson.show_map("../../../secret.json")',
            'lesson.show_map(open("ran", "w"))',
            'lesson.quiz("none")',
            "lesson.chart()",
            'lesson.chart("flow", case="no such")',
        ]
    )
    shown = {"cell_type": "code", "id": "x", "metadata": {}, "source": code, "outputs": [], "execution_count": None}
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [*cells, shown]}
    (folder / "bad.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(home))
    monkeypatch.chdir(tmp_path)

    [one] = slides.make(["en"], tmp_path / "out", lessons=["m/bad"])

    assert not (tmp_path / "ran").exists()
    assert outside(one.path.read_bytes()) == []
    test_no_text_is_higher_than_its_frame((Lesson(folder), Presentation(str(one.path)), one.path))


def test_labels_become_no_formula_and_no_link() -> None:
    """Does the sheet behind a chart hold texts only?"""
    assert [harmless(one) for one in ("", "Wait", "=1+1", "http://x")] == ["", "Wait", " =1+1", " http://x"]


def test_what_somebody_changed_is_kept(tmp_path: Path) -> None:
    """Is our own unchanged file replaced, but one that was changed or is another's only when it is forced?"""
    lesson = ["00-start/pre-test"]
    [one] = slides.make(["en"], tmp_path, lessons=lesson)
    assert slides.is_ours(one.path)
    slides.make(["en"], tmp_path, lessons=lesson)
    deck = Presentation(str(one.path))
    deck.slides[0].shapes.title.text_frame.text = "mine"
    deck.save(str(one.path))
    changed = one.path.read_bytes()
    with pytest.raises(JourneybookError, match="pre-test"):
        slides.make(["zh", "en"], tmp_path, lessons=lesson)
    assert one.path.read_bytes() == changed
    assert not (tmp_path / "zh").exists()
    slides.make(["en"], tmp_path, lessons=lesson, force=True)
    assert slides.is_ours(one.path)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    """Does a wrong name get the list of right ones?"""
    with pytest.raises(JourneybookError, match="02-drawing"):
        slides.make(["en"], tmp_path, modules=["nothing"])
    with pytest.raises(JourneybookError, match="02-drawing/collect-data"):
        slides.make(["en"], tmp_path, lessons=["nothing"])


@pytest.mark.parametrize(
    ("said", "point"),
    [
        (
            "你好。我是**何先生**，在城西开了一家三十座的小咖啡馆。别的不说。",
            "你好。我是何先生，在城西开了一家三十座的小咖啡馆。",
        ),
        ("Why so? Because nobody may open a box of screws. More.", "Why so? Because nobody may open a box of screws."),
        ("Found by Berger et al. 1993, years ago. More.", "Found by Berger et al. 1993, years ago."),
    ],
)  # fmt: skip
def test_a_point_is_short_and_whole(said: str, point: str) -> None:
    """Is the first sentence taken, with what it needs to be understood?"""
    [block] = text.blocks(said)
    assert isinstance(block, text.Paragraph)
    assert text.plain(text.point(block.words)) == point
