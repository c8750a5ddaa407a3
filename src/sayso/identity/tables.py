"""Tables of agencies, the people in them, and how they sign in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    Uuid,
    column,
    table,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created, referred_within_agency, refers_within_agency

_NEW_ID = text("gen_random_uuid()")
_ROLES = "role in ('admin', 'user', 'viewer', 'api_user')"

MODULES = table(
    "modules",
    column("id", Uuid),
    column("agency_id", Uuid),
    column("site_id", Uuid),
    column("slug", Text),
    column("name", Text),
    column("preview_of", Uuid),
)
"""What people have to do with the table of modules, which belongs to ``sayso.runtime``."""


class AgencyRow(Base, Created):
    """A customer of the platform; owns everything below."""

    __tablename__ = "agencies"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)


class UserRow(Base, Created):
    """A person, known by e-mail address in lower case across agencies; no hash means no password yet."""

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))


class MembershipRow(Base, Created):
    """What a user is in an agency."""

    __tablename__ = "memberships"
    __table_args__ = (CheckConstraint(_ROLES, name="role"), Index(None, "user_id"))
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str]
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))


class SiteRow(Base, Created):
    """A place of an agency whose modules share people and files."""

    __tablename__ = "sites"
    __table_args__ = (UniqueConstraint("agency_id", "slug"), referred_within_agency())
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    name: Mapped[str]
    slug: Mapped[str]


class MemberRow(Base, Created):
    """A user of a site; rows of modules refer to people by this id."""

    __tablename__ = "members"
    __table_args__ = (
        UniqueConstraint("site_id", "user_id"),
        referred_within_agency(),
        refers_within_agency("members", "site_id", "sites"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    site_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))


class MemberRoleRow(Base):
    """The role that a member was given in one module; without one, membership of the agency decides."""

    __tablename__ = "member_roles"
    __table_args__ = (
        refers_within_agency("member_roles", "member_id", "members"),
        refers_within_agency("member_roles", "module_id", "modules"),
    )
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    module_id: Mapped[UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    role: Mapped[str]


class InvitationRow(Base, Created):
    """Somebody asked to join an agency, or one module alone; the link is known by its hash."""

    __tablename__ = "invitations"
    __table_args__ = (
        CheckConstraint(_ROLES, name="role"),
        CheckConstraint("role is not null or module_id is not null", name="place"),
        refers_within_agency("invitations", "module_id", "modules"),
        Index(None, "agency_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    email: Mapped[str]
    name: Mapped[str] = mapped_column(server_default="")
    role: Mapped[str | None]
    module_id: Mapped[UUID | None]
    module_role: Mapped[str | None]
    token_hash: Mapped[str] = mapped_column(unique=True)
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    revoked_at: Mapped[datetime | None]


class SessionRow(Base, Created):
    """A sign-in: of a browser, of a program with tokens, or on a module's origin; ending it ends it all."""

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("kind in ('browser', 'token', 'module')", name="kind"),
        Index(None, "user_id"),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.id", ondelete="SET NULL"))
    module_id: Mapped[UUID | None] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    kind: Mapped[str]
    secret_hash: Mapped[str | None] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(server_default="")
    user_agent: Mapped[str] = mapped_column(server_default="")
    expires_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None]


class RefreshTokenRow(Base, Created):
    """A refresh token of a session; one that was used already and comes again ends the session."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (Index(None, "session_id"),)
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LinkRow(Base, Created):
    """A link that works once: it signs in, or lets its user choose a new password."""

    __tablename__ = "links"
    __table_args__ = (
        CheckConstraint("purpose in ('signin', 'reset')", name="purpose"),
        Index(None, "user_id"),
    )
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    module_id: Mapped[UUID | None] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class IdentityRow(Base, Created):
    """How an OpenID Connect provider knows a user."""

    __tablename__ = "identities"
    __table_args__ = (Index(None, "user_id"),)
    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    email: Mapped[str]


class ApiKeyRow(Base, Created):
    """A key of a user for programs; ``prefix`` is what people know it by; the rest is kept as a hash."""

    __tablename__ = "api_keys"
    __table_args__ = (Index(None, "agency_id"), Index(None, "user_id"))
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    prefix: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[Any]]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    last_used_from: Mapped[str | None]


class AuditRow(Base):
    """One thing that somebody did; written by triggers, and never changed."""

    __tablename__ = "audit_log"
    __table_args__ = (Index(None, "agency_id", "id"), Index(None, "resource_id", "id"))
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    agency_id: Mapped[UUID | None]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    key_id: Mapped[UUID | None]
    action: Mapped[str]
    resource: Mapped[str]
    resource_id: Mapped[str]
    resource_name: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    address: Mapped[str]
    user_agent: Mapped[str]
