"""How often somebody may guess: a code is found by holding a slip, not by trying."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable


class Guesses:
    """Counts failures over a sliding window, for each address and for all together.

    A room behind one address has as many tries as it needs, because what succeeds is not counted.

    Parameters
    ----------
    each, all_ : int
        Failures that are allowed in one window, from one address and altogether.
    seconds : float
        Length of the window.
    clock : callable
        Seconds that never go back.

    Examples
    --------
    >>> guesses = Guesses(each=1, all_=10, seconds=60)
    >>> guesses.wait("10.0.0.7")
    0.0
    >>> guesses.failed("10.0.0.7")
    >>> 59 < guesses.wait("10.0.0.7") <= 60
    True
    """

    def __init__(self, each: int, all_: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._each = each
        self._all = all_
        self._seconds = seconds
        self._clock = clock
        self._by_address: defaultdict[str, deque[float]] = defaultdict(deque)
        self._everybody: deque[float] = deque()

    def wait(self, address: str) -> float:
        """Return for how many seconds `address` may not try again; 0 where it may."""
        now = self._clock()
        own = self._by_address[address]
        waits = [self._left(own, self._each, now), self._left(self._everybody, self._all, now)]
        if not own:
            del self._by_address[address]
        return max(waits)

    def failed(self, address: str) -> None:
        """Count a failure."""
        now = self._clock()
        for failures in (self._by_address[address], self._everybody):
            failures.append(now)
        # Addresses that have been quiet for a while are forgotten, or trying from many of them would fill the memory.
        for other in [one for one, failures in self._by_address.items() if failures[-1] <= now - self._seconds]:
            del self._by_address[other]

    def _left(self, failures: deque[float], most: int, now: float) -> float:
        while failures and failures[0] <= now - self._seconds:
            failures.popleft()
        return failures[-most] + self._seconds - now if len(failures) >= most else 0.0
