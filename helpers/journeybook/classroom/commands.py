"""``journeybook class …``: the trainer's commands. They parse, call and print; the work is done elsewhere."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from ..i18n import LANGUAGES, system_language, t
from ..programs import open_page
from . import effect_commands, hub_commands, peer_commands, rooms_command, trainer_commands
from .folder import class_names, create, find_exercises, open_class
from .opening import opened

if TYPE_CHECKING:
    from .scores import Score
    from .session import Report, Tick

_class_name = click.argument("name", metavar="NAME")
_one_exercise = click.argument("exercise", metavar="[EXERCISE]", required=False)
_workers = click.option("--workers", type=click.IntRange(min=1), metavar="NUMBER", help=t("grading.workers_help"))
_verbose = click.option("--verbose", is_flag=True, help=t("classroom.verbose_help"))


@click.group("class", help=t("cli.class_help"))
def class_group() -> None:
    """Hold the commands."""


for _command in (
    *trainer_commands.COMMANDS,
    *effect_commands.COMMANDS,
    *hub_commands.COMMANDS,
    *peer_commands.COMMANDS,
    *rooms_command.COMMANDS,
):
    class_group.add_command(_command)


@class_group.command("new", help=t("classroom.new_help"))
@_class_name
@click.option("--lang", type=click.Choice(LANGUAGES), default=system_language, help=t("classroom.lang_help"))
@click.option(
    "--roster",
    required=True,
    type=click.Path(path_type=Path),
    help=t("classroom.roster_help"),
)
@click.option("--gradebook", metavar="URL", help=t("grading.gradebook_help"))
def new(name: str, lang: str, roster: Path, gradebook: str | None) -> None:
    """Make a class folder."""
    class_ = create(name, lang, roster, gradebook)
    click.echo(
        t(
            "classroom.made",
            name=name,
            folder=class_.path,
            trainees=len(class_.trainees()),
            exercises=len(class_.exercises()),
        )
    )


@class_group.command("list", help=t("classroom.list_help"))
def list_classes() -> None:
    """List the classes of this workbook."""
    table = Table(*(t(f"classroom.column_{name}") for name in ("class", "lang", "trainees", "released")))
    for name in class_names():
        class_ = open_class(name)
        released = ", ".join(find_exercises(class_.outbound))
        table.add_row(escape(name), class_.lang, str(len(class_.trainees())), escape(released))
    if table.rows:
        Console().print(table)
    else:
        click.echo(t("classroom.no_classes"))


@class_group.command("release", help=t("classroom.release_help"))
@_class_name
@_one_exercise
@_verbose
def release(name: str, exercise: str | None, verbose: bool) -> None:
    """Release exercises to the class."""
    from .release import release as step

    _run("release", name, functools.partial(step, exercise=exercise, verbose=verbose))


@class_group.command("collect", help=t("classroom.collect_help"))
@_class_name
@_one_exercise
@_verbose
def collect(name: str, exercise: str | None, verbose: bool) -> None:
    """Collect the newest hand-ins."""
    from .collect import collect as step

    _run("collect", name, functools.partial(step, exercise=exercise, verbose=verbose))


@class_group.command("grade", help=t("classroom.grade_help"))
@_class_name
@_one_exercise
@click.option("--again", is_flag=True, help=t("classroom.again_help"))
@_workers
@click.option("--scheduler", metavar="ADDRESS", help=t("grading.scheduler_help"))
@click.option("--without-sandbox", "insist", is_flag=True, help=t("grading.without_sandbox_help"))
@_verbose
def grade(name: str, **options: Any) -> None:
    """Grade what was collected."""
    from .grade import grade as step

    _run("grade", name, functools.partial(step, **options))


@class_group.command("feedback", help=t("classroom.feedback_help"))
@_class_name
@_one_exercise
@click.option("--again", is_flag=True, help=t("grading.feedback_again_help"))
@_workers
@_verbose
def feedback(name: str, workers: int | None, **options: Any) -> None:
    """Make and release the feedback."""
    from . import pool, warming

    graded = sum(1 for _ in open_class(name).path.glob("autograded/*/*/*.ipynb"))
    # Workers and this process take seconds to import what they need: better at the same time.
    with pool.processes(workers, warming.for_pages, at_once=graded) as running:
        from .feedback import feedback as step

        _run("feedback", name, functools.partial(step, workers=running, **options))


@class_group.command("scores", help=t("classroom.scores_help"))
@_class_name
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help=t("classroom.csv_help"))
@click.option("--xlsx", "xlsx_file", type=click.Path(path_type=Path), help=t("trainer.xlsx_help"))
def scores(name: str, csv_file: Path | None, xlsx_file: Path | None) -> None:
    """Show the scores, or write them to a file."""
    from . import scores as module

    class_ = opened(name)
    if xlsx_file is not None:
        trainer_commands.write_book(class_, xlsx_file)
        click.echo(t("trainer.xlsx_written", file=xlsx_file))
        if csv_file is None:
            return
    exercises, lines = module.scores(class_)
    if csv_file is not None:
        module.write_csv(csv_file, exercises, lines)
        click.echo(t("classroom.csv_written", file=csv_file))
        return
    headings = [t(f"classroom.column_{column}") for column in ("id", "name", "group")]
    table = Table(*map(escape, [*headings, *exercises, t("classroom.column_total")]))
    for line in lines:
        points = [_score(line.scores.get(exercise)) for exercise in exercises]
        table.add_row(*map(escape, [line.id, line.name, line.group, *points, f"{line.total:g}"]))
    Console().print(table)
    if any(score.to_grade for line in lines for score in line.scores.values()):
        click.echo(t("classroom.to_grade_hint", name=name))


@class_group.command("join", help=t("classroom.join_help"))
@_class_name
@click.argument("trainee", metavar="ID")
@click.option("--app", type=click.Choice(["lab", "voila"]), default="lab", help=t("classroom.app_help"))
@click.option("--no-open", is_flag=True, help=t("classroom.no_open_help"))
@click.pass_context
def join(context: click.Context, name: str, trainee: str, app: str, no_open: bool) -> None:
    """Prepare a trainee's desk and open it."""
    from .trainee import join as step

    class_ = opened(name)
    desk = step(class_, trainee)
    click.echo(t("classroom.joined", trainee=trainee, name=name, folder=desk))
    if not no_open:
        # The workbook's own command, so that a class's desk opens like any other.
        root = context.find_root()
        opening = root.command.get_command(root, "open") if isinstance(root.command, click.Group) else None
        if opening is not None:
            context.invoke(opening, lang=class_.lang, app=app, desk=desk)


