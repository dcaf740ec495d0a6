"""Are a browser and the environment's own commands found, and only where they can be used?"""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from journeybook import programs


@pytest.mark.parametrize(
    ("platform", "display", "opens"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_browser_opens_only_where_a_window_can_appear(
    monkeypatch: pytest.MonkeyPatch, platform: str, display: dict[str, str], opens: bool
) -> None:
    """Is the address handed to the browser on a desktop, and kept from a text browser elsewhere?"""
    opened: list[str] = []
    monkeypatch.setattr(programs.webbrowser, "open", lambda address: opened.append(address) or True)
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in display.items():
        monkeypatch.setenv(name, value)
    assert programs.open_page("address") is opens
    assert opened == ["address"] * opens


def test_a_browser_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the caller learn that no browser opened, so that it can print the address?"""
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(programs.webbrowser, "open", lambda address: False)
    assert programs.open_page("address") is False


@pytest.mark.parametrize("before", [None, "", "/elsewhere"])
def test_own_commands_come_first(monkeypatch: pytest.MonkeyPatch, before: str | None) -> None:
    """Are the environment's commands found without being activated, and the person's own kept behind them?"""
    if before is None:
        monkeypatch.delenv("PATH")
    else:
        monkeypatch.setenv("PATH", before)
    path = programs.search_path()
    assert shutil.which("alembic", path=path.split(os.pathsep)[0])
    assert path.endswith(before or os.defpath)
