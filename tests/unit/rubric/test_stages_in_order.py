"""Must stages follow each other as the customer comes through them?"""

from __future__ import annotations

import pytest
from builders import POINTS, STARTER, judge, said, staged

from journeybook.i18n import LANGUAGES, t
from journeybook.model import JourneyMap, Persona
from journeybook.rubric import Status

NAME = "stages_in_order"


@pytest.mark.parametrize("journey_map", [None, STARTER, JourneyMap(persona=Persona(name="Lin"))])
def test_untouched_is_not_attempted(journey_map: JourneyMap | None) -> None:
    """Is a map without stages, or as it was, not attempted?"""
    finding = judge(NAME, journey_map)
    assert (finding.status, finding.points) == (Status.NOT_ATTEMPTED, 0)
    assert len(finding.verdict.hints) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("认知", "考虑", "购买", "使用", "忠诚"),
        ("Awareness", "Consideration", "Purchase", "Use", "Feedback"),
        ("了解", "比较", "开户", "使用"),
        ("Purchase", "The long wait", "Use"),
        ("出门", "进店", "排队", "回家"),
        ("购买",),
        ("购买前比较", "认知以后"),
    ],
)
def test_the_usual_order_and_own_names_earn_all_points(names: tuple[str, ...]) -> None:
    """Are both templates right, other words for them, stages left out, and names nobody can order?"""
    finding = judge(NAME, staged(*names))
    assert (finding.status, finding.points, finding.verdict.hints) == (Status.MET, POINTS, ())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", ["template_a", "template_b"])
def test_the_boards_templates_are_in_order(lang: str, template: str) -> None:
    """Are both templates that the board offers known, every name of them, so that a swap of any two is seen?"""
    names = [name.strip() for name in t(f"board.{template}", lang).replace("，", ",").split(",")]
    assert len(names) == 5
    assert judge(NAME, staged(*names)).status == Status.MET
    for n in range(4):
        swapped = [*names[:n], names[n + 1], names[n], *names[n + 2 :]]
        assert judge(NAME, staged(*swapped)).status == Status.PARTLY_MET, swapped


def test_a_stage_that_comes_too_late_is_named() -> None:
    """Is the stage named and pointed at that stands behind a later one?"""
    finding = judge(NAME, staged("认知", "购买", "考虑", "忠诚"))
    assert (finding.status, finding.points) == (Status.PARTLY_MET, 9)
    assert finding.verdict.where == ("stage-2",)
    assert "“考虑”" in said(finding, "zh")
    assert len(finding.verdict.hints) == 2
