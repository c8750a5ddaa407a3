"""Who may call, for whom, and which module a path speaks of."""

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request

from sayso.errors import NotFoundError
from sayso.identity.signin import demo_home
from sayso.identity.tokens import secret_at
from sayso.identity.types import Home
from sayso.runtime import repository
from sayso.runtime.errors import SignInNeededError
from sayso.runtime.types import Module
from sayso.web.local import LOCAL_TOKEN
from sayso.web.services import Services

NAMED_SLUGS = 10
"""How many applications an error names at most."""


def services_of(request: Request) -> Services:
    """The services of the running application."""
    services: Services = request.app.state.services
    return services


Known = Annotated[Services, Depends(services_of)]


def demand_local_token(services: Known, authorization: Annotated[str, Header()] = "") -> None:
    """Let in only who can read the token in the home folder."""
    expected = f"Bearer {secret_at(services.settings.home_path / LOCAL_TOKEN)}"
    if not secrets.compare_digest(authorization.encode(), expected.encode()):
        raise SignInNeededError(
            "This call needs the token of this machine.",
            hint=f"It is in {LOCAL_TOKEN} in the home folder of Sayso.",
        )


LocalOnly = Depends(demand_local_token)


@dataclass(frozen=True, slots=True)
class Addressed:
    """The module that a path speaks of, and on whose behalf the call is made."""

    module: Module
    home: Home


async def addressed(services: Known, slug: str) -> Addressed:
    """The agency's module of this slug; an error names those there are."""
    async with services.database.unit() as session:
        home = await demo_home(session)
        module = await repository.module_named(session, home.site.agency_id, slug)
        if module is not None:
            return Addressed(module, home)
        modules = await repository.modules_of(session, home.site.agency_id)
    known = ", ".join(one.slug for one in modules[:NAMED_SLUGS])
    hint = f"There is {known}." if known else "There is none yet."
    raise NotFoundError(f"There is no application “{slug[:60]}” here.", hint=hint)


Target = Annotated[Addressed, Depends(addressed)]
