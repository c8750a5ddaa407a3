"""What a request changed, told to whoever follows rows of modules: to refresh blocks, to set off bots."""

from sayso.runtime.plan import CollectionPlan
from sayso.runtime.records import ModuleRuntime
from sayso.web.cross_site import SAFE_METHODS
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin.endpoints import find_endpoint
from sayso.web.origin.services import OriginServices


def tell_of_changes(
    services: OriginServices, runtime: ModuleRuntime, exchange: Exchange, answer: Answer
) -> None:
    """Tell that rows changed, once a request that changes some was answered well."""
    if exchange.method in SAFE_METHODS or answer.status >= 400 or not exchange.path.startswith("/api/"):
        return
    parts = exchange.path.removeprefix("/api/").split("/")
    endpoint = find_endpoint(runtime.plan, exchange.method, parts)
    plan = runtime.by_collection.get(parts[0])
    if endpoint is not None:
        plan = runtime.plan.by_entity[endpoint[0].entity]
    if plan is not None:
        is_wide = exchange.method == "DELETE"
        slug = runtime.plan.module.slug
        services.changed(slug, None if is_wide else _touched(runtime, plan))


def _touched(runtime: ModuleRuntime, plan: CollectionPlan) -> set[str]:
    """The entity, and those next to it, whose rows may count or sum up its own."""
    above = {link.parent for link in plan.parents.values()}
    below = {
        one.name
        for one in runtime.by_collection.values()
        if any(link.parent == plan.name for link in one.parents.values())
    }
    touched = {plan.name, *above, *below}
    by_entity = runtime.plan.by_entity
    return touched | {by_entity[name].collection for name in touched if name in by_entity}
