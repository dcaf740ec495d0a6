"""Is an exercise graded as worked out by hand, whatever the learner hands in?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exercise_folders import ITEMS, NAME, edited, key_folder, released, solve, solved_map
from html_page import HOSTILE, Page

from journeybook import answersfile, charts, mapfile
from journeybook.errors import ExerciseError, MapFileError, RubricError
from journeybook.exercise import CASE_CHARTS, KEY_FOLDER_VARIABLE, Exercise, grading
from journeybook.i18n import LANGUAGES, language, t
from journeybook.model import JourneyMap, Kind, Persona
from journeybook.rubric import Key, Rubric, Status, measured


@pytest.fixture(params=LANGUAGES)
def exercise(request: pytest.FixtureRequest, tmp_path: Path) -> Exercise:
    return released(request.param, tmp_path / NAME)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collect what is displayed."""
    collected: list[Any] = []
    monkeypatch.setattr("IPython.display.display", collected.append)
    return collected


Grade = Callable[[str], tuple[float, Page]]


@pytest.fixture
def grade(
    monkeypatch: pytest.MonkeyPatch, exercise: Exercise, shown: list[Any], capfd: pytest.CaptureFixture[str]
) -> Grade:
    """Return a function that grades one item as nbgrader does: (points, what is shown)."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv(KEY_FOLDER_VARIABLE, str(key_folder(exercise.lang)))

    def run(item: str) -> tuple[float, Page]:
        shown.clear()
        points = exercise.check(item)
        assert type(points) is float, "nbgrader gives full marks for anything else"
        assert 0 <= points <= ITEMS.get(item, 0)
        assert capfd.readouterr().err == "", "nbgrader gives 0 points for anything on stderr"
        (html,) = (display.data for display in shown)
        assert "Traceback" not in html
        return points, Page(html)

    return run


def total(grade: Grade) -> dict[str, float]:
    return {item: grade(item)[0] for item in ITEMS}


def statuses(page: Page) -> set[str]:
    return {name.removeprefix("jb-finding jb-") for name in page.classes if name.startswith("jb-finding ")}


def test_the_solution_earns_everything(exercise: Exercise, grade: Grade) -> None:
    """Does the trainer's own solution earn 62 of 62, with every demand met and the quiz explained?"""
    solve(exercise)
    assert total(grade) == ITEMS
    assert sum(ITEMS.values()) == 62
    assert all(statuses(grade(item)[1]) == {"met"} for item in ITEMS)
    key = Key.read(key_folder(exercise.lang) / "key.toml")
    explained = grade("quiz")[1].text + grade("effect")[1].text
    assert all(why in explained for why in key.explanations.values())


@pytest.mark.parametrize("began", [False, True])
def test_the_untouched_exercise_earns_nothing(exercise: Exercise, grade: Grade, began: bool) -> None:
    """Does an exercise without a map, or with the starter saved as it was, earn 0 and say "not attempted"?"""
    if began:
        mapfile.write(exercise.map_path, exercise.starter)
        answersfile.write(exercise.answers_path, {"open": ""})
    for item in ITEMS:
        points, page = grade(item)
        assert (points, statuses(page)) == (0, {"not_attempted"})
        assert {"zh": "尚未作答", "en": "not attempted"}[exercise.lang] in page.text
        assert "jb-problem" not in page.classes
        assert t("rubric.no_map", exercise.lang) not in page.text


@pytest.mark.usefixtures("grade")
def test_a_map_begun_by_the_trainer_earns_nothing(exercise: Exercise) -> None:
    """Does a learner who leaves a half-drawn starter as it is earn 0, and points with the first change?"""
    solved = solved_map(exercise.lang)
    starter = exercise.folder / "map.starter.json"
    starter.write_text(mapfile.dump(solved), encoding="utf-8")
    begun = Exercise(exercise.folder)
    mapfile.write(begun.map_path, solved)
    assert begun.check("map") == 0
    mapfile.write(begun.map_path, edited(solved, persona=solved.persona.model_copy(update={"name": "…"})))
    assert begun.check("map") == 10


def cards(lang: str) -> dict[str, Any]:
    """Return the cards of the solved map by id."""
    journey_map = solved_map(lang)
    lists = (journey_map.touchpoints, journey_map.pain_points, journey_map.opportunities)
    return {card.id: card for cards in lists for card in cards}


