"""Who comes in without signing in: nobody, before a person confirmed what becomes public of a module.

What is confirmed are keys of ``sayso.spec.public``. Anonymous visitors get in while every key of the present
revision is among them, so a revision that opens more closes the door until it is confirmed as well.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.db.scope import NOBODY, Scope
from sayso.errors import ConflictError
from sayso.identity.lookup_cache import Remembered
from sayso.identity.people.admission import Visitor
from sayso.identity.tables import UserRow
from sayso.identity.types import Member
from sayso.runtime import repository, revisions
from sayso.runtime.plan import ModulePlan
from sayso.runtime.tables import PublicConfirmationRow
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec
from sayso.spec.public import PublicSurface, public_surface

FRESH_SECONDS = 2.0
"""How long what was confirmed is trusted; a withdrawal in another process shows after this at the latest."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person confirmed, who it was and when; the person may be gone."""

    keys: frozenset[str]
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicState:
    """What would be public of a module, and what of it was confirmed."""

    surface: PublicSurface
    role_label: str
    confirmation: Confirmation | None

    @property
    def pending(self) -> PublicSurface:
        """What waits to be confirmed."""
        return self.surface.beyond(self.confirmation.keys if self.confirmation else ())

    @property
    def is_open(self) -> bool:
        """Whether people who are not signed in get in."""
        return bool(self.surface.keys) and not self.pending.keys


class PublicAccess:
    """Lets anonymous visitors in where that was confirmed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: Remembered[UUID, frozenset[str]] = Remembered(FRESH_SECONDS)

    async def visitor(self, plan: ModulePlan) -> Visitor | None:
        """Somebody in the public role, if there is one and all that the revision opens was confirmed."""
        surface = plan.public_surface
        if surface.role is None or surface.beyond(await self.confirmed(plan.module)).keys:
            return None
        return visitor_as(plan, surface.role)

    async def state(self, module: Module) -> PublicState:
        """What would be public, what of it was confirmed, and by whom."""
        async with self._database.unit(module.site.agency_id) as session:
            return await _state(session, module)

    async def confirm(self, module: Module, keys: list[str], user_id: UUID) -> PublicState:
        """Open what these keys name, which must be all that the present revision would open.

        Raises:
            ConflictError: when it is something else; ``details`` has what it is.
        """
        agency_id = module.site.agency_id
        async with self._database.unit(agency_id) as session:
            present = await repository.locked_module(session, agency_id, module.id) or module
            surface = (await _state(session, present)).surface
            if not surface.keys:
                raise ConflictError(
                    "Nothing of this application would be public, so there is nothing to confirm.",
                    hint="Say what people may see or do without signing in, and publish that first.",
                    details={"keys": [], "sentences": []},
                )
            if set(keys) != set(surface.keys):
                raise ConflictError(
                    "What would become public is not what you confirmed.",
                    hint="Read the sentences again, and confirm exactly the keys that belong to them.",
                    details={"keys": list(surface.keys), "sentences": list(surface.sentences)},
                )
            values = {"keys": list(surface.keys), "confirmed_by": user_id, "confirmed_at": func.now()}
            await session.execute(
                insert(PublicConfirmationRow)
                .values(module_id=module.id, agency_id=agency_id, **values)
                .on_conflict_do_update(index_elements=["module_id"], set_=values)
            )
            state = await _state(session, present)
        self._known.clear()
        return state

    async def withdraw(self, module: Module) -> None:
        """Let nobody in any more who is not signed in; what was not open stays closed."""
        async with self._database.unit(module.site.agency_id) as session:
            await session.execute(
                delete(PublicConfirmationRow).where(
                    PublicConfirmationRow.agency_id == module.site.agency_id,
                    PublicConfirmationRow.module_id == module.id,
                )
            )
        self._known.clear()

    async def confirmed(self, module: Module) -> frozenset[str]:
        """The keys that a person confirmed."""

        async def ask() -> frozenset[str]:
            async with self._database.unit(module.site.agency_id) as session:
                found = await _confirmation(session, module)
            return found.keys if found else frozenset()

        return await self._known.get(module.id, ask) or frozenset()


def visitor_as(plan: ModulePlan, role: str) -> Visitor:
    """Somebody who is not signed in, in this role."""
    scope = Scope(plan.module.site.id, NOBODY, role, plan.time_zone.key)
    return Visitor(Member(NOBODY, NOBODY, "", "", role), role, scope, may_switch=False)


async def _state(session: AsyncSession, module: Module) -> PublicState:
    spec = AppSpec.model_validate(await revisions.spec_of(session, module))
    surface = public_surface(spec)
    labels = {role.name: role.label for role in spec.permissions.roles}
    return PublicState(surface, labels.get(surface.role or "", ""), await _confirmation(session, module))


async def _confirmation(session: AsyncSession, module: Module) -> Confirmation | None:
    query = (
        select(PublicConfirmationRow.keys, PublicConfirmationRow.confirmed_at, UserRow.name, UserRow.email)
        .outerjoin(UserRow, UserRow.id == PublicConfirmationRow.confirmed_by)
        .where(
            PublicConfirmationRow.agency_id == module.site.agency_id,
            PublicConfirmationRow.module_id == module.id,
        )
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    return Confirmation(frozenset(map(str, row.keys)), row.name or row.email, row.confirmed_at)
