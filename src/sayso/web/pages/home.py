"""The start: the applications of the present agency, and the way to another agency."""

from types import SimpleNamespace

from fastapi import Request, Response

from sayso.errors import NotFoundError
from sayso.identity.permissions import AgencyRole
from sayso.identity.principal import Principal
from sayso.identity.signing_in.accounts import belongings
from sayso.runtime import repository
from sayso.runtime.entries import modules_given_to
from sayso.runtime.types import Module
from sayso.web.pages.entering import sign_in_address
from sayso.web.pages.frame import framed
from sayso.web.pages.render import see_other
from sayso.web.pages.routes import form_of, page_routes, signed_in
from sayso.web.services import Services
from sayso.web.v1.access import Known

router = page_routes()

_STATES = {
    "published": ("Published", "good"),
    "draft": ("Draft", "warn"),
    "archived": ("Archived", ""),
}


@router.get("/")
async def home(request: Request, services: Known) -> Response:
    """The applications, each with a link that signs its reader in there."""
    me = signed_in(request)
    modules = await _modules(services, me)
    shown = [_row(services, one, may_enter=me.role is not AgencyRole.API_USER) for one in modules]
    given = [_row(services, one, may_enter=True) for one in await _given(services, me)]
    return await framed(request, me, "home.html", modules=shown, given=given)


@router.post("/agency")
async def switch_agency(request: Request, services: Known) -> Response:
    """Let this browser speak for another agency of the person from now on."""
    me, slug = signed_in(request), (await form_of(request)).get("agency", "")
    async with services.database.unit(None) as session:
        places = await belongings(session, me.user_id)
    agency = next((one.agency for one in places if one.agency.slug == slug), None)
    if agency is None or me.session_id is None:
        raise NotFoundError("You belong to no such agency.", hint="Choose one of the list.")
    await services.sessions.switch(me.session_id, agency)
    return see_other("/")


async def _modules(services: Services, me: Principal) -> list[Module]:
    if me.agency is None:
        return []
    async with services.database.unit(me.agency.id) as session:
        return await repository.modules_of(session, me.agency.id)


async def _given(services: Services, me: Principal) -> list[Module]:
    """Applications of agencies that the person does not belong to."""
    async with services.database.system() as session:
        return await modules_given_to(session, me.user_id)


def _row(services: Services, module: Module, *, may_enter: bool) -> SimpleNamespace:
    state, tone = _STATES[module.status]
    is_open = may_enter and module.status == "published"
    return SimpleNamespace(
        name=module.name,
        version=module.version,
        host=services.settings.module_origin(module.slug).partition("://")[2],
        state=state,
        tone=tone,
        address=sign_in_address(module.slug, "/") if is_open else "",
    )
