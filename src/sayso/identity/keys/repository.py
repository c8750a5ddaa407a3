"""Queries on API keys; each names its agency, but the one that finds out which agency a key belongs to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.keyset import Part, Window, part_of_query
from sayso.identity.permissions import KEY_SCOPES, AgencyRole, Permission
from sayso.identity.tables import AgencyRow, ApiKeyRow, MembershipRow, UserRow
from sayso.identity.types import Agency


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as people see it: everything but its secret."""

    id: UUID
    user_id: UUID
    email: str
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    last_used_from: str | None


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that works, and for whom it speaks."""

    id: UUID
    user_id: UUID
    user_name: str
    email: str
    agency: Agency
    role: AgencyRole
    scopes: frozenset[Permission]
    expires_at: datetime | None

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether it has not run out by then."""
        return self.expires_at is None or self.expires_at > moment


async def find(session: AsyncSession, token_hash: str) -> KnownKey | None:
    """The key of this hash, if it works and its owner is active in its agency."""
    query = (
        select(ApiKeyRow, UserRow.name, UserRow.email, MembershipRow.role, AgencyRow)
        .join(UserRow, UserRow.id == ApiKeyRow.user_id)
        .join(
            MembershipRow,
            (MembershipRow.user_id == ApiKeyRow.user_id) & (MembershipRow.agency_id == ApiKeyRow.agency_id),
        )
        .join(AgencyRow, AgencyRow.id == ApiKeyRow.agency_id)
        .where(ApiKeyRow.token_hash == token_hash, ApiKeyRow.revoked_at.is_(None))
        .where(or_(ApiKeyRow.expires_at.is_(None), ApiKeyRow.expires_at > func.now()))
        .where(UserRow.is_active, MembershipRow.is_active)
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    key, name, email, role, agency = found
    scopes = frozenset(scope for scope in KEY_SCOPES if scope.value in key.scopes)
    home = Agency(agency.id, agency.slug, agency.name)
    return KnownKey(key.id, key.user_id, name, email, home, AgencyRole(role), scopes, key.expires_at)


async def add(session: AsyncSession, values: dict[str, Any]) -> UUID:
    """Keep a new key; its id."""
    return (await session.execute(insert(ApiKeyRow).values(values).returning(ApiKeyRow.id))).scalar_one()


async def count_live(session: AsyncSession, agency_id: UUID, user_id: UUID) -> int:
    """How many keys of this user work in the agency."""
    query = select(func.count()).where(
        ApiKeyRow.agency_id == agency_id,
        ApiKeyRow.user_id == user_id,
        ApiKeyRow.revoked_at.is_(None),
        or_(ApiKeyRow.expires_at.is_(None), ApiKeyRow.expires_at > func.now()),
    )
    return (await session.execute(query)).scalar_one()


async def key_of(
    session: AsyncSession, agency_id: UUID, key_id: UUID, owner_id: UUID | None
) -> ApiKey | None:
    """The agency's key of this id, if ``owner_id`` is its owner or nobody in particular is meant."""
    row = (await session.execute(_keys(agency_id, owner_id).where(ApiKeyRow.id == key_id))).one_or_none()
    return None if row is None else _key(row)


async def part_of_keys(
    session: AsyncSession, agency_id: UUID, owner_id: UUID | None, window: Window
) -> Part[ApiKey]:
    """Some of the agency's keys, the newest first."""
    place = (ApiKeyRow.created_at, ApiKeyRow.id)
    part = await part_of_query(session, _keys(agency_id, owner_id), window, *place, descending=True)
    return part.map(_key)


async def revoke(session: AsyncSession, agency_id: UUID, key_id: UUID, owner_id: UUID | None) -> bool:
    """Write down that a key works no more; false if there is none."""
    query = update(ApiKeyRow).where(ApiKeyRow.agency_id == agency_id, ApiKeyRow.id == key_id)
    if owner_id is not None:
        query = query.where(ApiKeyRow.user_id == owner_id)
    changed = query.values(revoked_at=func.coalesce(ApiKeyRow.revoked_at, func.now())).returning(ApiKeyRow.id)
    return (await session.execute(changed)).scalar_one_or_none() is not None


async def note_use(session: AsyncSession, agency_id: UUID, key_id: UUID, address: str) -> None:
    """Write down when and from where a key was used."""
    await session.execute(
        update(ApiKeyRow)
        .where(ApiKeyRow.agency_id == agency_id, ApiKeyRow.id == key_id)
        .values(last_used_at=func.now(), last_used_from=address)
    )


def _keys(agency_id: UUID, owner_id: UUID | None) -> Select[*tuple[Any, ...]]:
    query = (
        select(ApiKeyRow, UserRow.email)
        .outerjoin(UserRow, UserRow.id == ApiKeyRow.user_id)
        .where(ApiKeyRow.agency_id == agency_id)
    )
    return query if owner_id is None else query.where(ApiKeyRow.user_id == owner_id)


def _key(found: Row[*tuple[Any, ...]]) -> ApiKey:
    row, email, *_ = found
    return ApiKey(
        row.id,
        row.user_id,
        email or "",
        row.name,
        row.prefix,
        tuple(row.scopes),
        row.created_at,
        row.expires_at,
        row.revoked_at,
        row.last_used_at,
        row.last_used_from,
    )
