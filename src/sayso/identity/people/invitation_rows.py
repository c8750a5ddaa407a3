"""Queries on invitations; each names its agency, but the one that finds out which a link leads to."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import (
    MODULES,
    AgencyRow,
    InvitationRow,
    MemberRoleRow,
    MemberRow,
    MembershipRow,
    SiteRow,
    UserRow,
)
from sayso.identity.types import Agency, Site


class InvitationState(StrEnum):
    """What became of an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """The module that somebody is invited to alone, and the role they will have there."""

    module_id: UUID
    slug: str
    name: str
    site: Site
    role: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody asked to join an agency in a role, or to use one of its modules alone."""

    id: UUID
    agency: Agency
    email: str
    name: str
    role: AgencyRole | None
    module: InvitedTo | None
    invited_by: str | None
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    revoked_at: datetime | None

    @property
    def state(self) -> InvitationState:
        """What became of it so far."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        over = self.expires_at <= datetime.now(UTC)
        return InvitationState.EXPIRED if over else InvitationState.OPEN

    @property
    def place(self) -> str:
        """Where it leads, in words."""
        return f"“{self.module.name}” of {self.agency.name}" if self.module else self.agency.name


def invitations() -> Select[*tuple[Any, ...]]:
    """Invitations with what they lead to; rows for ``invitation``."""
    return (
        select(
            InvitationRow,
            AgencyRow.slug.label("agency_slug"),
            AgencyRow.name.label("agency_name"),
            MODULES.c.slug.label("module_slug"),
            MODULES.c.name.label("module_name"),
            SiteRow.id.label("site_id"),
            SiteRow.name.label("site_name"),
            UserRow.name.label("invited_by"),
        )
        .join(AgencyRow, AgencyRow.id == InvitationRow.agency_id)
        .outerjoin(
            MODULES,
            (MODULES.c.id == InvitationRow.module_id) & (MODULES.c.agency_id == InvitationRow.agency_id),
        )
        .outerjoin(
            SiteRow, (SiteRow.id == MODULES.c.site_id) & (SiteRow.agency_id == InvitationRow.agency_id)
        )
        .outerjoin(UserRow, UserRow.id == InvitationRow.invited_by)
    )


def invitation(row: Any) -> Invitation:
    """A row of ``invitations``."""
    kept: InvitationRow = row[0]
    module = None
    if kept.module_id is not None:
        site = Site(row.site_id, kept.agency_id, row.site_name)
        module = InvitedTo(kept.module_id, row.module_slug, row.module_name, site, kept.module_role or "")
    return Invitation(
        kept.id,
        Agency(kept.agency_id, row.agency_slug, row.agency_name),
        kept.email,
        kept.name,
        AgencyRole(kept.role) if kept.role else None,
        module,
        row.invited_by,
        kept.created_at,
        kept.expires_at,
        kept.accepted_at,
        kept.revoked_at,
    )


async def of_agency(session: AsyncSession, agency_id: UUID, invitation_id: UUID) -> Invitation | None:
    """One invitation of an agency."""
    query = invitations().where(InvitationRow.agency_id == agency_id, InvitationRow.id == invitation_id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else invitation(row)


async def of_token(session: AsyncSession, token_hash: str, *, is_taken: bool = False) -> Invitation | None:
    """The invitation of this link; where it ``is_taken``, others who use it wait for this transaction."""
    query = invitations().where(InvitationRow.token_hash == token_hash)
    query = query.with_for_update(of=InvitationRow) if is_taken else query
    row = (await session.execute(query)).one_or_none()
    return None if row is None else invitation(row)


async def open_of(session: AsyncSession, email: str) -> Invitation | None:
    """The newest open invitation of an address, which others who use it wait for."""
    query = (
        invitations()
        .where(
            InvitationRow.email == email,
            InvitationRow.accepted_at.is_(None),
            InvitationRow.revoked_at.is_(None),
            InvitationRow.expires_at > func.now(),
        )
        .order_by(InvitationRow.created_at.desc())
        .limit(1)
        .with_for_update(of=InvitationRow)
    )
    row = (await session.execute(query)).one_or_none()
    return None if row is None else invitation(row)


async def belonging(session: AsyncSession, agency_id: UUID, email: str) -> bool | None:
    """Whether the person of this address is active in the agency; none if they do not belong to it."""
    query = (
        select(MembershipRow.is_active)
        .join(UserRow, UserRow.id == MembershipRow.user_id)
        .where(MembershipRow.agency_id == agency_id, UserRow.email == email)
    )
    return (await session.execute(query)).scalar_one_or_none()


async def has_role(session: AsyncSession, agency_id: UUID, module_id: UUID, email: str) -> bool:
    """Whether the person of this address was given a role in the module."""
    found = select(UserRow.id).where(
        MemberRoleRow.agency_id == agency_id,
        MemberRoleRow.module_id == module_id,
        MemberRow.id == MemberRoleRow.member_id,
        UserRow.id == MemberRow.user_id,
        UserRow.email == email,
    )
    return bool((await session.execute(select(found.exists()))).scalar_one())


async def is_asked(session: AsyncSession, agency_id: UUID, module_id: UUID | None, email: str) -> bool:
    """Whether there is an open invitation of this address to the same place."""
    found = select(InvitationRow.id).where(
        InvitationRow.agency_id == agency_id,
        InvitationRow.module_id.is_not_distinct_from(module_id),
        InvitationRow.email == email,
        InvitationRow.accepted_at.is_(None),
        InvitationRow.revoked_at.is_(None),
        InvitationRow.expires_at > func.now(),
    )
    return bool((await session.execute(select(found.exists()))).scalar_one())
