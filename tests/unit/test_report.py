"""Is what the learner is shown right, whole and harmless HTML?"""

from __future__ import annotations

import re

import pytest
from html_page import HOSTILE, Page

from journeybook import report
from journeybook.i18n import LANGUAGES, Phrase, t, use_language
from journeybook.model import (
    Channel,
    JourneyMap,
    Lane,
    LaneCell,
    LaneKind,
    Opportunity,
    PainPoint,
    Persona,
    Scenario,
    Stage,
    Touchpoint,
)
from journeybook.rubric import Finding, Status, Verdict

HINTS = tuple(Phrase(f"criteria.touchpoints_complete_hint_{number}", {"at_least": 8}) for number in (1, 2, 3))
WHY = Phrase("criteria.stages_covered_partly", {"stages": HOSTILE})


def finding(share: float | None, points: float = 4, hints: tuple[Phrase, ...] = ()) -> Finding:
    return Finding("stages_covered", Verdict(share, WHY, hints), points)


@pytest.mark.parametrize(
    ("share", "status", "zh", "en", "points"),
    [
        (1.0, Status.MET, "做到了", "met", "4"),
        (0.5, Status.PARTLY_MET, "部分做到", "partly met", "2"),
        (0.0, Status.NOT_MET, "没有做到", "not met", "0"),
        (None, Status.NOT_ATTEMPTED, "尚未作答", "not attempted", "0"),
    ],
)
def test_a_finding_says_name_status_reason_and_points(
    share: float | None, status: Status, zh: str, en: str, points: str
) -> None:
    """Does each status have its words, its sign and its class, beside the name, the reason and the points?"""
    with use_language("zh"):
        page = Page(report.findings_html([finding(share)]))
        assert f"每个阶段都有接触点 – {zh}这些阶段还是空的" in page.text
        assert f"{points} / 4 分" in page.text
    with use_language("en"):
        page = Page(report.findings_html([finding(share)]))
        assert f"Every stage has a touchpoint – {en}These stages" in page.text
        assert f"{points} of 4" in page.text
        assert HOSTILE in page.text
    assert f"jb-finding jb-{status}" in page.classes


MIXED = ("curve_not_flat", "stages_covered", "customers_words", "moments_of_truth", "stages_named")


def test_many_findings_are_shown_by_family() -> None:
    """Do many findings of several families stand under the families' names, each in its order, and none get lost?"""
    findings = [Finding(name, Verdict(1.0, WHY), 1) for name in MIXED]
    with use_language("en"):
        html = report.findings_html(findings)
        page = Page(html)
        order = [t(f"criteria.{MIXED[n]}_name") for n in (1, 4, 0, 2, 3)]
        assert sorted(order, key=page.text.index) == order
        assert re.findall('"jb-family">(.*?)<', html) == ["Form", "View", "Insight"]
    with use_language("zh"):
        assert re.findall('"jb-family">(.*?)<', report.findings_html(findings)) == ["形式", "视角", "洞察"]


@pytest.mark.parametrize("names", [MIXED[:4], (MIXED[1], MIXED[4]) * 3, ()])
def test_few_findings_or_one_family_stay_one_list(names: tuple[str, ...]) -> None:
    """Is there no heading over a few findings, nor over those of one family?"""
    html = report.findings_html([Finding(name, Verdict(1.0, WHY), 1) for name in names])
    assert html.count("<ul") == 1
    assert not {"jb-family"} & set(Page(html).classes)


def test_fractions_of_points_are_shown_short() -> None:
    """Are quarter points shown without a tail of zeros?"""
    with use_language("en"):
        assert "1.25 of 2.5" in Page(report.findings_html([finding(0.5, 2.5)])).text


def test_what_is_worth_nothing_shows_no_points() -> None:
    """Does a criterion without points say nothing of points?"""
    with use_language("en"):
        assert "of 0" not in Page(report.findings_html([finding(1.0, 0)])).text


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_hints_lie_one_inside_the_other(count: int) -> None:
    """Must one hint be opened before the next can be seen?"""
    with use_language("en"):
        html = report.findings_html([finding(0.0, hints=HINTS[:count])])
    page = Page(html)
    assert page.deepest.get("details", 0) == count
    assert [f"Hint {number}" in page.text for number in (1, 2, 3)] == [number <= count for number in (1, 2, 3)]
    assert "<details open" not in html


