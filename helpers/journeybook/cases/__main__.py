"""Make a case's data files: ``python -m journeybook.cases <name> [--seed N] [--customers N] [--out DIR]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..errors import CaseError
from ..i18n import t
from .case import datasets_folder
from .making import find_recipe, recipe_names, write
from .making.ids import MOST_CUSTOMERS


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m journeybook.cases", description=t("cases.command_about"))
    parser.add_argument("name", choices=recipe_names(), help=t("cases.command_name"))
    parser.add_argument("--seed", type=int, help=t("cases.command_seed"))
    parser.add_argument("--customers", type=int, help=t("cases.command_customers"))
    parser.add_argument("--out", type=Path, help=t("cases.command_out"))
    chosen = parser.parse_args(arguments)
    if chosen.customers is not None and not 1 <= chosen.customers <= MOST_CUSTOMERS:
        parser.error(t("cases.command_customers_range", most=MOST_CUSTOMERS, got=chosen.customers))
    try:
        folder: Path = chosen.out or datasets_folder() / chosen.name
    except CaseError as error:
        parser.error(str(error))
    made = write(find_recipe(chosen.name), folder, chosen.seed, chosen.customers)
    size = f"{sum(path.stat().st_size for path in made.paths) / 1e6:.1f}"
    print(t("cases.command_wrote", count=len(made.paths), size=size, folder=folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
