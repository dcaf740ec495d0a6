"""Are the figures that hold a reviewer against the grading those worked out by hand?"""

from __future__ import annotations

import pytest

from journeybook.classroom.peer.calibration import figures, weighted_kappa
from journeybook.classroom.peer.page import agreement, page
from journeybook.classroom.results import Result
from journeybook.classroom.roster import Trainee
from journeybook.i18n import LANGUAGES, Phrase, t, use_language
from journeybook.reviewfile import Review
from journeybook.rubric import Finding, Status, Verdict

MET, PARTLY, NOT = Status.MET, Status.PARTLY_MET, Status.NOT_MET
ANNA = Trainee("anna", "Anna", "Berg")


@pytest.mark.parametrize(
    ("pairs", "leniency", "distance", "judgement"),
    [
        ([(MET, 1.0), (NOT, 0.0)], 0.0, 0.0, "close"),
        ([(MET, 0.5), (MET, 0.0), (PARTLY, 0.5)], 0.5, 0.5, "lenient"),
        ([(NOT, 1.0), (PARTLY, 0.75)], -0.625, 0.625, "strict"),
        ([(MET, 0.0), (NOT, 1.0)], 0.0, 1.0, "close"),
    ],
)
def test_differences(pairs: list[tuple[Status, float]], leniency: float, distance: float, judgement: str) -> None:
    """Are leniency and distance the means of the differences, with and without their signs?"""
    found = figures(pairs, ANNA, 1)
    assert (found.n, found.leniency, found.distance) == (len(pairs), leniency, distance)
    assert found.judgement == judgement
    assert found.kappa is None


def test_weighted_kappa_by_hand() -> None:
    """Is kappa with quadratic weights that worked out by hand?"""
    # Rated against graded: met/met 4, met/partly 1, partly/partly 2, partly/not 1, not/not 3, not/met 1.
    counts = {(MET, 1.0): 4, (MET, 0.5): 1, (PARTLY, 0.5): 2, (PARTLY, 0.25): 0, (PARTLY, 0.0): 1, (NOT, 0.0): 3}
    pairs = [pair for pair, count in counts.items() for _ in range(count)] + [(NOT, 1.0)]
    # Squared steps apart: observed 1 + 1 + 4 = 6. Rated 5, 3, 4 and graded 5, 3, 4 of 12: expected by chance
    # (5·3 + 3·5 + 3·4 + 4·3)/12 + 4·(5·4 + 4·5)/12 = 54/12 + 160/12.
    assert weighted_kappa(pairs) == pytest.approx(1 - 6 / (214 / 12))
    assert weighted_kappa([(MET, 1.0), (NOT, 0.0)] * 5) == pytest.approx(1)


@pytest.mark.parametrize(
    "pairs", [[(MET, 1.0), (NOT, 0.0)] * 4, [(MET, 1.0), (MET, 0.0)] * 8, [(MET, 1.0), (NOT, 1.0)] * 8]
)
def test_no_kappa(pairs: list[tuple[Status, float]]) -> None:
    """Is nothing said where there are few ratings, or one side never varies?"""
    assert weighted_kappa(pairs) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_agreement(lang: str) -> None:
    """Is it said whether reviewers agree, nearly agree or contradict each other?"""
    with use_language(lang):
        said = [agreement(given) for given in ((MET, MET), (MET, PARTLY), (MET, PARTLY, NOT), (MET, None), (None,))]
        assert len(set(said)) == 5
        assert said[0] == t("peer.agreement_all", count=2)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page(lang: str) -> None:
    """Does the page hold ratings, texts without names and the grading, all escaped, and nothing live?"""
    hostile = "<img src=x onerror=alert(1)> Anna Berg </blockquote>\n第二行"
    reviews = [Review({"persona_complete": MET}, hostile, ""), Review({"persona_complete": NOT}, "", " ")]
    finding = Finding("persona_complete", Verdict(0.5, Phrase("criteria.persona_complete_met", {})), 2)
    result = Result(Trainee("bo"), 1, 2, {}, {"map": (finding,)})
    with use_language(lang):
        with_grading = page("<b>练习</b>", ("persona_complete", "moments_few"), reviews, result, [ANNA])
        without = page("<b>练习</b>", ("persona_complete",), reviews, None, [ANNA])
        assert t("peer.column_graded") in with_grading
        assert t("peer.column_graded") not in without
        assert t("peer.nothing_written") in with_grading
        assert t("peer.agreement_opposed") in with_grading
    assert "&lt;img src=x onerror=alert(1)&gt;" in with_grading
    assert "&lt;b&gt;练习" in with_grading
    for forbidden in ("<img", "<b>", "<script", "Anna", "http:", "https:"):
        assert forbidden not in with_grading