def test_findings_stand_in_order_with_problems_first() -> None:
    """Do problems with the files come first, then the findings in order, then what is judged later?"""
    problem = Phrase("mapfile.missing", {"file": HOSTILE, "fallback": Phrase("mapfile.no_fallback", {})})
    with use_language("en"):
        page = Page(report.findings_html([finding(0.0), finding(1.0)], problems=[problem], later=2))
        quiet = Page(report.findings_html([finding(0.0)]))
    parts = ["There is no map file </b><script>", " – not met", " – met", "after you hand in: 2 more"]
    places = [page.text.index(part) for part in parts]
    assert places == sorted(places)
    assert "after you hand in" not in quiet.text
    assert "jb-problem" not in quiet.classes


def test_a_problem_is_announced_and_a_note_is_quiet() -> None:
    """Is a problem an alert for screen readers, a note and a success a quiet status, and all of them escaped?"""
    assert 'role="alert"' in report.problem_html("x")
    assert 'role="status"' in report.note_html("x")
    assert 'role="status"' in report.done_html("x")
    for piece in (report.problem_html, report.note_html, report.done_html):
        assert Page(piece(HOSTILE)).text == HOSTILE


def test_answers_and_explanations() -> None:
    """Does each question stand with its answer, a sign, the right option where another was chosen, and why?"""
    assert Page(report.answers_html({"Q": "A", HOSTILE: HOSTILE})).text == "QA" + HOSTILE * 2
    with use_language("en"):
        page = Page(report.explanations_html({"Q": ("option a", "option b", "why"), HOSTILE: (HOSTILE,) * 3}))
    own = "Q✗You chose: option aRight option: option bwhy"
    assert page.text == f"{own}{HOSTILE}✓You chose: {HOSTILE}{HOSTILE}"


MAP = JourneyMap(
    persona=Persona(name="林悦", about="32 岁"),
    scenario=Scenario(name="周六", situation="买书架"),
    stages=(Stage(id="stage-1", name="购买"), Stage(id="stage-2", name="使用")),
    touchpoints=(
        Touchpoint(id="touchpoint-1", stage="stage-2", name="热线", emotion=0),
        Touchpoint(
            id="touchpoint-2",
            stage="stage-1",
            name="结账",
            channel=Channel.STORE,
            action="排队",
            emotion=-2,
            is_moment_of_truth=True,
        ),
        Touchpoint(id="touchpoint-3", stage="stage-1", name="陈列"),
    ),
    pain_points=(PainPoint(id="painpoint-1", stage="stage-1", touchpoint="touchpoint-2", text="太久", severity=5),),
    opportunities=(Opportunity(id="opportunity-1", stage="stage-2", text="自助", goal="快", owner="店长"),),
)


def test_a_map_as_a_table() -> None:
    """Does the table show every stage as a column and every lane as a row, in the map's order?"""
    with use_language("zh"):
        html = report.map_html(MAP)
    page = Page(html)
    assert "客户画像 林悦 · 32 岁" in page.text
    assert "场景 周六 · 买书架" in page.text
    columns = '<td></td><th scope="col">购买</th><th scope="col">使用</th>'
    assert columns in html
    for lane, cells in (
        ("接触点", (("★ 结账<br>排队", "陈列"), ("热线",))),
        ("情感", (("结账：−2", "陈列：–"), ("热线：0",))),
        ("痛点", (("太久<br>严重程度 5/5",), ())),
        ("机会点", ((), ("自助<br>目标：快<br>负责人：店长",))),
    ):
        filled = "".join(
            "<td>" + "".join(f'<div class="jb-item">{card}</div>' for card in cards) + "</td>" for cards in cells
        )
        row = f'<th scope="row">{lane}</th>{filled}'
        assert row in html


