"""Findings on disk: what grading found in one hand-in, for the feedback page and the trainer's figures.

The file lies beside the graded notebook, where only the trainer writes. Sentences are kept as catalogue entries with
their parameters, so they can be read in either language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .. import jsonfile
from ..atomic import write_text
from ..errors import RubricError
from ..i18n import Phrase
from .finding import Finding, Verdict

FILE_NAME = "findings.json"
"""Name of the file in the folder of a graded hand-in."""

FORMAT = 1

MAX_BYTES = 5_000_000

Findings = Mapping[str, Sequence[Finding]]
"""Item of the rubric → its findings, in the rubric's order."""


def write(path: Path, findings: Findings) -> None:
    """Replace the findings in `path`."""
    items = {item: [_plain(finding) for finding in found] for item, found in findings.items()}
    write_text(path, json.dumps({"format": FORMAT, "items": items}, ensure_ascii=False, indent=1) + "\n")


def read(path: Path) -> dict[str, tuple[Finding, ...]]:
    """Return the findings in `path`.

    Raises
    ------
    RubricError
        If the file is missing or not one of ours: the hand-in must be graded again.
    """
    try:
        data = jsonfile.load(path, MAX_BYTES)
        if data["format"] != FORMAT:
            raise ValueError("format")
        return {item: tuple(_finding(entry) for entry in found) for item, found in data["items"].items()}
    except (OSError, jsonfile.DamageError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RubricError("rubric.no_record", file=path) from error


def _plain(finding: Finding) -> dict[str, Any]:
    verdict = finding.verdict
    return {
        "criterion": finding.criterion,
        "max_points": finding.max_points,
        "share": verdict.share,
        "why": _plain_phrase(verdict.why),
        "hints": [_plain_phrase(hint) for hint in verdict.hints],
        "where": list(verdict.where),
    }


def _finding(entry: dict[str, Any]) -> Finding:
    verdict = Verdict(
        share=None if entry["share"] is None else float(entry["share"]),
        why=_phrase(entry["why"]),
        hints=tuple(_phrase(hint) for hint in entry["hints"]),
        where=tuple(str(card) for card in entry["where"]),
    )
    return Finding(str(entry["criterion"]), verdict, float(entry["max_points"]))


def _plain_phrase(phrase: Phrase) -> dict[str, Any]:
    params = {
        name: _plain_phrase(value) if isinstance(value, Phrase) else value for name, value in phrase.params.items()
    }
    return {"key": phrase.key, "params": params}


def _phrase(entry: dict[str, Any]) -> Phrase:
    params = {name: _phrase(value) if isinstance(value, dict) else value for name, value in entry["params"].items()}
    return Phrase(str(entry["key"]), params)
