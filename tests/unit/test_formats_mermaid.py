"""Is read what Mermaid reads, rejected what it rejects, and written only what it reads back whole?"""

from __future__ import annotations

import math
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from maps import texts
from mermaid_cases import HEADS, MERMAID, asked, cases

from journeybook.errors import FormatError
from journeybook.formats import convert, mermaid
from journeybook.formats.losses import LossKind
from journeybook.formats.mermaid_grammar import Diagram, number, parse
from journeybook.formats.mermaid_text import BLANK, cleaned, decoded, escaped_name
from journeybook.i18n import set_language
from journeybook.model import JourneyMap, Stage, Touchpoint

ALL = bool(os.environ.get("JOURNEYBOOK_ALL_CASES"))

CASES = 20_000 if ALL else 1_000

needs_mermaid = pytest.mark.skipif(not MERMAID.is_dir(), reason="Mermaid is not installed: npm ci in helpers/board")


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def ours(text: str) -> Diagram | FormatError:
    try:
        return parse(text, "x.mmd")
    except FormatError as error:
        return error


def as_mermaid(diagram: Diagram) -> dict[str, Any]:
    """Return a diagram in the form of Mermaid's answers, scores aside."""
    return {
        "accTitle": diagram.acc_title,
        "accDescr": diagram.acc_descr,
        "sections": diagram.sections,
        "tasks": [
            [diagram.sections[one.section - 1] if one.section else "", one.name, list(one.people)]
            for one in diagram.tasks
        ],
    }


@needs_mermaid
def test_random_texts_are_read_as_mermaid_reads_them() -> None:
    """Are random texts, right and wrong, taken and refused just as Mermaid does, with the same tasks and scores?"""
    tried = cases(CASES, seed=7)
    taken = 0
    for text, real in zip(tried, asked(tried), strict=True):
        diagram = ours(text)
        if "error" in real:
            # That two directives stumble over each other is a slip of its code, no rule of its grammar.
            assert isinstance(diagram, FormatError) or "Cannot create property" in real["error"], text
            continue
        if isinstance(diagram, FormatError) and diagram.key == "mermaid.front_matter" and text not in HEADS:
            # Mermaid's reader of YAML takes some things that ours does not, in front matter that was spoilt at random.
            continue
        assert isinstance(diagram, Diagram), f"{text!r}: {diagram}"
        taken += 1
        scores = [float(one[2].replace("Infinity", "inf")) for one in real["tasks"]]
        assert [repr(one.score + 0.0) for one in diagram.tasks] == [repr(one + 0.0) for one in scores], text
        title = real.pop("title")
        real["tasks"] = [[one[0], one[1], one[3]] for one in real["tasks"]]
        assert as_mermaid(diagram) == real, text
        assert title in ("", diagram.title), text
    assert taken > CASES / 5


@needs_mermaid
def test_every_head_is_read_as_mermaid_reads_it() -> None:
    """Is front matter, with its odd forms, known and refused as by Mermaid?"""
    tried = [f"{head}a: 3\n" for head in HEADS] + list(HEADS)
    for text, real in zip(tried, asked(tried), strict=True):
        assert isinstance(ours(text), FormatError) == ("error" in real), text


@needs_mermaid
def test_what_is_written_is_read_by_mermaid_whole() -> None:
    """Does Mermaid itself find each text again, whatever is in it, once entities are decoded?"""
    written: list[tuple[JourneyMap, str]] = []

    @settings(max_examples=2_000 if ALL else 150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.lists(texts, min_size=1, max_size=4), max_size=4), texts, texts, texts)
    def collect(names: list[list[str]], title: str, situation: str, persona: str) -> None:
        made = JourneyMap.parse(
            {
                "persona": {"name": persona},
                "scenario": {"name": title, "situation": situation},
                "stages": [{"id": f"stage-{n}", "name": some[0]} for n, some in enumerate(names)],
                "touchpoints": [
                    {"id": f"touchpoint-{n}x{m}", "stage": f"stage-{n}", "name": name, "emotion": (n + m) % 5 - 2}
                    for n, some in enumerate(names)
                    for m, name in enumerate(some[1:])
                ],
            }
        )
        written.append((made, mermaid.dump(made)))

    collect()

    def plain(text: str) -> str:
        return "" if text == "\u200b" else decoded(text.strip(BLANK))

    def whole(text: str) -> str:
        # The one sign that cannot be written, and the mark that stands for nothing.
        return "" if text == "\u200b" else text.replace("\0", "\ufffd")

    for (made, text), real in zip(written, asked([text for _, text in written]), strict=True):
        assert "error" not in real, text
        assert plain(real["title"]) == whole(made.scenario.name)
        assert decoded(real["accDescr"]) == made.scenario.situation.replace("\0", "\ufffd")
        assert [plain(one) for one in real["sections"]] == [whole(stage.name) for stage in made.stages]
        assert [(plain(one[1]), one[2]) for one in real["tasks"]] == [
            (whole(one.name), str(3 + one.emotion)) for stage in made.stages for one in made.touchpoints_in(stage.id)
        ]
        people = {decoded(name) for one in real["tasks"] for name in one[3]}
        assert people <= {made.persona.name.replace("\0", "\ufffd")}


