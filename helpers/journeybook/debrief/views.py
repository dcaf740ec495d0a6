"""The debrief's views as plain data, for the trainer's page to draw: what stands on the wall, what teams agree on, what
they found, and what was voted.

Texts are as the teams wrote them, nothing in them escaped: whoever shows them must. Teams are called by what
:meth:`.Debrief.shown` gives, so that no view tells a name while names are hidden.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select

from ..evidence import SMALL, Agreement
from ..i18n import t
from ..model import JourneyMap, Opportunity, PainPoint
from . import clusters as kept
from . import decisions as agreed
from . import voting
from .comparison import StageComparison, compare
from .session import Debrief, Shown
from .stages import Alignment
from .tables import VOTER

_STEPS = {"alpha": ((0.8, "high"), (2 / 3, "fair"), (0.0, "low")), "w": ((0.7, "high"), (0.5, "fair"), (0.0, "low"))}
"""From which value on a figure is put in which words: for α Krippendorff's own limits, 0.8 and 0.667."""


def wall(debrief: Debrief) -> dict[str, Any]:
    """Return all teams' maps, and which of their stages stand beside each other.

    Returns
    -------
    dict
        ``lang``, ``hidden`` (whether names are), ``stages`` (names of the shared ones), ``touchpoints`` (code → name of
        the case's) and ``teams``: each with ``id``, ``name``, ``map`` (None where it has none yet), ``places`` (its
        stage's id → index into ``stages``), ``likeness`` (the same → 0 to 1) and ``corrected`` (ids of the stages that
        the trainer put where they stand).
    """
    drawn, alignment = debrief.maps()
    return {
        "lang": debrief.lang,
        "hidden": debrief.names_hidden(),
        "stages": list(alignment.names),
        "touchpoints": {code: facts["name"] for code, facts in debrief.figures.facts.items()},
        "teams": [
            {**_called(one), "map": _json(drawn.get(one.team.id)), **_placed(alignment, one.team.id)}
            for one in debrief.shown()
        ],
    }


def names(debrief: Debrief) -> dict[str, Any]:
    """Return whether the teams' names are hidden, as ``hidden``."""
    return {"hidden": debrief.names_hidden()}


def agreement(debrief: Debrief) -> dict[str, Any]:
    """Return how the teams' curves lie to each other and to the customers', in figures and in words.

    Returns
    -------
    dict
        ``hidden`` (whether names are), ``teams`` (those with a map: ``id``, ``name``), ``stages`` (``name``;
        ``emotions``, ``moments`` and ``silent`` by team id; ``mean``, ``spread``, ``measured``, ``n``), ``alpha`` and
        ``w`` (``value``, ``groups``, ``things``, ``few``, ``text``), ``discuss`` (``place``, ``text``, ``score``,
        ``teams``) and ``warnings`` (sentences).
    """
    drawn, alignment = debrief.maps()
    there = [one for one in debrief.shown() if one.team.id in drawn]
    ids = {one.team.id: one.id for one in there}
    found = compare({one.team.id: drawn[one.team.id] for one in there}, alignment, debrief.figures.emotions)
    return {
        "lang": debrief.lang,
        "hidden": debrief.names_hidden(),
        "teams": [_called(one) for one in there],
        "stages": [_compared(stage, ids) for stage in found.stages],
        "alpha": _figure("alpha", found.alpha, debrief.lang),
        "w": _figure("w", found.w, debrief.lang),
        "discuss": [
            {
                "place": topic.place,
                "text": t(topic.reason.key, debrief.lang, **topic.reason.params),
                "score": topic.score,
                "teams": [ids[team] for team in topic.teams],
            }
            for topic in found.discuss
        ],
        "warnings": _warnings(len(there), found.stages, debrief.lang),
    }


def clusters(debrief: Debrief) -> dict[str, Any]:
    """Return the clusters of the teams' pain points and opportunities, with what the data say of each.

    Returns
    -------
    dict
        ``stages`` (names) and ``clusters``, the largest first: ``id``, ``kind``, ``name``, ``impact``, ``effort``,
        ``severity`` (mean of its pain points, else None), ``places`` (of the stages its cards are in), ``votes`` (round
        id → dots, for revealed rounds alone), ``facts`` (figures of the case's touchpoints its cards stand at) and
        ``cards`` (``team``, ``team_name``, ``card``, ``text``, ``severity``, ``place``, ``touchpoint``).
    """
    drawn, alignment = debrief.maps()
    shown = {one.team.id: one for one in debrief.shown()}
    votes = _revealed(debrief)
    # Cards are in the order in which the teams are shown: any other one would tell which team is which.
    order = {team: place for place, team in enumerate(shown)}
    found = []
    for cluster in kept.current(debrief.store, debrief.exercise):
        # A card may be gone from its map and not yet from its cluster.
        cards = [
            card
            for team, id_ in sorted(cluster.cards, key=lambda key: (order.get(key[0], 0), key[1]))
            if team in drawn and team in shown
            for card in [_card(shown[team], drawn[team], alignment, id_)]
            if card is not None
        ]
        if not cards:
            continue
        severities = [card["severity"] for card in cards if card["severity"] is not None]
        codes = dict.fromkeys(card["touchpoint"] for card in cards if card["touchpoint"] in debrief.figures.facts)
        found.append(
            {
                "id": cluster.id,
                "kind": cluster.kind,
                "name": cluster.name,
                "impact": cluster.impact,
                "effort": cluster.effort,
                "severity": sum(severities) / len(severities) if severities else None,
                "places": sorted({card["place"] for card in cards if card["place"] is not None}),
                "votes": {round_id: dots[cluster.id] for round_id, dots in votes.items() if cluster.id in dots},
                "facts": [{"code": code, **debrief.figures.facts[code]} for code in codes],
                "cards": cards,
            }
        )
    return {"lang": debrief.lang, "stages": list(alignment.names), "clusters": found}


