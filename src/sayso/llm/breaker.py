"""Lets a model rest that failed several times in a row, so that nobody waits for it again and again."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class _State:
    failures: int = 0
    opened_at: float | None = None
    is_probed: bool = False


class Breakers:
    """A circuit breaker for each model, shared by everybody who asks in this process.

    After ``limit`` failures in a row a model rests for ``rest`` seconds; then one request may find out
    whether it is back, and the others wait for what that one finds.
    """

    def __init__(self, limit: int = 5, rest: float = 30, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._rest = rest
        self._clock = clock
        self._states: dict[str, _State] = {}

    def admits(self, key: str) -> bool:
        """Whether this model may be asked now; whoever is let in says how it went."""
        state = self._states.get(key)
        if state is None or state.opened_at is None:
            return True
        if state.is_probed or self._clock() - state.opened_at < self._rest:
            return False
        state.is_probed = True
        return True

    def succeeded(self, key: str) -> None:
        """The model answered."""
        self._states.pop(key, None)

    def failed(self, key: str) -> None:
        """The model did not answer."""
        state = self._states.setdefault(key, _State())
        state.failures += 1
        if state.is_probed or state.failures >= self._limit:
            state.opened_at = self._clock()
        state.is_probed = False

    def left(self, key: str) -> None:
        """The request ended without telling anything about the model."""
        state = self._states.get(key)
        if state is not None:
            state.is_probed = False


BREAKERS = Breakers()
"""Those of this process."""
