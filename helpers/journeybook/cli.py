"""The ``journeybook`` command: it parses, calls and prints; the work is done elsewhere."""

from __future__ import annotations

import importlib
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from . import i18n
from .errors import JourneybookError, MapFileError
from .i18n import t
from .jupyter_settings import THEMES, choose_theme
from .programs import open_page

_LAZY_GROUPS = {
    "case": ("journeybook.casecommands", "case_group", "owncase.group_help"),
    "class": ("journeybook.classroom.commands", "class_group", "cli.class_help"),
    "debrief": ("journeybook.debriefcommands", "debrief", "debriefcommand.help"),
    "doctor": ("journeybook.doctorcommand", "doctor", "doctor.help"),
    "kit": ("journeybook.kitcommands", "kit_group", "kit.group_help"),
}
"""Commands that import much: module, attribute and key of the one-line help."""


class _Commands(click.Group):
    """A group that opens the workbook when no command is named, and loads heavy commands only when they run."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "--version"}):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_LAZY_GROUPS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _LAZY_GROUPS:
            return super().get_command(ctx, cmd_name)
        module, attribute, _ = _LAZY_GROUPS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing the heavy ones."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.commands.get(name)
            rows.append((name, command.get_short_help_str(80) if command else t(_LAZY_GROUPS[name][2])))
        with formatter.section(t("cli.commands")):
            formatter.write_dl(rows)


@click.group(cls=_Commands, help=t("cli.help"))
@click.version_option(package_name="journeybook")
def commands() -> None:
    """Hold the commands; :func:`main` runs them."""


@commands.command("open", help=t("cli.open_help"))
@click.option("--lang", type=click.Choice(i18n.LANGUAGES), help=t("cli.lang_help"))
@click.option("--app", type=click.Choice(["lab", "voila"]), default="lab", help=t("cli.app_help"))
@click.option("--theme", type=click.Choice(THEMES), help=t("cli.theme_help"))
@click.option("--no-browser", is_flag=True, help=t("cli.no_browser_help"))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=t("cli.port_help"))
@click.option("--desk", type=click.Path(path_type=Path), help=t("cli.desk_help"))
def open_workbook(
    lang: str | None, app: str, theme: str | None, no_browser: bool, port: int, desk: Path | None
) -> None:
    """Lay out the desk, start its server (or find it running) and show the start page."""
    from . import desk as desks
    from .server import Server, settings_folder

    lang = lang or i18n.system_language()
    i18n.set_language(lang)
    folder = desks.prepare(desk or desks.default_desk(lang), lang)
    if theme is not None:
        choose_theme(settings_folder(folder), theme)
    found = Server.running(folder)
    if found is not None:
        _show(found.address(app, theme=theme), no_browser)
        click.echo(t("cli.already_running"))
        return
    click.echo(t("cli.starting"))
    signal.signal(signal.SIGTERM, _interrupt)  # a closed terminal or a shut-down ends the server too
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, _interrupt)
    with Server.start(folder, lang, theme=theme or "light", port=port) as server:
        _show(server.address(app, theme=theme), no_browser)
        click.echo(t("cli.how_to_stop"))
        try:
            server.wait()
        except KeyboardInterrupt:
            click.echo(t("cli.stopping"))


@commands.group("map", help=t("cli.map_help"))
def map_group() -> None:
    """Hold what can be done with maps."""


@map_group.command("draft", help=t("cli.draft_help"))
@click.argument("case")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(i18n.LANGUAGES), help=t("cli.draft_lang_help"))
def draft(case: str, file: Path, lang: str | None) -> None:
    """Write a map drafted from a case's data; a file that is there already stays."""
    from . import mapfile
    from .cases import load
    from .draft import draft_map

    if file.exists():
        raise MapFileError("cli.file_exists", file=file)
    lang = lang or i18n.system_language()
    i18n.set_language(lang)
    drafted = draft_map(load(case), lang)
    mapfile.write(file, drafted)
    click.echo(t("cli.drafted", file=file, touchpoints=len(drafted.touchpoints), pain_points=len(drafted.pain_points)))


@map_group.command("convert", help=t("cli.convert_help"))
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(i18n.LANGUAGES), help=t("cli.convert_lang_help"))
@click.option("--paper", type=click.Choice(["A4", "A3", "A1"], case_sensitive=False), help=t("cli.convert_paper_help"))
@click.option("--force", is_flag=True, help=t("cli.convert_force_help"))
def convert_map(source: Path, target: Path, lang: str | None, paper: str | None, force: bool) -> None:
    """Write a map in another format and say what was lost on the way."""
    from .formats import convert
    from .formats.losses import plain

    lang = lang or i18n.system_language()
    i18n.set_language(lang)
    options = {} if paper is None else {"paper": paper}
    losses = convert.convert(source, target, lang, force=force, **options)
    key = "cli.converted_with_losses" if losses else "cli.converted"
    click.echo(t(key, file=target, name=convert.format_of(target).title()))
    for line in plain(losses).splitlines():
        click.echo(f"- {line}")


def main() -> None:
    """Run the command line; the entry point ``journeybook``."""
    try:
        commands.main(prog_name="journeybook")
    except JourneybookError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _show(address: str, no_browser: bool) -> None:
    """Open `address` in the browser; say where it is in any case, since a browser may not open."""
    opened = not no_browser and open_page(address)
    click.echo(t("cli.opened" if opened else "cli.open_by_hand", address=address))


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
