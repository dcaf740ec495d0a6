"""Who reviews whose map: a fair, blind and repeatable assignment.

Everybody who handed a map in is reviewed `k` times and reviews `k` others, never themselves, nobody twice, and their
own group, or a map that is theirs too, only where there is no other way. This is a matching with capacities on both
sides, solved exactly: first as little beyond `k` as possible, then as few reviews within a group as possible, then by
the seed's lot.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

_EXTRA, _OWN_GROUP = 1e6, 1e3
"""What a review beyond `k`, and one within a group, cost; the lot's costs sum to less than 1."""


def assign(
    authors: Sequence[str],
    labels: Mapping[str, Collection[str]],
    reviews: int,
    seed: int,
    before: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return for each reviewer the authors whose maps they review, those assigned before first.

    Parameters
    ----------
    authors : sequence of str
        Ids of all who handed a map in; they are the reviewers too.
    labels : mapping
        Id → what is theirs, such as a group. Two who share a label review each other only where there is no other way.
    reviews : int
        How many reviews each map gets and each reviewer gives, at least 1.
    seed : int
        The same seed gives the same assignment.
    before : mapping, optional
        Reviewer → authors assigned already; these stay. What comes on top for somebody is kept small and even.

    Raises
    ------
    ValueError
        If there are not more authors than `reviews`.

    Examples
    --------
    >>> assign(["anna", "bo"], {}, 1, seed=1)
    {'anna': ('bo',), 'bo': ('anna',)}
    """
    if not 1 <= reviews < len(authors):
        raise ValueError(f"{reviews} reviews among {len(authors)} authors")
    people = sorted(authors)
    known = {reviewer: tuple(before.get(reviewer, ())) if before else () for reviewer in people}
    new = _matching(people, labels, reviews, seed, known)
    return {reviewer: known[reviewer] + new[reviewer] for reviewer in people}


def _matching(
    people: Sequence[str],
    labels: Mapping[str, Collection[str]],
    reviews: int,
    seed: int,
    known: Mapping[str, Sequence[str]],
) -> dict[str, tuple[str, ...]]:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import eye_array, hstack, kron

    n = len(people)
    given = np.array([[author in known[reviewer] for author in people] for reviewer in people])
    possible = ~(given | np.eye(n, dtype=bool))
    own = np.array([[bool(set(labels.get(a, ())) & set(labels.get(b, ()))) for b in people] for a in people])
    lot = np.random.default_rng(seed).random((n, n)) / (n * n + 1)
    costs = _OWN_GROUP * own + lot
    # Whoever needs a review gets or gives it; beyond that, the u-th extra one of a person costs u times as much.
    giving, getting = (np.maximum(reviews - given.sum(axis=axis), 0) for axis in (1, 0))
    extras = int(np.minimum(n, max(giving.sum(), getting.sum()))) if given.any() else 0
    steps = np.tile(_EXTRA * np.arange(1, extras + 1), 2 * n)
    edges = hstack([kron(eye_array(n), np.ones((1, n))).T, kron(np.ones((1, n)), eye_array(n)).T]).T
    spare = kron(eye_array(2 * n), np.ones((1, extras))) if extras else None
    matrix = edges if spare is None else hstack([edges, -spare])
    needed = np.concatenate([giving, getting])
    solution = milp(
        np.concatenate([costs.ravel(), steps]),
        integrality=np.ones(n * n + len(steps), dtype=int),
        bounds=Bounds(0, np.concatenate([possible.ravel().astype(float), np.ones(len(steps))])),
        constraints=LinearConstraint(matrix, needed, needed),
    )
    if solution.x is None:
        raise ValueError(solution.message)
    chosen = solution.x[: n * n].reshape(n, n) > 0.5
    # In the order of the lot, so that the order of the alphabet tells nothing.
    return {
        reviewer: tuple(people[int(author)] for author in np.argsort(lot[row]) if chosen[row, author])
        for row, reviewer in enumerate(people)
    }
