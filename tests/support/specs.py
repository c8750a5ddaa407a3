"""Short ways to write a spec by hand in a test; ids follow from the order."""

from itertools import count
from typing import Any

from sayso.spec.model import AppSpec


def spec(**parts: Any) -> AppSpec:
    """An AppSpec from plain data; every element without an id is given one."""
    numbers = count(1)

    def with_ids(value: Any, kind: str | None) -> Any:
        if isinstance(value, list):
            return [with_ids(item, kind) for item in value]
        if not isinstance(value, dict):
            return value
        done = {
            key: with_ids(
                inner,
                _KINDS.get(key) if isinstance(inner, list) and inner and isinstance(inner[0], dict) else None,
            )
            for key, inner in value.items()
        }
        return {"id": f"{kind}_{next(numbers):06}", **done} if kind else done

    data = {"name": "Test", "slug": "test-app", **parts}
    return AppSpec.model_validate(with_ids(data, None))


_KINDS = {
    "entities": "ent", "fields": "fld", "computed": "cmp", "indexes": "idx", "rules": "rul", "options": "opt",
    "relationships": "rel", "flows": "flw", "states": "sta", "transitions": "trn", "roles": "rol",
    "settings": "set",
}  # fmt: skip


def entity(name: str, *fields: "dict[str, Any] | str", **more: Any) -> dict[str, Any]:
    """An entity; a field given as text is ``name`` or ``name:type``."""
    return {
        "name": name,
        "display_name": name.replace("_", " ").capitalize(),
        "fields": [field(f) if isinstance(f, str) else f for f in fields],
        **more,
    }


def field(name: str, **more: Any) -> dict[str, Any]:
    """A field, ``name`` or ``name:type``."""
    name, _, kind = name.partition(":")
    return {"name": name, "label": name.replace("_", " ").capitalize(), "type": kind or "text", **more}


def belongs_to(child: str, parent: str, **more: Any) -> dict[str, Any]:
    """A belongs_to relationship named after the parent."""
    return {
        "kind": "belongs_to", "from": child, "to": parent, "name": parent, "inverse": f"{child}s", **more,
    }  # fmt: skip


def may(role: str, entity: str, *actions: str, **more: Any) -> dict[str, Any]:
    """A grant; without actions all four."""
    wanted = list(actions or ("create", "read", "update", "delete"))
    return {"role": role, "entity": entity, "actions": wanted, **more}


def matrix(roles: str, *rules: dict[str, Any]) -> dict[str, Any]:
    """Permissions from role names and grants."""
    named = [{"name": role, "label": role.capitalize()} for role in roles.split()]
    return {
        "roles": named,
        "rules": [{"id": f"prm_{number:06}", **rule} for number, rule in enumerate(rules)],
    }
