"""What a job is, who does it, and at what pace workers look after theirs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done for an agency; ``attempt`` counts from 1."""

    id: int
    kind: str
    agency_id: UUID
    key: str | None
    data: dict[str, Any]
    attempt: int


Handler: TypeAlias = Callable[[Job], Awaitable[None]]
GivenUp: TypeAlias = Callable[[Job, str], Awaitable[None]]
"""Called with the reason when a job failed for the last time."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Who does jobs of a kind, how often each is tried, and how many at a time in one worker."""

    name: str
    handler: Handler
    attempts: int
    concurrency: int
    given_up: GivenUp | None


@dataclass(frozen=True, slots=True)
class Pace:
    """How quickly a worker notices what happens to others and to itself.

    A job whose worker gave no sign of life for ``heartbeat`` is taken up by another, at most ``poll`` later.
    A worker that is told to stop waits ``grace`` for what it is at before it cancels it and gives it back.
    The first retry comes after ``retry``, each further one after twice the time of the one before.
    """

    heartbeat: timedelta = timedelta(seconds=6)
    poll: timedelta = timedelta(seconds=2)
    grace: timedelta = timedelta(seconds=5)
    retry: timedelta = timedelta(seconds=2)
    longest_retry: timedelta = timedelta(minutes=5)

    def delay(self, attempt: int) -> timedelta:
        """How long to wait after this attempt failed."""
        times: int = 2 ** min(attempt - 1, 20)
        return min(self.retry * times, self.longest_retry)