def test_half_a_persona(exercise: Exercise, grade: Grade) -> None:
    """Persona without a goal: 2 of 3. Scenario with a title and a few words: 0.5 of 1. Together 2.5 of 4?"""
    solved = solved_map(exercise.lang)
    persona = solved.persona.model_copy(update={"goal": " "})
    scenario = solved.scenario.model_copy(update={"situation": "…"})
    mapfile.write(exercise.map_path, edited(solved, persona=persona, scenario=scenario))
    assert grade("persona")[0] == 2.5


def test_an_unfinished_journey(exercise: Exercise, grade: Grade) -> None:
    """Hand-worked points of a map without its last stage's touchpoints and one emotion not judged.

    4 of 5 stages: 2.4 of 3, to the quarter 2.5. Complete 6 of 8: 2.25 of 3. From the case 7 of 8: 1.75 of 2. Six
    emotions that fall and rise with the data: 2 of 2. Is the sum 8.5 of 10?
    """
    solved, of = solved_map(exercise.lang), cards(exercise.lang)
    touchpoints = [touchpoint for touchpoint in solved.touchpoints if touchpoint.stage != "stage-5"]
    delivery = touchpoints.index(of["touchpoint-homedelivery"])
    touchpoints[delivery] = touchpoints[delivery].model_copy(update={"emotion": None})
    pain_points = tuple(pain_point for pain_point in solved.pain_points if pain_point.stage != "stage-5")
    left = edited(solved, touchpoints=tuple(touchpoints), pain_points=pain_points, evidence=())
    mapfile.write(exercise.map_path, left)
    assert grade("map")[0] == 8.5


def test_misled_by_large_numbers(exercise: Exercise, grade: Grade) -> None:
    """Hand-worked points of a learner who found the queue, plays down after-sales and falls for the app's complaints.

    All have words and place: 2 of 2. Found 1 of 2: 3 of 6. Took 1 decoy of 2: 1 of 2. The queue is rightly above the
    search, after-sales wrongly below it: 1 of 2. Is the sum 7 of 12, and does the page hold the hints?
    """
    of = cards(exercise.lang)
    pain_points = (
        of["painpoint-checkout"],
        of["painpoint-aftersales"].model_copy(update={"severity": 3}),
        of["painpoint-offer"].model_copy(
            update={"stage": "stage-2", "touchpoint": "touchpoint-appsearch", "severity": 4}
        ),
    )
    mapfile.write(exercise.map_path, edited(solved_map(exercise.lang), pain_points=pain_points, evidence=()))
    points, page = grade("pain-points")
    assert points == 7
    assert statuses(page) == {"met", "partly_met"}
    assert t("criteria.decoys_left_alone_hint_1", exercise.lang) in page.text
    assert page.deepest["details"] == 3


def test_too_many_moments(exercise: Exercise, grade: Grade) -> None:
    """Four stars: 0 of 1 for few; both right ones among them, so three quarters of 3 and of 2. Is it 3.75 of 6?"""
    starred = {"touchpoint-storecheckout", "touchpoint-aftersales", "touchpoint-appsearch", "touchpoint-emailoffer"}
    solved = solved_map(exercise.lang)
    touchpoints = tuple(
        touchpoint.model_copy(update={"is_moment_of_truth": touchpoint.id in starred})
        for touchpoint in solved.touchpoints
    )
    mapfile.write(exercise.map_path, edited(solved, touchpoints=touchpoints))
    assert grade("moments")[0] == 3.75


def test_opportunities_that_dangle(exercise: Exercise, grade: Grade) -> None:
    """Hand-worked points of two opportunities, one without an owner and tied to nothing.

    Seven of eight texts: 3.5 of 4. One of two severe pain points answered: 1 of 2. One of two causes: 2 of 4. Is the
    sum 6.5 of 10?
    """
    of = cards(exercise.lang)
    loose = of["opportunity-aftersales"].model_copy(update={"owner": "", "pain_points": ()})
    solved = solved_map(exercise.lang)
    mapfile.write(exercise.map_path, edited(solved, opportunities=(of["opportunity-checkout"], loose)))
    assert grade("opportunities")[0] == 6.5


