"""``POST /api/session/token``: how programs sign in to one application (OAuth 2, password and refresh)."""

from functools import partial

from sayso.identity.authentication.sessions import Session
from sayso.runtime.types import Module
from sayso.web.body_limits import FIELDS
from sayso.web.exchange import Answer, Exchange, json_answer
from sayso.web.oauth import OAuthError, read_form, token_answer
from sayso.web.origin.rate_limits import count_try
from sayso.web.origin.services import OriginServices

TOKEN = "/api/session/token"  # noqa: S105 - an address
_SCOPE = "data:read data:write"


async def issue_token(services: OriginServices, module: Module, exchange: Exchange) -> Answer:
    """An access token for this application alone, and the refresh token that follows it up.

    Raises:
        TooManyRequestsError: when there were too many tries.
    """
    try:
        fields = read_form(await exchange.body(FIELDS), exchange.header(b"content-type"))
        count_try(services, exchange)
        check = partial(services.sign_in.check_password, client=exchange.client)
        granted = await token_answer(services.sessions, check, fields, _scope, module_id=module.id)
    except OAuthError as error:
        return json_answer(error.as_json(), error.status)
    return json_answer(granted)


async def _scope(_: Session) -> str:
    """What the token may be used for at most; the role of its user decides further."""
    return _SCOPE
