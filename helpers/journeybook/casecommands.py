"""``journeybook case …``: a case of one's own. The commands parse, call and print; the work is done elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from .errors import CaseError
from .i18n import LANGUAGES, set_language, system_language, t
from .owncase.columns import KINDS

_lang = click.option("--lang", type=click.Choice(LANGUAGES), help=t("owncase.lang_help"))


@click.group("case", help=t("owncase.group_help"))
def case_group() -> None:
    """Hold the commands."""


@case_group.command("new", help=t("owncase.new_help"))
@click.argument("name")
@click.option(
    "--from", "first", type=click.Path(path_type=Path), multiple=True, required=True, help=t("owncase.from_help")
)
@click.argument("more", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--column", "columns", metavar="FILE:ROLE=COLUMN", multiple=True, help=t("owncase.column_help"))
@click.option("--kind", "kinds", metavar=f"FILE={'|'.join(KINDS)}", multiple=True, help=t("owncase.kind_help"))
@click.option("--title-zh", default="", help=t("owncase.title_zh_help"))
@click.option("--title-en", default="", help=t("owncase.title_en_help"))
@click.option("--day-first/--month-first", default=None, help=t("owncase.day_first_help"))
@_lang
def new(
    name: str,
    first: Sequence[Path],
    more: Sequence[Path],
    columns: Sequence[str],
    kinds: Sequence[str],
    title_zh: str,
    title_en: str,
    day_first: bool | None,
    lang: str | None,
) -> None:
    """Make a case from files."""
    set_language(lang or system_language())
    from .owncase import make_case, open_points

    made = make_case(
        name,
        [*first, *more],
        titles={"zh": title_zh, "en": title_en},
        columns=_columns(columns),
        kinds=_kinds(kinds),
        day_first=day_first,
    )
    click.echo(made.taken)
    for note in made.notes:
        click.echo(t(note.key, **note.params))
    rows = t("charts.separator").join(f"{table} {n}" for table, n in made.rows.items())
    click.echo(t("owncase.made", name=name, folder=made.folder, rows=rows))
    click.echo(t("owncase.next", name=name, count=len(open_points(name))))


@case_group.command("check", help=t("owncase.check_help"))
@click.argument("name")
@_lang
def check(name: str, lang: str | None) -> None:
    """Say what still has to be filled; the exit code is 1 while there is something."""
    set_language(lang or system_language())
    from .owncase import open_points
    from .owncase.place import exercise_id

    found = open_points(name)
    for number, point in enumerate(found, 1):
        click.echo(f"{number}. {t(point.key, **point.params)}")
    if found:
        sys.exit(1)
    click.echo(t("owncase.ready", name=name, exercise=exercise_id(name)))


@case_group.command("list", help=t("owncase.list_help"))
def list_cases() -> None:
    """List the own cases of this workbook."""
    from .owncase import own_case_names

    click.echo("\n".join(own_case_names()) or t("owncase.no_own_cases"))


def _columns(given: Sequence[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in given:
        place, equals, column = one.partition("=")
        file, colon, role = place.rpartition(":")
        if not (equals and colon and file and role and column):
            raise CaseError("owncase.bad_option", option="--column", got=one, expected="FILE:ROLE=COLUMN")
        found.setdefault(file, {})[role] = column
    return found


def _kinds(given: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in given:
        file, _, kind = one.rpartition("=")
        if not file or kind not in KINDS:
            raise CaseError("owncase.bad_option", option="--kind", got=one, expected=f"FILE={'|'.join(KINDS)}")
        found[file] = kind
    return found
