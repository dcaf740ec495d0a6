"""The class's scores as a workbook for Excel, LibreOffice or WPS: scores, a sheet for each exercise, item analysis."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..atomic import write_bytes
from ..errors import ClassError
from ..i18n import t
from ..spreadsheet import harmless, printable, text_width
from .analysis import SMALL, Item
from .results import Result, Results
from .roster import Trainee, full_name

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

POINTS = "0.00"
WAITING = '0.00"*"'
"""Format of points that may still rise: a star, and yet a number."""
SHARE = "0%"
FIGURE = "0.00"

_NARROWEST, _WIDEST = 8, 44

Value = str | float | int | None


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
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _scores(_sheet(book, t("trainer.sheet_scores")), trainees, results)
    for one in results:
        _exercise(_sheet(book, one.exercise), trainees, one)
    _analysis(_sheet(book, t("trainer.sheet_analysis")), results, analyses)
    _options(_sheet(book, t("trainer.sheet_options")), results, analyses)
    stream = io.BytesIO()
    book.save(stream)
    try:
        write_bytes(file, stream.getvalue())
    except OSError as error:
        raise ClassError("classroom.csv_not_written", file=file, reason=error.strerror or error) from error


def _scores(sheet: Worksheet, trainees: Sequence[Trainee], results: Sequence[Results]) -> None:
    _head(sheet, [*_who_columns(), *(one.exercise for one in results), *_sums()])
    for trainee in trainees:
        found = [one.of(trainee.id) for one in results]
        points = [None if result is None else result.points for result in found]
        _line(sheet, [*_who(trainee), *points, *_sum_of([result for result in found if result is not None])])
        for column, result in enumerate(found, 4):
            _format(sheet, column, WAITING if result is not None and result.waits else POINTS)
        _format(sheet, 4 + len(found), POINTS)
        _format(sheet, 5 + len(found), SHARE)
    _finish(sheet, "D2")


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
    _head(sheet, [*_who_columns(), *parts, t("classroom.column_total"), *criteria])
    most = [part.max_points for part in one.parts]
    _line(sheet, [t("trainer.most"), None, None, *most, sum(most), *(points for *_, points in places)])
    _format_from(sheet, 4, POINTS)
    for trainee in trainees:
        result = one.of(trainee.id)
        if result is None:
            _line(sheet, [*_who(trainee)])
            continue
        points = {
            (item, finding.criterion): finding.points for item, found in result.findings.items() for finding in found
        }
        by_part = [result.parts.get(part.id) for part in one.parts]
        by_criterion = [points.get((item, criterion)) for item, criterion, _ in places]
        _line(sheet, [*_who(trainee), *by_part, result.points, *by_criterion])
        _format_from(sheet, 4, POINTS)
        if result.waits:
            _format(sheet, 4 + len(by_part), WAITING)
    _finish(sheet, "D3")


def _analysis(sheet: Worksheet, results: Sequence[Results], analyses: Sequence[Sequence[Item]]) -> None:
    figures = ("level", "item", "most", "n", "difficulty", "discrimination", "upper_lower", "not_attempted", "look")
    _head(sheet, [t("trainer.column_exercise"), *(t(f"trainer.column_{name}") for name in figures)])
    for one, items in zip(results, analyses, strict=True):
        for item in items:
            _line(
                sheet,
                [
                    *(one.exercise, t(f"trainer.level_{item.level}"), item.name, item.max_points, item.n),
                    *(item.difficulty, item.discrimination, item.upper_lower, item.not_attempted),
                    " ".join(flag_words(item)),
                ],
            )
            for column, form in ((4, POINTS), (6, FIGURE), (7, FIGURE), (8, FIGURE), (9, SHARE)):
                _format(sheet, column, form)
    _finish(sheet, "A2")
    _line(sheet, [])
    for sentence in (t("trainer.how_to_read"), *_small(analyses)):
        _line(sheet, [sentence])


def _small(analyses: Iterable[Sequence[Item]]) -> list[str]:
    fewest = min((item.n for items in analyses for item in items), default=SMALL)
    return [t("trainer.few", n=fewest, small=SMALL)] if fewest < SMALL else []


def _options(sheet: Worksheet, results: Sequence[Results], analyses: Sequence[Sequence[Item]]) -> None:
    names = ("exercise", "question", "option", "right", "chosen", "chosen_share", "upper", "lower")
    _head(sheet, [t(f"trainer.column_{name}") for name in names])
    for one, items in zip(results, analyses, strict=True):
        for item in items:
            for option in item.options:
                right = "✓" if option.right else None
                share = option.chosen / item.n
                texts = [one.exercise, item.name, option.text, right]
                _line(sheet, [*texts, option.chosen, share, option.upper, option.lower])
                for column in (6, 7, 8):
                    _format(sheet, column, SHARE)
    _finish(sheet, "A2")


def flag_words(item: Item) -> list[str]:
    """Return what to look at in an item, a sentence each."""
    return [t(f"trainer.flag_{flag}") for flag in item.flags]


def _who_columns() -> list[str]:
    return [t(f"classroom.column_{name}") for name in ("id", "name", "group")]


def _who(trainee: Trainee) -> list[Value]:
    return [trainee.id, full_name(trainee), trainee.group]


def _sheet(book: Workbook, title: str) -> Worksheet:
    """Add a sheet; spreadsheets take at most 31 characters, none of them special, and no name twice."""
    plain = printable(re.sub(r"[\[\]:*?/\\']", "_", title))[:31] or "_"
    taken = {name.lower() for name in book.sheetnames}
    number, free = 2, plain
    while free.lower() in taken:
        free, number = f"{plain[:27]}-{number}", number + 1
    sheet: Worksheet = book.create_sheet(free)
    return sheet


def _head(sheet: Worksheet, titles: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    _line(sheet, list(titles))
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E5F")
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def _line(sheet: Worksheet, values: Sequence[Value]) -> None:
    row: list[Any] = [harmless(printable(value)) if isinstance(value, str) else value for value in values]
    sheet.append(row)


def _format(sheet: Worksheet, column: int, form: str) -> None:
    sheet.cell(sheet.max_row, column).number_format = form


def _format_from(sheet: Worksheet, first: int, form: str) -> None:
    for column in range(first, sheet.max_column + 1):
        _format(sheet, column, form)


def _finish(sheet: Worksheet, frozen: str) -> None:
    """Fix the heading, let every column be filtered and make each as wide as what it holds; print it on wide paper."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(sheet.iter_cols(), 1):
        # Headings may take two lines.
        widths = {cell: _width(cell.value) if cell.row > 1 else _width(cell.value) / 2 + 4 for cell in column}
        width = min(max(max(widths.values()) + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
        for cell in column[1:]:
            if widths[cell] > width:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _width(value: Any) -> float:
    """Return how wide a value is shown, in Latin letters; Chinese ones take two."""
    if isinstance(value, float):
        return 6
    return text_width("" if value is None else str(value))
