"""The permission matrix as the app shows it: widest scopes, and the fields a role may see and change."""

from sayso.spec.index import SpecIndex
from sayso.spec.model import Action, Scope

from .typescript_printer import Value

_WIDTH = {Scope.NONE: 0, Scope.OWN: 1, Scope.ALL: 2}


def grants_of(index: SpecIndex, entity: str) -> dict[str, Value]:
    """What each role may do with rows of ``entity``, for visibility; roles that may do nothing get ``{}``."""
    return {role.name: _grant(index, role.name, entity) for role in index.spec.permissions.roles}


def _grant(index: SpecIndex, role: str, entity: str) -> Value:
    grant: dict[str, Value] = {}
    for action in Action:
        rules = index.grants(role, entity, action)
        if rules:
            grant[action.value] = max((rule.scope for rule in rules), key=_WIDTH.__getitem__).value
    readable = _field_list(index, role, entity, (Action.READ,))
    writable = _field_list(index, role, entity, (Action.CREATE, Action.UPDATE))
    if readable is not None:
        grant["readable"] = readable
    if writable is not None:
        grant["writable"] = writable
    return grant


def _field_list(index: SpecIndex, role: str, entity: str, actions: tuple[Action, ...]) -> list[str] | None:
    rules = [rule for action in actions for rule in index.grants(role, entity, action)]
    if not rules or any(rule.fields is None for rule in rules):
        return None
    return sorted({name for rule in rules for name in rule.fields or ()})


def always_readable(index: SpecIndex, entity: str) -> frozenset[str] | None:
    """Fields that every reader sees; ``None`` when nobody's view of the entity is limited."""
    limits = [_field_list(index, role.name, entity, (Action.READ,)) for role in index.spec.permissions.roles]
    lists = [set(limit) for limit in limits if limit is not None]
    return frozenset.intersection(*map(frozenset, lists)) if lists else None
