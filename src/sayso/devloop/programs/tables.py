"""Tables of programs: every attempt at one, and lessons from those that worked."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Double, Identity, Index, Numeric, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from sayso.db.metadata import Base, Created, OfAgency


class AttemptRow(Base, Created):
    """One attempt: what was written, what it did, and what was wrong with it.

    ``development`` is shared by the attempts at one wish, ``number`` counts them. ``model`` is empty where
    rules wrote it.
    """

    __tablename__ = "program_attempts"
    __table_args__ = (Index(None, "agency_id", "owner_kind", "owner_id", "id"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[OfAgency]
    owner_kind: Mapped[str]
    owner_id: Mapped[UUID]
    development: Mapped[UUID]
    number: Mapped[int]
    asked: Mapped[str]
    code: Mapped[str]
    details: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    input: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    result: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    output: Mapped[str] = mapped_column(server_default="")
    error: Mapped[str] = mapped_column(server_default="")
    fault: Mapped[str | None]
    message: Mapped[str] = mapped_column(server_default="")
    ending: Mapped[str | None]
    model: Mapped[str] = mapped_column(server_default="")
    input_tokens: Mapped[int] = mapped_column(BigInteger, server_default=sql("0"))
    output_tokens: Mapped[int] = mapped_column(BigInteger, server_default=sql("0"))
    cost: Mapped[Decimal | None] = mapped_column(Numeric(20, 10))
    seconds: Mapped[float] = mapped_column(Double, server_default=sql("0"))


class LessonRow(Base, Created):
    """A program that worked, and for which kind of task; ``digest`` is that of its code."""

    __tablename__ = "program_lessons"
    __table_args__ = (
        UniqueConstraint("agency_id", "kind", "digest"),
        Index(None, "agency_id", "kind", "used_at"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    agency_id: Mapped[OfAgency]
    kind: Mapped[str]
    digest: Mapped[str]
    asked: Mapped[str]
    words: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    traits: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    faults: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    advice: Mapped[str]
    code: Mapped[str]
    uses: Mapped[int] = mapped_column(server_default=sql("1"))
    used_at: Mapped[datetime] = mapped_column(server_default=sql("now()"))
