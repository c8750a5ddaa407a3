"""Signing in with a browser at the platform: the password, the session and its cookie."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from sayso.db.actor import current_actor, set_actor
from sayso.identity.authentication.accounts import CheckedUser
from sayso.identity.authentication.known_browsers import LIFETIME, KnownBrowsers
from sayso.identity.authentication.session_rows import LIFETIMES
from sayso.identity.authentication.sessions import (
    SIGNED_IN_AGAIN,
    SIGNED_OUT,
    SessionKind,
    Sessions,
    cookie_name,
)
from sayso.identity.errors import SwitchedOffError
from sayso.identity.principal import Principal
from sayso.settings import Settings
from sayso.web.anonymous_sender import address_of
from sayso.web.limits import Limit, Limits, network_of
from sayso.web.pauses import Attempt, Pauses

KNOWN_COOKIE = "sayso_known"


def known_cookie_name(settings: Settings) -> str:
    """The cookie that tells a known browser; as with that of the session, other hosts cannot set it."""
    return f"__Host-{KNOWN_COOKIE}" if settings.public_scheme == "https" else KNOWN_COOKIE


@dataclass(frozen=True, slots=True)
class SignIn:
    """Checks passwords, and starts and ends the session of a browser at the platform."""

    settings: Settings
    sessions: Sessions
    known_browsers: KnownBrowsers
    limits: Limits
    pauses: Pauses

    async def check_password(self, email: str, password: str, *, client: Any, known: str = "") -> CheckedUser:
        """The user with this address and password, tried from ``client`` by a browser with a mark.

        Wrong passwords count for the browser where it is ``known`` for this address, else for the address
        they come from and for the account.

        Raises:
            WrongCredentialsError: whichever of the two is wrong.
            TooManyRequestsError: when one has to wait first.
        """
        browser = self.known_browsers.number(known, email)
        attempt = Attempt(email, network_of(address_of(client)), browser)
        self.limits.take(Limit.ACCOUNT, attempt.own)
        self.pauses.begin(attempt)
        user = await self.sessions.check_password(email, password)
        self.pauses.was_right(attempt)
        return user

    async def check_typed(self, request: Request, email: str, password: str) -> CheckedUser:
        """``check_password`` for what was typed in a browser at the platform."""
        known = request.cookies.get(known_cookie_name(self.settings), "")
        return await self.check_password(email, password, client=request.client, known=known)

    async def start(self, request: Request, response: Response, who: UUID | CheckedUser) -> Principal:
        """Start a session in this browser, in place of the one that it may have.

        Raises:
            SwitchedOffError: when the user is not active.
            WrongCredentialsError: when the password was changed since it was checked.
        """
        await self._end_session(request, SIGNED_IN_AGAIN)
        new = await self.sessions.start(who, SessionKind.BROWSER)
        principal = await self.sessions.principal(new.session)
        if principal is None:
            raise SwitchedOffError
        here = current_actor()
        set_actor(principal.actor(here.address, here.agent))
        lifetime = int(LIFETIMES[SessionKind.BROWSER].total_seconds())
        _set_cookie(response, self.settings, new.secret, lifetime)
        name = known_cookie_name(self.settings)
        mark = self.known_browsers.remember(request.cookies.get(name, ""), principal.email)
        _set_cookie(response, self.settings, mark, int(LIFETIME.total_seconds()), name)
        return principal

    async def end(self, request: Request, response: Response) -> None:
        """End the session of this browser, if there is one, and take its cookie away."""
        await self._end_session(request, SIGNED_OUT)
        _set_cookie(response, self.settings, "", 0)

    async def _end_session(self, request: Request, because: str) -> None:
        cookie = request.cookies.get(cookie_name(self.settings), "")
        session = await self.sessions.of_secret(cookie)
        if session is not None:
            await self.sessions.end(session.id, because)


def _set_cookie(
    response: Response, settings: Settings, value: str, lifetime: int, name: str | None = None
) -> None:
    response.set_cookie(
        name or cookie_name(settings),
        value,
        max_age=lifetime,
        path="/",
        secure=settings.public_scheme == "https",
        httponly=True,
        samesite="lax",
    )
    response.headers["cache-control"] = "no-store"
