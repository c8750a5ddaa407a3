"""Invitations by link: to an agency in a role, or to one of its modules alone.

A link is shown once, works for a week and is kept as a hash. Accepting takes a unit of the server's own,
since whoever opens a link belongs to no agency yet.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_pass
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.db.actor import acting, current_actor
from sayso.db.database import Database
from sayso.db.keyset import Part, Window, part_of_query
from sayso.errors import ConflictError, DeniedError, NotFoundError
from sayso.identity.authentication.links import forget_reset_links
from sayso.identity.authentication.passwords import Passwords, check_rules
from sayso.identity.people import invitation_rows as rows
from sayso.identity.people import repository
from sayso.identity.people.invitation_rows import Invitation, InvitationState
from sayso.identity.permissions import AgencyRole
from sayso.identity.principal import Principal, PrincipalKind
from sayso.identity.secret import hash_of, new_secret
from sayso.identity.tables import InvitationRow, MembershipRow, UserRow

LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is invited to: the agency in a role, or a module alone in one of its roles."""

    role: AgencyRole | None = None
    module_id: UUID | None = None
    module_role: str | None = None


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation and the secret of its link, which nobody will see again."""

    invitation: Invitation
    token: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An invitation as whoever holds its link sees it; with an account they sign in to accept."""

    invitation: Invitation
    has_account: bool


@dataclass(frozen=True, slots=True)
class Accepted:
    """Who came in by an invitation, and where to."""

    user_id: UUID
    invitation: Invitation


class Invitations:
    """Makes invitations and lets people accept them; ``forget`` is called when somebody came in."""

    def __init__(self, database: Database, passwords: Passwords, forget: Callable[[], None]) -> None:
        self._database = database
        self._passwords = passwords
        self._forget = forget

    async def of(self, agency_id: UUID, window: Window) -> Part[Invitation]:
        """The agency's invitations, the newest first, whatever became of them."""
        query = rows.invitations().where(InvitationRow.agency_id == agency_id)
        keys = (InvitationRow.created_at, InvitationRow.id)
        async with self._database.unit(agency_id) as session:
            part = await part_of_query(session, query, window, *keys, descending=True)
        return part.map(rows.invitation)

    async def create(
        self, agency_id: UUID, email: str, name: str, place: Place, invited_by: UUID
    ) -> NewInvitation:
        """Invite somebody.

        Raises:
            ConflictError: when they belong there already, or are invited.
        """
        token = new_secret()
        async with self._database.unit(agency_id) as session:
            await _refuse_who_is_in(session, agency_id, place, email)
            values = {
                "agency_id": agency_id,
                "email": email,
                "name": name,
                "role": place.role,
                "module_id": place.module_id,
                "module_role": place.module_role,
                "token_hash": hash_of(token),
                "invited_by": invited_by,
                "expires_at": func.now() + LIFETIME,
            }
            adding = insert(InvitationRow).values(values).returning(InvitationRow.id)
            invitation_id = (await session.execute(adding)).scalar_one()
            return NewInvitation(await _demand(session, agency_id, invitation_id), token)

    async def revoke(self, agency_id: UUID, invitation_id: UUID) -> None:
        """Take an invitation back; one that was taken back before stays so.

        Raises:
            ConflictError: when it was accepted.
        """
        async with self._database.unit(agency_id) as session:
            found = await _demand(session, agency_id, invitation_id, is_taken=True)
            if found.state is InvitationState.ACCEPTED:
                raise ConflictError(
                    f"{found.email} has accepted already.", hint="Take the person out instead."
                )
            if found.revoked_at is None:
                await _set(session, found, revoked_at=func.now())

    async def resend(self, agency_id: UUID, invitation_id: UUID) -> NewInvitation:
        """Another link of an invitation, good for a week; the one before works no more.

        Raises:
            ConflictError: when it was accepted or taken back.
        """
        token = new_secret()
        async with self._database.unit(agency_id) as session:
            found = await _demand(session, agency_id, invitation_id, is_taken=True)
            if found.state in {InvitationState.ACCEPTED, InvitationState.REVOKED}:
                done = "accepted" if found.state is InvitationState.ACCEPTED else "taken back"
                raise ConflictError(f"This invitation was {done}.", hint="Make another one.")
            await _set(session, found, token_hash=hash_of(token), expires_at=func.now() + LIFETIME)
            return NewInvitation(await _demand(session, agency_id, invitation_id), token)

    async def look(self, token: str) -> Opened:
        """What a link leads to; changes nothing.

        Raises:
            NotFoundError: when there is no such link, or not any more.
            ConflictError: when it was accepted, taken back or has run out.
        """
        async with self._database.system() as session:
            found = await _demand_open(session, token)
            known = select(UserRow.id).where(UserRow.email == found.email)
            has_account = (await session.execute(known)).scalar_one_or_none() is not None
        return Opened(found, has_account)

    async def accept_as(self, token: str, me: Principal) -> Accepted:
        """Let somebody who is signed in come in.

        Raises:
            DeniedError: when the invitation is for another address than theirs.
            ConflictError: when it is not open, or they belong there already.
        """
        if me.kind is not PrincipalKind.PERSON:
            raise DeniedError("Only a person can accept an invitation.", hint="Sign in with a password.")
        async with self._database.system() as session:
            found = await _demand_open(session, token, is_taken=True)
            mine = select(UserRow.email).where(UserRow.id == me.user_id, UserRow.is_active)
            email = (await session.execute(mine.with_for_update())).scalar_one_or_none()
            if email != found.email:
                raise DeniedError(
                    f"This invitation is for {found.email}, and you are signed in as {me.email}.",
                    hint="Sign in with that address, or ask for an invitation to yours.",
                )
            await _let_in(session, found, me.user_id)
        self._forget()
        return Accepted(me.user_id, found)

    async def accept_new(self, token: str, name: str, password: str) -> Accepted:
        """Let somebody come in who has no account yet, with a name and a password they chose.

        Raises:
            WeakPasswordError: when the password does not do.
            ConflictError: when the invitation is not open, or there is an account of its address.
        """
        opened = await self.look(token)
        check_rules(password, opened.invitation.email)
        if opened.has_account:
            raise _sign_in_first(opened.invitation)
        password_hash = await self._passwords.hash(password)
        user_id = uuid4()
        with acting(replace(current_actor(), kind="person", id=user_id, name=name)):
            async with self._database.system() as session:
                found = await _demand_open(session, token, is_taken=True)
                await _let_in_anew(session, found, user_id, name, password_hash)
        self._forget()
        return Accepted(user_id, found)

    async def accept_vouched(self, email: str, name: str) -> Accepted | None:
        """Let somebody come in whose address a sign-in provider vouches for, and who has no account yet.

        They get no password; none where no invitation of the address is open.
        """
        user_id = uuid4()
        with acting(replace(current_actor(), kind="person", id=user_id, name=name)):
            async with self._database.system() as session:
                found = await rows.open_of(session, email)
                if found is None:
                    return None
                await _let_in_anew(session, found, user_id, found.name or name)
        self._forget()
        return Accepted(user_id, found)


