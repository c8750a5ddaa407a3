"""The people of an agency: their roles in it, whether they are active, and taking them out.

An agency always keeps one active administrator. Whoever was taken out stays known to the rows of its modules,
so that their history still says who.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.db.keyset import Part, Window, part_of_query
from sayso.errors import ConflictError, NotFoundError
from sayso.identity.authentication.links import Purpose, make_link
from sayso.identity.people.agencies import lock_agency
from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import (
    ApiKeyRow,
    InvitationRow,
    MemberRoleRow,
    MemberRow,
    MembershipRow,
    UserRow,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's place in an agency; ``has_account_off`` when they were switched off everywhere."""

    user_id: UUID
    name: str
    email: str
    role: AgencyRole
    is_active: bool
    has_account_off: bool
    since: datetime

    @property
    def administers(self) -> bool:
        """Whether this person can change who belongs to the agency."""
        return self.role is AgencyRole.ADMIN and self.is_active and not self.has_account_off


class People:
    """Memberships of agencies; ``forget`` is called when who may do what has changed."""

    def __init__(self, database: Database, forget: Callable[[], None]) -> None:
        self._database = database
        self._forget = forget

    async def of(self, agency_id: UUID, window: Window) -> Part[Person]:
        """Who belongs to the agency, whoever came first first."""
        async with self._database.unit(agency_id) as session:
            query = _people(agency_id)
            part = await part_of_query(
                session, query, window, MembershipRow.created_at, MembershipRow.user_id
            )
        return part.map(_person)

    async def show(self, agency_id: UUID, user_id: UUID) -> Person:
        """One of them; ``NotFoundError`` if nobody of this id belongs to the agency."""
        async with self._database.unit(agency_id) as session:
            return await _demand(session, agency_id, user_id)

    async def change(
        self, agency_id: UUID, user_id: UUID, *, role: AgencyRole | None = None, is_active: bool | None = None
    ) -> Person:
        """Give somebody another role in the agency, or let them rest or come back.

        Raises:
            ConflictError: when nobody would administer the agency any more.
        """
        async with self._database.unit(agency_id) as session:
            await lock_agency(session, agency_id)
            before = await _demand(session, agency_id, user_id)
            values = {
                "role": before.role if role is None else role,
                "is_active": before.is_active if is_active is None else is_active,
            }
            if before.administers and not (values["role"] is AgencyRole.ADMIN and values["is_active"]):
                await demand_other_admin(session, agency_id, user_id)
            await session.execute(
                update(MembershipRow)
                .where(MembershipRow.agency_id == agency_id, MembershipRow.user_id == user_id)
                .values(values)
                .execution_options(synchronize_session=False)
            )
            after = await _demand(session, agency_id, user_id)
        self._forget()
        return after

    async def remove(self, agency_id: UUID, user_id: UUID) -> None:
        """Take somebody out of the agency and all its modules, with their keys and open invitations.

        Raises:
            ConflictError: when nobody would administer the agency any more.
        """
        async with self._database.unit(agency_id) as session:
            await lock_agency(session, agency_id)
            person = await _demand(session, agency_id, user_id)
            if person.administers:
                await demand_other_admin(session, agency_id, user_id)
            await _take_out(session, agency_id, person)
        self._forget()

    async def reset_link(self, agency_id: UUID, user_id: UUID) -> str:
        """The token of a link with which somebody of this agency alone chooses a new password.

        Whoever hands it out could use it, so there is none for an account that reaches further.

        Raises:
            ConflictError: when the person has a place in another agency, or in a module of one.
        """
        person = await self.show(agency_id, user_id)
        async with self._database.system() as session:
            await session.execute(select(UserRow.id).where(UserRow.id == user_id).with_for_update())
            if (await session.execute(select(_reaches_beyond(agency_id, user_id)))).scalar_one():
                raise ConflictError(
                    f"The account of {person.name or person.email} reaches beyond this agency.",
                    hint="Only they can choose a new password, with “Forgot password” where they sign in.",
                )
            return await make_link(session, Purpose.RESET, user_id)


async def demand_other_admin(session: AsyncSession, agency_id: UUID, user_id: UUID) -> None:
    """Refuse to let the last active administrator go; call it under ``lock_agency``."""
    others = (
        select(func.count())
        .select_from(MembershipRow)
        .join(UserRow, UserRow.id == MembershipRow.user_id)
        .where(
            MembershipRow.agency_id == agency_id,
            MembershipRow.user_id != user_id,
            MembershipRow.role == AgencyRole.ADMIN.value,
            MembershipRow.is_active,
            UserRow.is_active,
        )
    )
    if not (await session.execute(others)).scalar_one():
        raise ConflictError(
            "This is the last active administrator of the agency.",
            hint="Make somebody else an administrator first.",
        )


def _people(agency_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            UserRow.id,
            UserRow.name,
            UserRow.email,
            MembershipRow.role,
            MembershipRow.is_active,
            (~UserRow.is_active).label("has_account_off"),
            MembershipRow.created_at,
        )
        .join(MembershipRow, MembershipRow.user_id == UserRow.id)
        .where(MembershipRow.agency_id == agency_id)
    )


async def _demand(session: AsyncSession, agency_id: UUID, user_id: UUID) -> Person:
    row = (await session.execute(_people(agency_id).where(UserRow.id == user_id))).one_or_none()
    if row is None:
        raise NotFoundError(
            "There is no such person here.", hint="`GET /api/v1/agency/people` shows those there are."
        )
    return _person(row)


def _person(row: Any) -> Person:
    return Person(
        row.id, row.name, row.email, AgencyRole(row.role), row.is_active, row.has_account_off, row.created_at
    )


async def _take_out(session: AsyncSession, agency_id: UUID, person: Person) -> None:
    members = select(MemberRow.id).where(
        MemberRow.agency_id == agency_id, MemberRow.user_id == person.user_id
    )
    for change in (
        delete(MembershipRow).where(
            MembershipRow.agency_id == agency_id, MembershipRow.user_id == person.user_id
        ),
        delete(MemberRoleRow).where(
            MemberRoleRow.agency_id == agency_id, MemberRoleRow.member_id.in_(members)
        ),
        update(ApiKeyRow)
        .where(
            ApiKeyRow.agency_id == agency_id,
            ApiKeyRow.user_id == person.user_id,
            ApiKeyRow.revoked_at.is_(None),
        )
        .values(revoked_at=func.now()),
        update(InvitationRow)
        .where(
            InvitationRow.agency_id == agency_id,
            InvitationRow.email == person.email,
            InvitationRow.accepted_at.is_(None),
            InvitationRow.revoked_at.is_(None),
        )
        .values(revoked_at=func.now()),
    ):
        await session.execute(change.execution_options(synchronize_session=False))


def _reaches_beyond(agency_id: UUID, user_id: UUID) -> Any:
    belongs = exists().where(MembershipRow.user_id == user_id, MembershipRow.agency_id != agency_id)
    enters = exists().where(
        MemberRow.user_id == user_id,
        MemberRoleRow.member_id == MemberRow.id,
        MemberRoleRow.agency_id != agency_id,
    )
    return belongs | enters
