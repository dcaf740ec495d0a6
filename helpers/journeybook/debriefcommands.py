"""``journeybook debrief CLASS``: the trainer's page of a debrief. The command parses, calls and prints."""

from __future__ import annotations

import signal
import time
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from .errors import DebriefError, WorkbookError
from .i18n import set_language, t
from .programs import open_page

if TYPE_CHECKING:
    from .server import Server

_AGAIN_SECONDS = 1.0
"""After how long a trainer's server that does not come up again is tried once more."""


@click.command("debrief", help=t("debriefcommand.help"))
@click.argument("class_name", metavar="CLASS")
@click.argument("exercise", default="03-retail")
@click.option("--store", default="", metavar="ADDRESS", help=t("debriefcommand.store_help"))
@click.option("--report", "report", type=click.Path(path_type=Path), help=t("debriefcommand.report_help"))
@click.option("--live", is_flag=True, help=t("debriefcommand.live_help"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=t("cli.port_help"))
@click.option("--votes-port", type=click.IntRange(0, 65535), default=0, help=t("debriefcommand.votes_port_help"))
@click.option("--no-votes", is_flag=True, help=t("debriefcommand.no_votes_help"))
@click.option("--no-browser", is_flag=True, help=t("cli.no_browser_help"))
def debrief(
    class_name: str,
    exercise: str,
    store: str,
    report: Path | None,
    live: bool,
    port: int,
    votes_port: int,
    no_votes: bool,
    no_browser: bool,
) -> None:
    """Serve a class's debrief until Ctrl-C, or write its report and end."""
    from .classroom.folder import open_class
    from .debrief.joining import room_address
    from .debrief.serving import desk_of, start, store_of
    from .debrief.voters import VotersServer

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
    store = store_of(class_, store)
    with ExitStack() as running:
        voters = 0
        if not no_votes:
            phones = VotersServer.start(desk_of(class_), store, exercise, class_.lang, port=votes_port)
            voters = running.enter_context(phones).port
        token = None
        try:
            while True:
                try:
                    started = start(class_, exercise, store=store, live=live, port=port, votes_port=voters, token=token)
                except WorkbookError:
                    if token is None:
                        raise
                    # It was there before, so that it may be again: a database that is away comes back. Votes go on.
                    time.sleep(_AGAIN_SECONDS)
                    continue
                with started as server:
                    if token is None:
                        _tell(server, no_browser)
                        if voters:
                            _tell_voters(room_address(), voters)
                        click.echo(t("cli.how_to_stop"))
                    else:
                        click.echo(t("debriefcommand.again"))
                    if server.wait() == 0:
                        return
                # It died: what follows takes its place, so that open pages find it again.
                port, token = urlsplit(server.url).port or 0, server.token
        except KeyboardInterrupt:
            click.echo(t("cli.stopping"))


def _tell(server: Server, no_browser: bool) -> None:
    from .debrief.serving import address, voila_address

    page = address(server)
    opened = not no_browser and open_page(page)
    click.echo(t("cli.opened" if opened else "cli.open_by_hand", address=page))
    click.echo(t("debriefcommand.in_voila", address=voila_address(server)))


def _tell_voters(host: str, port: int) -> None:
    from .debrief.joining import ALONE

    key = "debriefcommand.votes_alone" if host == ALONE else "debriefcommand.votes_at"
    click.echo(t(key, address=f"http://{host}:{port}/"))


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
