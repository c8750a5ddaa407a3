"""The settings of a module, shown to and changed by whoever holds its widest role."""

from sayso.errors import DeniedError
from sayso.runtime import repository
from sayso.runtime.module_settings import read_changes, settings_of
from sayso.web.body_limits import FIELDS
from sayso.web.exchange import Answer, json_answer
from sayso.web.origin.call import Call


async def show_settings(call: Call) -> Answer:
    """``GET /api/session/settings``."""
    _demand_widest(call)
    return json_answer({"settings": [one.as_json() for one in settings_of(call.runtime.plan)]})


async def change_settings(call: Call) -> Answer:
    """``PATCH /api/session/settings``: keys and their values; what is not named stays."""
    _demand_widest(call)
    module = call.runtime.plan.module
    changes = read_changes(call.runtime.plan, await call.exchange.json(FIELDS))
    async with call.services.database.unit(module.site.agency_id) as session:
        await repository.change_settings(session, module.site.agency_id, module.id, changes)
    call.services.registry.forget(module.slug)
    runtime = await call.services.registry.runtime(module.slug) or call.runtime
    return json_answer({"settings": [one.as_json() for one in settings_of(runtime.plan)]})


def _demand_widest(call: Call) -> None:
    widest = call.runtime.plan.index.widest_role
    if not call.visitor.may_switch or call.visitor.role != widest:
        label = call.runtime.plan.roles.get(widest or "", "the widest role")
        raise DeniedError(f"Only the role {label} may change how this application is set up.")
