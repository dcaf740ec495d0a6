"""Can a map be written as one table and a table that a person filled be read as a map?"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from journeybook.errors import FormatError
from journeybook.formats import convert
from journeybook.formats.tableread import TOLD
from journeybook.i18n import set_language
from journeybook.model import Aspect, Channel, Evidence, EvidenceKind, JourneyMap, Stage, Touchpoint

HAND = """\
记录,编号,名称,阶段,渠道,情感,关键时刻,接触点,文字,严重程度,针对的痛点,卡片,类型
阶段,,购买,,,,,,,,,,
阶段,,使用,,,,,,,,,,
接触点,,收银台,购买,门店,不满意,√,,,,,,
接触点,,安装,S2,,＋2,,,,,,,
痛点,,,,,,,收银台,排队太久,５,,,
痛点,乙,,使用,,,,安装,没人上门,,,,
机会点,,,购买,,,,,加一个收银员,,P1；乙,,
依据,,,,,,,,说了三次,,,排队太久,客户原话
"""


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def table(folder: Path, text: str, encoding: str = "utf-8", name: str = "map.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_filled_by_hand_is_understood(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """Are names, numbers, blanks, wide signs and Chinese words taken for what they mean, in any usual encoding?"""
    made, losses = convert.read(table(tmp_path, HAND.replace(",", delimiter), encoding))
    assert losses == ()
    assert [stage.name for stage in made.stages] == ["购买", "使用"]
    till, fitting = made.touchpoints
    assert (till.channel, till.emotion, till.is_moment_of_truth) == (Channel.STORE, -1, True)
    assert (fitting.stage, fitting.channel, fitting.emotion) == (made.stages[1].id, None, 2)
    queue, nobody = made.pain_points
    assert (queue.stage, queue.touchpoint, queue.severity, nobody.severity) == (made.stages[0].id, till.id, 5, 3)
    assert made.opportunities[0].pain_points == (queue.id, nobody.id)
    (piece,) = made.evidence
    assert (piece.claim, piece.aspect, piece.kind) == (queue.id, Aspect.PAIN_POINT, EvidenceKind.QUOTE)


def test_both_languages_are_read_in_one_table(tmp_path: Path) -> None:
    """May headings and words be in either language, with spaces and capitals as people type them?"""
    made, _ = convert.read(
        table(tmp_path, "RECORD,name,Stage,渠道,moment of truth\nStage,Buy,,,\n接触点,Till,buy, Store ,Yes\n")
    )
    assert (made.touchpoints[0].channel, made.touchpoints[0].is_moment_of_truth) == (Channel.STORE, True)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("接触点,,网页,购物", "Line 3, column “阶段”: no card has the name or number “购物”"),
        ("接触点,,网页,", "Line 3, column “阶段”: must not be blank"),
        ("接触点,,网页,购买,微信", "Line 3, column “渠道”: expected one of"),
        ("接触点,,网页,购买,,3", "Line 3, column “情感”: expected a whole number from -2 to 2; found “3”"),
        ("接触点,,网页,购买,,0.5", "column “情感”: expected a whole number from -2 to 2; found “0.5”"),
        ("接触点,,网页,购买,,nan", "column “情感”: expected a whole number from -2 to 2; found “nan”"),
        ("痛点,,,购买,,,,,x,0", "column “严重程度”: expected a whole number from 1 to 5; found “0”"),
        ("机会点,,,购买,,,,,x,,P9", "column “针对的痛点”: no card has the name or number “P9”"),
        ("依据,,,,,,,,x,,,购买,", "column “卡片”: no card has the name or number “购买”"),
        ("阶段,S1,又一个,", ""),
        ("想法,,网页,购买", "line 3: expected in the column “记录” one of"),
        ("接触点," + "," * 12 + "x", "line 3: 14 cells, but only 13 columns"),
        ('接触点,,"网页,购买', "line 3 on: a quotation mark is not closed"),
        ("接触点,,网页,购买\n接触点,,,天上\n接触点,,,地下,,9", "places to correct: 3"),
        (f"接触点,,{'长' * 10_001},购买", "10,001 characters; at most 10,000 fit"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, row: str, says: str) -> None:
    """Does a cell that cannot be understood give its line and column, what was expected and what came?"""
    text = HAND.splitlines()[0] + "\n阶段,,购买,\n" + row + "\n"
    if not says:
        assert len(convert.read(table(tmp_path, text))[0].stages) == 2
        return
    with pytest.raises(FormatError) as caught:
        convert.read(table(tmp_path, text))
    assert says in str(caught.value)


def test_mistakes_are_told_in_the_reader_s_language(tmp_path: Path) -> None:
    """Is a list of mistakes whole in either language, and cut short where there are many?"""
    with pytest.raises(FormatError) as caught:
        convert.read(table(tmp_path, "record,name,stage\n" + "touchpoint,App,\n" * 20))
    assert caught.value.message("zh").startswith(
        "旅程图没有读出来，有 20 处需要改正。\n- 第 2 行“stage”列：不能为空。\n- 第 3 行"
    )
    assert caught.value.message("en").count("\n- ") == TOLD


def test_two_cards_of_one_name_are_told_apart_by_number(tmp_path: Path) -> None:
    """Is a name that two stages share refused as unclear, and taken by their numbers?"""
    head = "record,no.,name,stage\nstage,S1,Use,\nstage,S2,Use,\n"
    with pytest.raises(FormatError, match="may mean several cards"):
        convert.read(table(tmp_path, f"{head}touchpoint,,App,Use\n"))
    made, _ = convert.read(table(tmp_path, f"{head}touchpoint,,App,s2\n"))
    assert made.touchpoints[0].stage == made.stages[1].id


def test_a_number_wins_over_a_name(tmp_path: Path) -> None:
    """Is a card's number its own, even where another card is called so?"""
    before = JourneyMap(
        stages=(Stage(id="stage-1", name="S2"), Stage(id="stage-2", name="x")),
        touchpoints=(
            Touchpoint(id="touchpoint-1", stage="stage-1", name="t2"),
            Touchpoint(id="touchpoint-2", stage="stage-2"),
        ),
        evidence=(Evidence(id="evidence-1", claim="touchpoint-2", aspect=Aspect.EMOTION),),
    )
    raw, losses = convert.dump(before, "a.csv")
    assert losses == ()
    assert convert.parse(raw, "a.csv")[0] == before


