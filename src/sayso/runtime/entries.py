"""Which modules somebody may enter without belonging to the agency that they are of."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.identity.tables import AgencyRow, MemberRoleRow, MemberRow, MembershipRow
from sayso.runtime import repository
from sayso.runtime.tables import ModuleRow
from sayso.runtime.types import Module


@dataclass(frozen=True, slots=True)
class Given:
    """A module that somebody may enter, and the name of the agency that it is of."""

    module: Module
    agency: str


async def modules_given_to(session: AsyncSession, user_id: UUID) -> list[Given]:
    """Published modules in which the user was given a role, of agencies they do not belong to, by name."""
    query = (
        select(ModuleRow.agency_id, ModuleRow.id, AgencyRow.name)
        .join(AgencyRow, AgencyRow.id == ModuleRow.agency_id)
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
    modules = [(await repository.module_of(session, row.agency_id, row.id), row.name) for row in found]
    return [Given(module, agency) for module, agency in modules if module is not None]
