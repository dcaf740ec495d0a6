"""Do the panels take answers, check, hand in and rescue a map, and say what came of it?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest
from exercise_folders import ITEMS, NAME, released, solve, solved_map
from html_page import HOSTILE, Page

from journeybook import answersfile, handin, mapfile, overlays
from journeybook.board import Board
from journeybook.errors import HandInError
from journeybook.exercise import Exercise
from journeybook.i18n import LANGUAGES, t
from journeybook.model import JourneyMap, Kind, Persona
from journeybook.quiz import Quiz
from journeybook.sharing import openmap


@pytest.fixture(params=LANGUAGES)
def exercise(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Exercise]:
    yield released(request.param, tmp_path / NAME)
    openmap.close_all()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[widgets.Widget]:
    """Collect what is displayed."""
    collected: list[widgets.Widget] = []
    monkeypatch.setattr("journeybook.panels.display", collected.append)
    return collected


def every(kind: type[Any], widget: widgets.Widget) -> list[Any]:
    """Return all widgets of a kind inside `widget`, in order."""
    found = [widget] if isinstance(widget, kind) else []
    return found + [inner for child in getattr(widget, "children", ()) for inner in every(kind, child)]


def page(widget: widgets.Widget) -> Page:
    """Return all HTML that `widget` shows, taken apart."""
    return Page("".join(html.value for html in every(widgets.HTML, widget)))


def say(quiz: Quiz, question: str, value: object) -> None:
    """Answer a question as the browser does."""
    quiz._handle_custom_msg({"type": "answer", "id": question, "value": value}, [])


def test_a_choice_is_saved_at_once(exercise: Exercise, shown: list[Any]) -> None:
    """Is each choice in the answers file as soon as it is made, said to be saved, and changed by the next?"""
    exercise.quiz()
    (quiz,) = shown
    assert (quiz.mode, quiz.lang, quiz.answers, quiz.results) == ("record", exercise.lang, {}, {})
    assert [asked["text"] for asked in quiz.questions] == [question.text for question in exercise.asked()]
    for question, value in (("q1", "a"), ("q3", "c"), ("q1", "b")):
        say(quiz, question, value)
    assert answersfile.read(exercise.answers_path) == {"q1": "b", "q3": "c"} == quiz.answers
    assert quiz.status == {"state": "saved", "message": ""}
    assert quiz.results == {}


def test_the_options_are_the_exercises(exercise: Exercise, shown: list[Any]) -> None:
    """Does each question offer its options, each with its text?"""
    for item in ("", "effect"):
        shown.clear()
        exercise.quiz(item)
        for question, asked in zip(exercise.asked(item), shown[0].questions, strict=True):
            assert {option["id"]: option["text"] for option in asked["options"]} == question.options


def test_questions_of_an_item_are_shown_alone(exercise: Exercise, shown: list[Any]) -> None:
    """Are the questions under an item shown alone, and their answers kept with the others?"""
    exercise.quiz("effect")
    assert {asked["id"] for asked in shown[0].questions} == {question.id for question in exercise.asked("effect")}
    say(shown[0], "e4", "b")
    assert answersfile.read(exercise.answers_path) == {"e4": "b"}


def test_earlier_answers_are_there_again(exercise: Exercise, shown: list[Any]) -> None:
    """Are answers from before shown again, and one that is no longer an option left out but kept?"""
    answersfile.write(exercise.answers_path, {"q1": "c", "q2": "z", "open": HOSTILE})
    exercise.quiz()
    exercise.open_question("open")
    assert shown[0].answers == {"q1": "c"}
    assert shown[1].answers == {"open": HOSTILE}
    say(shown[0], "q3", "a")
    assert answersfile.read(exercise.answers_path) == {"q1": "c", "q2": "z", "open": HOSTILE, "q3": "a"}


def test_words_are_saved_beside_the_choices(exercise: Exercise, shown: list[Any]) -> None:
    """Do two panels of one exercise save into one file without wiping each other's answers?"""
    exercise.quiz()
    exercise.open_question("open")
    quiz, field = shown
    say(field, "open", "先修售后")
    say(quiz, "q1", "a")
    say(field, "open", "先修售后。")
    assert answersfile.read(exercise.answers_path) == {"open": "先修售后。", "q1": "a"}
    say(field, "open", "")
    assert answersfile.read(exercise.answers_path) == {"open": "", "q1": "a"}


def test_the_last_choice_wins_whichever_panel_it_was_made_in(exercise: Exercise, shown: list[Any]) -> None:
    """Does a panel save its own changes only, and leave what another panel of the same quiz has changed since?"""
    exercise.quiz()
    exercise.quiz()
    first, second = shown
    say(first, "q1", "a")
    say(second, "q1", "b")
    say(first, "q2", "c")
    assert answersfile.read(exercise.answers_path) == {"q1": "b", "q2": "c"}


