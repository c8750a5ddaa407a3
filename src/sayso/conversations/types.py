"""What passes through conversations: sessions, messages, turns and revisions."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sayso.publishing.timeline import Kind

DEFAULT_FEEDBACK_SECONDS = 0.0
LONGEST_FEEDBACK_SECONDS = 300.0
LONGEST_TEXT = 200_000
LONGEST_NAME = 200
LONGEST_DESCRIPTION = 4_000


class Status(StrEnum):
    """What a session is about."""

    DRAFTING = "drafting"
    GENERATING = "generating"
    REVIEWING = "reviewing"
    COMPLETE = "complete"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TurnStatus(StrEnum):
    """Where a message is on its way."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self not in {TurnStatus.QUEUED, TurnStatus.RUNNING}


class Speaker(StrEnum):
    """Who speaks."""

    USER = "user"
    ASSISTANT = "assistant"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Session:
    """A build session; ``slug`` is that of its module, ``known_revision`` the one of it that it last saw."""

    id: UUID
    agency_id: UUID
    user_id: UUID | None
    module_id: UUID | None
    slug: str | None
    known_revision: int | None
    name: str
    description: str
    status: Status
    designer: str
    feedback_seconds: float
    refinements: int
    satisfaction: int | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class NewMessage:
    """Something that is said; ``cost`` is in US dollars, none where no price is known or no model asked."""

    role: Speaker
    text: str
    author_id: UUID | None = None
    turn: int | None = None
    key: str | None = None
    model: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal | None = None
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was said."""

    number: int
    said: NewMessage
    author: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of a message; ``tries`` is how often the work was taken up."""

    number: int
    author_id: UUID | None
    author: str | None
    text: str
    about: str | None
    status: TurnStatus
    tries: int
    progress: dict[str, Any] | None
    waiting_for: str | None
    is_paused: bool
    heard: int
    key_id: UUID | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A step of the line.

    ``handwork`` are files as JSON; none where they are as in the content it was made upon.
    """

    kind: Kind
    spec: dict[str, Any]
    reason: str
    edits: tuple[Any, ...] = ()
    sentences: tuple[str, ...] = ()
    target: int | None = None
    phase: str = ""
    handwork: list[Any] | None = None
    author_id: UUID | None = None
    turn: int | None = None
    module_revision: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A step of the line as it is listed; ``approved_by`` and ``approved_at`` tell who approved it."""

    number: int
    kind: Kind
    target: int | None
    phase: str
    edits: tuple[Any, ...]
    sentences: tuple[str, ...]
    reason: str
    author: str | None
    turn: int | None
    module_revision: int | None
    at: datetime
    approved_by: str | None
    approved_at: datetime | None
