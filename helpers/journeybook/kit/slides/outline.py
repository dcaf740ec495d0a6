"""Which slides a lesson makes, before anything is laid out: what each shows and what the trainer says with it.

The notebook is read and never run: its code cells are calls of :class:`~journeybook.lesson.Lesson` with constants, and
anything else in them is passed over.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ... import mapfile
from ...course import Module, PageKind
from ...errors import JourneybookError, LessonError
from ...formats import picture
from ...formats.slides.words import Words, clean, plain, words
from ...i18n import t
from ...lesson import Lesson
from . import asking
from .text import Heading, Item, Paragraph, Table, blocks, point, spoken

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ...model import JourneyMap
    from .text import Block


class Look(StrEnum):
    """What a slide is for, and so how it looks."""

    MODULE = "module"
    TITLE = "title"
    POINTS = "points"
    TASK = "task"
    MAP = "map"
    CHART = "chart"
    QUESTION = "question"
    ANSWER = "answer"
    TAKEAWAYS = "takeaways"
    GROUP = "group"


@dataclass(frozen=True)
class Card:
    """A box with a text and, under it in small, more; `tag` stands in a disc before it."""

    words: Words
    tag: str = ""
    tone: str = ""
    note: Words = ()


@dataclass(frozen=True)
class Slide:
    """What is to be shown; one that is too long is laid out on several."""

    look: Look
    title: str
    body: tuple[Block | Card, ...] = ()
    notes: str = ""
    kicker: str = ""
    """What stands small over the title: the lesson."""
    about: str = ""
    """What stands under the title: minutes, or how to read a chart."""
    journey_map: JourneyMap | None = None
    figure: go.Figure | None = field(default=None, compare=False)


_BACK = re.compile(r"\s*\[[^\]]*\]\([^)]*\)\s*\Z")
_CLOSE = "close"
"""The cell of a lesson that holds what to take away, by the lessons' form."""


def module_slides(module: Module) -> list[Slide]:
    """Return the slides of a module: what it consists of, then each lesson; of an exercise its name and minutes."""
    pages = module.pages
    agenda = tuple(
        Item(words(t("slides.page", title=page.title, minutes=page.minutes)), f"{number}.")
        for number, page in enumerate(pages, 1)
    )
    about = t("slides.module_about", about=module.about, minutes=module.minutes)
    notes = "\n".join([module.title, about, *(f"{item.mark} {plain(item.words)}" for item in agenda)])
    found = [Slide(Look.MODULE, clean(module.title), agenda, notes, t("slides.module"), clean(about))]
    for page in pages:
        if page.kind is PageKind.EXERCISE:
            said = t("slides.exercise_todo")
            about = t("slides.minutes", minutes=page.minutes)
            notes = "\n".join([page.title, about, said])
            body = (Paragraph(words(about)), Paragraph(words(said)))
            found.append(Slide(Look.TASK, clean(page.title), body, notes, t("slides.exercise")))
        else:
            found += lesson_slides(Lesson(page.folder))
    return found


def lesson_slides(lesson: Lesson) -> list[Slide]:
    """Return the slides of a lesson; of a test only what it is, for its questions are not to be shown before.

    Raises
    ------
    LessonError
        If its notebook is missing or damaged.
    """
    cells = _cells(lesson)
    found: list[Slide] = []
    heading = lesson.title
    for place, cell in enumerate(cells):
        source = str(cell.get("source", ""))
        if cell.get("cell_type") == "markdown":
            if _BACK.match(source):
                continue
            parts = blocks(source)
            if not parts:
                continue
            head = next((block for block in parts if isinstance(block, Heading)), None)
            if not found:
                found.append(_title(lesson, parts, source))
                continue
            heading = plain(head.words) if head else heading
            if cell.get("id") == _CLOSE:
                found += _close(heading, parts, source)
            else:
                look = Look.TASK if _is_task(cells, place) else Look.POINTS
                if body := _short(parts):
                    found.append(Slide(look, heading, body, spoken(source)))
                elif not any(shown["cell_type"] == "code" for shown in cells[place + 1 : place + 2]):
                    found.append(Slide(look, heading, (), spoken(source)))
        elif cell.get("cell_type") == "code":
            if not found:
                found.append(Slide(Look.TITLE, clean(lesson.title), (), lesson.title, about=_minutes(lesson)))
            for name, given, named in _calls(source):
                found += _shown(lesson, heading, name, given, named)
    kicker = clean(lesson.title)
    return [slide if slide.look is Look.TITLE else replace(slide, kicker=kicker) for slide in found]


def _cells(lesson: Lesson) -> list[Mapping[str, Any]]:
    import nbformat

    path = lesson.folder / f"{lesson.folder.name}.ipynb"
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        return [dict(cell) for cell in notebook.cells]
    except Exception as error:  # nbformat raises what it likes for a file that is no notebook
        raise LessonError("slides.bad_notebook", file=path.name, reason=f"{type(error).__name__}: {error}") from error


def _minutes(lesson: Lesson) -> str:
    return t("slides.minutes", minutes=lesson.minutes)


def _title(lesson: Lesson, parts: Sequence[Block], source: str) -> Slide:
    goals = tuple(block for block in parts if isinstance(block, Item))
    if not goals:
        goals = tuple(Item(point(block.words)) for block in parts if isinstance(block, Paragraph) and not block.quote)
    return Slide(Look.TITLE, clean(lesson.title), goals, spoken(source), t("slides.lesson"), _minutes(lesson))