@pytest.mark.parametrize("content", [b"{", b'{"format": 1, "answers": {"<script>alert(1)</script>": 1}}'])
def test_damaged_answers_are_told_and_kept(exercise: Exercise, shown: list[Any], content: bytes) -> None:
    """Do damaged answers give one sentence in place of the questions, and stay as they are?"""
    exercise.answers_path.write_bytes(content)
    exercise.quiz()
    exercise.open_question("open")
    for panel in shown:
        assert "answers.json" in page(panel).text
        assert "jb-problem" in page(panel).classes
    assert exercise.answers_path.read_bytes() == content


def test_an_answer_that_could_not_be_saved_is_not_lost(exercise: Exercise, shown: list[Any]) -> None:
    """Is an answer that met a damaged file told of, and saved with the next once the file is mended?"""
    exercise.quiz()
    exercise.answers_path.write_bytes(b"{")
    say(shown[0], "q1", "a")
    assert shown[0].status["state"] == "error"
    assert "answers.json" in shown[0].status["message"]
    assert exercise.answers_path.read_bytes() == b"{"
    exercise.answers_path.unlink()
    say(shown[0], "q2", "b")
    assert answersfile.read(exercise.answers_path) == {"q1": "a", "q2": "b"}
    assert shown[0].status["state"] == "saved"


def test_an_answer_that_waits_is_saved_by_the_check(exercise: Exercise, shown: list[Any]) -> None:
    """Is a choice that still waits to be saved counted by a check at once?"""
    exercise.quiz()
    exercise.check("quiz")

    async def choose_and_check() -> None:
        for question in exercise.questions:
            say(shown[0], question.id, "a")
        assert not exercise.answers_path.exists()
        assert shown[0].status["state"] == "saving"
        every(widgets.Button, shown[1])[0].click()

    asyncio.run(choose_and_check())
    assert len(answersfile.read(exercise.answers_path)) == 3
    assert t("criteria.quiz_answered_met", exercise.lang) in page(shown[1]).text


def click(shown: list[widgets.Widget]) -> Page:
    """Click the only button of the panel shown last, and return the page below it."""
    (button,) = every(widgets.Button, shown[-1])
    button.click()
    assert not button.disabled
    return page(shown[-1])


