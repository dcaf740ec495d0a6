"""Are the blank maps and cards whole: right paper, fonts inside, every word there, whatever a case is called?"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from poppler import poppler
from small_case import write_case

from journeybook import fonts
from journeybook.cases import Case, load
from journeybook.errors import WorkbookError
from journeybook.i18n import LANGUAGE_VARIABLE, LANGUAGES, t, use_language
from journeybook.kit import files
from journeybook.kit.blankmap import SCALES, stage_names
from journeybook.kit.casecards import case_facts
from journeybook.kit.printing import STAGES, Printed, print_sheets
from journeybook.model import Channel

Files = dict[str, Printed]

PAPERS = {"a1": (841, 594), "a3": (420, 297), "a4": (297, 210)}
"""Width and height of landscape paper, in millimetres."""


def squeezed(text: str) -> str:
    """Return a text without what breaks lines: blanks, hyphens at line ends, and the dots of a cut."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module", params=LANGUAGES)
def everything(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Files]:
    """Return a language and all that is printed in it with one case, by file name."""
    lang: str = request.param
    with use_language(lang):
        made = print_sheets("all", sizes=list(SCALES), case="retail", folder=tmp_path_factory.mktemp(lang))
    return lang, {one.file.stem.removesuffix(f"-{lang}"): one for one in made}


@pytest.fixture
def printed(everything: tuple[str, Files], monkeypatch: pytest.MonkeyPatch) -> Files:
    """Return what was printed, and make its language that of the test."""
    lang, made = everything
    monkeypatch.setenv(LANGUAGE_VARIABLE, lang)
    return made


def touchpoint_cards(text: str, count: int) -> int:
    """Return how many touchpoint cards of a case a text is of."""
    places = (t("kitprint.place", number=number, count=count) for number in range(1, count + 1))
    return sum(squeezed(f"{t('board.touchpoint')} {place}") in squeezed(text) for place in places)


def sizes(pdf: Path) -> set[tuple[int, int]]:
    """Return the sizes of all pages, in millimetres."""
    about = poppler("pdfinfo", pdf, "-l", "99")
    found = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", about)
    return {(round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) for width, height in found}


def test_maps_fill_their_paper(printed: Files) -> None:
    """Is each map one page of just the size that its name says, and are the cards on A4 upright?"""
    for stages in STAGES:
        for size, paper in PAPERS.items():
            one = printed[f"map-{stages}-{size}"]
            assert one.pages == 1
            assert all(abs(a - b) <= 1 for a, b in zip(*sizes(one.file), paper, strict=True))
    for cards in ("cards", "cards-retail"):
        assert sizes(printed[cards].file) == {(210, 297)}


def test_fonts_are_inside_and_nothing_was_left_out(printed: Files) -> None:
    """Does every file carry its fonts, cut down, with a way back to the text?"""
    for one in printed.values():
        listed = poppler("pdffonts", one.file).splitlines()[2:]
        assert listed
        assert all(" yes yes yes " in line for line in listed)
        assert one.left_out == ""


def test_maps_have_all_lanes_and_stages(printed: Files) -> None:
    """Do lanes, stages, feelings, channels and, in the second template, the company's duties stand on the map?"""
    lanes = ("action", "touchpoint", "thought", "emotion", "pain_point", "opportunity", "backstage")
    words = [t(f"board.lane_{lane}") for lane in lanes]
    words += [t(f"board.channel_{channel.value}") for channel in Channel]
    words += [t(f"board.{word}") for word in ("persona", "scenario", "severity", "goal", "measure", "owner")]
    words += [t("board.moment_of_truth"), t("kitprint.visibility"), t("board.emotion_2"), t("board.emotion_m2")]
    for stages in STAGES:
        text = squeezed(poppler("pdftotext", printed[f"map-{stages}-a3"].file, "-layout"))
        plain = squeezed(poppler("pdftotext", printed[f"map-{stages}-a3"].file, "-raw"))
        names = list(filter(None, stage_names(stages)))
        missing = [one for one in (*words, *names) if squeezed(one) not in text and squeezed(one) not in plain]
        assert missing == []
        owed = [squeezed(t(f"kitprint.owed_{number}")) in plain for number in range(1, 6)]
        assert all(owed) if stages == "loyalty" else not any(owed)
    assert {len(stage_names(stages)) for stages in STAGES} == {5}


def test_a_case_has_a_card_for_each_touchpoint(printed: Files) -> None:
    """Are there as many touchpoint and fact cards as touchpoints, with n, intervals and customers' own words?"""
    case = load("retail")
    count = len(case.touchpoints)
    text = poppler("pdftotext", printed["cards-retail"].file, "-raw")
    for number in range(1, count + 1):
        assert squeezed(text).count(squeezed(t("kitprint.place", number=number, count=count))) >= 2
    assert touchpoint_cards(text, count) == count
    facts = case_facts(case)
    notes = [one["note"] for part in facts for one in part["facts"]]
    quotes = [one["text"] for part in facts for one in part["quotes"]]
    assert all("n" in note for note in notes if "95" in note)
    plain = squeezed(text).translate(str.maketrans("“”‘’", "\"\"''"))
    wanted = (squeezed(one).translate(str.maketrans("“”‘’", "\"\"''")) for one in (*notes, *quotes))
    assert [one for one in wanted if one not in plain] == []
    assert squeezed(t("kitprint.case_foot_synthetic", title=case.title())) in squeezed(text)


