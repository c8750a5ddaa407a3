"""Tables of build sessions: messages, turns, revisions, approvals."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Double,
    ForeignKeyConstraint,
    Index,
    Numeric,
    UniqueConstraint,
    select,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, column_property, mapped_column

from sayso.db.metadata import Base, Created, OfAgency, OfPerson, referred_within_agency, refers_within_agency
from sayso.runtime.tables import ModuleRow


class SessionRow(Base, Created):
    """A build session; ``known_revision`` is that of the module which the session knows of."""

    __tablename__ = "build_sessions"
    __table_args__ = (
        CheckConstraint(
            "status in ('drafting', 'generating', 'reviewing', 'complete', 'failed', 'cancelled')",
            name="status",
        ),
        referred_within_agency(),
        refers_within_agency("build_sessions", "module_id", "modules", removal="SET NULL"),
        Index(None, "agency_id", "created_at", "id"),
        Index(None, "module_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=sql("gen_random_uuid()"))
    agency_id: Mapped[OfAgency] = mapped_column()
    user_id: Mapped[OfPerson]
    module_id: Mapped[UUID | None] = mapped_column()
    known_revision: Mapped[int | None]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    status: Mapped[str]
    designer: Mapped[str]
    feedback_seconds: Mapped[float] = mapped_column(Double)
    refinements: Mapped[int] = mapped_column(server_default=sql("0"))
    satisfaction: Mapped[int | None]
    updated_at: Mapped[datetime] = mapped_column(server_default=sql("now()"))
    slug: Mapped[str | None] = column_property(
        select(ModuleRow.slug)
        .where(ModuleRow.agency_id == agency_id, ModuleRow.id == module_id)
        .scalar_subquery()
    )


class SessionPersonRow(Base, Created):
    """Somebody whom a session is shared with, and as what; they lose it with their place in the agency."""

    __tablename__ = "build_session_people"
    __table_args__ = (
        CheckConstraint("access in ('viewer', 'editor')", name="access"),
        refers_within_agency("build_session_people", "session_id", "build_sessions"),
        ForeignKeyConstraint(
            ["agency_id", "user_id"],
            ["memberships.agency_id", "memberships.user_id"],
            name="build_session_people_agency_id_user_id_fkey",
            ondelete="CASCADE",
        ),
        Index(None, "user_id"),
    )
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    access: Mapped[str]


class TurnRow(Base, Created):
    """What becomes of a message.

    ``progress`` is what a retake need not ask a model again. ``waiting_for`` is the component whose feedback
    window is open, ``heard`` the number of the last message that was taken into account in one.
    ``key_id`` is the API key that sent the message, if one did.
    """

    __tablename__ = "build_turns"
    __table_args__ = (
        CheckConstraint("status in ('queued', 'running', 'done', 'failed', 'cancelled')", name="status"),
        refers_within_agency("build_turns", "session_id", "build_sessions"),
    )
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    author_id: Mapped[OfPerson]
    text: Mapped[str]
    about: Mapped[str | None]
    status: Mapped[str]
    tries: Mapped[int] = mapped_column(server_default=sql("0"))
    progress: Mapped[dict[str, Any] | None]
    waiting_for: Mapped[str | None]
    is_paused: Mapped[bool] = mapped_column(server_default=sql("false"))
    heard: Mapped[int] = mapped_column(server_default=sql("0"))
    key_id: Mapped[UUID | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class MessageRow(Base, Created):
    """What somebody said; ``key`` makes sending it twice the same as once."""

    __tablename__ = "build_messages"
    __table_args__ = (
        CheckConstraint("role in ('user', 'assistant', 'system')", name="role"),
        UniqueConstraint("session_id", "key"),
        refers_within_agency("build_messages", "session_id", "build_sessions"),
    )
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    author_id: Mapped[OfPerson]
    role: Mapped[str]
    text: Mapped[str]
    key: Mapped[str | None]
    turn: Mapped[int | None]
    model: Mapped[str | None]
    tokens_in: Mapped[int] = mapped_column(BigInteger, server_default=sql("0"))
    tokens_out: Mapped[int] = mapped_column(BigInteger, server_default=sql("0"))
    cost: Mapped[Decimal | None] = mapped_column(Numeric(20, 10))
    payload: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))


class RevisionRow(Base, Created):
    """A step of the session's line; rows are added, and never changed but for what publishing makes of them.

    ``handwork`` are files that people or a model wrote, none where they are as in the content it was made
    upon. ``module_revision`` is what its content became in the module.
    """

    __tablename__ = "build_revisions"
    __table_args__ = (
        CheckConstraint("kind in ('change', 'undo', 'redo', 'jump')", name="kind"),
        refers_within_agency("build_revisions", "session_id", "build_sessions"),
    )
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    author_id: Mapped[OfPerson]
    kind: Mapped[str]
    target: Mapped[int | None]
    phase: Mapped[str] = mapped_column(server_default="")
    edits: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    sentences: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    spec: Mapped[dict[str, Any]]
    handwork: Mapped[list[Any] | None]
    reason: Mapped[str]
    turn: Mapped[int | None]
    module_revision: Mapped[int | None]


class ApprovalRow(Base):
    """Who approved a revision, and when."""

    __tablename__ = "build_approvals"
    __table_args__ = (refers_within_agency("build_approvals", "session_id", "build_sessions"),)
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    user_id: Mapped[OfPerson]
    approved_at: Mapped[datetime] = mapped_column(server_default=sql("now()"))


class SheetRow(Base, Created):
    """A sheet that a session began with; ``entity`` and the ``columns`` name elements of its spec.

    ``content`` are the rows, compressed; once they are imported, those alone that could not be.
    """

    __tablename__ = "build_sheets"
    __table_args__ = (refers_within_agency("build_sheets", "session_id", "build_sessions"),)
    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    file: Mapped[str]
    name: Mapped[str]
    entity: Mapped[str]
    columns: Mapped[list[Any]]
    row_count: Mapped[int]
    content: Mapped[bytes]
    report: Mapped[dict[str, Any] | None]
    imported_at: Mapped[datetime | None]
