"""The pages that tell trainers of all criteria: ``python -m journeybook.rubric.describe`` writes them into ``docs/``.

They are made of the criteria and their sentences, so that what a trainer reads is what a learner is told.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from .. import workbook
from ..atomic import write_text
from ..i18n import LANGUAGES, catalogue, t
from .criterion import Criterion, Family, all_criteria

FILES = {"zh": "rubric.zh.md", "en": "rubric.md"}
"""Language → name of its page in ``docs/``."""

COMMAND = "python -m journeybook.rubric.describe"

_MEANINGS = {
    ("curve_not_flat", "at_least"): "curve_at_least",
    ("curve_not_one_sided", "at_least"): "curve_at_least",
    ("customers_words", "at_most"): "words_at_most",
    ("opportunities_doable", "at_least"): "rest_at_least",
    ("opportunities_doable", "at_most"): "words_at_most",
    ("pain_points_are_obstacles", "at_most"): "words_at_most",
}
"""Criterion and threshold → entry that says what it means, where it is not what all thresholds of that name mean."""


def page(lang: str) -> str:
    """Return the page on all criteria, as Markdown."""
    return "\n".join(_lines(lang))


def _lines(lang: str) -> Iterator[str]:
    def say(key: str, **params: str) -> str:
        return t(f"rubricpage.{key}", lang, **params)

    yield f"# {say('title')}\n"
    yield f"<!-- {say('generated', command=COMMAND)} -->\n"
    yield say("intro", file="`rubric.toml`") + "\n"
    yield "```toml"
    yield f"[[item]]  # {say('example_comment')}"
    yield 'id = "map"'
    yield "criterion = ["
    yield '    { name = "stages_covered", points = 3 },'
    yield '    { name = "touchpoints_complete", points = 3, at_least = 8 },'
    yield "]"
    yield "```\n"
    yield f"- {say('points_rule', points='`points`')}"
    yield f"- {say('thresholds_rule')}"
    yield f"- {say('mistakes_rule')}"
    yield f"- {say('words_rule', folder='`helpers/journeybook/rubric/words/`', at_most='`at_most = 1`')}"
    known = all_criteria()
    for family in Family:
        yield f"\n## {say(f'family_{family}')}\n"
        yield say(f"about_{family}") + "\n"
        yield f"| {say('heading_criterion')} | {say('heading_asks')} | {say('heading_thresholds')} |"
        yield "|---|---|---|"
        for name in sorted(known):
            if known[name].family is family:
                yield _row(known[name], lang)
    yield ""


def _row(criterion: Criterion, lang: str) -> str:
    defaults = dict(criterion.thresholds)
    name, why = (t(f"criteria.{criterion.name}_{part}", lang, **defaults) for part in ("name", "hint_1"))
    asks = f"**{name}**<br>{why}"
    if criterion.needs_key:
        asks += f"<br>*{t('rubricpage.key_note', lang)}*"
    thresholds = "<br>".join(_threshold(criterion.name, name, value, lang) for name, value in defaults.items())
    return f"| `{criterion.name}` | {_cell(asks)} | {_cell(thresholds) or t('rubricpage.none', lang)} |"


def _threshold(criterion: str, name: str, default: float, lang: str) -> str:
    entry = f"threshold_{_MEANINGS.get((criterion, name), name)}"
    said = {"name": f"`{name}`", "default": f"{default:g}"}
    if entry not in catalogue(lang, "rubricpage"):
        return t("rubricpage.threshold_plain", lang, **said)
    return t("rubricpage.threshold", lang, meaning=t(f"rubricpage.{entry}", lang), **said)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    argparse.ArgumentParser(prog=COMMAND, description=t("rubricpage.command_about")).parse_args(arguments)
    docs: Path = workbook.home() / "docs"
    for lang in LANGUAGES:
        write_text(docs / FILES[lang], page(lang))
    print(t("rubricpage.command_wrote", files=", ".join(f"docs/{FILES[lang]}" for lang in LANGUAGES)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
