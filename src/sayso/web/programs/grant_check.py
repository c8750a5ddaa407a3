"""What a call of the data API does, and whether a program said that it does it."""

from sayso.devloop.programs.grants import ModuleRead, demand_granted
from sayso.errors import DeniedError
from sayso.runtime.plan import ModulePlan
from sayso.spec.model import Action

REPORTS = "reports"
_DESCRIPTION = "openapi.json"
_CLOSED = frozenset(("session", "files"))
_NOT_OF_ROWS = frozenset(("import", "restore"))
READING = frozenset(("GET", "HEAD"))


def demand_call(plan: ModulePlan, grant: ModuleRead, method: str, path: str) -> None:
    """Refuse what is no list, row, figure, report or change of a row that the program said it makes.

    Raises:
        DeniedError: with what it may do instead.
    """
    first, _, rest = path.partition("/")
    if first == _DESCRIPTION and not rest:
        return
    found = plan.by_collection.get(first)
    if found is not None and (first != REPORTS or rest not in plan.reports):
        entity = found.name
    elif first == REPORTS and rest in plan.reports:
        entity = plan.reports[rest].entity
    elif first in _CLOSED:
        raise DeniedError(f"Programs are not answered at “{first}”.", hint="They use rows and reports.")
    else:
        return  # the data API says what there is instead
    known = plan.by_entity.get(entity)
    names = {entity, *([known.collection] if known else [])}
    demand_granted(grant, plan.module.name, first, names, _action(method, rest))


def in_collections(plan: ModulePlan, path: str) -> str:
    """The path with the collection of an entity where its name stands: “order” says “orders”."""
    first, mark, rest = path.partition("/")
    entity = plan.by_entity.get(first.replace("-", "_"))
    if entity is None or first in plan.by_collection or first in {REPORTS, *_CLOSED}:
        return path
    return f"{entity.collection}{mark}{rest}"


def _action(method: str, rest: str) -> Action:
    """What a call does; ``rest`` is what stands behind the collection."""
    parts = rest.split("/") if rest else []
    if method in READING:
        return Action.READ
    if _NOT_OF_ROWS & set(parts[-1:]):
        raise DeniedError(
            f"Programs are not answered at “{parts[-1]}”.", hint="They create rows by themselves."
        )
    if method == "DELETE":
        return Action.DELETE
    is_new = method == "POST" and (not parts or parts == ["bulk"])
    return Action.CREATE if is_new else Action.UPDATE
