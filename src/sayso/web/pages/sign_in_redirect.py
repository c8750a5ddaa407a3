"""Signing somebody in in this browser, and leading them on: to a page of ours or into an application."""

from datetime import timedelta
from urllib.parse import quote, urlencode
from uuid import UUID

from fastapi import Request, Response

from sayso.errors import DeniedError
from sayso.identity.authentication.accounts import CheckedUser
from sayso.identity.authentication.links import Purpose, make_link
from sayso.runtime.records import ModuleRuntime
from sayso.web.pages.render import message, see_other
from sayso.web.pages.routes import own_path
from sayso.web.services import Services

HANDOVER = timedelta(minutes=2)
"""How long the link works that leads from here into an application; the browser follows it at once."""


async def enter(request: Request, who: UUID | CheckedUser, target: str) -> Response:
    """Sign the user in in place of whoever was, and go on to ``target``, a path of ours."""
    response = see_other(own_path(target))
    services: Services = request.app.state.services
    await services.sign_in.start(request, response, who)
    return response


def sign_in_address(module: str, target: str, *, start: str = "/signin") -> str:
    """A page that signs in and then leads to ``target``, in this application if one is named."""
    query = {"module": module} if module else {}
    if target != "/":
        query["next"] = target
    return f"{start}?{urlencode(query)}" if query else start


async def into_module(request: Request, runtime: ModuleRuntime, user_id: UUID, target: str) -> Response:
    """Lead the user into the application by a link that works once, if they have a role there."""
    services: Services = request.app.state.services
    module = runtime.plan.module
    try:
        await services.admissions.admit(module.site, module.id, user_id, roles=runtime.plan.module_roles)
    except DeniedError as error:
        again = sign_in_address(module.slug, target)
        text = f"{error.message} {error.hint}"
        return message(request, f"No way into {module.name} yet", text, status=403, again=again)
    async with services.database.system() as session:
        token = await make_link(session, Purpose.SIGNIN, user_id, module_id=module.id, lifetime=HANDOVER)
    origin = services.settings.module_origin(module.slug)
    return see_other(f"{origin}/__signin?token={token}&next={quote(target, safe='/')}")
