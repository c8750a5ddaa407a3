"""What a principal is of the very thing that a path names, as the table of rules asks for it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sayso.conversations.people import Access
from sayso.errors import DeniedError
from sayso.identity.permissions import Hold
from sayso.identity.principal import Principal
from sayso.publishing.rights import NO_BUILDER
from sayso.runtime import repository
from sayso.web.services import Services

_OF_SESSION: Mapping[Hold, Access] = {
    Hold.SESSION_VIEWER: Access.VIEWER,
    Hold.SESSION_EDITOR: Access.EDITOR,
    Hold.SESSION_OWNER: Access.OWNER,
}

_OF_MODULE = frozenset({Hold.MODULE_BUILDER, Hold.MODULE_KEEPER})


async def demand_hold(
    services: Services, principal: Principal, hold: Hold, parameters: Mapping[str, Any]
) -> None:
    """Refuse what is not the principal's.

    Raises:
        NotFoundError: when they may not know whether it is there.
        DeniedError: when they may know of it, and not do this.
    """
    if hold in _OF_MODULE:
        await _demand_of_module(services, principal, hold, str(parameters["slug"]))
        return
    session_id = _id(parameters["build_session_id"])
    if session_id is not None:
        await services.conversations.people.demand(principal, session_id, _OF_SESSION[hold])


async def _demand_of_module(services: Services, principal: Principal, hold: Hold, slug: str) -> None:
    """A module that is not there is refused where it is looked up, in the same words for everybody."""
    agency_id = principal.home_agency.id
    async with services.database.unit(agency_id) as session:
        module = await repository.module_named(session, agency_id, slug)
    if module is None:
        return
    rights = services.publisher.rights
    if hold is Hold.MODULE_BUILDER and not await rights.is_builder(module, principal.user_id):
        raise DeniedError(NO_BUILDER, hint="Ask one of its builders, or an administrator of the agency.")
    if hold is Hold.MODULE_KEEPER and not await rights.is_keeper(module, principal.user_id):
        raise DeniedError(
            "This is for a person who has the widest role in this application, or for an administrator.",
            hint="Ask one of them; a key cannot do it.",
        )


def _id(value: Any) -> UUID | None:
    """An id as the path has it; what is none is refused when the parameters are read."""
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None
