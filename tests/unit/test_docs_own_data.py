"""Does what the page about one's own data says really run?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("docs/own-data.md", "docs/own-data.zh.md")
LOG = """member_id,touchpoint,started,paid_at,wait_min
M1,ad,2026-03-01 10:00,2026-03-01 10:00,
M1,store_checkout,2026-03-02 10:00,2026-03-02 10:20,4.5
M2,store_checkout,2026-03-02 11:00,2026-03-02 11:10,2
"""


def blocks(page: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_run(page, tmp_path, monkeypatch, capsys):
    """Do all examples of the page run, one after the other, with a file of the kind it describes?"""
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(page):
        exec(block, names)  # noqa: S102 - our own page
    assert "log.csv" in capsys.readouterr().out
    assert names["log"].n == 3
    assert names["log"].roles.column("time") == "paid_at"


def test_both_pages_show_the_same_code():
    """Can a reader of either language do the same?"""
    zh, en = ([re.sub("#.*", "", block) for block in blocks(page)] for page in PAGES)
    assert zh == en
    assert len(en) == 4
