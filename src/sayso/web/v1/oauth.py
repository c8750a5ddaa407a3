"""Tokens for programs, as OAuth2 clients ask for them."""

from functools import partial
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from sayso.identity.authentication.sessions import Session, Sessions
from sayso.web.body_limits import FIELDS, takes
from sayso.web.guard import api_routes
from sayso.web.oauth import NO_STORE, OAuthError, read_form, token_answer, wanted
from sayso.web.ports import KnownSessions
from sayso.web.strict_request import FORM
from sayso.web.v1.access import Known

router = api_routes("/auth")


class TokenView(BaseModel):
    """Tokens of a program; ``expires_in`` is in seconds, ``scope`` is what may be done, apart by spaces."""

    access_token: str
    token_type: str = Field(examples=["Bearer"])
    expires_in: int
    refresh_token: str = Field(description="Works once: each use gives the next.")
    scope: str


class OAuthRefusal(BaseModel):
    """A refusal as RFC 6749, section 5.2 has it."""

    error: str = Field(examples=["invalid_grant"])
    error_description: str


def _form(**fields: str) -> dict[str, Any]:
    properties = {name: {"type": "string", "description": text} for name, text in fields.items()}
    required = [next(iter(fields))]
    schema = {"type": "object", "properties": properties, "required": required}
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}


@router.post(
    "/token",
    response_model=TokenView,
    responses={400: {"model": OAuthRefusal}},
    openapi_extra=_form(
        grant_type="`password` or `refresh_token`.",
        username="The e-mail address, for `password`.",
        password="For `password`.",  # noqa: S106 - says what it is for
        refresh_token="The one that came last, for `refresh_token`.",  # noqa: S106 - as above
    ),
)
@takes(FIELDS)
async def give_tokens(request: Request, services: Known) -> Response:
    """Sign a program in with a password, or go on with a refresh token; RFC 6749.

    The access token is good for ten minutes. A refresh token works once; when one that was used comes again,
    somebody else has it, and the whole sign-in ends.
    """
    try:
        fields = read_form(await request.body(), request.headers.get("content-type", ""))
        check = partial(services.sign_in.check_password, client=request.client)
        answer = await token_answer(
            services.sessions, check, fields, lambda session: _scope(services.sessions, session)
        )
    except OAuthError as error:
        return JSONResponse(error.as_json(), error.status, NO_STORE)
    return JSONResponse(answer, 200, NO_STORE)


@router.post(
    "/revoke",
    responses={400: {"model": OAuthRefusal}},
    response_class=Response,
    openapi_extra=_form(token="A refresh token or an access token.", token_type_hint="Not needed."),  # noqa: S106
)
@takes(FIELDS)
async def revoke_tokens(request: Request, sessions: KnownSessions) -> Response:
    """End the sign-in that a token belongs to; RFC 7009. A token that is none is answered the same."""
    try:
        fields = read_form(await request.body(), request.headers.get("content-type", ""))
        token = wanted(fields, "token")
    except OAuthError as error:
        return JSONResponse(error.as_json(), error.status, NO_STORE)
    await sessions.revoke(token)
    return Response(status_code=200, headers=NO_STORE)


async def _scope(sessions: Sessions, session: Session) -> str:
    principal = await sessions.principal(session)
    return " ".join(sorted(one.value for one in principal.permissions)) if principal else ""