def read(folder: Path, text: str) -> tuple[JourneyMap, list[str]]:
    path = folder / "day.mmd"
    path.write_bytes(text.encode())
    made, losses = convert.read(path)
    return made, [loss.words("en") for loss in losses]


def test_the_example_of_mermaid_is_read(tmp_path: Path) -> None:
    """Do sections, tasks, scores and actors of Mermaid's own example come in?"""
    made, said = read(
        tmp_path,
        "journey\n    title My working day\n    section Go to work\n      Make tea: 5: Me\n      Go upstairs: 3: Me\n"
        "      Do work: 1: Me, Cat\n    section Go home\n      Go downstairs: 5: Me\n      Sit down: 5: Me\n",
    )
    assert made.scenario.name == "My working day"
    assert [stage.name for stage in made.stages] == ["Go to work", "Go home"]
    assert [(one.name, one.emotion) for one in made.touchpoints][:3] == [
        ("Make tea", 2),
        ("Go upstairs", 0),
        ("Do work", -2),
    ]
    assert made.persona.name == "Me"
    assert said == ["Not read, since a map has one persona: actors Cat."]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("graph TD\n a-->b\n", "day.mmd, line 1, column 1: expected the word journey"),
        ("journey\n  Make tea\n  x: 3\n", "line 2, column 11: expected a colon and a score"),
        ("journey\n  a: 3\n  : 4\n", "line 3, column 3: expected the name of a task"),
        ("journey\n  a; b: 3\n", "line 2, column 4: “;” may not stand here; in a text write it as an entity"),
        ("journey\n%% note\n\n%% another\n  a; b: 3\n", "line 5, column 4"),
        ("---\ntitle: x\n---\njourney\r\n\r\na; b: 3\r\n", "line 6, column 2"),
        ("---\ntitle: [a\n---\njourney\n", "line 2: the front matter"),
        ("journey\n%%{init: {}}%% journey\n", "line 2, column 16: the word journey may stand only"),
        ("journey\naccDescr {\nx: 3\n", "line 2, column 1: this description has no closing"),
        ("journey\n  做饭：5：我\n", "line 2, column 9: expected a colon and a score after the name of the task."),
        ("journey\n  做饭：5：我\n", "The line has full-width signs (：); Mermaid wants : ; and ,"),
        ("journey\n  做饭; 5；我，猫\n", "full-width signs (； ，)"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_and_column(tmp_path: Path, text: str, says: str) -> None:
    """Does the sentence give the place in the file, also behind comments, directives and front matter, and a hint?"""
    with pytest.raises(FormatError) as caught:
        read(tmp_path, text)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("score", "emotion"),
    [
        *(("1", -2), ("5", 2), (" 3 ", 0), ("4.0", 1), ("0x5", 2), ("5e0", 2)),
        *((score, None) for score in ("0", "6", "-1", "", "Infinity", "1_0", "2.5", "five", "３", "５")),
    ],
)
def test_scores_outside_are_reported_not_guessed(tmp_path: Path, score: str, emotion: int | None) -> None:
    """Is a whole number from 1 to 5 an emotion, however it is written, and anything else left open and told?"""
    made, said = read(tmp_path, f"journey\n\na: {score}: Me\n")
    assert made.touchpoints[0].emotion == emotion
    if emotion is None:
        assert said == [f"Emotion left open, since the score is no whole number from 1 to 5: line 3: “{score}”."]
    else:
        assert said == []


def test_tasks_before_any_section_stand_in_a_stage_without_a_name(tmp_path: Path) -> None:
    """Is no task lost that has no section, and no stage made up where each has one?"""
    made, _ = read(tmp_path, "journey\na: 3\nsection B\nb: 4\n")
    assert [stage.name for stage in made.stages] == ["", "B"]
    assert [one.stage for one in made.touchpoints] == [stage.id for stage in made.stages]
    assert [stage.name for stage in read(tmp_path, "journey\nsection B\nb: 4\n")[0].stages] == ["B"]


def test_titles_from_all_places(tmp_path: Path) -> None:
    """Does the title win over that of the front matter, and is an accessible one taken only where no other is?"""
    head = "---\ntitle: From above\n---\njourney\n"
    assert read(tmp_path, head)[0].scenario.name == "From above"
    assert read(tmp_path, f"{head}title Here\n")[0].scenario.name == "Here"
    assert read(tmp_path, "journey\naccTitle: Said\n")[0].scenario.name == "Said"
    made, said = read(tmp_path, "journey\ntitle Here\naccTitle: Said\naccDescr {\n one\n  two\n}\n")
    assert (made.scenario.name, made.scenario.situation) == ("Here", "one\ntwo")
    assert said == ["Not read, since the title has the scenario's place: accTitle “Said”."]


