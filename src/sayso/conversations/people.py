"""People of sessions: one owner, those it is shared with, and administrators who take over.

What is said in a session, and the rows of a spreadsheet that it began with, are for these people alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.conversations.records import sessions
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import find, hold, no_session
from sayso.conversations.tables import SessionPersonRow, SessionRow
from sayso.conversations.types import Session
from sayso.db.database import Database
from sayso.errors import ConflictError, DeniedError, NotFoundError
from sayso.identity.permissions import Permission
from sayso.identity.principal import Principal, PrincipalKind
from sayso.identity.tables import MembershipRow, UserRow


class Access(StrEnum):
    """What somebody may do in a session; each includes the ones before."""

    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"

    def includes(self, other: "Access") -> bool:
        """Whether this is enough where ``other`` is asked for."""
        order = list(Access)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class SessionPerson:
    """Somebody who has access to a session."""

    user_id: UUID
    name: str
    email: str
    access: Access


class SessionPeople:
    """Who may see which session, and work in it."""

    def __init__(self, database: Database, telling: Telling) -> None:
        self._database = database
        self._telling = telling

    async def access(self, me: Principal, session_id: UUID) -> Access | None:
        """What the sender may do in a session; none where they may not know of it."""
        agency_id = me.home_agency.id
        async with self._database.unit(agency_id) as session:
            known = await sessions.session_of(session, agency_id, session_id)
            return None if known is None else await access_of(session, me, known)

    async def demand(self, me: Principal, session_id: UUID, wanted: Access) -> None:
        """Refuse what the sender may not do in a session.

        Raises:
            NotFoundError: when it is neither theirs nor shared with them.
            DeniedError: when it is shared with them for less.
        """
        found = await self.access(me, session_id)
        if found is None:
            raise no_session()
        if not found.includes(wanted):
            hint = "Ask its owner." if wanted is Access.OWNER else "Ask its owner to let you edit it."
            raise DeniedError(f"You may only {_MAY[found]} this session.", hint=hint)

    async def of(self, agency_id: UUID, session_id: UUID) -> list[SessionPerson]:
        """Everybody who has access, the owner first."""
        async with self._database.unit(agency_id) as session:
            return await _people(session, await find(session, agency_id, session_id))

    async def share(
        self, agency_id: UUID, session_id: UUID, user_id: UUID, access: Access
    ) -> list[SessionPerson]:
        """Share a session with somebody of the agency, or change what they may do in it.

        Raises:
            NotFoundError: when nobody of this id belongs to the agency.
            ConflictError: when it is theirs already.
        """
        async with self._database.unit(agency_id) as session:
            known = await hold(session, agency_id, session_id)
            if known.user_id == user_id:
                raise ConflictError("The session is theirs.", hint="Share it with somebody else.")
            await _demand_colleague(session, agency_id, user_id)
            await _give(session, known, user_id, access)
            await self._telling.tell(session, known, "people")
            return await _people(session, known)

    async def unshare(self, me: Principal, session_id: UUID, user_id: UUID) -> None:
        """Take access away: for owners from anybody, for others from themselves.

        Raises:
            DeniedError: when somebody else's access is not the sender's to take.
            NotFoundError: when the session is not shared with that person.
        """
        agency_id = me.home_agency.id
        async with self._database.unit(agency_id) as session:
            known = await hold(session, agency_id, session_id)
            if user_id != me.user_id and await access_of(session, me, known) is not Access.OWNER:
                raise DeniedError("Only its owner says who sees this session.", hint="Ask its owner.")
            if not await _take(session, known, user_id):
                raise NotFoundError("The session is not shared with this person.")
            await self._telling.tell(session, known, "people")

    async def take_over(self, me: Principal, session_id: UUID) -> Session:
        """Make the sender the owner; whoever was it may still work in it. The audit log says so."""
        agency_id = me.home_agency.id
        async with self._database.unit(agency_id) as session:
            known = await hold(session, agency_id, session_id)
            if known.user_id == me.user_id:
                return known
            await _demand_colleague(session, agency_id, me.user_id)
            await _take(session, known, me.user_id)
            await sessions.change_session(session, known, user_id=me.user_id)
            if known.user_id is not None and await _belongs(session, agency_id, known.user_id):
                await _give(session, known, known.user_id, Access.EDITOR)
            await self._telling.tell(session, known, "people")
            return await find(session, agency_id, session_id)


def is_known_to(me: Principal) -> ColumnElement[bool]:
    """Which sessions the sender owns or has shared with them."""
    shared = exists().where(
        SessionPersonRow.agency_id == SessionRow.agency_id,
        SessionPersonRow.session_id == SessionRow.id,
        SessionPersonRow.user_id == me.user_id,
    )
    return or_(SessionRow.user_id == me.user_id, shared)


def sees_all(me: Principal) -> bool:
    """Whether the sender may list the sessions of everybody in the agency."""
    return me.may(Permission.AGENCY_WRITE)


async def access_of(session: AsyncSession, me: Principal, known: Session) -> Access | None:
    """What the sender may do in a session; the operator of the machine holds its database anyway."""
    if known.user_id == me.user_id or me.kind is PrincipalKind.OPERATOR:
        return Access.OWNER
    query = select(SessionPersonRow.access).where(*_of(known, me.user_id))
    found = (await session.execute(query)).scalar_one_or_none()
    return None if found is None else Access(found)


async def _people(session: AsyncSession, known: Session) -> list[SessionPerson]:
    shared = (
        select(UserRow.id, UserRow.name, UserRow.email, SessionPersonRow.access)
        .join(SessionPersonRow, SessionPersonRow.user_id == UserRow.id)
        .where(SessionPersonRow.agency_id == known.agency_id, SessionPersonRow.session_id == known.id)
        .order_by(UserRow.email)
    )
    found = [SessionPerson(*row[:3], Access(row[3])) for row in (await session.execute(shared)).all()]
    owner = select(UserRow.id, UserRow.name, UserRow.email).where(UserRow.id == known.user_id)
    return [SessionPerson(*row, Access.OWNER) for row in (await session.execute(owner)).all()] + found


async def _demand_colleague(session: AsyncSession, agency_id: UUID, user_id: UUID) -> None:
    if not await _belongs(session, agency_id, user_id):
        raise NotFoundError("There is no such person in this agency.", hint="Invite them first.")


async def _belongs(session: AsyncSession, agency_id: UUID, user_id: UUID) -> bool:
    is_there = and_(MembershipRow.agency_id == agency_id, MembershipRow.user_id == user_id)
    return bool((await session.execute(select(exists().where(is_there)))).scalar_one())


async def _give(session: AsyncSession, known: Session, user_id: UUID, access: Access) -> None:
    await session.execute(
        insert(SessionPersonRow)
        .values(agency_id=known.agency_id, session_id=known.id, user_id=user_id, access=access.value)
        .on_conflict_do_update(
            index_elements=[SessionPersonRow.session_id, SessionPersonRow.user_id],
            set_={"access": access.value},
        )
    )


async def _take(session: AsyncSession, known: Session, user_id: UUID) -> bool:
    gone = delete(SessionPersonRow).where(*_of(known, user_id)).returning(SessionPersonRow.user_id)
    return (await session.execute(gone)).first() is not None


def _of(known: Session, user_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        SessionPersonRow.agency_id == known.agency_id,
        SessionPersonRow.session_id == known.id,
        SessionPersonRow.user_id == user_id,
    )


_MAY = {Access.VIEWER: "look at", Access.EDITOR: "work in", Access.OWNER: "own"}
