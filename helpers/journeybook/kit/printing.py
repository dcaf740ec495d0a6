"""What ``journeybook kit print`` makes: one PDF for each map, one for the blank cards, one for a case's cards."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import fonts
from ..errors import WorkbookError
from ..i18n import catalogue, language, t
from . import files
from .blankmap import BLANK, SCALES, TEMPLATES, draw_map, stage_names
from .cards import draw_cards
from .casecards import case_facts, draw_case, texts
from .sheets import Sheets

WHAT = ("all", "map", "cards")

SIZES = tuple(SCALES)

STAGES = (*TEMPLATES, BLANK)

FOLDER = Path("journeybook-print")
"""Where it is written unless another folder is named."""

_DOMAINS = ("board", "facts", "kitprint")
"""Catalogues whose words stand on the sheets."""


@dataclass(frozen=True)
class Printed:
    """A file that was made."""

    file: Path
    pages: int
    left_out: str
    """Characters that no font on this computer has."""


def print_sheets(
    what: str,
    *,
    sizes: Sequence[str] = ("a3",),
    stages: Sequence[str] = STAGES,
    case: str | None = None,
    folder: Path = FOLDER,
    force: bool = False,
) -> tuple[Printed, ...]:
    """Make the sheets in the current language.

    Parameters
    ----------
    what : {"all", "map", "cards"}
        What is printed.
    sizes : sequence of {"a1", "a3", "a4"}
        Paper of the maps.
    stages : sequence of {"feedback", "loyalty", "blank"}
        Which stages the maps have.
    case : str, optional
        Name of a case whose touchpoints and facts are printed, too.
    folder : Path
        Where to; it is made if it is not there.
    force : bool
        Overwrite files that are not ours.

    Raises
    ------
    WorkbookError
        If this computer has no font with Chinese characters, or a file may not or cannot be written.
    CaseError
        If there is no such case, or it is damaged.
    """
    if case is not None and what == "map":
        raise WorkbookError("kitprint.case_without_cards", name=case)
    lang = language()
    wanted: dict[str, tuple[str, Callable[[Sheets], None]]] = {}
    if what in ("all", "map"):
        for set_ in dict.fromkeys(stages):
            for size in dict.fromkeys(sizes):
                wanted[f"map-{set_}-{size}-{lang}"] = (_map_title(set_), _map(set_, size))
    if what in ("all", "cards"):
        wanted[f"cards-{lang}"] = (t("kitprint.cards"), draw_cards)
    characters = _characters()
    if case is not None:
        from ..cases import load

        loaded = load(case)
        facts = case_facts(loaded)
        characters += texts(loaded, facts)
        title = t("kitprint.case_title", title=loaded.title())
        wanted[f"cards-{loaded.name}-{lang}"] = (title, lambda sheets: draw_case(sheets, loaded, facts))
    files.check([_file(folder, name) for name in wanted], force=force)
    typeface = fonts.chinese()
    contents, printed = {}, []
    with tempfile.TemporaryDirectory(prefix="journeybook-") as temporary:
        typeface = fonts.cut(typeface, characters, Path(temporary))
        for name, (title, draw) in wanted.items():
            sheets = Sheets(typeface, title)
            draw(sheets)
            file = _file(folder, name)
            contents[file] = sheets.finish()
            printed.append(Printed(file, sheets.pages, sheets.left_out))
    files.write(contents)
    return tuple(printed)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.pdf"


def _map(stages: str, size: str) -> Callable[[Sheets], None]:
    return lambda sheets: draw_map(sheets, stages, size)


def _map_title(stages: str) -> str:
    names = " → ".join(filter(None, stage_names(stages)))
    return f"{t('kitprint.map_title')}: {names}" if names else t("kitprint.map_title")


def _characters() -> str:
    words = "".join("".join(catalogue(language(), domain).values()) for domain in _DOMAINS)
    return words + "".join(map(chr, range(0x20, 0x7F))) + "…−→"
