"""Tables of modules: their revisions, generated files, bundles, uploads and idempotency keys."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created, OfAgency, referred_within_agency, refers_within_agency

_NEW_ID = sql("gen_random_uuid()")
KEPT_DAYS = 30
"""How long a module that was removed can be brought back."""


"""Every row belongs to an agency."""


class ModuleRow(Base, Created):
    """A module of a site; its slug is a host name and its prefix a part of table names.

    ``published_at`` is when its tables were made; a draft has none yet. ``deleted_at`` is when it was
    removed: it is archived since, and ``KEPT_DAYS`` later it goes with its rows. A preview says of
    which module it is one; ``preview_base`` is the number of its own revision whose content that module has.
    """

    __tablename__ = "modules"
    __table_args__ = (
        CheckConstraint("status in ('draft', 'published', 'archived')", name="status"),
        referred_within_agency(),
        refers_within_agency("modules", "site_id", "sites"),
        refers_within_agency("modules", "revision_id", "revisions", removal="SET NULL"),
        refers_within_agency("modules", "preview_of", "modules", removal="SET NULL"),
        Index(None, "agency_id", "created_at", "id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    agency_id: Mapped[OfAgency]
    site_id: Mapped[UUID]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    version: Mapped[str]
    status: Mapped[str]
    prefix: Mapped[str] = mapped_column(unique=True)
    revision_id: Mapped[UUID | None]
    settings: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'"))
    published_at: Mapped[datetime | None]
    preview_of: Mapped[UUID | None]
    preview_base: Mapped[int | None]
    deleted_at: Mapped[datetime | None]


class RevisionRow(Base, Created):
    """One accepted state of a module's spec, and how it came about; rows are added and never changed.

    ``target`` is the number of the revision that an undo, redo or jump went to; ``sentences`` say the
    edits. ``handwork`` are the files that people edited or added as they were then; none where they are as
    in the revision before.
    """

    __tablename__ = "revisions"
    __table_args__ = (
        UniqueConstraint("module_id", "number"),
        CheckConstraint("kind in ('change', 'undo', 'redo', 'jump')", name="kind"),
        referred_within_agency(),
        refers_within_agency("revisions", "module_id", "modules"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    agency_id: Mapped[OfAgency]
    module_id: Mapped[UUID]
    number: Mapped[int]
    spec: Mapped[dict[str, Any]]
    edits: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    reason: Mapped[str] = mapped_column(server_default="")
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(server_default="change")
    target: Mapped[int | None]
    version: Mapped[str] = mapped_column(server_default="1.0.0")
    sentences: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    handwork: Mapped[list[Any] | None]


class ModuleFileRow(Base):
    """A file of the running revision, beside the text last generated; none of that for one a person added."""

    __tablename__ = "module_files"
    __table_args__ = (refers_within_agency("module_files", "module_id", "modules"),)
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    text: Mapped[str]
    generated: Mapped[str | None]
    elements: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'"))
    is_orphan: Mapped[bool] = mapped_column(server_default=sql("false"))


class SavedFileRow(Base):
    """A text that a person saved and is not published: an edit of a file, or a merge to be decided.

    ``generated`` is the text it was made of (edit) or merged with (merge). No text: the file is to go.
    """

    __tablename__ = "saved_files"
    __table_args__ = (
        CheckConstraint("kind in ('edit', 'merge')", name="kind"),
        refers_within_agency("saved_files", "module_id", "modules"),
    )
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    text: Mapped[str | None]
    generated: Mapped[str | None]


class BundleRow(Base):
    """The page of a module's live application, made from one revision with one build of the app kit."""

    __tablename__ = "bundles"
    __table_args__ = (refers_within_agency("bundles", "module_id", "modules"),)
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    revision_id: Mapped[UUID]
    kit: Mapped[str]
    page: Mapped[str]
    script_hashes: Mapped[list[Any]]


class BundleFileRow(Base):
    """A file that the page loads."""

    __tablename__ = "bundle_files"
    __table_args__ = (refers_within_agency("bundle_files", "module_id", "modules"),)
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    content_type: Mapped[str]
    body: Mapped[bytes]


class StoredFileRow(Base, Created):
    """An uploaded file; the bytes lie in the home folder under this id."""

    __tablename__ = "files"
    __table_args__ = (
        Index(None, "site_id"),
        Index(None, "agency_id", postgresql_include=["size"]),
        refers_within_agency("files", "site_id", "sites"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    site_id: Mapped[UUID]
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    content_type: Mapped[str]
    sha256: Mapped[str]
    created_by: Mapped[UUID | None]
    row_id: Mapped[UUID | None]


class IdempotencyKeyRow(Base, Created):
    """The answer given to a create request, kept so that a repetition gets the same."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index(None, "created_at"),)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    answer: Mapped[str | None]
    version: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(server_default=sql("now()"))


class PublicConfirmationRow(Base):
    """What a person confirmed to be open to anybody; ``keys`` name each part of it by ids of the spec."""

    __tablename__ = "public_confirmations"
    __table_args__ = (refers_within_agency("public_confirmations", "module_id", "modules"),)
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[OfAgency]
    keys: Mapped[list[Any]]
    confirmed_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    confirmed_at: Mapped[datetime] = mapped_column(server_default=sql("now()"))
