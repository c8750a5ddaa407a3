"""Templates become answers, with the headers that keep a page to itself."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from sayso.errors import AppError
from sayso.identity.authentication.passwords import LONGEST, SHORTEST
from sayso.settings import Settings
from sayso.web.pages.faces import faces
from sayso.web.services import Services

STYLE = "style.css"
SCRIPT = "submit.js"
"""The only script: it sends the form of a link that signs in."""

_ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><rect width='24' height='24' rx='6' "
    "fill='#4a61c8'/><path d='M6.5 8.5h11M6.5 12h7M6.5 15.5h4' stroke='#fff' stroke-width='2' "
    "stroke-linecap='round'/></svg>"
)


@dataclass(frozen=True, slots=True)
class Way:
    """A link out of a page."""

    address: str
    label: str


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    has_secret: bool = False,
    submits: bool = False,
    **values: object,
) -> HTMLResponse:
    """A page; ``has_secret`` where the address itself lets somebody in, ``submits`` where it sends itself."""
    services: Services = request.app.state.services
    shown = {"said": "", "error": None} | values
    text = _environment().get_template(template).render(shown)
    headers = {
        "content-security-policy": _policy(services.settings.module_origin("*"), submits=submits),
        "referrer-policy": _referrer_policy(services.settings, has_secret=has_secret),
        "cache-control": "no-store",
        "x-frame-options": "DENY",
    }
    return HTMLResponse(text, status, headers)


def message(
    request: Request, heading: str, text: str, *ways: Way, status: int = 200, again: str = ""
) -> HTMLResponse:
    """A page that says one thing; ``again`` offers to sign in as somebody else and then go there."""
    return page(
        request,
        "message.html",
        status=status,
        heading=heading,
        text=text,
        ways=ways,
        again=again,
        has_secret=True,
    )


def see_other(address: str) -> RedirectResponse:
    """The browser goes on with a GET; nothing of the address it comes from goes along."""
    return RedirectResponse(
        quote(address, safe="/?&=#%:+,;@!$'()*~[]-._"),
        303,
        {"cache-control": "no-store", "referrer-policy": "same-origin"},
    )


def shown_error(error: AppError) -> SimpleNamespace:
    """An error as pages show it."""
    return SimpleNamespace(message=error.message, hint=error.hint)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sayso.web.pages"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        faces=faces(),
        icon=f"data:image/svg+xml,{quote(_ICON)}",
        rules=SimpleNamespace(shortest=SHORTEST, longest=LONGEST),
    )
    return environment


@cache
def _policy(applications: str, *, submits: bool) -> str:
    script = f"script-src {_source(SCRIPT)}; " if submits else ""
    # Browsers hold redirects after a form to form-action too, and signing in may lead into an application.
    return (
        f"default-src 'none'; {script}style-src {_source(STYLE)}; font-src 'self'; img-src data:; "
        f"form-action 'self' {applications}; frame-ancestors 'none'; base-uri 'none'"
    )


def _referrer_policy(settings: Settings, *, has_secret: bool) -> str:
    """No page elsewhere learns where somebody came from.

    With ``no-referrer`` browsers call the origin of a form "null". Where they say by another header that it
    is a page of ours, as they do over https and on this machine, nothing is lost by that.
    """
    return (
        "no-referrer"
        if has_secret and (settings.is_loopback or settings.public_scheme == "https")
        else ("same-origin")
    )


def _source(template: str) -> str:
    """What is written into pages, as their policy names it."""
    text = _environment().get_template(template).render()
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
