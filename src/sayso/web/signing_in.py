"""Signing in with a browser at the platform: the password, the session and its cookie."""

from uuid import UUID

from fastapi import Request, Response

from sayso.db.actor import current_actor, set_actor
from sayso.identity.errors import SwitchedOffError
from sayso.identity.principal import Principal
from sayso.identity.signing_in.accounts import CheckedUser
from sayso.identity.signing_in.session_rows import LIFETIMES
from sayso.identity.signing_in.sessions import SIGNED_IN_AGAIN, SIGNED_OUT, SessionKind, cookie_name
from sayso.settings import Settings
from sayso.web.limits import Limit
from sayso.web.services import Services


def count_sign_in(services: Services, email: str) -> None:
    """Use up one attempt for this account; ``TooManyRequestsError`` when none is left."""
    services.limits.take(Limit.ACCOUNT, email.strip().lower()[:254])


async def check_password(services: Services, email: str, password: str) -> CheckedUser:
    """The user with this address and password; an account can be tried so often and no more.

    Raises:
        WrongCredentialsError: whichever of the two is wrong.
        TooManyRequestsError: when this account was tried too often.
    """
    count_sign_in(services, email)
    return await services.sessions.check_password(email, password)


async def sign_in_here(
    services: Services, request: Request, response: Response, who: UUID | CheckedUser
) -> Principal:
    """Start a session in this browser, in place of the one that it may have.

    Raises:
        SwitchedOffError: when the user is not active.
        WrongCredentialsError: when the password was changed since it was checked.
    """
    await _end_session(services, request, SIGNED_IN_AGAIN)
    new = await services.sessions.start(who, SessionKind.BROWSER)
    principal = await services.sessions.principal(new.session)
    if principal is None:
        raise SwitchedOffError
    here = current_actor()
    set_actor(principal.actor(here.address, here.agent))
    lifetime = int(LIFETIMES[SessionKind.BROWSER].total_seconds())
    _set_cookie(response, services.settings, new.secret, lifetime)
    return principal


async def sign_out_here(services: Services, request: Request, response: Response) -> None:
    """End the session of this browser, if there is one, and take its cookie away."""
    await _end_session(services, request, SIGNED_OUT)
    _set_cookie(response, services.settings, "", 0)


async def _end_session(services: Services, request: Request, because: str) -> None:
    cookie = request.cookies.get(cookie_name(services.settings), "")
    session = await services.sessions.of_secret(cookie)
    if session is not None:
        await services.sessions.end(session.id, because)


def _set_cookie(response: Response, settings: Settings, value: str, lifetime: int) -> None:
    response.set_cookie(
        cookie_name(settings),
        value,
        max_age=lifetime,
        path="/",
        secure=settings.public_scheme == "https",
        httponly=True,
        samesite="lax",
    )
    response.headers["cache-control"] = "no-store"
