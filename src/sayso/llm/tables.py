"""Tables of models: providers and chains of agencies, budgets, the ledger of calls, remembered replies."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Double, ForeignKey, Identity, Index, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created

DOLLARS = Numeric(14, 4)
COST = Numeric(20, 10)


class ProviderRow(Base, Created):
    """A provider of an agency; its key is sealed (``llm.keys``), none where no key is asked for."""

    __tablename__ = "model_providers"
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    base_url: Mapped[str | None]
    sealed_key: Mapped[str | None]


class ChainRow(Base, Created):
    """The models of a role in an agency, which take the place of those of the settings."""

    __tablename__ = "model_chains"
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    models: Mapped[list[Any]]
    temperature: Mapped[float | None] = mapped_column(Double)
    max_tokens: Mapped[int]
    timeout_seconds: Mapped[float] = mapped_column(Double)
    retries: Mapped[int]


class RowAccessRow(Base, Created):
    """A model that may see values of rows of the agency, as long as it is asked at this place."""

    __tablename__ = "model_row_access"
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str]


class BudgetRow(Base):
    """What an agency may spend; none sets no limit."""

    __tablename__ = "model_budgets"
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    month_dollars: Mapped[Decimal | None] = mapped_column(DOLLARS)
    month_tokens: Mapped[int | None] = mapped_column(BigInteger)
    session_dollars: Mapped[Decimal | None] = mapped_column(DOLLARS)
    session_tokens: Mapped[int | None] = mapped_column(BigInteger)


class CallRow(Base):
    """A call of a model: who, what for, how long and how much; never what was said."""

    __tablename__ = "model_calls"
    __table_args__ = (
        Index(None, "agency_id", "id"),
        Index(None, "agency_id", "started_at"),
        Index(None, "agency_id", "session_id"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    session_id: Mapped[UUID | None]
    user_id: Mapped[UUID | None]
    role: Mapped[str]
    model: Mapped[str]
    prompt: Mapped[str]
    outcome: Mapped[str]
    detail: Mapped[str] = mapped_column(server_default="")
    input_tokens: Mapped[int] = mapped_column(BigInteger)
    output_tokens: Mapped[int] = mapped_column(BigInteger)
    cached_tokens: Mapped[int] = mapped_column(BigInteger)
    cost: Mapped[Decimal | None] = mapped_column(COST)
    latency_seconds: Mapped[float] = mapped_column(Double)
    started_at: Mapped[datetime]


class ReplyRow(Base, Created):
    """A reply that identical requests of the same agency get without asking again."""

    __tablename__ = "model_replies"
    __table_args__ = (Index(None, "expires_at"),)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str]
    text: Mapped[str]
    data: Mapped[Any | None] = mapped_column(JSONB)
    expires_at: Mapped[datetime]
