"""Who may call, for whom, and which module a path speaks of."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from sayso.db.scope import Scope
from sayso.errors import DeniedError, NotFoundError
from sayso.identity.permissions import Permission
from sayso.identity.principal import Principal
from sayso.llm.types import Caller
from sayso.runtime import repository
from sayso.runtime.errors import SignInNeededError
from sayso.runtime.types import Module
from sayso.web.origin.session import visitor_of
from sayso.web.services import Services

NAMED_SLUGS = 10
"""How many applications an error names at most."""


async def services_of(request: Request) -> Services:
    """The services of the running application."""
    services: Services = request.app.state.services
    return services


Known = Annotated[Services, Depends(services_of)]


async def principal_of(request: Request) -> Principal:
    """Whoever sends the request; the guard has found out."""
    principal: Principal | None = request.state.principal
    if principal is None:
        raise SignInNeededError("This needs somebody who is signed in.", hint="Sign in, or send an API key.")
    return principal


Me = Annotated[Principal, Depends(principal_of)]


def asking(me: Principal) -> Caller:
    """On whose behalf models are asked, outside of a session."""
    return Caller(me.home_agency.id, user_id=me.user_id)


@dataclass(frozen=True, slots=True)
class Addressed:
    """The module that a path speaks of, and on whose behalf the call is made."""

    module: Module
    me: Principal


async def addressed(services: Known, me: Me, slug: str) -> Addressed:
    """The agency's module of this slug; an error names those there are."""
    agency_id = me.home_agency.id
    async with services.database.unit(agency_id) as session:
        module = await repository.module_named(session, agency_id, slug)
        if module is not None:
            return Addressed(module, me)
        modules = await repository.modules_of(session, agency_id)
    known = ", ".join(one.slug for one in modules[:NAMED_SLUGS])
    hint = f"There is {known}." if known else "There is none yet."
    raise NotFoundError(f"There is no application “{slug[:60]}” here.", hint=hint)


async def eyes_of(services: Services, me: Principal, module: Module) -> Scope | None:
    """How the sender looks at rows of a module; none for who may not: without a role there, or ``data:read``.

    Nobody looks at rows of a module that is not running.
    """
    if not me.may(Permission.DATA_READ):
        return None
    runtime = await services.registry.runtime(module.slug)
    if runtime is None or runtime.plan.module.id != module.id:
        return None
    try:
        return (await visitor_of(services.admissions, runtime, me.user_id, "")).scope
    except DeniedError:
        return None


Target = Annotated[Addressed, Depends(addressed)]
