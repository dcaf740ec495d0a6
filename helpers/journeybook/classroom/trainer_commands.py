"""The trainer's view of a class: item analysis, who is stuck, certificates."""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from ..errors import ClassError
from ..i18n import LANGUAGES, t, use_language
from .names import printable
from .opening import opened

if TYPE_CHECKING:
    from .analysis import Item
    from .folder import ClassFolder
    from .results import Results
    from .roster import Trainee
    from .session import Problem

_class_name = click.argument("name", metavar="NAME")


@click.command("analysis", help=t("trainer.analysis_help"))
@_class_name
@click.argument("exercise", metavar="[EXERCISE]", required=False)
def analysis(name: str, exercise: str | None) -> None:
    """Show the item analysis."""
    from .analysis import FEWEST, SMALL
    from .results import results

    class_ = opened(name)
    console = Console()
    shown = [one for one in results(class_, exercise) if one.results]
    if not shown:
        raise ClassError("trainer.nothing_graded", name=name)
    for one in shown:
        items = analysed(class_, one)
        console.print(_items_table(one, items))
        for number, item in enumerate((item for item in items if item.options), 1):
            console.print(_options_table(number, item))
        click.echo(t("trainer.how_to_read"))
        if len(one.results) < SMALL:
            click.echo(t("trainer.few", n=len(one.results), small=SMALL))
        if len(one.results) < FEWEST:
            click.echo(t("trainer.too_few_to_tell", fewest=FEWEST))
        missing = sum(not result.findings for result in one.results)
        if missing and any(part.item for part in one.parts):
            click.echo(t("trainer.no_findings", exercise=one.exercise, count=missing, name=name))


def analysed(class_: ClassFolder, one: Results) -> list[Item]:
    """Return the item analysis of an exercise, with the questions and the key of its source."""
    from ..errors import RubricError
    from ..exercise import KEY_FILE
    from ..rubric import Key
    from .analysis import analyse
    from .folder import KEY_FOLDER
    from .results import source_exercise

    source = source_exercise(class_, one.exercise)
    if source is None:
        return analyse(one, None, ())
    try:
        key = Key.read(class_.source / one.exercise / KEY_FOLDER / KEY_FILE)
    except RubricError:
        return analyse(one, None, ())
    return analyse(one, key, source.questions)


def write_book(class_: ClassFolder, file: Path) -> None:
    """Write scores, details and item analysis to an Excel file; raises ClassError if it cannot be written."""
    from .results import results
    from .scores_book import write_xlsx

    found = results(class_)
    write_xlsx(file, class_.trainees(), found, [analysed(class_, one) for one in found])


@click.command("stuck", help=t("trainer.stuck_help"))
@_class_name
def stuck(name: str) -> None:
    """Say who is stuck, one sentence a person."""
    from .results import results
    from .stuck import stuck as step

    class_ = opened(name)
    found = step(class_, results(class_))
    if not found:
        click.echo(t("trainer.nobody_stuck"))
        return
    click.echo(t("trainer.stuck_head"))
    for person in found:
        clauses = [
            t(
                "trainer.stuck_clause",
                exercise=exercise,
                reasons=t("trainer.stuck_comma").join(t(reason.key, **reason.params) for reason in reasons),
            )
            for exercise, reasons in person.reasons
        ]
        line = t(
            "trainer.stuck_line",
            who=_who(person.trainee),
            reasons=t("trainer.stuck_semicolon").join(clauses),
            next=t(person.next.key, **person.next.params),
        )
        click.echo(f"  {line}")


@click.command("certificates", help=t("trainer.certificates_help"))
@_class_name
@click.option("--trainee", metavar="ID", help=t("trainer.trainee_help"))
@click.option("--minimum", type=click.FloatRange(0, 100), default=0, metavar="PERCENT", help=t("trainer.minimum_help"))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=t("trainer.out_help"))
@click.option("--trainer", default="", metavar="NAME", help=t("trainer.trainer_help"))
@click.option("--title", help=t("trainer.title_help"))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help=t("trainer.date_help"))
@click.option("--lang", type=click.Choice(LANGUAGES), help=t("trainer.cert_lang_help"))
def certificates(
    name: str,
    trainee: str | None,
    minimum: float,
    out: Path | None,
    trainer: str,
    title: str | None,
    day: datetime | None,
    lang: str | None,
) -> None:
    """Make the certificates."""
    from .certificates import awards, write
    from .results import results

    class_ = opened(name)
    folder = out or class_.path / "certificates"
    with use_language(lang or class_.lang):
        found = awards(
            class_,
            results(class_),
            minimum=minimum / 100,
            only=trainee,
            title=title,
            trainer=trainer,
            day=day.date() if day else None,
        )
        console = Console()
        progress = functools.partial(track, console=console, transient=True, disable=not console.is_terminal)
        problems = [*found.problems, *write(folder, found.certificates, progress)]
    click.echo(t("trainer.certificates_written", count=len(found.certificates), folder=folder))
    if found.too_few:
        who = t("classroom.list_separator").join(map(_who, found.too_few))
        click.echo(t("trainer.too_few_points", count=len(found.too_few), who=who))
    say_problems(problems)


def say_problems(problems: Sequence[Problem]) -> None:
    """Print what the trainer should look at, and exit with 1 if there is anything."""
    if not problems:
        return
    click.echo(t("classroom.problems", count=len(problems)))
    for problem in problems:
        who = " · ".join(filter(None, (problem.exercise, problem.trainee)))
        click.echo(t("classroom.problem_line", who=who, sentence=problem.sentence))
    sys.exit(1)


def _who(trainee: Trainee) -> str:
    from .roster import full_name

    name, group = printable(full_name(trainee) or trainee.id), printable(trainee.group)
    key = "trainer.who_in_group" if group else "trainer.who"
    return t(key, name=name, id=trainee.id, group=group) if group else t(key, name=name, id=trainee.id)


def _items_table(one: Results, items: Sequence[Item]) -> Table:
    from .scores_book import flag_words

    columns = ("level", "item", "most", "n", "difficulty", "discrimination", "upper_lower", "not_attempted", "look")
    table = Table(title=escape(f"{one.exercise} · {one.title}"))
    for column in columns:
        right = column in columns[2:8]
        table.add_column(escape(t(f"trainer.column_{column}")), justify="right" if right else "left", overflow="fold")
    for item in items:
        figures = (f"{item.max_points:g}", str(item.n), f"{item.difficulty:.2f}")
        rest = (figure(item.discrimination), figure(item.upper_lower), _percent(item.not_attempted))
        words = (t(f"trainer.level_{item.level}"), item.name, *figures, *rest, " ".join(flag_words(item)))
        table.add_row(*map(escape, words))
    return table


def _options_table(number: int, item: Item) -> Table:
    table = Table(title=escape(t("trainer.options_title", number=number, question=item.name)))
    for column in ("right", "option", "chosen", "upper", "lower"):
        justify = "left" if column in ("right", "option") else "right"
        table.add_column(escape(t(f"trainer.column_{column}")), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for option in item.options:
        right = "✓" if option.right else ""
        table.add_row(right, escape(option.text), str(option.chosen), _percent(option.upper), _percent(option.lower))
    return table


def figure(value: float | None) -> str:
    """Return a figure with two decimals, or a dash where there is none."""
    return "–" if value is None else f"{value:.2f}".replace("-", "−")


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.0%}"


COMMANDS = (analysis, certificates, stuck)
"""What :mod:`.commands` adds to ``journeybook class``."""
