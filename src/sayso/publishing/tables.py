"""Tables of changes that somebody asked for, published or not yet, and of what made each module's logic."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
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


class ChangeRow(Base, Created):
    """A wish for a module and the edits that fulfil it; ``revision_id`` once it is published.

    A wish to go back names the revision whose content it goes to as ``target``.
    """

    __tablename__ = "changes"
    __table_args__ = (
        Index(None, "module_id"),
        refers_within_agency("changes", "module_id", "modules"),
        refers_within_agency("changes", "base_id", "revisions"),
        refers_within_agency("changes", "revision_id", "revisions", removal="SET NULL"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=sql("gen_random_uuid()"))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    module_id: Mapped[UUID]
    base_id: Mapped[UUID]
    revision_id: Mapped[UUID | None]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    text: Mapped[str]
    decision: Mapped[str]
    reply: Mapped[str]
    target: Mapped[int | None]
    edits: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    questions: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))


class BuilderRow(Base, Created):
    """Somebody who was granted to build a module; its maker and administrators need no row."""

    __tablename__ = "module_builders"
    __table_args__ = (
        refers_within_agency("module_builders", "module_id", "modules"),
        ForeignKeyConstraint(
            ["agency_id", "user_id"],
            ["memberships.agency_id", "memberships.user_id"],
            name="module_builders_agency_id_user_id_fkey",
            ondelete="CASCADE",
        ),
        Index(None, "user_id"),
    )
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]


class ReachApprovalRow(Base):
    """What somebody wanted to publish lets others reach, and what was decided about it.

    ``keys`` are those of a ``Widening``; ``comment`` is what was said to the decision, ``used_at`` when
    what was approved was published.
    """

    __tablename__ = "reach_approvals"
    __table_args__ = (
        referred_within_agency(),
        refers_within_agency("reach_approvals", "module_id", "modules"),
        Index(None, "module_id"),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    module_id: Mapped[UUID]
    keys: Mapped[list[Any]]
    sentences: Mapped[list[Any]]
    asked_by: Mapped[OfPerson]
    asked_at: Mapped[Now]
    decision: Mapped[bool | None]
    decided_by: Mapped[OfPerson]
    decided_at: Mapped[datetime | None]
    comment: Mapped[str] = mapped_column(server_default=sql("''"))
    used_at: Mapped[datetime | None]


class InstalledRow(Base):
    """By what the tables and the logic of a module were made, none where an earlier Sayso did not say.

    ``digest`` is one of the logic, ``maker`` one of the code that made it. ``problem`` is why a newer Sayso
    could not bring it up to date.
    """

    __tablename__ = "installed_logic"
    __table_args__ = (refers_within_agency("installed_logic", "module_id", "modules"),)
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    generation: Mapped[int]
    digest: Mapped[str]
    maker: Mapped[str]
    problem: Mapped[str | None]
    made_at: Mapped[datetime] = mapped_column(server_default=sql("now()"))


class FoundationRow(Base):
    """A script that all modules stand on, and the digest of its text when it was last run."""

    __tablename__ = "installed_foundations"
    path: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    run_at: Mapped[datetime] = mapped_column(server_default=sql("now()"))
