"""The table of events, to which rows are only added; a trigger numbers them and tells who listens."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base


class EventRow(Base):
    """Something that happened in a stream; within a stream, ids become visible in their order."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "agency_id", "stream", "id"), Index(None, "at"))
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    stream: Mapped[UUID]
    kind: Mapped[str]
    data: Mapped[dict[str, Any]]
    is_passing: Mapped[bool] = mapped_column(server_default=text("false"))
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