@pytest.mark.parametrize(
    ("yaml", "title"),
    [
        *(
            ("title: a b", "a b"),
            ("title: 'x: y'", "x: y"),
            ("title: no", "no"),
            ("title: 5", "5"),
            ("title: 1.0", "1"),
        ),
        *(("title: true", "true"), ("title: 2026-01-01", "2026-01-01"), ("title: {a: 1}", "[object Object]")),
        *((yaml, "") for yaml in ("title: null", "title:", "title: false", "title: 0", "a: b")),
        ("title: [a, b]", "a,b"),
    ],
)
def test_front_matter_has_the_types_of_json(yaml: str, title: str) -> None:
    """Is YAML read with the types that Mermaid knows: no dates, no yes and no?"""
    assert cleaned(f"---\n{yaml}\n---\njourney\n").title == title


def test_front_matter_makes_nothing() -> None:
    """Is a tag that would make an object of Python's refused?"""
    with pytest.raises(FormatError, match="front matter"):
        parse("---\ntitle: !!python/object/apply:os.system [ls]\n---\njourney\n", "x")


def test_a_wide_comma_between_actors_gets_a_hint(tmp_path: Path) -> None:
    """Is 我，猫 read as Mermaid does, as one name, and said so?"""
    made, said = read(tmp_path, "journey\na: 3: 我，猫\n")
    assert made.persona.name == "我，猫"
    assert said == ["Full-width commas do not part actors; read as one name: line 2."]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('#;:%<>"{}&', "".join(f"#{ord(sign)};" for sign in '#;:%<>"{}&')),
        ("a\nb", "a#10;b"),
        (" a  b ", "#32;a  b#32;"),
        ("title x", "#116;itle x"),
        ("Journey", "#74;ourney"),
        ("", "\u200b"),
        ("购买", "购买"),
        ("ﬂ°°35¶ß", "#64258;°°35#182;ß"),
    ],
)
def test_special_signs_are_entities(text: str, written: str) -> None:
    """Is each sign that Mermaid would take for its own written as an entity, a keyword hidden, and nothing else?"""
    assert escaped_name(text) == written


def test_an_emotion_that_is_not_set_is_told() -> None:
    """Does a touchpoint without an emotion get the middle, and the report say so?"""
    made = JourneyMap(
        stages=(Stage(id="stage-1", name="Buy"),),
        touchpoints=(Touchpoint(id="touchpoint-1", stage="stage-1", name="Till", thought="hm"),),
    )
    raw, losses = convert.dump(made, "a.mmd", "en")
    assert raw.decode() == "journey\n    section Buy\n        Till: 3\n"
    assert [(loss.kind, loss.where) for loss in losses] == [
        (LossKind.LEFT_OUT, "touchpoint.thought"),
        (LossKind.ADDED, "touchpoint.emotion"),
        (LossKind.LEFT_OUT, "id"),
    ]


def test_a_text_too_long_to_be_drawn_is_told() -> None:
    """Does a person learn that Mermaid draws so long a diagram only with a setting?"""
    made = JourneyMap(stages=tuple(Stage(id=f"stage-{n}", name="长" * 9_000) for n in range(6)))
    said = [loss.words("en") for loss in convert.dump(made, "a.mmd", "en")[1]]
    assert said[0] == "Longer than 50,000 characters: Mermaid draws it only if maxTextSize is set higher."


@pytest.mark.parametrize(
    "text",
    [
        *("---\n" + "\n" * 500_000, "---" + " " * 500_000, "\n" * 500_000 + "journey", "journey\n" + "<a" * 500_000),
        *("journey\n" + "%%{" * 300_000, "journey\n" + "a" + "%" * 500_000, "journey\nstyle" + ":" * 300_000 + "#;"),
        *(
            "journey\n" + "style" * 100_000 + ":" * 100_000,
            "journey\n" + "#" * 500_000,
            "journey\n" + "a: 3\n" * 90_000,
        ),
        *("journey\n" + "%%{a " * 200_000, "journey\n" + " \n" * 300_000, "---\n" + "\n---x" * 100_000),
        *("---\n" + "[" * 100_000 + "\n---\n", "---\n" + "a: &a [*a, *a]\n---\njourney\n"),
        *("journey\n" + "\n\t%" * 200_000, "journey\n" + "a: 3\n" * 9 + "accDescr {" * 50_000),
    ],
    ids=lambda text: repr(text[:24]),
)
def test_no_text_takes_long(text: str) -> None:
    """Are texts that send Mermaid's own expressions into quadratic time read or refused in seconds?"""
    start = time.process_time()
    ours(text)
    assert time.process_time() - start < 5


def test_numbers_are_javascripts() -> None:
    """Are numbers what JavaScript takes for numbers?"""
    assert [number(text) for text in ("", " 5\u00a0", ".5", "5.", "1e1", "0b11", "0o7", "-0", "+2")] == [
        *(0, 5, 0.5, 5, 10, 3, 7, 0, 2)
    ]
    assert all(math.isnan(number(text)) for text in ("5 5", "٥", "-0x1", "0x", "e", "inf", "nan", "1,0"))
