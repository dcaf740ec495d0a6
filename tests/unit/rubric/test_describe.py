"""Do the pages on the rubric say what the criteria are?"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from journeybook.i18n import LANGUAGES, t
from journeybook.rubric import Family, Rubric, all_criteria, describe

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pages_are_those_of_the_code(lang: str) -> None:
    """Is the page in docs/ what `python -m journeybook.rubric.describe` writes?"""
    assert (DOCS / describe.FILES[lang]).read_text(encoding="utf-8") == describe.page(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_criterion_stands_in_its_family(lang: str) -> None:
    """Is each criterion in the table of its family, with its thresholds and their defaults?"""
    page = describe.page(lang)
    parts = {
        family: page.split(f"\n## {t(f'rubricpage.family_{family}', lang)}\n")[1].split("\n## ")[0] for family in Family
    }
    for name, criterion in all_criteria().items():
        (row,) = re.findall(rf"^\| `{name}` \|.*$", parts[criterion.family], re.MULTILINE)
        assert t(f"criteria.{name}_name", lang) in row
        for threshold, default in criterion.thresholds.items():
            assert f"`{threshold}` = {default:g}" in row
        assert (t("rubricpage.key_note", lang) in row) == criterion.needs_key
        assert re.sub(r"\\\|", "", row).count("|") == 4


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_is_a_rubric(lang: str, tmp_path: Path) -> None:
    """Can the example be read as it stands?"""
    (example,) = re.findall(r"```toml\n(.*?)```", describe.page(lang), re.DOTALL)
    (tmp_path / "rubric.toml").write_text(example, encoding="utf-8")
    assert Rubric.read(tmp_path / "rubric.toml").points("map") == 6
    assert tomllib.loads(example)["item"][0]["id"] == "map"


def test_the_command_writes_both_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Does the command write both pages into the workbook's docs and say so?"""
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    assert describe.main([]) == 0
    said = capsys.readouterr().out
    for lang, name in describe.FILES.items():
        assert (tmp_path / "docs" / name).read_text(encoding="utf-8") == describe.page(lang)
        assert name in said
