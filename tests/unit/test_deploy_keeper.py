"""Does the keeper let people in and bring what they hand in, whatever is missing at the moment?"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from deploy_class import class_at

from journeybook.classroom.deploy.keeper import Keeper
from journeybook.classroom.folder import ClassFolder
from journeybook.classroom.hub import admission, arrival
from journeybook.classroom.hub.codes import Codes
from journeybook.classroom.hub.settings import codes_file, hub_folder, letterbox

STAMP = "2026-11-29 08:00:00.000000 UTC"


class Hub:
    """A hub that remembers whom it was told of."""

    def __init__(self) -> None:
        self.answers = True
        self.known: list[str] = []

    def enrol(self, person: str) -> bool:
        """Remember somebody."""
        if self.answers:
            self.known.append(person)
        return self.answers


@pytest.fixture
def class_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassFolder:
    """Return a class on its volume; no font is asked for its sheets."""
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path))
    monkeypatch.setattr(admission.sheet, "write", lambda file, *_: file.write_bytes(b"%PDF"))
    return class_at(tmp_path, "en")


@pytest.fixture
def hub() -> Hub:
    """Return the hub."""
    return Hub()


@pytest.fixture
def keeper(class_: ClassFolder, hub: Hub) -> Keeper:
    """Return the keeper of the class."""
    return Keeper(class_, "https://class.example.test/", hub)  # type: ignore[arg-type]


def test_everybody_gets_a_code_once(class_: ClassFolder, keeper: Keeper, hub: Hub) -> None:
    """Do those on the roster get codes and become known to the hub, and late joiners later, without a restart?"""
    keeper.step()
    keeper.step()
    assert Codes(codes_file(class_)).known() == {"trainer", "anna", "陈"}
    assert hub.known == ["anna", "陈"]

    with (class_.path / "roster.csv").open("a", encoding="utf-8") as roster:
        roster.write("bo,Bo,red\n")
    keeper.step()
    assert "bo" in Codes(codes_file(class_)).known()
    assert hub.known[2:] == ["anna", "陈", "bo"]
    assert len(list(class_.path.glob("join-sheet*.pdf"))) == 2


def test_it_waits_for_hub_and_class(
    class_: ClassFolder, keeper: Keeper, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    """Does it wait for the class folder and for the hub, and say so once?"""
    there = (class_.path / "class.toml").rename(class_.path / "later.toml")
    keeper.step()
    keeper.step()
    assert capsys.readouterr().out.count("waiting") == 1

    there.rename(class_.path / "class.toml")
    hub.answers = False
    keeper.step()
    hub.answers = True
    keeper.step()
    assert hub.known == ["anna", "陈"]


def test_a_broken_roster_stops_nothing(class_: ClassFolder, keeper: Keeper, capsys: pytest.CaptureFixture[str]) -> None:
    """Does a roster that is being edited get told, while hand-ins still go on?"""
    (class_.path / "roster.csv").write_text("name\nAnna\n", encoding="utf-8")
    keeper.step()

    assert "roster.csv" in capsys.readouterr().out


def test_hand_ins_of_another_account_are_copied(
    class_: ClassFolder, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does a hand-in that may not be moved, because it is the trainee's account's, arrive once all the same?"""
    folder = letterbox(class_, "anna") / f"anna+03-retail+{STAMP}"
    folder.mkdir(parents=True)
    (folder / "map.journey.json").write_text("{}", encoding="utf-8")
    (folder / "timestamp.txt").write_text(STAMP, encoding="utf-8")
    monkeypatch.setattr(arrival.time, "time", lambda now=time.time: now() + 10)
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path.parent.name == "anna":
            raise PermissionError
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    keeper.step()
    keeper.step()

    assert (class_.inbound / folder.name / "map.journey.json").is_file()
    assert [path.name for path in class_.inbound.iterdir()] == [folder.name]


def test_folders_above_the_letterboxes_can_be_passed_through_only(class_: ClassFolder, keeper: Keeper) -> None:
    """Can a mount reach the letterboxes, while their folder cannot be listed by other accounts?"""
    hub_folder(class_)  # as commands leave it: for its owner alone
    keeper.step()
    modes = [(class_.path / name).stat().st_mode & 0o777 for name in ("hub", "hub/letterboxes")]

    assert modes == [0o711, 0o711]
    assert codes_file(class_).stat().st_mode & 0o077 == 0
