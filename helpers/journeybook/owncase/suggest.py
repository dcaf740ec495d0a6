"""What the data suggest for the key: pain points, decoys and moments of truth, each with its figures."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .. import evidence
from ..cases import Case
from ..errors import EvidenceError
from ..i18n import Phrase, t

MOST = 5
"""So many suggestions of each kind at most."""

MILD = 2
"""Up to this severity a touchpoint that looks bad in raw counts is a candidate for a decoy."""

OPTIONS = "abc"
"""The options of a question that is made from the data."""


@dataclass(frozen=True)
class Suggestion:
    """One touchpoint, and what the data say for it."""

    code: str
    why: Phrase


@dataclass(frozen=True)
class Question:
    """A question whose answer the data know: its id, which is its sentence's name, codes as options, the right one."""

    id: str
    codes: tuple[str, ...]
    right: str
    why: Phrase


@dataclass(frozen=True)
class Suggestions:
    """All that the data suggest."""

    pains: tuple[Suggestion, ...]
    decoys: tuple[Suggestion, ...]
    moments: tuple[Suggestion, ...]
    questions: tuple[Question, ...]


def suggest(case: Case) -> Suggestions:
    """Return what the data of `case` suggest for its key.

    Raises
    ------
    CaseError
        If a table is damaged.
    """
    pains = evidence.pain_points(case)
    hurts: dict[Any, Any] = pains.to_dict("index")
    asked = [(str(code), row) for code, row in hurts.items() if row["n"]]
    facts: dict[Any, Any] = evidence.touchpoint_facts(case).to_dict("index")
    painful = [_pain(code, row) for code, row in asked[:MOST]]
    decoys = []
    for code, row in asked:
        fact = facts[code]
        if row["severity"] <= MILD and not row["small"]:
            figures = {"unhappy": row["unhappy"], "events": fact["events"], "complaints": fact["complaints"]}
            decoys.append((fact["complaints"], fact["events"], Suggestion(code, Phrase("owncase.decoy", figures))))
    decoys.sort(key=lambda one: one[:2], reverse=True)
    moments: list[Suggestion] = []
    try:
        table = evidence.moments_of_truth(case)
        moments = [Suggestion(str(code), row["why"]) for code, row in table.iterrows() if row["clear"]][:MOST]
    except EvidenceError:
        pass  # nobody was asked about loyalty: the trainer chooses, and the page says so
    return Suggestions(
        tuple(painful),
        tuple(one for *_, one in decoys[:MOST]),
        tuple(moments),
        tuple(_questions(asked, facts)),
    )


def _pain(code: str, row: dict[str, Any]) -> Suggestion:
    figures = {name: row[name] for name in ("unhappy", "low", "high", "n", "severity")}
    return Suggestion(code, Phrase("owncase.pain_small" if row["small"] else "owncase.pain", figures))


def _questions(asked: Sequence[tuple[str, dict[str, Any]]], facts: dict[Any, dict[str, Any]]) -> list[Question]:
    """Return questions that the charts answer clearly; none where two touchpoints are too close."""
    made = []
    sure = [(code, row) for code, row in asked if not row["small"]]
    sure.sort(key=lambda one: -one[1]["unhappy"])
    if len(sure) >= len(OPTIONS) and sure[0][1]["unhappy"] >= sure[1][1]["unhappy"] + 3:
        busiest = sorted(sure[1:], key=lambda one: -facts[one[0]]["events"])
        codes = sorted([sure[0][0], *(code for code, _ in busiest[:2])])
        why = Phrase("owncase.question_pain_why", {"unhappy": sure[0][1]["unhappy"], "n": sure[0][1]["n"]})
        made.append(Question("pain", tuple(codes), sure[0][0], why))
    waits = [(code, row["wait_median"]) for code, row in facts.items() if row["waits"] >= evidence.SMALL]
    waits.sort(key=lambda one: -one[1])
    if len(waits) >= len(OPTIONS) and waits[0][1] > 1.1 * waits[1][1]:
        codes = sorted(str(code) for code, _ in waits[: len(OPTIONS)])
        why = Phrase("owncase.question_wait_why", {"minutes": waits[0][1]})
        made.append(Question("wait", tuple(codes), str(waits[0][0]), why))
    return made


def suggestions_text(case: Case, found: Suggestions, lang: str) -> str:
    """Return the trainer's page of suggestions."""
    names = {one.code: html.escape(one.name(lang)) for one in case.touchpoints}
    lines = [
        f"# {t('owncase.page_title', lang, title=html.escape(case.title(lang)))}",
        "",
        t("owncase.page_intro", lang),
    ]
    for part in ("pains", "decoys", "moments"):
        lines += ["", f"## {t(f'owncase.page_{part}', lang)}", "", t(f"owncase.page_{part}_about", lang), ""]
        suggestions: tuple[Suggestion, ...] = getattr(found, part)
        lines += [
            f"{number}. `{one.code}` {names[one.code]}: {t(one.why.key, lang, **one.why.params)}"
            for number, one in enumerate(suggestions, 1)
        ] or [t("owncase.page_none", lang)]
    return "\n".join(lines) + "\n"


def key_text(found: Suggestions) -> str:
    """Return the key to be filled: empty where the trainer decides, suggestions beside it, both languages' words."""
    lines = [*_remarks("owncase.key_head"), "format = 1", "", "[pain_points]"]
    lines += [*_remarks("owncase.key_planted"), *_candidates(found.pains), "planted = []"]
    lines += [*_remarks("owncase.key_decoys"), *_candidates(found.decoys), "decoys = []", ""]
    lines += [*_remarks("owncase.key_causes"), ""]
    lines += ["# [[pain_points.causes]]", '# at = ["…"]', '# cause = "…"', "# [[pain_points.causes.approaches]]"]
    lines += ['# name = "…"', '# deeds = ["add", "open", "增加", "增设"]', '# things = ["counter", "窗口"]', ""]
    lines += ["[moments_of_truth]", *_remarks("owncase.key_moments"), *_candidates(found.moments), "codes = []", ""]
    lines += ["[quiz]", *_remarks("owncase.key_quiz")]
    lines += [f"{one.id} = {json.dumps(OPTIONS[one.codes.index(one.right)])}" for one in found.questions]
    lines += ["", "[explanations]"]
    for one in found.questions:
        both = " / ".join(t(one.why.key, lang, **one.why.params) for lang in ("zh", "en"))
        lines.append(f"{one.id} = {json.dumps(both, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def _remarks(key: str) -> list[str]:
    return [f"# {t(key, lang)}" for lang in ("zh", "en")]


def _candidates(suggestions: Sequence[Suggestion]) -> list[str]:
    found = []
    for one in suggestions:
        for lang in ("zh", "en"):
            found.append(f"#   {one.code}: {' '.join(t(one.why.key, lang, **one.why.params).split())}")
    return found
