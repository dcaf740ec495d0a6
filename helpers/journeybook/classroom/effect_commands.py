"""``journeybook class effect``: what the course brought, by Kirkpatrick's levels, in the terminal or in a file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
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
    from ..evidence import Opinion
    from .effect import Effect, Learning, Round

_LONGEST = 2_000
"""Most characters that are shown of a sentence in the terminal; the files hold all."""


@click.command("effect", help=t("training.help"))
@click.argument("name", metavar="NAME")
@click.option("--xlsx", "xlsx_file", type=click.Path(path_type=Path), help=t("training.xlsx_help"))
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help=t("training.csv_help"))
def effect(name: str, xlsx_file: Path | None, csv_file: Path | None) -> None:
    """Say what the course brought."""
    from . import effect_rows
    from .effect import effect as step

    found = step(opened(name))
    for file, write in ((xlsx_file, effect_rows.write_xlsx), (csv_file, effect_rows.write_csv)):
        if file is not None:
            write(file, found)
            click.echo(t("training.written", file=file))
    if xlsx_file is None and csv_file is None:
        _show(found)
    say_problems(found.problems)


def _show(found: Effect) -> None:
    from .effect_rows import INDICATORS

    console = Console()
    _say_level(1)
    for one in found.reaction:
        _show_round(console, one, found.trainees)
    _say_level(2)
    if found.learning is not None:
        _show_learning(console, found.learning)
    _say_level(3)
    for one in found.behaviour:
        _show_round(console, one, found.trainees)
    _say_level(4)
    table = _table("indicator", "how", "where")
    for indicator in INDICATORS:
        table.add_row(*(escape(t(f"training.{part}_{indicator}")) for part in ("indicator", "how", "where")))
    console.print(table)


def _say_level(level: int) -> None:
    click.echo(f"\n{t(f'training.level_{level}')} · {t(f'training.about_{level}')}")


def _show_round(console: Console, one: Round, trainees: int) -> None:
    click.echo(t("training.sent_of", title=one.title, sent=one.sent, trainees=trainees))
    if not one.sent:
        return
    table = _table("question", "n", "figure", "interval", "distribution")
    for opinion in one.opinions:
        if not opinion.question.options:
            continue
        table.add_row(*map(escape, (opinion.question.text, str(opinion.n), *_figures(opinion), _counts(opinion))))
    console.print(table)
    for opinion in one.opinions:
        if opinion.words:
            click.echo(opinion.question.text)
            for words in opinion.words:
                click.echo(t("training.quoted", words=printable(" ".join(words.split()), _LONGEST)))
    for sentence in dict.fromkeys(_notes(one)):
        click.echo(sentence)


def _notes(one: Round) -> Iterator[str]:
    from ..evidence import SMALL
    from ..evidence.opinions import FEWEST, FEWEST_MEAN

    if one.sent < FEWEST_MEAN:
        yield t("training.no_mean", fewest=FEWEST_MEAN)
    if any(opinion.withheld for opinion in one.opinions):
        yield t("training.withheld", fewest=FEWEST)
    if one.sent < SMALL:
        yield t("training.few", n=one.sent, small=SMALL)


def _figures(one: Opinion) -> tuple[str, str]:
    """Return the figure of a question and its interval, in words."""
    if one.nps is not None:
        said = t(
            "training.nps_and_mean", nps=_number(one.nps.value, 0), mean=figure(one.mean), median=f"{one.median:g}"
        )
        return said, _interval(one.nps.low, one.nps.high, 0)
    if not math.isnan(one.mean):
        return t("training.mean_and_median", mean=figure(one.mean), median=f"{one.median:g}"), _interval(
            one.low, one.high
        )
    if not math.isnan(one.share):
        said = t("training.share", percent=_number(one.share, 0), done=one.done, n=one.n)
        return said, t("training.per_cent", interval=_interval(one.share_low, one.share_high, 0))
    return "–", "–"


def _counts(one: Opinion) -> str:
    pairs = [
        t("training.count", option=one.question.options[option], count=count) for option, count in one.counts.items()
    ]
    return t("classroom.list_separator").join(pairs) or "–"


def _show_learning(console: Console, learning: Learning) -> None:
    from ..evidence import SMALL

    gain = learning.gain
    click.echo(t("training.both_tests", n=gain.n, before=learning.only_before, after=learning.only_after))
    if not gain.n:
        return
    table = _table("topic", "before", "after", "gain", "interval")
    for title, one in ((t("training.whole_test"), gain), *((topic.title, topic.gain) for topic in learning.topics)):
        points = (
            t("training.points_of", points=figure(value), most=f"{one.most:g}") for value in (one.before, one.after)
        )
        table.add_row(*map(escape, (title, *points, _number(one.value, 2), _interval(one.low, one.high))))
    console.print(table)
    table = _table("trainee", "before", "after", "gain")
    for learner in learning.learners:
        values = (learner.trainee, f"{learner.before:.3g}", f"{learner.after:.3g}", figure(learner.gain))
        table.add_row(*map(escape, values))
    console.print(table)
    click.echo(t("training.how_gain"))
    if gain.small:
        click.echo(t("training.few", n=gain.n, small=SMALL))


def _table(*columns: str) -> Table:
    table = Table()
    for column in columns:
        right = column in ("n", "before", "after", "gain")
        table.add_column(escape(t(f"training.column_{column}")), justify="right" if right else "left", overflow="fold")
    return table


def _number(value: float, digits: int) -> str:
    return "–" if math.isnan(value) else f"{value:.{digits}f}".replace("-", "−")


def _interval(low: float, high: float, digits: int = 2) -> str:
    if math.isnan(low) or math.isnan(high):
        return "–"
    return t("training.interval", low=_number(low, digits), high=_number(high, digits))


COMMANDS = (effect,)
"""What :mod:`.commands` adds to ``journeybook class``."""
