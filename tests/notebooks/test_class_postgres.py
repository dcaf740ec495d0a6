"""Does a class keep its grades on a real PostgreSQL server as well as in a file, and its password to itself?"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from postgres_server import PASSWORD, PostgresServer
from retail_class import EXERCISE, points, retail_class

from journeybook.classroom.commands import class_group
from journeybook.classroom.configuration import CONFIG_FILE
from journeybook.classroom.database import check, hidden, shown
from journeybook.classroom.feedback import feedback
from journeybook.classroom.folder import ClassFolder, create
from journeybook.classroom.grade import grade
from journeybook.classroom.scores import scores
from journeybook.classroom.session import open_session
from journeybook.errors import ClassError
from journeybook.i18n import use_language
from journeybook.nbgrader_api import LOG

TRAINEES = 4


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start a server that only this test can reach; yield its address, without a database."""
    started = PostgresServer.start("fsync=off")
    if started is None:
        if os.environ.get("CI"):
            pytest.fail("continuous integration has no PostgreSQL: see .ci/system-packages")
        pytest.skip("no PostgreSQL server programs on this machine")
    yield started.address("{database}")
    started.remove()


@pytest.fixture(scope="module")
def class_(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClassFolder]:
    address = server.format(database="postgres")
    with retail_class(tmp_path_factory.mktemp("workbook"), "zh", TRAINEES, address) as class_:
        grade(class_, workers=2)
        feedback(class_, workers=2)
        yield class_


def test_as_in_a_file(class_: ClassFolder, tmp_path: Path) -> None:
    """Are points and pages those of a class whose grades are in a file, and is a second run idle?"""
    assert not (class_.path / "gradebook.db").exists()
    pages = [class_.step("feedback", trainee.id, EXERCISE) / f"{EXERCISE}.html" for trainee in class_.trainees()]
    assert all("得分" in page.read_text(encoding="utf-8") for page in pages)
    assert grade(class_).unchanged == TRAINEES
    assert feedback(class_).unchanged == TRAINEES
    assert sum(line.total for line in scores(class_)[1]) > 62
    here = points(class_)
    with retail_class(tmp_path, "zh", TRAINEES) as other:
        grade(other, workers=2)
        assert points(other) == here


def test_written_once(class_: ClassFolder) -> None:
    """Is a folder whose points have not reached the database made up for, and all points kept by grading again?"""
    before = points(class_)
    with open_session(class_) as session, session.gradebook() as gradebook:
        gradebook.remove_submission(EXERCISE, "t02")
    when = (class_.step("autograded", "t02", EXERCISE) / f"{EXERCISE}.ipynb").stat().st_mtime_ns
    assert grade(class_).done == ((EXERCISE, "t02"),)
    assert (class_.step("autograded", "t02", EXERCISE) / f"{EXERCISE}.ipynb").stat().st_mtime_ns == when
    grade(class_, again=True, workers=2)
    assert points(class_) == before


def test_password_is_kept(class_: ClassFolder, server: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Is the password nowhere but in a file that only the trainer reads, even where it was part of an error?"""
    settings = class_.path / CONFIG_FILE
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    with open_session(class_, verbose=True) as session:
        LOG.error("cannot use %s", session.database_url)
    written = ((class_.path / "log.txt").read_text(encoding="utf-8"), "".join(capsys.readouterr()))
    assert all("cannot use postgresql://trainer:***@" in words for words in written)
    spellings = (PASSWORD, quote(PASSWORD, safe=""))
    holders = {
        path.relative_to(class_.path).as_posix()
        for path in class_.path.rglob("*")
        if path.is_file() and any(words.encode() in path.read_bytes() for words in spellings)
    }
    assert holders == {CONFIG_FILE}
    assert not any(words in text for words in spellings for text in written)
    assert shown(server.format(database="x")).startswith("postgresql://trainer:***@/x")
    assert hidden(f"no {PASSWORD}", server) == "no ***"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_refusals(class_: ClassFolder, server: str, lang: str) -> None:
    """Is each wrong address refused in a sentence without the password, and no class made?"""
    wrong = server.format(database="postgres").replace("trainer:", "trainer:wrong-")
    cases = {
        "grading.foreign_database": server.format(database="postgres"),
        "grading.no_database": server.format(database="nowhere"),
        "grading.bad_url": f"nonsense {PASSWORD}",
    }
    roster = class_.path / "roster.csv"
    for key, address in cases.items():
        with use_language(lang), pytest.raises(ClassError) as raised:
            create("c2", lang, roster, address)
        assert raised.value.key == key
        assert quote(PASSWORD, safe="") not in str(raised.value)
        assert PASSWORD not in str(raised.value)
    with pytest.raises(ClassError, match="password authentication failed"):
        check(wrong)
    assert not class_.path.with_name("c2").exists()


def test_command(class_: ClassFolder, server: str) -> None:
    """Does the command take the address, and say a refusal without a traceback?"""
    address = server.format(database="postgres")
    outcome = CliRunner().invoke(
        class_group, ["new", "c3", "--lang", "zh", "--roster", str(class_.path / "roster.csv"), "--gradebook", address]
    )
    assert isinstance(outcome.exception, ClassError)
    assert outcome.exception.key == "grading.foreign_database"


def test_server_is_down(class_: ClassFolder) -> None:
    """If the server is down when a class is graded, does the trainer read a sentence?"""
    settings = class_.path / CONFIG_FILE
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("?host=/", "?host=/nowhere/"), encoding="utf-8")
    try:
        with pytest.raises(ClassError) as raised:
            grade(class_)
    finally:
        settings.write_text(text, encoding="utf-8")
    assert raised.value.key == "grading.no_database"
    assert quote(PASSWORD, safe="") not in str(raised.value)
