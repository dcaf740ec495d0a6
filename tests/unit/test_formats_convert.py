"""Is there one safe way in and out for every format?"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from journeybook import mapfile
from journeybook.cli import commands
from journeybook.errors import FormatError, JourneybookError
from journeybook.formats import convert
from journeybook.formats.losses import LossKind
from journeybook.i18n import LANGUAGES, set_language
from journeybook.model import JourneyMap, Stage

MAP = JourneyMap(stages=(Stage(id="stage-1", name="购买"),))


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "my.journey.json"
    mapfile.write(path, MAP)
    return path


@pytest.mark.parametrize("one", [*convert.ALL, *convert.OUTPUTS], ids=lambda one: one.name)
def test_every_format_is_what_it_says(one: convert.Format) -> None:
    """Does each module have the functions it is registered with, a name in both languages and suffixes of its own?"""
    module = importlib.import_module(f"journeybook.formats.{one.module}")
    assert (hasattr(module, "read"), hasattr(module, "write")) == (one.reads, one.writes)
    assert one.reads or one.writes
    for lang in LANGUAGES:
        assert one.title(lang)
    assert all(convert.FORMATS[suffix] is one for suffix in one.suffixes)


@pytest.mark.parametrize(
    ("name", "found"),
    [("a.journey.json", "json"), ("a.JSON", "json"), ("a.csv", "csv"), ("a.b.CSV", "csv"), (".csv", "csv")],
)
def test_a_name_tells_the_format(name: str, found: str) -> None:
    """Does the longest suffix count, in any letters?"""
    assert convert.format_of(Path(name)).name == found
    assert name.lower().partition("a")[2].removeprefix(".b") in (convert.suffix_of(Path(name)), "")


@pytest.mark.parametrize(("name", "says"), [("a.docm", "No format has files named like a.docm"), ("a", "No format")])
def test_an_unknown_name_is_refused(tmp_path: Path, name: str, says: str) -> None:
    """Is a file that nobody can read refused with the suffixes that are known?"""
    for act in (lambda: convert.read(tmp_path / name), lambda: convert.write(MAP, tmp_path / name)):
        with pytest.raises(FormatError, match=says) as caught:
            act()
        assert ".journey.json" in str(caught.value)


def test_a_file_that_is_there_stays(tmp_path: Path, source: Path) -> None:
    """Is nothing overwritten, unless told so, and not even then if writing fails?"""
    target = tmp_path / "my.csv"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(FormatError, match="--force"):
        convert.convert(source, target)
    assert target.read_text(encoding="utf-8") == "mine"
    assert convert.convert(source, target, force=True) == ()
    assert convert.read(target)[0] == MAP
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my.csv", "my.journey.json"]


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a writer that fails half way leave the old file and no other?"""
    from journeybook.formats import csvfile

    target = tmp_path / "my.csv"
    target.write_text("mine", encoding="utf-8")

    def fail(made: JourneyMap, path: Path, lang: str) -> tuple[()]:
        path.write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csvfile, "write", fail)
    with pytest.raises(FormatError, match="No space left"):
        convert.write(MAP, target, force=True)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("suffix", [suffix for suffix, one in convert.FORMATS.items() if one.reads])
