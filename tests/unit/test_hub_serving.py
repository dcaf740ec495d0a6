"""Are the parts of a served class right that need no running hub: sheet, proxy, accounts, walls, rights of folders?"""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from poppler import poppler

from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.hub import accounts, proxy, serve, sheet, walls
from journeybook.classroom.hub.codes import Codes, shown
from journeybook.classroom.hub.settings import TRAINER, HubSettings, codes_file, hub_folder
from journeybook.errors import ClassError

ROSTER = "id,name,group\nwang,王伟,一组\nli,李娜,<b>二组</b>\n"


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    """Return a Chinese class of two."""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    for name in ("course", "exercises"):
        (tmp_path / name).mkdir()
    made = ClassFolder(tmp_path / "classes" / "spring", "spring", "zh")
    made.source.mkdir(parents=True)
    made.exchange.mkdir()
    (made.path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return made


def settings(class_: ClassFolder) -> HubSettings:
    """Return the settings of the class as it would be served."""
    hub_folder(class_)
    return HubSettings(
        class_.name, str(class_.path), class_.lang, "", 8000, 1, 2, "http://192.0.2.7:8000/", ["node"], walls=True
    )


@pytest.fixture
def hub(class_: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> tuple[serve.Hub, list[serve.News]]:
    """Return a hub that is not started, and what it tells."""
    monkeypatch.setattr(accounts, "separate", lambda: False)
    told: list[serve.News] = []
    return serve.Hub(settings(class_), told.append), told


def test_the_sheet_has_a_slip_for_each(class_: ClassFolder, tmp_path: Path) -> None:
    """Does each slip say address, name, group, id and code, in Chinese, the trainer's first?"""
    codes = {TRAINER: "AAAABBBB", "wang": "CCCCDDDD", "li": "EEEEFFFF"}
    people = sheet.slips(class_, codes)
    file = tmp_path / "sheet.pdf"
    sheet.write(file, class_, "http://192.0.2.7:8000/", people)
    text = poppler("pdftotext", file)

    assert [one.id for one in people] == [TRAINER, "wang", "li"]
    assert text.count("http://192.0.2.7:8000/") == 3
    assert all(shown(code) in text for code in codes.values())
    assert all(word in text for word in ("讲师", "王伟", "一组", "<b>二组</b>"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_new_people_get_codes_and_a_sheet_of_their_own(hub: tuple[serve.Hub, list[serve.News]]) -> None:
    """Are codes made once, for who is new alone, and sheets never overwritten?"""
    running, told = hub
    running.admit()
    running.admit()
    with (running.class_.path / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("zhao,赵敏,一组\n")
    running.admit()

    assert [news.sheet.name for news in told if news.sheet] == ["join-sheet.pdf", "join-sheet-2.pdf"]
    assert [news.text for news in told] == ["trainer, wang, li", "zhao"]


def test_who_leaves_the_roster_loses_the_code(hub: tuple[serve.Hub, list[serve.News]]) -> None:
    """Is somebody who was taken off the roster nobody at the sign-in?"""
    running, _ = hub
    running.admit()
    (running.class_.path / "roster.csv").write_text("id\nwang\n", encoding="utf-8")
    running.admit()

    assert Codes(codes_file(running.class_)).known() == {TRAINER, "wang"}


def test_codes_are_void_that_could_not_be_printed(
    hub: tuple[serve.Hub, list[serve.News]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does nobody have a code that is on no sheet?"""
    running, _ = hub

    def fail(*_: object) -> None:
        raise ClassError("hub.no_node")

    monkeypatch.setattr(sheet, "write", fail)
    with pytest.raises(ClassError):
        running.admit()

    assert Codes(codes_file(running.class_)).known() == set()


def test_nobody_is_called_trainer(hub: tuple[serve.Hub, list[serve.News]]) -> None:
    """Is a roster refused whose trainee would come in as the trainer?"""
    running, _ = hub
    (running.class_.path / "roster.csv").write_text("id\nTrainer\n", encoding="utf-8")

    with pytest.raises(ClassError, match="Trainer"):
        running.admit()


def test_a_broken_roster_is_told_once(hub: tuple[serve.Hub, list[serve.News]]) -> None:
    """Does a roster that is being edited end nothing, and is it told once?"""
    running, told = hub
    (running.class_.path / "roster.csv").write_text("name\nx\n", encoding="utf-8")
    running.step()
    running.step()

    assert [news.kind for news in told] == ["roster"]


def test_what_is_the_trainers_is_closed(class_: ClassFolder) -> None:
    """Can other accounts pass through the class folder, and read nothing of keys, grades and roster?"""
    (class_.path / "gradebook.db").touch()
    serve._close(class_)

    assert stat.S_IMODE(class_.path.stat().st_mode) == 0o711
    for name in ("source", "gradebook.db", "roster.csv"):
        assert (class_.path / name).stat().st_mode & 0o077 == 0, name


def test_settings_come_back_as_they_were_written(class_: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the hub's processes read what the command wrote, from a file that is the owner's alone?"""
    written = settings(class_)
    file = written.write()
    monkeypatch.setenv("JOURNEYBOOK_HUB", str(file))

    assert HubSettings.read() == written
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_node_is_said(monkeypatch: pytest.MonkeyPatch, class_: ClassFolder) -> None:
    """Is one told what to install where Node.js or npm is missing, and what npm said where it failed?"""
    programs: dict[str, str] = {}
    monkeypatch.setattr(proxy.shutil, "which", lambda name: programs.get(name))
    with pytest.raises(ClassError, match="Node"):
        proxy.command()
    programs["node"] = "/usr/bin/node"
    with pytest.raises(ClassError, match="npm"):
        proxy.command()
    programs["npm"] = "/bin/false"
    with pytest.raises(ClassError):
        proxy.command()
    assert not (class_.path.parent / ".proxy").exists()


def test_account_names_are_the_systems_own_kind(class_: ClassFolder) -> None:
    """Are names of accounts short and plain, whatever the ids, and different for different classes?"""
    names = {accounts.account_name(class_, trainee) for trainee in ("wang", "陈", "Wang.Li-2")}
    other = accounts.account_name(ClassFolder(class_.path.with_name("autumn"), "autumn", "zh"), "wang")

    assert len(names | {other}) == 4
    assert all(name.isascii() and len(name) <= 31 and name.islower() for name in names)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make accounts")
def test_each_trainee_gets_an_account_once(class_: ClassFolder) -> None:
    """Are accounts made by the system, without a shell, and found again the next time?"""
    import pwd

    made = accounts.ensure(class_, ["wang", "li"])
    try:
        assert accounts.ensure(class_, ["wang", "li"]) == made
        assert len(set(made.values())) == 2
        assert pwd.getpwuid(made["wang"]).pw_shell.endswith("nologin")
        assert pwd.getpwuid(made["wang"]).pw_dir == str(class_.desk("wang"))
    finally:
        for trainee in made:
            subprocess.run(["/usr/sbin/userdel", accounts.account_name(class_, trainee)], check=False)


@pytest.mark.skipif(bool(walls.obstacle()), reason="no walls on this machine")
def test_behind_the_walls_are_ones_own_things_only(class_: ClassFolder) -> None:
    """Does a program behind the walls see the workbook and its own desk, and neither keys nor another desk?"""
    for trainee in ("wang", "li"):
        class_.desk(trainee).mkdir(parents=True)
        (class_.path / "hub" / "letterboxes" / trainee).mkdir(parents=True)
    (class_.outbound / "01-map").mkdir(parents=True)
    look = f"ls -d {class_.desk('wang')} {class_.outbound}/01-map {class_.inbound} {class_.path.parents[1]}/course"
    hidden = f"ls -d {class_.desk('li')} {class_.source} {class_.path}/roster.csv {class_.path}/hub /root/.bashrc"

    def inside(command: str) -> subprocess.CompletedProcess[str]:
        words = walls.command(class_, "wang", None, ["/bin/sh", "-c", command])
        return subprocess.run(words, capture_output=True, text=True, check=False)

    assert inside(look).returncode == 0, inside(look).stderr
    assert inside(hidden).stdout == ""
