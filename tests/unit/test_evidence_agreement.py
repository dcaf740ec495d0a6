"""How far groups agree."""

import pytest

from journeybook.evidence import kendalls_w, krippendorff_alpha

# Four observers, twelve units: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example D.
_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]

# Siegel, "Nonparametric Statistics for the Behavioral Sciences" (1956): pages 230 (no ties) and 234 (ties).
_APPLICANTS = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]
_TIED = [
    [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
    [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
    [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
]


def test_alpha_is_krippendorffs_own_example():
    """Is α for interval data the published 0.849, over the eleven units that two observers or more judged?"""
    agreement = krippendorff_alpha(_OBSERVERS)
    assert (round(agreement.value, 3), agreement.groups, agreement.things) == (0.849, 4, 11)


@pytest.mark.parametrize(("rows", "published"), [(_APPLICANTS, 0.16), (_TIED, 0.828)])
def test_w_is_siegels_own_example(rows, published):
    """Is W the published figure, with ties and without?"""
    assert kendalls_w(rows).value == pytest.approx(published, abs=0.005)
    assert kendalls_w([[-value for value in row] for row in rows]).value == pytest.approx(kendalls_w(rows).value)


def test_full_agreement_and_its_opposite():
    """Is full agreement 1, and is the opposite below what chance gives?"""
    assert krippendorff_alpha([[1, -2, 0], [1, -2, 0]]).value == 1
    assert krippendorff_alpha([[2, -2], [-2, 2]]).value < 0
    assert kendalls_w([[1, 2, 3]] * 4).value == 1
    assert kendalls_w([[1, 2, 3], [3, 2, 1]]).value == 0
    assert kendalls_w([[1, 2], [1, 2]]).value == 1


@pytest.mark.parametrize(
    ("rows", "groups"),
    [([], 0), ([[1, 2]], 0), ([[1, None], [None, 2]], 0), ([[1, 1], [1, 1]], 2), ([[], []], 0)],
)
def test_alpha_where_there_is_nothing_to_compare(rows, groups):
    """Is α left open where no two groups judged the same, and where nothing differs?"""
    agreement = krippendorff_alpha(rows)
    assert (agreement.value, agreement.groups) == (None, groups)
    assert agreement.few


@pytest.mark.parametrize("rows", [[], [[1, 2]], [[1, 2, 3], [2, 2, 2]], [[1], [2]]])
def test_w_where_there_is_nothing_to_compare(rows):
    """Is W left open for a single ranking, and is a group that ranks nothing left out?"""
    assert kendalls_w(rows).value is None


def test_few_groups_are_said():
    """Are two groups few, and three not?"""
    assert kendalls_w([[1, 2], [2, 1]]).few
    assert not kendalls_w([[1, 2], [2, 1], [1, 2]]).few


def test_wrong_tables_are_refused():
    """Does a table with rows of two lengths, or a missing rank, end in a clear error?"""
    with pytest.raises(ValueError, match="rows of one length"):
        krippendorff_alpha([[1, 2], [1]])
    with pytest.raises(ValueError, match="missing"):
        kendalls_w([[1, None], [1, 2]])
