"""``journeybook class rooms NAME``, the room server of a class for as long as it runs, and ``class visit``."""

from __future__ import annotations

import signal
import sys
from types import FrameType

import click

from ..errors import ClassError
from ..i18n import t
from .names import printable
from .opening import opened


@click.command("rooms", help=t("rooms.help"))
@click.argument("name", metavar="NAME")
@click.option("--exercise", "exercises", multiple=True, metavar="ID", help=t("rooms.exercise_help"))
@click.option("--address", default="127.0.0.1", help=t("rooms.address_help"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=t("rooms.port_help"))
def rooms(name: str, exercises: tuple[str, ...], address: str, port: int) -> None:
    """Serve a class's rooms until Ctrl-C."""
    from ..rooms.access import Access
    from ..rooms.announce import announce, known_port, websocket_address
    from ..rooms.supervise import Supervisor

    if sys.platform == "win32":
        raise ClassError("rooms.windows")
    class_ = opened(name)
    access = Access(class_, exercises or None)
    shared = access.exercises()
    unknown = sorted(set(exercises) - set(shared))
    if unknown or not shared:
        known = ", ".join(Access(class_).exercises()) or "–"
        raise ClassError("rooms.nothing_shared", exercises=", ".join(unknown) or "–", known=known)
    groups = access.groups()
    if not groups:
        raise ClassError("rooms.no_groups", file=class_.path / "roster.csv")
    try:
        supervisor = Supervisor(class_, address, port or known_port(class_), exercises)
    except ClassError as error:
        if port or error.key != "rooms.port_taken":
            raise
        supervisor = Supervisor(class_, address, 0, exercises)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)  # a closed terminal or a shut-down ends the server too
    with supervisor:
        where = websocket_address(address, supervisor.port)
        desks = announce(class_, where)
        click.echo(t("rooms.serving", name=name, address=where, groups=len(groups), exercises=", ".join(shared)))
        click.echo(t("rooms.told", desks=desks))
        click.echo(t("rooms.keep_open"))
        try:
            supervisor.keep(lambda: click.echo(t("rooms.restarted")))
        except KeyboardInterrupt:
            click.echo(t("rooms.stopped"))


@click.command("visit", help=t("rooms.visit_help"))
@click.argument("name", metavar="NAME")
@click.argument("group", metavar="GROUP")
@click.option("--app", type=click.Choice(["lab", "voila"]), default="lab", help=t("classroom.app_help"))
@click.option("--no-open", is_flag=True, help=t("classroom.no_open_help"))
@click.pass_context
def visit(context: click.Context, name: str, group: str, app: str, no_open: bool) -> None:
    """Open a group's maps for the trainer."""
    from ..rooms.visiting import prepare_visit

    class_ = opened(name)
    desk = prepare_visit(class_, group)
    click.echo(t("rooms.visiting", group=printable(group), folder=desk))
    if not no_open:
        # The workbook's own command, so that it opens like any other desk.
        root = context.find_root()
        opening = root.command.get_command(root, "open") if isinstance(root.command, click.Group) else None
        if opening is not None:
            context.invoke(opening, lang=class_.lang, app=app, desk=desk)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


COMMANDS = (rooms, visit)
"""What :mod:`.commands` adds to ``journeybook class``."""
