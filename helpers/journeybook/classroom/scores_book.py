"""The class's scores as a workbook for Excel, LibreOffice or WPS: scores, a sheet for each exercise, item analysis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..i18n import t
from .analysis import SMALL, Item
from .results import Result, Results
from .roster import Trainee, full_name
from .sheetfiles import Value, add_head, add_line, add_sheet, finish, format_cell, format_from, new_book, save_book

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

POINTS = "0.00"
WAITING = '0.00"*"'
"""Format of points that may still rise: a star, and yet a number."""
SHARE = "0%"
FIGURE = "0.00"


def write_xlsx(
    file: Path, trainees: Sequence[Trainee], results: Sequence[Results], analyses: Sequence[Sequence[Item]]
) -> None:
    """Write the workbook.

    Texts that a spreadsheet would run as a formula get an apostrophe in front.

    Parameters
    ----------
    file : Path
        Where to; a file that is there is replaced.
    trainees : sequence of Trainee
        The class, a line for each.
    results, analyses : sequences
        What the class has for each exercise, and the figures of its items.

    Raises
    ------
    ClassError
        If the file cannot be written.
    """
    book = new_book()
    _scores(add_sheet(book, t("trainer.sheet_scores")), trainees, results)
    for one in results:
        _exercise(add_sheet(book, one.exercise), trainees, one)
    _analysis(add_sheet(book, t("trainer.sheet_analysis")), results, analyses)
    _options(add_sheet(book, t("trainer.sheet_options")), results, analyses)
    save_book(book, file)


def _scores(sheet: Worksheet, trainees: Sequence[Trainee], results: Sequence[Results]) -> None:
    add_head(sheet, [*_who_columns(), *(one.exercise for one in results), *_sums()])
    for trainee in trainees:
        found = [one.of(trainee.id) for one in results]
        points = [None if result is None else result.points for result in found]
        add_line(sheet, [*_who(trainee), *points, *_sum_of([result for result in found if result is not None])])
        for column, result in enumerate(found, 4):
            format_cell(sheet, column, WAITING if result is not None and result.waits else POINTS)
        format_cell(sheet, 4 + len(found), POINTS)
        format_cell(sheet, 5 + len(found), SHARE)
    finish(sheet, "D2")


def _sums() -> list[str]:
    return [t("classroom.column_total"), t("trainer.column_share")]


def _sum_of(found: Sequence[Result]) -> list[Value]:
    """Return the points of what is graded, and their share of the most that it could have brought."""
    most = sum(result.max_points for result in found)
    points = sum(result.points for result in found)
    return [points, points / most if most else None]


def _exercise(sheet: Worksheet, trainees: Sequence[Trainee], one: Results) -> None:
    """Fill the sheet of one exercise: points of each part and each criterion, below the most that each can bring."""
    places = dict.fromkeys(
        (item, finding.criterion, finding.max_points)
        for result in one.results
        for item, found in result.findings.items()
        for finding in found
        # What is only said and not counted would be a column of noughts.
        if finding.max_points
    )
    parts = [part.title for part in one.parts]
    criteria = [t(f"criteria.{criterion}_name") for _, criterion, _ in places]
    add_head(sheet, [*_who_columns(), *parts, t("classroom.column_total"), *criteria])
    most = [part.max_points for part in one.parts]
    add_line(sheet, [t("trainer.most"), None, None, *most, sum(most), *(points for *_, points in places)])
    format_from(sheet, 4, POINTS)
    for trainee in trainees:
        result = one.of(trainee.id)
        if result is None:
            add_line(sheet, [*_who(trainee)])
            continue
        points = {
            (item, finding.criterion): finding.points for item, found in result.findings.items() for finding in found
        }
        by_part = [result.parts.get(part.id) for part in one.parts]
        by_criterion = [points.get((item, criterion)) for item, criterion, _ in places]
        add_line(sheet, [*_who(trainee), *by_part, result.points, *by_criterion])
        format_from(sheet, 4, POINTS)
        if result.waits:
            format_cell(sheet, 4 + len(by_part), WAITING)
    finish(sheet, "D3")


def _analysis(sheet: Worksheet, results: Sequence[Results], analyses: Sequence[Sequence[Item]]) -> None:
    figures = ("level", "item", "most", "n", "difficulty", "discrimination", "upper_lower", "not_attempted", "look")
    add_head(sheet, [t("trainer.column_exercise"), *(t(f"trainer.column_{name}") for name in figures)])
    for one, items in zip(results, analyses, strict=True):
        for item in items:
            add_line(
                sheet,
                [
                    *(one.exercise, t(f"trainer.level_{item.level}"), item.name, item.max_points, item.n),
                    *(item.difficulty, item.discrimination, item.upper_lower, item.not_attempted),
                    " ".join(flag_words(item)),
                ],
            )
            for column, form in ((4, POINTS), (6, FIGURE), (7, FIGURE), (8, FIGURE), (9, SHARE)):
                format_cell(sheet, column, form)
    finish(sheet, "A2")
    add_line(sheet, [])
    for sentence in (t("trainer.how_to_read"), *_small(analyses)):
        add_line(sheet, [sentence])


def _small(analyses: Iterable[Sequence[Item]]) -> list[str]:
    fewest = min((item.n for items in analyses for item in items), default=SMALL)
    return [t("trainer.few", n=fewest, small=SMALL)] if fewest < SMALL else []


def _options(sheet: Worksheet, results: Sequence[Results], analyses: Sequence[Sequence[Item]]) -> None:
    names = ("exercise", "question", "option", "right", "chosen", "chosen_share", "upper", "lower")
    add_head(sheet, [t(f"trainer.column_{name}") for name in names])
    for one, items in zip(results, analyses, strict=True):
        for item in items:
            for option in item.options:
                right = "✓" if option.right else None
                share = option.chosen / item.n
                texts = [one.exercise, item.name, option.text, right]
                add_line(sheet, [*texts, option.chosen, share, option.upper, option.lower])
                for column in (6, 7, 8):
                    format_cell(sheet, column, SHARE)
    finish(sheet, "A2")


def flag_words(item: Item) -> list[str]:
    """Return what to look at in an item, a sentence each."""
    return [t(f"trainer.flag_{flag}") for flag in item.flags]


def _who_columns() -> list[str]:
    return [t(f"classroom.column_{name}") for name in ("id", "name", "group")]


def _who(trainee: Trainee) -> list[Value]:
    return [trainee.id, full_name(trainee), trainee.group]