EVIL = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A1",
    "Till " * 90,
    "שלום עולם 12",
    "安娜🎉\x1b[2J\u202egpj",
    ") Tj ET /JS (app.alert(1)) endstream endobj",
    "W" * 400,
    "",
)


@pytest.fixture
def evil_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Return an own case whose names, title and comments are hostile."""
    home = tmp_path / "home"
    folder = home / "cases" / "evil"
    write_case(folder)
    (home / "datasets").mkdir()
    rows = [f'"{name}"'.replace("\x1b", "") for name in EVIL]
    lines = [f"t{number},{1 + number % 9},store,{row},{row}" for number, row in enumerate(rows)]
    lines += ["till,2,store,收银台,Till", "ad,1,web,广告,Ad"]
    (folder / "touchpoints.csv").write_text("\n".join(("code,stage,channel,name_zh,name_en", *lines)) + "\n", "utf-8")
    comments = (folder / "comments.csv").read_text(encoding="utf-8")
    said = '4,till,2026-03-06T09:00,en,"<img src=x onerror=alert(1)> \u202e 🎉 ' + "long " * 900 + '"\n'
    (folder / "comments.csv").write_text(comments + said, encoding="utf-8")
    description = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    description |= {"title": "<b>\x1b]0;x\x07" + "Title " * 80, "description": "{evil} %s\n" * 300, "synthetic": False}
    (folder / "datapackage.json").write_text(json.dumps(description), encoding="utf-8")
    monkeypatch.setenv("JOURNEYBOOK_HOME", str(home))
    return load("evil")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_texts_stay_texts(evil_case: Case, tmp_path: Path, lang: str) -> None:
    """Are markup, formulas, endless words, Hebrew and what no font has printed as text, or left out and told?"""
    with use_language(lang):
        (one,) = (one for one in print_sheets("cards", case="evil", folder=tmp_path) if "evil" in one.file.name)
        text = poppler("pdftotext", one.file, "-raw")
        synthetic = squeezed(t("kitprint.case_foot_synthetic", title="")) in squeezed(text)
        assert touchpoint_cards(text, len(EVIL) + 2) == len(EVIL) + 2
    assert "<script>alert(1)</script>" in squeezed(text)
    assert "=cmd|'/Ccalc'!A1" in squeezed(text)
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert not synthetic
    assert "🎉" in one.left_out or "🎉" in text
    assert "JavaScript:      no" in poppler("pdfinfo", one.file)
    # Nothing runs over the edge of the paper.
    boxes = poppler("pdftotext", one.file, "-bbox")
    assert max(map(float, re.findall(r'xMax="([\d.]+)"', boxes))) <= 210 / 25.4 * 72 + 0.5


@pytest.mark.parametrize("what", ["folder", "stranger", "link"])
def test_others_files_stay(tmp_path: Path, what: str) -> None:
    """Is nothing written where one of the files is somebody else's, and is ours replaced?"""
    with use_language("en"):
        first = print_sheets("map", stages=["blank"], folder=tmp_path)[0].file
        again = print_sheets("map", stages=["blank"], folder=tmp_path)[0].file
        assert again == first
        target = tmp_path / "map-feedback-a3-en.pdf"
        own = tmp_path / "own.txt"
        mine = f"%PDF-1.7 mine, though it says /Creator ({files.MAKER})"
        own.write_text(mine, encoding="utf-8")
        if what == "folder":
            target.mkdir()
        elif what == "stranger":
            target.write_bytes(b"%PDF-1.7 somebody's")
        else:
            target.symlink_to(own)
        before = first.read_bytes()
        with pytest.raises(WorkbookError) as caught:
            print_sheets("map", folder=tmp_path)
        assert target.name in str(caught.value)
        assert first.read_bytes() == before
        assert not (tmp_path / "map-loyalty-a3-en.pdf").exists()
        if what != "folder":
            print_sheets("map", folder=tmp_path, force=True)
            assert files._is_ours(target)
        assert own.read_text(encoding="utf-8") == mine


def test_without_a_chinese_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a computer without a Chinese font hear what to install, and is nothing written?"""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(fonts, "_places", lambda: iter(()))
    with use_language("zh"), pytest.raises(WorkbookError) as caught:
        print_sheets("map", folder=tmp_path / "out")
    assert "fonts-noto-cjk" in str(caught.value)
    assert not (tmp_path / "out").exists()


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a trainer does."""
    command = [sys.executable, "-m", "journeybook.cli", "kit", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_command(tmp_path: Path) -> None:
    """Does the command print what it is asked for, and say in the reader's language what it cannot do?"""
    done = run(tmp_path, "print", "map", "--size", "a1", "--stages", "loyalty", "--lang", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in (tmp_path / "journeybook-print").iterdir()] == ["map-loyalty-a1-zh.pdf"]
    wrong = run(tmp_path, "print", "map", "--case", "retail", "--lang", "en")
    assert (wrong.returncode, "kit print cards --case retail" in wrong.stderr) == (1, True)
    unknown = run(tmp_path, "print", "cards", "--case", "../retail", "--lang", "en")
    assert (unknown.returncode, "Traceback" in unknown.stderr) == (1, False)
