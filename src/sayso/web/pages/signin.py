"""Signing in with e-mail and password or by a link that works once, and signing out."""

from typing import Annotated

from fastapi import Query, Request, Response

from sayso.errors import AppError
from sayso.identity.authentication.links import Purpose, look_at, use_link
from sayso.identity.errors import WrongCredentialsError
from sayso.runtime.records import ModuleRuntime
from sayso.web.pages.render import Way, message, page, see_other, shown_error
from sayso.web.pages.routes import form_of, own_path, page_routes, person_of
from sayso.web.pages.sign_in_redirect import enter, into_module, sign_in_address
from sayso.web.ports import KnownDatabase
from sayso.web.v1.access import Known

router = page_routes()
Next = Annotated[str, Query(alias="next")]
SAID = {
    "out": "You are signed out.",
    "everywhere": "You are signed out everywhere.",
    "password": "Your password is changed. Sign in with it.",
}


@router.get("/signin")
async def show_signin(
    request: Request,
    services: Known,
    target: Next = "/",
    module: str = "",
    said: str = "",
) -> Response:
    """The form; whoever is signed in already goes on at once."""
    target, person = own_path(target), person_of(request)
    runtime = await services.registry.runtime(module) if module else None
    if module and runtime is None:
        return _no_application(request)
    if person is not None and runtime is not None:
        return await into_module(request, runtime, person.user_id, target)
    if person is not None:
        return see_other(target)
    return _form(request, services, runtime, target, said=SAID.get(said, ""))


@router.post("/signin")
async def sign_in(request: Request, services: Known, target: Next = "/", module: str = "") -> Response:
    """Check what was typed; what is wrong is said beside the form."""
    form, target = await form_of(request), own_path(target)
    email = form.get("email", "").strip()[:320]
    runtime = await services.registry.runtime(module) if module else None
    if module and runtime is None:
        return _no_application(request)
    try:
        user = await services.sign_in.check_typed(request, email, form.get("password", ""))
    except WrongCredentialsError as error:
        return _form(request, services, runtime, target, email=email, error=error, status=401)
    return await enter(request, user, sign_in_address(module, target) if module else target)


@router.get("/signin/{token}")
async def show_link(request: Request, database: KnownDatabase, token: str) -> Response:
    """A page that sends itself, so that whoever only looks at the address does not use it up."""
    async with database.system() as session:
        link = await look_at(session, token, Purpose.SIGNIN)
    if link is None:
        return _spent(request)
    return page(request, "link.html", has_secret=True, submits=True)


@router.post("/signin/{token}")
async def use(request: Request, database: KnownDatabase, token: str) -> Response:
    """Sign in whom the link is for; it works once."""
    async with database.system() as session:
        link = await use_link(session, token, Purpose.SIGNIN)
    return _spent(request) if link is None else await enter(request, link.user_id, "/")


@router.post("/signout")
async def sign_out(request: Request, services: Known) -> Response:
    """End the session of this browser; ``next`` is where to sign in again for."""
    form = await form_of(request)
    response = see_other(own_path(form.get("next", "/signin?said=out")))
    await services.sign_in.end(request, response)
    return response


def _form(
    request: Request,
    services: Known,
    runtime: ModuleRuntime | None,
    target: str,
    *,
    email: str = "",
    said: str = "",
    error: AppError | None = None,
    status: int = 200,
) -> Response:
    module = runtime.plan.module if runtime else None
    slug = module.slug if module else ""
    providers = [
        {"title": one.title, "address": sign_in_address(slug, target, start=f"/signin/openid/{one.name}")}
        for one in services.settings.openid
    ]
    return page(
        request,
        "signin.html",
        status=status,
        module=module.name if module else "",
        action=sign_in_address(slug, target),
        email=email,
        said=said,
        error=shown_error(error) if error else None,
        providers=providers,
        local=services.settings.is_loopback,
    )


def _no_application(request: Request) -> Response:
    text = "There is no application at this address, or it is not published any more."
    return message(request, "No such application", text, Way("/", "To the start"), status=404)


def _spent(request: Request) -> Response:
    text = "It was used already, or has run out. Sign in, or ask whoever sent it for another."
    return message(request, "This link does not work any more", text, Way("/signin", "Sign in"), status=410)
