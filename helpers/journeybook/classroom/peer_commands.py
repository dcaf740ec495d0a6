"""``journeybook class peer …``: blind peer review of maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..i18n import t
from .names import printable
from .opening import opened
from .trainer_commands import figure, say_problems

if TYPE_CHECKING:
    from .peer.calibration import Calibration

_class_name = click.argument("name", metavar="NAME")
_exercise = click.argument("exercise", metavar="EXERCISE")


@click.group("peer", help=t("peer.group_help"))
def peer() -> None:
    """Hold the commands."""


@peer.command("assign", help=t("peer.assign_help"))
@_class_name
@_exercise
@click.option("--reviews", type=click.IntRange(1, 10), help=t("peer.reviews_help"))
@click.option("--seed", type=click.IntRange(0, 2**31), help=t("peer.seed_help"))
def assign(name: str, exercise: str, reviews: int | None, seed: int | None) -> None:
    """Assign reviewers."""
    from .peer.steps import assign as step

    outcome = step(opened(name), exercise, reviews=reviews, seed=seed)
    click.echo(t("peer.assigned", done=outcome.done, total=outcome.total))
    say_problems(outcome.problems)


@peer.command("collect", help=t("peer.collect_help"))
@_class_name
@_exercise
def collect(name: str, exercise: str) -> None:
    """Collect the reviews."""
    from .peer.steps import collect as step

    outcome = step(opened(name), exercise)
    click.echo(t("peer.collected", done=outcome.done, total=outcome.total))
    say_problems(outcome.problems)


@peer.command("return", help=t("peer.return_help"))
@_class_name
@_exercise
def give_back(name: str, exercise: str) -> None:
    """Give the reviews to the authors."""
    from .peer.steps import give_back as step
    from .results import results

    class_ = opened(name)
    (one,) = results(class_, exercise)
    outcome = step(class_, one)
    click.echo(t("peer.returned", done=outcome.done, total=outcome.total))
    say_problems(outcome.problems)


@peer.command("calibration", help=t("peer.calibration_help"))
@_class_name
@_exercise
def calibration(name: str, exercise: str) -> None:
    """Hold the reviewers' ratings against the grading."""
    from .peer.calibration import FEWEST, SMALL
    from .peer.calibration import calibration as step
    from .results import results

    class_ = opened(name)
    (one,) = results(class_, exercise)
    found = step(class_, one)
    if not found:
        click.echo(t("peer.nothing_to_hold", name=name, exercise=exercise))
        return
    table = Table(title=escape(f"{one.exercise} · {one.title}"))
    for column in ("reviewer", "maps", "n", "leniency", "distance", "kappa", "judgement"):
        text = column in ("reviewer", "judgement")
        table.add_column(t(f"peer.column_{column}"), justify="left" if text else "right", overflow="fold")
    for line in found:
        table.add_row(*map(escape, _line(line)))
    Console().print(table)
    click.echo(t("peer.how_to_read", fewest=FEWEST, small=SMALL))


def _line(line: Calibration) -> list[str]:
    from .peer.calibration import SMALL
    from .roster import full_name

    who = t("peer.all_reviewers")
    if line.reviewer is not None:
        who = printable(full_name(line.reviewer) or line.reviewer.id)
    judgement = t(f"peer.judgement_{line.judgement}")
    star = "*" if line.n < SMALL else ""
    values = (figure(line.leniency), figure(line.distance), figure(line.kappa))
    return [who, str(line.maps), f"{line.n}{star}", *values, judgement]


COMMANDS = (peer,)
"""What :mod:`.commands` adds to ``journeybook class``."""
