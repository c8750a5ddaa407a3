"""Whoever a bot belongs to, as a visitor of an application: they decide what it is told of rows."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sayso.errors import DeniedError, NotFoundError
from sayso.identity.people.admission import Admissions, Visitor
from sayso.identity.people.people import People
from sayso.identity.permissions import Permission
from sayso.identity.principal import permissions_of
from sayso.runtime.plan import ModulePlan


@dataclass(frozen=True, slots=True)
class Owners:
    """Looks owners up anew for each look at rows: whoever lost a role is told nothing more."""

    people: People
    admissions: Admissions

    async def visitor(self, plan: ModulePlan, user_id: UUID | None) -> Visitor | None:
        """The owner inside an application; none where they may not read rows there."""
        module = plan.module
        if user_id is None:
            return None
        with suppress(NotFoundError, DeniedError):
            person = await self.people.show(module.site.agency_id, user_id)
            is_reader = Permission.DATA_READ in permissions_of(person.role)
            if person.is_active and not person.has_account_off and is_reader:
                return await self.admissions.admit(
                    module.site,
                    module.id,
                    user_id,
                    roles=plan.module_roles,
                    time_zone=plan.time_zone.key,
                )
        return None
