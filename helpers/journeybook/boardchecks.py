"""A rubric's findings as the board's check panel shows them while somebody draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .i18n import catalogue, t

if TYPE_CHECKING:
    from .rubric import Finding, Rubric, Subject


def board_checks(rubric: Rubric, subject: Subject, lang: str) -> dict[str, Any]:
    """Return what may be said of a map before it is handed in.

    Criteria about the answers are left out, for the board does not show those; criteria that need the key are only
    counted. Criteria that need the case's data are left out where the subject has no case: the board does not wait
    for them.

    Parameters
    ----------
    rubric : Rubric
        What the exercise is judged by.
    subject : Subject
        The map as it stands on the board, without a key.
    lang : {"zh", "en"}
        Language of all words.

    Returns
    -------
    dict
        ``findings``: a list of dicts with ``item`` (name of the rubric's item), ``criterion``, ``name``, ``status``,
        ``why``, ``hints``, ``where`` (card ids), ``points`` and ``max_points``; ``later``: how many criteria are
        judged after the map is handed in.
    """
    found: list[dict[str, Any]] = []
    later = 0
    for item, demands in rubric.items.items():
        for demand in demands:
            if not demand.criterion.about_map or (demand.criterion.needs_data and subject.case is None):
                continue
            if demand.criterion.needs_key:
                later += 1
            else:
                found.append({"item": _item_name(item, lang)} | _plain(demand.judge(subject), lang))
    return {"findings": found, "later": later}


def _plain(finding: Finding, lang: str) -> dict[str, Any]:
    verdict = finding.verdict
    return {
        "criterion": finding.criterion,
        "name": t(f"criteria.{finding.criterion}_name", lang),
        "status": finding.status.value,
        "why": t(verdict.why.key, lang, **verdict.why.params),
        "hints": [t(hint.key, lang, **hint.params) for hint in verdict.hints],
        "where": list(verdict.where),
        "points": finding.points,
        "max_points": finding.max_points,
    }


def _item_name(item: str, lang: str) -> str:
    """Return an item's name; a trainer's own item is called by its id."""
    return catalogue(lang, "checks").get(item, item)