def test_one_right_one_wrong_one_left_out(exercise: Exercise, grade: Grade, shown: list[Any]) -> None:
    """Is one right answer of three worth 1 of 3, without a map, and is what was chosen shown?"""
    answersfile.write(exercise.answers_path, {"q1": "b", "q2": "a"})
    assert grade("quiz")[0] == 1
    shown.clear()
    exercise.quiz()
    first, second, third = exercise.asked()
    chosen = [first.text, first.options["b"], second.text, second.options["a"], third.text]
    assert Page(shown[0].data).text == "".join([*chosen, t("exercise.no_answer", exercise.lang)])


@pytest.mark.parametrize(
    "content",
    [b"", b'{"format": "journeybook-map"', b"\xff\xfe", b"[]", b'{"format": "journeybook-map", "version": 9}', b"null"],
)
def test_a_broken_map_costs_what_depends_on_it(exercise: Exercise, grade: Grade, content: bytes) -> None:
    """Does a damaged map earn 0 on everything about the map, in a plain sentence, and leave the quiz alone?"""
    solve(exercise)
    exercise.map_path.write_bytes(content)
    assert total(grade) == dict.fromkeys(ITEMS, 0) | {"quiz": 3, "effect": 4}
    page = grade("map")[1]
    assert statuses(page) == {"not_attempted"}
    assert "jb-problem" in page.classes
    assert "map.journey.json" in page.text
    assert exercise.map_path.read_bytes() == content


def test_a_map_that_is_no_file(exercise: Exercise, grade: Grade) -> None:
    """Is a folder in the map's place graded 0, in a plain sentence?"""
    exercise.map_path.mkdir()
    points, page = grade("map")
    assert points == 0
    assert "map.journey.json" in page.text


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"format": 1, "answers": {"q1": 3}}', b'{"format": 1, "answers": []}']
)
def test_broken_answers_cost_the_quiz_alone(exercise: Exercise, grade: Grade, content: bytes) -> None:
    """Do damaged answers earn 0 in the quiz, in a plain sentence, and leave the map's points alone?"""
    solve(exercise)
    exercise.answers_path.write_bytes(content)
    assert total(grade) == ITEMS | {"quiz": 0, "effect": 0}
    page = grade("quiz")[1]
    assert statuses(page) == {"not_attempted"}
    assert "answers.json" in page.text


@pytest.mark.parametrize("key", [None, b"", b"quiz = [", b"\xff"])
def test_a_missing_or_broken_key(
    exercise: Exercise, grade: Grade, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: bytes | None
) -> None:
    """Does grading without a usable key give 0 and say so, rather than stop the run or give full marks?"""
    solve(exercise)
    folder = tmp_path / "key"
    folder.mkdir()
    if key is not None:
        (folder / "key.toml").write_bytes(key)
    monkeypatch.setenv(KEY_FOLDER_VARIABLE, str(folder))
    for item in ITEMS:
        points, page = grade(item)
        assert points == 0
        assert "key.toml" in page.text
        assert "jb-problem" in page.classes


