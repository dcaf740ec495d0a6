"""``journeybook kit …``: what a trainer takes along. The commands parse, call and print; the work is done elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from .i18n import LANGUAGES, set_language, system_language, t


@click.group("kit", help=t("kit.group_help"))
def kit_group() -> None:
    """Hold the commands."""


# Printing -------------------------------------------------------------------------------------------------------------


@kit_group.command("print", help=t("kitprint.print_help"))
@click.argument("what", type=click.Choice(["all", "map", "cards"]), default="all")
@click.option("--size", "sizes", type=click.Choice(["a1", "a3", "a4"]), multiple=True, help=t("kitprint.size_help"))
@click.option(
    "--stages", type=click.Choice(["feedback", "loyalty", "blank"]), multiple=True, help=t("kitprint.stages_help")
)
@click.option("--case", metavar="NAME", help=t("kitprint.case_help"))
@click.option("--lang", type=click.Choice(LANGUAGES), help=t("kitprint.lang_help"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="journeybook-print",
    help=t("kitprint.out_help", folder="journeybook-print"),
)
@click.option("--force", is_flag=True, help=t("kitprint.force_help"))
def print_(
    what: str, sizes: Sequence[str], stages: Sequence[str], case: str | None, lang: str | None, out: Path, force: bool
) -> None:
    """Make PDFs to print: blank maps, cards, a case on cards."""
    set_language(lang or system_language())
    from .kit.printing import STAGES, print_sheets

    made = print_sheets(
        what, sizes=sizes or ("a3",), stages=stages or STAGES, case=case, folder=out.expanduser(), force=force
    )
    for one in made:
        click.echo(t("kitprint.written", file=one.file, pages=one.pages))
    if codes := sorted({f"U+{ord(character):04X}" for one in made for character in one.left_out}):
        click.echo(t("kitprint.left_out", codes=" ".join(codes)))
    click.echo(t("kitprint.done", folder=out))


@kit_group.command("keys", help=t("kitprint.keys_help"))
@click.argument("exercise", required=False)
@click.option("--lang", type=click.Choice(LANGUAGES), help=t("kitprint.lang_help"))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="journeybook-keys",
    help=t("kitprint.out_help", folder="journeybook-keys"),
)
@click.option("--force", is_flag=True, help=t("kitprint.force_help"))
def keys(exercise: str | None, lang: str | None, out: Path, force: bool) -> None:
    """Make the trainer's answer key."""
    set_language(lang or system_language())
    from .kit.keyfile import write_keys

    click.echo(t("kitprint.keys_written", file=write_keys(exercise, folder=out.expanduser(), force=force)))


# Slides ---------------------------------------------------------------------------------------------------------------


@kit_group.command("slides", help=t("slides.command_help"))
@click.option("--lang", type=click.Choice(LANGUAGES), help=t("slides.lang_help"))
@click.option("--module", "modules", metavar="NAME", multiple=True, help=t("slides.module_help"))
@click.option("--lesson", "lessons", metavar="NAME", multiple=True, help=t("slides.lesson_help"))
@click.option("--out", type=click.Path(path_type=Path), default="slides", show_default=True, help=t("slides.out_help"))
@click.option("--force", is_flag=True, help=t("slides.force_help"))
def slides(lang: str | None, modules: Sequence[str], lessons: Sequence[str], out: Path, force: bool) -> None:
    """Make slides from the lessons."""
    set_language(lang or system_language())
    from .kit import slides as kit_slides

    langs = [lang] if lang else list(LANGUAGES)
    for made in kit_slides.make(langs, out.expanduser(), modules=modules, lessons=lessons, force=force):
        click.echo(t("slides.written", path=made.path, slides=made.slides))
