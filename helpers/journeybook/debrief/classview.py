"""The debrief's view of the class as a whole: who has handed in, how exercises went, what the course brought.

All of it is on the wall, so it names no trainee: a group is counted, points are shares of many, and few are not shown
at all. Names come through :func:`trainees` alone, and never while the teams' names are hidden.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

from ..i18n import t, use_language
from .classfigures import ClassFigures, figures_now

if TYPE_CHECKING:
    from ..classroom.analysis import Item
    from ..classroom.effect import Learning, Round
    from ..classroom.results import Results
    from ..evidence import ClassGain, Opinion
    from .session import Debrief

LEAST = 5
"""Fewest hand-ins whose points are shown as a distribution: of fewer, everybody would know whose is which."""

LEAST_MEAN = 3
"""Fewest hand-ins of which a mean or a median is shown."""

_RANGES = 5
"""Into so many equal ranges the shares of points are sorted."""


def class_view(debrief: Debrief) -> dict[str, Any]:
    """Return how the class is doing, as far as it is known now.

    Returns
    -------
    dict
        ``busy`` (whether newer figures are on their way) and, once there are any, what :func:`told` returns.
    """
    known, busy = figures_now(debrief)
    return {"lang": debrief.lang, "busy": busy, **({"known": False} if known is None else told(debrief, known))}


def told(debrief: Debrief, known: ClassFigures) -> dict[str, Any]:
    """Return a class's figures in words and numbers, without anybody's name.

    Returns
    -------
    dict
        ``known`` (True), ``trainees`` (how many), ``progress`` (``exercises``: ``id``, ``title``, ``handed``,
        ``graded``; ``groups``: ``name``, ``members``, ``handed`` by exercise), ``scores`` (per graded exercise:
        ``id``, ``title``, ``n``, ``text``, ``ranges``, ``criteria`` with the weakest first), ``reaction`` and
        ``behaviour`` (rounds of sheets), ``learning`` (None without the two tests) and ``problems`` (sentences).
    """
    with use_language(debrief.lang):
        effect = known.effect
        unread = 0 if effect is None else len(effect.problems)
        return {
            "known": True,
            "trainees": len(debrief.class_.trainees()),
            "progress": _progress(debrief, known),
            "scores": [_scores(one) for one in known.results if one.results],
            "reaction": [_round(one) for one in effect.reaction] if effect else [],
            "behaviour": [_round(one) for one in effect.behaviour] if effect else [],
            "learning": _learning(effect.learning) if effect and effect.learning else None,
            "problems": [*known.problems, *([t("debriefclass.unread", count=unread)] if unread else [])],
        }


def trainees(debrief: Debrief) -> dict[str, Any]:
    """Return each trainee's hand-ins and points by name; none of them while names are hidden.

    Returns
    -------
    dict
        ``hidden`` and ``rows``: ``name``, ``group`` and ``cells`` by exercise, each with ``handed``, ``points``,
        ``most`` (None where nothing is graded) and ``waits`` (whether a part waits for the trainer).
    """
    hidden = debrief.names_hidden()
    known, busy = figures_now(debrief)
    rows = [] if hidden or known is None else list(_rows(debrief, known))
    return {"lang": debrief.lang, "hidden": hidden, "busy": busy, "rows": rows}


def _rows(debrief: Debrief, known: ClassFigures) -> Iterator[dict[str, Any]]:
    from ..classroom.roster import full_name

    results = {one.exercise: one for one in known.results}
    for trainee in debrief.class_.trainees():
        cells = []
        for exercise, _ in known.exercises:
            found = results[exercise].of(trainee.id) if exercise in results else None
            cells.append(
                {
                    "handed": found is not None or (trainee.id, exercise) in known.handed_in,
                    "points": None if found is None else round(found.points, 2),
                    "most": None if found is None else round(found.max_points, 2),
                    "waits": found is not None and found.waits,
                }
            )
        yield {"name": full_name(trainee) or trainee.id, "group": trainee.group, "cells": cells}


def _progress(debrief: Debrief, known: ClassFigures) -> dict[str, Any]:
    graded = {one.exercise: {result.trainee.id for result in one.results} for one in known.results}
    ids = [exercise for exercise, _ in known.exercises]
    done = {exercise: {who for who, what in known.handed_in if what == exercise} for exercise in ids}
    for exercise in ids:
        done[exercise] |= graded.get(exercise, set())
    groups: list[tuple[str, tuple[str, ...]]] = []
    alone: list[str] = []
    for one in debrief.shown():
        # Somebody without a group would stand there by name.
        if one.team.id.startswith("group "):
            groups.append((one.name, one.team.members))
        else:
            alone += one.team.members
    if alone:
        groups.append((t("debriefclass.alone"), tuple(alone)))
    return {
        "exercises": [
            {"id": exercise, "title": title, "handed": len(done[exercise]), "graded": len(graded.get(exercise, ()))}
            for exercise, title in known.exercises
        ],
        "groups": [
            {
                "name": name,
                "members": len(members),
                "handed": [sum(who in done[exercise] for who in members) for exercise in ids],
            }
            for name, members in groups
        ],
    }


def _scores(one: Results) -> dict[str, Any]:
    from ..classroom.analysis import SMALL, Level, analyse

    shares = [result.share for result in one.results]
    n = len(shares)
    notes = []
    if n < LEAST:
        notes.append(t("debriefclass.no_ranges", fewest=LEAST))
    if n < SMALL:
        notes.append(t("debriefclass.few", n=n, small=SMALL))
    waits = sum(result.waits for result in one.results)
    if waits:
        notes.append(t("debriefclass.waits", count=waits))
    items = [item for item in analyse(one, None, ()) if item.level is Level.CRITERION and item.max_points > 0]
    return {
        "id": one.exercise,
        "title": one.title,
        "n": n,
        "text": _said(shares),
        "ranges": _ranges(shares) if n >= LEAST else [],
        "notes": notes,
        "criteria": [_criterion(item) for item in sorted(items, key=lambda item: item.difficulty)]
        if n >= LEAST_MEAN
        else [],
    }


def _said(shares: Sequence[float]) -> str:
    if len(shares) < LEAST_MEAN:
        return t("debriefclass.too_few", n=len(shares), fewest=LEAST_MEAN)
    return t("debriefclass.median", n=len(shares), share=round(100 * median(shares)))


def _ranges(shares: Sequence[float]) -> list[dict[str, Any]]:
    """Return how many have which share of the points; the last range holds those who have all."""
    counts = [0] * _RANGES
    for share in shares:
        counts[min(int(share * _RANGES + 1e-9), _RANGES - 1)] += 1
    step = 100 // _RANGES
    return [{"name": f"{place * step}–{(place + 1) * step} %", "count": count} for place, count in enumerate(counts)]


def _criterion(item: Item) -> dict[str, Any]:
    return {"name": item.name, "share": round(item.difficulty, 4), "open": round(item.not_attempted or 0.0, 4)}


def _round(one: Round) -> dict[str, Any]:
    from ..evidence import SMALL
    from ..evidence.opinions import FEWEST, FEWEST_MEAN

    notes = []
    if one.sent < FEWEST_MEAN:
        notes.append(t("training.no_mean", fewest=FEWEST_MEAN))
    if any(opinion.withheld for opinion in one.opinions):
        notes.append(t("training.withheld", fewest=FEWEST))
    if FEWEST_MEAN <= one.sent < SMALL:
        notes.append(t("training.few", n=one.sent, small=SMALL))
    questions = [_opinion(opinion) for opinion in one.opinions] if one.sent else []
    return {"title": one.title, "sent": one.sent, "questions": questions, "notes": notes if one.sent else []}


def _opinion(one: Opinion) -> dict[str, Any]:
    figure, interval = "–", ""
    if one.nps is not None:
        figure = t(
            "training.nps_and_mean", nps=_number(one.nps.value, 0), mean=_number(one.mean), median=f"{one.median:g}"
        )
        interval = _interval(one.nps.low, one.nps.high, 0)
    elif not math.isnan(one.mean):
        figure = t("training.mean_and_median", mean=_number(one.mean), median=f"{one.median:g}")
        interval = _interval(one.low, one.high)
    elif not math.isnan(one.share):
        figure = t("training.share", percent=_number(one.share, 0), done=one.done, n=one.n)
        interval = t("training.per_cent", interval=_interval(one.share_low, one.share_high, 0))
    return {
        "text": one.question.text,
        "n": one.n,
        "figure": figure,
        "interval": interval,
        "counts": [{"name": one.question.options[id_], "count": count} for id_, count in one.counts.items()],
        "words": [" ".join(words.split()) for words in one.words],
    }


def _learning(learning: Learning) -> dict[str, Any]:
    gain = learning.gain
    told = t("training.both_tests", n=gain.n, before=learning.only_before, after=learning.only_after)
    if gain.n < LEAST_MEAN:  # a mean of two gives each of them away to the other
        few = t("training.no_mean", fewest=LEAST_MEAN)
        return {"n": gain.n, "text": told, "rows": [], "notes": [few] if gain.n else []}
    pairs = [(t("training.whole_test"), gain), *((topic.title, topic.gain) for topic in learning.topics)]
    notes = [t("training.how_gain")]
    if gain.small:
        from ..evidence import SMALL

        notes.append(t("training.few", n=gain.n, small=SMALL))
    return {"n": gain.n, "text": told, "rows": [_gain(title, one) for title, one in pairs], "notes": notes}


def _gain(title: str, one: ClassGain) -> dict[str, Any]:
    before, after = _number(one.before, 1), _number(one.after, 1)
    return {
        "name": title,
        "before": _share(one.before, one.most),
        "after": _share(one.after, one.most),
        "points": t("debriefclass.points", before=before, after=after, most=f"{one.most:g}"),
        "gain": _number(one.value, 2),
        "interval": _interval(one.low, one.high),
    }


def _share(points: float, most: float) -> float | None:
    return None if math.isnan(points) or not most else round(points / most, 4)


def _number(value: float, digits: int = 2) -> str:
    return "–" if math.isnan(value) else f"{value:.{digits}f}".replace("-", "−")


def _interval(low: float, high: float, digits: int = 2) -> str:
    if math.isnan(low) or math.isnan(high):
        return "–"
    return t("training.interval", low=_number(low, digits), high=_number(high, digits))
