"""The OAuth2 token endpoint: RFC 6749 with the password and refresh grants, RFC 7009 to give tokens back.

Programs that know only OAuth2 speak to it, so its refusals have the form of the RFC and no other.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar
from uuid import UUID

from sayso.identity.authentication.accounts import CheckedUser
from sayso.identity.authentication.sessions import Grant, Session, Sessions
from sayso.identity.errors import GrantRefusedError, WrongCredentialsError
from sayso.runtime.errors import MalformedError
from sayso.web.strict_request import FORM, is_text, readable_pairs

NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}
LONGEST_FORM = 16 * 1024


CheckPassword = Callable[[str, str], Awaitable[CheckedUser]]
"""Finds the user of an address and a password."""


class OAuthError(Exception):
    """A refusal in the words of RFC 6749, section 5.2; the description is plain ASCII."""

    status: ClassVar[int] = 400

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description

    def as_json(self) -> dict[str, str]:
        """The body of the answer."""
        return {"error": self.error, "error_description": self.description}


def read_form(body: bytes, content_type: str) -> Mapping[str, str]:
    """The fields of a form; those without a value count as left out.

    Raises:
        OAuthError: ``invalid_request`` when it is no form, or names a field twice.
    """
    if len(body) > LONGEST_FORM:
        raise OAuthError("invalid_request", f"A form has at most {LONGEST_FORM} bytes.")
    if content_type.partition(";")[0].strip().lower() != FORM:
        raise OAuthError("invalid_request", f"Send the request as {FORM}.")
    try:
        pairs = readable_pairs(body, "The form")
    except MalformedError as error:
        raise OAuthError("invalid_request", "The form cannot be read.") from error
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise OAuthError("invalid_request", "A field is there twice.")
    if not all(is_text(text) for pair in pairs for text in pair):
        raise OAuthError("invalid_request", "A field has a character that no text can have.")
    return {name: value for name, value in fields.items() if value}


async def token_answer(
    sessions: Sessions,
    check: CheckPassword,
    fields: Mapping[str, str],
    scope_of: Callable[[Session], Awaitable[str]],
    *,
    module_id: UUID | None = None,
) -> dict[str, str | int]:
    """The answer to a request for tokens, for the platform or one module; ``scope_of`` says what they may.

    Raises:
        OAuthError: when there are none to give.
    """
    grant = await _grant(sessions, check, fields, module_id)
    return {
        "access_token": grant.access_token,
        "token_type": "Bearer",
        "expires_in": grant.expires_in,
        "refresh_token": grant.refresh_token,
        "scope": await scope_of(grant.session),
    }


async def _grant(
    sessions: Sessions, check: CheckPassword, fields: Mapping[str, str], module_id: UUID | None
) -> Grant:
    kind = wanted(fields, "grant_type")
    try:
        if kind == "password":
            user = await check(wanted(fields, "username"), wanted(fields, "password"))
            return await sessions.grant(user, module_id=module_id)
        if kind == "refresh_token":
            return await sessions.refresh(wanted(fields, "refresh_token"), module_id=module_id)
    except (WrongCredentialsError, GrantRefusedError) as error:
        raise OAuthError("invalid_grant", error.message) from error
    raise OAuthError("unsupported_grant_type", "The grant types are password and refresh_token.")


def wanted(fields: Mapping[str, str], name: str) -> str:
    """A field that has to be there; ``OAuthError`` when it is not."""
    if name not in fields:
        raise OAuthError("invalid_request", f"{name} is missing.")
    return fields[name]
