"""Finds sessions, and refuses what their state does not allow."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.conversations.errors import SessionEndedError, TurnRunningError
from sayso.conversations.records import sessions, turns
from sayso.conversations.types import Session, Status
from sayso.errors import NotFoundError


async def find(session: AsyncSession, agency_id: UUID, session_id: UUID) -> Session:
    """A session of the agency."""
    found = await sessions.session_of(session, agency_id, session_id)
    if found is None:
        raise no_session()
    return found


async def hold(session: AsyncSession, agency_id: UUID, session_id: UUID) -> Session:
    """A session of the agency, which is ours until the transaction ends."""
    found = await sessions.locked_session(session, agency_id, session_id)
    if found is None:
        raise no_session()
    return found


async def hold_idle(session: AsyncSession, agency_id: UUID, session_id: UUID) -> Session:
    """As ``hold``, of a session that goes on and where nothing is being worked on."""
    known = await hold(session, agency_id, session_id)
    demand_open(known)
    if await turns.open_turns(session, known):
        raise TurnRunningError
    return known


def demand_open(known: Session) -> None:
    """Refuse to go on with a session that was cancelled."""
    if known.status is Status.CANCELLED:
        raise SessionEndedError("This session was cancelled.", hint="Begin another one.")


def no_session() -> NotFoundError:
    """What is said of a session that is not there, and of one of another agency."""
    return NotFoundError("There is no such session.", hint="List the sessions to see which there are.")