def test_without_the_variable_there_is_no_key(
    exercise: Exercise, grade: Grade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is a run that forgot to name the key's folder graded 0 in words?"""
    solve(exercise)
    monkeypatch.delenv(KEY_FOLDER_VARIABLE)
    assert "key.toml" in grade("moments")[1].text


def test_an_item_that_is_not_there(exercise: Exercise, grade: Grade) -> None:
    """Does a cell that asks for an unknown item earn 0 and name the items there are?"""
    points, page = grade("mapp")
    assert points == 0
    assert "persona, map, pain-points" in page.text


def test_grading_survives_our_own_mistakes(exercise: Exercise, grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a fault of ours end in 0 and a plain sentence, with nothing on stderr and nothing of the fault shown?"""

    def fail(*_: Any, **__: Any) -> None:
        print("noise", file=sys.stderr)
        raise RuntimeError("secret detail")

    monkeypatch.setattr(exercise, "findings", fail)
    points, page = grade("map")
    assert points == 0
    assert page.text == t("exercise.cannot_grade", exercise.lang)


def test_noise_of_others_stays_off_stderr(exercise: Exercise, grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a library that writes to stderr cost the learner nothing?"""
    solve(exercise)
    judge = Rubric.judge

    def noisy(*args: Any, **options: Any) -> Any:
        print("noise", file=sys.stderr)
        return judge(*args, **options)

    monkeypatch.setattr(Rubric, "judge", noisy)
    assert grade("map")[0] == 10


def hostile_map(lang: str) -> JourneyMap:
    """Return the solved map with a hostile text in every field that a person can write in."""
    prose = {"name", "about", "goal", "situation", "action", "thought", "text", "measure", "owner", "source"}

    def spoiled(value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            return {name: spoiled(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [spoiled(inner) for inner in value]
        return HOSTILE if field in prose else value

    return JourneyMap.parse(spoiled(solved_map(lang).to_json()))


def test_a_script_in_any_field_comes_out_as_text(exercise: Exercise, grade: Grade, shown: list[Any]) -> None:
    """Is everything a learner wrote harmless on every page that grading shows?"""
    hostile = hostile_map(exercise.lang)
    # One empty stage, so that a stage's name is in a sentence too.
    stages = (*hostile.stages, hostile.stages[0].model_copy(update={"id": "stage-6"}))
    mapfile.write(exercise.map_path, edited(hostile, stages=stages))
    answersfile.write(exercise.answers_path, {"q1": HOSTILE, HOSTILE: HOSTILE, "open": HOSTILE})
    assert HOSTILE in grade("map")[1].text
    for item in ITEMS:
        grade(item)
    shown.clear()
    exercise.board()
    exercise.quiz()
    table, chosen = (Page(display.data) for display in shown)
    assert table.text.count(HOSTILE) > 40
    assert t("exercise.no_answer", exercise.lang) in chosen.text


@pytest.mark.parametrize(
    "content",
    [
        f'{{"format": "journeybook-map", "version": "{"<script>alert(1)</script>"}", "map": {{}}}}',
        '{"format": "journeybook-map", "version": 1, "map": {"<script>alert(1)</script>": "<img src=x>"}}',
        '{"format": "journeybook-map", "version": 1, "map": {"kind": "<script>alert(1)</script>"}}',
        '{"format": "journeybook-map", "version": 1, "map": {}, "<script>alert(1)</script>": 1}',
    ],
)
def test_a_script_in_a_damaged_file_comes_out_as_text(exercise: Exercise, grade: Grade, content: str) -> None:
    """Is a damaged map quoted harmlessly in the sentence about it?"""
    exercise.map_path.write_text(content, encoding="utf-8")
    answers = '{"format": 1, "answers": {"<script>alert(1)</script>": 1}}'
    exercise.answers_path.write_text(answers, encoding="utf-8")
    assert grade("map")[1].text.count("<script>alert(1)</script>") >= 2


def test_the_other_cells_show_little_while_grading(exercise: Exercise, grade: Grade, shown: list[Any]) -> None:
    """Do board and quiz show what was done, an open question what was asked, charts and the button nothing?"""
    solve(exercise)
    grade("map")
    shown.clear()
    exercise.chart("satisfaction")
    exercise.hand_in()
    assert shown == []
    exercise.board()
    exercise.quiz()
    exercise.quiz("effect")
    exercise.open_question("open")
    table, _, chosen, judged, asked = (Page(display.data).text for display in shown)
    assert exercise.asked("effect")[0].text in judged
    assert exercise.asked("effect")[0].text not in chosen
    assert asked == exercise.open_questions["open"]
    assert cards(exercise.lang)["touchpoint-storecheckout"].action in table
    assert exercise.questions[0].options["b"] in chosen
    exercise.map_path.unlink()
    exercise.future_path.unlink()
    shown.clear()
    exercise.board()
    assert shown == []


def test_a_future_map_is_shown_and_changes_its_own_item_alone(
    exercise: Exercise, grade: Grade, shown: list[Any]
) -> None:
    """Does whoever grades see the future map below the current one, and do the points of all else ignore it?"""
    solve(exercise)
    points = {item: grade(item)[0] for item in ITEMS} | {"future": 0}
    heading = t("report.future_map", exercise.lang)
    persona = Persona(name="<b>Future</b>")
    mapfile.write(exercise.future_path, JourneyMap(kind=Kind.FUTURE, persona=persona))
    assert {item: grade(item)[0] for item in ITEMS} == points
    shown.clear()
    exercise.board()
    current, future = (Page(display.data).text for display in shown)
    assert heading in future
    assert persona.name in future
    assert heading not in current
    exercise.future_path.write_bytes(b"{")
    assert {item: grade(item)[0] for item in ITEMS} == points
    shown.clear()
    exercise.board()
    assert len(shown) == 1


def test_a_learner_sees_no_criterion_that_needs_the_key(exercise: Exercise) -> None:
    """Do the findings without a key leave out what only the key can judge, and include it with one?"""
    solve(exercise)
    key = Key.read(key_folder(exercise.lang) / "key.toml")
    secret = {"planted_pain_points", "decoys_left_alone", "moments_of_truth", "quiz_right", "moments_ranked"}
    secret |= {"opportunity_addresses_cause", "future_lifts_pains", "effect_evaluated"}
    without = {finding.criterion for item in ITEMS for finding in exercise.findings(item)}
    with_key = {finding.criterion for item in ITEMS for finding in exercise.findings(item, key=key)}
    assert not without & secret
    assert with_key - without == secret
    assert all(finding.status is Status.MET for item in ITEMS for finding in exercise.findings(item))


def test_problems_are_told_and_a_missing_map_is_none(exercise: Exercise) -> None:
    """Is nothing wrong where nothing was begun, and is each damaged file named?"""
    assert exercise.problems() == ()
    exercise.map_path.write_bytes(b"{")
    exercise.answers_path.write_bytes(b"{")
    assert [problem.key for problem in exercise.problems()] == ["mapfile.truncated", "answersfile.truncated"]


def test_the_language_is_the_exercises_own(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch, shown: list[Any]
) -> None:
    """Does an exercise speak its own language on a machine set to the other, and leave that as it was?"""
    other = "en" if exercise.lang == "zh" else "zh"
    monkeypatch.setenv("JOURNEYBOOK_LANG", other)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setenv(KEY_FOLDER_VARIABLE, str(key_folder(exercise.lang)))
    exercise.check("map")
    assert t("report.not_attempted", exercise.lang) in Page(shown[0].data).text
    assert language() == other


def test_an_exercise_is_found_where_its_notebook_is(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a notebook find its exercise in the folder it lies in, with its questions in order?"""
    monkeypatch.chdir(exercise.folder)
    here = Exercise.here()
    assert (here.id, here.lang, here.folder) == (NAME, exercise.lang, exercise.folder)
    assert [question.id for question in here.questions] == ["q1", "q2", "q3", "e1", "e2", "e3", "e4"]
    assert all(list(question.options) == ["a", "b", "c"] for question in here.questions)
    assert list(here.open_questions) == ["open"]


@pytest.mark.parametrize("value", [None, "", "validate"])
def test_grading_is_what_nbgrader_says(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    """Is a notebook only graded while nbgrader grades it?"""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    if value is not None:
        monkeypatch.setenv("NBGRADER_EXECUTION", value)
    assert not grading()
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert grading()


@pytest.mark.parametrize(
    ("content", "key", "told"),
    [
        (None, "exercise.missing", "exercise.toml"),
        ("id = [", "exercise.broken", "exercise.toml"),
        ('id = "x"', "exercise.broken", "lang"),
        ('id = "x"\nlang = "de"\ntitle = "x"', "exercise.unknown_language", "'de'"),
        ('id = "x"\nlang = ["zh"]\ntitle = "x"', "exercise.unknown_language", "['zh']"),
        ('id = "x"\nlang = "zh"\ntitle = "x"\nquestion = 3', "questions.no_tables", "exercise.toml"),
        ('id = "x"\nlang = "zh"\ntitle = "x"\nquestion = ["q"]', "questions.no_tables", "exercise.toml"),
        ('id = "x"\nlang = "zh"\ntitle = "x"\n[[question]]\nid = "q"\ntext = "?"', "questions.no_texts", "options"),
        (
            'id = "x"\nlang = "zh"\ntitle = "x"\n[[question]]\nid = "q"\ntext = "?"\noptions = ["a"]',
            "questions.no_texts",
            "exercise.toml",
        ),
        ('id = "x"\nlang = "zh"\ntitle = "x"\n[[open]]\nid = "o"', "exercise.broken", "text"),
    ],
)
def test_a_broken_exercise_file(exercise: Exercise, content: str | None, key: str, told: str) -> None:
    """Is an exercise file that is missing or wrong refused by name, with what is wrong?"""
    file = exercise.folder / "exercise.toml"
    if content is None:
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(ExerciseError) as caught:
        Exercise(exercise.folder)
    assert caught.value.key == key
    assert all(told in caught.value.message(lang) for lang in LANGUAGES)


def test_a_broken_rubric_or_starter(exercise: Exercise) -> None:
    """Is an exercise with a damaged starter or rubric refused; and may one have no starter?"""
    starter = exercise.folder / "map.starter.json"
    starter.write_bytes(b"{")
    with pytest.raises(MapFileError, match=r"map\.starter\.json"):
        Exercise(exercise.folder)
    starter.unlink()
    assert Exercise(exercise.folder).starter == JourneyMap()
    (exercise.folder / "rubric.toml").unlink()
    with pytest.raises(RubricError, match=r"rubric\.toml"):
        Exercise(exercise.folder)


def test_names_that_are_not_there(exercise: Exercise) -> None:
    """Is a chart or an open question that does not exist refused, naming those that do?"""
    with pytest.raises(ExerciseError) as chart:
        exercise.chart("pie")
    assert (chart.value.key, chart.value.params["chart"]) == ("exercise.unknown_chart", "pie")
    assert "satisfaction" in chart.value.params["known"]
    assert not [name for name in CASE_CHARTS if name not in charts.__all__]
    with pytest.raises(ExerciseError) as question:
        exercise.open_question("why")
    assert (question.value.key, question.value.params["known"]) == ("exercise.unknown_question", "open")


def test_an_exercise_without_a_case(exercise: Exercise) -> None:
    """Does asking for the data of an exercise that has none say what to do, while its board still opens?"""
    file = exercise.folder / "exercise.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('case = "retail"', ""), encoding="utf-8")
    bare = Exercise(exercise.folder)
    with pytest.raises(ExerciseError) as caught:
        _ = bare.case
    assert caught.value.key == "exercise.no_case"
    assert bare.new_board().touchpoint_options == []


def test_every_touchpoint_of_the_key_is_one_of_the_case(exercise: Exercise) -> None:
    """Can a learner choose each touchpoint that the key speaks of from the board's list?"""
    codes = {option["code"] for option in exercise.case.touchpoint_options(exercise.lang)}
    key = Key.read(key_folder(exercise.lang) / "key.toml")
    assert {*key.decoys, *key.moments, *(code for planted in key.planted for code in planted)} <= codes
    assert {touchpoint.case_touchpoint for touchpoint in solved_map(exercise.lang).touchpoints} <= codes


def test_nothing_of_the_key_lies_beside_the_notebook(exercise: Exercise) -> None:
    """Does no file beside the notebook hold what the key alone should say?"""
    key = Key.read(key_folder(exercise.lang) / "key.toml")
    text = "".join(path.read_text(encoding="utf-8") for path in exercise.folder.iterdir())
    assert "planted_pain_points" in text
    assert not any(why in text for why in key.explanations.values())
    assert not any(code in text for code in (*key.decoys, *key.moments))


def test_the_board_judges_evidence_once_the_data_is_at_hand(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Are figures and quotes judged on the board only after the case's data was worked out, and never waited for?"""
    solve(exercise)
    monkeypatch.setattr(measured, "_known", {})
    board = exercise.new_board()

    def judged() -> set[str]:
        return {finding["criterion"] for finding in board.checks["findings"]}

    assert "claims_have_evidence" in judged()
    assert not judged() & {"figures_agree", "quotes_are_real", "curve_follows_data"}
    measured.measured(exercise.case)
    board._refresh_checks()
    assert {"figures_agree", "quotes_are_real", "curve_follows_data"} <= judged()
    board.close()


def test_every_chart_of_the_case_can_be_shown(exercise: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does an exercise show each of the case's charts, and the one of the effect by the indicator that it names?"""
    figures: list[Any] = []
    monkeypatch.setattr("journeybook.charts.show", figures.append)
    for name in CASE_CHARTS:
        exercise.chart(name)
    exercise.chart("before_after", "response_hours")
    titles = [figure.layout.title.text for figure in figures]
    assert len(set(titles)) == len(CASE_CHARTS) + 1
    assert t("evidence.effect_response_hours", exercise.lang) in titles[-1]
