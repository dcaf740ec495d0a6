"""A case's facts as the board's evidence panel shows them: in words, each with its source and its n.

A fact's `text` and `source` are what becomes of it once it is put on a card, so they must be understood there without
the panel around them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from . import evidence
from .i18n import t

if TYPE_CHECKING:
    from .cases import Case
    from .evidence import FirstResponse, Quote

QUOTES = 4
"""How many comments about one touchpoint are shown at most."""

WHOLE_CASE = ""
"""The code under which facts stand that no single touchpoint owns."""

Facts = list[dict[str, Any]]


def board_facts(case: Case, lang: str) -> Facts:
    """Return the facts of a case, touchpoint by touchpoint in journey order, those of the whole case last.

    Parameters
    ----------
    case : Case
        With the tables ``events``, ``surveys``, ``comments`` and ``tickets``.
    lang : {"zh", "en"}
        Language of all words; quotes are those that were written in it.

    Returns
    -------
    list of dict
        Each with ``code``, ``name``, ``facts`` and ``quotes``. A fact or quote has ``id``, ``kind`` (``"data"`` or
        ``"quote"``), ``label``, ``value`` and ``note`` for the panel, ``text`` and ``source`` for the card that it is
        put on, ``small`` (True where n is below 30) and ``interval`` (None, or share, low and high in per cent).

    Raises
    ------
    CaseError
        If a table is missing or damaged.
    """
    table: dict[Any, Any] = evidence.touchpoint_facts(case).to_dict(orient="index")
    found = [
        {
            "code": touchpoint.code,
            "name": touchpoint.name(lang),
            "facts": _facts(touchpoint.code, touchpoint.name(lang), table[touchpoint.code], lang),
            "quotes": [
                quote_fact(f"{touchpoint.code}/quote-{number}", touchpoint.name(lang), quote, lang)
                for number, quote in enumerate(evidence.quotes(case, touchpoint.code, lang, QUOTES), 1)
            ],
        }
        for touchpoint in case.touchpoints
    ]
    response = evidence.first_response(case)
    if response.n:
        facts = [_response(response, lang)]
        found.append({"code": WHOLE_CASE, "name": t("facts.whole_case", lang), "facts": facts, "quotes": []})
    return found


def _facts(code: str, name: str, row: Mapping[str, Any], lang: str) -> Facts:
    """Return what is known of one touchpoint; a figure without any observation is left out."""
    few_events = bool(row["events"] < evidence.SMALL)
    found = []
    if row["surveys"]:
        numbers = {"share": row["csat"], "low": row["csat_low"], "high": row["csat_high"], "n": row["surveys"]}
        found.append(
            _fact("csat", code, name, numbers, "charts.satisfaction_title", bool(row["small"]), lang)
            | {"interval": [row["csat"], row["csat_low"], row["csat_high"]]}
        )
    if not math.isnan(row["wait_median"]):
        numbers = {"median": row["wait_median"], "p90": row["wait_p90"], "n": row["events"]}
        found.append(_fact("wait", code, name, numbers, "charts.waits_title", few_events, lang))
    if row["events"]:
        numbers = {"rate": row["complaints_per_100"], "count": row["complaints"], "n": row["events"]}
        found.append(_fact("complaints", code, name, numbers, "charts.complaints_title", few_events, lang))
        numbers = {"n": row["events"], "customers": row["customers"]}
        found.append(_fact("traffic", code, name, numbers, "", few_events, lang))
    return found


def _response(response: FirstResponse, lang: str) -> dict[str, Any]:
    """Return how fast tickets are answered, with the promise where there is one."""
    numbers = {
        "median": response.median,
        "unanswered": response.unanswered,
        "n": response.n,
        "within": response.within_promise,
        "promised": response.promised,
    }
    kind = "response" if response.median is not None else "response_open"
    fact = _fact(kind, WHOLE_CASE, "", numbers, "charts.response_title", response.small, lang)
    if response.within_promise is not None:
        kept = t("facts.response_promise", lang, **numbers)
        fact["note"] += kept
        fact["text"] += kept
    return fact


def _fact(
    kind: str, code: str, name: str, numbers: Mapping[str, Any], chart: str, small: bool, lang: str
) -> dict[str, Any]:
    text = t(f"facts.{kind}_text", lang, name=name, **numbers)
    source = t(f"facts.{kind}_source", lang, **numbers)
    if chart:
        source = t("facts.chart_source", lang, chart=t(chart, lang), source=source)
    return {
        "id": f"{code}/{kind}",
        "kind": "data",
        "label": t(f"facts.{kind}_label", lang),
        "value": t(f"facts.{kind}_value", lang, **numbers),
        "note": t(f"facts.{kind}_note", lang, **numbers),
        "text": t("facts.small_text", lang, text=text, few=evidence.SMALL) if small else text,
        "source": source,
        "small": small,
        "interval": None,
    }


def quote_fact(id_: str, name: str, quote: Quote, lang: str) -> dict[str, Any]:
    """Return a customer's comment about the touchpoint called `name` as a fact of the panel."""
    written = quote.written.date().isoformat()
    note = written if quote.score is None else t("facts.quote_scored", lang, date=written, score=quote.score)
    return {
        "id": id_,
        "kind": "quote",
        "label": "",
        "value": "",
        "note": note,
        "text": quote.text,
        "source": t("facts.quote_source", lang, name=name, note=note),
        "small": False,
        "interval": None,
    }
