"""``journeybook doctor [CLASS]``: is this machine, and a class, ready for a workshop? It looks, and changes nothing."""

from __future__ import annotations

import sys
from itertools import chain

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .i18n import LANGUAGES, set_language, system_language, t


@click.command("doctor", help=t("doctor.help"))
@click.argument("class_name", metavar="[CLASS]", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=t("doctor.port_help"))
@click.option("--lang", type=click.Choice(LANGUAGES), help=t("doctor.lang_help"))
def doctor(class_name: str | None, port: int, lang: str | None) -> None:
    """Print how each thing stands; exit with 1 where a workshop could not be held."""
    set_language(lang or system_language())
    from .classroom.folder import open_class
    from .doctor import State, class_checks, machine_checks

    of_class = class_checks(open_class(class_name)) if class_name else iter(())
    signs = {State.GOOD: "[green]✓[/]", State.LIMITED: "[yellow]![/]", State.BAD: "[red]✗[/]"}
    table = Table.grid(padding=(0, 1))
    amiss, states = [], []
    for check in chain(machine_checks(port), of_class):
        table.add_row(signs[check.state], escape(check.title), escape(check.text))
        states.append(check.state)
        if check.mend:
            amiss.append(check)
    console = Console(soft_wrap=False)
    console.print(table)
    for check in amiss:
        click.echo("\n" + t("doctor.mend", title=check.title))
        click.echo(f"    {check.mend}")
    click.echo()
    worst = next((state for state in (State.BAD, State.LIMITED) if state in states), State.GOOD)
    click.echo(t(f"doctor.all_{worst.value}"))
    if worst is State.BAD:
        sys.exit(1)
