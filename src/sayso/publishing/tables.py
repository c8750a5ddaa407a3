"""Tables of changes that somebody asked for, published or not yet, and of what made each module's logic."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created, refers_within_agency


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
