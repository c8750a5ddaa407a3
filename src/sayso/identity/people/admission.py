"""Whether a signed-in user may enter a module, as which member and in which role."""

from dataclasses import dataclass, replace
from uuid import UUID

from sayso.db.database import Database
from sayso.db.scope import Scope
from sayso.errors import DeniedError
from sayso.identity.lookup_cache import Remembered
from sayso.identity.people import repository
from sayso.identity.people.demo import demo_home
from sayso.identity.people.role_resolution import standing, standings
from sayso.identity.tables import UserRow
from sayso.identity.types import Member, ModuleRoles, Site

_Key = tuple[UUID, UUID, str | None, str, ModuleRoles]


@dataclass(frozen=True, slots=True)
class Visitor:
    """A member inside a module; ``scope`` is what the database is told."""

    member: Member
    role: str
    scope: Scope
    may_switch: bool


class Admissions:
    """Looks members up, and remembers them for a moment."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: Remembered[_Key, Visitor] = Remembered()
        self._demo_user: UUID | None = None

    async def admit(
        self,
        site: Site,
        module_id: UUID,
        user_id: UUID,
        *,
        roles: ModuleRoles,
        acting_as: str | None = None,
        time_zone: str = "",
    ) -> Visitor:
        """The visitor; ``acting_as`` counts only for members who hold the module's widest role.

        Raises:
            DeniedError: when the user has no role in the module.
        """

        async def find() -> Visitor | None:
            visitor = await self._look_up(site, module_id, user_id, roles, acting_as)
            return visitor and replace(visitor, scope=replace(visitor.scope, time_zone=time_zone))

        visitor = await self._known.get((module_id, user_id, acting_as, time_zone, roles), find)
        if visitor is None:
            raise DeniedError(
                "You are signed in, but have no role in this application.",
                hint="Ask an administrator of the agency it belongs to for one.",
            )
        return visitor

    def forget(self) -> None:
        """Look everybody up anew, those too whose look-up is under way."""
        self._known.clear()

    async def demo_user(self) -> UUID:
        """The user of a machine where nobody has to sign in."""
        if self._demo_user is None:
            async with self._database.system() as session:
                self._demo_user = (await demo_home(session)).user_id
        return self._demo_user

    async def _look_up(
        self, site: Site, module_id: UUID, user_id: UUID, roles: ModuleRoles, acting_as: str | None
    ) -> Visitor | None:
        async with self._database.unit(site.agency_id) as session:
            query = standings(site, module_id, roles).where(UserRow.id == user_id)
            row = (await session.execute(query)).one_or_none()
            found = None if row is None else standing(row)
            if found is None or found.role is None:
                return None
            member_id = found.member_id or await repository.ensure_member(session, site, user_id)
            member = Member(member_id, user_id, found.name, found.email, found.role)
            role, acting = found.role, member_id
            may_switch = role == roles.widest
            if may_switch and acting_as is not None and acting_as != role:
                role = acting_as
                others = await repository.members_with_role(session, site, module_id, role)
                acting = others[0].id if others else member_id
        return Visitor(member, role, Scope(site.id, acting, role), may_switch)
