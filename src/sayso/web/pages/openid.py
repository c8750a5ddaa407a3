"""Signing in with a provider of OpenID Connect: the way there and the way back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from fastapi import Request, Response

from sayso.errors import AppError, NotFoundError
from sayso.identity.authentication.accounts import note_refusal
from sayso.identity.openid.errors import CancelledError, ProviderDownError, UntrustedAnswerError
from sayso.identity.openid.provider import Departure, Provider, Providers
from sayso.identity.principal import Principal
from sayso.settings import Settings
from sayso.web.pages.render import Way, message, see_other
from sayso.web.pages.routes import own_path, page_routes
from sayso.web.pages.sign_in_redirect import enter, sign_in_address
from sayso.web.pages.signin import Next
from sayso.web.problems import status_of
from sayso.web.services import Services
from sayso.web.v1.access import Known

router = page_routes()

PATIENCE = timedelta(minutes=10)
"""How long somebody may take at the provider."""

_AUDIENCE = "openid"
_ALGORITHM = "HS256"


@router.get("/signin/openid/{name}")
async def depart(
    request: Request, services: Known, name: str, target: Next = "/", module: str = ""
) -> Response:
    """Send the browser to the provider, and remember in a cookie what it went for."""
    provider, departure = _provider(services.providers, name), Departure.new(services.providers.key)
    claims = {
        "aud": _AUDIENCE,
        "exp": datetime.now(UTC) + PATIENCE,
        "seed": departure.seed,
        "provider": name,
        "next": sign_in_address(module, own_path(target)) if module else own_path(target),
    }
    try:
        response = see_other(await provider.way_there(departure))
    except AppError as error:
        return _failed(request, provider, error)
    signed = jwt.encode(claims, services.providers.key, algorithm=_ALGORITHM)
    _set_cookie(services.settings, response, signed, int(PATIENCE.total_seconds()))
    return response


@router.get("/signin/openid/{name}/callback")
async def arrive(request: Request, services: Known, name: str) -> Response:
    """Whoever comes back signed in at the provider is signed in here, once for each departure."""
    provider, email = _provider(services.providers, name), ""
    try:
        claims = _departed(services, request, name)
        departure = Departure.of(str(claims["seed"]), services.providers.key)
        person = await provider.arrival(departure, dict(request.query_params))
        email = person.email
        me: Principal | None = request.state.principal
        known = await services.openid_users.user_for(provider.settings, person, me.user_id if me else None)
        if known.is_taken_over:
            services.sessions.forget()
        is_over = known.is_new and str(claims["next"]).startswith("/invitations/")
        response = await enter(request, known.user_id, "/" if is_over else str(claims["next"]))
    except AppError as error:
        if not isinstance(error, ProviderDownError | CancelledError):
            async with services.database.system() as session:
                await note_refusal(session, email, None)
        response = _failed(request, provider, error)
    _set_cookie(services.settings, response, "", 0)
    return response


def _provider(providers: Providers, name: str) -> Provider:
    provider = providers.named(name)
    if provider is None:
        raise NotFoundError("There is no such way to sign in.", hint="Start at the sign-in page.")
    return provider


def _departed(services: Services, request: Request, name: str) -> dict[str, Any]:
    cookie = request.cookies.get(_cookie_name(services.settings), "")
    try:
        claims: dict[str, Any] = jwt.decode(
            cookie,
            services.providers.key,
            algorithms=[_ALGORITHM],
            audience=_AUDIENCE,
            options={"require": ["exp", "aud", "seed", "provider", "next"]},
        )
    except jwt.InvalidTokenError as error:
        raise UntrustedAnswerError("cookie") from error
    if claims["provider"] != name:
        raise UntrustedAnswerError("provider")
    return claims


def _failed(request: Request, provider: Provider, error: AppError) -> Response:
    headings = (
        (CancelledError, "Signing in was not finished"),
        (UntrustedAnswerError, "Start again"),
        (ProviderDownError, f"{provider.settings.title} does not answer"),
    )
    heading = next((words for kind, words in headings if isinstance(error, kind)), "You are not signed in")
    status = 502 if isinstance(error, ProviderDownError) else status_of(error)
    ways = (
        Way("/signin", "Back to sign in"),
        Way(f"/signin/openid/{provider.settings.name}", f"Try {provider.settings.title} again"),
    )
    return message(request, heading, f"{error.message} {error.hint}".strip(), *ways, status=status)


def _cookie_name(settings: Settings) -> str:
    return "__Host-sayso_openid" if settings.public_scheme == "https" else "sayso_openid"


def _set_cookie(settings: Settings, response: Response, value: str, seconds: int) -> None:
    response.set_cookie(
        _cookie_name(settings),
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.public_scheme == "https",
    )
