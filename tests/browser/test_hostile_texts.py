"""Do hostile texts stay texts on the pages of an exercise, in JupyterLab and in Voila?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile import HOSTILE, MARK, hostile_map
from playwright.sync_api import expect

from conftest import OpenPage, StartServer
from journeybook import answersfile, desk, mapfile

EXERCISE = "exercises/03-retail/03-retail.ipynb"


@pytest.mark.parametrize("app", ["lab", "voila"])
def test_an_exercise_full_of_hostile_texts(
    tmp_path: Path, start_server: StartServer, open_page: OpenPage, app: str
) -> None:
    """Do board, answer and findings show such texts, letter by letter, and run none of them?"""
    place = desk.prepare(tmp_path / "desk", "en")
    folder = (place / EXERCISE).parent
    mapfile.write(folder / "map.journey.json", hostile_map())
    answersfile.write(folder / "answers.json", {"open": HOSTILE, "q1": HOSTILE})
    page = open_page(start_server(place, "en").address(app, EXERCISE))

    expect(page.get_by_test_id("board")).to_contain_text(f"<script>window.{MARK}=1</script>")
    expect(page.locator(".jb-open-question textarea")).to_have_value(HOSTILE)
    check = page.locator(".jb-check-map")
    check.click()
    # The empty stage's name stands in a finding.
    finding = page.locator(".jb-finding").filter(has_text="These stages are still empty").first
    expect(finding).to_contain_text(f"<script>window.{MARK}=1</script>")
    expect(finding).to_contain_text("$\\href{javascript:")

    assert page.evaluate(f"window.{MARK}") is None
    for tag in ("iframe[srcdoc]", "svg[onload]", "img[onerror]", "a[href^='javascript:']"):
        expect(page.locator(tag)).to_have_count(0)
