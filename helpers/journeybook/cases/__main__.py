"""Make a case's data files: ``python -m journeybook.cases retail [--seed N] [--customers N] [--out DIR]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..errors import CaseError
from ..i18n import t
from .case import datasets_folder
from .retail import plan, write

MOST_CUSTOMERS = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m journeybook.cases", description=t("cases.command_about"))
    parser.add_argument("name", choices=["retail"], help=t("cases.command_name"))
    seed_help = t("cases.command_seed", default=plan.SEED)
    parser.add_argument("--seed", type=int, default=plan.SEED, help=seed_help)
    customers_help = t("cases.command_customers", default=plan.CUSTOMERS)
    parser.add_argument("--customers", type=int, default=plan.CUSTOMERS, help=customers_help)
    parser.add_argument("--out", type=Path, help=t("cases.command_out"))
    chosen = parser.parse_args(arguments)
    if not 1 <= chosen.customers <= MOST_CUSTOMERS:
        parser.error(t("cases.command_customers_range", most=MOST_CUSTOMERS, got=chosen.customers))
    try:
        folder: Path = chosen.out or datasets_folder() / chosen.name
    except CaseError as error:
        parser.error(str(error))
    paths = write(folder, chosen.seed, chosen.customers)
    size = f"{sum(path.stat().st_size for path in paths) / 1e6:.1f}"
    print(t("cases.command_wrote", count=len(paths), size=size, folder=folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
