"""Links that work once: they sign their user in, or let them choose a new password.

A link is known by the hash of its token. Opening one shows a page; only what that page sends uses it up, so
that a preview or a scanner of addresses does not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.database import Database
from sayso.identity.secret import hash_of, new_secret
from sayso.identity.tables import LinkRow, UserRow
from sayso.settings import Settings


class Purpose(StrEnum):
    """What a link is for."""

    SIGNIN = "signin"
    RESET = "reset"


LIFETIMES = {Purpose.SIGNIN: timedelta(minutes=10), Purpose.RESET: timedelta(hours=2)}
"""Long enough to open what was just printed; whoever comes later asks for another."""


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a link is for; ``module_id`` where it leads to a module and not to the platform."""

    user_id: UUID
    module_id: UUID | None
    expires_at: datetime


async def make_link(
    session: AsyncSession,
    purpose: Purpose,
    user_id: UUID,
    *,
    module_id: UUID | None = None,
    lifetime: timedelta | None = None,
) -> str:
    """The token of a new link; it is shown once and cannot be found again."""
    token = new_secret()
    values = {
        "token_hash": hash_of(token),
        "purpose": purpose.value,
        "user_id": user_id,
        "module_id": module_id,
        "expires_at": func.now() + (LIFETIMES[purpose] if lifetime is None else lifetime),
    }
    await session.execute(insert(LinkRow).values(values))
    return token


async def look_at(
    session: AsyncSession, token: str, purpose: Purpose, *, module_id: UUID | None = None
) -> Link | None:
    """The link, if it works still; changes nothing. A link to one module is none anywhere else."""
    query = select(LinkRow.user_id, LinkRow.module_id, LinkRow.expires_at)
    row = (await session.execute(query.where(_works(token, purpose, module_id)))).one_or_none()
    return None if row is None else Link(*row)


async def use_link(
    session: AsyncSession, token: str, purpose: Purpose, *, module_id: UUID | None = None
) -> Link | None:
    """The link, which has now been used; of several who use it at the same time one gets it."""
    change = update(LinkRow).where(_works(token, purpose, module_id)).values(used_at=func.now())
    used = change.returning(LinkRow.user_id, LinkRow.module_id, LinkRow.expires_at)
    row = (await session.execute(used.execution_options(synchronize_session=False))).one_or_none()
    return None if row is None else Link(*row)


async def forget_reset_links(session: AsyncSession, user_id: UUID) -> None:
    """Let no reset link of this user work any more, whoever was given it."""
    unused = delete(LinkRow).where(
        LinkRow.user_id == user_id, LinkRow.purpose == Purpose.RESET.value, LinkRow.used_at.is_(None)
    )
    await session.execute(unused.execution_options(synchronize_session=False))


async def forget_links(session: AsyncSession, user_id: UUID) -> None:
    """Let no link of this user work any more; whoever made one may not have been the user."""
    unused = delete(LinkRow).where(LinkRow.user_id == user_id, LinkRow.used_at.is_(None))
    await session.execute(unused.execution_options(synchronize_session=False))


async def signin_link(
    database: Database, settings: Settings, slug: str, user_id: UUID, module_id: UUID
) -> str:
    """An address that signs the user in to the module, once."""
    async with database.system() as session:
        token = await make_link(session, Purpose.SIGNIN, user_id, module_id=module_id)
    return f"{settings.module_origin(slug)}/__signin?token={token}"


async def platform_link(database: Database, settings: Settings, user_id: UUID) -> str:
    """An address that signs the user in to the platform, once."""
    async with database.system() as session:
        token = await make_link(session, Purpose.SIGNIN, user_id)
    return f"{settings.platform_origin}/signin/{token}"


def _works(token: str, purpose: Purpose, module_id: UUID | None) -> ColumnElement[bool]:
    return (
        (LinkRow.token_hash == hash_of(token))
        & (LinkRow.purpose == purpose.value)
        & LinkRow.module_id.is_not_distinct_from(module_id)
        & LinkRow.used_at.is_(None)
        & (LinkRow.expires_at > func.now())
        & select(UserRow.id).where(UserRow.id == LinkRow.user_id, UserRow.is_active).exists()
    )
