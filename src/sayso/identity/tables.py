"""Tables of agencies, users, sites and members."""

from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base, Created

_NEW_ID = text("gen_random_uuid()")


class AgencyRow(Base, Created):
    """A customer of the platform; owns everything below."""

    __tablename__ = "agencies"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)


class UserRow(Base, Created):
    """A person, known by e-mail address across agencies."""

    __tablename__ = "users"
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)


class SiteRow(Base, Created):
    """A place of an agency whose modules share people and files."""

    __tablename__ = "sites"
    __table_args__ = (UniqueConstraint("agency_id", "slug"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    name: Mapped[str]
    slug: Mapped[str]


class MemberRow(Base, Created):
    """A user of a site; rows of modules refer to people by this id."""

    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("site_id", "user_id"),)
    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=_NEW_ID)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))


class MemberRoleRow(Base):
    """The role of a member in one module."""

    __tablename__ = "member_roles"
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), primary_key=True)
    module_id: Mapped[UUID] = mapped_column(ForeignKey("modules.id", ondelete="CASCADE"), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.id", ondelete="CASCADE"))
    role: Mapped[str]
