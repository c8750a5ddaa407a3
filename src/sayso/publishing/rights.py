"""Who may take a module on, and who may let somebody reach further in it.

A module has builders: its maker, those who were granted it, and administrators of the agency. A change that
widens anybody's reach is for those who hold the widest role of the module as it runs, or administrate the
agency; where others publish it, it waits for one of them. Both are asked where revisions are published, so
that no way in goes past it.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.actor import current_actor
from sayso.db.database import Database
from sayso.errors import ConflictError, DeniedError, NotFoundError
from sayso.identity.people.role_resolution import standing, standings
from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import MembershipRow, UserRow
from sayso.identity.types import ModuleRoles
from sayso.publishing.approvals import approved, ask, note_module
from sayso.publishing.errors import ApprovalNeededError
from sayso.publishing.state import load
from sayso.publishing.tables import BuilderRow
from sayso.runtime.tables import RevisionRow
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.spec.reach import Widening

NO_BUILDER = "You do not build this application."
_SAYSO = frozenset({"system", "operator"})
"""Who holds the database anyway: the operator of the machine, and Sayso on its own behalf."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Somebody who may change a module; its maker was not granted it."""

    user_id: UUID
    name: str
    email: str
    is_maker: bool


async def builds(session: AsyncSession, module: Module, user_id: UUID) -> bool:
    """Whether somebody may change a module."""
    if current_actor().kind in _SAYSO:
        return True
    agency_id = module.site.agency_id
    role = await session.scalar(_role_of(agency_id, user_id))
    if role is None:
        return False
    if role == AgencyRole.ADMIN.value or await _maker(session, module) == user_id:
        return True
    query = select(BuilderRow.user_id).where(*_of(module), BuilderRow.user_id == user_id)
    return await session.scalar(query) is not None


async def keeps(session: AsyncSession, module: Module, spec: AppSpec, user_id: UUID) -> bool:
    """Whether somebody may let others reach further: not by a key, which no person reads before it acts."""
    actor = current_actor()
    if actor.kind in _SAYSO:
        return True
    if actor.kind == "key":
        return False
    index = SpecIndex(spec)
    roles = ModuleRoles(
        tuple(role.name for role in spec.permissions.roles), spec.permissions.default_role, index.widest_role
    )
    query = standings(module.site, module.id, roles).where(UserRow.id == user_id)
    row = (await session.execute(query)).one_or_none()
    found = None if row is None else standing(row)
    if found is None:
        return False
    is_widest = found.role is not None and found.role == index.widest_role
    return is_widest or found.agency_role is AgencyRole.ADMIN


async def demand(
    session: AsyncSession, module: Module, spec: AppSpec, widening: Widening, user_id: UUID | None
) -> None:
    """Refuse to publish what is not somebody's to publish; ``spec`` is the one that runs.

    Raises:
        DeniedError: when they do not build the module.
        ApprovalNeededError: when somebody else has to approve what it lets others reach.
    """
    if user_id is None:
        if current_actor().kind not in _SAYSO:
            raise AssertionError("whoever publishes is known")
        return
    if not await builds(session, module, user_id):
        raise DeniedError(NO_BUILDER, hint="Ask one of its builders, or an administrator of the agency.")
    if not widening or await keeps(session, module, spec, user_id):
        return
    if await approved(session, module, widening) is None:
        raise needed(spec, widening)


def needed(spec: AppSpec, widening: Widening) -> ApprovalNeededError:
    """What is said of a change that waits."""
    index = SpecIndex(spec)
    labels = {role.name: role.label for role in spec.permissions.roles}
    widest = labels.get(index.widest_role or "", "")
    whom = f"somebody who is {widest}, or an administrator," if widest else "an administrator"
    return ApprovalNeededError(
        " ".join(widening.sentences),
        hint=f"Ask {whom} to approve it, then publish again.",
        details={"widens": list(widening.sentences)},
    )


class Rights:
    """Builders of modules, and who may let others reach further in them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def demand(self, module: Module, spec: AppSpec, widening: Widening, user_id: UUID | None) -> None:
        """As ``demand`` of this module; what has to be approved is kept, for those who may approve it."""
        try:
            async with self._database.unit(module.site.agency_id) as session:
                await demand(session, module, spec, widening, user_id)
        except ApprovalNeededError:
            async with self._database.unit(module.site.agency_id) as session:
                await ask(session, module, widening, user_id)
            raise

    async def is_builder(self, module: Module, user_id: UUID) -> bool:
        """Whether somebody may change a module."""
        async with self._database.unit(module.site.agency_id) as session:
            return await builds(session, module, user_id)

    async def is_keeper(self, module: Module, user_id: UUID) -> bool:
        """Whether somebody may approve what lets others reach further."""
        state = await load(self._database, module)
        async with self._database.unit(module.site.agency_id) as session:
            return await keeps(session, module, state.spec, user_id)

    async def builders(self, module: Module) -> list[Builder]:
        """The maker of a module, and those who were granted it; administrators build every one."""
        async with self._database.unit(module.site.agency_id) as session:
            maker = await _maker(session, module)
            granted = select(BuilderRow.user_id).where(*_of(module))
            query = (
                select(UserRow.id, UserRow.name, UserRow.email)
                .join(MembershipRow, MembershipRow.user_id == UserRow.id)
                .where(
                    MembershipRow.agency_id == module.site.agency_id,
                    (UserRow.id == maker) | UserRow.id.in_(granted),
                )
                .order_by(UserRow.email)
            )
            found = [Builder(*row, row[0] == maker) for row in (await session.execute(query)).all()]
        return sorted(found, key=lambda one: (not one.is_maker, one.email))

    async def grant(self, module: Module, user_id: UUID) -> None:
        """Let somebody of the agency build a module."""
        agency_id = module.site.agency_id
        async with self._database.unit(agency_id) as session:
            if await session.scalar(_role_of(agency_id, user_id)) is None:
                raise NotFoundError("There is no such person in this agency.", hint="Invite them first.")
            values = {"agency_id": agency_id, "module_id": module.id, "user_id": user_id}
            made = insert(BuilderRow).values(**values).on_conflict_do_nothing().returning(BuilderRow.user_id)
            if (await session.execute(made)).first() is not None:
                changes = {"builder": [None, str(user_id)]}
                await note_module(session, "module_builder.granted", module, changes)

    async def revoke(self, module: Module, user_id: UUID) -> None:
        """Let somebody build a module no more; its maker and administrators always do."""
        async with self._database.unit(module.site.agency_id) as session:
            if await _maker(session, module) == user_id:
                raise ConflictError("Whoever made the application builds it.")
            gone = delete(BuilderRow).where(*_of(module), BuilderRow.user_id == user_id)
            if (await session.execute(gone.returning(BuilderRow.user_id))).first() is None:
                raise NotFoundError("This person was not granted to build this application.")
            changes = {"builder": [str(user_id), None]}
            await note_module(session, "module_builder.revoked", module, changes)


async def _maker(session: AsyncSession, module: Module) -> UUID | None:
    first = select(RevisionRow.author_id).where(
        RevisionRow.agency_id == module.site.agency_id,
        RevisionRow.module_id == module.id,
        RevisionRow.number == 1,
    )
    return await session.scalar(first)


def _role_of(agency_id: UUID, user_id: UUID) -> Any:
    return select(MembershipRow.role).where(
        MembershipRow.agency_id == agency_id, MembershipRow.user_id == user_id, MembershipRow.is_active
    )


def _of(module: Module) -> tuple[Any, ...]:
    return BuilderRow.agency_id == module.site.agency_id, BuilderRow.module_id == module.id
