"""The emotion curve of a picture: feelings, what they rest on, and the peak and the end of the journey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...evidence.peakend import peak_end
from ...i18n import t
from ...model import Aspect, Evidence, Touchpoint
from .blocks import SMALL, Style, label, measure
from .cards import PROOF_COLOURS, proof_of
from .marks import FEELING, Look, Mark, Path, Rect, circle, face, icon, line, shift, star

HEIGHT = 190
_PADDING = 28
_STEP = (HEIGHT - 2 * _PADDING) / 4
_EMOTIONS = (2, 1, 0, -1, -2)
_FACE, _DISC = 30, 34

Point = tuple[float, float]


def emotion_y(emotion: float) -> float:
    """Return how far from the lane's top an emotion stands; +2 is up."""
    return _PADDING + (2 - emotion) * _STEP


def monotone_slopes(points: Sequence[Point]) -> list[float]:
    """Return the slope at each point of a monotone cubic through `points`, x strictly rising.

    Steffen's limiter (M. Steffen, Astronomy and Astrophysics 239, 1990), as on the board: between two points the
    curve never leaves the band between their heights, so it never shows a feeling nobody had. At the ends it is flat.
    """
    pairs = list(pairwise(points))
    widths = [after[0] - before[0] for before, after in pairs]
    chords = [(after[1] - before[1]) / (after[0] - before[0]) for before, after in pairs]
    slopes = [0.0] * len(points)
    for i in range(1, len(points) - 1):
        before, after = chords[i - 1], chords[i]
        if before * after <= 0:
            continue
        mean = (before * widths[i] + after * widths[i - 1]) / (widths[i - 1] + widths[i])
        slopes[i] = (1 if before > 0 else -1) * min(2 * abs(before), 2 * abs(after), abs(mean))
    return slopes


@dataclass(frozen=True)
class Stretch:
    """The curve between two judged touchpoints, as a Bézier; a bridge where unjudged ones lie between."""

    start: Point
    first: Point
    second: Point
    end: Point
    bridge: bool

    def between(self, left: float, right: float) -> Stretch | None:
        """Return as much of the stretch as lies between two x; None where nothing does."""
        width = self.end[0] - self.start[0]
        low, high = max(0.0, (left - self.start[0]) / width), min(1.0, (right - self.start[0]) / width)
        if low >= high:
            return None
        # The inner points stand at a third and two thirds, so x is linear along the Bézier; its blossom cuts it.
        points = (self.start, self.first, self.second, self.end)
        cut = [_blossom(points, times) for times in ((low, low, low), (low, low, high), (low, high, high), (high,) * 3)]
        return Stretch(cut[0], cut[1], cut[2], cut[3], self.bridge)

    @property
    def path(self) -> str:
        """Return the stretch as the commands of an SVG path."""
        at = [f"{x:.1f} {y:.1f}" for x, y in (self.start, self.first, self.second, self.end)]
        return f"M{at[0]}C{at[1]} {at[2]} {at[3]}"


def _blossom(points: Sequence[Point], times: Sequence[float]) -> Point:
    """Return the blossom (polar form) of a Bézier: de Casteljau's steps, each with a time of its own."""
    for time in times:
        points = [(a[0] + (b[0] - a[0]) * time, a[1] + (b[1] - a[1]) * time) for a, b in pairwise(points)]
    return points[0]


def emotion_curve(feelings: Sequence[tuple[float, int | None]]) -> list[Stretch]:
    """Return the curve through (x, emotion) in journey order; touchpoints that nobody judged have None."""
    judged = [(x, emotion_y(emotion), i) for i, (x, emotion) in enumerate(feelings) if emotion is not None]
    points = [(x, y) for x, y, _ in judged]
    slopes = monotone_slopes(points)
    stretches = []
    for i, (start, end) in enumerate(pairwise(points)):
        third = (end[0] - start[0]) / 3
        first = (start[0] + third, start[1] + third * slopes[i])
        second = (end[0] - third, end[1] - third * slopes[i + 1])
        stretches.append(Stretch(start, first, second, end, judged[i + 1][2] - judged[i][2] > 1))
    return stretches


