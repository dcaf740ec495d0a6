"""The answer-key booklet: one HTML file that stands for itself, to read on a screen or to print from a browser.

A browser has the fonts of both languages and breaks their lines by their rules, so the booklet needs no font on this
computer. Maps get pages of A3, the rest A4; a printer with A4 alone makes them smaller. Nothing in it runs or is
loaded, and every text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from ..formats.picture import Badge, map_svg
from ..i18n import language, t
from ..model import JourneyMap
from ..rubric import Demand
from .files import MAKER
from .keys import ExerciseKey, ItemKey, LessonKey, ModuleKey, OpenKey, QuestionKey

_STYLE = """
:root { color-scheme: light; --ink: #1b1f27; --quiet: #596069; --line: #c9ced6; --soft: #f3f4f7; --right: #0b5c46 }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 2rem; color: var(--ink); background: #fff;
  font: 15px/1.6 system-ui, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
h1 { font-size: 2rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.5rem; line-height: 1.3; margin: 3rem 0 .5rem; border-bottom: 2px solid var(--ink) }
h3 { font-size: 1.15rem; margin: 2rem 0 .4rem } h4 { font-size: 1rem; margin: 1.2rem 0 .3rem }
h2, h3, h4 { break-after: avoid } p { margin: .4rem 0 } li { margin: .2rem 0 }
.only { border: 2px solid var(--ink); padding: .6rem 1rem; font-weight: 700; margin: 1rem 0 }
.quiet, .points { color: var(--quiet); font-weight: 400 } .points { font-size: .9em; white-space: nowrap }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: start; vertical-align: top }
th { background: var(--soft); white-space: nowrap }
td.number { text-align: end; white-space: nowrap; width: 1% } tr { break-inside: avoid }
.question { break-inside: avoid; margin: 1rem 0; padding-left: .8rem; border-left: 3px solid var(--line) }
.question > p:first-child { font-weight: 600; white-space: pre-line }
.options { list-style: none; padding: 0 } .options > li { padding-left: 1.8rem; position: relative }
.options > li::before { content: "○"; position: absolute; left: .3rem }
.options > li.right { color: var(--right); font-weight: 700 } .options > li.right::before { content: "✓" }
.options .why { display: block; color: var(--ink); font-weight: 400 }
.options li:not(.right) .why { color: var(--quiet) }
.question:has(+ .guide) { break-after: avoid }
.guide { background: var(--soft); padding: .6rem 1rem; break-inside: avoid }
.map { margin: 1rem 0; overflow-x: auto } .map svg { display: block; max-width: 100%; height: auto }
nav ol { columns: 2 } a { color: inherit }
@page { size: A4; margin: 16mm 16mm 18mm }
@page map-wide { size: A3 landscape; margin: 12mm }
@page map-tall { size: A3; margin: 12mm }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt } h2 { break-before: page; margin-top: 0 }
  .map { overflow: visible; margin: 0 } .map svg { max-width: 100%; margin: 0 auto }
  .wide { page: map-wide } .wide svg { max-height: 235mm } .tall { page: map-tall } .tall svg { max-height: 350mm }
}
"""

_BOLD = re.compile(r"[*]{2}(.+?)[*]{2}")


def booklet(exercises: Sequence[ExerciseKey], modules: Sequence[ModuleKey]) -> str:
    """Return the page in the current language."""
    lang = "zh-CN" if language() == "zh" else "en"
    title = t("kitprint.keys_title")
    if len(exercises) == 1 and not modules:
        title = t("kitprint.key_title", title=exercises[0].title)
    sections = [*map(_exercise, exercises), *map(_module, modules)]
    heads = [*(one.title for one in exercises), *(t("kitprint.lessons_of", module=one.title) for one in modules)]
    listed = "".join(
        f'<li><a href="#part-{number}">{escape(head)}</a></li>' for number, head in enumerate(heads, start=1)
    )
    contents = f"<nav><ol>{listed}</ol></nav>" if len(heads) > 1 else ""
    body = "".join(
        f'<section><h2 id="part-{number}">{escape(head)}</h2>{section}</section>'
        for number, (head, section) in enumerate(zip(heads, sections, strict=True), start=1)
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="generator" content="{MAKER}">'
        f'<meta name="robots" content="noindex"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f'<h1>{escape(title)}</h1><p class="only">{escape(t("kitprint.trainers_only"))}</p>'
        f"{contents}{body}</body></html>\n"
    )


def _exercise(one: ExerciseKey) -> str:
    found = [f'<p class="points">{escape(t("kitprint.worth", points=f"{one.points:g}", id=one.id))}</p>']
    found += _planted(one)
    found += map(_item, one.items())
    found += map(_open, one.open_questions())
    maps = list(one.maps())
    found += (_told(heading, journey_map) for heading, journey_map in maps)
    # Last, for their pages have another size.
    found += (_map(one, heading, journey_map) for heading, journey_map in maps)
    return "".join(found)


def _planted(one: ExerciseKey) -> Iterator[str]:
    key = one.key
    if key.planted:
        yield f"<h3>{escape(t('kitprint.planted'))}</h3><ol>"
        for codes in key.planted:
            causes = [cause for cause in key.causes if set(cause.at) & set(codes)]
            told = "".join(
                f"<p>{escape(cause.text)}</p><p class='quiet'>{escape(t('kitprint.mends'))}</p>"
                f"{_list(approach.name for approach in cause.approaches)}"
                for cause in causes
            )
            yield f"<li><strong>{escape(one.names(codes))}</strong>{told}</li>"
        yield "</ol>"
    if key.decoys:
        yield f"<h3>{escape(t('kitprint.decoys'))}</h3><p class='quiet'>{escape(t('kitprint.decoys_about'))}</p>"
        yield _list(one.names([code]) for code in key.decoys)
    if key.moments:
        yield f"<h3>{escape(t('kitprint.moments'))}</h3>{_list((one.names([code]) for code in key.moments), 'ol')}"


def _map(one: ExerciseKey, heading: str, journey_map: JourneyMap) -> str:
    places: dict[str, int] = {}
    for number, codes in enumerate(one.key.planted, start=1):
        places |= dict.fromkeys(codes, number)
    badges = [
        Badge(places[card.case_touchpoint], card.id, t("kitprint.planted_here"))
        for card in journey_map.touchpoints
        if card.case_touchpoint in places
    ]
    svg = map_svg(journey_map, language(), marks=badges, title=f"{one.title}: {heading}", inline=True, paper=True)
    sides = [float(side) for side in re.findall(r' (?:width|height)="([\d.]+)"', svg)[:2]]
    shape = "wide" if sides[0] > sides[1] else "tall"
    note = f"<p class='quiet'>{escape(t('kitprint.badges'))}</p>" if badges else ""
    return f'<div class="map {shape}"><h3>{escape(heading)}</h3>{note}{svg}</div>'


def _told(heading: str, journey_map: JourneyMap) -> str:
    """Return the pain points and opportunities of a map in words, which a small print may make hard to read."""
    if not journey_map.pain_points and not journey_map.opportunities:
        return ""
    pains = [f"{one.text} ({t('board.severity_n', n=one.severity)})" for one in journey_map.pain_points]
    opportunities = [
        " / ".join(
            filter(None, (one.text, *(_named(part, getattr(one, part)) for part in ("goal", "measure", "owner"))))
        )
        for one in journey_map.opportunities
    ]
    return f"<h3>{escape(heading)}</h3>" + "".join(
        f"<h4>{escape(t(f'board.lane_{lane}'))}</h4>{_list(said)}"
        for lane, said in (("pain_point", pains), ("opportunity", opportunities))
        if said
    )


def _named(part: str, value: str) -> str:
    return t("board.named", name=t(f"board.{part}"), value=value) if value.strip() else ""


def _item(item: ItemKey) -> str:
    rows = "".join(map(_demand, item.demands))
    head = "".join(f"<th>{escape(t(f'kitprint.head_{column}'))}</th>" for column in ("criterion", "asks", "points"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<h3>{escape(item.title)} {_points(item.points)}</h3>{table}{''.join(map(_question, item.questions))}"


def _demand(demand: Demand) -> str:
    said: dict[str, Any] = dict(demand.thresholds)
    name, asks = (t(f"criteria.{demand.criterion.name}_{part}", **said) for part in ("name", "hint_1"))
    late = f"<br><em>{escape(t('rubricpage.key_note'))}</em>" if demand.criterion.needs_key else ""
    points = f"{demand.points:g}" if demand.points else t("kitprint.not_counted")
    return (
        f"<tr><td><strong>{escape(name)}</strong></td><td>{escape(asks)}{late}</td>"
        f'<td class="number">{escape(points)}</td></tr>'
    )


def _open(one: OpenKey) -> str:
    return (
        f"<h3>{escape(one.title)} {_points(one.points)}</h3>"
        f'<div class="question"><p>{escape(one.text)}</p></div><div class="guide">{_prose(one.guide)}</div>'
    )


def _module(module: ModuleKey) -> str:
    return "".join(map(_lesson, module.lessons))


def _lesson(lesson: LessonKey) -> str:
    same = f"<p>{escape(t('kitprint.same_as', title=lesson.same_as))}</p>" if lesson.same_as else ""
    return f"<h3>{escape(lesson.title)}</h3>{same}{''.join(map(_question, lesson.questions))}"


def _question(one: QuestionKey) -> str:
    found = [f"<p>{escape(one.text)}</p>"]
    if one.options:
        options = (
            f"<li{' class=right' if option.right else ''}>{escape(option.text)}"
            f"{f'<span class=why>{escape(option.why)}</span>' if option.why else ''}</li>"
            for option in one.options
        )
        found.append(f'<ul class="options">{"".join(options)}</ul>')
    elif one.right:
        found.append(f'<ul class="options"><li class="right">{escape(one.right)}</li></ul>')
    elif one.open:
        found.append(f"<p class='quiet'>{escape(t('kitprint.open_question'))}</p>")
    if one.explanation:
        found.append(f"<p>{escape(one.explanation)}</p>")
    return f'<div class="question">{"".join(found)}</div>'


def _points(points: float) -> str:
    return f'<span class="points">{escape(t("kitprint.points", points=f"{points:g}"))}</span>'


def _list(texts: Iterable[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</{tag}>"


def _prose(markdown: str) -> str:
    """Return a trainer's cell in HTML: paragraphs and bold words, all else as it is written."""
    paragraphs = (escape(one.strip()) for one in re.split(r"\n\s*\n", markdown) if one.strip())
    return "".join(f"<p>{_BOLD.sub(_strong, one)}</p>" for one in paragraphs)


def _strong(found: re.Match[str]) -> str:
    return f"<strong>{found[1]}</strong>"
