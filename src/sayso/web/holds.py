"""What a principal is of the very thing that a path names, as the table of rules asks for it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sayso.conversations.people import Access
from sayso.identity.permissions import Hold
from sayso.identity.principal import Principal
from sayso.web.services import Services

_OF_SESSION: Mapping[Hold, Access] = {
    Hold.SESSION_VIEWER: Access.VIEWER,
    Hold.SESSION_EDITOR: Access.EDITOR,
    Hold.SESSION_OWNER: Access.OWNER,
}


async def demand_hold(
    services: Services, principal: Principal, hold: Hold, parameters: Mapping[str, Any]
) -> None:
    """Refuse what is not the principal's.

    Raises:
        NotFoundError: when they may not know whether it is there.
        DeniedError: when they may know of it, and not do this.
    """
    session_id = _id(parameters["build_session_id"])
    if session_id is not None:
        await services.conversations.people.demand(principal, session_id, _OF_SESSION[hold])


def _id(value: Any) -> UUID | None:
    """An id as the path has it; what is none is refused when the parameters are read."""
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None
