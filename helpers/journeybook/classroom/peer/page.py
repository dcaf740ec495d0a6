"""What others say of a map: the page that its author gets, without names, scripts or outside addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from ...i18n import t
from ...reviewfile import Review
from ...rubric import Status
from ..results import Result
from ..roster import Trainee
from .anonymous import without_names

_SIGNS = {Status.MET: "✓", Status.PARTLY_MET: "◐", Status.NOT_MET: "✗", Status.NOT_ATTEMPTED: "○"}

_STYLE = """
body{font-family:system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;font-size:16px;
line-height:1.6;color:#222;background:#fff;max-width:56em;margin:2em auto;padding:0 1em}
h1{font-size:1.5em;line-height:1.3}h2{font-size:1.15em;margin-top:1.8em}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #ddd;padding:.45em .6em;text-align:left;vertical-align:top}
thead th{border-bottom:2px solid #1f4e5f}th[scope=row]{font-weight:400}td{white-space:nowrap}
.met{color:#1b7f4b}.partly_met{color:#8a5300}.not_met{color:#b03226}.not_attempted,.quiet{color:#595959}
blockquote{margin:.4em 0 1em;padding:.3em 1em;border-left:4px solid #1f4e5f;white-space:pre-wrap;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none}}
"""


def page(
    title: str, criteria: Sequence[str], reviews: Sequence[Review], result: Result | None, people: Sequence[Trainee]
) -> str:
    """Return the page in the current language.

    Parameters
    ----------
    title : str
        Title of the exercise.
    criteria : sequence of str
        The rubric's criteria about maps.
    reviews : sequence of Review
        What came back, in an order that tells nothing.
    result : Result or None
        What grading found, if the author may know it already.
    people : sequence of Trainee
        The reviewers and their groups, whose names are taken out of the texts.
    """
    heading = escape(t("peer.page_title", title=title))
    parts = [
        f"<h1>{heading}</h1>",
        f"<p>{escape(t('peer.page_intro', count=len(reviews)))}</p>",
        _table(criteria, reviews, _graded(result)),
    ]
    for question in ("keep", "change"):
        texts = [getattr(review, question).strip() for review in reviews]
        quotes = [f"<blockquote>{escape(without_names(text, people))}</blockquote>" for text in texts if text] or [
            f'<p class="quiet">{escape(t("peer.nothing_written"))}</p>'
        ]
        parts += [f"<h2>{escape(t(f'peer.page_{question}'))}</h2>", *quotes]
    parts.append(f'<p class="quiet">{escape(t("peer.page_note"))}</p>')
    return (
        f'<!DOCTYPE html>\n<html lang="{t("classroom.html_lang")}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def _graded(result: Result | None) -> Mapping[str, Status]:
    found = result.findings.values() if result is not None else ()
    return {finding.criterion: finding.status for findings in found for finding in findings}


def _table(criteria: Sequence[str], reviews: Sequence[Review], graded: Mapping[str, Status]) -> str:
    columns = [t("peer.column_criterion")]
    columns += [t("peer.column_reviewer_number", number=number) for number in range(1, len(reviews) + 1)]
    columns += [t("peer.column_agreement"), *([t("peer.column_graded")] if graded else [])]
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    rows = []
    for criterion in criteria:
        given = [review.ratings.get(criterion) for review in reviews]
        cells = [*map(_rating, given), f"<td>{escape(agreement(given))}</td>"]
        if graded:
            cells.append(_rating(graded.get(criterion)))
        rows.append(f'<tr><th scope="row">{escape(t(f"criteria.{criterion}_name"))}</th>{"".join(cells)}</tr>')
    return f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


def agreement(given: Sequence[Status | None]) -> str:
    """Return in words how far the reviewers agree on one criterion."""
    rated = [rating for rating in given if rating is not None]
    if len(rated) < 2:
        return t("peer.agreement_one" if rated else "peer.agreement_none")
    if len(set(rated)) == 1:
        return t("peer.agreement_all", count=len(rated))
    return t("peer.agreement_opposed" if {Status.MET, Status.NOT_MET} <= set(rated) else "peer.agreement_near")


def _rating(rating: Status | None) -> str:
    if rating is None:
        return '<td class="quiet">–</td>'
    return f'<td class="{rating}">{_SIGNS[rating]} {escape(t(f"report.{rating}"))}</td>'
