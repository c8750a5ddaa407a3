"""Queries on agencies, users, sites and members; each names its agency."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import case, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import (
    AgencyRow,
    InvitationRow,
    MemberRoleRow,
    MemberRow,
    MembershipRow,
    SiteRow,
    UserRow,
)
from sayso.identity.types import Agency, Home, Member, Site


async def ensure_agency(session: AsyncSession, slug: str, name: str) -> UUID:
    """The agency of this slug, made if it is not there."""
    await session.execute(insert(AgencyRow).values(slug=slug, name=name).on_conflict_do_nothing())
    return (await session.execute(select(AgencyRow.id).where(AgencyRow.slug == slug))).scalar_one()


async def agency_named(session: AsyncSession, slug: str) -> Agency | None:
    """The agency of this slug; without one, the oldest."""
    query = select(AgencyRow).order_by(AgencyRow.created_at, AgencyRow.slug).limit(1)
    row = (await session.execute(query.where(AgencyRow.slug == slug) if slug else query)).scalar_one_or_none()
    return None if row is None else Agency(row.id, row.slug, row.name)


async def ensure_membership(session: AsyncSession, agency_id: UUID, user_id: UUID, role: AgencyRole) -> None:
    """Make the user belong to the agency, in this role unless there is one already."""
    values = {"agency_id": agency_id, "user_id": user_id, "role": role.value}
    await session.execute(insert(MembershipRow).values(values).on_conflict_do_nothing())


async def first_site(session: AsyncSession, agency_id: UUID) -> Site:
    """The agency's oldest site, made if there is none."""
    query = select(SiteRow).where(SiteRow.agency_id == agency_id).order_by(SiteRow.created_at).limit(1)
    row = (await session.execute(query)).scalar_one_or_none()
    if row is not None:
        return Site(row.id, row.agency_id, row.name)
    return await ensure_site(session, agency_id, "main", "Main site")


async def home_of(session: AsyncSession, agency_id: UUID, user_id: UUID) -> Home:
    """Where the user's work in an agency starts: its oldest site."""
    site = await first_site(session, agency_id)
    return Home(site, user_id, await ensure_member(session, site, user_id))


async def ensure_user(session: AsyncSession, email: str, name: str) -> UUID:
    """The user of this address, made if not there; users belong to no agency."""
    email = email.lower()
    await session.execute(insert(UserRow).values(email=email, name=name).on_conflict_do_nothing())
    return (await session.execute(select(UserRow.id).where(UserRow.email == email))).scalar_one()


async def ensure_site(session: AsyncSession, agency_id: UUID, slug: str, name: str) -> Site:
    """The agency's site of this slug, made if it is not there."""
    values = {"agency_id": agency_id, "slug": slug, "name": name}
    await session.execute(insert(SiteRow).values(values).on_conflict_do_nothing())
    row = (
        await session.execute(select(SiteRow).where(SiteRow.agency_id == agency_id, SiteRow.slug == slug))
    ).scalar_one()
    return Site(row.id, row.agency_id, row.name)


async def ensure_member(session: AsyncSession, site: Site, user_id: UUID) -> UUID:
    """The user's membership of the site, made if it is not there."""
    values = {"agency_id": site.agency_id, "site_id": site.id, "user_id": user_id}
    await session.execute(insert(MemberRow).values(values).on_conflict_do_nothing())
    found = select(MemberRow.id).where(
        MemberRow.agency_id == site.agency_id, MemberRow.site_id == site.id, MemberRow.user_id == user_id
    )
    return (await session.execute(found)).scalar_one()


async def ensure_home(
    session: AsyncSession, agency: tuple[str, str], site: tuple[str, str], user: tuple[str, str]
) -> Home:
    """An agency with one site, by slug and name, and an administrator, by address and name."""
    agency_id = await ensure_agency(session, *agency)
    place = await ensure_site(session, agency_id, *site)
    user_id = await ensure_user(session, *user)
    await ensure_membership(session, agency_id, user_id, AgencyRole.ADMIN)
    return Home(place, user_id, await ensure_member(session, place, user_id))


async def grant_role(
    session: AsyncSession, agency_id: UUID, member_id: UUID, module_id: UUID, role: str
) -> None:
    """Give the member this role in the module, in place of the one held before."""
    statement = insert(MemberRoleRow).values(
        agency_id=agency_id, member_id=member_id, module_id=module_id, role=role
    )
    await session.execute(
        statement.on_conflict_do_update(index_elements=["member_id", "module_id"], set_={"role": role})
    )


async def rename_roles(
    session: AsyncSession, agency_id: UUID, module_id: UUID, names: Mapping[str, str]
) -> None:
    """Who has or is invited to one of these roles in the module has the other from now on; all at once."""
    members, invited = MemberRoleRow, InvitationRow
    for change in (
        update(members)
        .where(members.agency_id == agency_id, members.module_id == module_id, members.role.in_(names))
        .values(role=case(dict(names), value=members.role)),
        update(invited)
        .where(invited.agency_id == agency_id, invited.module_id == module_id, invited.module_role.in_(names))
        .values(module_role=case(dict(names), value=invited.module_role)),
    ):
        await session.execute(change.execution_options(synchronize_session=False))


async def copy_members(
    session: AsyncSession, site: Site, module_id: UUID, to_site: Site, to_module: UUID
) -> dict[UUID, UUID]:
    """Make the members of a site members of another, with the same roles in a module there; old id to new."""
    query = (
        select(MemberRow.id, MemberRow.user_id, MemberRoleRow.role)
        .outerjoin(
            MemberRoleRow,
            (MemberRoleRow.member_id == MemberRow.id)
            & (MemberRoleRow.module_id == module_id)
            & (MemberRoleRow.agency_id == site.agency_id),
        )
        .where(MemberRow.agency_id == site.agency_id, MemberRow.site_id == site.id)
    )
    found = {}
    for row in (await session.execute(query)).all():
        found[row.id] = await ensure_member(session, to_site, row.user_id)
        if row.role is not None:
            await grant_role(session, to_site.agency_id, found[row.id], to_module, row.role)
    return found


async def members_with_role(session: AsyncSession, site: Site, module_id: UUID, role: str) -> list[Member]:
    """Who has this role in the module, oldest first."""
    query = (
        select(MemberRow.id, MemberRow.user_id, UserRow.name, UserRow.email, MemberRoleRow.role)
        .join(UserRow, UserRow.id == MemberRow.user_id)
        .join(MemberRoleRow, MemberRoleRow.member_id == MemberRow.id)
        .where(
            MemberRow.agency_id == site.agency_id,
            MemberRow.site_id == site.id,
            MemberRoleRow.module_id == module_id,
            MemberRoleRow.role == role,
        )
        .order_by(MemberRow.created_at, UserRow.email)
    )
    return [Member(*row) for row in (await session.execute(query)).all()]


async def member_names(session: AsyncSession, site: Site, member_ids: set[UUID]) -> dict[UUID, str]:
    """Names of members of the site, for showing who did what."""
    query = (
        select(MemberRow.id, UserRow.name)
        .join(UserRow, UserRow.id == MemberRow.user_id)
        .where(
            MemberRow.agency_id == site.agency_id, MemberRow.site_id == site.id, MemberRow.id.in_(member_ids)
        )
    )
    return {row.id: row.name for row in (await session.execute(query)).all()}
