"""Tables of bots: what they are, what sets them off, and their runs."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Double, Identity, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import (
    Base,
    Created,
    NewId,
    Now,
    OfAgency,
    OfPerson,
    referred_within_agency,
    refers_within_agency,
)

Number = Annotated[int, mapped_column(server_default=sql("0"))]
Words = Annotated[str, mapped_column(server_default="")]
KEPT_DAYS = 30
"""How long a bot that was deleted can come back."""


class BotRow(Base, Created):
    """A bot; ``policy`` is a ``Policy``, ``times`` a histogram of how long runs took, for p95."""

    __tablename__ = "bots"
    __table_args__ = (
        CheckConstraint("status in ('draft', 'active', 'paused', 'error')", name="status"),
        CheckConstraint(
            "stage in ('reading', 'asking', 'writing', 'testing', 'ready', 'failed', 'healing', 'idle')",
            name="stage",
        ),
        referred_within_agency(),
        Index(None, "agency_id", "created_at", "id"),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    user_id: Mapped[OfPerson]
    name: Mapped[str]
    description: Mapped[Words]
    asked: Mapped[Words]
    status: Mapped[str] = mapped_column(server_default="draft")
    stage: Mapped[str] = mapped_column(server_default="idle")
    notice: Mapped[Words]
    progress: Mapped[Words]
    suggestions: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    requirements: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    version: Mapped[int | None]
    config: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    policy: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    time_zone: Mapped[str] = mapped_column(server_default="UTC")
    failures: Mapped[Number]
    runs: Mapped[Number]
    successes: Mapped[Number]
    errors: Mapped[Number]
    seconds: Mapped[float] = mapped_column(Double, server_default=sql("0"))
    times: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    last_run_at: Mapped[datetime | None]
    last_state: Mapped[str | None]
    updated_at: Mapped[Now]
    deleted_at: Mapped[datetime | None]


class VersionRow(Base, Created):
    """A version of a bot; ``details`` are ``BotDetails``, ``report`` what became of its cases."""

    __tablename__ = "bot_versions"
    __table_args__ = (
        CheckConstraint("status in ('active', 'candidate', 'deprecated', 'failed')", name="status"),
        refers_within_agency("bot_versions", "bot_id", "bots"),
    )
    bot_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    user_id: Mapped[OfPerson]
    status: Mapped[str]
    code: Mapped[str]
    details: Mapped[dict[str, Any]]
    note: Mapped[Words]
    author: Mapped[str]
    report: Mapped[dict[str, Any] | None]


class MessageRow(Base):
    """A line of the conversation about a bot."""

    __tablename__ = "bot_messages"
    __table_args__ = (
        CheckConstraint("role in ('user', 'assistant')", name="role"),
        refers_within_agency("bot_messages", "bot_id", "bots"),
        Index(None, "agency_id", "bot_id", "id"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[OfAgency]
    bot_id: Mapped[UUID]
    user_id: Mapped[OfPerson]
    role: Mapped[str]
    text: Mapped[Words]
    questions: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    answers: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    at: Mapped[datetime] = mapped_column(server_default=sql("clock_timestamp()"))


class TriggerRow(Base, Created):
    """What sets a bot off; ``spec`` is a ``TriggerSpec``.

    ``token_hash`` is of what the address of a webhook ends in, ``sealed_secret`` what callers sign
    with. ``source`` and ``target`` are what is listened to: the slug and the entity of a module, or the id of
    a bot. ``position`` is how far the history of rows was read.
    """

    __tablename__ = "bot_triggers"
    __table_args__ = (
        CheckConstraint("kind in ('manual', 'interval', 'cron', 'webhook', 'row', 'bot')", name="kind"),
        referred_within_agency(),
        refers_within_agency("bot_triggers", "bot_id", "bots"),
        Index(None, "agency_id", "bot_id"),
        Index(None, "source", "target", postgresql_where=sql("is_on")),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    bot_id: Mapped[UUID]
    kind: Mapped[str]
    spec: Mapped[dict[str, Any]]
    is_on: Mapped[bool] = mapped_column(server_default=sql("true"))
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    sealed_secret: Mapped[str | None]
    source: Mapped[Words]
    target: Mapped[Words]
    position: Mapped[int] = mapped_column(BigInteger, server_default=sql("0"))
    notice: Mapped[Words]
    last_at: Mapped[datetime | None]


class CallRow(Base):
    """A signed call that came; the same signature does not come twice."""

    __tablename__ = "bot_calls"
    __table_args__ = (refers_within_agency("bot_calls", "trigger_id", "bot_triggers"), Index(None, "at"))
    trigger_id: Mapped[UUID] = mapped_column(primary_key=True)
    signature: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    run_id: Mapped[UUID | None]
    at: Mapped[Now]


class RunRow(Base, Created):
    """A run; input and output are JSON as text, which keeps the order of keys.

    ``admitted_at`` is when it got one of the places that its bot has; a run in the queue without it waits for
    another one's end. ``cause`` is a ``Cause``.
    """

    __tablename__ = "bot_runs"
    __table_args__ = (
        CheckConstraint(
            "state in ('queued', 'running', 'waiting', 'success', 'failed', 'cancelled', 'timed_out')",
            name="state",
        ),
        referred_within_agency(),
        refers_within_agency("bot_runs", "bot_id", "bots"),
        Index(None, "agency_id", "bot_id", "created_at", "id"),
        Index(None, "agency_id", "created_at", "id"),
        Index(
            "bot_runs_admitted_idx",
            "bot_id",
            postgresql_where=sql("state in ('queued', 'running') and admitted_at is not null"),
        ),
        Index(
            "bot_runs_parked_idx",
            "bot_id",
            "created_at",
            "id",
            postgresql_where=sql("state = 'queued' and admitted_at is null"),
        ),
        Index("bot_runs_dead_idx", "agency_id", "ended_at", postgresql_where=sql("is_dead")),
        Index(
            "bot_runs_idempotency_idx",
            "bot_id",
            "idempotency_key",
            unique=True,
            postgresql_where=sql("idempotency_key is not null"),
        ),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    bot_id: Mapped[UUID]
    version: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="queued")
    cause: Mapped[dict[str, Any]]
    idempotency_key: Mapped[str | None]
    concurrency_key: Mapped[str | None]
    input: Mapped[str] = mapped_column(server_default="null")
    output: Mapped[str | None]
    error: Mapped[Words]
    attempt: Mapped[Number]
    retried: Mapped[Number]
    run_after: Mapped[datetime | None]
    admitted_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    seconds: Mapped[float] = mapped_column(Double, server_default=sql("0"))
    is_dead: Mapped[bool] = mapped_column(server_default=sql("false"))
    is_test: Mapped[bool] = mapped_column(server_default=sql("false"))


class AttemptRow(Base):
    """One time that a run was begun; ``ending`` is empty while it goes on."""

    __tablename__ = "bot_attempts"
    __table_args__ = (refers_within_agency("bot_attempts", "run_id", "bot_runs"),)
    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    started_at: Mapped[Now]
    ended_at: Mapped[datetime | None]
    ending: Mapped[Words]
    error: Mapped[Words]
    trace: Mapped[Words]


class StepRow(Base):
    """A step of a run that is done; ``value`` is JSON as text."""

    __tablename__ = "bot_steps"
    __table_args__ = (refers_within_agency("bot_steps", "run_id", "bot_runs"),)
    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    value: Mapped[str] = mapped_column(server_default="null")
    attempt: Mapped[int]
    seconds: Mapped[float] = mapped_column(Double, server_default=sql("0"))
    at: Mapped[datetime] = mapped_column(server_default=sql("clock_timestamp()"))


class StateRow(Base):
    """A value that a bot keeps between its runs, as JSON text."""

    __tablename__ = "bot_state"
    __table_args__ = (
        CheckConstraint("octet_length(value) <= 262144", name="value"),
        refers_within_agency("bot_state", "bot_id", "bots"),
    )
    bot_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    value: Mapped[str]
    updated_at: Mapped[Now]


class ApprovalRow(Base):
    """A question that a run waits for."""

    __tablename__ = "bot_approvals"
    __table_args__ = (
        referred_within_agency(),
        refers_within_agency("bot_approvals", "run_id", "bot_runs"),
        Index(None, "run_id", "number", unique=True),
        Index("bot_approvals_open_idx", "agency_id", "asked_at", postgresql_where=sql("decision is null")),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    run_id: Mapped[UUID]
    bot_id: Mapped[UUID]
    number: Mapped[int]
    text: Mapped[str]
    asked_at: Mapped[Now]
    decision: Mapped[bool | None]
    comment: Mapped[Words]
    decided_by: Mapped[OfPerson]
    decided_at: Mapped[datetime | None]


class LogRow(Base):
    """A piece of what a run wrote, in the order in which it came; rows are only added."""

    __tablename__ = "bot_log"
    __table_args__ = (
        refers_within_agency("bot_log", "run_id", "bot_runs"),
        Index(None, "agency_id", "run_id", "id"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[OfAgency]
    run_id: Mapped[UUID]
    attempt: Mapped[int]
    text: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=sql("clock_timestamp()"))