def _short(parts: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks as a slide has them: of paragraphs the point, everything else whole."""
    found: list[Block] = []
    for block in parts:
        match block:
            case Paragraph(quote=False):
                found.append(Paragraph(point(block.words)))
            case Paragraph() | Item() | Table():
                found.append(block)
    return tuple(found)


def _close(heading: str, parts: Sequence[Block], source: str) -> Iterator[Slide]:
    cards = [
        Card(block.words, str(number), "accent")
        for number, block in enumerate((block for block in parts if isinstance(block, Item)), 1)
    ]
    if cards:
        yield Slide(Look.TAKEAWAYS, heading, tuple(cards), spoken(source))
    asked = [block for block in parts if isinstance(block, Paragraph)]
    if asked:
        # “For the group:” is the slide's title already.
        said = [Paragraph(_without_lead(block.words)) for block in asked]
        yield Slide(Look.GROUP, t("slides.group"), tuple(said), "\n".join(plain(block.words) for block in asked))


def _without_lead(said: Words) -> Words:
    first, *rest = said
    colons = (":", "：")
    if first.bold and rest and (first.text.rstrip().endswith(colons) or rest[0].text.lstrip().startswith(colons)):
        return (replace(rest[0], text=rest[0].text.lstrip(" :：")), *rest[1:])
    return said


def _is_task(cells: Sequence[Mapping[str, Any]], place: int) -> bool:
    """Return whether a cell says what to do: the next thing under it is a board or an answer in one's own words."""
    following = cells[place + 1] if place + 1 < len(cells) else {}
    if following.get("cell_type") != "code":
        return False
    return any(name in ("board", "answer") for name, _, _ in _calls(str(following.get("source", ""))))


def _calls(source: str) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """Yield name and arguments of each call ``lesson.name(…)`` with constants that stands by itself."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for statement in statements:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        if not isinstance(call.func.value, ast.Name) or call.func.value.id != "lesson":
            continue
        try:
            given = [ast.literal_eval(argument) for argument in call.args]
            named = {argument.arg or "": ast.literal_eval(argument.value) for argument in call.keywords}
        except (ValueError, TypeError, RecursionError):
            continue
        yield call.func.attr, given, named


def _shown(lesson: Lesson, heading: str, name: str, given: list[Any], named: dict[str, Any]) -> Iterator[Slide]:
    """Yield the slides of what a cell shows; one that cannot be shown says why, and the others are not to suffer."""
    try:
        if name == "show_map":
            yield from _map(lesson, heading, *given, **named)
        elif name == "chart":
            yield _chart(lesson, *given, **named)
        elif name in ("quiz", "answer"):
            chosen = [lesson.question(one) for one in given] if given else list(lesson.questions.values())
            for asked in chosen:
                yield from map(_of_question, asking.slides(asked))
    except JourneybookError as error:
        yield Slide(Look.POINTS, heading, (Paragraph(words(str(error))),), str(error))
    except TypeError:
        # A call that the lesson would not understand either.
        said = t("slides.not_understood", call=f"lesson.{name}")
        yield Slide(Look.POINTS, heading, (Paragraph(words(said)),), said)


def _of_question(page: asking.Page) -> Slide:
    look = Look.ANSWER if page.answers else Look.QUESTION
    body = tuple(
        Card(part.words, part.tag, part.tone, part.note) if isinstance(part, asking.Option) else part
        for part in page.body
    )
    return Slide(look, page.title, body, page.notes)


def _map(lesson: Lesson, heading: str, file: str, form: str = "board") -> Iterator[Slide]:
    path = (lesson.folder / file).resolve()
    if not path.is_relative_to(lesson.folder.resolve()):
        raise LessonError("slides.outside", file=file)
    shown = mapfile.read(path)
    notes = picture.description(shown, lesson.lang)
    title = clean(shown.scenario.name.strip() or heading)
    if form != "table":
        yield Slide(Look.MAP, title, notes=notes, journey_map=shown)
    if form == "curve":
        return
    unnamed = t("board.unnamed")
    head = tuple(
        words(t(f"slides.{name}"), bold=True) for name in ("stage", "touchpoints", "pain_points", "opportunities")
    )
    rows: list[tuple[Words, ...]] = [head]
    for stage in shown.stages:
        cards = (
            [touch.name or unnamed for touch in shown.touchpoints_in(stage.id)],
            [card.text for card in shown.pain_points if card.stage == stage.id],
            [card.text for card in shown.opportunities if card.stage == stage.id],
        )
        texts = ("\n".join(f"• {' '.join(text.split())}" for text in group if text.strip()) for group in cards)
        rows.append((words(stage.name or unnamed, bold=True), *map(words, texts)))
    who = t("slides.persona", name=shown.persona.name or unnamed, goal=shown.persona.goal or "–")
    yield Slide(Look.POINTS, title, (Paragraph(words(who)), Table(tuple(rows))), notes)


def _chart(lesson: Lesson, name: str, case: str | None = None, **options: Any) -> Slide:
    from .figures import said

    figure = lesson.figure(name, case, **options)
    title, hint, summary = said(figure)
    return Slide(Look.CHART, title, (), "\n".join(filter(None, (title, hint, summary))), about=hint, figure=figure)