def test_a_check_says_what_was_found_now(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Does a check show nothing before the click, and at each click what is true then?"""
    exercise.check("persona")
    assert page(shown[0]).text == ""
    assert every(widgets.Button, shown[0])[0].description == t("panels.check", exercise.lang)
    assert "jb-finding jb-not_attempted" in click(shown).classes
    mapfile.write(exercise.map_path, JourneyMap(persona=Persona(name="Lin"), stages=exercise.starter.stages))
    assert "jb-finding jb-partly_met" in click(shown).classes
    solve(exercise)
    found = click(shown)
    assert found.classes.count("jb-finding jb-met") == 3
    assert "details" not in found.deepest


@pytest.mark.parametrize("item", ITEMS)
def test_a_check_never_shows_what_the_key_knows(exercise: Exercise, shown: list[widgets.Widget], item: str) -> None:
    """Does a check of the whole solution leave out each criterion that needs the key, and say how many come later?"""
    solve(exercise)
    exercise.check(item)
    text = click(shown).text
    demands = exercise.rubric.items[item]
    secret = [demand.criterion.name for demand in demands if demand.criterion.needs_key]
    for demand in demands:
        name = t(f"criteria.{demand.criterion.name}_name", exercise.lang)
        assert (name in text) == (demand.criterion.name not in secret)
    assert (t("report.later", exercise.lang, count=len(secret)) in text) == bool(secret)
    assert not any(t("report.right_option", exercise.lang, option="").strip() in text for _ in secret)


def test_a_check_says_what_is_wrong_with_the_files(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Does a check of a damaged map show what is wrong with it, above the findings?"""
    exercise.map_path.write_bytes(b"{")
    exercise.check("map")
    found = click(shown)
    assert "map.journey.json" in found.text
    assert found.classes.count("jb-problem") == 1
    assert t("rubric.no_map", exercise.lang) in found.text


def test_a_check_of_an_item_that_is_not_there(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Does a cell that asks for an unknown item say so in the panel, without a traceback?"""
    exercise.check("mapp")
    assert "mapp" in click(shown).text


def test_hand_in_without_a_class(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Does handing in outside a class say why it cannot be?"""
    exercise.hand_in()
    assert every(widgets.Button, shown[0])[0].description == t("panels.hand_in", exercise.lang)
    assert t("handin.no_class", exercise.lang) in click(shown).text


def test_hand_in_says_when(exercise: Exercise, shown: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a hand-in take what still waits along, lock the button meanwhile, and say when it was?"""
    exercise.quiz()
    exercise.hand_in()
    (button,) = every(widgets.Button, shown[1])
    seen: dict[str, str] = {}

    def take(folder: Path) -> handin.Receipt:
        seen.update(answersfile.read(folder / answersfile.FILE_NAME), locked=str(button.disabled))
        return handin.Receipt(NAME, datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC), ())

    monkeypatch.setattr(handin, "hand_in", take)

    async def choose_and_hand_in() -> None:
        say(shown[0], "q1", "a")
        button.click()

    asyncio.run(choose_and_hand_in())
    assert seen == {"q1": "a", "locked": "True"}
    assert ":02:01" in page(shown[1]).text
    assert not button.disabled


def test_a_refused_hand_in_can_be_tried_again(
    exercise: Exercise, shown: list[widgets.Widget], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is a hand-in that failed told in words, harmlessly, with the button free again, even for a fault of ours?"""
    failures = [HandInError("handin.failed", class_name=HOSTILE, reason=HOSTILE), RuntimeError("our fault")]

    def refuse(_: Path) -> None:
        raise failures.pop(0)

    monkeypatch.setattr(handin, "hand_in", refuse)
    exercise.hand_in()
    assert click(shown).text.count(HOSTILE) == 2
    assert "RuntimeError: our fault" in click(shown).text


def test_a_rescue_that_fails_is_told(
    exercise: Exercise, shown: list[widgets.Widget], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does a rescue that the system forbids say so rather than nothing?"""

    def refuse(_: Path) -> None:
        raise PermissionError("read-only")

    mapfile.write(exercise.map_path, exercise.starter)
    mapfile.write(exercise.map_path, solved_map(exercise.lang))
    exercise.map_path.write_bytes(b"{")
    exercise.board()
    monkeypatch.setattr(mapfile, "restore", refuse)
    every(widgets.Button, shown[0])[0].click()
    assert "read-only" in page(shown[0]).text


def test_the_board_opens_on_the_learners_map(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Does the board's cell show a board in the exercise's language, with the case's touchpoints, and write nothing?"""
    exercise.board()
    (shown_board,) = every(Board, shown[0])
    assert (shown_board.lang, shown_board.label) == (exercise.lang, exercise.title)
    assert len(shown_board.touchpoint_options) > 8
    assert shown_board.open_map.document.to_map() == exercise.starter
    assert not exercise.map_path.exists()


def test_a_damaged_map_is_brought_back_by_a_button(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Does a damaged map show a button that brings the last good copy back and keeps the damaged file?"""
    good = solved_map(exercise.lang)
    mapfile.write(exercise.map_path, good)
    mapfile.write(exercise.map_path, good.model_copy(update={"persona": Persona()}))
    exercise.map_path.write_bytes(b'{"format": "<script>')
    exercise.board()
    assert every(Board, shown[0]) == []
    assert "map.journey.json.bak" in page(shown[0]).text
    (button,) = every(widgets.Button, shown[0])
    assert button.description == t("panels.restore", exercise.lang)
    button.click()
    (restored,) = every(Board, shown[0])
    assert restored.open_map.document.to_map() == good
    assert every(widgets.Button, shown[0]) == []
    assert t("panels.restored", exercise.lang, file="map.damaged-1.journey.json") in page(shown[0]).text
    assert (exercise.folder / "map.damaged-1.journey.json").read_bytes() == b'{"format": "<script>'


def test_a_damaged_map_without_a_copy_has_no_button(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Is no rescue offered where there is nothing to bring back?"""
    exercise.map_path.write_bytes(b"{")
    exercise.board()
    assert every(Board, shown[0]) == every(widgets.Button, shown[0]) == []
    assert t("mapfile.no_fallback", exercise.lang) in page(shown[0]).text


def test_a_damaged_copy_is_told(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Does a rescue whose copy is damaged too say so, and move nothing?"""
    exercise.map_path.write_bytes(b"{")
    mapfile.backup(exercise.map_path).write_bytes(b"{")
    exercise.board()
    every(widgets.Button, shown[0])[0].click()
    assert "jb-problem" in page(shown[0]).classes
    assert every(Board, shown[0]) == []
    assert exercise.map_path.read_bytes() == b"{"


def boards(widget: widgets.Widget) -> list[str]:
    """Return the file names of the boards that are in sight."""
    return [shown_board.open_map.path.name for shown_board in every(Board, widget)]


def switch(widget: widgets.Widget, kind: str) -> None:
    """Choose a map on the board that is in sight, as the browser does."""
    (shown_board,) = every(Board, widget)
    shown_board._receive(shown_board, {"type": f"show_{kind}"}, [])


def test_the_future_map_begins_as_a_copy(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Is the future map only begun by its button, from the map as it stands, and then switched to and fro?"""
    mapfile.write(exercise.map_path, solved_map(exercise.lang))
    exercise.board()
    switch(shown[0], "future")
    assert boards(shown[0]) == []
    assert t("panels.no_future", exercise.lang) in page(shown[0]).text
    begin, back = every(widgets.Button, shown[0])
    assert not exercise.future_path.exists()
    back.click()
    assert boards(shown[0]) == ["map.journey.json"]
    (current,) = every(Board, shown[0])
    switch(shown[0], "future")
    every(widgets.Button, shown[0])[0].click()
    assert boards(shown[0]) == ["map.future.journey.json"]
    begun = mapfile.read(exercise.future_path)
    assert begun == solved_map(exercise.lang).model_copy(update={"kind": Kind.FUTURE})
    (future,) = every(Board, shown[0])
    assert (future.checks, current.checks["findings"] != []) == ({}, True)
    switch(shown[0], "current")
    # The same board as before, and with it its undo.
    assert every(Board, shown[0]) == [current]
    switch(shown[0], "future")
    assert every(Board, shown[0]) == [future]
    assert begin.description == t("panels.begin_future", exercise.lang)


def test_a_damaged_future_map_does_not_lock_the_current_one(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Can one go back from a damaged future map, and bring its last good copy back?"""
    for journey in (solved_map(exercise.lang), exercise.starter):
        mapfile.write(exercise.future_path, journey)
    exercise.future_path.write_bytes(b"{")
    exercise.board()
    switch(shown[0], "future")
    assert "map.future.journey.json" in page(shown[0]).text
    restore, back = every(widgets.Button, shown[0])
    back.click()
    assert boards(shown[0]) == ["map.journey.json"]
    switch(shown[0], "future")
    every(widgets.Button, shown[0])[0].click()
    assert boards(shown[0]) == ["map.future.journey.json"]
    assert mapfile.read(exercise.future_path) == solved_map(exercise.lang)
    assert restore.description == t("panels.restore", exercise.lang)


def test_a_future_map_that_cannot_be_begun_is_told(
    exercise: Exercise, shown: list[widgets.Widget], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the copy cannot be written, is that said, with a way back?"""

    def refuse(*_: object) -> bool:
        raise PermissionError("read-only")

    exercise.board()
    switch(shown[0], "future")
    monkeypatch.setattr(overlays, "copy_future", refuse)
    every(widgets.Button, shown[0])[0].click()
    assert "read-only" in page(shown[0]).text
    (back,) = every(widgets.Button, shown[0])
    back.click()
    assert boards(shown[0]) == ["map.journey.json"]


def test_a_folder_in_the_maps_place_is_told(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Is a map that cannot be read told in words, without a traceback?"""
    exercise.map_path.mkdir()
    exercise.board()
    assert "map.journey.json" in page(shown[0]).text


def test_no_panel_asks_for_icons(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Does no button carry an icon, which Voila would fetch from elsewhere?"""
    exercise.check("map")
    exercise.hand_in()
    exercise.map_path.write_bytes(b"{")
    mapfile.backup(exercise.map_path).write_bytes(b"{")
    exercise.board()
    buttons = [button for panel in shown for button in every(widgets.Button, panel)]
    assert len(buttons) == 3
    assert all(button.icon == "" for button in buttons)


def test_the_reality_check_reads_the_map_as_it_stands(exercise: Exercise, shown: list[widgets.Widget]) -> None:
    """Does each click draw the learner's curve over the customers', a damaged map say so, and nothing run before?"""
    solve(exercise)
    exercise.reality_check()
    (button,), (output,) = every(widgets.Button, shown[0]), every(widgets.Output, shown[0])
    assert output.outputs == ()
    button.click()
    (drawn,) = output.outputs
    _, predicted = drawn["data"]["application/vnd.plotly.v1+json"]["data"]
    judged = [one.emotion for one in mapfile.read(exercise.map_path).touchpoints if one.case_touchpoint]
    assert predicted["y"] == judged
    exercise.map_path.write_text("{", encoding="utf-8")
    button.click()
    assert output.outputs == ()
    assert exercise.map_path.name in page(shown[0]).text
