"""How long to wait before a model is asked once more."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pausing:
    """Waits that double, each shortened by chance so that those who failed together do not return together.

    A server's own wish (``retry-after``) is met exactly as long as it is at most ``longest_wish`` seconds.
    """

    first: float = 0.5
    longest: float = 8
    longest_wish: float = 30
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random

    def seconds(self, tries: int, wish: float | None) -> float | None:
        """The wait after so many tries, None where the server wants more patience than there is."""
        if wish is not None:
            return wish if wish <= self.longest_wish else None
        longest: float = min(self.longest, self.first * 2 ** (tries - 1))
        return longest * (0.5 + self.chance() / 2)
