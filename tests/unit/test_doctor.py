"""Does ``journeybook doctor`` see what a workshop would fail on, and name the command that mends it?"""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from journeybook import cli, fonts
from journeybook.classroom.folder import ClassFolder
from journeybook.doctor import Check, State, class_checks, machine_checks
from journeybook.doctor import check as check_module
from journeybook.doctor import machine as machine_module
from journeybook.errors import WorkbookError

ROSTER = "id,name,group\nanna,Anna,red\nbo,Bo,red\n"


@pytest.fixture
def class_(tmp_path: Path) -> ClassFolder:
    """Return a class with a roster and one released exercise."""
    made = ClassFolder(tmp_path / "spring", "spring", "en")
    for folder in (made.source, made.outbound / "01-map", made.inbound):
        folder.mkdir(parents=True)
    (made.outbound / "01-map" / "01-map.ipynb").touch()
    (made.path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return made


def found(name: str, checks: Any) -> Check:
    """Return the check of that name."""
    return next(check for check in checks if check.name == name)


def test_a_good_class_needs_nothing(class_: ClassFolder) -> None:
    """Is nothing amiss where nothing is?"""
    checks = list(class_checks(class_))

    assert [(check.name, check.state, check.mend) for check in checks] == [
        ("roster", State.GOOD, ""),
        ("exchange", State.GOOD, ""),
        ("private", State.GOOD, ""),
    ]
    assert checks[0].text == "trainees: 2, groups: 1"


def test_a_broken_roster_is_named(class_: ClassFolder) -> None:
    """Is the roster's own error shown, with what opens the file?"""
    (class_.path / "roster.csv").write_text("id\nanna\nANNA\n", encoding="utf-8")
    check = found("roster", class_checks(class_))

    assert check.state is State.BAD
    assert "ANNA" in check.text
    assert str(class_.path / "roster.csv") in check.mend


def test_a_trainee_without_a_group_is_named(class_: ClassFolder) -> None:
    """Does one hear of trainees who would draw alone?"""
    (class_.path / "roster.csv").write_text(ROSTER + "cai,Cai,\n", encoding="utf-8")
    check = found("roster", class_checks(class_))

    assert check.state is State.LIMITED
    assert "cai" in check.text


def test_an_exchange_that_is_gone(class_: ClassFolder) -> None:
    """Is a missing exchange bad, and made again by the command that is named?"""
    shutil.rmtree(class_.exchange)
    check = found("exchange", class_checks(class_))

    assert check.state is State.BAD
    assert check.mend == f'mkdir -p "{class_.exchange}"'


def test_nothing_released(class_: ClassFolder) -> None:
    """Is one told that trainees would find nothing, and how to release?"""
    shutil.rmtree(class_.outbound)
    check = found("exchange", class_checks(class_))

    assert (check.state, check.mend) == (State.LIMITED, "journeybook class release spring")


def test_rights_in_the_exchange(class_: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is an inbound folder that this account may not write found?"""
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != class_.inbound and allowed(path, mode))
    check = found("exchange", class_checks(class_))

    assert check.state is State.BAD
    assert check.mend == f'chmod u+rwx "{class_.inbound}"'


@pytest.mark.skipif(sys.platform == "win32", reason="no rights of other accounts there")
def test_answer_keys_that_others_can_read(class_: ClassFolder) -> None:
    """Is a source folder that other accounts can reach and read told of, and not where a folder above is closed?"""
    for folder in (class_.source, class_.path, *class_.path.parents[:-1]):
        if folder.stat().st_uid == os.getuid():
            folder.chmod(0o755)
    before = found("private", class_checks(class_))
    class_.path.chmod(0o700)
    after = found("private", class_checks(class_))

    assert (before.state, after.state) == (State.LIMITED, State.GOOD)
    assert before.mend == f'chmod -R o-rwx "{class_.source}"'


def test_node_is_asked_for_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Are a missing Node, an old one and one without npm told apart?"""
    monkeypatch.setattr(check_module.shutil, "which", lambda name: None)
    missing = machine_module._node()
    monkeypatch.setattr(machine_module, "_says", lambda program, argument: "v12.22.9")
    old = machine_module._node()
    monkeypatch.setattr(machine_module, "_says", lambda program, argument: "v20.1.0")
    without_npm = machine_module._node()

    assert [check.key for check in (missing, old, without_npm)] == ["node_missing", "node_old", "npm_missing"]
    assert all(check.state is State.LIMITED and check.mend for check in (missing, old, without_npm))


def test_a_port_in_use() -> None:
    """Is a port on which something listens found, and another one named that is free?"""
    with socket.socket() as busy:
        busy.bind(("", 0))
        busy.listen()
        port = busy.getsockname()[1]
        taken = machine_module._port(port)
    free = machine_module._port(port)

    assert (taken.state, free.state) == (State.LIMITED, State.GOOD)
    assert taken.mend.startswith("--port ")
    assert machine_module._port(int(taken.mend.split()[1])).state is State.GOOD


def test_no_chinese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a machine without a Chinese font told how to get one?"""

    def none() -> None:
        raise WorkbookError("fonts.none_chinese")

    monkeypatch.setattr(fonts, "chinese", none)
    check = machine_module._font()

    assert check.state is State.LIMITED
    assert "noto" in check.mend


@pytest.mark.parametrize(("free", "state"), [(5e9, State.GOOD), (1e9, State.LIMITED), (1e8, State.BAD)])
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: float, state: State) -> None:
    """Does it say how bad it is that the disk is nearly full?"""
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(machine_module.shutil, "disk_usage", lambda path: usage(0, 0, int(free)))

    assert machine_module._disk(tmp_path).state is state


def test_a_package_that_is_missing_or_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is every package named that is not there in a version that fits?"""
    monkeypatch.setattr(machine_module, "requires", lambda name: ["click>=999", "not-there-at-all", "pytest>=1"])
    check = machine_module._packages()

    assert check.state is State.BAD
    assert "click " in check.text
    assert "not-there-at-all" in check.text
    assert "pytest" not in check.text


def test_every_check_of_this_machine_has_words() -> None:
    """Has each check a name and a sentence, in both languages?"""
    for check in machine_checks():
        assert check.title
        assert check.text


def test_the_command_fails_only_where_no_workshop_could_be_held(
    class_: ClassFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does the command print the mending command, and exit with 1 for what is bad alone?"""
    monkeypatch.setattr("journeybook.classroom.folder.open_class", lambda name: class_)
    monkeypatch.setattr("journeybook.doctor.machine_checks", lambda port: iter(()))
    (class_.path / "roster.csv").write_text(ROSTER + "cai,Cai,\n", encoding="utf-8")
    limited = CliRunner().invoke(cli.commands, ["doctor", "spring", "--lang", "en"])
    shutil.rmtree(class_.exchange)
    bad = CliRunner().invoke(cli.commands, ["doctor", "spring", "--lang", "zh"])

    assert limited.exit_code == 0, limited.output
    assert "roster.csv" in limited.output
    assert bad.exit_code == 1
    assert f'mkdir -p "{class_.exchange}"' in bad.output
    assert "现在还不能开课" in bad.output
