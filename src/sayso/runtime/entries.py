"""Which modules somebody may enter without belonging to the agency that they are of."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.identity.tables import MemberRoleRow, MemberRow, MembershipRow
from sayso.runtime import repository
from sayso.runtime.tables import ModuleRow
from sayso.runtime.types import Module


async def modules_given_to(session: AsyncSession, user_id: UUID) -> list[Module]:
    """Published modules in which the user was given a role, of agencies they do not belong to, by name."""
    query = (
        select(ModuleRow.agency_id, ModuleRow.id)
        .join(MemberRoleRow, MemberRoleRow.module_id == ModuleRow.id)
        .join(MemberRow, MemberRow.id == MemberRoleRow.member_id)
        .outerjoin(
            MembershipRow,
            (MembershipRow.agency_id == ModuleRow.agency_id) & (MembershipRow.user_id == user_id),
        )
        .where(MemberRow.user_id == user_id, MembershipRow.user_id.is_(None), ModuleRow.status == "published")
        .order_by(ModuleRow.name, ModuleRow.id)
    )
    found = (await session.execute(query)).all()
    modules = [await repository.module_of(session, row.agency_id, row.id) for row in found]
    return [one for one in modules if one is not None]
