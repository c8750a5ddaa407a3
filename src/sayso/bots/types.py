"""Bots as they are kept: where they stand, their versions, and their runs."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from sayso.bots.details import (
    BotDetails,
    ByBot,
    ByCron,
    ByHand,
    ByInterval,
    ByRow,
    ByWebhook,
    Question,
    Requirements,
)


class BotStatus(StrEnum):
    """Where a bot stands."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ERROR = "error"
    """It failed again and again and was paused by itself."""


class Stage(StrEnum):
    """How far the making of a bot is; ``idle`` once it was made."""

    READING = "reading"
    ASKING = "asking"
    """It waits for answers."""
    WRITING = "writing"
    TESTING = "testing"
    READY = "ready"
    """There is a candidate that passed its cases, to be looked at and activated."""
    FAILED = "failed"
    """Nothing could be made; the notice says why."""
    HEALING = "healing"
    IDLE = "idle"


class VersionStatus(StrEnum):
    """Where a version stands."""

    ACTIVE = "active"
    CANDIDATE = "candidate"
    DEPRECATED = "deprecated"
    FAILED = "failed"


class RunState(StrEnum):
    """Where a run stands; the last four are ends."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    """For a person to approve."""
    SUCCESS = "success"
    FAILED = "failed"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed_out"


ENDED = frozenset({RunState.SUCCESS, RunState.FAILED, RunState.CANCELLED, RunState.TIMED_OUT})


@dataclass(frozen=True, slots=True)
class Policy:
    """How a bot is run. Seconds.

    ``retries`` is how often a run that failed is tried again, ``backoff`` after how long at first, doubled
    each time. ``at_once`` runs of it go on at a time, ``at_once_per_key`` of those with the same key.
    ``resumes``: a run that was cut off by a crash is taken up again; otherwise it ends as failed with that
    reason. ``pause_after`` failures in a row it is paused (0: never). ``heals``: whether a failure that
    repeats is mended by itself, and ``heals_alone`` whether what was mended is activated without a person.
    ``shared``: all of the agency read what its runs were given, gave and wrote; otherwise its owner and
    administrators, since it works with the rights of its owner. ``deciders`` are those whom its questions are
    asked, as e-mail addresses and roles of the agency; its owner where there are none. ``admins_decide``: its
    questions are asked administrators of the agency, too.
    """

    timeout: float = 60.0
    retries: int = 2
    backoff: float = 5.0
    at_once: int = 4
    at_once_per_key: int = 1
    resumes: bool = True
    pause_after: int = 5
    heals: bool = True
    heals_alone: bool = False
    shared: bool = False
    keep_days: int = 30
    deciders: tuple[str, ...] = ()
    admins_decide: bool = False


@dataclass(frozen=True, slots=True)
class Counters:
    """What became of a bot's runs. Seconds."""

    runs: int = 0
    successes: int = 0
    errors: int = 0
    average_seconds: float | None = None
    p95_seconds: float | None = None
    last_run_at: datetime | None = None
    last_state: RunState | None = None


@dataclass(frozen=True, slots=True)
class Bot:
    """One bot of an agency. It acts for ``user_id``, its owner: it may do at most what they may do.

    ``user_id`` is none where that person is gone; it runs no more then. ``asked`` is the description that it
    was made from. ``failures`` counts those in a row.
    """

    id: UUID
    agency_id: UUID
    user_id: UUID | None
    name: str
    description: str
    asked: str
    status: BotStatus
    stage: Stage
    notice: str
    version: int | None
    config: dict[str, Any]
    policy: Policy
    created_at: datetime
    progress: str = ""
    suggestions: tuple[str, ...] = ()
    requirements: Requirements = field(default_factory=Requirements)
    time_zone: str = "UTC"
    failures: int = 0
    counters: Counters = field(default_factory=Counters)
    updated_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a bot; ``author`` is ``offline``, ``hand``, ``import`` or the name of a model.

    ``report`` is what became of its cases when they ran last.
    """

    bot_id: UUID
    number: int
    status: VersionStatus
    code: str
    details: BotDetails
    note: str
    author: str
    created_at: datetime
    report: "Report | None" = None
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case: ``wrong`` says in sentences what was not as expected."""

    name: str
    ok: bool
    wrong: tuple[str, ...] = ()
    output: str = ""
    did: tuple[str, ...] = ()
    """What it did, in sentences: requests, rows, notices."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """What became of all cases of a version."""

    results: tuple[CaseResult, ...]
    at: datetime

    @property
    def ok(self) -> bool:
        """Whether all passed; no case at all is no pass."""
        return bool(self.results) and all(one.ok for one in self.results)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What sets a bot off. A webhook answers where it ``has_address``; nobody can read which."""

    id: UUID
    bot_id: UUID
    spec: ByHand | ByInterval | ByCron | ByWebhook | ByRow | ByBot
    is_on: bool
    created_at: datetime
    has_address: bool = False
    last_at: datetime | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A line of the conversation in which a bot is made and changed."""

    id: int
    role: Literal["user", "assistant"]
    text: str
    questions: tuple[Question, ...]
    answers: dict[str, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a run is there: which trigger, and what it says about itself.

    ``kind`` is that of a trigger spec, or ``rerun``. ``depth`` counts bots that set each other off: beyond
    ``MOST_DEPTH`` nothing is set off any more. ``idempotency_key`` makes a second run of the same cause the
    first one again. ``concurrency_key`` groups runs of which ``at_once_per_key`` go on at a time.
    """

    kind: Literal["manual", "interval", "cron", "webhook", "row", "bot", "rerun"]
    trigger_id: UUID | None = None
    user_id: UUID | None = None
    text: str = ""
    depth: int = 0
    idempotency_key: str | None = None
    concurrency_key: str | None = None
    rerun_of: UUID | None = None


MOST_DEPTH = 5


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a bot. ``attempt`` counts from 1: retries and taking it up again after a crash.

    ``is_dead`` marks a failed one that nobody has looked after yet. ``seconds`` is the time it ran, waiting
    not counted.
    """

    id: UUID
    bot_id: UUID
    agency_id: UUID
    version: int
    state: RunState
    cause: Cause
    input: Any
    output: Any
    error: str
    attempt: int
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    run_after: datetime | None = None
    seconds: float = 0.0
    is_dead: bool = False
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time that a run was begun, and how that ended; ``ending`` is none while it goes on."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    ending: Literal["success", "failed", "timed_out", "cancelled", "waiting", "lost", ""]
    error: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step that is done, and is not done again when the run is taken up."""

    name: str
    value: Any
    at: datetime
    seconds: float
    attempt: int


@dataclass(frozen=True, slots=True)
class Approval:
    """A question that a run waits for; ``decision`` is none until a person has decided.

    Whom it is not asked sees no words of it: ``is_hidden``.
    """

    id: UUID
    run_id: UUID
    bot_id: UUID
    number: int
    text: str
    asked_at: datetime
    decision: bool | None = None
    comment: str = ""
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    is_hidden: bool = False
