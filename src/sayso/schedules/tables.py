"""The table of schedules."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created


class ScheduleRow(Base, Created):
    """Something that is done again and again; nothing is due where ``next_at`` is none."""

    __tablename__ = "schedules"
    __table_args__ = (Index("schedules_next_at_idx", "next_at", postgresql_where=sql("is_on")),)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    timing: Mapped[dict[str, Any]]
    is_on: Mapped[bool] = mapped_column(server_default=sql("true"))
    next_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
