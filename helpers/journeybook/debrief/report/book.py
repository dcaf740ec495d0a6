"""The report as a workbook: everything that the debrief has, a sheet for each kind, no cell a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from ...classroom.sheetfiles import Value, add_head, add_line, add_sheet, finish, new_book
from ...i18n import t
from .data import Gathered, listed, ranked, teams_of, written

_Rows = Iterator[Sequence[Value]]


def workbook(found: Gathered) -> bytes:
    """Return the file, in the current language."""
    book = new_book()
    for name, columns, rows in _sheets(found):
        sheet = add_sheet(book, t(f"debriefreport.sheet_{name}"))
        add_head(sheet, [t(f"debriefreport.column_{column}") for column in columns])
        for row in rows:
            add_line(sheet, row)
        finish(sheet, "A2")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheets(found: Gathered) -> Iterator[tuple[str, Sequence[str], _Rows]]:
    yield "about", ("what", "value"), _about(found)
    yield "discuss", ("place", "stage", "reason", "begin"), _discuss(found)
    yield "stages", ("stage", "team", "emotion", "moment", "silent"), _by_team(found)
    yield "agreement", ("stage", "mean", "spread", "measured", "n"), _by_stage(found)
    yield (
        "touchpoints",
        ("team", "stage", "touchpoint", "channel", "action", "thought", "emotion", "moment", "backstage"),
        _touchpoints(found),
    )
    yield "cards", ("kind", "cluster", "team", "text", "severity", "stage"), _cards(found)
    yield (
        "clusters",
        ("kind", "cluster", "cards", "teams", "stages", "severity", "impact", "effort"),
        _clusters(found),
    )
    yield "facts", ("cluster", "touchpoint", "surveys", "csat", "complaints", "wait"), _facts(found)
    yield "votes", ("round", "question", "kind", "each", "ballots", "choice", "dots"), _votes(found)
    yield "decisions", ("decision", "owner", "due", "about"), _decisions(found)
    if found.class_figures:
        yield "progress", ("team", "members", "exercise", "handed_in"), _progress(found.class_figures)
        yield "scores", ("exercise", "graded", "criterion", "share", "left_open"), _scores(found.class_figures)
        yield "course", ("part", "what", "n", "figure", "interval", "answers"), _course(found.class_figures)


def _about(found: Gathered) -> _Rows:
    yield t("debriefreport.about_class"), found.class_name
    yield t("debriefreport.about_exercise"), found.title
    yield t("debriefreport.about_day"), written(found.day)
    yield (
        t("debriefreport.about_names"),
        t("debriefreport.names_hidden" if found.hidden else "debriefreport.names_shown"),
    )
    yield t("debriefreport.about_maps"), len(found.maps)
    if found.without:
        yield t("debriefreport.about_without"), listed(found.without)
    for name in ("alpha", "w"):
        figure = found.agreement[name]
        yield t(f"debriefpage.{name}"), figure["value"]
        yield "", figure["text"]
    for warning in found.agreement["warnings"]:
        yield t("debriefreport.about_mind"), warning


def _discuss(found: Gathered) -> _Rows:
    names = {one["id"]: one["name"] for one in found.agreement["teams"]}
    for number, topic in enumerate(found.agreement["discuss"], 1):
        stage = found.agreement["stages"][topic["place"]]["name"]
        yield number, stage, topic["text"], listed([names[team] for team in topic["teams"]])


def _by_team(found: Gathered) -> _Rows:
    for stage in found.agreement["stages"]:
        for team in found.agreement["teams"]:
            yield (
                stage["name"],
                team["name"],
                stage["emotions"].get(team["id"]),
                _yes(team["id"] in stage["moments"]),
                _yes(team["id"] in stage["silent"]),
            )


def _by_stage(found: Gathered) -> _Rows:
    for stage in found.agreement["stages"]:
        yield stage["name"], stage["mean"], stage["spread"], stage["measured"], stage["n"]


def _touchpoints(found: Gathered) -> _Rows:
    for name, journey in found.maps:
        for stage in journey.stages:
            for card in journey.touchpoints_in(stage.id):
                channel = "" if card.channel is None else t(f"board.channel_{card.channel}")
                texts = (card.action, card.thought)
                moment = _yes(card.is_moment_of_truth)
                yield name, stage.name, card.name, channel, *texts, card.emotion, moment, card.backstage


def _cards(found: Gathered) -> _Rows:
    for one in found.clusters:
        for card in one["cards"]:
            place = card["place"]
            stage = found.stages[place] if place is not None and place < len(found.stages) else ""
            yield _kind(one), one["name"], card["team_name"], card["text"], card["severity"], stage


def _clusters(found: Gathered) -> _Rows:
    for one in found.clusters:
        stages = listed([found.stages[place] for place in one["places"] if place < len(found.stages)])
        teams = listed(teams_of(one))
        yield _kind(one), one["name"], len(one["cards"]), teams, stages, one["severity"], one["impact"], one["effort"]


def _facts(found: Gathered) -> _Rows:
    for one in found.clusters:
        for fact in one["facts"]:
            figures = (fact.get(name) for name in ("surveys", "csat", "complaints", "wait_median"))
            yield one["name"], fact["name"], *figures


def _votes(found: Gathered) -> _Rows:
    for number, one in enumerate(found.rounds, 1):
        for name, dots in ranked(one):
            yield number, one["question"], _kind(one), one["dots"], one["ballots"], name, dots


def _decisions(found: Gathered) -> _Rows:
    for one in found.decisions:
        yield one.text, one.owner, one.due, one.about


def _progress(figures: dict[str, Any]) -> _Rows:
    progress = figures["progress"]
    for group in progress["groups"]:
        for exercise, handed in zip(progress["exercises"], group["handed"], strict=True):
            yield group["name"], group["members"], exercise["title"], handed


def _scores(figures: dict[str, Any]) -> _Rows:
    for one in figures["scores"]:
        yield one["title"], one["n"], one["text"]
        for ranged in one["ranges"]:
            yield one["title"], ranged["count"], ranged["name"]
        for criterion in one["criteria"]:
            yield one["title"], one["n"], criterion["name"], criterion["share"], criterion["open"]


def _course(figures: dict[str, Any]) -> _Rows:
    for one in (*figures["reaction"], *figures["behaviour"]):
        yield one["title"], t("training.sent"), one["sent"]
        for question in one["questions"]:
            counts = t("classroom.list_separator").join(
                t("training.count", option=count["name"], count=count["count"]) for count in question["counts"]
            )
            figure = (question["figure"], question["interval"])
            yield one["title"], question["text"], question["n"], *figure, counts
            for said in question["words"]:
                yield one["title"], question["text"], None, t("training.words"), "", said
    learning = figures["learning"]
    if learning is not None:
        for row in learning["rows"]:
            name = t("debriefpage.class_learning")
            yield name, row["name"], learning["n"], row["gain"], row["interval"], row["points"]


def _kind(one: dict[str, Any]) -> str:
    return t(f"words.{one['kind']}")


def _yes(true: bool) -> str:
    return "✓" if true else ""
