"""Who is signed in: one row per sign-in, and ending it ends all that came of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from sayso.db.actor import Actor, acting, current_actor
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.errors import NotFoundError
from sayso.identity.authentication import accounts
from sayso.identity.authentication import session_rows as rows
from sayso.identity.authentication.accounts import Belonging, CheckedUser
from sayso.identity.authentication.links import Purpose, forget_links, use_link
from sayso.identity.authentication.passwords import Passwords
from sayso.identity.authentication.session_rows import Session, SessionKind, SignIn
from sayso.identity.authentication.tokens import ACCESS_LIFETIME, PLATFORM, AccessTokens, audience_of
from sayso.identity.errors import GrantRefusedError, SwitchedOffError, WrongCredentialsError
from sayso.identity.lookup_cache import Remembered
from sayso.identity.principal import Principal, PrincipalKind, permissions_of
from sayso.identity.secret import hash_of
from sayso.identity.tables import SessionRow
from sayso.identity.types import Agency, User
from sayso.settings import Settings

__all__ = [
    "Account", "Grant", "NewSession", "Session", "SessionKind", "Sessions", "SignIn", "cookie_name",
]  # fmt: skip

SIGNED_OUT = "signed out"
SIGNED_IN_AGAIN = "signed in again in the same browser"
REUSED = "a refresh token was used twice"
PASSWORD_CHANGED = "the password was changed"  # noqa: S105 - words for the audit log
LONGEST_SECRET = 200


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that just started; ``secret`` is the cookie's value, or the refresh token of a program."""

    session: Session
    secret: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What a program gets for a password or a refresh token; ``expires_in`` in seconds."""

    session: Session
    access_token: str
    refresh_token: str
    expires_in: int = int(ACCESS_LIFETIME.total_seconds())


@dataclass(frozen=True, slots=True)
class Account:
    """A person, whether there is a password, and the agencies that person belongs to."""

    user: User
    has_password: bool
    places: tuple[Belonging, ...]


def cookie_name(settings: Settings) -> str:
    """The cookie of a browser's session; ``__Host-`` keeps other hosts of the domain from setting it."""
    return "__Host-sayso_session" if settings.public_scheme == "https" else "sayso_session"


def as_person(user: User) -> Actor:
    """The person, from where the present actor is."""
    here = current_actor()
    return Actor("person", user.id, user.name or user.email, here.address, here.agent)


