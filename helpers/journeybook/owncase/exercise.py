"""The exercise of an own case: notebook, questions, rubric and starter map, from the template of the shipped ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .. import mapfile
from ..atomic import write_text
from ..cases import Case
from ..handin import STARTER_FILE
from ..i18n import t
from ..model import JourneyMap, Stage
from .place import exercise_id
from .suggest import OPTIONS, Suggestions

TO_FILL = "✎"
"""Begins what the trainer still has to write in an exercise; `journeybook case check` looks for it."""

OPEN_POINTS = 4
"""For the open question, which the trainer marks."""

MINUTES = 90
"""How long it takes, as its own first cell says."""

_LOCKED = {"deletable": False, "editable": False}

Criteria = list[dict[str, Any]]


def rubric_items(case: Case, found: Suggestions) -> dict[str, Criteria]:
    """Return the criteria of each item, those left out that the data of `case` cannot judge."""
    n, tables = len(case.touchpoints), set(case.table_names)
    several = min(8, n)
    asked = "surveys" in tables
    items: dict[str, Criteria] = {
        "persona": [
            {"name": "persona_complete", "points": 3},
            {"name": "scenario_complete", "points": 1, "characters": 20},
        ],
        "map": [
            {"name": "stages_covered", "points": 3},
            {"name": "touchpoints_complete", "points": 3, "at_least": several},
            {"name": "touchpoints_from_case", "points": 2, "at_least": several},
        ],
        "pain-points": [
            {"name": "pain_points_placed", "points": 2},
            {"name": "planted_pain_points", "points": 6, "severity": 4, "at_most": 4},
            {"name": "decoys_left_alone", "points": 2, "severity": 3},
        ],
        "moments": [
            {"name": "moments_few", "points": 1, "at_most": 3},
            {"name": "moments_of_truth", "points": 3, "at_most": 3},
        ],
        "evidence": [
            {"name": "claims_have_evidence", "points": 3, "at_least": 5},
            {"name": "evidence_has_source", "points": 1, "at_least": 5},
            {"name": "figures_agree", "points": 3, "at_least": 3},
        ],
        "opportunities": [
            {"name": "opportunities_complete", "points": 4},
            {"name": "severe_pain_points_answered", "points": 2, "severity": 4},
            {"name": "opportunity_addresses_cause", "points": 4},
        ],
    }
    if asked:
        items["map"].append({"name": "curve_follows_data", "points": 2, "at_least": min(6, n), "agreement": 0.6})
        items["pain-points"].append({"name": "severity_follows_data", "points": 2, "at_least": 2})
    if "comments" in tables:
        items["evidence"].append({"name": "quotes_are_real", "points": 2, "at_least": 2})
    if found.questions:
        items["quiz"] = [
            {"name": "quiz_answered", "points": 0},
            {"name": "quiz_right", "points": len(found.questions)},
        ]
    return items


def charts_of(case: Case, found: Suggestions) -> tuple[str, ...]:
    """Return the charts for which `case` has data."""
    tables = set(case.table_names)
    charts = []
    if "surveys" in tables:
        charts.append("satisfaction")
    if case.table("events")[["wait_min", "duration_min"]].notna().any(axis=None):
        charts.append("waits")
    if "tickets" in tables:
        charts.append("complaints")
        if case.table("tickets")["first_reply"].notna().any():
            charts.append("first_response")
    if found.moments:
        charts.append("moments_of_truth")
    return tuple(charts or ["case_flow"])


def write_exercise(folder: Path, case: Case, found: Suggestions, lang: str) -> None:
    """Write the exercise of `case` in `lang` into `folder`, without a key."""
    import nbformat

    folder.mkdir(parents=True)
    items = rubric_items(case, found)
    write_text(folder / "rubric.toml", _rubric_toml(items, lang))
    write_text(folder / "exercise.toml", _exercise_toml(case, found, lang))
    stages = t("board.template_b", lang).split(",")
    starter = JourneyMap(stages=tuple(Stage(id=f"stage-{n}", name=name) for n, name in enumerate(stages, 1)))
    mapfile.write(folder / STARTER_FILE, starter)
    cells: list[dict[str, Any]] = [
        {"id": id_, "cell_type": kind, "source": source, "metadata": metadata}
        | ({"outputs": [], "execution_count": None} if kind == "code" else {})
        for id_, kind, source, metadata in _cells(case, found, items, lang)
    ]
    notebook: Any = nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {
                "journeybook": {"autorun": True, "lang": lang},
                "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
                "language_info": {"name": "python"},
            },
            "cells": cells,
        }
    )
    nbformat.validate(notebook)
    write_text(folder / f"{exercise_id(case.name)}.ipynb", nbformat.writes(notebook) + "\n")


def _cells(
    case: Case, found: Suggestions, items: dict[str, Criteria], lang: str
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield id, kind, source and metadata of each cell, in order."""

    def text(id_: str, key: str, **params: Any) -> tuple[str, str, str, dict[str, Any]]:
        return id_, "markdown", t(f"ownexercise.{key}", lang, **params), dict(_LOCKED)

    def code(id_: str, source: str, **metadata: Any) -> tuple[str, str, str, dict[str, Any]]:
        return id_, "code", source, {**_LOCKED, "jupyter": {"source_hidden": True}, **metadata}

    yield text("title", "title", title=in_markdown(case.title(lang)))
    yield code("setup", "from journeybook import Exercise\n\nexercise = Exercise.here()")
    # The two cells that the trainer fills can be edited in JupyterLab.
    yield "company", "markdown", t("ownexercise.company", lang, mark=TO_FILL), {"deletable": False}
    yield text("evidence", "evidence")
    for chart in charts_of(case, found):
        yield text(chart.replace("_", "-"), f"chart_{chart}")
        yield code(f"chart-{chart.replace('_', '-')}", f'exercise.chart("{chart}")')
    yield text("draw", "draw", touchpoints=min(8, len(case.touchpoints)))
    yield code("board", "exercise.board()")
    yield text("check", "check")
    for item, criteria in items.items():
        points = sum(one["points"] for one in criteria)
        key = item.replace("-", "_")
        yield text("proof" if item == "evidence" else item, f"item_{key}", points=points)
        if item == "quiz":
            yield code("questions", "exercise.quiz()")
        yield code(f"check-{item}", f'exercise.check("{item}")', nbgrader=_graded(f"check-{item}", points))
    if "surveys" in case.table_names:
        yield text("reality", "reality")
        yield code("reality-check", "exercise.reality_check()")
    yield text("open", "open", points=OPEN_POINTS)
    yield code("open-question", 'exercise.open_question("open")')
    graded = {**_graded("answer-open", OPEN_POINTS), "cell_type": "markdown", "locked": False, "solution": True}
    yield (
        *("answer-open", "markdown", t("ownexercise.answer", lang, mark=TO_FILL)),
        {"deletable": False, "journeybook": {"answer": "open"}, "nbgrader": graded},
    )
    yield text("hand-in", "hand_in")
    yield code("hand-in-button", "exercise.hand_in()")
    yield text("close", "close")


