"""Which user somebody is whom a provider of OpenID Connect vouches for.

Known by issuer and subject from the second time on. The first time the address decides, but only one that the
provider has verified and may speak for: it leads to the user who has it, to an open invitation, or, where the
settings allow it, to a new user of one agency.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.actor import acting, current_actor
from sayso.db.database import Database
from sayso.errors import ConflictError
from sayso.identity.authentication import accounts
from sayso.identity.authentication.sessions import end_all_within
from sayso.identity.openid.claims import Claims
from sayso.identity.openid.errors import (
    EmailNotVerifiedError,
    NobodyInvitedError,
    OtherIdentityError,
    ProviderMisplacedError,
    UserDisabledError,
)
from sayso.identity.people import repository
from sayso.identity.people.invitations import Invitations
from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import IdentityRow, UserRow
from sayso.settings import OpenIdProvider

CONNECTED = "a provider vouched for the address"


@dataclass(frozen=True, slots=True)
class Connection:
    """A provider's account that a user signs in with."""

    issuer: str
    subject: str
    email: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """The user whom a provider vouched for; ``is_new`` when there was none before.

    ``is_taken_over`` when there was an account of this address that the person had not shown to be theirs.
    """

    user_id: UUID
    is_new: bool = False
    is_taken_over: bool = False


class OpenIdUsers:
    """Finds, connects and makes users for what providers say."""

    def __init__(self, database: Database, invitations: Invitations) -> None:
        self._database = database
        self._invitations = invitations

    async def user_for(
        self, provider: OpenIdProvider, claims: Claims, signed_in: UUID | None = None
    ) -> Known:
        """The user who has just signed in with the provider; ``signed_in`` is who the browser was before.

        An account that only shares the verified address may have been made by somebody else, who was shown
        an invitation for it, say. Its password and its sessions end, so that it has one owner from now on.

        Raises:
            EmailNotVerifiedError: the provider does not vouch for the address.
            OtherIdentityError: the user of this address has another account of the provider.
            NobodyInvitedError: there is no such user, and none may be made.
            UserDisabledError: the user was switched off.
        """
        async with self._database.system() as session:
            user_id = await _connected(session, claims)
            if user_id is not None:
                return Known(await _active(session, user_id))
        if not (claims.email and claims.is_verified):
            raise EmailNotVerifiedError(provider.title, claims.email)
        if not provider.speaks_for(claims.email):
            raise NobodyInvitedError(claims.email)
        async with self._database.system() as session:
            known = await accounts.credentials_of(session, claims.email)
            if known is not None:
                await _active(session, known.user.id)
                await _connect(session, provider, claims, known.user.id)
                if known.user.id == signed_in:
                    return Known(known.user.id)
                await accounts.set_password(session, known.user.id, None)
                await end_all_within(session, known.user.id, None, CONNECTED)
                return Known(known.user.id, is_taken_over=True)
        return Known(await self._made(provider, claims), is_new=True)

    async def connections_of(self, user_id: UUID) -> list[Connection]:
        """What the acting user signs in with, the oldest first."""
        query = (
            select(IdentityRow.issuer, IdentityRow.subject, IdentityRow.email, IdentityRow.created_at)
            .where(IdentityRow.user_id == user_id)
            .order_by(IdentityRow.created_at, IdentityRow.issuer)
        )
        async with self._database.unit(None) as session:
            return [Connection(*row) for row in (await session.execute(query)).all()]

    async def disconnect(self, user_id: UUID, issuer: str, subject: str) -> None:
        """Let the acting user sign in with this account no more.

        Raises:
            ConflictError: when nothing would be left to sign in with.
        """
        async with self._database.system() as session:
            known = await accounts.credentials_of_id(session, user_id)
            counted = select(func.count()).where(IdentityRow.user_id == user_id)
            is_last = (await session.execute(counted)).scalar_one() < 2
            if is_last and (known is None or known.password_hash is None):
                raise ConflictError(
                    "You could not sign in any more without this account.", hint="Choose a password first."
                )
            await session.execute(
                delete(IdentityRow).where(
                    IdentityRow.user_id == user_id,
                    IdentityRow.issuer == issuer,
                    IdentityRow.subject == subject,
                )
            )

    async def _made(self, provider: OpenIdProvider, claims: Claims) -> UUID:
        name = claims.name or claims.email.partition("@")[0]
        accepted = await self._invitations.accept_vouched(claims.email, name)
        if accepted is not None:
            async with self._database.system() as session:
                await _connect(session, provider, claims, accepted.user_id)
            return accepted.user_id
        if not provider.allow_new:
            raise NobodyInvitedError(claims.email)
        with acting(replace(current_actor(), kind="person", id=(user_id := uuid4()), name=name)):
            async with self._database.system() as session:
                agency = await repository.agency_named(session, provider.agency)
                if agency is None:
                    raise ProviderMisplacedError(provider.title, provider.agency)
                values = {"id": user_id, "email": claims.email, "name": name}
                made = insert(UserRow).values(values).on_conflict_do_nothing().returning(UserRow.id)
                if (await session.execute(made)).scalar_one_or_none() is None:
                    raise ConflictError("Somebody signs in with this address just now.", hint="Try again.")
                await repository.ensure_membership(session, agency.id, user_id, AgencyRole(provider.role))
                await _connect(session, provider, claims, user_id)
        return user_id


async def _connected(session: AsyncSession, claims: Claims) -> UUID | None:
    query = select(IdentityRow.user_id).where(
        IdentityRow.issuer == claims.issuer, IdentityRow.subject == claims.subject
    )
    return (await session.execute(query)).scalar_one_or_none()


async def _active(session: AsyncSession, user_id: UUID) -> UUID:
    user = await accounts.user_of(session, user_id)
    if user is None or not user.is_active:
        raise UserDisabledError
    return user_id


async def _connect(session: AsyncSession, provider: OpenIdProvider, claims: Claims, user_id: UUID) -> None:
    """Remember the account, unless the user has another one of the same issuer."""
    await session.execute(select(UserRow.id).where(UserRow.id == user_id).with_for_update())
    others = select(IdentityRow.subject).where(
        IdentityRow.user_id == user_id, IdentityRow.issuer == claims.issuer
    )
    if set((await session.execute(others)).scalars()) - {claims.subject}:
        raise OtherIdentityError(provider.title, claims.email)
    values = {
        "issuer": claims.issuer,
        "subject": claims.subject,
        "user_id": user_id,
        "email": claims.email,
    }
    await session.execute(insert(IdentityRow).values(values).on_conflict_do_nothing())
