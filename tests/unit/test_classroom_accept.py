"""Is a hand-in taken in without trusting a byte of it?"""

from __future__ import annotations

import json
import os
from pathlib import Path

import nbformat
import pytest

from journeybook.classroom import accept
from journeybook.classroom.accept import Notes
from journeybook.handin import MAX_FILE_BYTES

TIME = "2026-03-01 09:00:00.000001 UTC"
SECRET = "0123456789abcdef" * 8


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "anna+01-mini+time+random"
    folder.mkdir()
    cells = [
        {"cell_type": "code", "id": "a", "metadata": {"nbgrader": {"points": 1e9}}, "source": ["x = 1\n", "y"]},
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "hello"},
    ]
    (folder / "01-mini.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}))
    (folder / "map.journey.json").write_bytes(b"{broken \xff")
    (folder / "map.future.journey.json").write_bytes(b"{future")
    (folder / "answers.json").write_text("{}")
    (folder / "submission_secret.txt").write_text(SECRET)
    (folder / "timestamp.txt").write_text("1970-01-01 00:00:00 UTC")
    return folder


def taken(source: Path) -> tuple[Path, Notes]:
    target = source.parent / "submitted" / "anna" / "01-mini"
    notes = accept.accept(source, target, "01-mini", TIME)
    assert accept.read_notes(target) == notes
    return target, notes


def cells(target: Path) -> list[tuple[str, str]]:
    notebook = nbformat.read(target / "01-mini.ipynb", as_version=4)
    nbformat.validate(notebook)
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def test_ordinary(source: Path) -> None:
    """Do map and answers come as they are, and of the notebook the text only, whatever ids and points it claims?"""
    target, notes = taken(source)
    assert notes == Notes("", ())
    assert (target / "map.journey.json").read_bytes() == b"{broken \xff"
    assert (target / "map.future.journey.json").read_bytes() == b"{future"
    assert (target / "answers.json").read_text() == "{}"
    assert (target / "submission_secret.txt").read_text() == SECRET
    assert (target / "timestamp.txt").read_text() == TIME
    assert cells(target) == [("code", "x = 1\ny"), ("markdown", "hello")]
    assert "nbgrader" not in (target / "01-mini.ipynb").read_text()


BROKEN = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"{}",
    b'{"cells": null}',
    b'{"cells": {"a": 1}}',
    b'{"cells": [1]}',
    b'{"cells": [{"source": 5}]}',
    b'{"cells": [{"source": [1]}]}',
    b'{"worksheets": [{"cells": []}]}',
    b"[" * 100_000,
    b'{"cells": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    b"\xff\xfe\x00",
    "旅".encode("gb18030"),
]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
def test_broken_notebook(source: Path, content: bytes) -> None:
    """Does a notebook that nobody can open cost nothing but itself?"""
    (source / "01-mini.ipynb").write_bytes(content)
    target, notes = taken(source)
    assert notes == Notes("broken", ())
    assert cells(target) == []
    assert (target / "answers.json").exists()


def test_missing_notebook(source: Path) -> None:
    """Does a missing notebook cost nothing but itself?"""
    (source / "01-mini.ipynb").unlink()
    target, notes = taken(source)
    assert notes == Notes("missing", ())
    assert cells(target) == []


def test_strange_cells(source: Path) -> None:
    """Are cells of unknown kinds, half emoji, endless text and endless cells cut down to something harmless?"""
    strange = [{"cell_type": "heading", "source": "half \ud83d"}, {"source": "x" * 30_000}, {}]
    (source / "01-mini.ipynb").write_text(json.dumps({"cells": strange + [{"source": "y"}] * 1000}))
    found = cells(taken(source)[0])
    assert found[0] == ("raw", "half \ufffd")
    assert len(found[1][1]) == accept.MAX_CELL_TEXT
    assert len(found) == accept.MAX_CELLS


def test_links(source: Path, tmp_path: Path) -> None:
    """Is a link to the answer key or to the whole disk neither followed nor copied?"""
    (tmp_path / "key.toml").write_text("secret")
    linked = ("map.journey.json", "map.future.journey.json", "answers.json", "submission_secret.txt")
    for name in linked:
        (source / name).unlink()
        (source / name).symlink_to(tmp_path / "key.toml")
    (source / "01-mini.ipynb").unlink()
    (source / "01-mini.ipynb").symlink_to("/")
    (source / "disk").symlink_to("/")
    target, notes = taken(source)
    assert {name for name, _ in notes.set_aside} == {*linked, "01-mini.ipynb", "disk"}
    assert notes.notebook == "missing"
    assert {path.name for path in target.iterdir()} == {
        *("01-mini.ipynb", "hand-in.json", "submission_secret.txt", "timestamp.txt")
    }
    assert "secret" not in (target / "submission_secret.txt").read_text()


def test_link_in_the_place_of_the_hand_in(source: Path) -> None:
    """Is a hand-in that is itself a link taken as an empty one?"""
    link = source.with_name("bo+01-mini+time+random")
    link.symlink_to(source)
    target, notes = taken(link)
    assert notes == Notes("missing", ((link.name, "not_regular"),))
    assert not (target / "answers.json").exists()


def test_pipes_large_and_unknown_files(source: Path) -> None:
    """Does a pipe not hang, and are large, unknown and nested files left out and named?"""
    (source / "answers.json").unlink()
    os.mkfifo(source / "answers.json")
    (source / "map.journey.json").write_bytes(b" " * (MAX_FILE_BYTES + 1))
    (source / "hand-in.json").write_text('{"notebook": "", "set_aside": []}')
    (source / "key").mkdir()
    (source / "key" / "key.toml").touch()
    _, notes = taken(source)
    assert set(notes.set_aside) == {
        ("answers.json", "not_regular"),
        ("map.journey.json", "too_large"),
        ("hand-in.json", "unexpected"),
        ("key", "unexpected"),
    }


def test_thousands_of_files(source: Path) -> None:
    """Are the expected files still found among more than anybody should look at?"""
    for number in range(200):
        (source / f"a{number}").touch()
    target, notes = taken(source)
    assert notes.set_aside == ((source.name, "too_many"),)
    assert (target / "map.journey.json").exists()
    assert (target / "submission_secret.txt").read_text() == SECRET


@pytest.mark.parametrize("secret", ["", "../../x", "ABC", "0" * 10_000])
def test_strange_secret(source: Path, secret: str) -> None:
    """Is a secret that nbgrader did not make replaced by one that nobody knows?"""
    (source / "submission_secret.txt").write_text(secret)
    kept = (taken(source)[0] / "submission_secret.txt").read_text()
    assert len(kept) == 128
    assert set(kept) <= set("0123456789abcdef")


@pytest.mark.parametrize("time", ["", "yesterday", "99999-99-99 00:00:00 UTC"])
def test_no_time(source: Path, time: str) -> None:
    """Is a time that is none left out, since nbgrader would stumble over it?"""
    target = source.parent / "target"
    accept.accept(source, target, "01-mini", time)
    assert not (target / "timestamp.txt").exists()


@pytest.mark.parametrize("content", [None, "", "[]", '{"notebook": ""}', '{"notebook": "", "set_aside": [1]}'])
def test_notes_of_others(tmp_path: Path, content: str | None) -> None:
    """Is a folder that did not come this way known by its missing or strange notes?"""
    if content is not None:
        (tmp_path / "hand-in.json").write_text(content)
    assert accept.read_notes(tmp_path) is None
