"""``journeybook kit …``: what a trainer takes along. The commands parse, call and print; the work is done elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from .i18n import LANGUAGES, set_language, system_language, t


@click.group("kit", help=t("kit.group_help"))
def kit_group() -> None:
    """Hold the commands."""


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