def test_cards_that_share_a_name_come_back() -> None:
    """Are two stages of one name, and names that differ in capitals only, told apart in what is written?"""
    names = ["Use", "Use", "App", "app", " x", "S1"]
    stages = tuple(Stage(id=f"stage-{n}", name=name) for n, name in enumerate(names))
    cards = tuple(Touchpoint(id=f"touchpoint-{n}", stage=stage.id) for n, stage in enumerate(stages))
    before = JourneyMap(stages=stages, touchpoints=cards)
    assert convert.parse(convert.dump(before, "a.csv")[0], "a.csv")[0] == before


@pytest.mark.parametrize(
    ("cell", "emotion"),
    [("−1", -1), ("－２", -2), ("+1", 1), ("0", 0), ("1.0", 1), ("Very unhappy", -2), ("非常满意", 2)],
)
def test_emotions_are_understood_as_people_type_them(tmp_path: Path, cell: str, emotion: int) -> None:
    """Are real minus signs, wide digits and the words of the board numbers?"""
    made, _ = convert.read(table(tmp_path, f"record,name,stage,emotion\nstage,Use,,\ntouchpoint,App,Use,{cell}\n"))
    assert made.touchpoints[0].emotion == emotion


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    """Are a column that no map has, and a field that a kind of card has not, named rather than dropped in silence?"""
    made, losses = convert.read(table(tmp_path, "record,name,severity,mood\nstage,Use,4,blue\n"))
    assert [loss.words("en") for loss in losses] == [
        "Not read, since the map has no such field: column mood.",
        "Not read, since the kind of row has no such field: Line 2, column “severity”.",
    ]
    assert made.stages[0].name == "Use"


def test_a_copied_row_gets_an_id_of_its_own(tmp_path: Path) -> None:
    """May a person copy a row to begin the next one?"""
    made, _ = convert.read(table(tmp_path, "record,name,id\nstage,Buy,stage-1\nstage,Use,stage-1\n"))
    assert made.stages[0].id == "stage-1"
    assert made.stages[1].id != "stage-1"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """Does every text that a spreadsheet would run begin with an apostrophe in the file?"""
    texts = ["=1+1", "+1", "-1", "@x", "\t=x", "'=x", " =x"]
    before = JourneyMap(stages=tuple(Stage(id=f"stage-{n}", name=text) for n, text in enumerate(texts)))
    path = tmp_path / "map.csv"
    assert convert.write(before, path) == ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    names = [row[rows[0].index("Name")] for row in rows if row[0] == "stage"]
    assert names == [f"'{text}" for text in texts]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "no row of headings"),
        (b"a,b\n1,2\n", "Expected at least: 记录 / Record; found: a b"),
        (b"record,name,name\n", "two columns for “name”"),
        (b"PK\x03\x04record,name", "is a .xlsx file"),
        (b"record,name\nstage,\x00\n", "holds zero bytes"),
        (b"record,name\nstage,\xff\xfe\xff\n", "encoding of map.csv could not be told"),
        (b'record,name\nstage,"' + b"x" * 200_000, "far too long"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, raw: bytes, says: str) -> None:
    """Does a file of another kind get a clear sentence?"""
    path = tmp_path / "map.csv"
    path.write_bytes(raw)
    with pytest.raises(FormatError) as caught:
        convert.read(path)
    assert says in str(caught.value)
