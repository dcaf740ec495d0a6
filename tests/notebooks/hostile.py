"""Texts that do harm wherever they are shown without being escaped, and a map that is full of them."""

from __future__ import annotations

from html.parser import HTMLParser

from journeybook.model import (
    Aspect,
    Channel,
    Evidence,
    JourneyMap,
    Lane,
    LaneCell,
    LaneKind,
    Opportunity,
    PainPoint,
    Persona,
    Scenario,
    Stage,
    Touchpoint,
)

MARK = "owned"
"""What every hostile text would set on the page's window, if it ran."""

HOSTILE = (
    f"</pre></td></details></style><script>window.{MARK}=1</script><img src=x onerror=window.{MARK}=1>"
    f'"><svg onload=window.{MARK}=1> [x](javascript:window.{MARK}=1) $\\href{{javascript:window.{MARK}=1}}{{x}}$ '
    f"<a href='javascript:window.{MARK}=1'>x</a>\n\n<iframe srcdoc='<script>parent.{MARK}=1</script>'></iframe>"
)


def hostile_map() -> JourneyMap:
    """Return a map with a hostile text in every field that a person can write in, and one empty stage."""
    return map_of(HOSTILE)


def map_of(text: str) -> JourneyMap:
    """Return a map with one text in every field that a person can write in, and one empty stage."""
    return JourneyMap(
        persona=Persona(name=text, about=text, goal=text),
        scenario=Scenario(name=text, situation=text),
        stages=(Stage(id="stage-1", name=text), Stage(id="stage-2", name=text)),
        touchpoints=(
            Touchpoint(
                id="touchpoint-1",
                stage="stage-1",
                name=text,
                action=text,
                thought=text,
                backstage=text,
                case_touchpoint=text[:64],
                channel=Channel.STORE,
                emotion=-2,
                is_moment_of_truth=True,
            ),
        ),
        pain_points=(PainPoint(id="painpoint-1", stage="stage-1", text=text, severity=5),),
        opportunities=(
            Opportunity(
                id="opportunity-1",
                stage="stage-1",
                text=text,
                pain_points=("painpoint-1",),
                goal=text,
                measure=text,
                owner=text,
            ),
        ),
        evidence=(Evidence(id="evidence-1", claim="painpoint-1", aspect=Aspect.PAIN_POINT, text=text, source=text),),
        lanes=(
            Lane(id="lane-1", name=text),
            Lane(id="lane-2", name=text, kind=LaneKind.NUMBER, unit=text),
        ),
        lane_cells=(
            LaneCell(id="lanecell-1", lane="lane-1", stage="stage-1", text=text),
            LaneCell(id="lanecell-2", lane="lane-2", stage="stage-1", number=1.5),
        ),
    )


class Harm(HTMLParser):
    """Looks through a page for hostile texts that became more than text.

    Attributes
    ----------
    found : list of str
        Tags and scripts that a hostile text got into.
    shown : str
        The page's text, scripts and styles left out.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.shown = ""
        self._raw = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._raw = tag if tag in self.CDATA_CONTENT_ELEMENTS else ""
        if any(MARK in (value or "") for _, value in attrs):
            self.found.append(self.get_starttag_text() or tag)

    def handle_endtag(self, tag: str) -> None:
        self._raw = ""

    def handle_data(self, data: str) -> None:
        if not self._raw:
            self.shown += data
        elif MARK in data:
            self.found.append(f"<{self._raw}>{data[:80]}")
