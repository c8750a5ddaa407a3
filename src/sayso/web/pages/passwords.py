"""Choosing a new password: asking for a link, and using it."""

from fastapi import Request, Response

from sayso.errors import AppError
from sayso.identity.authentication.accounts import user_of
from sayso.identity.authentication.links import Purpose, look_at
from sayso.identity.errors import WeakPasswordError
from sayso.web.limits import Limit
from sayso.web.pages.render import Way, message, page, see_other, shown_error
from sayso.web.pages.routes import form_of, page_routes
from sayso.web.v1.access import Known

router = page_routes()


@router.get("/forgot")
async def show_forgot(request: Request) -> Response:
    """Ask for the address."""
    return page(request, "forgot.html", email="")


@router.post("/forgot")
async def forgot(request: Request, services: Known) -> Response:
    """The same answer whether there is somebody of this address or not."""
    email = (await form_of(request)).get("email", "").strip()[:320]
    services.limits.take(Limit.ACCOUNT, email.lower())
    services.recovery.forgot(email)
    back = Way("/signin", "Back to sign in")
    if not services.mail.is_set_up:
        text = (
            "This Sayso sends no e-mail. Ask an administrator of your agency for a link; "
            f"they make one with: sayso user reset {email}"
        )
        return message(request, "Ask an administrator", text, back)
    text = f"If {email} has an account, a link to choose a new password is on its way."
    return message(request, "Look into your mail", text, back)


@router.get("/reset/{token}")
async def show_reset(request: Request, services: Known, token: str) -> Response:
    """Ask for the new password; looking at the link does not use it up."""
    return await _form(request, services, token)


@router.post("/reset/{token}")
async def reset(request: Request, services: Known, token: str) -> Response:
    """Change the password; every session of its owner ends."""
    password = (await form_of(request)).get("password", "")
    try:
        await services.recovery.reset(token, password)
    except WeakPasswordError as error:
        return await _form(request, services, token, error)
    return see_other("/signin?said=password")


async def _form(request: Request, services: Known, token: str, error: AppError | None = None) -> Response:
    async with services.database.system() as session:
        link = await look_at(session, token, Purpose.RESET)
        user = await user_of(session, link.user_id) if link else None
    if user is None:
        text = "It was used already, or has run out. Ask for a new one."
        way = Way("/forgot", "Ask for a new link")
        return message(request, "This link does not work any more", text, way, status=410)
    return page(
        request,
        "reset.html",
        status=422 if error else 200,
        has_secret=True,
        email=user.email,
        error=shown_error(error) if error else None,
    )