@class_group.command("formgrader", help=t("classroom.formgrader_help"))
@_class_name
@click.option("--no-browser", is_flag=True, help=t("classroom.no_browser_help"))
def formgrader(name: str, no_browser: bool) -> None:
    """Open nbgrader's own page for grading by hand."""
    from .formgrader import start

    class_ = opened(name)
    with start(class_) as running:
        address = running.page
        click.echo(t("classroom.formgrader_at", address=address))
        if not no_browser:
            open_page(address)
        try:
            running.wait()
        except KeyboardInterrupt:
            click.echo(t("classroom.formgrader_stopped"))


def _score(score: Score | None) -> str:
    if score is None:
        return "–"
    key = "classroom.score_to_grade" if score.to_grade else "classroom.score"
    return t(key, points=f"{score.points:g}", max=f"{score.max_points:g}")


def _run(step: str, name: str, work: Callable[..., Report]) -> None:
    """Run one step with a progress bar and print its report; exit with 1 if something went wrong."""
    class_ = opened(name)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        report = work(class_, tick=_ticker(progress))
    click.echo(t(f"classroom.{step}_done", done=len(report.done), unchanged=report.unchanged))
    if report.problems:
        click.echo(t("classroom.problems", count=len(report.problems)))
        for problem in report.problems:
            who = " · ".join(filter(None, (problem.exercise, problem.trainee)))
            click.echo(t("classroom.problem_line", who=who, sentence=problem.sentence))
        sys.exit(1)


def _ticker(progress: Progress) -> Tick:
    task: Any = progress.add_task("", total=None)

    def tick(label: str, done: int, total: int) -> None:
        progress.update(task, description=escape(label), completed=done, total=total)

    return tick
