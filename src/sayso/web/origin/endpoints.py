"""Endpoints that a spec names, answered by the calls of the data API."""

from sayso.errors import DeniedError
from sayso.runtime.plan import ModulePlan
from sayso.spec.endpoints import EndpointCall, ServedEndpoint
from sayso.spec.model import EndpointAuth
from sayso.web.exchange import Answer
from sayso.web.origin import rows
from sayso.web.origin.call import Call

_OF_ALL = {EndpointCall.LIST: rows.list_rows, EndpointCall.CREATE: rows.create_row}
_OF_ONE = {
    EndpointCall.READ: rows.get_row,
    EndpointCall.UPDATE: rows.patch_row,
    EndpointCall.DELETE: rows.delete_row,
}


def find_endpoint(plan: ModulePlan, method: str, parts: list[str]) -> tuple[ServedEndpoint, str] | None:
    """The endpoint at these parts of an address, and the row that they name."""
    for one in plan.endpoints:
        row = one.row_of(method, parts)
        if row is not None:
            return one, row
    return None


async def answer_endpoint(call: Call, found: ServedEndpoint, row: str) -> Answer:
    """Answer as the data API answers the same call; one for administrators only to the widest role."""
    index = call.runtime.plan.index
    if found.endpoint.auth is EndpointAuth.ADMIN and call.visitor.role != index.widest_role:
        raise DeniedError("Your role may not call this.", hint="It is for who administers the application.")
    plan = call.runtime.plan.by_entity[found.entity]
    if found.call in _OF_ALL:
        return await _OF_ALL[found.call](call, plan)
    return await _OF_ONE[found.call](call, plan, row)
