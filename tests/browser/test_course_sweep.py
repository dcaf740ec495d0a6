"""Does every page of the course show itself in Voila, with nothing wrong and nothing asked of another machine?

A sample by default; all pages with ``JOURNEYBOOK_ALL_PAGES=1``, which ``make test-all`` sets.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from conftest import OpenPage, StartServer
from journeybook import desk
from journeybook.i18n import LANGUAGES

ROOT = Path(__file__).parents[2]
SAMPLE = {
    "zh": ("01-theory/what-is-a-map/what-is-a-map.ipynb", "04-discussion/measuring-effect/measuring-effect.ipynb"),
    "en": ("01-theory/visual-forms/visual-forms.ipynb", "exercises/01-theory/01-theory.ipynb"),
}
"""Pages with boards, charts, questions and checks, two in each language."""


def pages(lang: str) -> list[str]:
    """Return the pages to open, as they lie on a desk."""
    if not os.environ.get("JOURNEYBOOK_ALL_PAGES"):
        return list(SAMPLE[lang])
    found = []
    for part, place in (("course", ""), ("exercises", "exercises/")):
        folder = ROOT / part / lang
        found += [f"{place}{path.relative_to(folder).as_posix()}" for path in sorted(folder.rglob("*.ipynb"))]
    return [page for page in found if ".ipynb_checkpoints" not in page]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_show_themselves(
    tmp_path: Path,
    start_server: StartServer,
    open_page: OpenPage,
    no_outside_requests: Callable[[Page], None],
    no_errors: Callable[[Page], None],
    lang: str,
) -> None:
    """Do all cells of a page show something, no problem is told, the console stays quiet, and nothing is loaded?"""
    place = desk.prepare(tmp_path / "desk", lang)
    server = start_server(place, lang)
    for name in pages(lang):
        notebook = nbformat.read(place / name, as_version=4)
        # All cells but the one that only imports leave an output of their own.
        shown = sum(cell.cell_type == "code" and not cell.source.startswith("from ") for cell in notebook.cells)
        headings = [line for cell in notebook.cells for line in cell.source.splitlines() if line.startswith("# ")]
        page = open_page(server.address("voila", name), lang=lang)
        expect(page.locator("h1").first).to_contain_text(headings[0][2:])
        outputs = page.locator(".jp-OutputArea-output:not(.jp-mod-markdown)")
        expect(outputs.nth(shown - 1)).to_be_attached()
        for output in range(shown):
            expect(outputs.nth(output)).not_to_be_empty()
        expect(page.locator(".jb-problem")).to_have_count(0)
        expect(page.locator("[data-mime-type='application/vnd.jupyter.stderr'], .jp-RenderedText")).to_have_count(0)
        no_errors(page)
        no_outside_requests(page)
        page.context.close()
