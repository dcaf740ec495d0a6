"""Random maps, and how two maps differ, for the tests of formats; independent of the package's own comparison."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from journeybook.model import Aspect, Channel, EvidenceKind, JourneyMap, Kind, LaneKind

KINDS = ("stages", "touchpoints", "pain_points", "opportunities", "evidence", "lanes", "lane_cells")

AWKWARD = (
    *(
        "购买",
        "在线客服",
        "  两边有空格  ",
        "T1",
        "s2",
        "P1, P2",
        "购买",
        "Checkout",
        "checkout",
        "是",
        "0",
        "-2",
        "1e5",
    ),
    *("😀👩‍👩‍👧‍👦", "שלום עולם", "مرحبا \u202eabc", "e\u0301", "\ufeffmark", "\u200b", "ß", "SS", "ﬁ"),
    *("=1+1", "'=1+1", "''=x", "+86 10", "@SUM(A1)", "\t=x", "＝1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"),
    *("a,b;c|d", 'say "hi"', "line\nbreak", "cr\rlf\r\n", "tab\there", "\x00\x01\x1f", "\x7f\x85\u2028\u2029"),
    *("#", "%%", "%%{init: {}}%%", "#35;", "&amp;", "<b>&</b>", "]]>", "<!-- x -->", "{}", "title x", "section y"),
    *("_x0041_", "_x005F_x0041_", "---", "---\na: b\n---", "journey", "：；，", "ﬂ°°35¶ß", "\ud7ff\ue000\ufffd"),
)

letters = st.characters(exclude_categories=("Cs",))

texts = st.one_of(
    st.just(""),
    st.sampled_from(AWKWARD),
    st.text(letters, max_size=12),
    st.text(st.sampled_from("购买 a1,;:#%\n\"'=<>&{}-"), max_size=12),
    st.sampled_from(["长" * 10_000, "x" * 10_000, "👩" * 10_000]),
)


@st.composite
def maps(draw: st.DrawFn, most: int = 3) -> JourneyMap:
    """Draw a map of all kinds of cards, with any texts."""
    count = st.integers(0, most)

    def ids(kind: str) -> list[str]:
        return [f"{kind}-{number}x" for number in range(draw(count))]

    stages = ids("stage")
    touchpoints = ids("touchpoint") if stages else []
    pain_points = ids("pain") if stages else []
    opportunities = ids("opportunity") if stages else []
    claims = touchpoints + pain_points
    evidence = ids("evidence") if claims else []
    lanes = ids("lane")
    cells = [(lane, stage) for lane in lanes for stage in stages if draw(st.booleans())]

    def one(values: Any) -> Any:
        return draw(st.sampled_from(list(values)))

    def text() -> str:
        return draw(texts)

    return JourneyMap.parse(
        {
            "kind": one(Kind),
            "persona": {"name": text(), "about": text(), "goal": text()},
            "scenario": {"name": text(), "situation": text()},
            "stages": [{"id": stage, "name": text()} for stage in stages],
            "touchpoints": [
                {
                    "id": touchpoint,
                    "stage": one(stages),
                    "name": text(),
                    "channel": one([None, *Channel]),
                    "case_touchpoint": one([None, "checkout", "购买", " a "]),
                    "action": text(),
                    "thought": text(),
                    "emotion": one([None, -2, -1, 0, 1, 2]),
                    "is_moment_of_truth": draw(st.booleans()),
                    "backstage": text(),
                }
                for touchpoint in touchpoints
            ],
            "pain_points": [
                {
                    "id": pain_point,
                    "stage": one(stages),
                    "touchpoint": one([None, *touchpoints]),
                    "text": text(),
                    "severity": draw(st.integers(1, 5)),
                }
                for pain_point in pain_points
            ],
            "opportunities": [
                {
                    "id": opportunity,
                    "stage": one(stages),
                    "text": text(),
                    "pain_points": draw(st.lists(st.sampled_from(pain_points), max_size=3)) if pain_points else [],
                    "goal": text(),
                    "measure": text(),
                    "owner": text(),
                }
                for opportunity in opportunities
            ],
            "evidence": [
                {
                    "id": piece,
                    "claim": one(claims),
                    "aspect": one(Aspect),
                    "kind": one(EvidenceKind),
                    "text": text(),
                    "source": text(),
                }
                for piece in evidence
            ],
            "lanes": [{"id": lane, "name": text(), "kind": one(LaneKind), "unit": text()} for lane in lanes],
            "lane_cells": [
                {
                    "id": f"cell-{number}",
                    "lane": lane,
                    "stage": stage,
                    "text": text(),
                    "number": draw(st.none() | st.floats(allow_nan=False, allow_infinity=False)),
                }
                for number, (lane, stage) in enumerate(cells)
            ],
        }
    )


def facts(journey_map: JourneyMap) -> dict[tuple[Any, ...], Any]:
    """Return all that a map says, by the place of each card on the board and without any id; blanks are None."""
    home: dict[str, tuple[Any, ...]] = {}
    found: dict[tuple[Any, ...], Any] = {("map.kind",): journey_map.kind}
    for part in ("persona", "scenario"):
        for field, value in getattr(journey_map, part):
            found[f"{part}.{field}",] = value or None
    for kind in KINDS:
        seen: dict[tuple[Any, ...], int] = {}
        for card in getattr(journey_map, kind):
            links = [getattr(card, name) for name in ("lane", "claim", "stage") if hasattr(card, name)]
            at = (kind, *(home[link] for link in links))
            seen[at] = seen.get(at, -1) + 1
            home[card.id] = (*at, seen[at])
            found[home[card.id]] = True
            for field, value in card:
                if field == "id":
                    continue
                if field in ("stage", "lane", "claim", "touchpoint"):
                    value = home.get(value)
                elif field == "pain_points":
                    value = tuple(home[one] for one in value) or None
                found[(*home[card.id], field)] = None if value in ("", None) or value is False else value
    return found


def differing(before: JourneyMap, after: JourneyMap) -> set[str]:
    """Return where two maps differ, in the words of `Loss.where`: a card that is missing counts without its fields."""
    there, here = facts(before), facts(after)
    one = {kind: kind[:-1] for kind in KINDS} | {"opportunities": "opportunity", "evidence": "evidence"}
    found = set()
    for address in there.keys() | here.keys():
        if there.get(address) == here.get(address) and (address in there) == (address in here):
            continue
        kind = address[0]
        if kind not in one:
            found.add(kind)
        elif not isinstance(address[-1], str):
            found.add(one[kind])
        elif address[:-1] in there and address[:-1] in here:
            found.add(f"{one[kind]}.{address[-1]}")
    return found