class Sessions:
    """Starts sessions, finds them by what requests carry, and ends them."""

    def __init__(self, database: Database, tokens: AccessTokens, passwords: Passwords) -> None:
        self._database = database
        self._tokens = tokens
        self._passwords = passwords
        self._known: Remembered[object, Session] = Remembered()
        self._principals: Remembered[tuple[UUID, str], Principal] = Remembered()

    async def check_password(self, email: str, password: str) -> CheckedUser:
        """The active user with this address and password; a refusal is written into the audit log.

        Raises:
            WrongCredentialsError: after the same work, whichever of the two is wrong.
        """
        async with self._database.system() as session:
            known = await accounts.credentials_of(session, email)
        is_usable = known is not None and known.user.is_active
        is_right, fresh = await self._passwords.verify(
            password, known.password_hash if known and is_usable else None
        )
        if known is None or known.password_hash is None or not is_right:
            async with self._database.system() as session:
                await accounts.note_refusal(session, email, known.user.id if known else None)
            raise WrongCredentialsError
        if fresh is not None:
            async with self._database.system() as session:
                await accounts.keep_hash(session, known, fresh)
        user = known.user
        return CheckedUser(user.id, user.email, user.name, user.is_active, fresh or known.password_hash)

    async def user_of_link(self, token: str) -> UUID:
        """Whom a sign-in link to the platform is for; it has been used with that.

        Raises:
            NotFoundError: when it is none, or was used, or has run out.
        """
        async with self._database.system() as session:
            link = await use_link(session, token, Purpose.SIGNIN)
        if link is None:
            raise NotFoundError(
                "This link was used already, or has run out.",
                hint="Ask for a new one, or sign in with a password.",
            )
        return link.user_id

    async def account_of(self, user_id: UUID) -> Account:
        """What a person sees of their own account.

        Raises:
            NotFoundError: when the user was removed.
        """
        async with self._database.system() as session:
            known = await accounts.credentials_of_id(session, user_id)
            places = await accounts.belongings(session, user_id)
        if known is None:
            raise NotFoundError("This account is gone.", hint="Ask an administrator of your agency.")
        return Account(known.user, known.password_hash is not None, tuple(places))

    async def start(
        self,
        who: UUID | CheckedUser,
        kind: SessionKind,
        *,
        module_id: UUID | None = None,
        agency_id: UUID | None = None,
    ) -> NewSession:
        """Sign somebody in, from where the present actor is.

        Whoever was checked is let in only if nobody changed the password since; otherwise a sign-in that
        is under way would outlive a reset. On the platform the session speaks for the agency given, or
        that of the sign-in before, or their first.

        Raises:
            SwitchedOffError: when the user is not active.
            WrongCredentialsError: when the password was changed since it was checked.
        """
        user_id = who if isinstance(who, UUID) else who.id
        async with self._database.system() as session:
            user = await accounts.user_of(session, user_id)
            if agency_id is None and module_id is None:
                last = await rows.last_agency_of(session, user_id)
                place = _place(await accounts.belongings(session, user_id), last, "", falls_back=True)
                agency_id = place.agency.id if place else None
        if user is None or not user.is_active:
            raise SwitchedOffError
        actor = as_person(user)
        with acting(actor):
            async with self._database.system() as session:
                if not await accounts.is_still(session, user if isinstance(who, UUID) else who):
                    raise WrongCredentialsError
                made, secret = await rows.add(
                    session, actor, user_id, kind, module_id=module_id, agency_id=agency_id
                )
        return NewSession(made, secret)

    async def grant(self, who: UUID | CheckedUser, *, module_id: UUID | None = None) -> Grant:
        """Sign a program in: an access token and the first refresh token, for the platform or one module."""
        new = await self.start(who, SessionKind.TOKEN, module_id=module_id)
        return self._grant(new.session, new.secret)

    async def refresh(self, refresh_token: str, *, module_id: UUID | None = None) -> Grant:
        """The next access token and refresh token; one that was used before ends its session.

        Raises:
            GrantRefusedError: when the token is not good, or no longer, or for something else.
        """
        if not _may_be_secret(refresh_token):
            raise GrantRefusedError
        made: tuple[Session, str] | None = None
        async with self._database.system() as session:
            renewed = await rows.renew(session, refresh_token, module_id)
            if renewed is not None and not renewed.was_good:
                await rows.end(session, REUSED, SessionRow.id == renewed.session_id)
            elif renewed is not None:
                found = await rows.live(session, SessionRow.id == renewed.session_id)
                if found is not None:
                    made = found, await rows.next_refresh_token(session, found)
        if renewed is not None and not renewed.was_good:
            self.forget()
        if made is None:
            raise GrantRefusedError
        return self._grant(*made)

    async def of_secret(self, secret: str) -> Session | None:
        """The session of a cookie's value."""
        if not _may_be_secret(secret):
            return None
        return await self._find(SessionRow.secret_hash, hash_of(secret))

    async def of_access_token(self, token: str, *, module_id: UUID | None = None) -> Session | None:
        """The session of an access token for the platform, or for this module."""
        claims = self._tokens.read(token, audience_of(module_id))
        if claims is None:
            return None
        found = await self._find(SessionRow.id, claims.session_id)
        fits = found and (found.user_id, found.module_id, found.kind) == (
            claims.user_id,
            module_id,
            SessionKind.TOKEN,
        )
        return found if fits else None

    async def principal(self, session: Session, agency_slug: str = "") -> Principal | None:
        """Who this is on the platform: in the agency of this slug, or that of the session, or their first.

        Raises:
            NotFoundError: when they do not belong to an agency of this slug.
        """
        if session.module_id is not None or session.kind is SessionKind.MODULE:
            return None
        found = await self._principals.get(
            (session.id, agency_slug), lambda: self._look_up(session, agency_slug)
        )
        if found is not None and agency_slug and found.agency is None:
            raise NotFoundError(
                f"There is no agency “{agency_slug[:60]}” here.",
                hint="`GET /api/v1/auth/me` names those you belong to.",
            )
        return found

    async def switch(self, session_id: UUID, agency: Agency) -> Principal | None:
        """Let the acting user's session speak for another agency of theirs; who they are from now on."""
        async with self._database.unit(agency.id) as session:
            switched = await rows.switch(session, session_id, agency.id)
        self.forget()
        return await self.principal(switched) if switched else None

    async def page_of(self, user_id: UUID, window: Window) -> Part[SignIn]:
        """Where the acting user is signed in, the newest first."""
        async with self._database.unit(None) as session:
            return await rows.page_of(session, user_id, window)

    async def end(self, session_id: UUID, because: str, *, user_id: UUID | None = None) -> bool:
        """End one session, if there is one to end, and if ``user_id`` is given, if it is theirs."""
        mine = () if user_id is None else (SessionRow.user_id == user_id,)
        return await self._end(because, SessionRow.id == session_id, *mine)

    async def end_all(
        self, user_id: UUID, except_id: UUID | None = None, *, because: str = SIGNED_OUT
    ) -> None:
        """End every session of a user, in browsers, of programs and in modules, and every link that waits."""
        async with self._database.system() as session:
            await end_all_within(session, user_id, except_id, because)
        self.forget()

    async def revoke(self, token: str) -> None:
        """End the session that a refresh token or an access token belongs to; others change nothing."""
        claims = self._tokens.read(token, PLATFORM)
        if claims is not None:
            await self.end(claims.session_id, SIGNED_OUT)
        elif _may_be_secret(token):
            async with self._database.system() as session:
                session_id = await rows.session_of_refresh_token(session, token)
            if session_id is not None:
                await self.end(session_id, SIGNED_OUT)

    def forget(self) -> None:
        """Ask the database anew about everybody; call it when somebody or a membership was switched off."""
        self._known.clear()
        self._principals.clear()

    def _grant(self, session: Session, refresh_token: str) -> Grant:
        audience = audience_of(session.module_id)
        return Grant(session, self._tokens.issue(session.user_id, session.id, audience), refresh_token)

    async def _find(self, column: InstrumentedAttribute[Any], value: object) -> Session | None:
        async def ask() -> Session | None:
            async with self._database.system() as session:
                return await rows.live(session, column == value)

        found = await self._known.get(value, ask)
        return None if found is None or found.is_over else found

    async def _look_up(self, known: Session, agency_slug: str) -> Principal | None:
        async with self._database.system() as session:
            user = await accounts.user_of(session, known.user_id)
            places = await accounts.belongings(session, known.user_id)
        if user is None or not user.is_active:
            return None
        stays = known.kind is SessionKind.TOKEN and known.agency_id is not None
        place = _place(places, known.agency_id, agency_slug, falls_back=not stays)
        role = place.role if place else None
        return Principal(
            PrincipalKind.PERSON,
            user.id,
            user.name,
            user.email,
            place.agency if place else None,
            role,
            permissions_of(role),
            session_id=known.id,
        )

    async def _end(self, because: str, *conditions: ColumnElement[bool]) -> bool:
        async with self._database.system() as session:
            ended = await rows.end(session, because, *conditions)
        self.forget()
        return bool(ended)


async def end_all_within(session: AsyncSession, user_id: UUID, except_id: UUID | None, because: str) -> None:
    """What ``Sessions.end_all`` does in the database, for a unit that does more; it forgets afterwards."""
    others = () if except_id is None else (SessionRow.id != except_id,)
    await forget_links(session, user_id)
    await rows.end(session, because, SessionRow.user_id == user_id, *others)


def _place(
    places: Sequence[Belonging], agency_id: UUID | None, slug: str, *, falls_back: bool
) -> Belonging | None:
    """The place of this slug or agency; a program never comes to speak for another agency unasked."""
    if slug:
        return next((one for one in places if one.agency.slug == slug), None)
    other = places[0] if places and falls_back else None
    return next((one for one in places if one.agency.id == agency_id), other)


def _may_be_secret(secret: str) -> bool:
    return 0 < len(secret) <= LONGEST_SECRET and secret.isascii()
