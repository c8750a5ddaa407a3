"""Joining an agency or an application by the link of an invitation."""

from fastapi import Request, Response

from sayso.errors import AppError, ConflictError, DeniedError, NotFoundError
from sayso.identity.errors import WeakPasswordError
from sayso.identity.people.demo import DEMO_USER
from sayso.identity.people.invitations import Accepted, Opened
from sayso.runtime.errors import InvalidFieldsError
from sayso.settings import Settings
from sayso.web.pages.render import Way, message, page, see_other, shown_error
from sayso.web.pages.routes import demand_name, form_of, page_routes, person_of
from sayso.web.pages.sign_in_redirect import enter, sign_in_address
from sayso.web.pages.words import ROLES, exact
from sayso.web.v1.access import Known

router = page_routes()


@router.get("/invitations/{token}")
async def show_invitation(request: Request, services: Known, token: str) -> Response:
    """What the invitation is for, and the way to accept it for whoever looks at it."""
    try:
        opened = await services.invitations.look(token)
    except (NotFoundError, ConflictError) as error:
        return _over(request, error)
    return _invitation(request, services.settings, token, opened)


@router.post("/invitations/{token}")
async def accept(request: Request, services: Known, token: str) -> Response:
    """Come in, with an account that is made now or as whoever is signed in."""
    me, form = person_of(request), await form_of(request)
    name, opened = form.get("name", "").strip(), None
    try:
        opened = await services.invitations.look(token)
        if opened.has_account:
            if me is None:
                return see_other(sign_in_address("", f"/invitations/{token}"))
            return see_other(_start(await services.invitations.accept_as(token, me)))
        demand_name(name)
        accepted = await services.invitations.accept_new(token, name, form.get("password", ""))
    except (WeakPasswordError, InvalidFieldsError, DeniedError) as error:
        if opened is None:
            raise
        return _invitation(request, services.settings, token, opened, error=error, name=name)
    except (NotFoundError, ConflictError) as error:
        return _over(request, error)
    return await enter(request, accepted.user_id, _start(accepted))


def _invitation(
    request: Request,
    settings: Settings,
    token: str,
    opened: Opened,
    *,
    error: AppError | None = None,
    name: str | None = None,
) -> Response:
    found, me, here = opened.invitation, person_of(request), f"/invitations/{token}"
    way = "new"
    if opened.has_account:
        way = "sign in" if me is None else ("accept" if me.email == found.email else "other")
    elif me is not None:
        way = "other"
    role = f" as {ROLES[found.role].lower()}" if found.role else ""
    by = f" by {found.invited_by}" if found.invited_by and found.invited_by != DEMO_USER[1] else ""
    what = "this application" if found.module else "this agency"
    lead = f"You are invited to {what}{role}{by}."
    if way == "other" and me is not None:
        lead += f" You are signed in as {me.email}."
    providers = [
        {"title": one.title, "address": sign_in_address("", here, start=f"/signin/openid/{one.name}")}
        for one in settings.openid
        if way in {"new", "sign in"} and one.speaks_for(found.email)
    ]
    return page(
        request,
        "invitation.html",
        status=422 if error else 200,
        has_secret=True,
        place=found.module.name if found.module else found.agency.name,
        lead=lead,
        way=way,
        email=found.email,
        name=found.name if name is None else name,
        signin=sign_in_address("", here),
        here=here,
        providers=providers,
        expires=exact(found.expires_at),
        error=shown_error(error) if error else None,
        wrong="password" if isinstance(error, WeakPasswordError) else "name" if error else "",
    )


def _start(accepted: Accepted) -> str:
    module = accepted.invitation.module
    return sign_in_address(module.slug, "/") if module else "/"


def _over(request: Request, error: AppError) -> Response:
    text = f"{error.message} {error.hint}"
    return message(request, "This invitation does not work", text, Way("/signin", "Sign in"), status=410)
