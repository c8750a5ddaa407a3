"""Whether a signed-in user may enter a module, as which member and in which role."""

import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from uuid import UUID

from sayso.db.database import Database
from sayso.db.scope import Scope
from sayso.errors import DeniedError
from sayso.identity import repository
from sayso.identity.signin import demo_home
from sayso.identity.types import Member, Site

TRUSTED_SECONDS = 5.0
"""A role that was taken away works for this long at most."""

_REMEMBERED = 4096


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
        self._known: OrderedDict[tuple[UUID, UUID, str | None, str], tuple[float, Visitor]] = OrderedDict()
        self._demo_user: UUID | None = None

    async def admit(
        self,
        site: Site,
        module_id: UUID,
        user_id: UUID,
        *,
        widest: str | None,
        acting_as: str | None = None,
        time_zone: str = "",
    ) -> Visitor:
        """The visitor; ``acting_as`` counts only for members who hold the module's widest role."""
        key = (module_id, user_id, acting_as, time_zone)
        known = self._known.get(key)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        visitor = await self._look_up(site, module_id, user_id, widest, acting_as)
        visitor = replace(visitor, scope=replace(visitor.scope, time_zone=time_zone))
        self._known[key] = (time.monotonic() + TRUSTED_SECONDS, visitor)
        if len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return visitor

    def forget(self) -> None:
        """Look everybody up anew."""
        self._known.clear()

    async def demo_user(self) -> UUID:
        """The user of a machine where nobody has to sign in."""
        if self._demo_user is None:
            async with self._database.unit() as session:
                self._demo_user = (await demo_home(session)).user_id
        return self._demo_user

    async def _look_up(
        self, site: Site, module_id: UUID, user_id: UUID, widest: str | None, acting_as: str | None
    ) -> Visitor:
        async with self._database.unit() as session:
            member = await repository.member_of(session, site, module_id, user_id)
            if member is None or member.role is None:
                raise DeniedError(
                    "You are signed in, but not a member of this application.",
                    hint="Ask the person who built it to add you.",
                )
            may_switch = member.role == widest
            role, acting = member.role, member.id
            if may_switch and acting_as is not None and acting_as != role:
                role = acting_as
                others = await repository.members_with_role(session, site, module_id, role)
                acting = others[0].id if others else member.id
        return Visitor(member, role, Scope(site.id, acting, role), may_switch)