async def _refuse_who_is_in(session: AsyncSession, agency_id: UUID, place: Place, email: str) -> None:
    is_active = await rows.belonging(session, agency_id, email)
    if is_active is False:
        raise ConflictError(
            f"{email} belongs to the agency, but is not active.", hint="Let the person come back."
        )
    if is_active:
        way = "Give them a role among the members." if place.module_id else "Change their role instead."
        raise ConflictError(f"{email} belongs to the agency already.", hint=way)
    if place.module_id and await rows.has_role(session, agency_id, place.module_id, email):
        raise ConflictError(
            f"{email} may use this application already.", hint="Change their role among the members."
        )
    if await rows.is_asked(session, agency_id, place.module_id, email):
        raise ConflictError(
            f"{email} is invited already.", hint="Send that invitation again, or take it back first."
        )


async def _demand(
    session: AsyncSession, agency_id: UUID, invitation_id: UUID, *, is_taken: bool = False
) -> Invitation:
    if is_taken:
        lock = select(InvitationRow.id).where(
            InvitationRow.agency_id == agency_id, InvitationRow.id == invitation_id
        )
        await session.execute(lock.with_for_update())
    found = await rows.of_agency(session, agency_id, invitation_id)
    if found is None:
        raise NotFoundError(
            "There is no such invitation.", hint="`GET /api/v1/agency/invitations` shows those there are."
        )
    return found


async def _demand_open(session: AsyncSession, token: str, *, is_taken: bool = False) -> Invitation:
    found = await rows.of_token(session, hash_of(token), is_taken=is_taken)
    if found is None:
        raise NotFoundError(
            "There is no such invitation.", hint="A newer link may have taken its place; ask for another one."
        )
    said = {
        InvitationState.ACCEPTED: "was accepted already",
        InvitationState.REVOKED: "was taken back",
        InvitationState.EXPIRED: "has run out",
    }
    if found.state in said:
        way = "Sign in." if found.state is InvitationState.ACCEPTED else "Ask for another one."
        raise ConflictError(f"This invitation {said[found.state]}.", hint=way)
    return found


async def _let_in_anew(
    session: AsyncSession, found: Invitation, user_id: UUID, name: str, password_hash: str | None = None
) -> None:
    """Make the account of whoever was invited, and let them in."""
    adding = insert_or_pass(UserRow).values(
        id=user_id, email=found.email, name=name, password_hash=password_hash
    )
    made = await session.execute(adding.on_conflict_do_nothing().returning(UserRow.id))
    if made.scalar_one_or_none() is None:
        raise _sign_in_first(found)
    await _let_in(session, found, user_id)


async def _let_in(session: AsyncSession, found: Invitation, user_id: UUID) -> None:
    agency_id = found.agency.id
    is_active = await rows.belonging(session, agency_id, found.email)
    if is_active is not None:
        raise ConflictError(f"You belong to {found.agency.name} already.", hint="Open it; you need no link.")
    if found.role is not None:
        values = {"agency_id": agency_id, "user_id": user_id, "role": found.role}
        await session.execute(insert(MembershipRow).values(values))
    if found.module is not None:
        member_id = await repository.ensure_member(session, found.module.site, user_id)
        await repository.grant_role(session, agency_id, member_id, found.module.module_id, found.module.role)
    await forget_reset_links(session, user_id)
    await _set(session, found, accepted_at=func.now(), accepted_by=user_id)


async def _set(session: AsyncSession, found: Invitation, **values: object) -> None:
    await session.execute(
        update(InvitationRow)
        .where(InvitationRow.agency_id == found.agency.id, InvitationRow.id == found.id)
        .values(values)
        .execution_options(synchronize_session=False)
    )


def _sign_in_first(found: Invitation) -> ConflictError:
    return ConflictError(
        f"There is an account of {found.email} already.", hint="Sign in with it, then accept the invitation."
    )
