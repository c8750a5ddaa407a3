"""Routes of pages: what goes wrong becomes a page as well, and who has to sign in first is sent there."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute

from sayso.errors import AppError
from sayso.identity.principal import Principal, PrincipalKind
from sayso.runtime.errors import FieldError, InvalidFieldsError, MalformedError, SignInNeededError
from sayso.web.body_limits import PAGE_FORM, BodyLimit
from sayso.web.cross_site import SAFE_METHODS
from sayso.web.guard import GuardedPage, Handler, pass_guard
from sayso.web.pages.render import Way, message, see_other
from sayso.web.problems import problem
from sayso.web.strict_request import StrictRequest

LONGEST_NAME = 100


class PageRoute(GuardedPage):
    """A guarded page; parameters of the address that it does not know are passed over."""

    @property
    def body_limit(self) -> BodyLimit:
        """Forms are short."""
        return PAGE_FORM

    def get_route_handler(self) -> Handler:
        """The handler behind the guard; forms are read before it."""
        handle = APIRoute.get_route_handler(self)
        rules = {method: self.rule_for(method) for method in self.methods or ()}

        async def shown(request: Request) -> Response:
            strict = StrictRequest(request, self.body_limit, request.app.state.services.settings)
            try:
                await pass_guard(strict, rules[strict.method])
                if strict.method not in SAFE_METHODS:
                    await strict.read_form()
                return await handle(strict)
            except SignInNeededError:
                return see_other(_sign_in_and_back(strict))
            except RequestValidationError:
                return failed(strict, MalformedError("This address cannot be read.", hint="Check it."))
            except AppError as error:
                return failed(strict, error)

        return shown


def page_routes() -> APIRouter:
    """A router whose routes are pages."""
    return APIRouter(route_class=PageRoute, include_in_schema=False)


def failed(request: Request, error: AppError) -> Response:
    """A page that says what happened and the way out."""
    answer = problem(error)
    headings = {429: "Too many attempts", 404: "There is nothing here"}
    heading = headings.get(answer.status, "That did not work")
    text = f"{error.message} {error.hint}".strip()
    if answer.status >= 500:
        text = f"{error.message} {error.hint or 'Try again in a moment.'}"
    response = message(request, heading, text, Way("/", "To the start"), status=answer.status)
    for name, value in answer.headers:
        response.headers[name.decode()] = value.decode()
    return response


def person_of(request: Request) -> Principal | None:
    """Whoever is signed in in this browser; a key or a token does not count on a page."""
    principal: Principal | None = request.state.principal
    return principal if principal and principal.kind is PrincipalKind.PERSON else None


async def form_of(request: Request) -> dict[str, str]:
    """The fields of the form; of several of one name the last counts, and no page takes a file."""
    fields: dict[str, Any] = dict(await request.form(max_files=0))
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def demand_name(name: str) -> None:
    """Refuse what is no name of a person: ``InvalidFieldsError``."""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        text = f"A name is one line of at most {LONGEST_NAME} characters."
        raise InvalidFieldsError([FieldError("name", text)], message=text)


def own_path(path: str) -> str:
    """A path of this origin to go on to; anything else becomes the start."""
    is_own = path.startswith("/") and not path.startswith("//") and len(path) <= 1_000
    return path if is_own and path.isprintable() and "\\" not in path else "/"


def _sign_in_and_back(request: Request) -> str:
    if request.method not in SAFE_METHODS:
        return "/signin"
    path = request.scope["path"] + (f"?{request.url.query}" if request.url.query else "")
    return "/signin" if path == "/" else f"/signin?{urlencode({'next': path})}"