def votes(debrief: Debrief) -> dict[str, Any]:
    """Return the rounds of voting, the newest first.

    The trainer's page is on the wall for all to see, so it learns no result either before a round is revealed.

    Returns
    -------
    dict
        ``slips``, ``joined`` (how many slips there are, and were joined with) and ``rounds``: ``id``, ``kind``,
        ``question``, ``dots`` (of each voter), ``state``, ``seconds`` (left; None without a limit), ``ballots`` (given
        so far), ``choices`` (``id``, ``name``) and ``result`` (cluster → dots; None until revealed).
    """
    with debrief.store.read() as connection:
        slips, joined = connection.execute(select(func.count(), func.count(VOTER.c.token)).select_from(VOTER)).one()
    return {
        "lang": debrief.lang,
        "slips": slips,
        "joined": joined,
        "rounds": [_round(debrief, one) for one in voting.rounds(debrief.store, debrief.exercise)],
    }


def decisions(debrief: Debrief) -> dict[str, Any]:
    """Return what was agreed, in the order in which it was.

    An owner who is a team is called as everywhere, by its letter while names are hidden.

    Returns
    -------
    dict
        ``decisions``: ``id``, ``text``, ``owner``, ``due`` (``"2026-12-31"``, or empty), ``cluster`` (id, or None) and
        ``cluster_name`` (empty without one).
    """
    return {
        "decisions": [
            {**asdict(one), "owner": debrief.veiled(one.owner)}
            for one in agreed.decisions(debrief.store, debrief.exercise)
        ]
    }


def _called(one: Shown) -> dict[str, str]:
    return {"id": one.id, "name": one.name}


def _json(journey: JourneyMap | None) -> Any:
    return None if journey is None else journey.to_json()


def _placed(alignment: Alignment, team: str) -> dict[str, Any]:
    return {
        "places": {stage: place for (whose, stage), place in alignment.places.items() if whose == team},
        "likeness": {stage: round(like, 3) for (whose, stage), like in alignment.likeness.items() if whose == team},
        "corrected": sorted(stage for whose, stage in alignment.corrected if whose == team),
    }


def _compared(stage: StageComparison, ids: dict[str, str]) -> dict[str, Any]:
    return {
        "name": stage.name,
        "emotions": {ids[team]: value for team, value in stage.emotions.items()},
        "mean": stage.mean,
        "spread": stage.spread,
        "measured": stage.measured,
        "n": stage.n,
        "moments": sorted(ids[team] for team in stage.moments),
        "silent": sorted(ids[team] for team in stage.silent),
    }


def _figure(name: str, figure: Agreement, lang: str) -> dict[str, Any]:
    value = figure.value
    word = "none" if value is None else next((word for least, word in _STEPS[name] if value >= least), "opposed")
    return {
        "value": value,
        "groups": figure.groups,
        "things": figure.things,
        "few": figure.few,
        "text": t(f"debriefview.{name}_{word}", lang),
    }


def _warnings(teams: int, stages: tuple[StageComparison, ...], lang: str) -> list[str]:
    found = []
    if Agreement(None, teams, len(stages)).few:
        found.append(t("debriefview.few_teams", lang, teams=teams))
    small = [stage.name for stage in stages if 0 < stage.n < SMALL]
    if small:
        named = t("debriefview.separator", lang).join(t("debriefview.quoted", lang, name=name) for name in small)
        found.append(t("debriefview.few_answers", lang, stages=named, least=SMALL))
    return found


def _card(one: Shown, journey: JourneyMap, alignment: Alignment, id_: str) -> dict[str, Any] | None:
    pains = {pain.id: pain for pain in journey.pain_points}
    card: PainPoint | Opportunity | None = pains.get(id_)
    if card is None:
        card = next((chance for chance in journey.opportunities if chance.id == id_), None)
    if card is None:
        return None
    if isinstance(card, PainPoint):
        at, severity = card.touchpoint, card.severity
    else:
        at, severity = next((pains[pain].touchpoint for pain in card.pain_points if pain in pains), None), None
    return {
        "team": one.id,
        "team_name": one.name,
        "card": id_,
        "text": card.text,
        "severity": severity,
        "place": alignment.places.get((one.team.id, card.stage)),
        "touchpoint": next((point.case_touchpoint for point in journey.touchpoints if point.id == at), None),
    }


def _revealed(debrief: Debrief) -> dict[int, dict[int, int]]:
    rounds = voting.rounds(debrief.store, debrief.exercise)
    return {one.id: voting.tally(debrief.store, one.id).dots for one in rounds if one.state == "revealed"}


def _round(debrief: Debrief, one: voting.Round) -> dict[str, Any]:
    tally = voting.tally(debrief.store, one.id)
    names = dict(voting.shown(debrief.store, one.choices).values())
    return {
        "id": one.id,
        "kind": one.kind,
        "question": one.question,
        "dots": one.dots,
        "state": one.state,
        "seconds": None if one.ends is None else max(0.0, one.ends - time.time()),
        "ballots": tally.ballots,
        "choices": [{"id": id_, "name": name} for id_, name in names.items()],
        "result": dict(Counter(tally.dots)) if one.state == "revealed" else None,
    }
