"""``journeybook kit …``: what a trainer takes along. The commands parse, call and print; the work is done elsewhere."""

from __future__ import annotations

import click

from .i18n import t


@click.group("kit", help=t("kit.group_help"))
def kit_group() -> None:
    """Hold the commands."""