@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b" ", b"\x00" * 100, b"\xff\xfe", b"[" * 100_000, b"<a>" * 10_000, b"null", b"=1+1"),
        *(b"PK\x03\x04" + b"\0" * 30, b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0" * 9),
        *(b"\x1f\x8b\x08\x00", "旅程图".encode("gb18030")),
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_rubbish_is_refused_in_words(tmp_path: Path, suffix: str, raw: bytes) -> None:
    """Does every reader answer a file that is no map with a sentence, and write nothing?"""
    path = tmp_path / f"x{suffix}"
    path.write_bytes(raw)
    with pytest.raises(JourneybookError) as caught:
        convert.read(path)
    for lang in LANGUAGES:
        assert path.name in caught.value.message(lang)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", [suffix for suffix, one in convert.FORMATS.items() if one.reads])
def test_missing_folders_and_huge_files_are_refused(tmp_path: Path, suffix: str) -> None:
    """Is a file above the limit refused before it is read, and what is no file refused?"""
    with pytest.raises(FormatError, match="There is no file"):
        convert.read(tmp_path / f"x{suffix}")
    (tmp_path / f"folder{suffix}").mkdir()
    with pytest.raises(FormatError, match="There is no file"):
        convert.read(tmp_path / f"folder{suffix}")
    huge = tmp_path / f"huge{suffix}"
    with huge.open("wb") as file:
        file.truncate(convert.FORMATS[suffix].most_bytes + 1)
    with pytest.raises(FormatError, match="Nothing was read"):
        convert.read(huge)


def test_a_folder_that_is_not_there_is_named(source: Path, tmp_path: Path) -> None:
    """Does writing into a missing folder give a sentence?"""
    with pytest.raises(FormatError, match="could not be written"):
        convert.convert(source, tmp_path / "no" / "my.csv")


def test_an_option_that_a_format_has_not_is_refused(tmp_path: Path) -> None:
    """Is a paper size for a table refused rather than ignored?"""
    with pytest.raises(FormatError, match="does not know the option paper"):
        convert.write(MAP, tmp_path / "my.csv", paper="A3")


def test_a_name_with_folders_in_it_stays_in_its_place() -> None:
    """Does a name that a browser sends lead nowhere?"""
    raw, _ = convert.dump(MAP, "../../x/a.csv")
    for name in ("../../a.csv", "C:\\x\\a.csv", "/etc/a.csv", ".csv", "\0\n*?.csv", f"{'长' * 300}.csv", "a/.csv"):
        assert convert.parse(raw, name)[0] == MAP
    for name in ("", ".", "..", "x/", "/", "a.csv/.."):
        with pytest.raises(FormatError, match="No format has files named like"):
            convert.parse(raw, name)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a file that the system does not hand out get a sentence?"""
    from journeybook.formats import csvfile

    def fail(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "my.csv"
    path.write_text("x", encoding="utf-8")
    monkeypatch.setattr(csvfile, "read", fail)
    with pytest.raises(FormatError, match=r"my\.csv could not be read \(Permission denied\)"):
        convert.read(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "record,name\n" + "stage,\n" * 60_000),
        ("a.csv", "record,name\n" + "stage,\n" * 6_000),
        ("a.mmd", "journey\n" + "a: 3\n" * 6_000),
        ("a.mmd", "journey\n" + "section a\n" * 6_000),
        (
            "a.cjml",
            f"<CJML><actualJourney><touchpoints>{'<actualAction/>' * 6_000}</touchpoints></actualJourney></CJML>",
        ),
        ("a.cjml", "<CJML>" + "<actualJourney/>" * 6_000 + "</CJML>"),
    ],
)
def test_more_cards_than_a_map_can_have_are_refused(name: str, text: str) -> None:
    """Is a file with too many cards refused in words, before it fills the memory?"""
    with pytest.raises(JourneybookError, match=r"no map can have so many|at most 5000 items"):
        convert.parse(text.encode(), name)


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(commands, ["map", "convert", *map(str, words)])
    if isinstance(done.exception, JourneybookError):
        return 1, str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_the_command_writes_and_says_what_was_lost(source: Path, tmp_path: Path) -> None:
    """Does the command convert there and back, in the language asked for, and refuse to overwrite?"""
    target = tmp_path / "my.csv"
    assert run(source, target, "--lang", "zh") == (0, f"已写入 {target}（表格（CSV））。没有任何损失。\n")
    assert "记录" in target.read_text(encoding="utf-8-sig")
    code, said = run(source, target, "--lang", "en")
    assert code == 1
    assert "--force" in said
    assert run(source, target, "--lang", "en", "--force") == (
        0,
        f"Written: {target} (Table (CSV)). Nothing was lost.\n",
    )
    back = tmp_path / "back.journey.json"
    assert run(target, back, "--lang", "en")[0] == 0
    assert mapfile.read(back) == MAP


def test_the_command_lists_losses(tmp_path: Path) -> None:
    """Are losses printed, those of reading too?"""
    path = tmp_path / "in.csv"
    path.write_text("record,name,mood\nstage,Use,blue\n", encoding="utf-8")
    code, said = run(path, tmp_path / "out.journey.json", "--lang", "en")
    assert code == 0
    assert said.splitlines()[1:] == ["- Not read, since the map has no such field: column mood."]
    assert convert.read(path)[1][0].kind is LossKind.IGNORED
