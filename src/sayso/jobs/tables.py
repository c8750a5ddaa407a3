"""The table of jobs; a trigger puts each row into PgQueuer's queue."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created


class JobRow(Base, Created):
    """Something to be done for an agency; jobs of one kind and key form a line.

    ``entry_id`` is the row in PgQueuer's queue that stands for it, none while others of its line come first.
    ``is_done`` is set in the transaction in which the work itself ends.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "kind", "key", "id"), Index(None, "agency_id"))
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    kind: Mapped[str]
    key: Mapped[str | None]
    data: Mapped[dict[str, Any]]
    attempt: Mapped[int] = mapped_column(server_default=text("0"))
    run_after: Mapped[datetime] = mapped_column(server_default=text("now()"))
    entry_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    running_since: Mapped[datetime | None]
    is_done: Mapped[bool] = mapped_column(server_default=text("false"))
    is_cancelled: Mapped[bool] = mapped_column(server_default=text("false"))
