"""Tables of secrets, and of the requests of programs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Double, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created


class SecretRow(Base, Created):
    """A secret of an agency, sealed for its name and its hosts (``identity.secret_encryption``)."""

    __tablename__ = "secrets"
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    sealed_secret: Mapped[str]
    hosts: Mapped[list[Any]]


class RequestRow(Base):
    """A request that a program sent, or that was refused; never its query or what was in it."""

    __tablename__ = "sandbox_requests"
    __table_args__ = (
        Index(None, "agency_id", "owner_kind", "owner_id", "id"),
        Index(None, "at"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    owner_kind: Mapped[str]
    owner_id: Mapped[UUID]
    method: Mapped[str]
    host: Mapped[str]
    path: Mapped[str]
    status: Mapped[int | None]
    bytes_in: Mapped[int] = mapped_column(BigInteger)
    bytes_out: Mapped[int] = mapped_column(BigInteger)
    seconds: Mapped[float] = mapped_column(Double)
    refusal: Mapped[str] = mapped_column(server_default="")
    at: Mapped[datetime]
