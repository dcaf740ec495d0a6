"""``journeybook debrief CLASS``: the trainer's page of a debrief. The command parses, calls and prints."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType

import click

from .errors import DebriefError
from .i18n import set_language, t
from .programs import open_page


@click.command("debrief", help=t("debriefcommand.help"))
@click.argument("class_name", metavar="CLASS")
@click.argument("exercise", default="03-retail")
@click.option("--store", default="", metavar="ADDRESS", help=t("debriefcommand.store_help"))
@click.option("--report", "report", type=click.Path(path_type=Path), help=t("debriefcommand.report_help"))
@click.option("--live", is_flag=True, help=t("debriefcommand.live_help"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=t("cli.port_help"))
@click.option("--no-browser", is_flag=True, help=t("cli.no_browser_help"))
def debrief(
    class_name: str, exercise: str, store: str, report: Path | None, live: bool, port: int, no_browser: bool
) -> None:
    """Serve a class's debrief until Ctrl-C, or write its report and end."""
    from .classroom.folder import open_class
    from .debrief.serving import address, start

    class_ = open_class(class_name)
    set_language(class_.lang)
    if exercise not in class_.exercises():
        known = t("charts.separator").join(class_.exercises()) or "–"
        raise DebriefError("debriefcommand.unknown_exercise", exercise=exercise, known=known)
    if report is not None:
        from .debrief.report.write import write

        write(class_, exercise, report, store=store, live=live)
        click.echo(t("debriefreport.written", file=report))
        return
    click.echo(t("cli.starting"))
    signal.signal(signal.SIGTERM, _interrupt)  # a closed terminal or a shut-down ends the server too
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, _interrupt)
    with start(class_, exercise, store=store, live=live, port=port) as server:
        page = address(server)
        opened = not no_browser and open_page(page)
        click.echo(t("cli.opened" if opened else "cli.open_by_hand", address=page))
        click.echo(t("cli.how_to_stop"))
        try:
            server.wait()
        except KeyboardInterrupt:
            click.echo(t("cli.stopping"))


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
