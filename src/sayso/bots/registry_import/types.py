"""What is read of an older registry, and what is said of taking it over."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from sayso.bots.details import ByCron, ByHand, ByInterval, ByWebhook

Proposed = ByHand | ByInterval | ByCron | ByWebhook


@dataclass(frozen=True, slots=True)
class Entry:
    """A bot as the registry describes it. ``key`` tells it from the others of the same registry.

    ``place`` is the path of its code. ``runs``, ``successes``, ``errors``, ``average_seconds`` are counters
    of the past. ``left`` are fields that have no place here, with the reason.
    """

    key: str
    name: str
    place: str
    description: str = ""
    label: str = ""
    """The version, as the registry calls it."""
    is_active: bool = False
    config: dict[str, Any] = field(default_factory=dict)
    triggers: tuple[Proposed, ...] = ()
    runs: int = 0
    successes: int = 0
    errors: int = 0
    average_seconds: float = 0.0
    created_at: datetime | None = None
    updated_at: datetime | None = None
    last_run_at: datetime | None = None
    warnings: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    why_not: str = ""
    """Why it cannot be taken; empty where it can."""


@dataclass(frozen=True, slots=True)
class Registry:
    """All that a registry says; ``left`` are parts of it that are about no bot."""

    entries: tuple[Entry, ...]
    left: tuple[str, ...] = ()


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True)


class ImportedBot(_Told):
    """What becomes of one bot of the registry; ``why`` says why it is skipped.

    ``changes`` say what is otherwise than in the registry, ``left`` which of its fields have no place here,
    ``triggers`` in words what will set it off once it is activated, and ``secrets`` the names of those that
    were in its configuration.
    """

    name: str
    place: str
    outcome: Literal["new", "changed", "unchanged", "skipped"]
    why: str = ""
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    status: Literal["draft", "paused"] = "draft"
    bot_id: UUID | None = None
    version: int | None = None


class Integrity(_Told):
    """Whether what is kept is what the folder holds; ``problems`` are what differs."""

    ok: bool
    expected: int
    found: int
    problems: tuple[str, ...] = ()


class ImportReport(_Told):
    """What an import does, or would do; ``left`` are parts of the folder that were not looked at."""

    is_dry_run: bool
    bots: tuple[ImportedBot, ...]
    warnings: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    check: Integrity | None = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
