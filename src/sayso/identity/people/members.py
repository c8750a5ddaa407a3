"""Who may enter a module, in which role and why; giving roles and taking them back."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.db.keyset import Part, Window, part_of_query
from sayso.errors import ConflictError, NotFoundError
from sayso.identity.people import repository
from sayso.identity.people.role_resolution import Standing, standing, standings
from sayso.identity.tables import MemberRoleRow, MemberRow, MembershipRow, UserRow
from sayso.identity.types import ModuleRoles, Site


class Members:
    """People inside modules; ``forget`` is called when who may do what has changed."""

    def __init__(self, database: Database, forget: Callable[[], None]) -> None:
        self._database = database
        self._forget = forget

    async def of(self, site: Site, module_id: UUID, roles: ModuleRoles, window: Window) -> Part[Standing]:
        """Everybody who may enter the module, by e-mail address."""
        query = standings(site, module_id, roles)
        entering = query.where(query.selected_columns.role.is_not(None))
        async with self._database.unit(site.agency_id) as session:
            part = await part_of_query(session, entering, window, UserRow.email)
        return part.map(standing)

    async def give(
        self, site: Site, module_id: UUID, roles: ModuleRoles, user_id: UUID, role: str | None
    ) -> Standing:
        """Give somebody a role in the module, or none in place of the one they were given; what they are now.

        Raises:
            NotFoundError: when they neither belong to the agency nor have a role in one of its modules.
            ConflictError: when they are not active, so that no role would let them in.
        """
        async with self._database.unit(site.agency_id) as session:
            await _demand_known(session, site.agency_id, user_id)
            if role is not None:
                member_id = await repository.ensure_member(session, site, user_id)
                await repository.grant_role(session, site.agency_id, member_id, module_id, role)
            else:
                await _take_back(session, site, module_id, user_id)
            query = standings(site, module_id, roles).where(UserRow.id == user_id)
            row = (await session.execute(query)).one_or_none()
            if row is None:
                raise ConflictError(
                    "This person is not active in the agency.", hint="Let them come back first."
                )
        self._forget()
        return standing(row)

    async def take_back(self, site: Site, module_id: UUID, user_id: UUID) -> None:
        """Take back the role that somebody was given, if they were given one; ``NotFoundError`` as above."""
        async with self._database.unit(site.agency_id) as session:
            await _demand_known(session, site.agency_id, user_id)
            await _take_back(session, site, module_id, user_id)
        self._forget()


async def _demand_known(session: AsyncSession, agency_id: UUID, user_id: UUID) -> None:
    belongs = exists().where(MembershipRow.agency_id == agency_id, MembershipRow.user_id == user_id)
    enters = exists().where(
        MemberRow.agency_id == agency_id,
        MemberRow.user_id == user_id,
        MemberRoleRow.member_id == MemberRow.id,
    )
    if not (await session.execute(select(belongs | enters))).scalar_one():
        raise NotFoundError(
            "There is no such person here.", hint="Invite them to the agency, or to this application alone."
        )


async def _take_back(session: AsyncSession, site: Site, module_id: UUID, user_id: UUID) -> None:
    members = select(MemberRow.id).where(
        MemberRow.agency_id == site.agency_id, MemberRow.site_id == site.id, MemberRow.user_id == user_id
    )
    await session.execute(
        delete(MemberRoleRow)
        .where(
            MemberRoleRow.agency_id == site.agency_id,
            MemberRoleRow.module_id == module_id,
            MemberRoleRow.member_id.in_(members),
        )
        .execution_options(synchronize_session=False)
    )
