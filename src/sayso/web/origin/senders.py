"""Who sends a request to a module: by the credential it carries, or by this origin's own cookie.

Nothing that is good for the platform, for another module or for another installation is good here.
"""

from dataclasses import dataclass
from uuid import UUID

from sayso.identity.authentication.sessions import Session, SessionKind, cookie_name
from sayso.identity.keys.service import KEY_START
from sayso.identity.permissions import Permission
from sayso.runtime.errors import SignInNeededError
from sayso.runtime.types import Module
from sayso.web.anonymous_sender import address_of
from sayso.web.cross_site import SAFE_METHODS, own_origin, refuse_cross_site
from sayso.web.exchange import Exchange
from sayso.web.limits import Limit
from sayso.web.origin.services import OriginServices


@dataclass(frozen=True, slots=True)
class Sender:
    """A user, and the session or the API key they came with; neither where everybody is signed in."""

    user_id: UUID
    session_id: UUID | None = None
    key_id: UUID | None = None


async def sender_of(services: OriginServices, module: Module, exchange: Exchange) -> Sender | None:
    """Whoever sends the request; a cookie counts only where there is no ``Authorization``.

    Raises:
        SignInNeededError: when the credential is not good here.
        DeniedError: when it is an API key without the scope that this takes.
    """
    if has_credential(exchange):
        return await _holder(services, module, exchange)
    known = await browser_session(services, module, exchange)
    if known is not None:
        return Sender(known.user_id, known.id)
    if services.settings.demo_sign_in:
        return Sender(await services.admissions.demo_user())
    return None


async def browser_session(services: OriginServices, module: Module, exchange: Exchange) -> Session | None:
    """The session of the cookie, if it was started at this module."""
    secret = exchange.cookies.get(cookie_name(services.settings), "")
    known = await services.sessions.of_secret(secret) if secret else None
    fits = known is not None and known.kind is SessionKind.MODULE and known.module_id == module.id
    return known if fits else None


def has_credential(exchange: Exchange) -> bool:
    """Whether the request says itself who sends it, which no page elsewhere can make a browser do."""
    return b"authorization" in exchange.headers


def demand_own_page(services: OriginServices, exchange: Exchange) -> None:
    """Refuse what another page makes a browser send.

    Raises:
        CrossSiteError: when it comes from elsewhere, or may.
    """
    if exchange.method in SAFE_METHODS or has_credential(exchange):
        return
    said = ((name.decode(), exchange.header(name)) for name in (b"origin", b"sec-fetch-site"))
    refuse_cross_site(
        {name: value for name, value in said if value},
        own_origin(services.settings, exchange.header(b"host")),
        has_cookie=cookie_name(services.settings) in exchange.cookies,
    )


async def _holder(services: OriginServices, module: Module, exchange: Exchange) -> Sender:
    scheme, _, credential = exchange.header(b"authorization").partition(" ")
    sender: Sender | None = None
    if scheme.lower() != "bearer":
        sender = None
    elif credential.startswith(KEY_START):
        sender = await _key_owner(services, module, exchange, credential)
    else:
        known = await services.sessions.of_access_token(credential, module_id=module.id)
        sender = None if known is None else Sender(known.user_id, known.id)
    if sender is None:
        raise SignInNeededError(
            "This credential is not good here.",
            hint="Send an access token of this application (POST /api/session/token) or an API key.",
        )
    return sender


async def _key_owner(
    services: OriginServices, module: Module, exchange: Exchange, credential: str
) -> Sender | None:
    holder = await services.keys.principal(credential, address_of(exchange.client))
    if holder is None or holder.agency is None or holder.agency.id != module.site.agency_id:
        return None
    is_read = exchange.method in SAFE_METHODS
    services.limits.take(Limit.KEY, str(holder.key_id))
    holder.demand(Permission.DATA_READ if is_read else Permission.DATA_WRITE)
    return Sender(holder.user_id, key_id=holder.key_id)
