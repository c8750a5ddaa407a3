"""Tables of an agency's templates, and of what came from which."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import (
    Base,
    Created,
    NewId,
    OfAgency,
    OfPerson,
    referred_within_agency,
    refers_within_agency,
)


class TemplateRow(Base, Created):
    """A template; ``version`` is the newest one, ``module_id`` the application that it is made of."""

    __tablename__ = "templates"
    __table_args__ = (
        referred_within_agency(),
        UniqueConstraint("agency_id", "slug"),
        UniqueConstraint("agency_id", "module_id"),
        refers_within_agency("templates", "module_id", "modules", removal="SET NULL"),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    module_id: Mapped[UUID | None]
    user_id: Mapped[OfPerson]
    slug: Mapped[str]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=sql("''"))
    version: Mapped[int] = mapped_column(server_default=sql("1"))
    updated_at: Mapped[datetime] = mapped_column(server_default=sql("now()"))


class VersionRow(Base, Created):
    """A template as it was published; ``handwork`` are files that people or a model wrote."""

    __tablename__ = "template_versions"
    __table_args__ = (refers_within_agency("template_versions", "template_id", "templates"),)
    template_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    user_id: Mapped[OfPerson]
    spec: Mapped[dict[str, Any]]
    handwork: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    with_rows: Mapped[bool]
    notes: Mapped[str] = mapped_column(server_default=sql("''"))


class OriginRow(Base, Created):
    """What a session began with, and the application that came of it.

    ``design`` names one of the catalogue. A template that was removed leaves its name behind.
    """

    __tablename__ = "template_origins"
    __table_args__ = (
        UniqueConstraint("module_id", name="template_origins_module_id_key"),
        refers_within_agency("template_origins", "session_id", "build_sessions", removal="SET NULL"),
        refers_within_agency("template_origins", "module_id", "modules"),
        refers_within_agency("template_origins", "template_id", "templates", removal="SET NULL"),
        Index(None, "session_id"),
        Index(None, "template_id"),
    )
    id: Mapped[NewId]
    agency_id: Mapped[OfAgency]
    session_id: Mapped[UUID | None]
    module_id: Mapped[UUID | None]
    template_id: Mapped[UUID | None]
    name: Mapped[str]
    design: Mapped[str | None]
    version: Mapped[int | None]


class UpdateRow(Base, Created):
    """A revision of an application by which it took over a version of its template."""

    __tablename__ = "template_updates"
    __table_args__ = (refers_within_agency("template_updates", "module_id", "modules"),)
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    version: Mapped[int]


class DismissedRow(Base, Created):
    """A part that was suggested for an application, and that nobody wants there."""

    __tablename__ = "dismissed_parts"
    __table_args__ = (refers_within_agency("dismissed_parts", "module_id", "modules"),)
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