def curve_marks(
    stops: Sequence[tuple[Touchpoint, float]],
    order: Sequence[Touchpoint],
    evidence: Mapping[str, Sequence[Evidence]],
    right: float,
    lang: str,
) -> list[Mark]:
    """Return the curve's lane with its corner at (0, 0) over touchpoints that have their middle at these x.

    `order` are all touchpoints of the journey. Those that stand on other sheets are not drawn; the curve comes from
    them and goes on to them.
    """
    pieces = (one.between(0, right) for one in emotion_curve(with_others(stops, order)))
    curve = [one for one in pieces if one is not None]
    floor = emotion_y(0)
    zero, grid = Look(stroke="line-strong", dash="3 4", opacity=0.6), Look(stroke="line")
    marks: list[Mark] = [
        line(0, emotion_y(level), right, emotion_y(level), grid if level else zero) for level in _EMOTIONS
    ]
    marks += [
        Rect(x - _DISC / 2, 0, _DISC, HEIGHT, 0, Look(fill="gold-soft")) for card, x in stops if card.is_moment_of_truth
    ]
    for one in curve:
        area = f"{one.path}L{one.end[0]:.1f} {floor:.1f}L{one.start[0]:.1f} {floor:.1f}z"
        marks.append(Path(area, Look(fill=FEELING, opacity=0.1)))
    for one in curve:
        dots = Look(stroke=FEELING, width=3, dash="2 7", round=True)
        marks.append(Path(one.path, dots if one.bridge else Look(stroke=FEELING, width=3)))
    roles = _roles(order, lang)
    for card, x in stops:
        marks += _point(card, evidence.get(card.id, ()), x, roles.get(card.id, ""), lang)
    return marks


def with_others(
    stops: Sequence[tuple[Touchpoint, float]], order: Sequence[Touchpoint]
) -> list[tuple[float, int | None]]:
    """Return the feelings of a whole journey, those of other sheets before and behind what stands on this one."""
    if not stops:
        return []
    at = {card.id: i for i, card in enumerate(order)}
    first, last = at[stops[0][0].id], at[stops[-1][0].id]
    step = (stops[-1][1] - stops[0][1]) / (len(stops) - 1) if len(stops) > 1 else 2 * stops[0][1]
    here = [(x, card.emotion) for card, x in stops]
    before = [(stops[0][1] - (first - i) * step, card.emotion) for i, card in enumerate(order[:first])]
    behind = [(stops[-1][1] + i * step, card.emotion) for i, card in enumerate(order[last + 1 :], 1)]
    return [*before, *here, *behind]


def scale_marks(x: float, y: float) -> list[Mark]:
    """Return the faces beside the lane that say how high each feeling stands, each in the middle of `x`."""
    return [mark for level in _EMOTIONS for mark in face(level, x - 9, y + emotion_y(level) - 9, 18)]


def _roles(cards: Sequence[Touchpoint], lang: str) -> dict[str, str]:
    """Return by id what a journey is remembered by: its peak and its end."""
    emotions = [card.emotion for card in cards]
    # One feeling is no journey yet: nothing stands out from it.
    remembered = peak_end(emotions) if sum(emotion is not None for emotion in emotions) > 1 else None
    if remembered is None:
        return {}
    places: dict[str, list[str]] = {}
    # Where all is neutral, nothing stands out either.
    if remembered.peak:
        places.setdefault(cards[remembered.peak_at].id, []).append(t("board.peak", lang))
    places.setdefault(cards[remembered.end_at].id, []).append(t("board.peak_end", lang))
    return {card: " · ".join(words) for card, words in places.items()}


def _point(card: Touchpoint, evidence: Sequence[Evidence], x: float, role: str, lang: str) -> list[Mark]:
    """Return one feeling: its face, the star of a moment of truth, what it rests on, and whether it is peak or end."""
    emotion = card.emotion
    proof = proof_of([one for one in evidence if one.aspect is Aspect.EMOTION], Aspect.EMOTION)
    marks: list[Mark] = [circle(0, 0, _DISC / 2, Look(fill="surface")), *face(emotion, -_FACE / 2, -_FACE / 2, _FACE)]
    if emotion is not None and proof.bare:
        marks.append(circle(0, 0, _DISC / 2 + 2, Look(stroke="line-strong", width=1.5, dash="4 3.5")))
    if card.is_moment_of_truth:
        marks.append(star(8, -26, 18))
    if proof.counts:
        kind = proof.counts[0][0]
        marks.append(circle(15.5, 13.5, 8.5, Look("surface", "line")))
        marks.append(icon(kind.value, 10, 8, 11, PROOF_COLOURS[kind]))
    if role:
        marks += _pill(role, emotion or 0, card.is_moment_of_truth)
    if emotion is None:
        marks.append(label(t("board.emotion_unset", lang), 0, _DISC / 2 + 9, SMALL, middle=True))
    return shift(marks, x, emotion_y(emotion or 0))


def _pill(words: str, emotion: int, moment: bool) -> list[Mark]:
    """Return "peak" or "end" in a pill, on the side of the curve that is empty: below a hill, above a valley."""
    style = Style(11, 600, "text")
    width = measure(words, style) + 16
    middle = -(_DISC / 2 + 14 + (5 if moment else 0)) if emotion < 0 else _DISC / 2 + 14
    return [
        Rect(-width / 2, middle - 9, width, 18, 9, Look("surface", "line-strong")),
        label(words, 0, middle, style, middle=True),
    ]
