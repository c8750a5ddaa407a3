"""Queries on sessions and their refresh tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.actor import Actor
from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.secret import hash_of, new_secret
from sayso.identity.tables import RefreshTokenRow, SessionRow, UserRow

_SEEN_EVERY = timedelta(minutes=1)
REFRESH_LIFETIME = timedelta(days=30)


class SessionKind(StrEnum):
    """Where somebody signed in: in a browser, with a program, or at a module's own origin."""

    BROWSER = "browser"
    TOKEN = "token"  # noqa: S105 - a word, no secret
    MODULE = "module"


LIFETIMES = {
    SessionKind.BROWSER: timedelta(days=14),
    SessionKind.TOKEN: timedelta(days=90),
    SessionKind.MODULE: timedelta(days=14),
}
"""After this somebody signs in again, however often a token was refreshed."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in that has not ended; ``module_id`` where it is good for one module's origin alone."""

    id: UUID
    user_id: UUID
    agency_id: UUID | None
    module_id: UUID | None
    kind: SessionKind
    expires_at: datetime

    @property
    def is_over(self) -> bool:
        """Whether its time has run out."""
        return self.expires_at <= datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A session as its person sees it in a list."""

    id: UUID
    kind: SessionKind
    module_id: UUID | None
    address: str
    user_agent: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a refresh token that is known was worth; not good means that it had been used before."""

    session_id: UUID
    was_good: bool


_COLUMNS = (
    SessionRow.id,
    SessionRow.user_id,
    SessionRow.agency_id,
    SessionRow.module_id,
    SessionRow.kind,
    SessionRow.expires_at,
)
_SHOWN = (
    SessionRow.id,
    SessionRow.kind,
    SessionRow.module_id,
    SessionRow.address,
    SessionRow.user_agent,
    SessionRow.created_at,
    SessionRow.last_seen_at,
    SessionRow.expires_at,
)


async def add(
    session: AsyncSession,
    actor: Actor,
    user_id: UUID,
    kind: SessionKind,
    *,
    module_id: UUID | None,
    agency_id: UUID | None,
) -> tuple[Session, str]:
    """A new session, and the secret that its holder sends: a cookie's value or the first refresh token."""
    secret = new_secret()
    values = {
        "user_id": user_id,
        "kind": kind.value,
        "module_id": module_id,
        "agency_id": agency_id,
        "secret_hash": None if kind is SessionKind.TOKEN else hash_of(secret),
        "address": actor.address,
        "user_agent": actor.agent,
        "expires_at": func.now() + LIFETIMES[kind],
    }
    row = (await session.execute(insert(SessionRow).values(values).returning(*_COLUMNS))).one()
    made = _session(row)
    if kind is SessionKind.TOKEN:
        await _add_refresh_token(session, made, secret)
    return made, secret


async def live(session: AsyncSession, *conditions: ColumnElement[bool]) -> Session | None:
    """The session, if it has not ended and its user is active; that it was seen is kept once a minute."""
    query = select(*_COLUMNS, SessionRow.last_seen_at < func.now() - _SEEN_EVERY)
    query = query.join(UserRow, UserRow.id == SessionRow.user_id).where(
        *conditions, UserRow.is_active, *_not_over()
    )
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    if row[-1]:
        await session.execute(
            update(SessionRow).where(SessionRow.id == row.id).values(last_seen_at=func.now())
        )
    return _session(row[:-1])


async def page_of(session: AsyncSession, user_id: UUID, window: Window) -> Part[SignIn]:
    """Sessions of a user that have not ended, the newest first."""
    query = select(*_SHOWN).where(SessionRow.user_id == user_id, *_not_over())
    part = await part_of_query(session, query, window, SessionRow.created_at, SessionRow.id, descending=True)
    return part.map(lambda row: SignIn(row[0], SessionKind(row[1]), *row[2 : len(_SHOWN)]))


async def last_agency_of(session: AsyncSession, user_id: UUID) -> UUID | None:
    """The agency that the user's last session spoke for."""
    query = select(SessionRow.agency_id).where(
        SessionRow.user_id == user_id, SessionRow.kind != SessionKind.MODULE.value
    )
    return (await session.execute(query.order_by(SessionRow.created_at.desc()).limit(1))).scalar()


async def switch(session: AsyncSession, session_id: UUID, agency_id: UUID) -> Session | None:
    """Let a session that has not ended speak for this agency."""
    change = update(SessionRow).where(SessionRow.id == session_id, *_not_over())
    changed = change.values(agency_id=agency_id).returning(*_COLUMNS)
    row = (await session.execute(changed.execution_options(synchronize_session=False))).one_or_none()
    return None if row is None else _session(row)


async def end(session: AsyncSession, because: str, *conditions: ColumnElement[bool]) -> Sequence[UUID]:
    """End the sessions that have not ended; their ids."""
    change = update(SessionRow).where(*conditions, SessionRow.ended_at.is_(None))
    change = change.values(ended_at=func.now(), ended_because=because)
    ended = change.returning(SessionRow.id).execution_options(synchronize_session=False)
    return (await session.execute(ended)).scalars().all()


async def renew(session: AsyncSession, refresh_token: str, module_id: UUID | None) -> Renewal | None:
    """Use up a refresh token; of several that send it at the same time one is right.

    A token of the platform, or of another module, stays as it is.
    """
    of_hash = RefreshTokenRow.token_hash == hash_of(refresh_token)
    of_place = select(SessionRow.id).where(SessionRow.module_id.is_not_distinct_from(module_id))
    use = update(RefreshTokenRow).where(
        of_hash,
        RefreshTokenRow.used_at.is_(None),
        RefreshTokenRow.expires_at > func.now(),
        RefreshTokenRow.session_id.in_(of_place),
    )
    used = use.values(used_at=func.now()).returning(RefreshTokenRow.session_id)
    found = (await session.execute(used.execution_options(synchronize_session=False))).scalar_one_or_none()
    if found is not None:
        return Renewal(found, was_good=True)
    query = select(RefreshTokenRow.session_id).where(of_hash, RefreshTokenRow.used_at.is_not(None))
    again = (await session.execute(query)).scalar_one_or_none()
    return None if again is None else Renewal(again, was_good=False)


async def next_refresh_token(session: AsyncSession, of: Session) -> str:
    """The refresh token that takes the place of one that was used; those whose time is over go."""
    over = delete(RefreshTokenRow).where(
        RefreshTokenRow.session_id == of.id, RefreshTokenRow.expires_at < func.now()
    )
    await session.execute(over.execution_options(synchronize_session=False))
    token = new_secret()
    await _add_refresh_token(session, of, token)
    return token


async def session_of_refresh_token(session: AsyncSession, refresh_token: str) -> UUID | None:
    """The session that a refresh token belongs to, used or not."""
    query = select(RefreshTokenRow.session_id).where(RefreshTokenRow.token_hash == hash_of(refresh_token))
    return (await session.execute(query)).scalar_one_or_none()


async def _add_refresh_token(session: AsyncSession, of: Session, token: str) -> None:
    values = {
        "token_hash": hash_of(token),
        "session_id": of.id,
        "user_id": of.user_id,
        "expires_at": func.least(func.now() + REFRESH_LIFETIME, of.expires_at),
    }
    await session.execute(insert(RefreshTokenRow).values(values))


def _not_over() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SessionRow.ended_at.is_(None), SessionRow.expires_at > func.now()


def _session(row: Sequence[object]) -> Session:
    id_, user_id, agency_id, module_id, kind, expires_at = row
    return Session(id_, user_id, agency_id, module_id, SessionKind(kind), expires_at)  # type: ignore[arg-type]
