"""Queries on users as people who sign in; a user is known across agencies."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, String, Update, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import AgencyRow, MembershipRow, UserRow
from sayso.identity.types import Agency, User

_NOTE = text(
    """
    select sayso_note(:action, 'user', coalesce(:user_id, ''), :email, '{}'::jsonb, place.agency_id)
    from (select) one left join memberships place on place.user_id::text = :user_id
    """
).bindparams(bindparam("user_id", type_=String), bindparam("action", type_=String))

_SAME_PASSWORD = text("select set_config('sayso.same_password', 'on', true)")
"""Tells the audit log that nobody changed a password."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and the hash of the password, which is none while there is no password."""

    user: User
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class CheckedUser(User):
    """A user whose password was right a moment ago."""

    password_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Belonging:
    """An agency that somebody belongs to, and as what."""

    agency: Agency
    role: AgencyRole


async def credentials_of(session: AsyncSession, email: str) -> Credentials | None:
    """The user of this address, however it is capitalised."""
    return await _credentials(session, UserRow.email == email.strip().lower())


async def credentials_of_id(session: AsyncSession, user_id: UUID) -> Credentials | None:
    """The user of this id."""
    return await _credentials(session, UserRow.id == user_id)


async def is_still(session: AsyncSession, user: User) -> bool:
    """Whether the user is active, and has the password that was checked; it stays so until the unit ends."""
    query = select(UserRow.is_active, UserRow.password_hash).where(UserRow.id == user.id)
    row = (await session.execute(query.with_for_update(read=True))).one_or_none()
    is_same = not isinstance(user, CheckedUser) or (row is not None and row[1] == user.password_hash)
    return row is not None and row[0] and is_same


async def user_of(session: AsyncSession, user_id: UUID) -> User | None:
    """The user of this id, switched off or not."""
    known = await credentials_of_id(session, user_id)
    return known.user if known else None


async def keep_hash(session: AsyncSession, known: Credentials, fresh: str) -> None:
    """Keep another hash of the same password, unless the password was changed meanwhile."""
    same = (UserRow.id == known.user.id, UserRow.password_hash == known.password_hash)
    await session.execute(_SAME_PASSWORD)
    await session.execute(_quietly(update(UserRow).where(*same).values(password_hash=fresh)))


async def set_password(session: AsyncSession, user_id: UUID, password_hash: str | None) -> None:
    """Let the user sign in with another password, or with none."""
    await session.execute(
        _quietly(update(UserRow).where(UserRow.id == user_id).values(password_hash=password_hash))
    )


async def rename(session: AsyncSession, user_id: UUID, name: str) -> None:
    """Let the user have another name."""
    await session.execute(_quietly(update(UserRow).where(UserRow.id == user_id).values(name=name)))


async def belongings(session: AsyncSession, user_id: UUID) -> list[Belonging]:
    """The agencies where the user is active, the one that was joined first in front."""
    query = (
        select(AgencyRow.id, AgencyRow.slug, AgencyRow.name, MembershipRow.role)
        .join(MembershipRow, MembershipRow.agency_id == AgencyRow.id)
        .where(MembershipRow.user_id == user_id, MembershipRow.is_active)
        .order_by(MembershipRow.created_at, AgencyRow.slug)
    )
    return [
        Belonging(Agency(row[0], row[1], row[2]), AgencyRole(row[3]))
        for row in (await session.execute(query)).all()
    ]


async def note_refusal(session: AsyncSession, email: str, user_id: UUID | None) -> None:
    """Write down that somebody was not let in, for every agency of the user there is.

    What was typed and is no address is left out: it may be a password in the wrong field.
    """
    said = email if "@" in email else ""
    await _note(session, "sign_in.refused", said, user_id)


async def note_forgotten(session: AsyncSession, user: User) -> None:
    """Write down that a person asks for a new password, so that an administrator can help."""
    await _note(session, "password.forgotten", user.email, user.id)


async def _note(session: AsyncSession, action: str, email: str, user_id: UUID | None) -> None:
    await session.execute(_NOTE, {"action": action, "user_id": user_id and str(user_id), "email": email})


async def _credentials(session: AsyncSession, condition: ColumnElement[bool]) -> Credentials | None:
    query = select(UserRow.id, UserRow.email, UserRow.name, UserRow.is_active, UserRow.password_hash)
    row = (await session.execute(query.where(condition))).one_or_none()
    return None if row is None else Credentials(User(*row[:4]), row[4])


def _quietly(change: Update) -> Update:
    return change.execution_options(synchronize_session=False)
