"""Tables of blocks, and of the dashboards that show them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Double, Identity, Index
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

KEPT_DAYS = 30
"""How long a block or dashboard that was deleted can come back."""


class DashboardRow(Base, Created):
    """A dashboard; ``private`` ones are seen by ``user_id`` alone."""

    __tablename__ = "dashboards"
    __table_args__ = (
        CheckConstraint("visibility in ('private', 'agency')", name="visibility"),
        referred_within_agency(),
        Index(None, "agency_id", "created_at", "id"),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    user_id: Mapped[OfPerson]
    name: Mapped[str]
    visibility: Mapped[str] = mapped_column(server_default="private")
    position: Mapped[int] = mapped_column(server_default=sql("0"))
    updated_at: Mapped[Now]
    deleted_at: Mapped[datetime | None]


class LayoutRow(Base):
    """Where the blocks of a dashboard stand on screens of one size."""

    __tablename__ = "dashboard_layouts"
    __table_args__ = (
        CheckConstraint("size in ('desktop', 'tablet', 'phone')", name="size"),
        refers_within_agency("dashboard_layouts", "dashboard_id", "dashboards"),
    )
    dashboard_id: Mapped[UUID] = mapped_column(primary_key=True)
    size: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    items: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    updated_at: Mapped[Now]


class ShareRow(Base, Created):
    """A link by which anybody may look at a dashboard, until it is revoked or has expired."""

    __tablename__ = "dashboard_shares"
    __table_args__ = (
        refers_within_agency("dashboard_shares", "dashboard_id", "dashboards"),
        Index(None, "agency_id", "dashboard_id"),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    dashboard_id: Mapped[UUID]
    user_id: Mapped[OfPerson]
    label: Mapped[str] = mapped_column(server_default="")
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]


class BlockRow(Base, Created):
    """A block; ``wishes`` is what its maker wanted besides the words, ``version`` the one that is active.

    ``progress`` says what is being done to it, and ``refreshing_since`` when a refresh began that goes on.
    ``strain`` is what its failures since the last success weigh together: those that pass by themselves
    weigh less.
    """

    __tablename__ = "blocks"
    __table_args__ = (
        CheckConstraint(
            "state in ('making', 'live', 'failing', 'healing', 'resting', 'failed', 'paused')", name="state"
        ),
        referred_within_agency(),
        refers_within_agency("blocks", "dashboard_id", "dashboards"),
        Index(None, "agency_id", "dashboard_id"),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    dashboard_id: Mapped[UUID]
    user_id: Mapped[OfPerson]
    asked: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    notice: Mapped[str] = mapped_column(server_default="")
    progress: Mapped[str] = mapped_column(server_default="")
    suggestions: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    wishes: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    refresh: Mapped[dict[str, Any]]
    time_zone: Mapped[str] = mapped_column(server_default="UTC")
    on_rows: Mapped[bool] = mapped_column(server_default=sql("false"))
    cache_seconds: Mapped[int] = mapped_column(server_default=sql("0"))
    heals: Mapped[bool] = mapped_column(server_default=sql("true"))
    heal_after: Mapped[int] = mapped_column(server_default=sql("3"))
    failures: Mapped[int] = mapped_column(server_default=sql("0"))
    strain: Mapped[float] = mapped_column(Double, server_default=sql("0"))
    healed: Mapped[int] = mapped_column(server_default=sql("0"))
    version: Mapped[int | None]
    failing_since: Mapped[datetime | None]
    refreshing_since: Mapped[datetime | None]
    updated_at: Mapped[Now]
    deleted_at: Mapped[datetime | None]


class VersionRow(Base, Created):
    """A version of a block; ``wish`` are the words that led to it."""

    __tablename__ = "block_versions"
    __table_args__ = (
        CheckConstraint("status in ('active', 'candidate', 'deprecated', 'failed')", name="status"),
        refers_within_agency("block_versions", "block_id", "blocks"),
    )
    block_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    user_id: Mapped[OfPerson]
    status: Mapped[str]
    wish: Mapped[str] = mapped_column(server_default="")
    code: Mapped[str]
    card: Mapped[dict[str, Any]]
    reads: Mapped[dict[str, Any]]
    explanation: Mapped[str] = mapped_column(server_default="")
    author: Mapped[str]


class DataRow(Base):
    """What a block shows, as JSON text: PostgreSQL's own type would forget the order of columns."""

    __tablename__ = "block_data"
    __table_args__ = (
        CheckConstraint("octet_length(value) <= 4194304", name="value"),
        refers_within_agency("block_data", "block_id", "blocks"),
    )
    block_id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    value: Mapped[str]
    shape: Mapped[dict[str, Any]]
    version: Mapped[int]
    at: Mapped[datetime]
    expires_at: Mapped[datetime]


class LogRow(Base):
    """A line of a block's log; rows are only added."""

    __tablename__ = "block_log"
    __table_args__ = (
        CheckConstraint("kind in ('fetch', 'process', 'heal', 'make')", name="kind"),
        refers_within_agency("block_log", "block_id", "blocks"),
        Index(None, "agency_id", "block_id", "id"),
        Index(None, "at"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[OfAgency]
    block_id: Mapped[UUID]
    kind: Mapped[str]
    ok: Mapped[bool]
    message: Mapped[str] = mapped_column(server_default="")
    seconds: Mapped[float] = mapped_column(Double, server_default=sql("0"))
    version: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(server_default=sql("clock_timestamp()"))