def _graded(id_: str, points: int) -> dict[str, Any]:
    return {
        **{"cell_type": "code", "grade": True, "grade_id": id_, "locked": True, "points": points},
        **{"schema_version": 3, "solution": False, "task": False},
    }


def _rubric_toml(items: dict[str, Criteria], lang: str) -> str:
    lines = [f"# {t('ownexercise.rubric_head', lang)}", "format = 1"]
    for item, criteria in items.items():
        lines += ["", "[[item]]", f'id = "{item}"', "criterion = ["]
        for one in criteria:
            lines.append("    { " + ", ".join(f"{name} = {json.dumps(value)}" for name, value in one.items()) + " },")
        lines.append("]")
    return "\n".join(lines) + "\n"


def _exercise_toml(case: Case, found: Suggestions, lang: str) -> str:
    def said(value: str) -> str:
        return json.dumps(value, ensure_ascii=False)  # names have no control characters: a text of JSON is one of TOML

    names = {one.code: one.name(lang) for one in case.touchpoints}
    lines = [f"# {t('ownexercise.exercise_head', lang)}", "format = 1", f"id = {said(exercise_id(case.name))}"]
    lines += [f"lang = {said(lang)}", f"case = {said(case.name)}", f"title = {said(case.title(lang))}"]
    lines.append(f"minutes = {MINUTES}")
    for question in found.questions:
        lines += ["", "[[question]]", f"id = {said(question.id)}"]
        lines += [f"text = {said(t(f'ownexercise.question_{question.id}', lang))}", "[question.options]"]
        lines += [f"{option} = {said(names[code])}" for option, code in zip(OPTIONS, question.codes, strict=True)]
    lines += ["", "[[open]]", 'id = "open"', f"text = {said(t('ownexercise.open_text', lang))}"]
    return "\n".join(lines) + "\n"


def in_markdown(name: str) -> str:
    r"""Return a trainer's text as it stands in a page: nothing in it is taken for markup.

    Examples
    --------
    >>> in_markdown("<b>A*b</b>")
    '&lt;b&gt;A\\*b&lt;/b&gt;'
    """
    signs = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\](){}#!|$~])", r"\\\1", signs)
