"""Who is signed in, as what, and how the application is set up; sign-in and sign-out."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Body, Request, Response
from fastapi.responses import RedirectResponse

from app.config import config
from app.database import database
from app.module import NAME, ROLES, SLUG, VERSION, WIDEST_ROLE
from app.problems import Denied, InvalidFields, SignInNeeded
from app.sessions import (
    ROLE_COOKIE,
    SESSION_COOKIE,
    SESSION_SECONDS,
    Session,
    Signed,
    make_token,
    read_token,
    refuse_other_origins,
)
from app.settings import current_settings, keep_settings, shown_settings

router = APIRouter(tags=["Session"])


@router.get("/api/session")
async def show_session(session: Signed) -> dict[str, Any]:
    """Who is signed in, as what, where, and the settings of the application."""
    return {
        "member": {"id": session.scope.member_id, "name": session.name, "email": session.email},
        "role": _role(session.scope.role),
        "own_role": _role(session.own_role),
        "roles": [_role(name) for name in ROLES],
        "may_switch": session.may_switch,
        "site": {"id": session.site_id, "name": session.site_name},
        "module": {"slug": SLUG, "name": NAME, "version": VERSION},
        "settings": session.settings,
    }


@router.post("/api/session/role")
async def switch_role(
    session: Signed, response: Response, role: Annotated[str | None, Body(embed=True)] = None
) -> dict[str, Any]:
    """Look at the application as another role, or with null as oneself again."""
    if role is not None and role not in ROLES:
        raise InvalidFields([("role", f"Role must be one of: {', '.join(ROLES)}.")])
    if not session.may_switch:
        raise Denied("Only members with the widest role can look at it as another role.")
    if role is None or role == session.own_role:
        response.delete_cookie(ROLE_COOKIE)
    else:
        _set_cookie(response, ROLE_COOKIE, role)
    return {"role": _role(role or session.own_role)}


@router.get("/api/session/settings")
async def show_settings(session: Signed) -> dict[str, Any]:
    """Every setting with what it is now."""
    _demand_widest(session)
    return {"settings": shown_settings(session.settings)}


@router.patch("/api/session/settings")
async def change_settings(session: Signed, changes: dict[str, Any]) -> dict[str, Any]:
    """Change what is named; null goes back to how the application began."""
    _demand_widest(session)
    async with database.transaction() as connection:
        await keep_settings(connection, session.site_id, changes)
        values = await current_settings(connection, session.site_id)
    return {"settings": shown_settings(values)}


@router.get("/__signin", include_in_schema=False)
async def sign_in(token: str = "", next: str = "/") -> RedirectResponse:
    """Start a session, then go on without the token in the address."""
    member_id = read_token("signin", token)
    if member_id is None:
        raise SignInNeeded("This link has run out.", hint="Ask for a new one.")
    is_local = next.startswith("/") and not next.startswith(("//", "/\\"))
    target = quote(next if is_local else "/", safe="/?&=#%-._~")
    response = RedirectResponse(target, 303, {"referrer-policy": "no-referrer"})
    _set_cookie(response, SESSION_COOKIE, make_token("session", member_id, SESSION_SECONDS))
    return response


@router.post("/__signout", include_in_schema=False)
async def sign_out(request: Request) -> Response:
    """End the session."""
    refuse_other_origins(request)
    response = Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE)
    response.delete_cookie(ROLE_COOKIE)
    return response


def _role(name: str) -> dict[str, str]:
    return {"name": name, "label": ROLES.get(name, name)}


def _demand_widest(session: Session) -> None:
    if session.scope.role != WIDEST_ROLE:
        label = ROLES.get(WIDEST_ROLE, "the widest role")
        raise Denied(f"Only the role {label} may change how this application is set up.")


def _set_cookie(response: Response, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=SESSION_SECONDS,
        httponly=True,
        samesite="lax",
        secure=config().is_secure,
    )
