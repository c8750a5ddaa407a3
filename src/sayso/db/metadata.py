"""The declarative base of every platform table, with predictable constraint names."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import (
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "pk": "%(table_name)s_pkey",
    "fk": "%(table_name)s_%(column_0_name)s_fkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "ck": "%(table_name)s_%(constraint_name)s_check",
}

OfAgency = Annotated[UUID, mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))]
"""Whose a row is; it goes with its agency."""
OfPerson = Annotated[UUID | None, mapped_column(ForeignKey("users.id", ondelete="SET NULL"))]
"""Who made a row, which outlives them."""
Now = Annotated[datetime, mapped_column(server_default=sql("now()"))]
NewId = Annotated[UUID, mapped_column(primary_key=True, server_default=sql("gen_random_uuid()"))]


class Base(DeclarativeBase):
    """A platform table: lives in ``public`` and, wherever it belongs to someone, names its agency."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        UUID: Uuid(),
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB(),
        list[Any]: JSONB(),
    }


class Created:
    """Adds the moment a row was made."""

    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


def refers_within_agency(
    table: str, column: str, to: str, *, removal: Literal["CASCADE", "SET NULL"] = "CASCADE"
) -> ForeignKeyConstraint:
    """A reference that carries the agency along, so that no row points to what belongs to another."""
    named = f" ({column})" if removal == "SET NULL" else ""
    return ForeignKeyConstraint(
        ["agency_id", column],
        [f"{to}.agency_id", f"{to}.id"],
        name=f"{table}_agency_id_{column}_fkey",
        ondelete=removal + named,
        use_alter=removal == "SET NULL",
    )


def referred_within_agency() -> UniqueConstraint:
    """What such references point to."""
    return UniqueConstraint("agency_id", "id")
