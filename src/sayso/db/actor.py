"""Who is behind what happens on a connection; PostgreSQL writes it into the audit log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from uuid import UUID

import orjson


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, an API key's owner, the operator of this machine or an anonymous visitor.

    ``kind`` is ``person``, ``key``, ``operator``, ``visitor`` or ``system``; ``id`` is the user's.
    """

    kind: str
    id: UUID | None = None
    name: str = ""
    address: str = ""
    agent: str = ""
    key_id: UUID | None = None

    def as_json(self) -> str:
        """What the database is told."""
        return orjson.dumps(asdict(self), default=str).decode()


SYSTEM = Actor("system")
"""Sayso itself: at the start, on a schedule, in tests."""

_current: ContextVar[Actor] = ContextVar("actor", default=SYSTEM)


def current_actor() -> Actor:
    """Whoever acts in the present context."""
    return _current.get()


def set_actor(actor: Actor) -> None:
    """Let ``actor`` act for the rest of the present context, which for a request is its task."""
    _current.set(actor)


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Let ``actor`` act while the block lasts."""
    token = _current.set(actor)
    try:
        yield
    finally:
        _current.reset(token)
