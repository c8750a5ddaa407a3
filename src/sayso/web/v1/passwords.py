"""Changing a password, and coming by a new one when it was forgotten."""

from typing import Annotated

from pydantic import StringConstraints

from sayso.web.guard import api_routes
from sayso.web.limits import Limit
from sayso.web.ports import KnownRecovery
from sayso.web.v1.access import Known, Me
from sayso.web.v1.auth import Email, LinkToken, TypedPassword
from sayso.web.v1.bodies import Body

router = api_routes("/auth/password")

NewPassword = Annotated[str, StringConstraints(max_length=1000)]


class PasswordChange(Body):
    """The present password, which may be left out while there is none, and the one from now on."""

    current: TypedPassword | None = None
    new: NewPassword


class Forgotten(Body):
    """Whose password was forgotten."""

    email: Email


class PasswordReset(Body):
    """The last part of a reset link, and the password from now on."""

    token: LinkToken
    password: NewPassword


@router.post("", status_code=204)
async def change_password(services: Known, me: Me, body: PasswordChange) -> None:
    """Have another password: 10 to 200 characters. Every other session of the sender ends."""
    services.limits.take(Limit.ACCOUNT, f"user {me.user_id}")
    await services.recovery.change(me.user_id, body.current, body.new, me.session_id)


@router.post("/forgot", status_code=202)
async def forgot_password(recovery: KnownRecovery, body: Forgotten) -> None:
    """Have a link sent that leads to a new password. The answer does not say whether there is such a user."""
    recovery.forgot(body.email)


@router.post("/reset", status_code=204)
async def reset_password(recovery: KnownRecovery, body: PasswordReset) -> None:
    """Choose a password with a link, which works once. Every session of its user ends."""
    await recovery.reset(body.token, body.password)
