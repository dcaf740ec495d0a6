"""Does an anonymous map still say all that it says of the customer, and nothing of who drew it?"""

from __future__ import annotations

import json

import pytest
from exercise_folders import solved_map

from journeybook.classroom.peer.anonymous import anonymous, without_names
from journeybook.classroom.roster import Trainee
from journeybook.i18n import LANGUAGES, use_language
from journeybook.model import MAX_TEXT, JourneyMap, Persona, Scenario, Stage

ANNA = Trainee("anna", "Anna", "Berg", "anna.berg@example.org", "北极星")
FANG = Trainee("s007", "芳", "王", "", "B")


def stage_name(text: str, *people: Trainee) -> str:
    """Return what becomes of a text in a map of the first of `people`."""
    author, *group = people
    return anonymous(JourneyMap(stages=(Stage(id="stage-1", name=text),)), author, group).stages[0].name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_stays(lang: str) -> None:
    """Is a map that names nobody the same but for its ids, which are all new and fit together?"""
    before = solved_map(lang)
    after = anonymous(before, ANNA, [FANG])

    def plain(journey_map: JourneyMap) -> str:
        return json.dumps(journey_map.to_json(), ensure_ascii=False)

    renamed = plain(after)
    parts = ("stages", "touchpoints", "pain_points", "opportunities", "evidence", "lanes", "lane_cells")
    for part in parts:
        for old, new in zip(getattr(before, part), getattr(after, part), strict=True):
            assert f'"{old.id}"' not in renamed
            renamed = renamed.replace(f'"{new.id}"', f'"{old.id}"')
    assert renamed == plain(before)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Drawn by Anna Berg.", "Drawn by (name removed)."),
        ("BERG ANNA, anna.berg@example.org", "(name removed), (name removed)"),
        ("由Anna画", "由(name removed)画"),
        ("Annabel waits; Bergamo too", "Annabel waits; Bergamo too"),
        ("北极星组的图", "(name removed)的图"),
        ("王芳画的（s007）", "(name removed)画的（(name removed)）"),
        ("芳香", "芳香"),
        ("Group B drew plan B", "(name removed) drew plan B"),
        ("小组B，B组", "(name removed)，(name removed)"),
        ("", ""),
    ],
)
def test_names_go(text: str, left: str) -> None:
    """Do names, ids, addresses and groups go, also of one's group, and parts of other words stay?"""
    with use_language("en"):
        assert stage_name(text, ANNA, FANG) == left


def test_the_persona_may_have_a_first_name() -> None:
    """Does a persona keep a first name that is the author's too, while the author's full name goes?"""
    drawn = JourneyMap(persona=Persona(name="Anna", about="by Anna Berg"), scenario=Scenario(name="Anna"))
    with use_language("zh"):
        found = anonymous(drawn, ANNA)
    assert (found.persona.name, found.persona.about) == ("Anna", "by （姓名略）")
    assert found.scenario.name == "（姓名略）"


@pytest.mark.parametrize("name", ["", " ", "a", ".*", "(", "\\", "x" * 5000, "[a-z]+"])
def test_strange_names(name: str) -> None:
    """Do names that are empty, a pattern or endless leave the map whole?"""
    with use_language("en"):
        assert stage_name("a whole text", Trainee("t1", name, name, name, name)) == "a whole text"


def test_long_texts() -> None:
    """Does a text that is full of names stay within what a map may hold?"""
    full = ("王芳" * MAX_TEXT)[:MAX_TEXT]
    with use_language("en"):
        assert len(stage_name(full, FANG)) == MAX_TEXT
        assert without_names("王芳 said", [FANG]) == "(name removed) said"
