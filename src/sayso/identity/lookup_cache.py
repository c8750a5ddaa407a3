"""What was read a moment ago, so that not every request asks the database who sends it."""

from collections.abc import Awaitable, Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

TRUSTED_SECONDS = 5.0
"""What ended in another process works for this long at most; in this process it ends at once."""

_AT_MOST = 4096

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Answers of the database, kept for some seconds; the oldest goes when there are too many."""

    def __init__(self, seconds: float = TRUSTED_SECONDS, at_most: int = _AT_MOST) -> None:
        self._seconds = seconds
        self._at_most = at_most
        self._kept: dict[K, tuple[float, V]] = {}
        self._round = 0

    async def get(self, key: K, find: Callable[[], Awaitable[V | None]]) -> V | None:
        """What is kept of ``key``, or what ``find`` finds; that nothing was found is never kept."""
        kept = self._kept.get(key)
        if kept is not None and kept[0] > monotonic():
            return kept[1]
        until, asked_in = monotonic() + self._seconds, self._round
        found = await find()
        if found is not None and asked_in == self._round:
            self._kept.pop(key, None)
            self._kept[key] = (until, found)
            if len(self._kept) > self._at_most:
                del self._kept[next(iter(self._kept))]
        return found

    def clear(self) -> None:
        """Forget all of it, and keep no answer to a question that was asked before."""
        self._round += 1
        self._kept.clear()

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._kept)
