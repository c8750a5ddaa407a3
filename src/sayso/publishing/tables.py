"""The table of changes that somebody asked for and nobody has published yet, or has."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created


class ChangeRow(Base, Created):
    """A wish for a module and the edits that fulfil it; ``revision_id`` once it is published.

    A wish to go back names the revision whose content it goes to as ``target``.
    """

    __tablename__ = "changes"
    __table_args__ = (Index(None, "module_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=sql("gen_random_uuid()"))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    module_id: Mapped[UUID] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    base_id: Mapped[UUID] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"))
    revision_id: Mapped[UUID | None] = mapped_column(ForeignKey("revisions.id", ondelete="SET NULL"))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    text: Mapped[str]
    decision: Mapped[str]
    reply: Mapped[str]
    target: Mapped[int | None]
    edits: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    questions: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
