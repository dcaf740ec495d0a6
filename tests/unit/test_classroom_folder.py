"""Is a class folder made whole or not at all, and found again?"""

from __future__ import annotations

from pathlib import Path

import pytest

from journeybook.classroom import configuration, folder
from journeybook.errors import ClassError


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook with one exercise in each language."""
    root = tmp_path / "workbook"
    for lang in ("zh", "en"):
        exercise = root / "solutions" / lang / "01-mini"
        exercise.mkdir(parents=True)
        (exercise / "01-mini.ipynb").touch()
        (root / "solutions" / lang / "notes").mkdir()
    for name in ("course", "exercises"):
        (root / name).mkdir()
    (root / "roster.csv").write_text("id\nanna\n")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(root))
    return root


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_create(root: Path, lang: str) -> None:
    """Does a new class have its sources, its roster and settings that load, and is it found again?"""
    made = folder.create("一班-2026", lang, root / "roster.csv")
    assert folder.open_class("一班-2026") == made
    assert folder.class_names() == ("一班-2026",)
    assert made.exercises() == ("01-mini",)
    assert made.released() == ()
    assert [trainee.id for trainee in made.trainees()] == ["anna"]
    config = configuration.load(made.path)
    assert config.CourseDirectory.course_id == "一班-2026"
    assert config.CourseDirectory.db_url == f"sqlite:///{made.path / 'gradebook.db'}"
    assert "key" in config.CourseDirectory.ignore


def test_class_may_move(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the settings follow the folder when the workbook moves?"""
    folder.create("c1", "en", root / "roster.csv")
    root.rename(tmp_path / "moved")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(tmp_path / "moved"))
    config = configuration.load(folder.open_class("c1").path)
    assert config.Exchange.root == str(tmp_path / "moved" / "classes" / "c1" / "exchange")


@pytest.mark.parametrize("name", ["", "..", "a/b", "../../x", "a b", "a+b", "con"])
def test_unsafe_name(root: Path, name: str) -> None:
    """Is a name that could leave the folder refused, for a new class and for one to open?"""
    for attempt in (lambda: folder.create(name, "en", root / "roster.csv"), lambda: folder.open_class(name)):
        with pytest.raises(ClassError):
            attempt()
    assert not (root / "classes").exists()


def test_nothing_made_on_a_mistake(root: Path) -> None:
    """Does a wrong roster, or a language without exercises, leave no half class behind?"""
    (root / "bad.csv").write_text("id\n\na/b\n")
    with pytest.raises(ClassError, match=r"bad\.csv"):
        folder.create("c1", "en", root / "bad.csv")
    (root / "solutions" / "zh").rename(root / "solutions" / "fr")
    with pytest.raises(ClassError, match="solutions"):
        folder.create("c1", "zh", root / "roster.csv")
    assert folder.class_names() == ()
    assert not (root / "classes").exists()


def test_no_half_class_where_the_disk_is_full(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a class whose exercises cannot be copied leave nothing behind, so that its name is free again?"""

    def full_disk(source: Path, target: Path, **options: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(folder.shutil, "copytree", full_disk)
        with pytest.raises(ClassError, match="No space left"):
            folder.create("c1", "en", root / "roster.csv")
    assert folder.class_names() == ()
    assert folder.create("c1", "en", root / "roster.csv").exercises() == ("01-mini",)


def test_taken(root: Path) -> None:
    """Is a second class of one name refused, and the first left alone?"""
    first = folder.create("c1", "en", root / "roster.csv")
    with pytest.raises(ClassError) as caught:
        folder.create("c1", "zh", root / "roster.csv")
    assert caught.value.key == "classroom.name_taken"
    assert folder.open_class("c1") == first


def test_path_that_nbgrader_cannot_search(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a workbook in a folder with brackets refused, where nbgrader would not find the key to leave it out?"""
    root.rename(root.with_name("work[1]"))
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(root.with_name("work[1]")))
    with pytest.raises(ClassError) as caught:
        folder.create("c1", "en", root.with_name("work[1]") / "roster.csv")
    assert caught.value.key == "classroom.special_path"


def test_own_changes_stay(root: Path) -> None:
    """Are only missing exercises added later, and the trainer's own versions kept?"""
    made = folder.create("c1", "en", root / "roster.csv")
    (made.source / "01-mini" / "01-mini.ipynb").write_text("mine")
    added = root / "solutions" / "en" / "02-new"
    added.mkdir()
    (added / "02-new.ipynb").touch()
    folder.add_missing_sources(made)
    assert made.exercises() == ("01-mini", "02-new")
    assert (made.source / "01-mini" / "01-mini.ipynb").read_text() == "mine"


@pytest.mark.parametrize("text", ["", "name = ", 'name = "c1"', 'name = "c2"\nlang = "en"', 'name = "c1"\nlang = "fr"'])
def test_broken_class_file(root: Path, text: str) -> None:
    """Is a damaged class.toml reported in a sentence?"""
    made = folder.create("c1", "en", root / "roster.csv")
    (made.path / "class.toml").write_text(text)
    with pytest.raises(ClassError) as caught:
        folder.open_class("c1")
    assert caught.value.key == "classroom.broken_class_file"


@pytest.mark.parametrize("text", ["c = get_config(\n", "1 / 0\n", None])
def test_broken_settings(root: Path, text: str | None) -> None:
    """Are settings that a trainer broke or removed reported with their file and the reason?"""
    made = folder.create("c1", "en", root / "roster.csv")
    settings = made.path / configuration.CONFIG_FILE
    settings.unlink()
    if text is not None:
        settings.write_text(text)
    with pytest.raises(ClassError, match=r"nbgrader_config\.py"):
        configuration.load(made.path)
