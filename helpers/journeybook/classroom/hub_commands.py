"""``journeybook class serve`` and its like: a class on the network. They parse, call and print; no more."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType

import click

from ..i18n import t
from .opening import opened


@click.command("serve", help=t("hub.serve_help"))
@click.argument("name", metavar="NAME")
@click.argument("exercise", default="03-retail")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help=t("hub.port_help"))
@click.option("--host", default="", help=t("hub.host_help"))
@click.option("--start-all", is_flag=True, help=t("hub.start_all_help"))
def serve(name: str, exercise: str, port: int, host: str, start_all: bool) -> None:
    """Serve a class until Ctrl-C."""
    from .hub import walls
    from .hub.accounts import separate
    from .hub.ahead import start_all as start
    from .hub.serve import News, serving

    class_ = opened(name)
    signal.signal(signal.SIGTERM, _interrupt)  # a closed terminal or a shut-down ends the hub too
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, _interrupt)

    def tell(news: News) -> None:
        click.echo(t(f"hub.news_{news.kind}", text=news.text, file=news.sheet))

    click.echo(t("hub.opening"))
    try:
        with serving(class_, port=port, exercise=exercise, host=host, tell=tell) as hub:
            click.echo(t("hub.open", address=hub.address))
            reason = walls.obstacle()
            kind = "walls" if not reason else "no_walls"
            click.echo(t(f"hub.{kind}_{'own' if separate() else 'shared'}", reason=reason))
            hub.step()
            if start_all:
                click.echo(t("hub.started_all", count=start(hub.api, [one.id for one in class_.trainees()])))
            click.echo(t("hub.how_to_stop"))
            hub.wait()
    except KeyboardInterrupt:
        click.echo(t("hub.stopped"))


@click.command("code", help=t("hub.code_help"))
@click.argument("name", metavar="NAME")
@click.argument("person", metavar="ID")
def code(name: str, person: str) -> None:
    """Give somebody a new code."""
    from ..errors import ClassError
    from .hub.codes import Codes, shown
    from .hub.settings import TRAINER, codes_file, hub_folder

    class_ = opened(name)
    if person != TRAINER and person not in {one.id for one in class_.trainees()}:
        raise ClassError("classroom.unknown_trainee", trainee=person, name=name)
    hub_folder(class_)
    made = Codes(codes_file(class_)).make([person])
    click.echo(t("hub.new_code", id=person, code=shown(made[person])))


@click.command("export-deploy", help=t("deploy.help"))
@click.argument("name", metavar="NAME")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help=t("deploy.to_help"))
@click.option("--host", default="", help=t("deploy.host_help"))
@click.option("--people", type=click.IntRange(1, 1_000_000), default=None, help=t("deploy.people_help"))
@click.option("--exercise", default="03-retail", show_default=True, metavar="ID", help=t("deploy.exercise_help"))
@click.option("--force", is_flag=True, help=t("deploy.force_help"))
def export_deploy(name: str, folder: Path | None, host: str, people: int | None, exercise: str, force: bool) -> None:
    """Write the files for a cluster."""
    from .deploy.export import export

    class_ = opened(name)
    target = folder or class_.path / "deploy"
    files = export(class_, target, exercise=exercise, host=host, people=people or 0, force=force)
    click.echo(t("deploy.written", folder=target))
    for file in files:
        click.echo(f"  {file.name}")
    click.echo(t("deploy.next"))


COMMANDS = (serve, code, export_deploy)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