def test_backstage_work_and_own_lanes_are_rows_too() -> None:
    """Are backstage work and the learner's own lanes shown below the others, numbers with their unit?"""
    journey_map = JourneyMap(
        stages=(Stage(id="stage-1", name="购买"), Stage(id="stage-2", name="使用")),
        touchpoints=(
            Touchpoint(id="touchpoint-1", stage="stage-2"),
            Touchpoint(id="touchpoint-2", stage="stage-2", backstage=HOSTILE),
        ),
        lanes=(
            Lane(id="lane-1", name="等待", kind=LaneKind.NUMBER, unit="分钟"),
            Lane(id="lane-2", name=HOSTILE),
        ),
        lane_cells=(
            LaneCell(id="lanecell-1", lane="lane-1", stage="stage-1", number=14),
            LaneCell(id="lanecell-2", lane="lane-1", stage="stage-2", number=None),
            LaneCell(id="lanecell-3", lane="lane-2", stage="stage-2", text=HOSTILE),
        ),
    )
    html = _in("zh", journey_map)
    assert "后台工作</th><td></td><td>" in html
    assert '等待</th><td><div class="jb-item">14 分钟</div></td><td></td>' in html
    assert Page(html).text.count(HOSTILE) == 3
    assert "后台工作" not in _in("zh", MAP)


def test_an_empty_map_is_a_table_too() -> None:
    """Is an empty map shown without stumbling?"""
    assert "Persona" in Page(_in("en", JourneyMap())).text


def _in(lang: str, journey_map: JourneyMap) -> str:
    with use_language(lang):
        return report.map_html(journey_map)


def hostile_map() -> JourneyMap:
    """Return `MAP` with a hostile text in every field that a person can write in."""
    return JourneyMap(
        persona=Persona(name=HOSTILE, about=HOSTILE, goal=HOSTILE),
        scenario=Scenario(name=HOSTILE, situation=HOSTILE),
        stages=tuple(stage.model_copy(update={"name": HOSTILE}) for stage in MAP.stages),
        touchpoints=tuple(
            touchpoint.model_copy(update={"name": HOSTILE, "action": HOSTILE, "thought": HOSTILE})
            for touchpoint in MAP.touchpoints
        ),
        pain_points=tuple(pain_point.model_copy(update={"text": HOSTILE}) for pain_point in MAP.pain_points),
        opportunities=tuple(
            opportunity.model_copy(update=dict.fromkeys(("text", "goal", "measure", "owner"), HOSTILE))
            for opportunity in MAP.opportunities
        ),
    )


def test_a_hostile_map_is_shown_as_text() -> None:
    """Does a script in any field of a map come out as the text it is?"""
    # 5 of persona and scenario, 2 stages, name and action and name again of 3 touchpoints, 1 pain point, 4 texts.
    assert Page(_in("en", hostile_map())).text.count(HOSTILE) == 5 + 2 + 9 + 1 + 4


def test_dollar_signs_stay_dollars() -> None:
    """Is MathJax, old and new, told to leave alone what people wrote about prices?"""
    with use_language("en"):
        page = Page(report.note_html("from $5 to $6"))
    assert {"tex2jax_ignore", "mathjax_ignore"} <= set(page.classes[0].split())
    assert "from $5 to $6" in page.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_piece_says_its_language(lang: str) -> None:
    """Does each piece carry its language, so that a screen reader reads it right, and no address of elsewhere?"""
    with use_language(lang):
        pieces = [
            report.findings_html([finding(None, hints=HINTS)], later=1),
            report.problem_html("x"),
            report.note_html("x"),
            report.answers_html({}),
            report.explanations_html({}),
            report.map_html(MAP),
        ]
    for piece in pieces:
        Page(piece)
        assert f' lang="{"zh-CN" if lang == "zh" else "en"}">' in piece
        assert "http" not in piece
        assert "url(" not in piece


def test_findings_on_a_page_can_be_linked_to() -> None:
    """Does a finding on the feedback page have its place, and its number lead to the picture that shows it?"""
    anchors = [report.Anchor("map-1", 3, "map"), report.Anchor("map-2")]
    with use_language("en"):
        html = report.findings_html([finding(0.5), finding(1.0)], anchors=anchors)
    assert '<li class="jb-finding jb-partly_met" id="map-1">' in html
    assert '<a class="jb-number jb-partly_met" href="#map" aria-label="See finding 3 on the map"' in html
    assert html.count('class="jb-number') == 1
    assert ' id="map-2"' in html
