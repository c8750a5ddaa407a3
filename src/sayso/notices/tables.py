"""The table of notices that people find in the product."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created


class NoticeRow(Base, Created):
    """Something a person is told; ``about_kind`` and ``about_id`` say what it is about, such as a bot.

    ``link`` is a path of Studio.
    """

    __tablename__ = "notices"
    __table_args__ = (
        CheckConstraint("level in ('info', 'success', 'warning', 'error')", name="level"),
        Index(None, "agency_id", "user_id", "created_at", "id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=sql("gen_random_uuid()"))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    level: Mapped[str] = mapped_column(server_default="info")
    title: Mapped[str]
    text: Mapped[str] = mapped_column(server_default="")
    link: Mapped[str] = mapped_column(server_default="")
    about_kind: Mapped[str] = mapped_column(server_default="")
    about_id: Mapped[UUID | None]
    read_at: Mapped[datetime | None]
