"""Does a write leave either the old file or the new one, and nothing else?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from journeybook import atomic


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_new_file(tmp_path: Path) -> None:
    """Is a file that did not exist written whole, in UTF-8, with its line ends untouched?"""
    atomic.write_text(tmp_path / "a.json", "旅程\r\nend\n", keep=tmp_path / "a.json.bak")
    assert (tmp_path / "a.json").read_bytes() == "旅程\r\nend\n".encode()
    assert names(tmp_path) == ["a.json"]


def test_last_good_copy(tmp_path: Path) -> None:
    """Does the version before the write survive under the name given for it?"""
    target, keep = tmp_path / "a.json", tmp_path / "a.json.bak"
    for text in ("one", "two", "three"):
        atomic.write_text(target, text, keep=keep)
    assert (target.read_text(), keep.read_text()) == ("three", "two")


def test_no_copy_unless_asked(tmp_path: Path) -> None:
    """Is no copy made where none was asked for?"""
    atomic.write_text(tmp_path / "a", "one")
    atomic.write_text(tmp_path / "a", "two")
    assert names(tmp_path) == ["a"]


def test_failure_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk fails in the middle, is the old file whole and the temporary one gone?"""
    target = tmp_path / "a"
    atomic.write_text(target, "old")

    def full_disk(descriptor: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        atomic.write_text(target, "new")
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a"]


def test_permissions_stay(tmp_path: Path) -> None:
    """Does a file that others may read stay readable for them after it was replaced?"""
    target = tmp_path / "a"
    target.write_text("old")
    target.chmod(0o664)
    atomic.write_text(target, "new")
    assert target.stat().st_mode & 0o777 == 0o664
