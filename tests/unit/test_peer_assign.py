"""Is the assignment of reviewers fair, blind to oneself and one's group, repeatable, and open to the late?"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeybook.classroom.peer.assign import assign

PEOPLE = [f"t{number:02}" for number in range(12)]
GROUPS = {person: {f"group {number % 3}"} for number, person in enumerate(PEOPLE)}


def load(assigned: dict[str, tuple[str, ...]]) -> Counter[str]:
    """Return how often each map is reviewed."""
    return Counter(author for authors in assigned.values() for author in authors)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 14), st.integers(1, 4), st.integers(0, 2**31), st.integers(1, 5))
def test_fair(people: int, reviews: int, seed: int, groups: int) -> None:
    """Does everyone get and give just so many reviews, never their own and none twice?"""
    names = [f"t{number:02}" for number in range(people)]
    labels = {name: {f"group {number % groups}"} for number, name in enumerate(names)}
    if people <= reviews:
        with pytest.raises(ValueError, match="reviews among"):
            assign(names, labels, reviews, seed)
        return
    assigned = assign(names, labels, reviews, seed)
    assert set(assigned) == set(names)
    assert load(assigned) == dict.fromkeys(names, reviews)
    for reviewer, authors in assigned.items():
        assert len(set(authors)) == reviews
        assert reviewer not in authors


@pytest.mark.parametrize("seed", range(5))
def test_own_group(seed: int) -> None:
    """Does nobody review their own group where there is another way?"""
    for reviewer, authors in assign(PEOPLE, GROUPS, 3, seed).items():
        assert not any(GROUPS[reviewer] & GROUPS[author] for author in authors)


def test_one_large_group() -> None:
    """Where a group is too large to be reviewed by others alone, are its own reviews as few as can be?"""
    labels = {person: {"large"} for person in PEOPLE[:9]} | {person: {"small"} for person in PEOPLE[9:]}
    assigned = assign(PEOPLE, labels, 2, 1)
    own = sum(labels[reviewer] == labels[author] for reviewer, authors in assigned.items() for author in authors)
    # The three outside give six reviews and get six; of the nine's eighteen, twelve must stay within.
    assert own == 12
    assert set(load(assigned).values()) == {2}


def test_repeatable() -> None:
    """Does the same seed give the same, in whatever order the class is named, and another seed something else?"""
    first = assign(PEOPLE, GROUPS, 2, 7)
    assert assign(PEOPLE[::-1], GROUPS, 2, 7) == first
    assert assign(PEOPLE, GROUPS, 2, 8) != first


@pytest.mark.parametrize("late", [1, 2, 4])
def test_late(late: int) -> None:
    """Do the late get and give as many as the others, while all that was assigned stays and extra work is even?"""
    before = assign(PEOPLE[:-late], GROUPS, 2, 7)
    after = assign(PEOPLE, GROUPS, 2, 7, before)
    for reviewer, authors in before.items():
        assert after[reviewer][:2] == authors
        assert len(after[reviewer]) <= 3
    for newcomer in PEOPLE[-late:]:
        assert len(after[newcomer]) == load(after)[newcomer] == 2
    # What the late cannot do for each other, others do once more each.
    extra = sum(map(len, after.values())) - 2 * len(PEOPLE)
    assert extra == {1: 2, 2: 2, 4: 0}[late]
    assert set(load(after).values()) <= {2, 3}
    assert assign(PEOPLE, GROUPS, 2, 7, after) == after
