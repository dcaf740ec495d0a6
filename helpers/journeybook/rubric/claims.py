"""What a map claims of its customers, each claim with the evidence that it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Aspect, Evidence, EvidenceKind, JourneyMap, Touchpoint

if TYPE_CHECKING:
    from .figures import Check
    from .measured import Figure, Measured

SEVERE = 4
"""From this severity on a pain point is a grave claim."""

EXTREME = 2
"""An emotion that far from neutral is a grave claim."""


@dataclass(frozen=True)
class Claim:
    """A pain point, a moment of truth or an emotion, with what speaks for it.

    Attributes
    ----------
    card : str
        Id of the pain point or touchpoint.
    aspect : Aspect
        What of the card is claimed.
    touchpoint : Touchpoint or None
        Where; None for a pain point that stands at none.
    grave : bool
        Whether much hangs on it: a pain point of severity 4 or 5, a moment of truth, an emotion of −2 or 2.
    evidence : tuple of Evidence
        All that is attached to it, assumptions too.
    """

    card: str
    aspect: Aspect
    touchpoint: Touchpoint | None
    grave: bool
    evidence: tuple[Evidence, ...]


def claims(journey_map: JourneyMap) -> Iterator[Claim]:
    """Yield the map's pain points, then its moments of truth and emotions in journey order."""
    touchpoints = {touchpoint.id: touchpoint for touchpoint in journey_map.touchpoints}
    attached: dict[tuple[str, Aspect], list[Evidence]] = {}
    for evidence in journey_map.evidence:
        attached.setdefault((evidence.claim, evidence.aspect), []).append(evidence)

    def claim(card: str, aspect: Aspect, touchpoint: Touchpoint | None, grave: bool) -> Claim:
        return Claim(card, aspect, touchpoint, grave, tuple(attached.get((card, aspect), ())))

    for pain_point in journey_map.pain_points:
        where = touchpoints.get(pain_point.touchpoint or "")
        yield claim(pain_point.id, Aspect.PAIN_POINT, where, pain_point.severity >= SEVERE)
    for touchpoint in journey_map.touchpoints:
        if touchpoint.is_moment_of_truth:
            yield claim(touchpoint.id, Aspect.MOMENT_OF_TRUTH, touchpoint, True)
        if touchpoint.emotion is not None:
            yield claim(touchpoint.id, Aspect.EMOTION, touchpoint, abs(touchpoint.emotion) >= EXTREME)


def of_kind(journey_map: JourneyMap, *kinds: EvidenceKind) -> tuple[Evidence, ...]:
    """Return the map's evidence of these kinds that says something."""
    return tuple(evidence for evidence in journey_map.evidence if evidence.kind in kinds and evidence.text.strip())


def checked(
    given: Iterable[Evidence], journey_map: JourneyMap, data: Measured
) -> list[tuple[Evidence, tuple[Check, ...]]]:
    """Return each evidence with the figures in it, held against those of the touchpoints that it speaks of.

    It speaks of the touchpoint that it is attached to, of those of the case that it names, and of the case as a whole.
    """
    from .figures import check

    codes = {touchpoint.id: touchpoint.case_touchpoint for touchpoint in journey_map.touchpoints}
    codes |= {pain_point.id: codes.get(pain_point.touchpoint or "") for pain_point in journey_map.pain_points}

    def figures(evidence: Evidence) -> tuple[Figure, ...]:
        named = [code for code, names in data.names.items() if _names_one(evidence.text, names)]
        known = dict.fromkeys(code for code in (codes.get(evidence.claim), *named) if code in data.figures)
        return (*(figure for code in known for figure in data.figures[code or ""]), *data.whole)

    return [(evidence, check(evidence.text, figures(evidence))) for evidence in given]


def _names_one(text: str, names: Iterable[str]) -> bool:
    return any(name and name.casefold() in text.casefold() for name in names)


def short(text: str, most: int = 40) -> str:
    """Return the start of somebody's text, to name it in a sentence."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
