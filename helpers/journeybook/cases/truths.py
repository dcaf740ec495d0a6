"""Work out the true effects of a case's fix: ``python -m journeybook.cases.truths <name> [--customers N]``.

The same customers, with the same luck, are played twice, with the fix and without it. The difference in the period
after the fix, over the customers whose own unit got it, is the average effect on the treated: what an honest estimate
from the case's data should come near to. It goes into the trainers' key, ``solutions/truths/<name>.toml``, below what
is written there by hand.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from .. import workbook
from ..i18n import t
from .making import Recipe, find_recipe, recipe_names, write
from .making.build import lives

CUSTOMERS = 60_000
"""So many that chance moves an effect by a few tenths of a point only."""

SEED_SHIFT = 1
"""The population is another one than that of the shipped files."""

MARK = "# Computed by python -m journeybook.cases.truths"
"""Above the line that begins so, the file is written by hand; what follows is made anew."""

Figures = dict[str, float | str]


def true_effects(recipe: Recipe, customers: int = CUSTOMERS) -> dict[str, Figures]:
    """Return the true effect of the fix on each measure of `recipe`.

    Parameters
    ----------
    recipe : Recipe
        The case.
    customers : int
        How many customers are played, those of the control group included; 1,000 or more to mean anything.

    Returns
    -------
    dict
        By name of the indicator: ``effect``, the difference between ``with_fix`` and ``without_fix`` over the treated
        in the period after the fix; ``before``, the same figure over them in the period before; ``control_before`` and
        ``control_after``; ``unit`` and ``about``.
    """
    plan = recipe.plan
    numbers: dict[tuple[str, str], list[float]] = defaultdict(list)
    for with_fix in (True, False):
        for life in lives(recipe, plan.seed + SEED_SHIFT, customers, with_fix):
            group = life.person.unit.group
            if group == "control" and not with_fix:
                continue  # nothing is different there
            for name, measure in recipe.measures.items():
                after = {"control": "control_after", "treated": "with_fix" if with_fix else "without_fix"}[group]
                numbers[name, after] += measure.collect(life, plan.after, plan)
                if with_fix:
                    before = "control_before" if group == "control" else "before"
                    numbers[name, before] += measure.collect(life, plan.before, plan)
    found: dict[str, Figures] = {}
    for name, measure in recipe.measures.items():
        figures = {
            part: measure.reduce(numbers[name, part])
            for part in ("with_fix", "without_fix", "before", "control_before", "control_after")
        }
        effect = figures["with_fix"] - figures["without_fix"]
        rounded = {part: round(figure, 2) for part, figure in {"effect": effect, **figures}.items()}
        found[name] = {**rounded, "unit": measure.unit, "about": measure.about}
    return found


def computed(recipe: Recipe, customers: int = CUSTOMERS) -> str:
    """Return the computed part of the trainers' key as TOML."""
    plan = recipe.plan
    with tempfile.TemporaryDirectory() as folder:
        made = write(recipe, Path(folder))
    lines = [f"{MARK} {plan.name}; change nothing below.", ""]
    for name, figures in true_effects(recipe, customers).items():
        lines += [f"[effects.{name}]", *(_entry(key, value) for key, value in figures.items()), ""]
    lines += ["[planted_rows]", *(_entry(kind, count) for kind, count in made.planted.items()), ""]
    lines += ["[drivers]", "# What a step of each aspect's rating truly adds to the overall satisfaction."]
    lines += [_entry(aspect.code, aspect.weight) for aspect in sorted(plan.aspects, key=lambda x: -x.weight)]
    lines += ["", "[kano]", "# The kind that most customers were given."]
    lines += [_entry(x.code, max(x.kinds, key=lambda kind: x.kinds[kind])) for x in plan.features]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m journeybook.cases.truths", description=t("cases.truths_about"))
    parser.add_argument("name", choices=recipe_names(), help=t("cases.command_name"))
    parser.add_argument("--customers", type=int, default=CUSTOMERS, help=t("cases.truths_customers", most=CUSTOMERS))
    chosen = parser.parse_args(arguments)
    path = workbook.home() / "solutions" / "truths" / f"{chosen.name}.toml"
    by_hand = path.read_text(encoding="utf-8").partition(MARK)[0] if path.is_file() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((by_hand + computed(find_recipe(chosen.name), chosen.customers)).encode())
    print(t("cases.truths_wrote", path=path))
    return 0


def _entry(key: str, value: float | str) -> str:
    return f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}"


if __name__ == "__main__":
    sys.exit(main())
