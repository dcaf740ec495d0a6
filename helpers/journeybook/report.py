"""Findings, answers and maps as small pieces of HTML, for panels in the notebook and for nbgrader's feedback.

Everything that a person wrote is escaped here. Colours come from JupyterLab's theme where there is one, so the same
HTML reads well in a light and in a dark notebook and on the plain feedback page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from .formats import plan_page, planpaper
from .i18n import Phrase, language, t
from .model import JourneyMap, Lane, LaneCell, LaneKind, Stage
from .plan import Plan
from .rubric import Family, Finding, Status, all_criteria

_LONG = 5
"""From so many findings on they are shown by family, if they are of several."""

_SIGNS = {Status.MET: "✓", Status.PARTLY_MET: "◐", Status.NOT_MET: "✗", Status.NOT_ATTEMPTED: "○"}

STYLE = """<style>
.jb-report{font-family:var(--jp-ui-font-family,system-ui),"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;
font-size:14px;line-height:1.55;color:var(--jp-ui-font-color1,#222);max-width:60em}
.jb-report ul.jb-findings{list-style:none;margin:.4em 0;padding:0}
.jb-report li.jb-finding{display:grid;grid-template-columns:1.6em 1fr auto;gap:0 .4em;padding:.5em .6em;
border-top:1px solid var(--jp-border-color2,#ddd)}
.jb-report .jb-family{margin:.8em 0 0;padding:0 .6em;font-size:12px;color:var(--jp-ui-font-color2,#555)}
.jb-report .jb-sign{font-weight:700}
.jb-report .jb-met .jb-sign{color:#1b7f4b}.jb-report .jb-partly_met .jb-sign{color:#a86400}
.jb-report .jb-not_met .jb-sign{color:#c0392b}.jb-report .jb-not_attempted .jb-sign{color:var(--jp-ui-font-color2,#666)}
[data-jp-theme-light="false"] .jb-report .jb-met .jb-sign{color:#58d68d}
[data-jp-theme-light="false"] .jb-report .jb-partly_met .jb-sign{color:#f5b041}
[data-jp-theme-light="false"] .jb-report .jb-not_met .jb-sign{color:#ff8a7a}
.jb-report .jb-name{font-weight:600}.jb-report .jb-points{white-space:nowrap;font-variant-numeric:tabular-nums}
.jb-report details{margin-top:.25em}.jb-report details details{margin-left:0}
.jb-report summary{cursor:pointer;color:var(--jp-content-link-color,#0b5cad)}
.jb-report .jb-problem,.jb-report .jb-done{border-left:4px solid #c0392b;padding:.4em .8em;margin:.4em 0}
.jb-report .jb-done{border-color:#1b7f4b}
.jb-report .jb-question{font-weight:600;font-size:15px;margin:.8em 0 .2em}
.jb-report .jb-note{color:var(--jp-ui-font-color2,#555)}
.jb-report:has(.jb-map,.jb-plan-paper){max-width:none}
.jb-report :is(.jb-map,.jb-plan-paper){overflow-x:auto}
.jb-report :is(.jb-map,.jb-plan-paper) table{border-collapse:collapse;table-layout:fixed;width:100%;
min-width:46em;font-size:13px}
.jb-report :is(.jb-map,.jb-plan-paper) :is(th,td){border:1px solid var(--jp-border-color2,#ccc);padding:.35em .5em;
text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:normal}
.jb-report .jb-plan-paper h4{margin:1em 0 .3em}.jb-report .jb-plan-paper dl{display:grid;
grid-template-columns:max-content 1fr;gap:.1em 1em;margin:0}.jb-report .jb-plan-paper dt{font-weight:600}
.jb-report .jb-plan-paper dd{margin:0}
.jb-report .jb-map :is(tr>:first-child){width:7.5em}
.jb-report .jb-drawn svg{display:block;max-width:100%;min-width:76em;height:auto}
.jb-report .jb-number{display:inline-block;min-width:1.5em;padding:0 .3em;margin-inline-end:.35em;border-radius:1em;
background:#93302a;color:#fff;font-size:.85em;font-weight:700;text-align:center;text-decoration:none;box-sizing:border-box}
.jb-report .jb-number.jb-partly_met{background:#6d561f}
.jb-report .jb-answer.jb-met .jb-sign,.jb-report .jb-answer.jb-not_met .jb-sign{margin-inline-end:.35em}
.jb-report .jb-item{white-space:pre-wrap}.jb-report .jb-item+.jb-item{margin-top:.6em}
</style>"""


@dataclass(frozen=True)
class Anchor:
    """Where a finding stands on a page, and the number that it has on a picture of the map.

    Parameters
    ----------
    id : str
        Id of its place on the page.
    number : int
        Its number on the picture; 0 where it has none.
    picture : str
        Id of the picture's place on the page.
    """

    id: str
    number: int = 0
    picture: str = ""


def findings_html(
    findings: Sequence[Finding], *, problems: Iterable[Phrase] = (), later: int = 0, anchors: Sequence[Anchor] = ()
) -> str:
    """Return findings as a list: status, name, why, hints to open one after the other, and points.

    Parameters
    ----------
    findings : sequence of Finding
        What was found, in order. Many of them are shown family by family, under the families' names.
    problems : iterable of Phrase
        What is wrong with the learner's files, shown first.
    later : int
        How many criteria are only judged after handing in; 0: nothing is said of them.
    anchors : sequence of Anchor
        One for each finding, on a page that links to them; none elsewhere.
    """
    places: Sequence[Anchor | None] = anchors or [None] * len(findings)
    parts = [problem_box(t(problem.key, **problem.params)) for problem in problems]
    parts.append(_by_family(findings, places))
    if later:
        parts.append(f'<p class="jb-note">{escape(t("report.later", count=later))}</p>')
    return _page("".join(parts))


def problem_html(message: str) -> str:
    """Return one sentence about something that is wrong."""
    return _page(problem_box(message))


def note_html(message: str) -> str:
    """Return one quiet sentence that a screen reader announces."""
    return _page(f'<p class="jb-note" role="status">{escape(message)}</p>')


def done_html(message: str) -> str:
    """Return one sentence that says that something worked, plain to see; a screen reader announces it."""
    return _page(f'<p class="jb-done" role="status">{escape(message)}</p>')


def question_html(text: str) -> str:
    """Return the text of a question, as it stands above its options or its field."""
    return _page(f'<p class="jb-question">{escape(text)}</p>')


def links_html(message: str, pages: Mapping[str, str]) -> str:
    """Return a sentence above links: their words → address relative to the notebook."""
    links = "".join(f'<li><a href="{escape(page)}">{escape(words)}</a></li>' for words, page in pages.items())
    return _page(f"<p>{escape(message)}</p><ul>{links}</ul>")


def problem_box(message: str) -> str:
    """Return the box around a sentence about something that is wrong, without the page around it."""
    return f'<p class="jb-problem" role="alert">{escape(message)}</p>'


def answers_html(answers: Mapping[str, str]) -> str:
    """Return questions and the answers chosen."""
    rows = "".join(f"<li><b>{escape(question)}</b><br>{escape(answer)}</li>" for question, answer in answers.items())
    return _page(f"<ol>{rows}</ol>")


def explanations_html(explained: Mapping[str, tuple[str, str, str]]) -> str:
    """Return questions, each with the option that was chosen, the right one, and why it is right."""
    rows = []
    for question, (chosen, right, why) in explained.items():
        status = Status.MET if chosen == right else Status.NOT_MET
        sign = f'<span class="jb-sign" aria-hidden="true">{_SIGNS[status]}</span>'
        better = "" if chosen == right else f"<br>{escape(t('report.right_option', option=right))}"
        rows.append(
            f'<li class="jb-answer jb-{status}"><b>{escape(question)}</b>'
            f"<br>{sign}{escape(t('report.chosen_option', option=chosen))}{better}<br>{escape(why)}</li>"
        )
    return _page(f"<ol>{''.join(rows)}</ol>")


def picture_html(picture: str, journey_map: JourneyMap) -> str:
    """Return a map's picture, an SVG of ours, and below it the same map as a table to unfold, with every word."""
    unfold = f"<summary>{escape(t('report.map_as_table'))}</summary>{_map(journey_map)}"
    return _page(f'<div class="jb-map jb-drawn">{picture}</div><details>{unfold}</details>')


def map_html(journey_map: JourneyMap, heading: str = "") -> str:
    """Return a map as a plain table: one column a stage, one row a lane; above it a heading, if there is one."""
    return _page(_map(journey_map, heading))


def _map(journey_map: JourneyMap, heading: str = "") -> str:
    stages = journey_map.stages
    persona, scenario = journey_map.persona, journey_map.scenario
    head = f'<p class="jb-question">{escape(heading)}</p>' if heading else ""
    head += "".join(
        f"<p><b>{_word(part)}</b> {escape(' · '.join(text for text in texts if text.strip()))}</p>"
        for part, texts in (
            ("persona", (persona.name, persona.about, persona.goal)),
            ("scenario", (scenario.name, scenario.situation)),
        )
    )
    lanes = {
        "touchpoint": _touchpoint_items,
        "emotion": _emotion_items,
        "pain_point": _pain_point_items,
        "opportunity": _opportunity_items,
    }
    if any(touchpoint.backstage for touchpoint in journey_map.touchpoints):
        lanes["backstage"] = _backstage_items
    columns = "".join(f'<th scope="col">{escape(stage.name)}</th>' for stage in stages)
    cells = {(cell.lane, cell.stage): cell for cell in journey_map.lane_cells}
    rows = [(_word(lane), [items(journey_map, stage) for stage in stages]) for lane, items in lanes.items()]
    for own in journey_map.lanes:
        rows.append((escape(own.name), [_own_items(own, cells.get((own.id, stage.id))) for stage in stages]))
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{_items(items)}</td>" for items in by_stage)}</tr>'
        for name, by_stage in rows
    )
    table = f"<table><thead><tr><td></td>{columns}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="jb-map">{head}{table}</div>'


def plan_html(plan: Plan, maps: Sequence[JourneyMap]) -> str:
    """Return an action plan as it is printed, with the opportunities of its maps; of one not begun, that it is not."""
    if plan.is_blank:
        return note_html(t("planpaper.none_yet"))
    return _page(f'<div class="jb-plan-paper">{plan_page.body(planpaper.paper(plan, maps), "h4")}</div>')


def _word(part: str) -> str:
    """Return the name of a part of a map as it stands at the start of a line."""
    word = t(f"words.{part}")
    return escape(word[:1].upper() + word[1:])


def _items(items: Iterable[tuple[str, ...]]) -> str:
    """Return the cards of one cell, each with its lines."""
    return "".join(f'<div class="jb-item">{"<br>".join(map(escape, filter(None, lines)))}</div>' for lines in items)


def _touchpoint_items(journey_map: JourneyMap, stage: Stage) -> list[tuple[str, ...]]:
    return [
        (("★ " if touchpoint.is_moment_of_truth else "") + touchpoint.name, touchpoint.action)
        for touchpoint in journey_map.touchpoints_in(stage.id)
    ]


def _emotion_items(journey_map: JourneyMap, stage: Stage) -> list[tuple[str, ...]]:
    return [
        (t("report.emotion", touchpoint=touchpoint.name, emotion=_emotion(touchpoint.emotion)),)
        for touchpoint in journey_map.touchpoints_in(stage.id)
    ]


def _emotion(emotion: int | None) -> str:
    """Return an emotion as people write it: with a true minus sign, and 0 without a sign."""
    if emotion is None:
        return "–"
    return f"{emotion:+d}".replace("-", "−") if emotion else "0"


def _pain_point_items(journey_map: JourneyMap, stage: Stage) -> list[tuple[str, ...]]:
    return [
        (pain_point.text, t("report.severity", severity=pain_point.severity))
        for pain_point in journey_map.pain_points
        if pain_point.stage == stage.id
    ]


def _opportunity_items(journey_map: JourneyMap, stage: Stage) -> list[tuple[str, ...]]:
    fields = ("goal", "measure", "owner")
    return [
        (
            opportunity.text,
            *(
                t(f"report.{field}", text=getattr(opportunity, field))
                for field in fields
                if getattr(opportunity, field)
            ),
        )
        for opportunity in journey_map.opportunities
        if opportunity.stage == stage.id
    ]


def _backstage_items(journey_map: JourneyMap, stage: Stage) -> list[tuple[str, ...]]:
    return [(touchpoint.backstage,) for touchpoint in journey_map.touchpoints_in(stage.id) if touchpoint.backstage]


def _own_items(lane: Lane, cell: LaneCell | None) -> list[tuple[str, ...]]:
    """Return what a lane of the learner's own says of a stage, a number with its unit."""
    if cell is None:
        return []
    if lane.kind is LaneKind.TEXT:
        return [(cell.text,)] if cell.text else []
    return [] if cell.number is None else [(f"{cell.number:.15g} {lane.unit}".strip(),)]


def _by_family(findings: Sequence[Finding], places: Sequence[Anchor | None]) -> str:
    """Return the list of findings; a long one about several things in parts, so that it can be taken in."""
    known = all_criteria()
    shown = dict.fromkeys(Family, "")
    for finding, place in zip(findings, places, strict=True):
        shown[known[finding.criterion].family] += _finding(finding, place)
    parts = {family: items for family, items in shown.items() if items}
    if len(parts) < 2 or len(findings) < _LONG:
        items = "".join(_finding(finding, place) for finding, place in zip(findings, places, strict=True))
        return f'<ul class="jb-findings">{items}</ul>'
    return "".join(
        f'<p class="jb-family">{escape(t(f"rubricpage.family_{family}"))}</p><ul class="jb-findings">{items}</ul>'
        for family, items in parts.items()
    )


def _finding(finding: Finding, anchor: Anchor | None) -> str:
    status = finding.status
    verdict = finding.verdict
    name = t(f"criteria.{finding.criterion}_name")
    why = t(verdict.why.key, **verdict.why.params)
    points = (
        t("report.points", points=f"{finding.points:g}", max=f"{finding.max_points:g}") if finding.max_points else ""
    )
    place = f' id="{escape(anchor.id)}"' if anchor else ""
    number = _number(anchor, status) if anchor and anchor.number else ""
    return (
        f'<li class="jb-finding jb-{status}"{place}>'
        f'<span class="jb-sign" aria-hidden="true">{_SIGNS[status]}</span>'
        f'<div>{number}<span class="jb-name">{escape(name)}</span> – {escape(t(f"report.{status}"))}'
        f"<br>{escape(why)}{_hints(verdict.hints, 1)}</div>"
        f'<span class="jb-points">{escape(points)}</span></li>'
    )


def _number(anchor: Anchor, status: Status) -> str:
    """Return a finding's number, which leads to the picture on which it stands."""
    said = escape(t("report.on_picture", number=anchor.number))
    link = f'href="#{escape(anchor.picture)}" aria-label="{said}" title="{said}"'
    return f'<a class="jb-number jb-{status}" {link}>{anchor.number}</a>'


def _hints(hints: Sequence[Phrase], number: int) -> str:
    """Return the hints nested in each other, so that one must be opened to see the next."""
    if not hints:
        return ""
    first, *rest = hints
    words = escape(t(first.key, **first.params))
    return (
        f"<details><summary>{escape(t('report.hint', number=number))}</summary>{words}"
        f"{_hints(rest, number + 1)}</details>"
    )


def _page(body: str) -> str:
    lang = "zh-CN" if language() == "zh" else "en"
    # Formulas are left alone: between two prices in dollars stands no formula, and TeX can hold links, too.
    return f'{STYLE}<div class="jb-report tex2jax_ignore mathjax_ignore" lang="{lang}">{body}</div>'
